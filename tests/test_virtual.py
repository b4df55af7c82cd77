"""Totals that a table does not print (虚格): computed, referred to, and never on the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from compact import data_file, form_of
from conftest import WORKSPACE

from nianbao.examine import Examination, examine

FIGURES = {
    "本年新收政府信息公开申请数量": "5 2 1 0 1 0 9",
    "上年结转政府信息公开申请数量": "1 0 0 0 0 0 1",
    "予以公开": "2 1 0 0 1 0 4",
    "属于国家秘密": "1 0 0 0 0 0 1",
    "属于行政查询事项": "1 1 1 0 0 0 3",
    "重复申请": "2 0 0 0 0 0 2",
    "未经复议直接起诉": "1 0 0 1 2",
    "复议后起诉": "1 0 0 0 1",
    "行政复议": "1 0 0 0 1",
}


def saying(folder: Path, text: str, year: int = 2025) -> Examination:
    path = folder / f"{year}.yaml"
    path.write_text(data_file(year, {"总体情况": f"- '{text}'"}, FIGURES), encoding="utf-8")
    return examine(WORKSPACE, path, year)


@pytest.mark.parametrize(
    ("reference", "printed"),
    [
        ("不予公开", "4"),  # a head in the table: its eight rows together
        ("不予公开.自然人", "2"),
        ("不予处理", "2"),
        ("无法提供", "0"),
        ("本年新收政府信息公开申请数量.法人或其他组织", "4"),  # five columns together
        ("不予公开.法人或其他组织", "2"),  # both at once
        ("申请总数", "10"),  # new ones and those carried over
        ("行政诉讼", "3"),  # both ways to court
        ("行政诉讼.尚未审结", "1"),
        ("其他处理.其他", "0"),  # a printed row of that name comes first
    ],
)
def test_a_text_may_refer_to_a_total_that_is_not_printed(
    reference: str, printed: str, tmp_path: Path
) -> None:
    examination = saying(tmp_path, f"共{{{{{reference}}}}}件。")
    assert examination.narrative
    assert f"共{printed}件。" in examination.narrative.paragraphs.values()


def test_the_form_of_2019_has_them_where_it_has_heads(tmp_path: Path) -> None:
    form = form_of(2020)
    names = {cell.indicator.name for cell in form.virtual}
    assert {"不予公开", "无法提供", "不予处理", "申请总数", "行政诉讼"} <= names
    assert not form.find("其他处理.其他处理"), "one undivided row in this form"
    examination = saying(tmp_path, "不予公开{{不予公开}}件。", 2020)
    assert examination.narrative
    assert "不予公开4件。" in examination.narrative.paragraphs.values()


def test_what_is_not_printed_is_no_cell_of_the_form() -> None:
    form = form_of(2025)
    assert form.virtual
    assert not set(form.virtual) & set(form.cells)
    for parts in form.virtual.values():
        assert parts
        assert set(parts) <= set(form.cells)
