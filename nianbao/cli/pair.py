"""The files of a year beside its data: are they one set, and of these data (整套)?"""

from __future__ import annotations

import argparse
from pathlib import Path

from nianbao.cli.data_file import examined, report_files, with_pages
from nianbao.cli.telling import say, tell
from nianbao.files import read_whole, shown
from nianbao.findings.codes.of_documents import NOT_OF_DATA
from nianbao.findings.finding import Finding, has_errors
from nianbao.making import rendered
from nianbao.outputs import USUAL, convert
from nianbao.outputs.errors import whole
from nianbao.workspace import Workspace

AGAIN = "再运行一次 report，整套重新写"


def verify_pair(order: argparse.Namespace) -> int:
    """Tell which files of a year's report are missing, changed, or of other data than there are now."""
    workspace = Workspace(order.templates)
    edition = examined(order, workspace)
    if not edition.report or not edition.narrative or not edition.sound:
        return tell(order, edition.findings, edition.unchecked)
    title = edition.narrative.title
    formats = with_pages(order, edition.report.year, title, USUAL)
    made = rendered(workspace, edition, formats)
    if has_errors(made.findings):
        return tell(order, made.findings)
    files = made.files | convert(made.files, formats)
    files = {name: files[name] for name in formats}
    places = report_files(order, edition.report.year, title, files)
    paths = {places[name]: data for name, data in files.items()}
    there = {path: read_whole(path) for path in paths if path.is_file()}
    others = [path for path, data in paths.items() if there.get(path) != data]
    findings = [_finding(path, there.get(path), len(others) < len(paths)) for path in others]
    code = tell(order, findings)
    if not others:
        say(order, f"{order.year} 年的 {len(paths)} 个文件是一套，都由现在的数据写成")
    return code


def _finding(path: Path, data: bytes | None, others_are_right: bool) -> Finding:
    from nianbao.outputs.word.imprint import is_as_written

    name = path.suffix.removeprefix(".")
    mixed = "，另一个却是：一新一旧" if others_are_right else ""
    if data is None:
        message = f"没有 {path.name}"
    elif name == "docx" and not is_as_written(data):
        help_ = "要的用 take 写回数据；不要的，report --force 重新写"
        return NOT_OF_DATA.at(whole(shown(path)), "Word 文件写出以后有人改过", help_)
    else:
        message = f"不是由现在的数据写的{mixed}"
    return NOT_OF_DATA.at(whole(shown(path)), message, AGAIN)
