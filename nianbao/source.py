"""Texts as they were read, and places in them.

Every value that comes from a file carries a Span from birth; nobody searches for it afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nianbao.files import read_whole
from nianbao.tuples import NamedTuple


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """A text as it was read, under the name that findings print."""

    name: str
    text: str
    lines: tuple[str, ...]

    @classmethod
    def from_text(cls, name: str, text: str) -> Source:
        r"""Take a text; CRLF and lone CR become \n, a leading BOM goes."""
        text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        return cls(name, text, tuple(text.split("\n")))

    def span(self, line: int, column: int, length: int = 1) -> Span:
        """Return the place of `length` characters at a line and column, both counted from 1."""
        return Span(self, line, column, line, column + length)


class Span(NamedTuple):
    """A place in a source: lines and columns from 1, counted in characters, the end exclusive."""

    source: Source
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        return f"{self.source.name}:{self.line}:{self.column}"


class Undecodable(NamedTuple):
    """Where a file stops being UTF-8, and what it seems to be instead."""

    span: Span
    encoding: str


def decode(name: str, data: bytes) -> tuple[Source, Undecodable | None]:
    """Decode the bytes of a file as UTF-8.

    Where they are not, the source holds the best guess at the text, so that the finding can
    show the line, and the second value tells the place of the first wrong byte.
    """
    for bom, utf16 in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(bom):
            source = Source.from_text(name, data[2:].decode(utf16, "replace"))
            return source, Undecodable(source.span(1, 1), "UTF-16")
    try:
        return Source.from_text(name, data.decode("utf-8")), None
    except UnicodeDecodeError as error:
        good = Source.from_text(name, data[: error.start].decode("utf-8")).lines
        encoding = "GBK"
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            encoding = ""
            text = data.decode("utf-8", "replace")
        source = Source.from_text(name, text)
        return source, Undecodable(source.span(len(good), len(good[-1]) + 1), encoding)


def read_source(path: Path, name: str) -> tuple[Source, Undecodable | None]:
    """Read a file as text; OSError when it cannot be read."""
    return decode(name, read_whole(path))
