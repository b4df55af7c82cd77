"""What a carrier of an old report holds (块): its paragraphs and tables in order, each with its place."""

from __future__ import annotations

import re

from nianbao.files import CannotError
from nianbao.regex import regex
from nianbao.tuples import NamedTuple


class UnreadableError(CannotError):
    """A file that cannot be taken in; the message says why and what to do, in Chinese."""


class TextLine(NamedTuple):
    """A paragraph; `place` is where people find it: 第 12 段."""

    text: str
    place: str


class TableRows(NamedTuple):
    """A table as rows of own cells: what a cell merged over several rows covers is simply not there."""

    rows: tuple[tuple[str, ...], ...]
    place: str


Block = TextLine | TableRows


class Carried(NamedTuple):
    """What a file carries; `remarks` say what was taken off or decided while it was read."""

    blocks: tuple[Block, ...]
    remarks: tuple[str, ...] = ()


_BLANK = regex("[\\s\u00a0\u200b\ufeff]+")
_GAP = regex(
    r"(?<=[\u4e00-\u9fff，。；：、“”（）《》\d])[ \u00a0]+(?=[\u4e00-\u9fff，。；：、“”（）《》\d])"
)


def tidy(text: str) -> str:
    """Return a paragraph without the blanks that a carrier puts in: around digits, at the ends."""
    text = _BLANK.sub(" ", text).strip()
    return _GAP.sub(_only_between_words, text)


def _only_between_words(match: re.Match[str]) -> str:
    """Keep a blank between two numbers: 2,116 75 are two."""
    before, after = match.string[match.start() - 1], match.string[match.end()]
    return " " if before.isdigit() and after.isdigit() else ""
