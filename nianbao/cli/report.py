"""report: read → check → view → render → write."""

from __future__ import annotations

import argparse
from pathlib import Path

from nianbao.cli import unchanged
from nianbao.cli.data_file import examined, report_files, with_pages
from nianbao.cli.exit_codes import MISTAKES, WRITTEN
from nianbao.cli.options import add_errors, add_year, formats_of
from nianbao.cli.overwriting import (
    CHARTS,
    changed_by_hand,
    copy_beside,
    other_reports,
    refuse_where_it_is_open,
    tell_changes,
)
from nianbao.cli.places import Place
from nianbao.cli.telling import refuse, say, tell
from nianbao.cli.unchanged import Watch, is_as
from nianbao.files import refuse_name, shown
from nianbao.findings.finding import has_errors
from nianbao.making import rendered
from nianbao.outputs import OUTPUTS, USUAL, convert, remarks
from nianbao.workspace import Workspace
from nianbao.writing import replace_together, sweep


def add_options(parser: argparse.ArgumentParser, place: Place) -> None:
    """Add a year, where to write, and in which formats."""
    add_year(parser, place, "四位年份，如 2017")
    add_errors(parser)
    parser.add_argument("--out", type=Path, default=place.reports, help="写到哪里")
    parser.add_argument("--force", action="store_true", help="改过的 Word 另存一份，照写新的")
    parser.add_argument("--fragment", action="store_true", help="另写网页正文（片段.html），供粘贴")
    parser.add_argument("--format", type=formats_of, default=USUAL, help=",".join(OUTPUTS))


def run(order: argparse.Namespace) -> int:
    """检查，再写出 Word 年报和纯文本。"""
    watch = Watch(order, workspace := Workspace(order.templates))
    edition = examined(order, workspace)
    asked = [*order.format, *(["片段.html"] if order.fragment else [])]
    if not edition.report or not edition.narrative or not edition.sound:
        return refuse(order, edition.findings, edition.unchecked)
    title = edition.narrative.title
    formats = with_pages(order, edition.report.year, title, asked)
    made = rendered(workspace, edition, formats)
    if made.view is None or has_errors(made.findings):
        return refuse(order, made.findings, edition.unchecked)
    view = made.view
    tell(order, made.findings, edition.unchecked)
    refuse_name(view.title)
    paths = report_files(order, edition.report.year, view.title, formats)
    refuse_where_it_is_open(list(paths.values()))
    kept: dict[Path, bytes] = {}
    if "docx" in paths and (old := changed_by_hand(paths["docx"])) is not None:
        if not order.force and tell_changes(order, paths["docx"], old, edition, view):
            return MISTAKES
        if order.force and old != made.files.get("docx"):
            kept[copy_beside(paths["docx"])] = old
    if not _charts_may_be_written(order, paths, made.files, kept):
        return MISTAKES
    for folder in (order.data / order.agency, *{path.parent for path in paths.values()}):
        sweep(folder)  # also where nothing is to be written
    _write(order, paths, made.files, kept)
    converted = convert(made.files, formats)
    _write(order, paths, converted, {})
    for remark in remarks(made.files, converted):
        say(order, f"  {remark}")
    (word,) = report_files(order, edition.report.year, view.title, ["docx"]).values()
    for other in other_reports(word):
        say(order, f"  旁边还有 {shown(other)}，是机关改名以前的吗？不要的请删去")
    if "pdf" not in paths and not kept:  # what a PDF looks like depends on the fonts of the machine
        watch.leave(workspace, paths.values())
    workspace.store.keep_expressions()
    return WRITTEN


def _charts_may_be_written(
    order: argparse.Namespace,
    paths: dict[str, Path],
    files: dict[str, bytes],
    kept: dict[Path, bytes],
) -> bool:
    """Tell whether a page of charts that lies there may be replaced; one that was changed is kept."""
    path = next((each for each in paths.values() if each.name.endswith(CHARTS)), None)
    old = changed_by_hand(path) if path else None
    if path is None or old is None or old in files.values():
        return True
    if order.force:
        kept[copy_beside(path)] = old
        return True
    say(order, f"{shown(path)} 写出以后有人改过；没有覆盖它，什么也没有写")
    say(
        order,
        "  要留着的，改个名字；不要的，加 --force（make 加 FORCE=1）：改过的另存一份，再写新的",
    )
    return False


def _write(
    order: argparse.Namespace,
    paths: dict[str, Path],
    files: dict[str, bytes],
    kept: dict[Path, bytes],
) -> None:
    """Write those of the files that were asked for, in the order in which they were, and what is kept."""
    asked = {path: files[name] for name, path in paths.items() if name in files}
    new = {path: data for path, data in asked.items() if not is_as(path, data)}
    replace_together({**kept, **new})
    for path in kept:
        say(order, f"改过的另存为 {shown(path)}")
    for path in asked:
        say(order, f"{unchanged.WRITTEN if path in new else unchanged.UNCHANGED} {shown(path)}")
