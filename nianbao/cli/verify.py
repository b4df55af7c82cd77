"""verify: is a finished Word file whole, and does it say what the data say."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

from nianbao.cli.data_file import examined
from nianbao.cli.misuse import MisuseError
from nianbao.cli.options import add_data, add_document
from nianbao.cli.pair import verify_pair
from nianbao.cli.places import Place
from nianbao.cli.telling import tell
from nianbao.files import read_whole, shown
from nianbao.findings.finding import Finding
from nianbao.source import Span
from nianbao.workspace import Workspace

if TYPE_CHECKING:
    from nianbao.examine import Examination
    from nianbao.outputs.word.imprint import Imprint
    from nianbao.report import Report
    from nianbao.report.narrative import Narrative
    from nianbao.view import View


def add_options(parser: argparse.ArgumentParser, place: Place) -> None:
    """Add a Word file, and perhaps the year to compare it with."""
    add_document(parser)
    parser.add_argument("year", metavar="YEAR", nargs="?", default="", help="与哪年数据核对")
    add_data(parser, place)
    parser.add_argument("--out", type=Path, default=place.reports, help="写好的年报在哪里")


def run(order: argparse.Namespace) -> int:
    """检查任意一个 Word 文件是否完好；写明年份就再与那一年的数据核对。只写年份，就看那一年写好的是不是一套。"""
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
        findings += _sums(order, data)
    return tell(order, findings)


def compared(
    name: str, data: bytes, edition: Examination, view: View, was: Imprint | None = None
) -> list[Finding]:
    """Return where a Word file and a year's data differ, each with the line of the data.

    With `was`, what the file said when it was written, what only the data changed is left out.
    """
    from nianbao.outputs.word.comparison import compare_document

    assert edition.report
    assert edition.narrative
    template = read_whole(edition.report.form.folder / "report.docx")
    places = _places(edition.report, edition.narrative)
    return compare_document(name, data, view, template, places, was)


def _places(report: Report, narrative: Narrative) -> dict[str, Span]:
    """Return the lines of the data by the paragraphs, and by the labels of rows, that they print."""
    rows = {
        label: figures[0].span
        for row in report.form.values
        if (figures := report.row(row))
        for label in (row.label, f"{row.label}{row.note}")
    }
    return rows | {text: line.span for line, text in narrative.paragraphs.items()}


def _sums(order: argparse.Namespace, data: bytes) -> list[Finding]:
    """Return what the sums of a Word file that has no data file say, if its tables are a form's."""
    from nianbao.ingest.blocks import UnreadableError
    from nianbao.ingest.verified import broken_sums
    from nianbao.ingest.word_file import read_docx
    from nianbao.outputs.errors import whole

    try:
        carried = read_docx(data)
    except UnreadableError:
        return []  # said already
    workspace = Workspace(order.templates)
    forms = [form for name in workspace.national().values() if (form := workspace.form(name)[0])]
    return broken_sums(workspace, forms, carried.blocks, whole(shown(Path(order.file))))
