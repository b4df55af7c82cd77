"""The preview's server: for this machine and its user alone (本机).

It listens on the loopback address. Other users of the machine can reach that too, so the address
holds a word that nobody guesses; and pages from elsewhere can make a browser ask here, so a request
must name this very host, and come from no other page.
"""

from __future__ import annotations

import json
import os
import pkgutil
import secrets
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any

from nianbao.serve.showing import NONE_YET, Showing

USUAL_PORT = 8017
HOST = "127.0.0.1"
ALIVE = 10.0  # seconds after which a browser that is waiting is told that the server lives
_NOWHERE = "base-uri 'none'; form-action 'none'; "
_FRAME = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; "
    f"img-src data:; {_NOWHERE}frame-ancestors 'none'"
)
# No script runs in the page, whatever stands in it: neither its own nor any that text would bring.
_PAGE = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    f"{_NOWHERE}frame-ancestors 'self'; sandbox allow-same-origin"
)
_FILES = {
    "": ("preview.html", "text/html; charset=utf-8"),
    "preview.js": ("preview.js", "text/javascript; charset=utf-8"),
    "preview.css": ("preview.css", "text/css; charset=utf-8"),
}
_BLANK = (
    f'<!DOCTYPE html><html lang="zh-CN"><title>预览</title><main><p>{NONE_YET}</p></main></html>'
)


class Board:
    """What is shown at present; browsers wait here for what comes next."""

    def __init__(self) -> None:
        self._next = threading.Condition()
        self._number = 0
        self._message = b""
        self.page = _BLANK
        self.closed = False

    def show(self, showing: Showing) -> None:
        """Put something else in the place of what was shown."""
        message = json.dumps({**showing._asdict()}, ensure_ascii=False).encode("utf-8", "replace")
        with self._next:
            if message != self._message:
                self._number += 1
                self._message, self.page = message, showing.page or _BLANK
                self._next.notify_all()

    def close(self) -> None:
        """Let those who wait go."""
        with self._next:
            self.closed = True
            self._next.notify_all()

    def after(self, number: int) -> tuple[int, bytes]:
        """Return what is shown after the number; nothing where that takes too long."""
        with self._next:
            self._next.wait_for(lambda: self._number > number or self.closed, ALIVE)
            new = self._number > number
            return self._number, self._message if new else b""


class Loopback(ThreadingHTTPServer):
    """The server, on the usual port if that is free."""

    daemon_threads = True
    block_on_close = False
    # On Windows it would let two programs have the same port.
    allow_reuse_address = os.name != "nt"

    def __init__(self, board: Board, port: int = USUAL_PORT) -> None:
        self.board = board
        self.word = secrets.token_urlsafe(12)
        try:
            super().__init__((HOST, port), _Handler)
        except OSError:  # taken
            super().__init__((HOST, 0), _Handler)
        own = (f"{name}:{self.server_port}" for name in (HOST, "localhost"))
        self.hosts = frozenset(own)

    @property
    def address(self) -> str:
        """What the user opens."""
        return f"http://{HOST}:{self.server_port}/{self.word}/"

    def server_bind(self) -> None:
        """Bind, without asking a name server who this is."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a browser went away."""


class _Handler(BaseHTTPRequestHandler):
    server: Loopback
    server_version, sys_version = "nianbao", ""
    error_message_format = "%(code)d"
    timeout = 30
    disable_nagle_algorithm = True  # what is shown is short and urgent

    def do_GET(self) -> None:
        """Answer a request of the preview's own page."""
        if not self._is_from_here():
            self.send_error(HTTPStatus.FORBIDDEN)
            return
        name = self.path.partition("?")[0].removeprefix(f"/{self.server.word}/")
        if name == self.path or (name not in _FILES and name not in {"page", "events"}):
            self.send_error(HTTPStatus.NOT_FOUND)
        elif name == "events":
            self._tell()
        elif name == "page":
            self._send(
                self.server.board.page.encode("utf-8", "replace"), "text/html; charset=utf-8", _PAGE
            )
        else:
            file, kind = _FILES[name]
            self._send(pkgutil.get_data(__package__, file) or b"", kind, _FRAME)

    def _is_from_here(self) -> bool:
        """Tell whether a request names this host, and no other page has made it."""
        hosts, origins = self.headers.get_all("Host", []), self.headers.get_all("Origin", [])
        site = self.headers.get("Sec-Fetch-Site", "none")
        return (
            len(hosts) == 1
            and hosts[0] in self.server.hosts
            and all(origin == f"http://{hosts[0]}" for origin in origins)
            and site in {"none", "same-origin"}
        )

    def _head(self, kind: str, policy: str) -> None:
        self.send_response(HTTPStatus.OK)
        for name, value in {
            "Content-Type": kind,
            "Content-Security-Policy": policy,
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
        }.items():
            self.send_header(name, value)

    def _send(self, data: bytes, kind: str, policy: str) -> None:
        self._head(kind, policy)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _tell(self) -> None:
        """Tell what is shown, and again whenever it is something else (Server-Sent Events)."""
        self._head("text/event-stream", _FRAME)
        self.end_headers()
        board, number = self.server.board, 0
        while not board.closed:
            number, message = board.after(number)
            self.wfile.write(b"data: " + message + b"\n\n" if message else b":\n\n")
            self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the name is the library's
        """Print nothing; the terminal is the clerk's."""
