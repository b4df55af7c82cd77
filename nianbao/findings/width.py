"""How wide texts are on a screen, and how they may be shown there."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import accumulate, takewhile
from unicodedata import category, east_asian_width


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
