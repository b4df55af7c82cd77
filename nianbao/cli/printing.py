"""Where a table or page goes that a command makes: to the terminal, or into a file (写到哪里)."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from nianbao.cli.exit_codes import WRITTEN
from nianbao.cli.misuse import MisuseError
from nianbao.cli.telling import say
from nianbao.files import shown
from nianbao.findings.width import visible
from nianbao.writing import replace_together

_ENDINGS = {".txt": "text", ".json": "json", ".html": "html", ".htm": "html", ".csv": "csv"}


def add_printing(parser: argparse.ArgumentParser, kinds: Sequence[str]) -> None:
    """Add how it is shown, and where to."""
    parser.add_argument("--format", choices=kinds, default="", help="怎样显示")
    parser.add_argument("--into", type=Path, default=None, help="写进这个文件；不写就显示出来")


def kind_of(order: argparse.Namespace, kinds: Sequence[str]) -> str:
    """Return how something is to be shown: as was said, else as the file's name ends, else as text."""
    if order.format or order.into is None:
        return order.format or kinds[0]
    kind = _ENDINGS.get(order.into.suffix.lower(), "")
    if kind not in kinds:
        endings = "、".join(end for end, name in _ENDINGS.items() if name in kinds)
        raise MisuseError(f"--into 的文件名以 {endings} 结尾，或另写 --format")
    return kind


def say_beside(order: argparse.Namespace, kind: str, line: str) -> None:
    """Print a line for a person, where it does not get into what a program reads."""
    if kind == "text" or order.into is not None:
        say(order, line)
    else:
        print(visible(line), file=sys.stderr)


def put_out(order: argparse.Namespace, data: bytes) -> int:
    """Print what was made, or write it into the file that was named."""
    if order.into is None:
        sys.stdout.write(data.decode("utf-8"))
        return WRITTEN
    replace_together({order.into: data})
    say(order, f"已写 {shown(order.into)}")
    return WRITTEN
