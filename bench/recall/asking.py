"""What the checks say of a text, asked in two processes; nothing is remembered on the disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from nianbao.examine import examine
from nianbao.store import Store
from nianbao.workspace import Workspace
from recall.corpus import ROOT


class Said(NamedTuple):
    """A finding, as far as it is counted."""

    code: str
    line: int  # from 1
    message: str


class Question(NamedTuple):
    """A text that stands for a file."""

    path: Path
    text: str


_OF_PROCESS: list[Workspace] = []


def ask(question: Question) -> tuple[Said, ...]:
    """Return what is found in a text."""
    if not _OF_PROCESS:
        _OF_PROCESS.append(Workspace(ROOT / "templates", Store(None)))
    year = int(question.path.stem)
    data = question.text.encode()
    found = examine(_OF_PROCESS[0], question.path, year, data=data).findings
    return tuple(Said(str(f.code), f.span.line, f.message) for f in found)


class Asker:
    """Asks in this process, or in several."""

    def __init__(self, processes: int = 1) -> None:
        self._pool = ProcessPoolExecutor(processes) if processes > 1 else None
        self.asked = 0

    def all(self, questions: Iterable[Question]) -> Iterator[tuple[Said, ...]]:
        """Return the answers in the order of the questions."""
        listed = list(questions)
        self.asked += len(listed)
        if self._pool is None:
            return map(ask, listed)
        return iter(self._pool.map(ask, listed, chunksize=16))

    def close(self) -> None:
        """End the processes."""
        if self._pool is not None:
            self._pool.shutdown()


def new(said: Iterable[Said], before: Iterable[Said]) -> list[Said]:
    """Return the findings that were not there before: of each code and line the surplus."""
    old = Counter((each.code, each.line) for each in before)
    surplus = []
    for each in said:
        if old[each.code, each.line] > 0:
            old[each.code, each.line] -= 1
        else:
            surplus.append(each)
    return surplus
