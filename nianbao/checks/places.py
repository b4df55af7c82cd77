"""Places in a text (位置), in order, asked for by bisecting: no question takes longer in a long text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable


class Places:
    """Places in a text that do not overlap, in their order."""

    __slots__ = ("ends", "starts")

    def __init__(self, places: Iterable[tuple[int, int]]) -> None:
        spans = tuple(places)
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]

    @classmethod
    def of(cls, pattern: re.Pattern[str], text: str) -> Places:
        """Return where a pattern matches."""
        return cls([match.span() for match in pattern.finditer(text)])

    def within(self, begin: int, end: int) -> bool:
        """Tell whether one lies wholly within a part of the text."""
        number = bisect_left(self.starts, begin)
        return number < len(self.starts) and self.ends[number] <= end

    def within_one(self, begin: int, end: int) -> bool:
        """Tell whether a part of the text lies wholly within one of them."""
        number = bisect_right(self.starts, begin)
        return number > 0 and end <= self.ends[number - 1]

    def end_before(self, at: int, default: int = 0) -> int:
        """Return where the last one ends that ends at a place or before it."""
        number = bisect_right(self.ends, at)
        return self.ends[number - 1] if number else default

    def start_before(self, at: int, since: int) -> int:
        """Return where the last one begins that ends at a place or before it; -1 where none does."""
        number = bisect_right(self.ends, at)
        return self.starts[number - 1] if number and self.starts[number - 1] >= since else -1

    def start_after(self, at: int, default: int) -> int:
        """Return where the first one begins that begins at a place or after it."""
        number = bisect_left(self.starts, at)
        return self.starts[number] if number < len(self.starts) else default
