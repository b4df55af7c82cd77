"""new: begin a year's file from the year before, or from the form alone."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from nianbao.cli.calling import to_type
from nianbao.cli.data_file import year_file, year_in
from nianbao.cli.exit_codes import WRITTEN
from nianbao.cli.misuse import MisuseError
from nianbao.cli.options import add_year
from nianbao.cli.places import Place
from nianbao.cli.telling import tell
from nianbao.examine import examine
from nianbao.files import YEARS, shown
from nianbao.form import Form
from nianbao.form.choice import form_of_year
from nianbao.source import decode
from nianbao.workspace import Workspace
from nianbao.writing import create


def add_options(parser: argparse.ArgumentParser, place: Place) -> None:
    """Add the year to begin."""
    add_year(parser, place, "四位年份，如 2017")


def run(order: argparse.Namespace) -> int:
    """由上年的数据文件起草新一年的，没有上年的就由表式起草；已有的文件不动。"""
    year = year_in(order.year)
    path = year_file(order, year)
    if path.exists():
        raise MisuseError(f"已有 {shown(path)}，不覆盖")
    workspace = Workspace(order.templates)
    before = year_file(order, year - 1)
    if before.is_file():
        return _from_last_year(order, workspace, before, path)
    form, findings = form_of_year(year, workspace, decode(shown(path), b"")[0].span(1, 1))
    if form is None:
        return tell(order, findings)
    return _from_the_form(order, form, year, path)


def _from_last_year(
    order: argparse.Namespace, workspace: Workspace, before: Path, path: Path
) -> int:
    from nianbao.datafile.draft import draft

    year = year_in(order.year)
    last = examine(workspace, before, year - 1)
    if last.report is None:
        return tell(order, last.findings)
    if last.report.form_named:
        form, findings = workspace.form(last.report.form.folder.name)
    else:
        form, findings = form_of_year(year, workspace, last.report.day_span)
    if form is None:
        return tell(order, findings)
    check = to_type("check", year, order.agency, _unusual(order))
    text = draft(last.report, form, shown(before), path, check)
    create(path, text.encode("utf-8"))
    agency = last.report.agency.text
    print(f"已写 {shown(path)}，由 {shown(before)}（{agency}）起草；填好后运行 {check}")
    _tell_preview(order, year)
    if not order.agency:
        other = to_type("new", year, "机关文件夹", _unusual(order))
        print(f"  要是本机关不是{agency}，就删去 {shown(path)}，改用 {other}")
    return WRITTEN


def _from_the_form(order: argparse.Namespace, form: Form, year: int, path: Path) -> int:
    from nianbao.datafile.blank import blank

    data = _unusual(order)
    commands = (
        to_type("import", year - 1, order.agency, data, file="上年的年报.docx"),
        to_type("new", year, order.agency, data),
        to_type("check", year, order.agency, data),
    )
    others = list(_others(order))
    create(path, blank(form, year, path, commands).encode("utf-8"))
    print(f"已写 {shown(path)}，照“{form.name}”起的，还都空着；填好后运行 {commands[-1]}")
    _tell_preview(order, year)
    print(f"  有上年的年报，可以先读进来，再由它起草：删去 {shown(path)}，运行 {commands[0]}")
    if (
        order.agency
        and order.agency not in others
        and (near := get_close_matches(order.agency, others, 1, 0.6))
    ):
        print(f"  新开了文件夹 {shown(path.parent)}；已有“{near[0]}”，是不是打错了")
    return WRITTEN


def _tell_preview(order: argparse.Namespace, year: int) -> None:
    command = to_type("preview", year, order.agency, _unusual(order))
    print(f"  边填边看网页和问题：{command}")


def _unusual(order: argparse.Namespace) -> Path | None:
    """Return the folder of the data, where it is not the usual one."""
    return None if order.data == order.usual_data else order.data


def _others(order: argparse.Namespace) -> Iterator[str]:
    """Yield the agencies that have a folder already."""
    for file in sorted(order.data.glob(f"*/{YEARS}")):
        yield file.parent.name
