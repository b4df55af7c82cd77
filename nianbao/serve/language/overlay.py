"""Texts that are open in an editor, in the place of their files (盖在上面).

What stands in the editor counts, saved or not: of the data file, and just so of last year's, of a form,
of the lexicon and the settings.
"""

from __future__ import annotations

import os
from pathlib import Path

from nianbao.store import Store
from nianbao.workspace import Part, Workspace


class Overlay(Workspace):
    """A workspace that reads what is open from the editor, and everything else from the disk."""

    def __init__(self, templates: Path, store: Store | None = None) -> None:
        super().__init__(templates, store)
        self._open: dict[str, bytes] = {}

    def lay(self, path: Path, text: str) -> None:
        """Put a text in the place of a file."""
        self._open[_key(path)] = text.encode("utf-8", "surrogatepass")

    def take_away(self, path: Path) -> None:
        """Let the file itself count again."""
        self._open.pop(_key(path), None)

    def read(self, path: Path) -> Part:
        """Read a file as the editor has it, else as it is on the disk; OSError where it cannot be read."""
        if self._open and (text := self._open.get(_key(path))) is not None:
            return Part(path, text)
        return super().read(path)


def _key(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))
