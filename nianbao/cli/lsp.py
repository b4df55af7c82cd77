"""lsp: the language server, which an editor starts."""

from __future__ import annotations

import argparse
import gc
import os
import signal
import sys

from nianbao.cli.exit_codes import WRITTEN
from nianbao.cli.misuse import MisuseError
from nianbao.cli.places import Place
from nianbao.store import users_store

HELP = "语言服务由编辑器启动，怎么设置见 docs/编辑器.md"


def add_options(parser: argparse.ArgumentParser, _: Place) -> None:
    """Add what editors add to the command of every server."""
    parser.add_argument("--stdio", action="store_true", help="从标准输入输出说话（只有这一种）")


def run(order: argparse.Namespace) -> int:
    """语言服务，供编辑器启动：边打字边看问题、代改、补全。"""
    if sys.stdin is None or sys.stdin.isatty():
        raise MisuseError(HELP)
    try:
        from nianbao.serve.language.overlay import Overlay
        from nianbao.serve.language.speaking import language_server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"pygls", "lsprotocol", "cattrs", "attrs"}:
            raise
        raise MisuseError("语言服务要另装部件：运行 make extras（或 pip install pygls）") from None
    gc.enable()  # it runs as long as the editor
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _leave)
    language_server(Overlay(order.templates.absolute(), users_store(only_read=True))).start_io()
    return WRITTEN


def _leave(number: int, _: object) -> None:
    """End at once: a thread that waits for the editor's next word would keep the program; nothing is lost."""
    os._exit(128 + number)
