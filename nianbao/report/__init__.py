"""One agency-year bound to its form (年报)."""

from nianbao.report.bind import bind
from nianbao.report.model import Figure, Item, Point, PointList, Report, SectionText, Waiver

__all__ = ["Figure", "Item", "Point", "PointList", "Report", "SectionText", "Waiver", "bind"]
