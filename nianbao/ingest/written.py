"""The data file of an old report (导入): written from what was recognised, in the form's order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from nianbao.datafile.typed import TypedRow, aside, schema_line, tables, typed
from nianbao.form import Cell, Form, Indicator
from nianbao.ingest.lists import as_yaml, items_of
from nianbao.ingest.passages import PREAMBLE, Passages
from nianbao.ingest.recognised import Recognised
from nianbao.tuples import NamedTuple

ELSEWHERE = "其他需要报告的事项"  # where what fits nowhere is kept, as a comment


class ImportOrigin(NamedTuple):
    """What is imported: the file's name, the report's year, and the command that checks it then.

    A year that is `published` is kept as it was printed (已发布); what is only looked at is not.
    """

    name: str
    year: int
    check: str = ""
    published: bool = True


def data_file(recognised: Recognised, passages: Passages, origin: ImportOrigin, path: Path) -> str:
    """Return the text of the data file `path`."""
    return "\n".join(_lines(recognised, passages, origin, path))


def _lines(
    recognised: Recognised, passages: Passages, origin: ImportOrigin, path: Path
) -> Iterator[str]:
    form = recognised.form
    yield schema_line(form, path)
    yield f"# {origin.year} 年度：由 {origin.name} 读进来的。对照原件看一遍，再运行 {origin.check}"
    if origin.published:
        yield "已发布: 是                              # 照当年印的留着：数对不上也只是警告"
    yield f"年度: {origin.year}"
    yield _or_blank("机关", passages.agency, "原件的题名里没有读出来，写全称")
    yield _or_blank("署名", passages.signer, "原件里没有读出来")
    day = passages.day.isoformat() if passages.day else ""
    yield _or_blank("成文日期", day, "原件里没有读出来，如 2026-01-16")
    if passages.number:
        yield f"文号: {typed(passages.number)}"
    if passages.filling:
        yield "填报:"
        for key, value in passages.filling.items():
            yield f"  {key}: {typed(value)}"
    if passages.contact:
        yield f"联系方式: {typed(passages.contact)}"
    yield ""
    yield "正文:"
    for section in form.sections:
        yield from _section(form, section.key, passages, optional=section.optional)
    yield from tables(form, lambda row: _row(recognised, row))


def _or_blank(key: str, value: str, otherwise: str) -> str:
    return f"{key}: {typed(value)}" if value else aside(f"{key}:", otherwise)


def _section(form: Form, key: str, passages: Passages, *, optional: bool) -> Iterator[str]:
    lines = passages.sections.get(key, ())
    left = passages.left if key == ELSEWHERE else ()
    if not lines and optional and not left:
        return
    if key == PREAMBLE and not lines:
        return
    yield f"  {key}:" if lines else aside(f"  {key}:", "原件里没有读出这一部分")
    yield from as_yaml(items_of(lines, form.list_styles), "    ")
    if left:
        yield "    # 原件里还有这些，不知道放在哪里；有用的写到正文里，没有用的删去："
        for line in left:
            yield f"    #   {line}"
    yield ""


def _row(recognised: Recognised, row: Indicator) -> TypedRow:
    if row in recognised.values:
        return TypedRow(recognised.values[row])
    if row in recognised.asked:
        return TypedRow(note=f"原件：{recognised.asked[row]}")
    computed = all(Cell(row, column) in recognised.form.totals for column in row.columns)
    return TypedRow(note="原件里没有找到这一行", computed=computed)
