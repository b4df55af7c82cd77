"""What was done (记录): a line for each report, so that a run after a stop goes on where it was.

A line says under which key a report was made, a hash of all that it depends on, and the hashes of
its files; where either is another now, it is made again. A line that a kill has cut is no line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from nianbao.tuples import NamedTuple
from nianbao.writing import replace_together


class Done(NamedTuple):
    """What came of a report: the state that is told, how many findings, where its files lie."""

    folder: str
    year: int
    key: str
    state: str
    errors: int
    warnings: int
    first: str  # the gravest finding, as it is printed on one line
    files: dict[str, str]  # names below the folder of reports, and the SHA-256 of what is in them


class Journal:
    """The lines of one folder of reports."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.known: dict[str, dict[int, Done]] = {}
        for done in _lines(path):
            self.known.setdefault(done.folder, {})[done.year] = done

    def add(self, rows: Iterable[Done]) -> None:
        """Add what was done and is not known yet; it is in the file when this returns."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        lines = b"".join(_line(row) for row in rows if not self._knows(row))
        with self.path.open("ab") as file:
            file.write(lines)

    def _knows(self, row: Done) -> bool:
        before = self.known.get(row.folder, {}).get(row.year)
        return before is not None and row == before._replace(state=row.state)

    def close(self, rows: Iterable[Done]) -> None:
        """Write the file anew: what is known, each report once, with these as they are now."""
        for row in rows:
            self.known.setdefault(row.folder, {})[row.year] = row
        known = ((folder, self.known[folder]) for folder in sorted(self.known))
        lines = (_line(years[year]) for _, years in known for year in sorted(years))
        replace_together({self.path: b"".join(lines)})


def _line(row: Done) -> bytes:
    """Return a report's line; what is no UTF-8 in a folder's name is written as JSON escapes."""
    return f"{json.dumps(row, ensure_ascii=False)}\n".encode("utf-8", "backslashreplace")


def _lines(path: Path) -> Iterator[Done]:
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    for line in text.split("\n"):
        try:
            row = Done(*json.loads(line))
            sound = isinstance(row.year, int) and isinstance(row.files, dict)
        except (ValueError, TypeError):
            continue
        if sound:
            yield row
