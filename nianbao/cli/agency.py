"""Which agency is meant: the one that was typed, else the one that 设置.yaml in the data's folder names."""

from __future__ import annotations

import argparse
import re

from nianbao.cli.misuse import MisuseError
from nianbao.files import shown


def agency(text: str) -> str:
    """Return the name of an agency's folder; MisuseError where it cannot be one."""
    if text in {".", ".."} or re.search(r'[\\/:*?"<>|\x00-\x1f]', text):
        raise MisuseError(f"机关名“{text[:40]}”不能用作文件夹名")
    return text


def name_agency(order: argparse.Namespace) -> None:
    """Put the usual agency (机关文件夹) into an order that names none; MisuseError where it is none."""
    if getattr(order, "agency", None) != "":
        return
    from nianbao.weighing.settings import FILE, agency_in
    from nianbao.workspace import Workspace

    path = order.data / FILE
    if not path.is_file():
        return
    tree = Workspace(order.templates).read(path).tree()
    for finding in tree.findings:
        raise MisuseError(f"{shown(path)}:{finding.span.line}: {finding.message}，{finding.help}")
    order.agency = agency(agency_in(tree))
    if order.agency and order.command != "new" and not (order.data / order.agency).is_dir():
        raise MisuseError(
            f"{shown(path)} 里的机关文件夹“{order.agency}”还没有；改成有的，或先用 new、import 起一份"
        )
