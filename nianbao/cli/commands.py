"""The table of commands, and the parser that is made of it."""

from __future__ import annotations

import argparse
from importlib import import_module
from typing import Protocol, cast

from nianbao import __version__
from nianbao.cli.calling import as_called
from nianbao.cli.misuse import Parser
from nianbao.cli.options import add_common
from nianbao.cli.places import Place


class Command(Protocol):
    """What a module has that is a command; the docstring of `run` is its help."""

    def add_options(self, parser: argparse.ArgumentParser, place: Place, /) -> None:
        """Add the command's own options and arguments."""

    def run(self, order: argparse.Namespace, /) -> int:
        """Do what was ordered; return the exit code."""


# The modules in this folder, by what is typed. One is imported when it is asked for: batch alone
# takes longer to import than a report of the same text to make.
COMMANDS = {
    "report": "report",
    "check": "check",
    "preview": "preview",
    "lsp": "lsp",
    "batch": "batch",
    "collect": "collect",
    "fix": "fix",
    "new": "new",
    "import": "import_",
    "schema": "schema",
    "layout": "layout",
    "template-check": "template_check",
    "verify": "verify",
    "take": "take",
    "text": "text",
    "compare": "compare",
    "trend": "trend",
    "redline": "redline",
}


def command(name: str) -> Command:
    """Return the module of a command."""
    return cast(Command, import_module(f"nianbao.cli.{COMMANDS[name]}"))


def parser(place: Place, first: str) -> argparse.ArgumentParser:
    """Return the parser for the folders of a place: of one command, or of all where `first` is none.

    A parser takes a third of a millisecond, and a check needs no other's.
    """
    about = "政府信息公开工作年度报告：检查数据，写出 Word 和纯文本。"
    whole = Parser(prog=as_called().split()[-1], description=about)
    whole.add_argument("--version", action="version", version=f"nianbao {__version__}", help="版本")
    commands = whole.add_subparsers(dest="command", required=True, metavar="命令")
    for name in [first] if first in COMMANDS else COMMANDS:
        one = commands.add_parser(name, help=command(name).run.__doc__)
        add_common(one, place)
        command(name).add_options(one, place)
    return whole
