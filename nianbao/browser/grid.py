"""The tables of a data file as rows of cells, for who would rather type cells than lines (填表).

A row that is typed there is written into its line of the file; comments and all other lines stay as
they are.
"""

from __future__ import annotations

from collections.abc import Sequence

from nianbao.browser.placed import Told
from nianbao.datafile.rewritten import rewritten
from nianbao.datafile.typed import row_line
from nianbao.files import CannotError
from nianbao.findings.finding import Fix
from nianbao.form import Cell, Form, Indicator
from nianbao.reading.yamltree import Entry, Mapping, Scalar, Tree
from nianbao.report import Report

MISSING = "？"  # stands where a row is half typed, so that the check names the cell


def grid(form: Form, tree: Tree, report: Report | None) -> list[Told]:
    """Return the groups of rows in the form's order, each row with what is typed in its cells."""
    return [
        {
            "name": name,
            "rows": [_row(form, row, _typed_row(tree, name, row), report) for row in rows],
        }
        for name, rows in form.groups.items()
    ]


def _row(form: Form, row: Indicator, entry: Entry | None, report: Report | None) -> Told:
    cells = [Cell(row, column) for column in row.columns]
    figures = [report.figures.get(cell) if report else None for cell in cells]
    return {
        "name": row.name,
        "label": row.label + row.note,
        "depth": row.depth,
        "columns": [column.label + column.note for column in row.columns],
        "units": [cell.unit.name for cell in cells],
        "slash": [cell.unit.slash for cell in cells],
        "values": _values(form, row, entry),
        "computed": [figure.text if figure and figure.computed else "" for figure in figures],
        "total": all(cell in form.totals for cell in cells),
        "line": entry.key.span.line if entry else 0,
    }


def _values(form: Form, row: Indicator, entry: Entry | None) -> list[str]:
    """Return what is typed in each cell of a row, whether it is a figure or not."""
    return ["" if value == MISSING else value for value in _as_typed(form, row, entry)]


def _as_typed(form: Form, row: Indicator, entry: Entry | None) -> list[str]:
    count = len(row.columns)
    if entry is None:
        return [""] * count
    if isinstance(entry.value, Mapping):
        by_column = {e.key.text: e.value for e in entry.value.entries}
        found = [by_column.get(column.label) for column in row.columns]
        return [each.text if isinstance(each, Scalar) else "" for each in found]
    if not isinstance(entry.value, Scalar):
        items = [each.text for each in entry.value.items if isinstance(each, Scalar)]
        return [*items, *[""] * count][:count]
    text = entry.value.text
    parts = [part.strip() for part in text.split("\t")] if "\t" in text else text.split()
    if count == 1:
        return [text.strip()]
    if parts == ["0"]:
        return ["0"] * count
    totals = _own_totals(form, row)
    if len(parts) + len(totals) == count:
        for place in totals:
            parts.insert(place, "")
    return [*parts, *[""] * count][: max(count, len(parts))]


def with_row(tree: Tree, form: Form, data: bytes, name: str, values: Sequence[str]) -> bytes:
    """Return a data file's bytes with the cells of a row, named 组/行, as they are given.

    CannotError where the row has no line that a row can be typed in.
    """
    group, _, label = name.partition("/")
    row = next((each for each in form.groups.get(group, ()) if each.name == label), None)
    entry = _typed_row(tree, group, row) if row else None
    if row is None:
        raise CannotError(f"表里没有“{label}”这一行")
    if entry is None:
        return rewritten(data, [_inserted(tree, form, row, values)])
    value = entry.value
    if not isinstance(value, Scalar) or value.style not in {"", "'", '"'}:
        raise CannotError(f"“{label}”在文本里不是写在一行上的，请在文本里改")
    line = entry.key.span.source.lines[entry.key.span.line - 1]
    start = line.index(":", entry.key.span.end_column - 1) + 1
    end = value.span.end_column - 1 if value.text else start
    return rewritten(
        data,
        [
            Fix(
                entry.key.span.source.span(entry.key.span.line, start + 1, end - start),
                _aligned(line[start:end], row, form, values, start),
            )
        ],
    )


def _own_totals(form: Form, row: Indicator) -> list[int]:
    """Return which cells of a row are computed from others of the same row, and may stay out."""
    return [
        place
        for place, column in enumerate(row.columns)
        for total in form.totals.get(Cell(row, column), ())
        if all(term.indicator is row for term in total.cells.values())
    ]


def _aligned(old: str, row: Indicator, form: Form, values: Sequence[str], start: int) -> str:
    """Return what stands behind a row's colon, each figure ending where the one before it did."""
    values = [value.strip() for value in values]
    if not any(values):
        return ""
    totals = _own_totals(form, row)
    if all(bool(value) != (place in totals) for place, value in enumerate(values)):
        values = [value for value in values if value]  # the totals are left to be computed
    values = [value or MISSING for value in values]
    words = old.split()
    if not words or len(words) != len(values):
        typed = row_line(form, row, values)
        return typed[typed.index(":") + 1 :]
    parts: list[str] = []
    place, written = 0, start
    for word, value in zip(words, values, strict=True):
        place = old.index(word, place) + len(word)

        gap = max(start + place - written - len(value), 1 if not parts else 2)
        parts.append(" " * gap + value)
        written += gap + len(value)
    return "".join(parts)


def _inserted(tree: Tree, form: Form, row: Indicator, values: Sequence[str]) -> Fix:
    """Return the line of a row that the file does not have yet, behind the row before it."""
    rows = form.groups[row.group]
    before = [
        entry for each in rows[: rows.index(row)] if (entry := _typed_row(tree, row.group, each))
    ]
    after = [entry for each in rows if (entry := _typed_row(tree, row.group, each))]
    table = tree.root.get("统计表") if tree.root else None
    groups = table.entries if isinstance(table, Mapping) else ()
    head = [entry for entry in groups if entry.key.text == row.group]
    if not after or not head:
        raise CannotError(f"“{row.name}”所在的“{row.group}”还没有别的行，请在文本里补上")
    source = after[0].key.span.source
    line = source.lines[after[0].key.span.line - 1]
    lead = line[: len(line) - len(line.lstrip())]
    text = row_line(form, row, [value.strip() for value in values]).lstrip()
    end = before[-1].value.span.end_line if before else head[0].key.span.line
    return Fix(source.span(end, len(source.lines[end - 1]) + 1, 0), f"\n{lead}{text}")


def _typed_row(tree: Tree, group: str, row: Indicator | None) -> Entry | None:
    table = tree.root.get("统计表") if tree.root else None
    if not isinstance(table, Mapping) or row is None:
        return None
    alone = next((entry for entry in table.entries if entry.key.text == group), None)
    if alone is None:
        return None
    if row.name == group and not isinstance(alone.value, Mapping):
        return alone
    if not isinstance(alone.value, Mapping):
        return None
    return next((entry for entry in alone.value.entries if entry.key.text == row.name), None)
