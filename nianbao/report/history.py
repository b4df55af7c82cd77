"""Last year's report (上年), for what must agree across years."""

from __future__ import annotations

from typing import NamedTuple

from nianbao.form import Cell
from nianbao.report.content import Figure, Report
from nianbao.source import Source


class History(NamedTuple):
    """What is known of the year before: its file's name as printed, and its report if readable."""

    name: str
    previous: Report | None
    source: Source | None = None  # the file, as far as it could be read

    @property
    def unchecked(self) -> tuple[str, ...]:
        """What could not be compared, for want of a year before that can be read: a line, or none."""
        if self.previous is not None:
            return ()
        why = "没有" if self.source is None else "读不出"
        return (f"{why} {self.name}，没有与上年比",)

    def figure(self, row: str, column: str) -> Figure | None:
        """Return last year's figure by names; None where that year's form has no such cell."""
        if self.previous is None:
            return None
        cells = [
            Cell(indicator, found)
            for indicator in self.previous.form.rows(row)
            if not indicator.is_heading
            for found in (*indicator.columns, *indicator.sums)
            if found.name == column
        ]
        figure = self.previous.figures.get(cells[0]) if len(cells) == 1 else None
        return figure._replace(prefix="上年的") if figure else None
