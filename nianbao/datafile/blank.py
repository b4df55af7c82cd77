"""A year's data file begun from the form alone (空白的), where there is none of the year before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from nianbao.datafile.typed import TypedRow, aside, schema_line, tables
from nianbao.form import Cell, Form, Indicator, Section


def blank(form: Form, year: int, path: Path, commands: Sequence[str]) -> str:
    """Return the text of the data file `path`: every part with what belongs there, every row empty.

    `commands` are to be typed: what brings in last year's report, what begins the file from it
    then, and what checks the file.
    """
    return "\n".join(_lines(form, year, path, commands))


def _lines(form: Form, year: int, path: Path, commands: Sequence[str]) -> Iterator[str]:
    take_in, begin, check = commands
    yield schema_line(form, path)
    yield f"# {year} 年度，照“{form.name}”起的，还都空着。填完一项，就少一个问题：{check}"
    yield "# 有上年的年报（Word、网页或文本），可以先读进来，再由它起草，就不必从空白填起：删去这个文件，运行"
    yield f"#   {take_in}"
    yield f"#   {begin}"
    yield "# “#”后面的字是说明，印不出来。正文里要用表里的数，写 {{行名}} 或 {{行名.列名}}，不再打一遍。"
    yield f"年度: {year}"
    yield aside("机关:", "全称，印在题名里，如 某某市水务局")
    yield aside("署名:", "印在最后，一般和机关相同")
    month, day = form.deadline
    yield aside(
        "成文日期:", f"如 {year + 1}-{month:02}-{max(day - 11, 1):02}；{month}月{day}日前公布"
    )
    yield ""
    yield "正文:"
    for section in form.sections:
        yield from section_to_write(section)
    yield from tables(form, lambda row: _row(form, row))


def section_to_write(section: Section) -> Iterator[str]:
    """Yield the lines of a part that is still to be written, with what belongs there."""
    if not section.hint:  # it is its table alone
        return
    if section.optional:
        yield f"  # {section.key}:  # {section.hint}；可以不写，要写就去掉这两行开头的“# ”"
        yield "  #   -"
    else:
        yield f"  {section.key}:  # {section.hint}"
        yield "    -"
    yield ""


def _row(form: Form, row: Indicator) -> TypedRow:
    cells = [Cell(row, column) for column in row.columns]
    return TypedRow(computed=all(cell in form.totals for cell in cells))
