"""The paragraphs of a report one after the other, a line each, with the way back to what was typed.

Checks run their patterns over the whole text at once; a pattern must not cross lines. A text is cut
into sentences (ending in 。！？), parts of sentences (in ； too) and clauses (in ，：（） too); where one
begins and ends is asked by a place in it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate

from nianbao.checks.folding import Folding
from nianbao.checks.origin import Origin, Paragraph
from nianbao.checks.places import Places
from nianbao.findings.finding import Fix
from nianbao.form import Cell
from nianbao.regex import regex
from nianbao.source import Span
from nianbao.tuples import NamedTuple

_STOPS = regex("[。！？\n]")
_PARTS = regex("[。！？；\n]")
_CLAUSES = regex("[，。：；！？（）\n]")
_PAUSES = regex("[，；]")
_QUOTES = regex("[《》“”]")
_BRACKETS = regex("[（）\n]")


class Line(NamedTuple):
    """A line of a text: a paragraph, its words, and where they begin."""

    start: int
    text: str
    paragraph: Paragraph

    @property
    def end(self) -> int:
        """Where the words end."""
        return self.start + len(self.text)


class Lines:
    """A text of many paragraphs, as they are printed, or folded for matching."""

    def __init__(
        self, paragraphs: tuple[Paragraph, ...], origin: Origin, folding: Folding | None = None
    ) -> None:
        self.text = origin.text if folding is None else folding.text
        self._origin = origin
        self._folding = folding
        texts = self.text.split("\n") if paragraphs else []
        starts = accumulate((len(text) + 1 for text in texts), initial=0)
        self.lines = tuple(map(Line, starts, texts, paragraphs))
        self._starts = [line.start for line in self.lines]

    def line(self, at: int) -> Line:
        """Return the line that a place is in."""
        return self.lines[bisect_right(self._starts, at) - 1]

    def section(self, at: int) -> str:
        """Return the key of the section that a place is in."""
        return self.line(at).paragraph.section

    def of(self, section: str) -> list[Line]:
        """Return the lines of a section."""
        return self._of.get(section, [])

    @cached_property
    def _of(self) -> dict[str, list[Line]]:
        sections: dict[str, list[Line]] = {}
        for line in self.lines:
            sections.setdefault(line.paragraph.section, []).append(line)
        return sections

    @cached_property
    def chars(self) -> frozenset[str]:
        """The characters of the text: a word with any other one need not be looked for."""
        return frozenset(self.text)

    # ── the way back ────────────────────────────────────────────────────────────────────────

    def span(self, start: int, end: int) -> Span:
        """Return where a part of the text was typed; a reference counts as a whole."""
        return self._origin.span(*self._printed(start, end))

    def fix(self, start: int, end: int, text: str) -> Fix | None:
        """Return the mending that puts `text` in a part's place; None where a reference is in it."""
        return self._origin.fix(*self._printed(start, end), text)

    def said(self, start: int, end: int) -> str:
        """Return a part of the text as it is printed."""
        start, end = self._printed(start, end)
        return self._origin.text[start:end]

    @cached_property
    def references(self) -> tuple[tuple[int, int, Cell | None], ...]:
        """Where the values of references stand, and the cells that they come from."""
        folded = self._folding.folded if self._folding else int
        return tuple((folded(a), folded(b), cell) for a, b, cell in self._origin.references())

    def _printed(self, start: int, end: int) -> tuple[int, int]:
        if self._folding is None:
            return start, end
        begin = self._folding.typed(start)
        return begin, self._folding.typed(end - 1) + 1 if end > start else begin

    # ── sentences and clauses ───────────────────────────────────────────────────────────────

    def sentence(self, at: int) -> tuple[int, int]:
        """Return where the sentence of a place begins and ends."""
        return self._around(self._stops, at)

    def part(self, at: int) -> tuple[int, int]:
        """Return where the part of a sentence begins and ends that a place is in."""
        return self._around(self._parts, at)

    def clause(self, at: int) -> tuple[int, int]:
        """Return where the clause of a place begins and ends."""
        return self._around(self._clauses, at)

    def opening(self, at: int) -> tuple[int, int]:
        """Return the first clause of a place's sentence, as far as it stands before the place."""
        begin = self._stops.end_before(at)
        return begin, min(self._pauses.start_after(begin, at), at) if begin < at else at

    def _around(self, marks: Places, at: int) -> tuple[int, int]:
        return marks.end_before(at), marks.start_after(at, len(self.text))

    @cached_property
    def _stops(self) -> Places:
        return Places.of(_STOPS, self.text)

    @cached_property
    def _parts(self) -> Places:
        return Places.of(_PARTS, self.text)

    @cached_property
    def _clauses(self) -> Places:
        return Places.of(_CLAUSES, self.text)

    @cached_property
    def _pauses(self) -> Places:
        return Places.of(_PAUSES, self.text)

    # ── quotations and brackets ─────────────────────────────────────────────────────────────

    def quoted(self, at: int) -> bool:
        """Tell whether a place is within 《》 or “”: the words of something else."""
        begin = self.line(at).start
        for opening in "《“":
            marks = self._quotes[opening]
            number = bisect_left(marks, at)
            if number and marks[number - 1] >= begin and self.text[marks[number - 1]] == opening:
                return True
        return False

    def bracket(self, at: int) -> int:
        """Return where the （ stands that a place is directly in; -1 where it is in none."""
        marks, open_ = self._brackets
        return open_[bisect_left(marks, at)]

    def bracketed(self, at: int) -> bool:
        """Tell whether a place is within （） that open in its own part of a sentence."""
        return self.bracket(at) >= self._parts.end_before(at)

    @cached_property
    def _quotes(self) -> dict[str, list[int]]:
        marks: dict[str, list[int]] = {"《": [], "“": []}
        for match in _QUOTES.finditer(self.text):
            marks["《" if match[0] in "《》" else "“"].append(match.start())
        return marks

    @cached_property
    def _brackets(self) -> tuple[list[int], list[int]]:
        """The places of （ and ）, and before each, and after the last, which （ is open; -1 for none."""
        marks, stack, open_ = [], list[int](), [-1]
        for match in _BRACKETS.finditer(self.text):
            if match[0] == "（":
                stack.append(match.start())
            elif match[0] == "\n":
                stack.clear()
            elif stack:
                stack.pop()
            marks.append(match.start())
            open_.append(stack[-1] if stack else -1)
        return marks, open_
