"""What a form prescribes: sections, tables of indicators with their units, and rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from nianbao.findings.finding import Severity
from nianbao.form.formula import Formula, identifier
from nianbao.form.speech import Sense, senses
from nianbao.form.table import Cell, Indicator, Table
from nianbao.form.vocabulary import Found, Vocabulary, longest
from nianbao.form.wording import Wording
from nianbao.reading.yamltree import Scalar
from nianbao.regex import regex
from nianbao.source import Source, Span
from nianbao.tuples import NamedTuple

UPRIGHT, LYING = "柱", "条"  # how the bars of an exhibit stand
_COUNTED = regex("(..)数")


class Section(NamedTuple):
    """A part of the report (部分); a preamble (引言) has no title.

    `optional` tells whether its text may be left out: where its table says all, or 可缺; `hint` says
    what belongs there (写什么).
    """

    key: str
    title: str
    has_table: bool
    optional: bool
    hint: str = ""


class Excuse(NamedTuple):
    """Words in a section that explain why a soft rule does not hold (除非提到)."""

    section: str
    words: tuple[str, ...]


class Address(NamedTuple):
    """A cell of last year's report, by names: that year may have had another form."""

    row: str
    column: str


class Binding(NamedTuple):
    """What the names of a rule stand for, one time that it applies."""

    cells: Mapping[str, Cell]
    before: Mapping[str, Address]  # the names that begin with 上年.


class Rule(NamedTuple):
    """A relation between figures (勾稽关系), with its severity.

    `bindings` has one entry for each time the rule applies: for each column where its names are
    rows, for each row where they are columns.
    """

    number: str
    formula: Formula
    bindings: tuple[Binding, ...]
    severity: Severity
    waivable: bool
    explanation: str
    excuse: Excuse | None
    span: Span


class Sum(NamedTuple):
    """How a total is computed: a rule, and the cells that its names stand for."""

    rule: Rule
    cells: Mapping[str, Cell]


class Lineage(NamedTuple):
    """What of an older form corresponds to what of this one (沿革).

    `indicators` and `sections` go from this form's names to the older one's; `notes` are what a
    person must decide. `tables` are those in which equal names mean the same (同表); `apart` are the
    names among `indicators` that only help to begin a year, for they count something else (口径不同).
    """

    indicators: Mapping[str, str]
    sections: Mapping[str, tuple[str, ...]]
    notes: tuple[str, ...]
    tables: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()


class Exhibit(NamedTuple):
    """Figures that readers care about, shown together (图解): a title, a style, names with their cells."""

    title: str
    style: str
    cells: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, eq=False)
class Form:
    """What a report must hold: one folder under templates/."""

    folder: Path
    source: Source
    name: str
    basis: str
    first_year: int
    title: Scalar
    deadline: tuple[int, int]
    sections: tuple[Section, ...]
    list_styles: tuple[str, ...]
    tables: tuple[Table, ...]
    rules: tuple[Rule, ...]
    counting: tuple[str, ...]
    filling: tuple[str, ...]
    lineage: Mapping[str, Lineage]  # by the older form's folder
    wording: Wording
    exhibits: tuple[Exhibit, ...] = ()

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """The rows of all tables, headings too, in order."""
        return tuple(indicator for table in self.tables for indicator in table.indicators)

    @cached_property
    def values(self) -> tuple[Indicator, ...]:
        """The rows that take values, in order."""
        return tuple(i for i in self.indicators if not i.is_heading)

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every place for a figure, row by row."""
        return tuple(cell for row in self.values for cell in self.cells_of[row])

    @cached_property
    def cells_of(self) -> dict[Indicator, tuple[Cell, ...]]:
        """The cells of each row, column by column; those of a heading stay blank."""
        return {row: tuple(Cell(row, column) for column in row.columns) for row in self.indicators}

    @cached_property
    def groups(self) -> dict[str, tuple[Indicator, ...]]:
        """The rows that take values, by the key of the data file that they stand under."""
        groups: dict[str, list[Indicator]] = {}
        for indicator in self.indicators:
            members = groups.setdefault(indicator.group, [])
            if not indicator.is_heading:
                members.append(indicator)
        return {name: tuple(members) for name, members in groups.items()}

    @cached_property
    def totals(self) -> dict[Cell, tuple[Sum, ...]]:
        """How each figure is computed that may be left out; a total of totals has two ways."""
        totals: dict[Cell, tuple[Sum, ...]] = {}
        for rule in self.rules:
            total = rule.formula.total
            if rule.severity is not Severity.ERROR or total is None:
                continue
            for binding in rule.bindings:
                if not binding.before:
                    cell = binding.cells[total]
                    totals[cell] = (*totals.get(cell, ()), Sum(rule, binding.cells))
        return totals

    @cached_property
    def virtual(self) -> dict[Cell, tuple[Cell, ...]]:
        """The totals that no table prints (虚格), with the printed cells that make them up."""
        return {cell: parts for table in self.tables for cell, parts in table.virtual}

    @cached_property
    def senses(self) -> dict[str, Sense]:
        """What each way of speaking (说法) may mean."""
        return senses(self.wording.not_meant, self.cells, self.virtual)

    @cached_property
    def speech(self) -> dict[str, tuple[Cell, ...]]:
        """The cells that words mean by themselves; several where they leave it open."""
        return {words: sense.cells for words, sense in self.senses.items() if sense.cells}

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words of all 说法, to be looked for at once."""
        return Vocabulary(self.senses)

    @cached_property
    def named_rows(self) -> tuple[Indicator, ...]:
        """The rows that texts have a name for (行)."""
        return tuple(dict.fromkeys(row for sense in self.senses.values() for row in sense.rows))

    @cached_property
    def openings(self) -> tuple[str, ...]:
        """What 说法 with ～ begin with: a number may follow it (收到5件申请)."""
        return tuple(dict.fromkeys(w.partition("～")[0] for w in self.senses if "～" in w))

    @cached_property
    def counted_with(self) -> dict[str, frozenset[Cell]]:
        """The cells that texts may count with a word, by the word."""
        cells: dict[str, set[Cell]] = {}
        for cell in (*self.cells, *self.virtual):
            for measure in cell.measures:
                cells.setdefault(measure, set()).add(cell)
        return {measure: frozenset(counted) for measure, counted in cells.items()}

    def mentions(self, text: str) -> list[Found]:
        """Return the 说法 in a text, the longest ones.

        A row's name gives way to words that begin within it: 因政府信息公开申请行政复议.
        """
        found = longest(self.vocabulary.find(text))
        following = [each.start for each in found[1:]]
        return [
            each
            for each, after in zip(found, [*following, len(text)], strict=False)
            if after >= each.end or self.senses[each.words].cells
        ]

    @cached_property
    def in_titles(self) -> dict[str, tuple[Cell, ...]]:
        """The cells that the title of each section speaks of, by the section's key."""
        return {
            section.key: tuple(
                dict.fromkeys(
                    cell
                    for found in self.mentions(section.title)
                    for cell in self.senses[found.words].named
                )
            )
            for section in self.sections
        }

    @cached_property
    def groups_of_sections(self) -> dict[str, frozenset[str]]:
        """The groups of rows that each section is about: those of its title, and of its table."""
        return {
            section.key: frozenset(
                (
                    *(cell.indicator.group for cell in self.in_titles[section.key]),
                    *(table.key for table in self.tables if table.section == section.key),
                )
            )
            for section in self.sections
        }

    @cached_property
    def _relations(self) -> dict[Cell, list[frozenset[Cell]]]:
        relations: dict[Cell, list[frozenset[Cell]]] = {}
        for rule in self.rules:
            if rule.severity is Severity.ERROR:
                for binding in rule.bindings:
                    together = frozenset(binding.cells.values())
                    for cell in together:
                        relations.setdefault(cell, []).append(together)
        return relations

    @cached_property
    def _totals_of(self) -> dict[Cell, list[Cell]]:
        totals: dict[Cell, list[Cell]] = {}
        for total, sums in self.totals.items():
            for each in sums:
                for name in each.rule.formula.terms:
                    totals.setdefault(each.cells[name], []).append(total)
        for total, parts in self.virtual.items():
            for part in parts:
                totals.setdefault(part, []).append(total)
        return totals

    def totals_of(self, cell: Cell) -> tuple[Cell, ...]:
        """Return the totals that a cell is a part of by the form's rules."""
        parts = self.virtual.get(cell, ())
        return tuple(
            dict.fromkeys(
                t for c in (cell, *parts) for t in self._totals_of.get(c, ()) if t is not cell
            )
        )

    def related(self, some: Iterable[Cell], others: Iterable[Cell]) -> frozenset[Cell]:
        """Return the cells of a hard rule that holds for some of both; none where there is no rule."""
        wanted = frozenset(part for cell in others for part in (cell, *self.virtual.get(cell, ())))
        for cell in some:
            for together in self._relations.get(cell, ()):
                if together & wanted:
                    return together
        return frozenset()

    @cached_property
    def counted(self) -> frozenset[str]:
        """The two characters before 数 in the labels: what a sentence says without 数."""
        return frozenset(match[1] for row in self.values for match in _COUNTED.finditer(row.name))

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The names of the units that anything is counted in, the longer ones first."""
        return tuple(sorted({cell.unit.name for cell in self.cells}, key=len, reverse=True))

    @cached_property
    def quoting(self) -> tuple[str, ...]:
        """The labels that name a regulation themselves."""
        return tuple(row.name for row in self.values if "《" in row.name)

    # ── names ───────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _unprinted(self) -> frozenset[Indicator]:
        return frozenset(cell.indicator for cell in self.virtual).difference(self.indicators)

    @cached_property
    def _by_name(self) -> dict[str, list[Indicator]]:
        names: dict[str, list[Indicator]] = {}
        rows = (*self.indicators, *(cell.indicator for cell in self.virtual))
        for indicator in dict.fromkeys(rows):
            names.setdefault(indicator.path[-1], []).append(indicator)
        return names

    def rows(self, reference: str) -> list[Indicator]:
        """Return the rows that a name or dotted path may mean, headings too."""
        *parents, name = reference.split(".")
        found = self._by_name.get(name, [])
        return [i for i in found if _leads_to(parents, i.path[:-1])] if parents else found

    def called(self, row: str, column: str) -> Cell | None:
        """Return the only cell of a row's and a column's names; None where there is none or several."""
        known = self._called
        if (row, column) not in known:
            cells = [
                Cell(indicator, found)
                for indicator in self.rows(row)
                if not indicator.is_heading
                for found in (*indicator.columns, *indicator.sums)
                if found.name == column
            ]
            known[row, column] = cells[0] if len(cells) == 1 else None
        return known[row, column]

    @cached_property
    def _called(self) -> dict[tuple[str, str], Cell | None]:
        return {}  # asked for each figure of a year with the next one's names

    def find(self, reference: str) -> list[Cell]:
        """Return the cells that a name or path may mean: one when it is clear.

        The path's last step may be a column; a row alone means its total, or its only column. A
        printed row comes before a column of one that is not printed (其他处理.其他).
        """
        if reference in self._clear:
            return [self._clear[reference]]
        found = [
            Cell(row, column)
            for row in self.rows(reference)
            if not row.is_heading
            for column in ([row.default] if row.default else row.columns)
        ]
        parents, _, last = reference.rpartition(".")
        found += [
            Cell(row, column)
            for row in (self.rows(parents) if parents else ())
            if not row.is_heading and not (found and row in self._unprinted)
            for column in (*row.columns, *row.sums)
            if column.name == last
        ]
        if len(found) == 1:
            self._clear[reference] = found[0]
        return found

    @cached_property
    def _clear(self) -> dict[str, Cell]:
        return {}  # what the references of one text mean, those of the next one do

    def meant(self, label: str) -> Cell | None:
        """Return the one cell that a name or path means, its labels as they are printed; else None."""
        found = self.find(".".join(map(identifier, label.split("."))))
        return found[0] if len(found) == 1 else None

    def shortest(self, cell: Cell) -> str:
        """Return the shortest path that means this cell alone."""
        name = cell.indicator.path[-1]
        tail = "" if cell.column is cell.indicator.default else f".{cell.column.name}"
        for parent in ("", *(f"{step}." for step in reversed(cell.indicator.path[:-1]))):
            if self.find(f"{parent}{name}{tail}") == [cell]:
                return f"{parent}{name}{tail}"
        return f"{cell.indicator.reference}.{cell.column.name}"

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The shortest spelling of each cell."""
        return tuple(self.shortest(cell) for cell in (*self.cells, *self.virtual))


def _leads_to(parents: list[str], path: tuple[str, ...]) -> bool:
    """Tell whether the parents stand in the path, in their order."""
    steps: Iterator[str] = iter(path)
    return all(parent in steps for parent in parents)
