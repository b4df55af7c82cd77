"""verify: is a finished Word file whole, and does it say what the data say."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from nianbao.cli.data_file import examined
from nianbao.cli.misuse import MisuseError
from nianbao.cli.options import add_data, add_document
from nianbao.cli.pair import verify_pair
from nianbao.cli.places import Place
from nianbao.cli.telling import tell
from nianbao.files import read_whole, shown
from nianbao.workspace import Workspace


def add_options(parser: argparse.ArgumentParser, place: Place) -> None:
    """Add a Word file, and perhaps the year to compare it with."""
    add_document(parser)
    parser.add_argument("year", metavar="YEAR", nargs="?", default="", help="与哪年数据核对")
    add_data(parser, place)
    parser.add_argument("--out", type=Path, default=place.reports, help="写好的年报在哪里")


def run(order: argparse.Namespace) -> int:
    """检查任意一个 Word 文件是否完好；写明年份就再与那一年的数据核对。只写年份，就看那一年写好的是不是一套。"""
    from nianbao.ingest.verified import compared, sums_in
    from nianbao.outputs.word.inspection import inspect_document

    path = Path(order.file)
    if re.fullmatch("[0-9]{4}", order.file) and not order.year and not path.exists():
        order.year = order.file
        return verify_pair(order)
    if path.name.startswith(("~$", ".~")):
        raise MisuseError("这是 Word 或 WPS 打开文件时的锁文件：去掉文件名开头的“~$”，查那一个")
    data = read_whole(path)
    findings = inspect_document(shown(path), data)
    if order.year:
        edition = examined(order)
        if not edition.report or not edition.narrative or not edition.sound:
            return tell(order, (*findings, *edition.findings))
        from nianbao.view import build_view

        view = build_view(edition.report, edition.narrative, edition.settings)
        findings += compared(shown(path), data, edition, view)
    else:
        findings += sums_in(Workspace(order.templates), shown(path), data)
    return tell(order, findings)
