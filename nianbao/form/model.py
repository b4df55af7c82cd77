"""What a form prescribes: sections, indicators with their units, and rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from nianbao.diagnostic import Severity
from nianbao.formula import Formula
from nianbao.source import Source, Span
from nianbao.yamltree import Scalar

HEADING, WHOLE, DECIMAL = "无", "整数", "小数"


class Unit(NamedTuple):
    """A unit (单位) and the numbers that it takes: none, whole ones, or decimals."""

    name: str
    kind: str
    least: int | None
    places: int


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of the statistics table (指标).

    `path` is its place under the nine heads, in names as formulas and references spell them;
    `name` is the key in the data file, the label without number, 其中： and note.
    """

    name: str
    label: str
    note: str
    note_apart: bool
    depth: int
    unit: Unit
    path: tuple[str, ...]
    group: str

    @property
    def is_heading(self) -> bool:
        """A heading has no value of its own."""
        return self.unit.kind == HEADING

    @property
    def reference(self) -> str:
        """The full path as formulas and references may spell it."""
        return ".".join(self.path)


class Section(NamedTuple):
    """A part of the report (部分); the introduction has no title."""

    key: str
    title: str
    has_table: bool


class Excuse(NamedTuple):
    """Words in a section that explain why a soft rule does not hold (除非提到)."""

    section: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A relation between indicators (勾稽关系), with its severity."""

    number: str
    formula: Formula
    indicators: dict[str, Indicator]  # by the formula's names
    severity: Severity
    waivable: bool
    explanation: str
    excuse: Excuse | None
    span: Span


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
    heads: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    rules: tuple[Rule, ...]
    counting: tuple[str, ...]
    filling: tuple[str, ...]

    @cached_property
    def groups(self) -> dict[str, tuple[Indicator, ...]]:
        """The indicators that take a value, by the head they stand under, in order."""
        groups: dict[str, list[Indicator]] = {}
        for indicator in self.indicators:
            members = groups.setdefault(indicator.group, [])
            if not indicator.is_heading:
                members.append(indicator)
        return {name: tuple(members) for name, members in groups.items()}

    @cached_property
    def values(self) -> tuple[Indicator, ...]:
        """The indicators that take a value, in the order of the table."""
        return tuple(i for i in self.indicators if not i.is_heading)

    @cached_property
    def _by_name(self) -> dict[str, list[Indicator]]:
        names: dict[str, list[Indicator]] = {}
        for indicator in self.indicators:
            names.setdefault(indicator.path[-1], []).append(indicator)
        return names

    def find(self, reference: str) -> list[Indicator]:
        """Return the indicators that a name or dotted path may mean: one when it is clear."""
        *parents, name = reference.split(".")
        found = self._by_name.get(name, [])
        return [i for i in found if _leads_to(parents, i.path[:-1])] if parents else found

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every spelling that a reference to an indicator with a value may have, shortest first."""
        names = []
        for indicator in self.values:
            alone = len(self._by_name[indicator.path[-1]]) == 1
            names.append(indicator.path[-1] if alone else self.shortest(indicator))
        return tuple(names)

    def shortest(self, indicator: Indicator) -> str:
        """Return the shortest path that means this indicator alone."""
        name = indicator.path[-1]
        if self.find(name) == [indicator]:
            return name
        for parent in reversed(indicator.path[:-1]):
            if self.find(f"{parent}.{name}") == [indicator]:
                return f"{parent}.{name}"
        return indicator.reference

    @cached_property
    def totals(self) -> dict[str, Rule]:
        """The rule that computes an indicator, by the indicator's full path."""
        return {
            rule.indicators[total].reference: rule
            for rule in reversed(self.rules)
            if rule.severity is Severity.ERROR and (total := rule.formula.total)
        }


def _leads_to(parents: list[str], path: tuple[str, ...]) -> bool:
    """Tell whether the parents stand in the path, in their order."""
    steps = iter(path)
    return all(parent in steps for parent in parents)


_NUMBER = re.compile(
    r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.)?(?:其中：)?"
)


def data_key(label: str) -> str:
    """Return the key of a label in the data file: without number and 其中：."""
    return _NUMBER.sub("", label)
