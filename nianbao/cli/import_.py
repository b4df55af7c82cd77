"""import: an old report becomes a data file."""

from __future__ import annotations

import argparse
from pathlib import Path

from nianbao.cli.calling import to_type
from nianbao.cli.data_file import year_file, year_in
from nianbao.cli.exit_codes import MISTAKES, WRITTEN
from nianbao.cli.misuse import MisuseError
from nianbao.cli.options import add_data
from nianbao.cli.places import Place
from nianbao.cli.telling import say
from nianbao.files import read_whole, shown
from nianbao.workspace import Workspace
from nianbao.writing import create


def add_options(parser: argparse.ArgumentParser, place: Place) -> None:
    """Add the file, and the year of its report."""
    parser.add_argument("file", metavar="FILE", help="原来的年报：docx、html、txt、pdf、xlsx")
    parser.add_argument("year", metavar="YEAR", help="它是哪一年的年报，四位年份")
    add_data(parser, place)


def run(order: argparse.Namespace) -> int:
    """把原来的年报（Word、网页、文本、PDF、Excel）读成数据文件；已有的文件不动。"""
    from nianbao.ingest.imported import imported

    year, source = year_in(order.year), Path(order.file)
    path = year_file(order, year)
    if path.exists():
        raise MisuseError(f"已有 {shown(path)}，不覆盖")
    if not source.is_file():
        raise MisuseError(f"没有 {shown(source)}")
    data = None if order.data == order.usual_data else order.data
    check = to_type("check", year, order.agency, data)
    made = imported(Workspace(order.templates), source.name, read_whole(source), path, check, year)
    if made.wrong:
        say(order, made.wrong)
        return MISTAKES
    create(path, made.text.encode("utf-8"))
    say(order, f"已写 {shown(path)}；对照原件看一遍，再运行 {check}")
    for line in made.remarks:
        say(order, f"  {line}")
    return WRITTEN
