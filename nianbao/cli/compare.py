"""compare: what changed between two years, revisions, agencies or files."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from nianbao.cli.misuse import MisuseError
from nianbao.cli.options import add_data
from nianbao.cli.places import Place
from nianbao.cli.printing import add_printing, kind_of, put_out
from nianbao.cli.sources import WHAT, side_of
from nianbao.cli.telling import tell
from nianbao.workspace import Workspace

if TYPE_CHECKING:
    from nianbao.compare.sides import Side

KINDS = ("text", "json", "html")


def add_options(parser: argparse.ArgumentParser, place: Place) -> None:
    """Add what is compared with what, and how it is shown."""
    parser.add_argument("this", metavar="YEAR", help=f"这一份：{WHAT}")
    parser.add_argument(
        "with_", metavar="WITH", nargs="?", default="", help="和它比的，写法同上；不写就是上年"
    )
    add_data(parser, place)
    parser.add_argument("--all", action="store_true", help="没有变的、是 0 的也列出")
    add_printing(parser, KINDS)


def run(order: argparse.Namespace) -> int:
    """两份年报比一比：数、正文、结构变了什么；不写另一份，就和上年比。"""
    from nianbao.compare.changes import compare
    from nianbao.compare.sides import Unread
    from nianbao.compare.told import as_json, as_text

    kind = kind_of(order, KINDS)
    workspace = Workspace(order.templates)
    new = side_of(order, workspace, order.this)
    if isinstance(new, Unread):
        return tell(order, new.findings)
    old = side_of(order, workspace, order.with_ or _before(new), new.report.year)
    if isinstance(old, Unread):
        return tell(order, old.findings)
    if old.report.year > new.report.year:
        old, new = new, old
    changes = compare(old, new, workspace)
    if kind == "html":
        from nianbao.compare.changes_page import as_page

        data = as_page(changes, everything=order.all)
    else:
        printer = as_json if kind == "json" else as_text
        data = f"{printer(changes, everything=order.all)}\n".encode()
    return put_out(order, data)


def _before(new: Side) -> str:
    """Return the data file of the year before, beside the one that is meant."""
    if not new.located or ":" in new.name:
        raise MisuseError("写明和哪一份比：年份、git 版本、机关或文件")
    return str(Path(new.name).with_name(f"{new.report.year - 1}.yaml"))
