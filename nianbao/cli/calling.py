"""How a person has called the program (python build.py, make, nianbao), and what to type next."""

from __future__ import annotations

import os
import re
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


def to_type(
    command: str, what: int | str, agency: str = "", data: Path | None = None, file: str = ""
) -> str:
    """Return a command for a year or a file, as it can be typed where the program was called.

    `data` is the folder of the data, where that is not the usual one: make does not know of it;
    `file` is what a command takes besides the year.
    """
    with_make = as_called().endswith("build.py") and os.name != "nt"
    if with_make and data is None and isinstance(what, int):
        with_file = f" FILE={_quoted(file)}" if file else ""
        whose = f" AGENCY={_quoted(agency)}" if agency else ""
        return f"make {command}{with_file} YEAR={what}{whose}"
    words = [as_called(), command, *([_quoted(file)] if file else []), _quoted(str(what))]
    words += ["--agency", _quoted(agency)] if agency else []
    words += ["--data", _quoted(str(data))] if data else []
    return " ".join(words)


def _quoted(word: str) -> str:
    """Quote a word for the shell where it needs it; 示例局 does not."""
    if re.fullmatch(r"[\w./:+-]+", word):
        return word
    return f'"{word}"' if os.name == "nt" else shlex.quote(word)


def _from_here(word: str) -> str:
    path = Path(word)
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        return path.relative_to(Path.cwd()).as_posix()
    return word
