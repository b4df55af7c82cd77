"""The units' figures added up (汇总): a superior's table, each figure with where it comes from.

What may be added is data of the form (汇总): a row without doubles (去重) has a sum that is only its
upper bound, and some are not added at all (不加); 规章 count where a body may make them. Reports on
another form are named, not guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from nianbao.findings.codes.of_sums import ROLLUP_MISMATCH
from nianbao.findings.finding import Finding, Severity
from nianbao.form import Cell, Form
from nianbao.form.formula import Number
from nianbao.form.table import ADDED, APART, DISTINCT
from nianbao.many.collected import REPORTED, Collected, Standing
from nianbao.many.roster import DEPARTMENT, OWN
from nianbao.report import Report
from nianbao.tuples import NamedTuple

LARGEST = 3  # units that are named beside a sum that does not hold
OWN_SCOPE = "本级"


class Addend(NamedTuple):
    """A unit's figure in a sum: what was typed, and where."""

    unit: str
    text: str
    file: str
    line: int

    @property
    def number(self) -> Number:
        """The figure in sums; / counts as 0."""
        return number_of(self.text)


class CellSum(NamedTuple):
    """What the units report in a cell: how the row is summed, the figures, who left it empty or may not count."""

    cell: Cell
    rollup: str
    parts: tuple[Addend, ...]
    empty: tuple[str, ...] = ()
    refused: tuple[Addend, ...] = ()  # 规章 of bodies that make none

    @property
    def total(self) -> Number:
        """The sum."""
        return sum((part.number for part in self.parts), start=0)

    @property
    def largest(self) -> Number:
        """The largest figure of one unit: what a sum without doubles is at least."""
        return max((part.number for part in self.parts), default=0)

    @property
    def text(self) -> str:
        """What is typed in the superior's data file; "" where a person must say it."""
        if self.rollup != ADDED:
            return ""
        if self.parts and all(part.text == "/" for part in self.parts):
            return "/"
        return f"{self.total:f}" if isinstance(self.total, Decimal) else str(self.total)


class Rollup(NamedTuple):
    """The units' figures added up in a scope; what was left out, and why."""

    form: Form
    scope: str
    units: tuple[str, ...]
    sums: tuple[CellSum, ...]
    left_out: tuple[tuple[str, str], ...]  # units and why

    @property
    def by_cell(self) -> dict[Cell, CellSum]:
        """The sums by their cells."""
        return {each.cell: each for each in self.sums}

    @property
    def whole(self) -> bool:
        """Whether every unit that counts is in it."""
        return not self.left_out


def number_of(text: str) -> Number:
    """Return a figure as it was typed as a number; / and nothing are 0."""
    if text in {"", "/"}:
        return 0
    return Decimal(text) if "." in text else int(text)


def rolled_up(collected: Collected, form: Form, scope: str) -> Rollup:
    """Add up the units of a scope: 本级 has the superior's own and its departments, any other word all."""
    counted: list[Standing] = []
    left_out: list[tuple[str, str]] = []
    for standing in collected.standings:
        unit = standing.unit
        if not unit.counted or (scope == OWN_SCOPE and unit.kind not in {OWN, DEPARTMENT}):
            continue
        if why := _why_not(standing, form):
            left_out.append((unit.name, why))
        else:
            counted.append(standing)
    sums = tuple(_sums(form, counted))
    names = tuple(standing.unit.name for standing in counted)
    return Rollup(form, scope, names, sums, tuple(left_out))


def _why_not(standing: Standing, form: Form) -> str:
    report = standing.report
    if standing.state != REPORTED or report is None:
        return standing.state
    if report.form and report.form != form.folder.name:
        return f"表式不同（{report.form}）"
    return "" if any(report.figures) else "统计表没有读出来"


def _sums(form: Form, counted: Sequence[Standing]) -> Iterator[CellSum]:
    makers = {s.unit.name for s in counted if form.wording.kinds.makes_rules(s.unit.name)}
    for place, cell in enumerate(form.cells):
        parts: list[Addend] = []
        refused: list[Addend] = []
        empty: list[str] = []
        for standing in counted:
            report = standing.report
            if report is None or not report.figures[place]:
                empty.append(standing.unit.name)
                continue
            part = Addend(
                standing.unit.name, report.figures[place], report.file, report.lines[place]
            )
            of_others = cell in form.wording.rules and part.unit not in makers
            (refused if of_others and part.number else parts).append(part)
        yield CellSum(cell, cell.indicator.rollup, tuple(parts), tuple(empty), tuple(refused))


def against(rollup: Rollup, report: Report) -> Iterator[Finding]:
    """Compare a superior's own figures with the sums of its units (catalogue 73 and 74).

    Where units are missing, or one left a cell empty, the sums are too small, and what differs is only
    a warning.
    """
    if report.form is not rollup.form:
        return
    for each in rollup.sums:
        figure = report.figures.get(each.cell)
        if figure is None or each.rollup == APART:
            continue
        typed = figure.number
        if each.rollup == DISTINCT:
            if each.largest <= typed <= each.total or (not rollup.whole and typed > each.total):
                continue
            message = (
                f"{figure.name}为 {figure.text}，应在 {each.largest}（最多的一个单位）"
                f"和 {each.total}（各单位之和，重复的没有去掉）之间"
            )
        else:
            if typed == each.total:
                continue
            message = f"{figure.name}为 {figure.text}，{len(each.parts)} 个单位之和为 {each.total}"
        missing = "" if rollup.whole else f"；还有 {len(rollup.left_out)} 个单位没有计入"
        missing += f"；没有填这一格的：{'、'.join(each.empty)}" if each.empty else ""
        yield ROLLUP_MISMATCH.at(
            figure.span,
            f"{message}{_largest(each)}{missing}",
            f"核对汇总的数和各单位的数；各单位的数见 汇总（{rollup.scope}）出处.csv",
            subject=figure.name,
            severity=Severity.WARNING if missing else Severity.ERROR,
        )


def _largest(each: CellSum) -> str:
    parts = sorted(each.parts, key=lambda part: -part.number)[:LARGEST]
    named = "、".join(f"{part.unit} {part.text}" for part in parts if part.number)
    return f"（{'最多的是' if len(each.parts) > LARGEST else ''}{named}）" if named else ""
