"""report: read → check → view → render → write."""

from __future__ import annotations

import argparse
from pathlib import Path

from nianbao.cli.data_file import examined
from nianbao.cli.exit_codes import WRITTEN
from nianbao.cli.misuse import MisuseError
from nianbao.cli.options import add_errors, add_year
from nianbao.cli.places import Place
from nianbao.cli.telling import refuse, say, tell
from nianbao.files import replace_together, shown
from nianbao.findings.finding import has_errors

FORMATS = ("docx", "txt", "pdf")


def add_options(parser: argparse.ArgumentParser, place: Place) -> None:
    """Add a year, where to write, and in which formats."""
    add_year(parser, place, "四位年份，如 2017")
    add_errors(parser)
    parser.add_argument("--out", type=Path, default=place.reports, help="写到哪里")
    parser.add_argument("--format", type=_formats, default=["docx", "txt"], help="docx,txt,pdf")


def run(order: argparse.Namespace) -> int:
    """检查，再写出 Word 年报和纯文本。"""
    edition = examined(order)
    if not edition.report or not edition.narrative or not edition.sound:
        return refuse(order, edition.findings, edition.unchecked)
    from nianbao.outputs import render
    from nianbao.view import build_view

    view = build_view(edition.report, edition.narrative)
    formats = dict.fromkeys("docx" if name == "pdf" else name for name in order.format)
    rendered, found = render(view, edition.report.form, formats)
    findings = (*edition.findings, *found)
    if has_errors(findings):
        return refuse(order, findings, edition.unchecked)
    tell(order, findings, edition.unchecked)
    folder = order.out / order.agency / str(edition.report.year)
    _write(order, {folder / f"{view.title}.{s}": rendered[s] for s in order.format if s != "pdf"})
    if "pdf" in order.format:
        from nianbao.outputs.pdf import to_pdf

        _write(order, {folder / f"{view.title}.pdf": to_pdf(rendered["docx"])})
    return WRITTEN


def _write(order: argparse.Namespace, files: dict[Path, bytes]) -> None:
    replace_together(files)
    for path in files:
        say(order, f"已写 {shown(path)}")


def _formats(text: str) -> list[str]:
    formats = text.split(",")
    if wrong := [name for name in formats if name not in FORMATS]:
        raise MisuseError(f"没有格式“{wrong[0][:20]}”，可以写 {'、'.join(FORMATS)}")
    return formats
