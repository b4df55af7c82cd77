"""What a report is made of: texts and figures, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as MappingOf
from datetime import date
from decimal import Decimal

from nianbao.findings.finding import Related
from nianbao.form import Cell, Form, Indicator, Section
from nianbao.form.formula import Number
from nianbao.reading.yamltree import Scalar
from nianbao.source import Span
from nianbao.tuples import NamedTuple


class Figure(NamedTuple):
    """A value of the statistics table (数据): a count, an amount, or `/` (不适用).

    `value` is None for `/`, which counts as 0 in sums. A computed total stands at the place of
    its first term, for nobody typed it.
    """

    cell: Cell
    value: Number | None
    span: Span
    computed: bool = False
    prefix: str = ""  # says of which year it is, where that is not the report's own

    @property
    def name(self) -> str:
        """What findings call it."""
        return f"{self.prefix}{self.cell.name}"

    @property
    def number(self) -> Number:
        """The value in sums."""
        return 0 if self.value is None else self.value

    @property
    def text(self) -> str:
        """The value as it is printed: plain digits, no thousands separators."""
        if self.value is None:
            return "/"
        return f"{self.value:f}" if isinstance(self.value, Decimal) else str(self.value)

    @property
    def related(self) -> Related:
        """The figure as another place that takes part in a finding."""
        return Related(self.span, f"{self.name} {self.text}")


class PointList(NamedTuple):
    """Numbered points (要点); `style` shows how the first one is numbered."""

    style: str
    points: tuple[Point, ...]
    span: Span


class Point(NamedTuple):
    """One numbered point; with `items` its text is a heading over them."""

    text: Scalar
    items: tuple[Item, ...] = ()


Item = Scalar | PointList  # a Scalar is a paragraph


class SectionText(NamedTuple):
    """What the report says in one section of the form."""

    section: Section
    items: tuple[Item, ...]

    def paragraphs(self) -> Iterator[Scalar]:
        """Yield every text of the section in its order, headings and points too."""
        return _paragraphs(self.items)


def _paragraphs(items: tuple[Item, ...]) -> Iterator[Scalar]:
    for item in items:
        if isinstance(item, Scalar):
            yield item
        else:
            for point in item.points:
                yield point.text
                yield from _paragraphs(point.items)


class Waiver(NamedTuple):
    """A warning that a person has checked (核实), with the reason."""

    code: str
    subject: str
    reason: str
    span: Span
    mark: str = ""  # of what was checked; the waiver expires when it changes


class Report(NamedTuple):
    """A year's report of an agency: its texts and its figures, each with its place."""

    form: Form
    form_named: str  # what 表式 says, "" where the year picks the form
    year: int
    agency: Scalar
    signer: Scalar
    day: date
    day_span: Span
    number: Scalar | None
    sealed: bool
    filling: tuple[tuple[str, Scalar], ...]
    contact: Scalar | None
    sections: tuple[SectionText, ...]
    figures: MappingOf[Cell, Figure]
    waivers: tuple[Waiver, ...]
    title_break: Scalar | None = None  # the title with ｜ where it is to be broken (题名断行)
    published: bool = False  # kept as it was printed (已发布)

    @property
    def is_dated(self) -> bool:
        """Whether `day` was typed: a report without one is given some day until it has."""
        span = self.day_span
        typed = span.source.lines[span.line - 1][span.column - 1 : span.end_column - 1]
        return typed.strip("'\"") == self.day.isoformat()

    @property
    def complete(self) -> bool:
        """Whether every cell of the table has its figure."""
        return all(cell in self.figures for cell in self.form.cells)

    def row(self, indicator: Indicator) -> list[Figure]:
        """Return the figures of a row, column by column; none for a heading."""
        cells = (Cell(indicator, column) for column in indicator.columns)
        return [self.figures[cell] for cell in cells if cell in self.figures]

    def text(self, key: str) -> str:
        """Return a section's text as typed, for a look at its words."""
        return "\n".join(
            paragraph.text
            for section in self.sections
            if section.section.key == key
            for paragraph in section.paragraphs()
        )
