"""new: begin a year's file from the year before."""

from __future__ import annotations

import argparse

from nianbao.cli.calling import to_type
from nianbao.cli.data_file import existing, year_file, year_in
from nianbao.cli.exit_codes import WRITTEN
from nianbao.cli.misuse import MisuseError
from nianbao.cli.options import add_year
from nianbao.cli.places import Place
from nianbao.cli.telling import tell
from nianbao.examine import examine
from nianbao.files import create, shown
from nianbao.workspace import Workspace


def add_options(parser: argparse.ArgumentParser, place: Place) -> None:
    """Add the year to begin."""
    add_year(parser, place, "四位年份，如 2017")


def run(order: argparse.Namespace) -> int:
    """由上年的数据文件起草新一年的；已有的文件不动。"""
    from nianbao.datafile.draft import draft
    from nianbao.form.choice import form_of_year

    year = year_in(order.year)
    path = year_file(order, year)
    if path.exists():
        raise MisuseError(f"已有 {shown(path)}，不覆盖")
    before = existing(year_file(order, year - 1))
    workspace = Workspace(order.templates)
    edition = examine(workspace, before, year - 1)
    if edition.report is None:
        return tell(order, edition.findings)
    last = edition.report
    if last.form_named:
        form, findings = workspace.form(last.form.folder.name)
    else:
        form, findings = form_of_year(year, workspace, last.day_span)
    if form is None:
        return tell(order, findings)
    create(path, draft(last, form, shown(before), path).encode("utf-8"))
    check = to_type("check", year, order.agency)
    print(f"已写 {shown(path)}，由 {shown(before)} 起草；填好后运行 {check}")
    return WRITTEN
