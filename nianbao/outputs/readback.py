"""Comparing what an output says with what it should say: every value, in its turn (读回).

What was typed is what is printed: every paragraph and every figure is looked for in the bytes that
would be written. A difference is a reason not to write them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

Value = str | tuple[str, ...]


class Difference(NamedTuple):
    """A value that does not come in its turn, and what is to be said of it."""

    expected: Value
    message: str


def missing(where: str, expected: Sequence[Value], actual: Sequence[Value]) -> Iterator[str]:
    """Yield in Chinese what is to be said of each expected value that does not come in its turn."""
    return (difference.message for difference in differences(where, expected, actual))


def differences(
    where: str, expected: Sequence[Value], actual: Sequence[Value]
) -> Iterator[Difference]:
    """Yield each expected value that does not come in its turn among the actual ones."""
    rest = iter(actual)
    if all(value in rest for value in expected):  # searches on from the last one found
        return
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, expected, actual, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind in {"replace", "delete"}:
            there = list(actual[start:end])
            for value in expected[first:last]:
                yield Difference(value, f"{where}里{_difference(value, there)}")


def _difference(value: Value, there: list[Value]) -> str:
    """Say what is missing, and what stands in its place if that is clear; take that out."""
    if isinstance(value, tuple):
        for other in there:
            if other[0] == value[0]:
                there.remove(other)
                wanted, found = " ".join(value[1:]), " ".join(other[1:])
                return f"“{value[0][:40]}”应当是“{wanted}”，现在是“{found[:40]}”"
        return f"找不到（或次序不对）：{' '.join(value)[:60]}"
    from difflib import get_close_matches

    for other in get_close_matches(value, [o for o in there if isinstance(o, str)], 1, 0.6):
        there.remove(other)
        wanted, found = _apart(value, other)
        return f"应当是“{wanted}”，现在是“{found}”"
    return f"找不到（或次序不对）：{value[:60]}"


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
