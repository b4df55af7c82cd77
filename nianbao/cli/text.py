"""text: a Word file as plain text, for git diff."""

from __future__ import annotations

import argparse
from pathlib import Path

from nianbao.cli.exit_codes import WRITTEN
from nianbao.cli.options import add_document
from nianbao.cli.places import Place
from nianbao.files import CannotError, read_whole, why


def add_options(parser: argparse.ArgumentParser, _: Place) -> None:
    """Add a Word file."""
    add_document(parser)


def run(order: argparse.Namespace) -> int:
    """把 Word 文件印成纯文字（git diff 用）。"""
    from nianbao.outputs.errors import TemplateError
    from nianbao.outputs.word.document import as_text

    try:
        text = as_text(read_whole(Path(order.file)))
    except (TemplateError, CannotError, OSError) as error:
        text = f"（读不出来：{why(error)}）"  # an error here would end git's diff of all files
    print(text)
    return WRITTEN
