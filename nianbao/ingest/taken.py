"""What was changed in a Word file, brought back into the data file (写回): figures, words, paragraphs.

Figures are read like an import. Paragraphs are paired in their order; within one, what was changed is
put where it was typed, and a reference stays as long as its printed value does. Where somebody changed
the printed value of a reference, which of the two is right is asked, and neither is written.

Where the file tells what it said when it was written, three are compared: what only the data changed
since stays, what only the file changed is taken, and what both changed is asked.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import accumulate

from nianbao.datafile.rewritten import GONE
from nianbao.datafile.typed import typed
from nianbao.findings.finding import Fix
from nianbao.form import Cell, Indicator
from nianbao.ingest.blocks import Block
from nianbao.ingest.recognised import recognise
from nianbao.reading.yamltree import Scalar
from nianbao.report import Figure, Report
from nianbao.report.narrative import Filled, Narrative, Piece
from nianbao.source import Span
from nianbao.tuples import NamedTuple
from nianbao.view import View

LIKE = 0.35  # likeness of two paragraphs that are one, changed
_ESCAPED = {"'": {"'": "''"}, '"': {"\\": "\\\\", '"': '\\"'}}


class Taken(NamedTuple):
    """What can be brought back, what was asked, and what has no place in the data."""

    fixes: tuple[Fix, ...]
    said: tuple[str, ...]  # each change, in Chinese
    asked: tuple[str, ...]  # what a person must decide


class Changed(NamedTuple):
    """A Word file that somebody changed, and what it should print."""

    view: View
    paragraphs: Sequence[str]
    blocks: Sequence[Block]  # with its tables
    was: Container[object] | None  # what it printed when it was written, where it tells


class PrintedText(NamedTuple):
    """A paragraph as it is printed: the ordinal before it, and the text that it comes from."""

    text: str
    ordinal: str
    filled: Filled | None  # None for what the form or a key prints


def take(report: Report, narrative: Narrative, changed: Changed) -> Taken:
    """Return what a Word file changes of a report."""
    taker = _Taker(report, changed)
    taker.figures(changed.blocks)
    has = [text.strip() for text in changed.paragraphs if text.strip()]
    taker.texts(list(_printed(narrative, changed.view.paragraphs)), has)
    return Taken(tuple(taker.fixes), tuple(taker.said), tuple(taker.asked))


def _printed(narrative: Narrative, paragraphs: Sequence[str]) -> Iterator[PrintedText]:
    """Yield each paragraph with the text that it was printed from, in the order of both."""
    rest = [filled for filled in narrative.filled.values() if filled.text.strip()]
    for text in paragraphs:
        place = next(
            (i for i, filled in enumerate(rest) if text.endswith(filled.text.strip())), None
        )
        if place is None:
            yield PrintedText(text, "", None)
        else:
            filled = rest.pop(place)
            yield PrintedText(text, text[: len(text) - len(filled.text.strip())], filled)


class _Taker:
    def __init__(self, report: Report, changed: Changed) -> None:
        self.report = report
        self.rows = changed.view.rows
        self.was = changed.was
        self.now: dict[Cell, str] = {}  # the figures that the file has, where they are others
        self.fixes: list[Fix] = []
        self.said: list[str] = []
        self.asked: list[str] = []

    # ── figures ─────────────────────────────────────────────────────────────────────────────

    def figures(self, blocks: Sequence[Block]) -> None:
        recognised = recognise(self.report.form, blocks)
        for row, values in recognised.values.items():
            figures = self.report.row(row)
            if len(figures) != len(values) or not self._is_to_be_taken(row, figures, values):
                continue
            changed = [
                (figure, value)
                for figure, value in zip(figures, values, strict=True)
                if figure.text != value
            ]
            for figure, value in changed:
                self.now[figure.cell] = value
                if figure.computed:
                    self.asked.append(
                        f"“{figure.name}”是算出来的 {figure.text}，Word 里是 {value}：改它的分项"
                    )
                else:
                    self.said.append(f"{figure.name}：{figure.text} → {value}")
            typed_ones = [(figure, value) for figure, value in changed if not figure.computed]
            spans = {figure.span for figure in figures}
            if typed_ones and len(spans) < len(figures) and len(figures) > 1:  # 0 for all of them
                kept = [v for f, v in zip(figures, values, strict=True) if not f.computed]
                self.fixes.append(Fix(typed_ones[0][0].span, " ".join(kept)))
            else:
                self.fixes += [Fix(figure.span, value) for figure, value in typed_ones]
        for row, printed in recognised.asked.items():
            self.asked.append(f"“{row.name}”这一行读不准：{printed}")

    def _is_to_be_taken(
        self, row: Indicator, figures: Sequence[Figure], values: Sequence[str]
    ) -> bool:
        """Tell whether a row was changed in the file alone; what both changed is asked."""
        ours = tuple(figure.text for figure in figures)
        labels = {row.label, f"{row.label}{row.note}"}
        printed = next((r for r in self.rows if r[0] in labels and r[-len(ours) :] == ours), None)
        if self.was is None or printed is None or ours == tuple(values):
            return True
        if (*printed[: -len(ours)], *values) in self.was:
            return False
        if printed not in self.was:
            self.asked.append(
                f"“{row.name}”这一行数据和 Word 里都改过：数据是 {' '.join(ours)}，"
                f"Word 里是 {' '.join(values)}"
            )
            return False
        return True

    # ── texts ───────────────────────────────────────────────────────────────────────────────

    def texts(self, printed: list[PrintedText], there: list[str]) -> None:
        expected = [self._with_new_figures(each) for each in printed]
        matcher = SequenceMatcher(None, [each.strip() for each in expected], there, autojunk=False)
        for kind, first, last, begin, end in matcher.get_opcodes():
            if kind != "equal":
                self._changed(printed, expected, range(first, last), there[begin:end])

    def _with_new_figures(self, printed: PrintedText) -> str:
        """Return a paragraph as it would be printed with the file's own figures."""
        if printed.filled is None:
            return printed.text
        return printed.ordinal + "".join(map(self._now, printed.filled.pieces))

    def _now(self, piece: Piece) -> str:
        return (
            self.now.get(piece.cell, piece.text) if piece.cell and not piece.typed else piece.text
        )

    def _changed(
        self, printed: list[PrintedText], expected: list[str], places: range, there: Sequence[str]
    ) -> None:
        """Pair the paragraphs of a run that differ; what has no pair was taken out or put in."""
        left = list(there)
        before = next((p for p in reversed(printed[: places.start]) if p.filled), None)
        for place in places:
            alike = [(_likeness(expected[place], text), -n) for n, text in enumerate(left)]
            best, number = max(alike, default=(0.0, 0))
            if best >= LIKE:
                for text in left[:-number]:
                    self._added(before, text)
                self._edited(printed[place], expected[place], left[-number])
                left = left[-number + 1 :]
            else:
                self._removed(printed[place])
            before = printed[place] if printed[place].filled else before
        for text in left:
            self._added(before, text)

    def _edited(self, printed: PrintedText, expected: str, text: str) -> None:
        if self.was is not None and text in self.was:
            return  # the data were changed since, and not the file
        if printed.filled is None:
            self.asked.append(
                f"“{expected[:30]}”改成了“{text[:30]}”：它由表式或数据里的一项印出来，请自己改"
            )
            return
        if self.was is not None and printed.text not in self.was:
            self.asked.append(f"“{text[:30]}…”这一段数据和 Word 里都改过，请自己合在一起")
            return
        new = text.removeprefix(printed.ordinal)
        old, pieces = printed.filled.text, printed.filled.pieces
        fixes = self._fixes(printed.filled, [piece.text for piece in pieces], new)
        if fixes is None:  # perhaps the text was changed along with the table
            old = expected[len(printed.ordinal) :]
            fixes = self._fixes(printed.filled, list(map(self._now, pieces)), new)
        if fixes is None:
            self.asked.append(
                f"“{text[:30]}…”改了引用印出来的数：表里的数和这里的数哪一个对，请您定，两处都没有写"
            )
        elif fixes:
            self.fixes += fixes
            self.said.append(f"“{_apart(old, new)}”改成“{_apart(new, old)}”")

    def _fixes(self, filled: Filled, values: list[str], new: str) -> list[Fix] | None:
        """Return the edits of a text as it was typed; None where one touches a reference's value.

        `values` are what its pieces print.
        """
        starts = [0, *accumulate(map(len, values))]
        fixes, old = [], "".join(values)
        for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if kind == "equal":
                continue
            place = self._place(filled, starts, (i, j), new[k:m])
            if place is None:
                return None
            fixes.append(Fix(place, _escaped(new[k:m], filled.line)))
        return fixes

    def _place(
        self, filled: Filled, starts: list[int], stretch: tuple[int, int], text: str
    ) -> Span | None:
        """Return where a stretch of the printed text was typed; None where it is not typed words."""
        i, j = stretch
        for piece, start, end in zip(filled.pieces, starts, starts[1:], strict=False):
            if not piece.typed or not start <= i <= j <= end:
                continue
            beside = (i == start and start > 0) or (j == end and end < starts[-1])
            if i == j and beside and any(char.isdigit() for char in text):
                return None  # a digit put beside a reference's value changes that value
            return filled.line.part(piece.start + i - start, j - i)
        return None

    def _added(self, before: PrintedText | None, text: str) -> None:
        if self.was is not None and text in self.was:
            return  # the data have it no more
        if before is None or before.filled is None:
            self.asked.append(f"多了一段，不知道放在哪里：{text[:40]}")
            return
        line = before.filled.line
        source = line.span.source
        row = source.lines[line.span.end_line - 1]
        lead = row[: len(row) - len(row.lstrip())]
        item = f"- {typed(text)}" if row.lstrip().startswith("- ") else text
        if row.rstrip().endswith(":"):
            self.asked.append(f"小标题下面多了一段，不知道放在哪里：{text[:40]}")
            return
        end = source.span(line.span.end_line, len(row) + 1, 0)
        self.fixes.append(Fix(end, f"\n{lead}{item}"))
        self.said.append(f"添了一段“{text[:30]}”")

    def _removed(self, printed: PrintedText) -> None:
        if self.was is not None and printed.text not in self.was:
            return  # the data have it since
        if printed.filled is None:
            self.asked.append(f"少了“{printed.text[:30]}”：它由表式或数据里的一项印出来，请自己改")
            return
        line = printed.filled.line
        row = line.span.source.lines[line.span.line - 1]
        if row.rstrip().endswith(":") or line.span.end_line != line.span.line:
            self.asked.append(f"少了“{printed.text[:30]}”：请自己在数据文件里删去")
            return
        self.fixes.append(Fix(line.span.source.span(line.span.line, 1, len(row)), GONE))
        self.said.append(f"删去“{printed.text[:30]}”")


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _apart(one: str, other: str) -> str:
    """Return where a text differs from another, with a little of what stands before it."""
    pairs = zip(one, other, strict=False)
    same = next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
    first = max(same - 8, 0)
    return f"{'…' if first else ''}{one[first : first + 24]}{'…' if one[first + 24 :] else ''}"


def _escaped(text: str, line: Scalar) -> str:
    """Return words as they are typed within a text of a style of quotes."""
    marks: Mapping[str, str] = _ESCAPED.get(line.style, {})
    return "".join(marks.get(char, char) for char in text)
