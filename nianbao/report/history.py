"""Last year's report (上年), for what must agree across years."""

from __future__ import annotations

from nianbao.form import Form
from nianbao.report.content import Figure, Report
from nianbao.source import Source
from nianbao.tuples import NamedTuple


class History(NamedTuple):
    """What is known of the year before: its file's name as printed, and its report if readable.

    Where that year is missing, `earlier` is the newest year before it that can be read: whole texts
    and tables are compared with it, single figures are not.
    """

    name: str
    previous: Report | None
    source: Source | None = None  # the file, as far as it could be read
    earlier: Report | None = None

    @property
    def latest(self) -> Report | None:
        """The newest earlier report: last year's, or the one before a gap."""
        return self.previous or self.earlier

    @property
    def sources(self) -> tuple[Source, ...]:
        """The files that anything here was read from."""
        earlier = (self.earlier.agency.span.source,) if self.earlier else ()
        return (*((self.source,) if self.source else ()), *earlier)

    def when(self, report: Report) -> str:
        """Say how findings call the year of an earlier report."""
        return "上年" if report is self.previous else f" {report.year} 年"

    def unchecked(self, form: Form) -> tuple[str, ...]:
        """Say in a line each what could not be compared with earlier years, and why; mostly none."""
        if self.previous is None:
            why = f"{'读不出' if self.source else '没有'} {self.name}"
            if self.earlier is None:
                return (f"{why}，没有与上年比",)
            name = self.earlier.agency.span.source.name
            return (f"{why}，数没有与上年比；照抄的段落、相同的表，是与 {name} 比的",)
        if self.previous.form is not form:
            return (f"{self.name} 用的是另一种表式，两年对不上的数没有比",)
        return ()

    def figure(self, row: str, column: str) -> Figure | None:
        """Return last year's figure by names; None where that year's form has no such cell."""
        if self.previous is None:
            return None
        cell = self.previous.form.called(row, column)
        figure = self.previous.figures.get(cell) if cell else None
        if figure is None:
            return None
        return Figure(figure.cell, figure.value, figure.span, figure.computed, "上年的")
