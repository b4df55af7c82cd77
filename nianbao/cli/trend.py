"""trend: how figures went over the years."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from nianbao.cli.data_file import year_in
from nianbao.cli.misuse import MisuseError
from nianbao.cli.options import add_data
from nianbao.cli.places import Place
from nianbao.cli.printing import add_printing, kind_of, put_out, say_beside
from nianbao.files import YEARS, shown
from nianbao.workspace import Workspace

if TYPE_CHECKING:
    from nianbao.report import Report

KINDS = ("text", "csv", "json", "html")


def add_options(parser: argparse.ArgumentParser, place: Place) -> None:
    """Add which figures, of which years, and how they are shown."""
    what = "指标，如 新收、部分公开、行政复议.结果纠正；不写就是读者关心的那些"
    parser.add_argument("names", metavar="指标", nargs="*", help=what)
    add_data(parser, place)
    parser.add_argument("--from", dest="first", metavar="YEAR", default="", help="从哪一年起")
    parser.add_argument("--to", dest="last", metavar="YEAR", default="", help="到哪一年止")
    add_printing(parser, KINDS)


def run(order: argparse.Namespace) -> int:
    """历年的数：一行一个指标，一列一年；换了表式、口径不同的断开。"""
    from nianbao.compare.series import Years, chosen, trends, unknown_name
    from nianbao.compare.trend_told import (
        trends_as_csv,
        trends_as_json,
        trends_as_page,
        trends_as_text,
    )

    kind = kind_of(order, KINDS)
    workspace = Workspace(order.templates)
    years = Years(_reports(order, workspace, kind), workspace)
    if order.names:
        found, unknown = chosen(years, order.names)
        if unknown:
            raise MisuseError(unknown_name(years, unknown[0]))
    else:
        found = trends(years)
    if kind == "html":
        whose = years.reports[max(years.reports)].agency.text
        return put_out(order, trends_as_page(years, found, whose))
    if kind == "csv":
        return put_out(order, trends_as_csv(years, found))
    printer = trends_as_json if kind == "json" else trends_as_text
    return put_out(order, f"{printer(years, found)}\n".encode())


def _reports(order: argparse.Namespace, workspace: Workspace, kind: str) -> dict[int, Report]:
    """Return the reports of the years that are meant; what cannot be read is told, and a gap."""
    from nianbao.compare.sides import read_years

    first, last = (year_in(word) if word else None for word in (order.first, order.last))
    if first and last and first > last:
        raise MisuseError(f"--from {first} 比 --to {last} 晚")
    folder = order.data / order.agency
    meant = (
        path
        for path in sorted(folder.glob(YEARS))
        if (not first or int(path.stem) >= first) and (not last or int(path.stem) <= last)
    )
    reports, flawed, unread = read_years(workspace, meant)
    for path, errors in flawed.items():
        say_beside(order, kind, f"{shown(path)} 有 {errors} 处错误，读不出的数空着；先用 check 看")
    for path in unread:
        say_beside(order, kind, f"{shown(path)} 读不出，空着；先用 check 看")
    if not reports:
        others = sorted(each.parent.name for each in order.data.glob(f"*/{YEARS}"))
        agencies = f"；机关文件夹有 {'、'.join(dict.fromkeys(others))}" if others else ""
        asked = f"{order.first or ''}{'—' if order.first or order.last else ''}{order.last or ''}"
        raise MisuseError(f"{shown(folder)} 里没有{asked and f' {asked} 年的'}数据{agencies}")
    return reports
