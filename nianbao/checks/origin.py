"""Where the printed text was typed (出处): paragraphs of it, piece by piece."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from nianbao.findings.finding import Fix
from nianbao.form import Cell
from nianbao.report.narrative import Filled, Piece
from nianbao.source import Span
from nianbao.tuples import NamedTuple


class Paragraph(NamedTuple):
    """A paragraph of a report: its section, its text, and which point of what list it is, if any."""

    section: str
    filled: Filled
    style: str = ""  # how the list numbers its first point
    number: int = 0  # of the point, from 1
    depth: int = 0  # 1 in a list, 2 in a list under a point of it


class Origin:
    """The way back from the text that all paragraphs make up, a line each."""

    def __init__(self, paragraphs: tuple[Paragraph, ...]) -> None:
        self.text = "\n".join(each.filled.text.replace("\n", " ") for each in paragraphs)
        self._starts: list[int] = []
        self._pieces: list[tuple[Piece, Filled]] = []
        at = 0
        for paragraph in paragraphs:
            place = at
            for number, piece in enumerate(paragraph.filled.pieces):
                if piece.text or not number:
                    self._starts.append(place)
                    self._pieces.append((piece, paragraph.filled))
                    place += len(piece.text)
            at += len(paragraph.filled.text) + 1

    def references(self) -> Iterator[tuple[int, int, Cell | None]]:
        """Yield where the values of references stand, and the cells that they come from."""
        for start, (piece, _) in zip(self._starts, self._pieces, strict=True):
            if not piece.typed:
                yield start, start + len(piece.text), piece.cell

    def span(self, start: int, end: int) -> Span:
        """Return where a part of the text was typed; a reference counts as a whole."""
        one = bisect_right(self._starts, start) - 1
        other = max(bisect_left(self._starts, end) - 1, one)
        first, filled = self._pieces[one]
        last, _ = self._pieces[other]
        begin = first.start + (min(start - self._starts[one], first.length) if first.typed else 0)
        length = min(end - self._starts[other], last.length) if last.typed else last.length
        return filled.line.part(begin, max(last.start + length - begin, 1))

    def fix(self, start: int, end: int, text: str) -> Fix | None:
        """Return the mending that puts `text` in a part's place; None where a reference is in it."""
        number = bisect_right(self._starts, start) - 1
        piece, filled = self._pieces[number]
        if not piece.typed or end > self._starts[number] + len(piece.text):
            return None
        return Fix(filled.line.part(piece.start + start - self._starts[number], end - start), text)
