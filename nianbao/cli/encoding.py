"""UTF-8 whatever the locale: names of files, words of the command, what is written to files.

The folders of a checkout are named in UTF-8, on every machine. Python would name files as the
locale does, so that under GB18030 示例局 was not found and a report got a second, mangled name.
Only a terminal gets the encoding of its locale, because it could not show another.
"""

from __future__ import annotations

import locale
import os
import sys
from pathlib import Path


def restart() -> None:
    """Begin again in Python's UTF-8 mode where the locale would have files named otherwise.

    What was typed is handed on byte for byte.
    """
    if sys.getfilesystemencoding() == "utf-8" or not sys.executable or os.name == "nt":
        return
    os.execv(sys.executable, [os.fsencode(sys.executable), b"-X", b"utf8", *_typed()[1:]])  # noqa: S606  this very command


def _typed() -> list[bytes]:
    """Return the words of this process as they came: decoding and encoding may change some."""
    try:
        return Path("/proc/self/cmdline").read_bytes().split(b"\0")[:-1]
    except OSError:
        return [os.fsencode(word) for word in sys.orig_argv]


def as_meant(word: str) -> str:
    """Return a word of the command line; one that is no UTF-8 was typed as the locale has it."""
    raw = os.fsencode(word)
    for encoding in ("utf-8", locale.getencoding()):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return word


def prepare_streams() -> None:
    """Let the terminal have its own encoding; no character is a reason to stop."""
    own = locale.getencoding() if sys.flags.utf8_mode else ""
    chosen = "PYTHONIOENCODING" in os.environ or not _writes_chinese(own)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # `>&-` closed it
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if not chosen and stream.isatty():
            stream.reconfigure(encoding=own)  # type: ignore[union-attr]
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]


def _writes_chinese(encoding: str) -> bool:
    try:
        return bool("年".encode(encoding))
    except (LookupError, UnicodeEncodeError):
        return False
