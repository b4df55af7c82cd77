"""One agency-year bound to its form (年报).

In reading order:

    content        what a report holds
    numerals       numbers in Chinese
    spellings      what a number or day typed in another way stands for
    numbers        one figure as it was typed
    rows           one row as it was typed
    figures        the 统计表 bound to its cells
    texts          the 正文 bound to its sections
    bind           a whole tree bound to its form
    history        last year's report
    references     what may be referred to in the texts, and how
    narrative      the texts with their references filled in
"""

from nianbao.report.bind import bind
from nianbao.report.content import Figure, Item, Point, PointList, Report, SectionText, Waiver

__all__ = ["Figure", "Item", "Point", "PointList", "Report", "SectionText", "Waiver", "bind"]
