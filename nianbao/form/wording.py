"""What a form says of the texts (文字): words for its indicators, demands on its sections.

    说法: [召开…会议, 专题会]

A way of speaking (说法) is words, with … where a few others may stand between them. Checks look for
them in the texts; how the trade speaks is data of the form, not Python.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from nianbao.form.table import Cell

GAP = 12  # characters that … may stand for


class Activity(NamedTuple):
    """What a report tells of having done (活动), and the row that counts it."""

    words: tuple[str, ...]
    cell: Cell


class Place(NamedTuple):
    """A section that speaks of a cell."""

    section: str
    cell: Cell


class Demand(NamedTuple):
    """What a section must hold: so many characters, and words for each topic.

    `of_government` are topics that a government must write of, and its departments need not.
    """

    section: str
    most: int | None
    least: int | None
    topics: Mapping[str, tuple[str, ...]]
    of_government: Mapping[str, tuple[str, ...]]


class Wording(NamedTuple):
    """What a form says of the texts of its reports (文字); nothing where it is silent."""

    activities: tuple[Activity, ...] = ()
    mentioned: tuple[Cell, ...] = ()  # to be written of when above 0
    fee: Place | None = None
    problems: str = ""  # the section of problems and measures
    processing_fee: Place | None = None
    demands: tuple[Demand, ...] = ()
    government_deadline: tuple[int, int] | None = None
    likeness: Decimal | None = None  # of a paragraph to last year's, 0 to 1
    ratio: int | None = None  # to last year's figure, from which a figure stands out


def find_words(words: str, text: str, start: int = 0, end: int | None = None) -> tuple[int, int]:
    """Return where words, … standing for a few others, come first in a text; (-1, -1) if nowhere."""
    end = len(text) if end is None else end
    if "…" not in words:
        at = text.find(words, start, end)
        return (at, at + len(words)) if at >= 0 else (-1, -1)
    first, *rest = words.split("…")
    at = text.find(first, start, end)
    while at >= 0:
        after = at + len(first)
        for part in rest:
            found = text.find(part, after, min(after + GAP + len(part), end))
            if found < 0 or any(mark in text[after:found] for mark in "，。；："):
                break
            after = found + len(part)
        else:
            return at, after
        at = text.find(first, at + 1, end)
    return -1, -1
