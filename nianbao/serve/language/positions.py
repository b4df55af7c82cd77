"""Places as the language server protocol counts them: lines from 0, columns in UTF-16, UTF-8 or UTF-32.

A 𠮷 is one character to us and two units in UTF-16. A text may begin with a byte order mark, which the
editor counts and we do not.
"""

from __future__ import annotations

from nianbao.source import Source, Span
from nianbao.tuples import NamedTuple

UTF8, UTF16, UTF32 = "utf-8", "utf-16", "utf-32"


class Position(NamedTuple):
    """A place of the protocol."""

    line: int
    character: int


class Ruler(NamedTuple):
    """Counts the places of one text in the units that the editor has asked for."""

    source: Source
    encoding: str = UTF16
    marked: bool = False  # the text begins with a byte order mark

    @classmethod
    def of(cls, name: str, text: str, encoding: str = UTF16) -> Ruler:
        """Return the ruler of a text as the editor has it."""
        return cls(Source.from_text(name, text), encoding, text.startswith("\ufeff"))

    def position(self, line: int, column: int) -> Position:
        """Return where a line and column of ours are; what lies beyond a line is at its end."""
        lines = self.source.lines
        if line > len(lines):
            return Position(len(lines) - 1, self._units(self._text(len(lines) - 1)))
        text = self._text(line - 1)
        lead = int(self.marked and line == 1)
        return Position(line - 1, self._units(text[: max(column - 1, 0) + lead]))

    def range(self, span: Span) -> tuple[Position, Position]:
        """Return a span of ours as the protocol has it."""
        return self.position(*span[1:3]), self.position(*span[3:5])

    def place(self, position: Position) -> tuple[int, int]:
        """Return our line and column of a place; within a character, of that character."""
        number = min(max(position.line, 0), len(self.source.lines) - 1)
        text = self._text(number)
        if position.line > number:
            return number + 1, len(self.source.lines[number]) + 1
        units, column = 0, 0
        while column < len(text) and units + self._units(text[column]) <= position.character:
            units += self._units(text[column])
            column += 1
        lead = int(self.marked and number == 0)
        return number + 1, max(column - lead, 0) + 1

    def _text(self, number: int) -> str:
        line = self.source.lines[number]
        return f"\ufeff{line}" if self.marked and number == 0 else line

    def _units(self, text: str) -> int:
        if self.encoding == UTF32 or text.isascii():
            return len(text)
        if self.encoding == UTF8:
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text) + sum(char > "\uffff" for char in text)
