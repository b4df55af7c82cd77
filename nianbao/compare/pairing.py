"""Paragraphs and clauses of two texts, paired in their order by how alike they are (配对).

What changed is told by the clause, not by the character: a figure that became another one is one
change with its clause beside it, and not three marks within it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from nianbao.regex import regex
from nianbao.tuples import NamedTuple

LIKE = 0.4  # likeness of two texts that are one, changed
GAP = 2  # characters left alone between two changes that are told as one
MOST = 250_000  # pairs that are looked at; with more, only what is equal is paired
_CLAUSE = regex(r"[^，。；！？\n]*[，。；！？\n]*[”’）》]*|.", re.DOTALL)
_WORD = regex(r"[0-9A-Za-z.%]")

Pair = tuple[int | None, int | None]


class Edit(NamedTuple):
    """A piece of two texts: the same in both, or what one has in the place of the other's."""

    old: str
    new: str

    @property
    def same(self) -> bool:
        """Whether nothing changed here."""
        return self.old == self.new


def likeness(one: str, other: str) -> float:
    """Return how alike two texts are, from 0 to 1: by the pairs of characters that both have."""
    if one == other:
        return 1.0
    mine, theirs = (Counter(pairwise(text)) for text in (one, other))
    total = sum(mine.values()) + sum(theirs.values())
    return 2 * sum((mine & theirs).values()) / total if total else 0.0


def pairs(
    old: Sequence[str],
    new: Sequence[str],
    alike: Callable[[str, str], float] = likeness,
) -> Iterator[Pair]:
    """Yield the places of texts that are one, and those of texts that only one side has, in order."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, first, last, begin, end in matcher.get_opcodes():
        if kind == "equal":
            yield from zip(range(first, last), range(begin, end), strict=True)
        else:
            yield from _most_alike(old, new, range(first, last), range(begin, end), alike)


def _most_alike(
    old: Sequence[str], new: Sequence[str], mine: range, theirs: range,
    alike: Callable[[str, str], float],
) -> Iterator[Pair]:  # fmt: skip
    """Yield the pairs of a stretch whose likenesses together are greatest, none of them below LIKE."""
    rows, columns = len(mine), len(theirs)
    if rows * columns > MOST:
        columns = 0
    score = [[alike(old[i], new[j]) for j in theirs[:columns]] for i in mine]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            together = score[i][j] + best[i + 1][j + 1] if score[i][j] >= LIKE else 0.0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < rows or j < len(theirs):
        if i < rows and j < columns and score[i][j] >= LIKE and (
            best[i][j] == score[i][j] + best[i + 1][j + 1]
        ):  # fmt: skip
            yield mine[i], theirs[j]
            i, j = i + 1, j + 1
        elif i < rows and (j >= columns or best[i][j] == best[i + 1][j]):
            yield mine[i], None
            i += 1
        else:
            yield None, theirs[j]
            j += 1


def clauses(text: str) -> list[str]:
    """Return the clauses of a text, each with the stop that ends it."""
    return [match[0] for match in _CLAUSE.finditer(text) if match[0]]


def edits(old: str, new: str) -> list[Edit]:
    """Return two texts as what is the same in both and what changed, clause by clause."""
    mine, theirs = clauses(old), clauses(new)
    pieces: list[Edit] = []
    for i, j in pairs(mine, theirs):
        pieces += _within(mine[i] if i is not None else "", theirs[j] if j is not None else "")
    return _joined(pieces)


def changed_clauses(old: str, new: str) -> list[Edit]:
    """Return the clauses of two texts that changed, whole; those without a change are left out."""
    mine, theirs = clauses(old), clauses(new)
    both = (
        (i, j) for i, j in pairs(mine, theirs) if i is None or j is None or mine[i] != theirs[j]
    )
    return [
        Edit(mine[i] if i is not None else "", theirs[j] if j is not None else "") for i, j in both
    ]


def _within(old: str, new: str) -> Iterator[Edit]:
    """Yield a changed clause as what its beginning and its end have in common, and what is between."""
    most = min(len(old), len(new))
    head = next((n for n in range(most) if old[n] != new[n]), most)
    while head and _cuts(old, head, new, head):
        head -= 1
    tail = next((n for n in range(most - head) if old[-1 - n] != new[-1 - n]), most - head)
    while tail and _cuts(old, len(old) - tail, new, len(new) - tail):
        tail -= 1
    for first, last, begin, end in (
        (0, head, 0, head),
        (head, len(old) - tail, head, len(new) - tail),
        (len(old) - tail, len(old), len(new) - tail, len(new)),
    ):
        if first < last or begin < end:
            yield Edit(old[first:last], new[begin:end])


def _cuts(old: str, place: int, new: str, there: int) -> bool:
    """Tell whether a place is within a number or a Latin word of either text."""
    return any(
        0 < at < len(text) and bool(_WORD.match(text[at - 1]) and _WORD.match(text[at]))
        for text, at in ((old, place), (new, there))
    )


def _joined(pieces: Sequence[Edit]) -> list[Edit]:
    """Join pieces of one kind that follow each other, and changes with hardly anything between them."""
    joined: list[Edit] = []
    for piece in pieces:
        if joined and joined[-1].same == piece.same:
            joined[-1] = _sum(joined[-1], piece)
        elif len(joined) > 1 and not piece.same and len(joined[-1].old) <= GAP:
            between, before = joined.pop(), joined.pop()
            joined.append(_sum(_sum(before, between), piece))
        else:
            joined.append(piece)
    return joined


def _sum(one: Edit, other: Edit) -> Edit:
    return Edit(one.old + other.old, one.new + other.new)
