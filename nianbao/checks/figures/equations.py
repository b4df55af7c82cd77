"""The sums of a table as equations between the figures that were typed (方程).

A total that was left out is what makes it up, so that every equation speaks of typed figures alone,
and one wrong figure puts each equation that it is in off by the same amount.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from nianbao.findings.finding import Severity
from nianbao.form import Binding, Cell, Rule
from nianbao.form.formula import Number
from nianbao.report import Report
from nianbao.report.history import History
from nianbao.tuples import NamedTuple

Values = Mapping[Cell, Number]


class Equation(NamedTuple):
    """Factors of typed cells, whose sum with a constant is to be 0."""

    factors: Mapping[Cell, int]
    constant: Number
    number: str  # of the rule
    of_last_year: bool

    def off(self, values: Values) -> Number:
        """Return by how much the equation does not hold."""
        return self.constant + sum(
            factor * values.get(cell, 0) for cell, factor in self.factors.items()
        )


class Equations:
    """All equations of a report, and those that each cell is in."""

    def __init__(self, report: Report, history: History, rules: Iterable[Rule]) -> None:
        self.values = {
            cell: figure.number for cell, figure in report.figures.items() if not figure.computed
        }
        self._report, self._history = report, history
        self.all = [
            equation
            for rule in rules
            if rule.severity is Severity.ERROR and rule.formula.equation is not None
            for binding in rule.bindings
            if (equation := self._equation(rule, binding)) is not None
        ]
        self.of: dict[Cell, list[Equation]] = {}
        for equation in self.all:
            for cell in equation.factors:
                self.of.setdefault(cell, []).append(equation)

    def broken(self, values: Values) -> list[Equation]:
        """Return the equations that do not hold."""
        return [equation for equation in self.all if equation.off(values)]

    def _equation(self, rule: Rule, binding: Binding) -> Equation | None:
        """Return a rule for its figures, None where one is missing or nothing typed is left of it."""
        factors: dict[Cell, int] = {}
        constant: Number = 0
        for name, factor in (rule.formula.equation or {}).items():
            if not name:
                constant += factor
            elif name in binding.cells:
                for cell in self._typed(binding.cells[name]):
                    if cell not in self.values:
                        return None
                    factors[cell] = factors.get(cell, 0) + factor
            else:
                figure = self._history.figure(*binding.before[name])
                if figure is None:
                    return None
                constant += factor * figure.number
        factors = {cell: factor for cell, factor in factors.items() if factor}
        if not factors:
            return None
        return Equation(factors, constant, rule.number, bool(binding.before))

    def _typed(self, cell: Cell) -> Iterator[Cell]:
        """Yield the typed cells that make up a cell: itself, where it was typed."""
        figure = self._report.figures.get(cell)
        sums = self._report.form.totals.get(cell, ())
        if figure is None or not figure.computed or not sums:
            yield cell
            return
        rule, cells = sums[0]
        for name in rule.formula.terms:
            yield from self._typed(cells[name])
