"""Where on a page a table would begin (分页), reckoned in lines of GB/T 9704-2012's text block.

Word cannot be told to keep a table whole unless that leaves much of a page empty; whether it would
is reckoned here, to a line or two, which is near enough.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from nianbao.findings.width import width

PAGE, LINE, ROW = 637.8, 28.95, 19.0  # points: of a page's text, a line of text, a row of a table
CHARACTERS, INDENT = 28, 2  # of a line
TITLE_GAP = 1  # lines under the title
EMPTY = PAGE / 3  # so much of a page may stay empty before a table


class Pages:
    """What was set so far, and how far down the last page it reaches, in points."""

    def __init__(self, title_lines: int, *, numbered: bool) -> None:
        self._down = (title_lines + TITLE_GAP + (3 if numbered else 0)) * LINE

    def set_text(self, paragraphs: Iterable[str]) -> None:
        """Set paragraphs."""
        for text in paragraphs:
            for _ in range(ceil((width(text) / 2 + INDENT) / CHARACTERS)):
                self._set(LINE)

    def set_table(self, blocks: Iterable[int]) -> None:
        """Set a table whose blocks have so many rows; a block is not divided."""
        for rows in blocks:
            self._set(rows * ROW)

    def would_leave_too_much(self, rows: int) -> bool:
        """Tell whether a table that is kept whole would leave more than EMPTY of a page."""
        left = PAGE - self._down
        return rows * ROW > left > EMPTY

    def _set(self, height: float) -> None:
        fits = self._down + height <= PAGE
        self._down = self._down + height if fits else min(height, PAGE)
