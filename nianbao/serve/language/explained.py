"""What is said of what stands at a place (说明): a figure's value, unit, last year's and rules; a finding's why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from nianbao.findings.finding import Finding
from nianbao.findings.width import brief
from nianbao.form import Cell, Form
from nianbao.report import Report
from nianbao.serve.language.pointed import Pointed
from nianbao.serve.language.sheet import Sheet

MOST_RULES = 6
LONG = 90  # characters of a rule: some add up twenty rows
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")


def about(sheet: Sheet, pointed: Pointed) -> list[str]:
    """Return lines on a reference, a figure or a row; the first is its name."""
    if len(pointed.cells) == 1:
        (cell,) = pointed.cells
        return [*_named(cell, pointed), _value(sheet, pointed, cell), *_rules(sheet, (cell,))]
    row = pointed.cells[0].indicator
    note = [row.note] if row.note else []
    values = [f"{cell.column.label}：{_value(sheet, pointed, cell)}" for cell in pointed.cells]
    return [row.label, *note, *values, *_rules(sheet, pointed.cells)]


def _named(cell: Cell, pointed: Pointed) -> Iterator[str]:
    year = "上年的" if pointed.is_last_years else ""
    yield f"{year}{cell.name}"
    above = [*cell.indicator.path[:-1], *cell.column.above]
    if above:
        yield "在 " + " › ".join(above) + " 下"
    if cell.indicator.note:
        yield cell.indicator.note


def _value(sheet: Sheet, pointed: Pointed, cell: Cell) -> str:
    """Say a figure with its unit, how it came, and last year's."""
    figure = pointed.report.figures.get(cell)
    unit = f" {cell.unit.name}" if cell.unit.name else ""
    if figure is None:
        said = f"还没有填（单位：{cell.unit.name}）"
    else:
        said = f"{figure.text}{unit}{'（程序算出）' if figure.computed else ''}"
    if pointed.is_last_years or not sheet.history:
        return said
    last = sheet.history.figure(cell.indicator.reference, cell.column.name)
    return f"{said}；上年 {last.text}{unit}" if last else said


def _rules(sheet: Sheet, cells: tuple[Cell, ...]) -> list[str]:
    """Return the 勾稽关系 that the cells belong to."""
    form = sheet.form
    if form is None:
        return []
    wanted = set(cells)
    found = [
        f"〔{rule.number}〕{brief(' '.join(rule.formula.text.split()), LONG)}"
        + (f"（{rule.explanation}）" if rule.explanation else "")
        for rule in form.rules
        if any(wanted & set(binding.cells.values()) for binding in rule.bindings)
    ]
    more = [f"……还有 {len(found) - MOST_RULES} 条"] if len(found) > MOST_RULES else []
    return [*(f"勾稽关系 {rule}" for rule in found[:MOST_RULES]), *more]


def why(finding: Finding) -> list[str]:
    """Return lines on a finding: what kind it is of, why it matters, how it is mended."""
    code = finding.code
    lines = [f"{finding.severity.value}：{code.what}（{code}）"]
    lines += [f"为什么要紧：{code.why}"] if code.why else []
    return [*lines, f"怎么改：{finding.help or code.mending}"]


def brief_value(report: Report, cell: Cell) -> str:
    """Say a figure in a few words, for a list."""
    figure = report.figures.get(cell)
    return f"{figure.text} {cell.unit.name}".strip() if figure else f"（{cell.unit.name}）"


def columns_of(form: Form, group: str, name: str) -> str:
    """Say what is typed into a row: its columns, or its unit."""
    for row in form.groups.get(group, ()):
        if row.name == name:
            if len(row.columns) > 1:
                return "依次：" + "、".join(column.label for column in row.columns)
            return f"单位：{Cell(row, row.columns[0]).unit.name}"
    return ""


def as_markdown(blocks: Iterable[list[str]]) -> str:
    """Return blocks of lines as Markdown, their first lines bold; nothing that was typed is markup."""
    return "\n\n---\n\n".join(
        "  \n".join(
            f"**{text}**" if number == 0 else text
            for number, text in enumerate(_MARKUP.sub(r"\\\1", line) for line in block)
        )
        for block in blocks
    )


def as_plain(blocks: Iterable[list[str]]) -> str:
    """Return blocks of lines as plain text."""
    return "\n\n".join("\n".join(block) for block in blocks)
