"""Commands run under strace, which lets a system call fail or a signal come at it."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from nianbao.writing import PREFIX

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data/示例局"
NEEDED = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
CALLS = {
    "open": "openat", "read": "read", "write": "write", "fsync": "fsync", "rename": "rename",
    "link": "link", "chmod": "chmod,fchmod,fchmodat", "mkdir": "mkdir", "unlink": "unlink,unlinkat",
    "close": "close",
}  # fmt: skip
LOG = "strace.log"
ERRORS = ("ENOSPC", "EIO", "EACCES", "EROFS")


EDITED = ("更新6次", "更新8次")
State = dict[str, bytes]


class Scenario(NamedTuple):
    """A command, how the folder is before it and after it, and whether the store is empty."""

    words: tuple[str, ...]
    before: State
    after: State
    cold: bool = False


class Office:
    """A folder with two years of data and reports, in which a command is disturbed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "cache").mkdir(mode=0o700, parents=True)
        (folder / "data").mkdir()
        for year in (2024, 2025):
            shutil.copy(SAMPLE / f"{year}.yaml", folder / "data")
        self.run(("report", "2025"))
        self._built = self.state()
        self.scenarios = {
            "report": self._scenario(("report", "2025"), self._edited()),
            "report, cold": self._scenario(("report", "2025"), self._edited(), cold=True),
            "fix": self._scenario(("fix", "2025"), self._edited("36.25", "36.25万元")),
            "new": self._scenario(("new", "2026"), self._built),
            "take": self._scenario(("take", "changed.docx", "2025"), self._with_changed_word()),
            "import": self._scenario(("import", "changed.docx", "2025"), self._without_data()),
        }

    def _edited(self, old: str = EDITED[0], new: str = EDITED[1]) -> State:
        data = self._built["data/2025.yaml"]
        return {**self._built, "data/2025.yaml": data.replace(old.encode(), new.encode(), 1)}

    def _with_changed_word(self) -> State:
        (name,) = (n for n in self._built if n.endswith(".docx"))
        saved = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(self._built[name])) as old,
            zipfile.ZipFile(saved, "w") as new,
        ):
            for entry in old.infolist():
                words = old.read(entry).replace(EDITED[0].encode(), EDITED[1].encode())
                new.writestr(entry, words)
        return {**self._built, "changed.docx": saved.getvalue()}

    def _without_data(self) -> State:
        state = self._with_changed_word()
        return {name: data for name, data in state.items() if name != "data/2025.yaml"}

    def _scenario(self, words: tuple[str, ...], before: State, *, cold: bool = False) -> Scenario:
        self.restore(before)
        self.run(words)
        return Scenario(words, before, self.state(), cold)

    def state(self) -> State:
        """The files by name, without what is only left over."""
        files = (p for p in sorted(self.folder.rglob("*")) if p.is_file())
        names = {p.relative_to(self.folder).as_posix(): p for p in files}
        return {
            name: path.read_bytes()
            for name, path in names.items()
            if not name.startswith("cache/") and PREFIX not in name and name != LOG
        }

    def leftovers(self) -> list[str]:
        """The temporary files that are there."""
        return [p.name for p in self.folder.rglob(f"{PREFIX}*")]

    def restore(self, state: State) -> None:
        """Make the folder what it was."""
        for name in ("out", "data"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        (self.folder / "changed.docx").unlink(missing_ok=True)
        for name, data in state.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    def command(self, words: tuple[str, ...]) -> list[str]:
        """A command on this folder."""
        order = [
            sys.executable,
            str(ROOT / "build.py"),
            *words,
            "--data",
            str(self.folder / "data"),
        ]
        return [*order, "--out", str(self.folder / "out")] if words[0] == "report" else order

    def run(
        self, words: tuple[str, ...], trace: tuple[str, ...] = (), *, cold: bool = False
    ) -> subprocess.CompletedProcess[str]:
        """Run a command, under strace where something is to happen to it."""
        if cold:
            shutil.rmtree(self.folder / "cache")
            (self.folder / "cache").mkdir(mode=0o700)
        environment = {
            **os.environ, "NIANBAO_CACHE": str(self.folder / "cache"), "PYTHONDONTWRITEBYTECODE": "1",
        }  # fmt: skip
        before = ["strace", "-f", "-y", "-o", str(self.folder / LOG), *trace] if trace else []
        return subprocess.run(
            [*before, *self.command(words)], env=environment, cwd=self.folder,
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip

    def was_hit(self) -> bool:
        """Tell whether the first call that was made to fail was one on this folder."""
        log = (self.folder / LOG).read_text(encoding="utf-8", errors="replace")
        hit = next((line for line in log.split("\n") if "(INJECTED)" in line), "")
        return self._is_ours(hit)

    def _is_ours(self, line: str) -> bool:
        """Tell whether a call is made on a file of this folder, and not of the store or the log."""
        bare = re.sub(r'AT_FDCWD<([^>]*)>, "(?!/)', r'"\1/', line)  # a name from the current folder
        bare = re.sub(r"AT_FDCWD<[^>]*>", "", bare)
        return str(self.folder) in bare and "/cache" not in bare and "strace.log" not in bare

    def calls(self, call: str, scenario: Scenario) -> list[tuple[int, str]]:
        """The calls of a kind that touch the folder's own files: which one of its name, and the name."""
        self.restore(scenario.before)
        self.run(scenario.words, ("-e", f"trace={CALLS[call]}"), cold=scenario.cold)
        log = (self.folder / LOG).read_text(encoding="utf-8", errors="replace")
        counted: Counter[str] = Counter()
        found = []
        for line in log.split("\n"):
            if made := re.search(r"\b(\w+)\(", line):
                counted[made[1]] += 1
                if self._is_ours(line) and "ENOENT" not in line:
                    found.append((counted[made[1]], made[1]))
        return found


def judge(office: Office, scenario: Scenario, ran: subprocess.CompletedProcess[str]) -> str:
    """What is wrong after a command was disturbed; "" where all that must hold does."""
    there = office.state()
    if there not in (scenario.before, scenario.after):
        return f"mixed: {[n for n in there if there[n] != scenario.before.get(n)]}"
    if "Traceback" in ran.stderr + ran.stdout:
        return f"a traceback: {ran.stderr[-300:]}"
    said = [line for line in ran.stderr.split("\n") if line.strip()]
    if ran.returncode not in {0, 1} and ran.returncode > 0 and len(said) != 1:
        return f"{len(said)} lines: {said[:3]}"
    again = office.run(scenario.words)
    if office.state() == scenario.after and scenario.words[0] in {"new", "import"}:
        office.run(("report", "2024"))  # these write once; the next build takes away what is left
    elif office.state() != scenario.after:
        return f"the next run: {again.returncode} {again.stderr[-200:]}"
    if office.leftovers():
        return f"the next run: {again.returncode} {office.leftovers()} {again.stderr[-200:]}"
    return ""
