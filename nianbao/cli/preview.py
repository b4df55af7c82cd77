"""preview: the page and the findings in the browser, renewed as the file is saved."""

from __future__ import annotations

import argparse
import gc
import os
import signal
import sys
import threading

from nianbao.cli.data_file import data_file
from nianbao.cli.exit_codes import WRITTEN
from nianbao.cli.misuse import MisuseError
from nianbao.cli.options import add_year
from nianbao.cli.places import Place
from nianbao.files import shown
from nianbao.store import users_store
from nianbao.workspace import Workspace


def add_options(parser: argparse.ArgumentParser, place: Place) -> None:
    """Add the year, the port, and whether to open the browser."""
    add_year(parser, place, "四位年份，如 2017")
    parser.add_argument(
        "--port", type=_port, default=None, help="端口；不写就是 8017，占用了就另取"
    )
    parser.add_argument("--no-browser", action="store_true", help="不打开浏览器，只显示网址")


def run(order: argparse.Namespace) -> int:
    """在浏览器里看年报的网页和问题，存一次就换一次；只看，不写文件。"""
    from nianbao.serve.loopback import USUAL_PORT, Board, Loopback
    from nianbao.serve.showing import Viewer
    from nianbao.serve.watch import FileWatch, changes, sources

    path = data_file(order)
    gc.enable()  # it may run for a day
    # A shell that starts it in the background would have Ctrl-C pass it by.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    board, workspace = Board(), Workspace(order.templates, users_store(only_read=True))
    viewer = Viewer(workspace, path, int(order.year), stern=order.strict)
    watch = FileWatch(lambda: sources(path, order.templates))
    board.show(viewer.look())
    with Loopback(board, USUAL_PORT if order.port is None else order.port) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            print(f"预览 {shown(path)}：{server.address}  （按 Ctrl-C 结束）", flush=True)
            if not order.no_browser:
                _open(server.address)
            for _ in changes(watch, path):
                board.show(viewer.look())
        except KeyboardInterrupt:
            print("\n预览结束，没有写任何文件", flush=True)
        finally:
            board.close()
            server.shutdown()
    return WRITTEN


def _open(address: str) -> None:
    """Open the browser, where there is a screen: else one of text would take the terminal."""
    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        return
    import webbrowser

    webbrowser.open(address)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:6]) <= 65535:
        raise MisuseError(f"--port 写 1 到 65535 的数，现在是“{text[:40]}”")
    return int(text)
