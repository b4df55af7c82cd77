"""Commands run under strace, which lets a system call fail or a signal come at it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data/示例局"
NEEDED = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
CALLS = {
    "open": "openat", "read": "read", "write": "write", "fsync": "fsync", "rename": "rename",
    "link": "link", "chmod": "chmod,fchmod,fchmodat", "mkdir": "mkdir", "unlink": "unlink,unlinkat",
    "close": "close",
}  # fmt: skip
ERRORS = ("ENOSPC", "EIO", "EACCES", "EROFS")


class Office:
    """A folder with two years of data, the report of the last one, and a new figure to be printed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "data").mkdir(parents=True)
        (folder / "cache").mkdir(mode=0o700)
        for year in (2024, 2025):
            shutil.copy(SAMPLE / f"{year}.yaml", folder / "data")
        self.run("report", "2025")
        self.old = self.written()
        path = folder / "data/2025.yaml"
        path.write_bytes(path.read_bytes().replace("更新6次".encode(), "更新8次".encode()))
        self.run("report", "2025", out="new")
        self.new = self.written("new")
        self.data = self.files("data")

    def files(self, name: str) -> dict[str, bytes]:
        """The contents of a folder by name, without what is only left over."""
        folder = self.folder / name
        return {p.name: p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}

    def written(self, out: str = "out") -> dict[str, bytes]:
        """What was written, by name."""
        return self.files(out)

    def restore(self) -> None:
        """The old report again, and nothing else."""
        shutil.rmtree(self.folder / "out", ignore_errors=True)
        place = self.folder / "out/2025"
        place.mkdir(parents=True)
        for name, data in self.old.items():
            (place / name).write_bytes(data)
        for name, data in self.data.items():
            (self.folder / "data" / name).write_bytes(data)
        for path in (self.folder / "data").iterdir():
            if path.name not in self.data:
                path.unlink()

    def command(self, *words: str, out: str = "out") -> list[str]:
        """A command on this folder."""
        order = [
            sys.executable,
            str(ROOT / "build.py"),
            *words,
            "--data",
            str(self.folder / "data"),
        ]
        return [*order, "--out", str(self.folder / out)] if words[0] == "report" else order

    def run(
        self, *words: str, out: str = "out", trace: tuple[str, ...] = ()
    ) -> subprocess.CompletedProcess[str]:
        """Run a command, under strace where something is to happen to it."""
        environment = {
            **os.environ, "NIANBAO_CACHE": str(self.folder / "cache"), "PYTHONDONTWRITEBYTECODE": "1",
        }  # fmt: skip
        log = self.folder / "strace.log"
        before = ["strace", "-f", "-y", "-o", str(log), *trace] if trace else []
        return subprocess.run(
            [*before, *self.command(*words, out=out)], env=environment, cwd=self.folder,
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip

    def was_hit(self) -> bool:
        """Tell whether the first call that was made to fail was one on this folder."""
        log = (self.folder / "strace.log").read_text(encoding="utf-8", errors="replace")
        hit = next((line for line in log.split("\n") if "(INJECTED)" in line), "")
        return self._is_ours(hit)

    def _is_ours(self, line: str) -> bool:
        """Tell whether a call is made on a file of this folder, and not of the store or the log."""
        bare = re.sub(r"AT_FDCWD<[^>]*>", "", line)
        return str(self.folder) in bare and "/cache" not in bare and "strace.log" not in bare

    def calls(self, call: str, *words: str) -> list[tuple[int, int]]:
        """The calls of a kind that touch the office's own files: their number, and of how many."""
        self.restore()
        self.run(*words, trace=("-e", f"trace={CALLS[call]}"))
        lines = (self.folder / "strace.log").read_text(encoding="utf-8", errors="replace")
        made = [line for line in lines.split("\n") if re.search(r"\b\w+\(", line)]
        kinds: dict[str, int] = {}
        found = []
        for line in made:
            name = re.search(r"(\w+)\(", line)
            assert name
            kinds[name[1]] = kinds.get(name[1], 0) + 1
            if self._is_ours(line) and "ENOENT" not in line:
                found.append((kinds[name[1]], name[1]))
        return found  # type: ignore[return-value]  # the number of the call, and its name


def judge(office: Office, ran: subprocess.CompletedProcess[str]) -> str:
    """What is wrong after a command was disturbed; "" where all that must hold does."""
    there = {n: d for n, d in office.written().items() if not n.startswith(".nianbao-")}
    if there not in (office.old, office.new):
        return f"a mixed set: {[n for n in there if there[n] != office.old.get(n)]}"
    if "Traceback" in ran.stderr or "Traceback" in ran.stdout:
        return f"a traceback: {ran.stderr[-300:]}"
    said = [line for line in ran.stderr.split("\n") if line.strip()]
    if ran.returncode not in {0, 1} and ran.returncode > 0 and len(said) != 1:
        return f"{len(said)} lines: {said[:3]}"
    data = {n: d for n, d in office.files("data").items() if not n.startswith(".nianbao-")}
    if any(data.get(name) != content for name, content in office.data.items()):
        return "the data file was changed"
    again = office.run("report", "2025")
    if again.returncode or office.written() != office.new:
        left = [n for n in office.written() if n not in office.new]
        return f"the next build: {again.returncode} {left} {again.stderr[-200:]}"
    return ""
