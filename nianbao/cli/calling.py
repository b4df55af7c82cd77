"""How a person has called the program (python build.py, make, nianbao), and what to type next."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

_PROGRAMS = {"build.py", "nianbao", "nianbao.exe", "nianbao-script.py"}


def as_called() -> str:
    """Return the words before the command as they were typed: python3 build.py, nianbao, …"""
    words = [*sys.orig_argv[: len(sys.orig_argv) - len(sys.argv) + 1]]
    if words[1:3] == ["-X", "utf8"]:  # nobody typed that: see encoding.restart
        del words[1:3]
    if not words or Path(words[-1]).name not in _PROGRAMS:
        return "python build.py"
    if len(words) < 3 and Path(words[-1]).name != "build.py":
        return "nianbao"
    return " ".join(map(_from_here, words))


def to_type(command: str, year: int, agency: str) -> str:
    """Return a command for a year and an agency, as it can be typed where the program was called."""
    if as_called().endswith("build.py") and os.name != "nt":
        return f"make {command} YEAR={year}" + (f" AGENCY={shlex.quote(agency)}" if agency else "")
    return f"{as_called()} {command} {year}" + (
        f" --agency {shlex.quote(agency)}" if agency else ""
    )


def _from_here(word: str) -> str:
    path = Path(word)
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        return path.relative_to(Path.cwd()).as_posix()
    return word
