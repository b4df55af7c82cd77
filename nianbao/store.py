"""The store of what may be remembered (备忘): compiled templates, read forms, findings.

Everything in it can be made again from the files of the project, and is, whenever they or the code
change: a key is a hash of both. It lies in a folder of this user alone, never in a project, so that
nothing in it comes with somebody else's files; each entry carries its own hash, and what is damaged
is as if it were not there. Where nothing can be kept, each run does the work anew.

The entries lie in folders by the first characters of their keys, each looked through by itself, so that
keeping one takes as long with a hundred thousand entries as with ten.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO

from nianbao import regex
from nianbao.receipt import SIZE, is_private, signature, users_folder

IN_MEMORY = 4000  # entries that a process keeps where there is no disk
MOST = 250  # entries of each of the sixteen folders; the oldest go first
SWEEP = 8  # of so many entries that are kept, one has its folder looked through, whichever
_PREFIX = ".new-"
_LIBRARIES = (("docxtpl", "template.py"), ("jinja2", "compiler.py"), ("yaml", "parser.py"))


class Store:
    """A folder in which one run leaves what the next would have to work out again.

    `folder` is None where nothing may or can be kept. What is `only_read` keeps nothing: of a text
    that somebody is typing, no later run has any use.
    """

    def __init__(self, folder: Path | None, *, only_read: bool = False) -> None:
        self.folder = folder if folder is not None and is_private(folder) else None
        self.only_read = only_read

    def key(self, kind: str, *parts: bytes) -> str:
        """Return the key under which is kept what the present code makes of these bytes."""
        return f"{_digest(code_state(), parts)}.{kind}"

    def recall(self, key: str) -> bytes | None:
        """Return what is kept under a key; None where nothing is, or what is there is not whole."""
        if self.folder is None:
            return None
        try:
            data = self._path(self.folder, key).read_bytes()
        except OSError:
            return None
        content = data[SIZE:]
        return content if data[:SIZE] == signature(key, content) else None

    def keep(self, key: str, data: bytes) -> None:
        """Keep bytes under a key, if the disk allows; a lost entry is made again, so no fsync."""
        if self.folder is None or self.only_read:
            return
        with suppress(OSError):
            path = self._path(self.folder, key)
            chance = os.urandom(6)
            aside = path.with_name(f"{_PREFIX}{os.getpid()}-{chance.hex()}")
            try:
                file = _new(aside)
            except FileNotFoundError:
                path.parent.mkdir(mode=0o700)
                self._remove(self.folder, 0)  # what lies there is of before there were folders
                file = _new(aside)
            try:
                with file:
                    file.write(signature(key, data) + data)
                aside.replace(path)
            except BaseException:
                aside.unlink(missing_ok=True)
                raise
            if chance[0] % SWEEP == 0:
                self._remove(path.parent, MOST)

    def recall_expressions(self) -> None:
        """Take back the regular expressions that earlier runs have compiled."""
        if kept := self.recall(self.key("regexes")):
            regex.recall(kept)

    def keep_expressions(self) -> None:
        """Keep those that this run has compiled besides."""
        if self.folder and (kept := regex.to_keep()):
            self.keep(self.key("regexes"), kept)

    @staticmethod
    def _path(folder: Path, key: str) -> Path:
        return folder / key[0] / key

    @staticmethod
    def _remove(folder: Path, most: int) -> None:
        """Remove the oldest entries of a folder beyond so many."""
        with suppress(OSError):
            for _, path in sorted(_ages(folder), reverse=True)[most:]:
                with suppress(OSError):
                    path.unlink()


class ShippedStore(Store):
    """A store in memory: what came with the program, and what this process adds.

    Code and content came in one file, so a key is made of what is kept alone.
    """

    def __init__(self, shipped: Mapping[str, bytes]) -> None:
        super().__init__(None)
        self.shipped = dict(shipped)
        self.entries: dict[str, bytes] = {}

    def key(self, kind: str, *parts: bytes) -> str:
        """Return the key under which is kept what is made of these bytes."""
        return f"{_digest(b'', parts)}.{kind}"

    def recall(self, key: str) -> bytes | None:
        """Return what is kept under a key; None where nothing is."""
        return self.shipped.get(key) or self.entries.get(key)

    def keep(self, key: str, data: bytes) -> None:
        """Keep bytes as long as the process lasts; what was shipped stays."""
        if len(self.entries) >= IN_MEMORY:
            self.entries.pop(next(iter(self.entries)))
        self.entries[key] = data


def _digest(state: bytes, parts: tuple[bytes, ...]) -> str:
    digest = hashlib.sha256(state)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()[:32]


def users_store(*, only_read: bool = False) -> Store:
    """Return the store of the user who runs this; NIANBAO_CACHE names another folder."""
    try:
        folder = Path(users_folder())
        if not only_read:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError, ValueError):  # no home, no right, no such name
        return Store(None)
    return Store(folder, only_read=only_read)


def _new(path: Path) -> BinaryIO:
    return open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600))


def _ages(folder: Path) -> Iterator[tuple[float, Path]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):
                if entry.is_file(follow_symlinks=False):
                    yield entry.stat().st_mtime, Path(entry.path)


@cache  # the code of a process does not change while it runs
def code_state() -> bytes:
    """Return a state of the package, its libraries and Python that changes whenever they do."""
    return "\n".join((sys.version, *code_files())).encode("utf-8", "surrogateescape")


def _python_files(folder: str) -> Iterator[str]:
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".py"):
                yield entry.path
            elif entry.name != "__pycache__" and entry.is_dir():
                yield from _python_files(entry.path)


@cache
def code_files() -> tuple[str, ...]:
    """Return the files of the package, and one of each library, with their sizes and times."""
    package = Path(__file__).resolve().parent
    files = sorted(_python_files(str(package)))
    for library, name in _LIBRARIES:
        spec = find_spec(library)  # does not import it
        files += [
            str(Path(folder) / name) for folder in (spec and spec.submodule_search_locations) or ()
        ]
    if not files or not package.is_dir():  # in a zip or a frozen program: one file for all of it
        whole = next((each for each in package.parents if each.is_file()), Path(sys.executable))
        files.append(str(whole))
    states = []
    for file in files:
        with suppress(OSError):
            state = os.stat(file)  # noqa: PTH116  a hundred and seventy paths are built for nothing
            states.append(f"{file} {state.st_size} {state.st_mtime_ns}")
    return tuple(states)
