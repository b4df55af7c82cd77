"""Binding the 统计表: typed figures and computed totals, by their cells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.findings.codes.of_figures import MISSING_FIGURE, NOT_A_NUMBER, WRONG_ROW_LENGTH
from nianbao.form import Cell, Form, Indicator
from nianbao.reading.yamltree import Entry, Mapping, Node, Scalar, Sequence
from nianbao.report.content import Figure
from nianbao.report.numbers import NumberReader
from nianbao.source import Span

Figures = dict[Cell, Figure]


class FigureReader(NumberReader):
    """Reads the figures of a report's tables after its form."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.form = form

    def figures(self, entry: Entry) -> Figures:
        """Return the figures by their cells; totals left out are computed."""
        mapping = self.mapping(entry.value, "统计表")
        if mapping is None:
            return {}
        groups = self.known(mapping, tuple(self.form.groups), "统计表")
        typed: Figures = {}
        given: set[Cell] = set()
        for name, indicators in self.form.groups.items():
            group = groups.get(name)
            nodes = self._group(name, indicators, group)
            missing = []
            for indicator in indicators:
                node = nodes.get(indicator.name)
                if node is not None:
                    for cell, text, span in self._row(indicator, node):
                        given.add(cell)
                        if figure := self.figure(cell, text, span):
                            typed[cell] = figure
                elif not all(Cell(indicator, c) in self.form.totals for c in indicator.columns):
                    missing.append(indicator)
            if missing and not (group and isinstance(group.value, Scalar) and group.value.text):
                self._missing(missing, name, (group or entry).key.span, whole=group is None)
        for cell in self.form.totals:
            if cell not in given:
                self._compute(cell, typed)
        typed.update(self._virtual(typed))
        return typed

    def _group(
        self, name: str, indicators: tuple[Indicator, ...], group: Entry | None
    ) -> dict[str, Node]:
        if group is None:
            return {}
        alone = len(indicators) == 1 and indicators[0].name == name
        if alone and not isinstance(group.value, Mapping):
            return {name: group.value}
        if isinstance(group.value, Scalar) and not group.value.text:
            return {}  # each figure of it is missing
        mapping = self.mapping(group.value, f"“{name}”")
        if mapping is None:
            return {}
        keys = [indicator.name for indicator in indicators]
        entries = self.known(mapping, keys, f"“{name}”", self._elsewhere)
        return {key: entry.value for key, entry in entries.items()}

    def _elsewhere(self, name: str) -> str:
        groups = [i.group for i in self.form.values if i.name == name]
        return f"“{name}”属于“{'”“'.join(groups)}”，移到那里" if groups else ""

    def _missing(self, indicators: list[Indicator], group: str, span: Span, *, whole: bool) -> None:
        """Report in one finding what a group lacks."""
        names = "、".join(f"“{indicator.name}”" for indicator in indicators)
        head = f"统计表缺“{group}”，其中有" if whole and names != f"“{group}”" else "缺"
        slash = all(Cell(i, i.columns[0]).unit.slash for i in indicators)
        help_ = "补上；没有的填 0" + ("，不适用的填 /" if slash else "")
        self.add(MISSING_FIGURE, f"{head}{names}", span, help_, subject=indicators[0].name)

    # ── rows ────────────────────────────────────────────────────────────────────────────────

    def _row(self, indicator: Indicator, node: Node) -> Iterator[tuple[Cell, str, Span]]:
        """Yield the cells of a row with what was typed for them.

        A row with several columns is a list in their order, or the same as spaced text, or a
        mapping; 0 alone means 0 in each. Totals may be left out.
        """
        cells = [Cell(indicator, column) for column in indicator.columns]
        if len(cells) == 1:
            if isinstance(node, Scalar) and node.style not in {"|", ">"}:
                yield cells[0], node.text.strip(), node.span
            else:
                message = f"“{indicator.name}”应当是一个数"
                self.add(NOT_A_NUMBER, message, node.span, "写在键的同一行")
        elif isinstance(node, Mapping):
            yield from self._by_column(indicator, node)
        else:
            parts = list(self._parts(node))
            if [text for text, _ in parts] == ["0"]:
                parts *= len(cells)
            if parts and len(parts) != len(cells):
                cells = [cell for cell in cells if cell not in self._row_totals(indicator)]
            if len(parts) == len(cells):
                for cell, (text, span) in zip(cells, parts, strict=True):
                    yield cell, text, span
            else:
                self._wrong_length(indicator, parts, node.span)

    def _parts(self, node: Node) -> Iterator[tuple[str, Span]]:
        """Yield the figures of a list or of spaced text, each with its place."""
        if isinstance(node, Scalar):
            for match in re.finditer(r"[^\s,，、]+", node.text):
                yield match[0], node.part(match.start(), len(match[0]))
            return
        for item in node.items if isinstance(node, Sequence) else ():
            if isinstance(item, Scalar):
                yield item.text.strip(), item.span
            else:
                self.add(NOT_A_NUMBER, "这里应当是一个数", item.span, "一行的数并排写在一个列表里")

    def _by_column(
        self, indicator: Indicator, mapping: Mapping
    ) -> Iterator[tuple[Cell, str, Span]]:
        columns = {column.label: column for column in indicator.columns}
        entries = self.known(mapping, tuple(columns), f"“{indicator.name}”")
        totals = self._row_totals(indicator)
        for label, column in columns.items():
            cell = Cell(indicator, column)
            if label in entries:
                node = entries[label].value
                if isinstance(node, Scalar):
                    yield cell, node.text.strip(), node.span
                else:
                    self.add(
                        NOT_A_NUMBER, f"“{cell.name}”应当是一个数", node.span, "写在键的同一行"
                    )
            elif cell not in totals:
                self.add(
                    MISSING_FIGURE, f"缺“{cell.name}”", mapping.span, "补上；没有的填 0",
                    subject=cell.name,
                )  # fmt: skip

    def _row_totals(self, indicator: Indicator) -> set[Cell]:
        """The cells of a row that are computed from others of the same row."""
        cells = (Cell(indicator, column) for column in indicator.columns)
        return {
            cell
            for cell in cells
            for total in self.form.totals.get(cell, ())
            if all(term.indicator is indicator for term in total.cells.values())
        }

    def _wrong_length(
        self, indicator: Indicator, parts: list[tuple[str, Span]], span: Span
    ) -> None:
        names = "、".join(column.label for column in indicator.columns)
        if not parts:
            message = f"“{indicator.name}”还没有填"
            self.add(MISSING_FIGURE, message, span, f"依次填：{names}", subject=indicator.name)
            return
        message = f"“{indicator.name}”应有 {len(indicator.columns)} 个数，写了 {len(parts)} 个"
        self.add(WRONG_ROW_LENGTH, message, span, f"依次填：{names}", subject=indicator.name)

    # ── totals ──────────────────────────────────────────────────────────────────────────────

    def _compute(self, cell: Cell, typed: Figures) -> None:
        """Fill in a total that was left out, from the form's rule; inner totals come first."""
        for rule, cells in self.form.totals[cell]:
            terms = {name: cells[name] for name in rule.formula.terms}
            for term in terms.values():
                if term not in typed and term in self.form.totals and term is not cell:
                    self._compute(term, typed)
            if any(term not in typed for term in terms.values()):
                continue  # the missing term has its own finding
            value = rule.formula.compute({n: typed[c].number for n, c in terms.items()}.__getitem__)
            place = typed[next(iter(terms.values()))].span
            typed[cell] = Figure(cell, value, place, computed=True)
            return

    def _virtual(self, typed: Figures) -> Figures:
        """Return the totals that no table prints, as far as what makes them up is known."""
        virtual = {}
        for cell, parts in self.form.virtual.items():
            figures = [typed[part] for part in parts if part in typed]
            if figures and len(figures) == len(parts):
                place = next((figure for figure in figures if figure.number), figures[0]).span
                total = sum((figure.number for figure in figures), start=0)
                virtual[cell] = Figure(cell, total, place, computed=True)
        return virtual
