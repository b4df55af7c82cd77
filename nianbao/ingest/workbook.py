"""Excel workbooks as blocks, by python-calamine (an extra): each sheet is a table, figures only."""

from __future__ import annotations

import io
from typing import Any

from nianbao.ingest.blocks import Carried, TableRows, UnreadableError, tidy


def read_xlsx(data: bytes) -> Carried:
    """Return the sheets of a workbook as tables; UnreadableError where it is none."""
    try:
        from python_calamine import CalamineError, load_workbook
    except ModuleNotFoundError:
        raise UnreadableError(
            "读 Excel 要另装部件：运行 make extras（或 pip install python-calamine）"
        ) from None
    try:
        workbook = load_workbook(io.BytesIO(data))
        sheets = [
            (name, workbook.get_sheet_by_name(name).to_python()) for name in workbook.sheet_names
        ]
    except CalamineError as error:
        raise UnreadableError("不是 Excel 文件，或已损坏、有密码") from error
    return Carried(
        tuple(
            TableRows(_trimmed([list(map(_text, row)) for row in rows]), f"工作表“{name}”")
            for name, rows in sheets
        )
    )


def _trimmed(rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    """Return rows without the columns behind the last one that holds anything."""
    last = max((place for row in rows for place, cell in enumerate(row, 1) if cell), default=0)
    return tuple(tuple(row[:last]) for row in rows)


def _text(value: Any) -> str:
    """Return a cell as text; a whole number, which comes as a float, without its point."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return tidy(str(value))
