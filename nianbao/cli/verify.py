"""verify: is a finished Word file whole, and does it say what the data say."""

from __future__ import annotations

import argparse
from pathlib import Path

from nianbao.cli.data_file import examined
from nianbao.cli.options import add_data, add_document
from nianbao.cli.places import Place
from nianbao.cli.telling import tell
from nianbao.files import shown


def add_options(parser: argparse.ArgumentParser, place: Place) -> None:
    """Add a Word file, and perhaps the year to compare it with."""
    add_document(parser)
    parser.add_argument("year", metavar="YEAR", nargs="?", default="", help="与哪年数据核对")
    add_data(parser, place)


def run(order: argparse.Namespace) -> int:
    """检查任意一个 Word 文件是否完好；写明年份就再与那一年的数据核对。"""
    from nianbao.outputs.word.inspection import compare_document, inspect_document

    path = Path(order.file)
    data = path.read_bytes()
    findings = inspect_document(shown(path), data)
    if order.year:
        edition = examined(order)
        if not edition.report or not edition.narrative or not edition.sound:
            return tell(order, (*findings, *edition.findings))
        from nianbao.view import build_view

        view = build_view(edition.report, edition.narrative)
        findings += compare_document(shown(path), data, view)
    return tell(order, findings)
