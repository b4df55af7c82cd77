"""Binding the 统计表: typed figures and computed totals, by their cells."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from nianbao.findings.codes.of_figures import MISSING_FIGURE
from nianbao.findings.codes.of_writing import BAD_INDENT
from nianbao.form import Cell, Form, Indicator
from nianbao.reading.yamltree import Entry, Mapping, Scalar
from nianbao.report.content import Figure
from nianbao.report.rows import RowReader, none_is
from nianbao.source import Span

MAX_RUNS = 3  # gaps in a group that are told each at its place
Figures = dict[Cell, Figure]


class FigureReader(RowReader):
    """Reads the figures of a report's tables after its form."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self._moved: dict[str, Entry] = {}  # groups that were indented into another

    def figures(self, entry: Entry) -> Figures:
        """Return the figures by their cells; totals left out are computed."""
        mapping = self.mapping(entry.value, "统计表")
        if mapping is None:
            return {}
        groups = self.known(mapping, tuple(self.form.groups), "统计表")
        typed: Figures = {}
        given: set[Cell] = set()
        for name, indicators in self.form.groups.items():
            group = groups.get(name) or self._moved.get(name)
            entries = self._group(name, indicators, group)
            missing = []
            for indicator in indicators:
                row = entries.get(indicator.name)
                if row is not None:
                    for cell, text, span in self.row_of(indicator, row.value):
                        given.add(cell)
                        if figure := self.figure(cell, text, span):
                            typed[cell] = figure
                elif not all(Cell(indicator, c) in self.form.totals for c in indicator.columns):
                    missing.append(indicator)
            if missing and not (group and isinstance(group.value, Scalar) and group.value.text):
                self._missing(missing, indicators, entries, (group or entry).key.span, name)
        self.tell_unfilled()
        for cell in self.form.totals:
            if cell not in given:
                self._compute(cell, typed)
        typed.update(self._virtual(typed))
        return typed

    def _group(
        self, name: str, indicators: tuple[Indicator, ...], group: Entry | None
    ) -> dict[str, Entry]:
        if group is None:
            return {}
        alone = len(indicators) == 1 and indicators[0].name == name
        if alone and not isinstance(group.value, Mapping):
            return {name: group}
        if isinstance(group.value, Scalar) and not group.value.text:
            return {}  # each figure of it is missing
        mapping = self.mapping(group.value, f"“{name}”")
        if mapping is None:
            return {}
        keys = {indicator.name: None for indicator in indicators}
        own = Mapping(tuple(self._without_groups(name, keys, mapping)), mapping.span)
        return self.known(own, keys, f"“{name}”", self._elsewhere)

    def _without_groups(
        self, name: str, keys: Collection[str], mapping: Mapping
    ) -> Iterator[Entry]:
        """Yield the entries of a group; another group that was indented too far is put aside."""
        moved = ""
        for entry in mapping.entries:
            key = entry.key.text
            if key in self.form.groups and key not in keys:
                moved = key
                self._moved[key] = entry
                message = f"“{key}”多缩进了，成了“{name}”里的一行"
                help_ = f"删去行首多的空格，和“{name}”左对齐"
                self.add(BAD_INDENT, message, entry.key.span, help_)
            elif moved and key not in keys and self._is_row_of(moved, key):
                head = self._moved[moved]
                below = head.value.entries if isinstance(head.value, Mapping) else ()
                self._moved[moved] = Entry(head.key, Mapping((*below, entry), mapping.span))
            else:
                yield entry

    def _is_row_of(self, group: str, key: str) -> bool:
        return any(indicator.name == key for indicator in self.form.groups[group])

    def _elsewhere(self, name: str) -> str:
        groups = [i.group for i in self.form.values if i.name == name]
        return f"“{name}”属于“{'”“'.join(groups)}”，移到那里" if groups else ""

    def _missing(
        self, missing: list[Indicator], rows: tuple[Indicator, ...], entries: dict[str, Entry],
        span: Span, group: str,
    ) -> None:  # fmt: skip
        """Report what a group lacks: after which row each run of rows belongs, or all in one finding."""
        runs = _runs(missing, rows)
        if not entries or len(runs) > MAX_RUNS:
            names = "、".join(f"“{indicator.name}”" for indicator in missing)
            head = f"统计表缺“{group}”，其中有" if not entries and names != f"“{group}”" else "缺"
            self.add(
                MISSING_FIGURE, f"{head}{names}", span, f"补上；{none_is(missing[0])}",
                subject=missing[0].name,
            )  # fmt: skip
            return
        for before, run in runs:
            names = "、".join(f"“{indicator.name}”" for indicator in run)
            above = entries.get(before.name) if before else None
            where = f"“{before.name}”下面" if before else f"“{group}”的最前面"
            written = "、".join(f"“{indicator.name}: ”" for indicator in run)
            self.add(
                MISSING_FIGURE, f"缺{names}，应在{where}",
                above.key.span if above else span,
                f"在{where}补一行{written}，写上数；{none_is(run[0])}", subject=run[0].name,
            )  # fmt: skip

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


def _runs(
    missing: list[Indicator], rows: tuple[Indicator, ...]
) -> list[tuple[Indicator | None, list[Indicator]]]:
    """Return the missing rows that follow each other, each run with the row that stands before it."""
    runs: list[tuple[Indicator | None, list[Indicator]]] = []
    before: Indicator | None = None
    for row in rows:
        if row not in missing:
            before = row
        elif runs and runs[-1][0] is before:
            runs[-1][1].append(row)
        else:
            runs.append((before, [row]))
    return runs
