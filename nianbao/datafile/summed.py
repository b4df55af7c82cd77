"""A superior's data file begun from its units' sums (汇总): figures there, texts to be written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from nianbao.datafile.blank import section_to_write
from nianbao.datafile.typed import TypedRow, schema_line, tables, typed
from nianbao.form import Form, Indicator


def summed(
    form: Form, year: int, path: Path, agency: str, remarks: Sequence[str],
    row: Callable[[Indicator], TypedRow],
) -> str:  # fmt: skip
    """Return the text of a data file that has every figure of `row`; `remarks` go at its head."""
    return "\n".join(_lines(form, year, path, agency, remarks, row))


def _lines(
    form: Form, year: int, path: Path, agency: str, remarks: Sequence[str],
    row: Callable[[Indicator], TypedRow],
) -> Iterator[str]:  # fmt: skip
    yield schema_line(form, path)
    for remark in remarks:
        yield f"# {remark}"
    yield f"年度: {year}"
    yield f"机关: {typed(agency)}"
    yield f"署名: {typed(agency)}"
    yield "成文日期:"
    yield ""
    yield "正文:"
    for section in form.sections:
        yield from section_to_write(section)
    yield from tables(form, row)
