"""check: findings only, all of them or those of some codes."""

from __future__ import annotations

import argparse
import re

from nianbao.cli.data_file import examined
from nianbao.cli.misuse import MisuseError
from nianbao.cli.options import add_errors, add_year
from nianbao.cli.places import Place
from nianbao.cli.telling import tell
from nianbao.findings.width import brief
from nianbao.workspace import Workspace


def add_options(parser: argparse.ArgumentParser, place: Place) -> None:
    """Add a year or a file, and which findings to show."""
    add_year(parser, place, "四位年份，或一个数据文件")
    add_errors(parser)
    parser.add_argument("--only", type=_codes, help="只看这些代码的问题，逗号隔开")
    parser.add_argument("--ignore", type=_codes, help="不看这些代码的问题")


def run(order: argparse.Namespace) -> int:
    """只检查，不写文件。"""
    edition = examined(order, workspace := Workspace(order.templates))
    workspace.store.keep_expressions()
    return tell(order, edition.findings, edition.unchecked)


def _codes(text: str) -> tuple[str, ...]:
    """Return the codes that were typed; a misspelt one would be silence."""
    from nianbao.findings.codes import CODES
    from nianbao.reading.fields import or_nearest

    codes = tuple(re.split(r"\s*[,，]\s*", text.strip()))
    for code in codes:
        if code not in CODES:
            near = or_nearest(code, CODES) or "；代码写在每条问题末尾的方括号里"
            raise MisuseError(f"没有代码“{brief(code)}”{near}")
    return codes
