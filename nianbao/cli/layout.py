"""layout: a form's first Word template."""

from __future__ import annotations

import argparse

from nianbao.cli.exit_codes import WRITTEN
from nianbao.cli.form_folders import folders_of
from nianbao.cli.options import add_form
from nianbao.cli.places import Place
from nianbao.cli.telling import tell
from nianbao.files import shown
from nianbao.writing import replace_together


def add_options(parser: argparse.ArgumentParser, _: Place) -> None:
    """Add which form, and whether to draw over a template."""
    add_form(parser)
    parser.add_argument("--redraw", action="store_true", help="已有的模板也重画")


def run(order: argparse.Namespace) -> int:
    """由表式画出 Word 模板的初稿；已有模板的不动，除非 --redraw。"""
    from nianbao.form.reader import read_form
    from nianbao.outputs.layout import base_parts, draw

    for folder in folders_of(order):
        form, findings = read_form(folder, shown(folder))
        path = folder / "report.docx"
        if form is None:
            return tell(order, findings)
        if path.exists() and not order.redraw:
            print(f"已有 {shown(path)}，不动它；要重画就加 --redraw（在 Word 里改过的样式会丢失）")
            continue
        replace_together({path: draw(form, base_parts(order.templates / "base"))})
        print(f"已写 {shown(path)}")
    return WRITTEN
