"""The tables of a form (表): rows of indicators under columns, each cell a place for one figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nianbao.regex import regex
from nianbao.tuples import NamedTuple

HEADING, WHOLE, DECIMAL = "无", "整数", "小数"
LIST, BLOCKS, MATRIX, ACROSS = "清单", "分块", "矩阵", "横排"  # how a table is laid out
LAST_YEAR = "上年."  # begins the names of last year's figures in rules and references
TOTAL = "总计"  # the column that a row's name alone means
ADDED, DISTINCT, APART = "相加", "去重", "不加"  # how a superior sums a row over its units (汇总)


class Unit(NamedTuple):
    """A unit (单位) and the numbers that it takes: none, whole ones, or decimals.

    `slash` tells whether / (不适用) may stand for a number; `aliases` are other words that texts
    count with (1 件 is also 1 宗).
    """

    name: str
    kind: str
    least: int | None
    places: int
    slash: bool
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A column of figures (栏); `above` are the merged heads over it, the uppermost first.

    `speech` is how texts speak of it where they have named the row (说法); `standing` tells that it
    counts what there is at the year's end (期末).
    """

    name: str
    label: str
    note: str
    above: tuple[str, ...]
    unit: Unit | None
    speech: tuple[str, ...] = ()
    standing: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Indicator:
    """A row of a table (指标).

    `name` is the key in the data file, the label without number, note and 其中：; `path` is its
    place under the rows above it, in names as formulas and references spell them; `group` is the
    key of the data file under which it stands.
    """

    name: str
    label: str
    note: str
    note_apart: bool
    depth: int
    unit: Unit | None
    path: tuple[str, ...]
    group: str
    columns: tuple[Column, ...]
    speech: Mapping[str, tuple[str, ...]]  # how texts speak of it (说法), by the column's name
    naming: tuple[str, ...] = ()  # the words that are its name alone (行)
    following: tuple[str, ...] = ()  # those that speak of it where its table is spoken of (承上)
    aliases: tuple[str, ...] = ()  # other words that texts count it with (又作)
    standing: bool = False  # counts what there is at the year's end (期末)
    sums: tuple[Column, ...] = ()  # columns not printed (虚列): sums over others of the row
    rollup: str = ADDED  # over units: added, without doubles, or not at all (汇总)

    @property
    def is_heading(self) -> bool:
        """A heading has no value of its own."""
        return self.unit is not None and self.unit.kind == HEADING

    @property
    def reference(self) -> str:
        """The full path as formulas and references may spell it."""
        return ".".join(self.path)

    @property
    def default(self) -> Column | None:
        """The column that the row's name alone means: the only one, or the total."""
        if len(self.columns) == 1:
            return self.columns[0]
        return next((column for column in self.columns if column.name == TOTAL), None)


class Cell(NamedTuple):
    """A place for one figure (格): a row and a column."""

    indicator: Indicator
    column: Column

    @property
    def name(self) -> str:
        """What findings call it: the row, and the column where there are several.

        A row named like a column (总计, 其他) is told apart by what it stands under.
        """
        row = self.indicator
        if len(row.columns) == 1:
            return row.name
        alike = len(row.path) > 1 and any(column.name == row.path[-1] for column in row.columns)
        return f"{f'{row.path[-2]}的' if alike else ''}{row.name}·{self.column.label}"

    @property
    def unit(self) -> Unit:
        """The row's unit, or else the column's."""
        unit = self.indicator.unit or self.column.unit
        assert unit is not None  # the form's reader sees to it
        return unit

    @property
    def measures(self) -> tuple[str, ...]:
        """The words that texts count it with."""
        return self.unit.name, *self.unit.aliases, *self.indicator.aliases

    @property
    def standing(self) -> bool:
        """It counts what there is at the year's end."""
        return self.indicator.standing or self.column.standing


class Virtual(NamedTuple):
    """A total that the table does not print (虚格), and the printed cells that make it up.

    Texts speak of it and may refer to it: 不予公开, a mere head in the table; 法人或其他组织.
    """

    cell: Cell
    parts: tuple[Cell, ...]


class Block(NamedTuple):
    """Rows of a table under one set of columns; a table laid out in blocks titles each."""

    title: str
    columns: tuple[Column, ...]
    indicators: tuple[Indicator, ...]


class Table(NamedTuple):
    """A table of the form: its key in the data file, where it stands and how it is laid out.

    A table without a key is the form's only one; its rows stand under their uppermost heads.
    """

    key: str
    section: str
    kind: str
    head: str
    unit_head: str
    blocks: tuple[Block, ...]
    virtual: tuple[Virtual, ...] = ()

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """All rows, headings too."""
        return tuple(indicator for block in self.blocks for indicator in block.indicators)


_NUMBER = regex(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.)?(?:其中：)?")


def data_key(label: str) -> str:
    """Return the key of a label in the data file: without number and 其中：."""
    return _NUMBER.sub("", label)
