"""What a run has said, to be said again where nothing has changed since (收据).

A report that is there already, of the same data, need not be made again. What it depends on is written
down when it is made: the words and the place of the command, the code, every file that was read or
written with a hash of what was in it, every folder that was looked into with the names there. Before a
run imports anything else it compares all of them with what is there now. Where all are the same, it
prints what the last run printed and leaves the files alone; where one is not, it begins from the start.

The receipt lies in the user's store and says nothing of a text that this user has not just built.
Nothing is imported here that takes longer than the comparison.
"""

from __future__ import annotations

import os
import stat
import sys

TYPE_CHECKING = False  # typing takes longer than all of this
if TYPE_CHECKING:
    from collections.abc import Iterable

try:
    from _blake2 import (
        blake2b,  # hashlib loads OpenSSL besides, which takes longer than all of this
    )
except ImportError:  # another Python
    from hashlib import blake2b

COMMAND = "report"
SIZE = 32  # bytes of a signature
MOST = 4_000_000  # bytes of a receipt
ABSENT = "-"
# What printing depends on besides; what a terminal is called as well.
_VARIABLES = (
    "LANG",
    "LC_",
    "PYTHON",
    "NIANBAO",
    "TERM",
    "NO_COLOR",
    "FORCE_COLOR",
    "COLUMNS",
    "LINES",
    "WT_",
)

_key = ""  # of this run, where it may leave a receipt


def users_folder() -> str:
    """Return where the store of the user who runs this lies; NIANBAO_CACHE names another folder."""
    if named := os.environ.get("NIANBAO_CACHE"):
        return named
    home = os.path.expanduser("~")
    if home == "~":
        raise RuntimeError("no home")
    if os.name == "nt":
        above = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData/Local")
    else:
        above = os.environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache")
    return os.path.join(above, "nianbao")


def is_private(folder: str | os.PathLike[str]) -> bool:
    """Tell whether a folder is this user's, and nobody else may write there."""
    try:
        state = os.lstat(folder)
    except OSError:
        return False
    if not stat.S_ISDIR(state.st_mode):
        return False
    if not hasattr(os, "geteuid"):  # Windows; a browser, where there is one user
        return True
    return state.st_uid == os.geteuid() and not state.st_mode & 0o022


def signature(key: str, content: bytes) -> bytes:
    """Return what an entry of the store begins with: it is whole, and of this key."""
    return blake2b(key.encode("utf-8") + b"\n" + content, digest_size=SIZE).digest()


def fingerprint(data: bytes) -> str:
    """Return a hash of what is in a file."""
    return blake2b(data, digest_size=SIZE).hexdigest()


def names_in(folder: str) -> str:
    """Return a hash of the names in a folder; ABSENT where there is none."""
    try:
        return fingerprint("\n".join(sorted(os.listdir(folder))).encode("utf-8", "surrogateescape"))
    except OSError:
        return ABSENT


def said_again() -> int | None:
    """Say again what the last run with these words said, and return its exit code, where nothing has changed.

    None where there is anything to do; that run may leave a receipt then.
    """
    global _key  # noqa: PLW0603  of the one command that this process is
    try:
        if COMMAND not in sys.argv[1:2] or not (key := _key_of_run()):
            return None
        _key = key
        folder = users_folder()
        if not is_private(folder):
            return None
        with open(os.path.join(folder, key[0], key), "rb") as file:
            data = file.read(MOST)
    except (OSError, ValueError, RuntimeError):
        return None
    content = data[SIZE:]
    if data[:SIZE] != signature(key, content):
        return None
    depends, out, err = content.split(b"\0\0")
    if not all(map(_holds, depends.decode("utf-8", "surrogateescape").split("\n"))):
        return None
    return _say(out, err)


def kept_under() -> str:
    """Return the key under which this run may leave a receipt; nothing where it may not."""
    return _key


def receipt(
    files: dict[str, str], folders: dict[str, str], code: Iterable[str], out: str, err: str
) -> bytes | None:
    """Return a receipt: files and folders with their hashes, the state of the code, what was said.

    None where a name cannot be written down.
    """
    lines = [f"file {files[path]} {path}" for path in sorted(files)]
    lines += [f"names {folders[path]} {path}" for path in sorted(folders)]
    lines += [f"code {state}" for state in code]
    if any("\n" in line or "\0" in line for line in lines) or "\0" in out + err:
        return None
    texts = ("\n".join(lines), out, err)
    return b"\0\0".join(text.encode("utf-8", "surrogateescape") for text in texts)


def _holds(line: str) -> bool:
    """Tell whether a line of a receipt is as true as it was."""
    kind, _, rest = line.partition(" ")
    if kind == "code":
        path, size, time = rest.rsplit(" ", 2)
        try:
            state = os.stat(path)
        except OSError:
            return False
        return (size, time) == (str(state.st_size), str(state.st_mtime_ns))
    then, _, path = rest.partition(" ")
    return then == (names_in(path) if kind == "names" else _now(path))


def _now(path: str) -> str:
    """Return the hash of a file as it is; ABSENT where it cannot be read."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return ABSENT
        with open(path, "rb") as file:
            return fingerprint(file.read())
    except OSError:
        return ABSENT


def _key_of_run() -> str:
    """Return a key of all that a run is besides files; nothing where this run may say things otherwise."""
    streams = (sys.stdout, sys.stderr)
    if sys.getfilesystemencoding() != "utf-8":
        return ""
    if any(stream is None or stream.encoding.lower() != "utf-8" for stream in streams):
        return ""
    if sys.flags.utf8_mode and any(stream.isatty() for stream in streams):
        from _locale import getencoding  # a terminal gets the encoding of its locale

        if getencoding().lower() not in {"utf-8", "utf8"}:
            return ""
    windows = [
        str(os.get_terminal_size(stream.fileno())) if stream.isatty() else "" for stream in streams
    ]
    variables = [f"{n}={os.environ[n]}" for n in sorted(os.environ) if n.startswith(_VARIABLES)]
    parts = (
        sys.version,
        os.path.dirname(__file__),
        os.getcwd(),
        *windows,
        *variables,
        "",
        *sys.orig_argv,
    )
    return f"{fingerprint(chr(0).join(parts).encode('utf-8', 'surrogateescape'))[:32]}.receipt"


def _say(out: bytes, err: bytes) -> int:
    try:
        for stream, text in ((sys.stdout, out), (sys.stderr, err)):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
            stream.write(text.decode("utf-8", "surrogateescape"))
            stream.flush()
    except BrokenPipeError:  # `| head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    return 0
