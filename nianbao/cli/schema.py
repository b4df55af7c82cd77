"""schema: what editors complete and explain."""

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
    """Add which form."""
    add_form(parser)


def run(order: argparse.Namespace) -> int:
    """由表式写出 schema.json，供编辑器补全和提示。"""
    from nianbao.form.reader import read_form
    from nianbao.form.schema import schema_of

    for folder in folders_of(order):
        form, findings = read_form(folder, shown(folder))
        if form is None:
            return tell(order, findings)
        replace_together({folder / "schema.json": schema_of(form)})
        print(f"已写 {shown(folder / 'schema.json')}")
    return WRITTEN
