"""Which figure is wrong where sums do not add up (差错所在): the one that explains all of them.

Where the sum of a row and the sum of a column are off by the same amount, the figure at their
crossing is wrong, and what it should be is known. So it is with two figures that were exchanged,
with one that was left out of a row, and with a figure that is wrong along with the total of its row.
An explanation counts only where it mends at least two sums, breaks none, and is the only one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from nianbao.checks.figures.equations import Equation, Equations, Values
from nianbao.form import Cell, Indicator
from nianbao.form.formula import Number
from nianbao.tuples import NamedTuple

LEAST = 2  # sums that an explanation must mend
CHANGED, EXCHANGED, LEFT_OUT, WITH_TOTAL = "改", "对调", "漏", "连总计"


class Culprit(NamedTuple):
    """What was typed wrong: how, the cells with what they should be, and the sums that say so."""

    how: str
    right: Mapping[Cell, Number]
    mends: tuple[Equation, ...]
    instead: tuple[Cell, ...] = ()  # of other rows in which the same two columns may be exchanged

    @property
    def first(self) -> Cell:
        """The cell that is to be named."""
        return next(iter(self.right))


def culprits(equations: Equations) -> tuple[list[Culprit], dict[Cell, Number]]:
    """Return what explains broken sums, one after the other, and the figures as they should be."""
    values = dict(equations.values)
    found: list[Culprit] = []
    while broken := equations.broken(values):
        culprit = _best(_explanations(equations, values, broken))
        if culprit is None or len(found) > len(equations.all):
            break
        found.append(culprit)
        values.update(culprit.right)
    return found, values


def _best(explanations: Iterable[Culprit]) -> Culprit | None:
    """Return the explanation that mends most sums, with the fewest figures; None where two do.

    Where the same two columns may be exchanged in one of several rows, it is the first of those.
    """
    ranked: dict[tuple[int, int], list[Culprit]] = {}
    for each in explanations:
        simple = 0 if each.how == LEFT_OUT else len(each.right)  # a row that ends with its own sum
        ranked.setdefault((len(each.mends), -simple), []).append(each)
    if not ranked:
        return None
    best = ranked[max(ranked)]
    different = {tuple(sorted((c.name, n) for c, n in each.right.items())): each for each in best}
    first, *others = different.values()
    if others and not all(_same_columns(first, other) for other in others):
        return None
    return first._replace(instead=tuple(other.first for other in others))


def _same_columns(one: Culprit, other: Culprit) -> bool:
    columns = [{cell.column.label for cell in each.right} for each in (one, other)]
    rows = [{cell.indicator for cell in each.right} for each in (one, other)]
    return (
        one.how == other.how == EXCHANGED
        and columns[0] == columns[1]
        and len(rows[0] | rows[1]) == 2
    )


def _explanations(
    equations: Equations, values: Values, broken: list[Equation]
) -> Iterator[Culprit]:
    cells = list(dict.fromkeys(cell for equation in broken for cell in equation.factors))
    for how, right in (
        *_changes(equations, values, cells),
        *_exchanges(values, cells),
        *_left_out(values, cells),
    ):
        if all(number >= 0 for number in right.values()) or how != CHANGED:
            mends = _mended(equations, values, right)
            if len(mends) >= LEAST:
                yield Culprit(how, right, mends)


def _mended(
    equations: Equations, values: Values, right: Mapping[Cell, Number]
) -> tuple[Equation, ...]:
    """Return the sums that hold with other figures and did not before; none if one that held breaks."""
    after = {**values, **right}
    mended = []
    for equation in {id(e): e for cell in right for e in equations.of.get(cell, ())}.values():
        if equation.off(after):
            return ()
        if equation.off(values):
            mended.append(equation)
    return tuple(mended)


def _changes(
    equations: Equations, values: Values, cells: list[Cell]
) -> Iterator[tuple[str, dict[Cell, Number]]]:
    """Yield single figures changed so that a broken sum holds, alone and along with their row's total."""
    for cell in cells:
        total = _total(cell, values)
        for equation in equations.of[cell]:
            off, factor = equation.off(values), equation.factors[cell]
            if off and off % factor == 0:
                by = -off // factor
                yield CHANGED, {cell: values[cell] + by}
                if total is not None and total != cell:
                    yield WITH_TOTAL, {cell: values[cell] + by, total: values[total] + by}


def _total(cell: Cell, values: Values) -> Cell | None:
    """Return the typed total of a cell's row, where it has one."""
    last = _last(cell.indicator)
    return last if len(cell.indicator.columns) > 1 and last in values else None


def _exchanges(values: Values, cells: list[Cell]) -> Iterator[tuple[str, dict[Cell, Number]]]:
    """Yield the pairs of different figures of a row or of a column, exchanged."""
    lines: dict[object, list[Cell]] = {}
    for cell in cells:
        lines.setdefault(cell.indicator, []).append(cell)
        lines.setdefault(cell.column.label, []).append(cell)
    for line in lines.values():
        for one, other in combinations(line, 2):
            if values[one] != values[other]:
                yield EXCHANGED, {one: values[other], other: values[one]}


def _left_out(values: Values, cells: list[Cell]) -> Iterator[tuple[str, dict[Cell, Number]]]:
    """Yield the rows of which one figure was left out, so that the total stands in its last column."""
    for indicator in dict.fromkeys(cell.indicator for cell in cells):
        row = [Cell(indicator, column) for column in indicator.columns[:-1]]
        if len(row) < 2 or _last(indicator) in values or not all(c in values for c in row):
            continue
        typed = [values[cell] for cell in row]
        absent = typed[-1] - sum(typed[:-1])
        if absent < 0:
            continue
        for place in range(len(row)):
            figures = [*typed[:place], absent, *typed[place:-1]]
            yield LEFT_OUT, dict(zip(row, figures, strict=True))


def _last(indicator: Indicator) -> Cell:
    return Cell(indicator, indicator.columns[-1])
