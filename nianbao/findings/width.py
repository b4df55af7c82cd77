"""How wide texts are on a screen, and how they may be shown there."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import accumulate, takewhile
from unicodedata import category, east_asian_width

from nianbao.regex import regex

# What a line may not be broken within: Latin words, and a mark with the character that it goes with.
_UNIT = regex(r"[（“‘《〔【「]*(?:[!-~\u00a1-\u02ff]+| |[^ ])[，。；：、！？）”’》〕】」…]*")


@cache  # there are not that many characters
def _width_of(character: str) -> int:
    if category(character) in {"Mn", "Me"}:
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


@lru_cache(maxsize=4096)  # labels come again with every report
def width(text: str) -> int:
    """Return the columns that a text takes on a screen.

    East Asian wide characters take two, accents that stand over another character none.
    """
    return len(text) if text.isascii() else sum(map(_width_of, text))


def brief(text: str, most: int = 40) -> str:
    """Return a text that a user typed as a message may quote it."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def visible(text: str) -> str:
    """Return a text as a screen may show it: what is invisible or would steer the screen as \ufffd."""
    if text.isprintable():
        return text
    return "".join(
        char
        if char.isprintable() or category(char) == "Zs"
        else (" " if char == "\t" else "\ufffd")
        for char in text
    )


def fitting(characters: Iterable[str], columns: int) -> int:
    """Return how many characters fit into so many columns."""
    widths = accumulate(map(_width_of, characters))
    return sum(1 for _ in takewhile(lambda taken: taken <= columns, widths))


def wrapped(text: str, columns: int, indent: str) -> list[str]:
    """Break a text into lines of so many columns, those after the first indented.

    No line begins with ，or ends with （; a word that is wider than a line is broken within.
    """
    if width(text) <= columns:
        return [text]
    lines, line = [], ""
    for unit in _UNIT.findall(text):
        if line.strip() and width(line) + width(unit) > columns:
            lines.append(line.rstrip(" "))
            line = indent
            unit = unit.lstrip(" ")  # noqa: PLW2901
        while (taken := fitting(unit, columns - width(line))) < len(unit) and taken:
            lines.append(line + unit[:taken])
            line, unit = indent, unit[taken:]  # noqa: PLW2901
        line += unit
    return [*lines, line]
