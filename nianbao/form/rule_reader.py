"""Reading the rules of a form (勾稽关系), and finding the cells that they speak of."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.findings.codes.of_forms import AMBIGUOUS_NAME, BAD_FORMULA, UNKNOWN_NAME
from nianbao.findings.codes.of_shape import MISSING_KEY, WRONG_SHAPE
from nianbao.findings.finding import Severity
from nianbao.form.formula import Formula, FormulaError, parse_formula
from nianbao.form.model import Address, Binding, Excuse, Form, Rule
from nianbao.form.table import LAST_YEAR, Cell, Indicator, Table
from nianbao.reading.fields import Fields, or_nearest
from nianbao.reading.yamltree import Node, Scalar
from nianbao.source import Span

_KEYS = ("编号", "关系", "逐行", "程度", "可核实", "说明", "除非提到")


class RuleReader(Fields):
    """Reads 勾稽关系 of a form.yaml."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.form = form

    def rules(self, node: Node) -> tuple[Rule, ...]:
        """Return the form's rules, each bound to its cells."""
        return tuple(self._rules(node))

    def _rules(self, node: Node) -> Iterator[Rule]:
        for item in self.sequence(node, "勾稽关系"):
            values = self.row(item, _KEYS, "勾稽关系")
            if not {"编号", "关系"} <= values.keys():
                self.add(MISSING_KEY, "勾稽关系缺“编号”或“关系”", item.span, "每条写明编号和关系")
                continue
            formula = self._formula(values["关系"])
            if formula is None:
                continue
            span = values["关系"].span
            bindings = (
                self._each_row(formula, values["逐行"])
                if "逐行" in values
                else self._each_column(formula, span)
            )
            severity = Severity.ERROR
            if "程度" in values:
                choice = self.choice(values["程度"], tuple(Severity), "程度")
                severity = Severity(choice) if choice else severity
            yield Rule(
                self.text(values["编号"], "编号") or "",
                formula,
                tuple(bindings),
                severity,
                severity is not Severity.ERROR
                or ("可核实" in values and self.yes(values["可核实"], "可核实")),
                (self.text(values["说明"], "说明") or "") if "说明" in values else "",
                self._excuse(values["除非提到"]) if "除非提到" in values else None,
                span,
            )

    def _formula(self, node: Node) -> Formula | None:
        if not isinstance(node, Scalar):
            self.add(WRONG_SHAPE, "关系应当是一个算式", node.span, "写成 甲 = 乙 + 丙")
            return None
        try:
            return parse_formula(" ".join(line.text.strip() for line in node.lines()))
        except FormulaError as error:
            help_ = "写成 甲 = 乙 + 丙，或 甲 ≤ 乙，或 若 甲 > 0 则 乙 > 0"
            self.add(BAD_FORMULA, str(error), node.span, help_)
            return None

    def _excuse(self, node: Node) -> Excuse | None:
        values = self.row(node, ("部分", "词语"), "除非提到")
        if not {"部分", "词语"} <= values.keys():
            self.add(
                MISSING_KEY, "除非提到缺“部分”或“词语”", node.span, "写明在哪个部分、提到哪些词语"
            )
            return None
        keys = tuple(section.key for section in self.form.sections)
        section = self.choice(values["部分"], keys, "部分")
        return Excuse(section or "", self.texts(values["词语"], "词语"))

    # ── cells ───────────────────────────────────────────────────────────────────────────────

    def _each_row(self, formula: Formula, node: Node) -> Iterator[Binding]:
        """Bind a rule whose names are columns of a table: it applies to each row."""
        tables: dict[str, Table] = {table.key: table for table in self.form.tables}
        table = tables.get(self.choice(node, tuple(tables), "逐行") or "")
        own, before = _by_year(formula)
        wanted = {*own, *before.values()}
        found = False
        for block in table.blocks if table else ():
            columns = {column.name: column for column in block.columns}
            if not wanted <= columns.keys():
                continue
            for row in block.indicators:
                if not row.is_heading:
                    found = True
                    yield Binding(
                        {name: Cell(row, columns[name]) for name in own},
                        {name: Address(row.reference, bare) for name, bare in before.items()},
                    )
        if table and not found:
            self._blame_columns(table, wanted, node.span)

    def _blame_columns(self, table: Table, wanted: set[str], span: Span) -> None:
        """Name the columns that no part of a table has; where each is in one, say that none has all."""
        known = tuple({column.name: None for block in table.blocks for column in block.columns})
        unknown = sorted(wanted.difference(known))
        for name in unknown:
            near = or_nearest(name, known)
            self.add(UNKNOWN_NAME, f"表“{table.key}”没有列“{name}”{near}", span, "核对关系里的列名")
        if not unknown:
            message = f"表“{table.key}”没有一块有全部这些列：{'、'.join(sorted(wanted))}"
            self.add(UNKNOWN_NAME, message, span, "核对关系里的列名")

    def _each_column(self, formula: Formula, span: Span) -> Iterator[Binding]:
        """Bind a rule whose names are rows: it applies to each column.

        Where a name goes as far as a column, all do, and the rule applies once.
        """
        own, before = _by_year(formula)
        wrong = [n for n in (*own, *before.values()) if not self._is_clear(n)]
        if wrong:  # the others mean rows or cells: only these are to blame
            for name in dict.fromkeys(wrong):
                self._cell_of(name, span)
            return
        rows = {name: row for name in own if (row := self._row_of(name))}
        if len(rows) == len(own) and all(self._row_of(bare) for bare in before.values()):
            columns = [row.columns for row in rows.values()]
            if len({len(each) for each in columns}) == 1:
                for place, column in enumerate(columns[0]):
                    yield Binding(
                        {name: Cell(row, row.columns[place]) for name, row in rows.items()},
                        {name: Address(bare, column.name) for name, bare in before.items()},
                    )
                return
        cells = {name: cell for name in own if (cell := self._cell_of(name, span))}
        last = {name: cell for name, bare in before.items() if (cell := self._cell_of(bare, span))}
        if len(cells) == len(own) and len(last) == len(before):
            yield Binding(
                cells,
                {n: Address(c.indicator.reference, c.column.name) for n, c in last.items()},
            )

    def _is_clear(self, name: str) -> bool:
        """Tell whether a name means one row, or one cell."""
        return self._row_of(name) is not None or len(self.form.find(name)) == 1

    def _row_of(self, name: str) -> Indicator | None:
        found = [row for row in self.form.rows(name) if not row.is_heading]
        return found[0] if len(found) == 1 else None

    def _cell_of(self, name: str, span: Span) -> Cell | None:
        found = self.form.find(name)
        if len(found) == 1:
            return found[0]
        if found:
            choices = "、".join(self.form.shortest(cell) for cell in found)
            self.add(AMBIGUOUS_NAME, f"“{name}”有几处", span, f"写全：{choices}")
        else:
            self.add(UNKNOWN_NAME, f"没有指标“{name}”{or_nearest(name, self.form.names)}", span)
        return None


def _by_year(formula: Formula) -> tuple[list[str], dict[str, str]]:
    """Part a formula's names: this year's, and last year's with what follows 上年."""
    before = {n: n.removeprefix(LAST_YEAR) for n in formula.names if n.startswith(LAST_YEAR)}
    return [name for name in formula.names if name not in before], before
