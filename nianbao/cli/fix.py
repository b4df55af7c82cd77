"""fix: mend mechanically what has one right answer."""

from __future__ import annotations

import argparse

from nianbao.cli.data_file import data_file, examined
from nianbao.cli.exit_codes import WRITTEN
from nianbao.cli.options import add_year
from nianbao.cli.places import Place
from nianbao.cli.telling import tell
from nianbao.files import read_whole, shown
from nianbao.workspace import Workspace
from nianbao.writing import rewrite


def add_options(parser: argparse.ArgumentParser, place: Place) -> None:
    """Add a year or a file, and whether to write."""
    add_year(parser, place, "四位年份，或一个数据文件")
    parser.add_argument("--diff", action="store_true", help="只显示要改什么，不写")


def run(order: argparse.Namespace) -> int:
    """把能代改的（标点、引号、空格）改进数据文件，别的一个字节也不动。"""
    from nianbao.datafile.mend import as_diff, mend

    path = data_file(order)
    before = read_whole(path)
    edition = examined(order)
    if edition.report is None:
        return tell(order, edition.findings)
    after, count = mend(Workspace(order.templates), path, edition.report.year, before)
    if order.diff:
        print(as_diff(shown(path), before, after), end="")
    elif after == before:
        print(f"{shown(path)} 没有能代改的")
    else:
        rewrite(path, before, after)
        print(f"已改 {shown(path)}，{count} 处")
    return WRITTEN
