"""How texts and tables are typed in a data file: quoted where YAML needs it, the figures in columns."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from nianbao.findings.width import width
from nianbao.form import Form, Indicator
from nianbao.tuples import NamedTuple

COMMENT_COLUMN = 44  # where a comment beside a value begins, if the value is not longer
LABELS = 46  # columns that the names of a table's rows take, if they are not longer
GAP = 2  # blanks between columns, at least


class TypedRow(NamedTuple):
    """What stands in a row of a table, and the comments that go with it."""

    values: Sequence[str] = ()
    before: Sequence[str] = ()  # last year's, column by column; they go in a line above
    note: str = ""
    computed: bool = False  # the row may stay out: it is written as a comment


def schema_line(form: Form, path: Path) -> str:
    """Return the first line of a data file: where editors find the form's schema."""
    schema = os.path.relpath(form.folder / "schema.json", path.parent)
    return f"# yaml-language-server: $schema={Path(schema).as_posix()}"


def aside(line: str, comment: str) -> str:
    """Return a line with a comment beside it, where there is one."""
    comment = comment.rstrip("；")
    return f"{line}{' ' * max(COMMENT_COLUMN - width(line), 2)}# {comment}" if comment else line


def typed(text: str) -> str:
    """Return a text so that YAML reads it back as it is: plain where it can be, else quoted."""
    plain = (
        re.match(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]", text)
        and not re.search(r": |:$| #|[\x00-\x1f]", text)
        and text == text.strip()
    )
    return text if plain else "'" + text.replace("'", "''") + "'"


def tables(form: Form, row: Callable[[Indicator], TypedRow]) -> Iterator[str]:
    """Yield the lines of 统计表: each group under its name, its figures under the columns' names."""
    yield "统计表:"
    for name, members in form.groups.items():
        alone = [member.name for member in members] == [name]
        if not alone:
            yield f"  {name}:"
        yield from _Group(members, "  " if alone else "    ", row).lines()
        yield ""


class _Group:
    """The rows that stand under one name."""

    def __init__(
        self, members: Sequence[Indicator], indent: str, row: Callable[[Indicator], TypedRow]
    ) -> None:
        self.members = members
        self.indent = indent
        self.rows = {member: row(member) for member in members}
        heads = {tuple(column.label for column in member.columns) for member in members}
        self.headed = len(heads) > 1 or any(len(head) > 1 for head in heads)
        longest = max(width(member.name) for member in members)
        self.first = (
            len(indent) + min(longest, LABELS) + 1
        )  # the column behind the name and its colon

    def lines(self) -> Iterator[str]:
        head: tuple[str, ...] = ()
        for member in self.members:
            here = tuple(column.label + column.note for column in member.columns)
            if here != head and self.headed:
                head = here
                yield self._line("# ", member, here)
            yield from self._row(member, self.rows[member])

    def _row(self, member: Indicator, row: TypedRow) -> Iterator[str]:
        if any(row.before):
            yield self._line("# 上年", member, row.before)
        sign = "# " if row.computed else ""
        note = f"{row.note}；可以不写，由程序算出" if row.computed and row.note else row.note
        note = note or ("可以不写，由程序算出" if row.computed else "")
        yield aside(self._line(f"{sign}{member.name}:", member, row.values), note)

    def row(self, member: Indicator) -> str:
        """Return the line of a row with its figures alone."""
        return self._line(f"{member.name}:", member, self.rows[member].values)

    def _line(self, begin: str, member: Indicator, values: Sequence[str]) -> str:
        """Return a line with each value under the end of its column's name."""
        line, edge = f"{self.indent}{begin}", self.first
        for place, value in enumerate(values):
            edge += GAP + self._widths(member)[place]
            line += " " * max(edge - width(line) - width(value), GAP) + value
        return line

    def _widths(self, member: Indicator) -> list[int]:
        """Return how wide each column is: as wide as its name, or its widest value."""
        same = [row for other, row in self.rows.items() if other.columns == member.columns]
        widths = []
        for place, column in enumerate(member.columns):
            values = [v[place] for row in same for v in (row.values, row.before) if place < len(v)]
            name = [column.label + column.note] if self.headed else []
            widths.append(max(map(width, [*values, *name]), default=0))
        return widths


def row_line(form: Form, row: Indicator, values: Sequence[str]) -> str:
    """Return the line of one row as `tables` would type it, without the others' figures."""
    members = form.groups[row.group]
    alone = [member.name for member in members] == [row.group]
    group = _Group(
        members, "  " if alone else "    ", lambda each: TypedRow(values if each is row else ())
    )
    return group.row(row)
