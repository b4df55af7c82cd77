"""How texts speak of a form's cells (说法): what words may mean.

收到申请      a cell, whatever stands around it
行政复议      a row: its total, or with words of a column another cell of it
维持          a column: a cell of the row that is spoken of (行政复议5件，维持3件)
办结          a cell, where its table is spoken of (承上): 收到申请5件，办结4件
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from nianbao.form.table import Cell, Column, Indicator


@dataclass(slots=True)
class Sense:
    """What words may mean; several of a kind where they leave it open."""

    cells: tuple[Cell, ...] = ()
    following: tuple[Cell, ...] = ()
    rows: tuple[Indicator, ...] = ()
    columns: tuple[Column, ...] = ()
    groups: frozenset[str] = field(default_factory=frozenset)  # of the cells and rows
    _named: tuple[Cell, ...] | None = None  # once somebody has asked

    @property
    def is_nothing(self) -> bool:
        """The words are those of something else (不算): 行政许可申请."""
        return not (self.cells or self.following or self.rows or self.columns)

    @property
    def named(self) -> tuple[Cell, ...]:
        """The cells that the words mean where nothing else is said: a row's total among them."""
        if self._named is None:
            totals = (Cell(row, row.default) for row in self.rows if row.default)
            self._named = tuple(dict.fromkeys((*self.cells, *totals)))
        return self._named


def senses(nothing: Iterable[str], *cells: Iterable[Cell]) -> dict[str, Sense]:
    """Return what all words mean that speak of cells, their rows and columns, and of nothing here."""
    meant: dict[str, Sense] = {words: Sense() for words in nothing}

    def sense(words: str) -> Sense:
        return meant.setdefault(words, Sense())

    every = dict.fromkeys(cell for some in cells for cell in some)
    for cell in every:
        for words in cell.indicator.speech.get(cell.column.name, ()):
            sense(words).cells += (cell,)
    for row in dict.fromkeys(cell.indicator for cell in every):
        for words in row.naming:
            sense(words).rows += (row,)
        for words in row.following if row.default else ():
            assert row.default
            sense(words).following += (Cell(row, row.default),)
    for column in dict.fromkeys(cell.column for cell in every):
        for words in column.speech:
            sense(words).columns += (column,)
    for each in meant.values():
        each.groups = frozenset(
            (*(cell.indicator.group for cell in each.cells), *(row.group for row in each.rows))
        )
    return meant
