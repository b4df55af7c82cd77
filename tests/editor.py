"""An editor as the language server sees it: messages in, messages out, over pipes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from queue import Queue
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 30.0  # seconds


class Editor:
    """Starts `build.py lsp`, speaks to it, and keeps what it says by the way."""

    def __init__(
        self, cwd: Path = ROOT, *more: str, capabilities: Mapping[str, Any] | None = None,
        env: Mapping[str, str] = os.environ,
    ) -> None:  # fmt: skip
        words = [sys.executable, str(ROOT / "build.py"), "lsp", *more]
        self.server = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            cwd=cwd, env=dict(env),
        )  # fmt: skip
        self.logged: list[str] = []  # what went wrong
        self.told: list[str] = []
        self.published: dict[str, tuple[int | None, list[dict[str, Any]]]] = {}
        self._number = 0
        self._answers: dict[int, Queue[dict[str, Any]]] = {}
        self._changed = threading.Condition()
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()
        self.versions: dict[str, int] = {}
        self.capabilities = self.ask(
            "initialize",
            {"processId": os.getpid(), "rootUri": cwd.as_uri(), "capabilities": capabilities or {}},
        )["capabilities"]
        self.tell("initialized", {})

    def close(self) -> int:
        """Shut the server down as an editor does; return its exit code."""
        self.ask("shutdown", None)
        self.tell("exit", None)
        code = self.server.wait(timeout=PATIENCE)
        self.close_pipes()
        return code

    def close_pipes(self) -> None:
        """Let go of a server that has ended."""
        self._listening.join(timeout=PATIENCE)
        for pipe in (self.server.stdin, self.server.stdout, self.server.stderr):
            assert pipe
            pipe.close()

    # ── messages ────────────────────────────────────────────────────────────────────────────

    def ask(self, method: str, params: Any) -> Any:
        """Send a request; return the result."""
        self._number += 1
        answers = self._answers[self._number] = Queue()
        self._send({"id": self._number, "method": method, "params": params})
        answer = answers.get(timeout=PATIENCE)
        assert "error" not in answer, answer
        return answer["result"]

    def tell(self, method: str, params: Any) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode("utf-8")
        assert self.server.stdin
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(data), data))
        self.server.stdin.flush()

    def _listen(self) -> None:
        stream = self.server.stdout
        assert stream
        while line := stream.readline():
            length = int(line.split(b":")[1])
            while stream.readline().strip():
                pass
            message = json.loads(stream.read(length))
            with self._changed:
                if message.get("method") == "textDocument/publishDiagnostics":
                    params = message["params"]
                    self.published[params["uri"]] = params.get("version"), params["diagnostics"]
                elif message.get("method") == "window/logMessage":
                    wrong = message["params"]["type"] == 1
                    (self.logged if wrong else self.told).append(message["params"]["message"])
                elif "method" not in message:
                    self._answers[message["id"]].put(message)
                self._changed.notify_all()

    # ── texts ───────────────────────────────────────────────────────────────────────────────

    def open(self, path: Path, text: str) -> str:
        """Open a text under a path; return what it is called from now on."""
        uri = path.as_uri()
        self.versions[uri] = 1
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        return uri

    def type(self, uri: str, text: str) -> None:
        """Put another text in the place of an open one."""
        self.versions[uri] += 1
        document = {"uri": uri, "version": self.versions[uri]}
        changes = [{"text": text}]
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": changes})

    def found(self, uri: str) -> list[dict[str, Any]]:
        """Wait until the latest text has been examined; return what was found."""
        wanted = self.versions[uri]
        with self._changed:
            there = self._changed.wait_for(
                lambda: self.published.get(uri, (None, []))[0] == wanted, PATIENCE
            )
            assert there, (wanted, self.published.get(uri), self.logged)
            return self.published[uri][1]

    def at(self, method: str, uri: str, line: int, character: int, **more: Any) -> Any:
        """Ask something of a place, as the protocol counts it."""
        params = {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}
        return self.ask(f"textDocument/{method}", {**params, **more})

    def actions(self, uri: str, start: tuple[int, int], end: tuple[int, int], *only: str) -> Any:
        """Ask what may be done about a range."""
        places = ({"line": line, "character": character} for line, character in (start, end))
        context = {"diagnostics": [], **({"only": [*only]} if only else {})}
        params = {"range": dict(zip(("start", "end"), places, strict=True)), "context": context}
        return self.ask("textDocument/codeAction", {"textDocument": {"uri": uri}, **params})


def applied(text: str, edit: dict[str, Any]) -> str:
    """Return a text with the edits of one file made, columns counted in UTF-16."""
    (edits,) = (
        edit["changes"].values() if "changes" in edit else [edit["documentChanges"][0]["edits"]]
    )
    lines = text.split("\n")

    def offset(place: dict[str, int]) -> int:
        before = sum(len(line) + 1 for line in lines[: place["line"]])
        line = lines[place["line"]] if place["line"] < len(lines) else ""
        units = line.encode("utf-16-le", "surrogatepass")[: 2 * place["character"]]
        return before + len(units.decode("utf-16-le", "surrogatepass"))

    for each in sorted(edits, key=lambda one: offset(one["range"]["start"]), reverse=True):
        start, end = (offset(each["range"][name]) for name in ("start", "end"))
        text = text[:start] + each["newText"] + text[end:]
    return text


__all__ = ["Editor", "applied"]
