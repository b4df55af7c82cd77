"""How figures went over the years (趋势): lines of what means the same, with a gap where nothing does.

A line holds one cell of each year's form, those that 沿革 says are one. Where a form has no such cell,
the line ends, and another begins: what came in by any way, and later by applicants, is never one line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from nianbao.form import Cell, Form
from nianbao.form.counterparts import Named, counterparts
from nianbao.reading.fields import or_nearest
from nianbao.report import Figure, Report
from nianbao.tuples import NamedTuple


class TrendLine(NamedTuple):
    """The figures of a cell by year; a year without one is a gap."""

    label: str
    unit: str
    cells: Mapping[int, Cell]  # of each year in whose form it is
    figures: Mapping[int, Figure]

    @property
    def stretches(self) -> list[list[int]]:
        """The years that follow each other with a number in each."""
        found: list[list[int]] = []
        for year in sorted(self.figures):
            if self.figures[year].value is None:
                continue
            if found and found[-1][-1] == year - 1:
                found[-1].append(year)
            else:
                found.append([year])
        return found


class Trend(NamedTuple):
    """Lines that are shown together, of one unit."""

    title: str
    unit: str
    lines: tuple[TrendLine, ...]


class Years(NamedTuple):
    """The years of an agency: the reports there are, and the ways between their forms."""

    reports: Mapping[int, Report]
    forms: Named

    @property
    def span(self) -> list[int]:
        """All years from the first to the last, those without a report too."""
        return list(range(min(self.reports), max(self.reports) + 1)) if self.reports else []

    @property
    def breaks(self) -> list[int]:
        """The years in which another form begins."""
        there = sorted(self.reports)
        return [
            year
            for before, year in pairwise(there)
            if self.reports[before].form is not self.reports[year].form
        ]

    @property
    def kinds(self) -> list[Form]:
        """The forms of these years, the newest first."""
        newest_first = sorted(self.reports, reverse=True)
        return list(dict.fromkeys(self.reports[year].form for year in newest_first))


def trends(years: Years) -> list[Trend]:
    """Return what readers care about, as the forms say (图解); groups of one title stand together."""
    titles = dict.fromkeys(exhibit.title for form in years.kinds for exhibit in form.exhibits)
    found = []
    for title in titles:
        named = [
            (name, form, cell)
            for form in years.kinds
            for exhibit in form.exhibits
            if exhibit.title == title
            for name, cell in exhibit.cells
        ]
        found += list(_by_unit(title, _lines(years, named)))
    return found


def chosen(years: Years, names: Sequence[str]) -> tuple[list[Trend], list[str]]:
    """Return the lines of the cells that were named, each by itself, and names that are none.

    A name is that of a cell in any of the forms, or one that an exhibit gives it (新收).
    """
    found, unknown = [], []
    for name in names:
        named = [(name, form, cell) for form in years.kinds for cell in _named(form, name)]
        if not named:
            unknown.append(name)
        found += list(_by_unit(name, _lines(years, named)))
    return found, unknown


def _named(form: Form, name: str) -> list[Cell]:
    if cell := form.meant(name):
        return [cell]
    return [c for exhibit in form.exhibits for n, c in exhibit.cells if n == name]


def known_names(years: Years) -> list[str]:
    """Return the names by which lines can be asked for."""
    names = (
        name
        for form in years.kinds
        for name in (*(n for exhibit in form.exhibits for n, _ in exhibit.cells), *form.names)
    )
    return list(dict.fromkeys(names))


def unknown_name(years: Years, name: str) -> str:
    """Say in Chinese that no line has a name, or that several have it as the end of theirs."""
    known = known_names(years)
    several = [each for each in known if name and each.endswith(f".{name}")]
    if len(several) > 1:
        return f"“{name[:40]}”有几处，前面加上它的行：{'、'.join(several)}"
    return f"没有指标“{name[:40]}”{or_nearest(name, known)}"


def _lines(years: Years, named: Sequence[tuple[str, Form, Cell]]) -> list[TrendLine]:
    """Return the lines of cells; what an earlier one goes through is not shown again."""
    lines: list[TrendLine] = []
    seen: set[Cell] = set()
    for name, form, cell in named:
        if cell in seen:
            continue
        cells = dict(_over_the_years(years, form, cell))
        seen |= set(cells.values())
        figures = {
            year: figure
            for year, each in cells.items()
            if (figure := years.reports[year].figures.get(each)) is not None
        }
        if cells:
            lines.append(TrendLine(name, cell.unit.name, cells, figures))
    return [_told_apart(line, lines) for line in lines]


def _told_apart(line: TrendLine, lines: Sequence[TrendLine]) -> TrendLine:
    """Name the years of a line that has another's label and is not the same."""
    if sum(other.label == line.label for other in lines) < 2:
        return line
    return line._replace(label=f"{line.label}（{min(line.cells)}—{max(line.cells)} 年口径）")


def _over_the_years(years: Years, form: Form, cell: Cell) -> Iterator[tuple[int, Cell]]:
    ways: dict[Form, Cell | None] = {}
    for year, report in sorted(years.reports.items()):
        if report.form not in ways:
            ways[report.form] = counterparts(form, report.form, years.forms).get(cell)
        if (own := ways[report.form]) is not None:
            yield year, own


def _by_unit(title: str, lines: Sequence[TrendLine]) -> Iterator[Trend]:
    units = dict.fromkeys(line.unit for line in lines)
    for unit in units:
        name = f"{title}（{unit}）" if len(units) > 1 else title
        yield Trend(name, unit, tuple(line for line in lines if line.unit == unit))
