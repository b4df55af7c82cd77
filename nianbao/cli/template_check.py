"""template-check: the tags of Word and text templates."""

from __future__ import annotations

import argparse

from nianbao.cli.form_folders import folders_of
from nianbao.cli.options import add_form
from nianbao.cli.places import Place
from nianbao.cli.telling import tell
from nianbao.files import shown
from nianbao.findings.finding import Finding


def add_options(parser: argparse.ArgumentParser, _: Place) -> None:
    """Add which form."""
    add_form(parser)


def run(order: argparse.Namespace) -> int:
    """检查 Word 和文本模板里的标签。"""
    from nianbao.form.reader import read_form
    from nianbao.outputs import check_templates
    from nianbao.workspace import Workspace

    workspace = Workspace(order.templates)
    findings: list[Finding] = []
    for folder in folders_of(order):
        form, found = read_form(folder, shown(folder))
        findings += found
        findings += check_templates(workspace, form) if form else []
    return tell(order, findings)
