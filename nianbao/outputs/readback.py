"""Comparing what an output says with what it should say: every value, in its turn (读回).

What was typed is what is printed: every paragraph and every figure is looked for in the bytes that
would be written. A difference is a reason not to write them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nianbao.tuples import NamedTuple

Value = str | tuple[str, ...]


class NotPlainError(Exception):
    """A file with something that may be read in more than one way; it needs a whole tree."""


class Difference(NamedTuple):
    """A value that does not come in its turn: what stands in its place, where, and what to say."""

    expected: Value
    found: Value | None  # None where nothing is like it
    place: int  # of what was found among the actual values, or of what stands where it should
    words: str


def missing(where: str, expected: Sequence[Value], actual: Sequence[Value]) -> Iterator[str]:
    """Yield in Chinese what is to be said of each expected value that does not come in its turn."""
    return (f"{where}里{difference.words}" for difference in differences(expected, actual))


def differences(expected: Sequence[Value], actual: Sequence[Value]) -> Iterator[Difference]:
    """Yield each expected value that does not come in its turn among the actual ones."""
    rest = iter(actual)
    if all(value in rest for value in expected):  # searches on from the last one found
        return
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, expected, actual, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind in {"replace", "delete"}:
            there = list(range(start, end))
            for value in expected[first:last]:
                yield _difference(value, actual, there, start)


def _difference(value: Value, actual: Sequence[Value], there: list[int], start: int) -> Difference:
    """Say what is missing, and what stands in its place if that is clear; take that out."""
    place = _in_place_of(value, actual, there)
    if place is None:
        words = value if isinstance(value, str) else " ".join(value)
        return Difference(value, None, start, f"找不到（或次序不对）：{words[:60]}")
    there.remove(place)
    found = actual[place]
    if isinstance(value, tuple):
        wanted, now = " ".join(value[1:]), " ".join(found[1:])
        words = f"“{value[0][:40]}”应当是“{wanted}”，现在是“{now[:40]}”"
    else:
        assert isinstance(found, str)
        wanted, now = _apart(value, found)
        words = f"应当是“{wanted}”，现在是“{now}”"
    return Difference(value, found, place, words)


def _in_place_of(value: Value, actual: Sequence[Value], there: list[int]) -> int | None:
    """Return the place of the row with the same label, or of the paragraph that is most alike."""
    if isinstance(value, tuple):
        return next((place for place in there if actual[place][0] == value[0]), None)
    from difflib import get_close_matches

    texts = {text: place for place in reversed(there) if isinstance(text := actual[place], str)}
    return next((texts[each] for each in get_close_matches(value, texts, 1, 0.6)), None)


def _apart(one: str, other: str) -> tuple[str, str]:
    """Return the places where two texts begin to differ, with a little of what surrounds them."""
    same = min(len(one), len(other))
    while one[:same] != other[:same]:
        same -= 1
    first = max(same - 10, 0)
    return _window(one, first), _window(other, first)


def _window(text: str, first: int) -> str:
    last = first + 30
    return f"{'…' if first else ''}{text[first:last]}{'…' if text[last:] else ''}"
