"""Long names and titles broken between words, a heading that runs on, tables that a page divides."""

from __future__ import annotations

import io
import re

import docx
import pytest
from conftest import ROOT, WORKSPACE

from nianbao.breaking import broken
from nianbao.examine import Examination, examine
from nianbao.form import MATRIX
from nianbao.outputs import render
from nianbao.paging import EMPTY, PAGE, Pages
from nianbao.view import View, build_view

SAMPLE = ROOT / "data/示例局/2025.yaml"
TEXT = SAMPLE.read_text(encoding="utf-8")
LONG = "示例市自然资源和规划局某某新区分局某某街道管理服务中心"


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("示例市人力资源和社会保障局", ["示例市人力资源和社会保障局"]),
        (LONG, ["示例市自然资源和规划局", "某某新区分局某某街道管理服务中心"]),
        (
            "示例省示例市经济技术开发区管理委员会行政审批服务局",
            ["示例省示例市经济技术开发区管理委员会", "行政审批服务局"],
        ),
        (
            "内蒙古自治区示例盟示例旗农牧和科技水务综合服务中心",
            ["内蒙古自治区示例盟示例旗", "农牧和科技水务综合服务中心"],
        ),
        ("某" * 30, ["某" * 30]),
    ],
)  # fmt: skip
def test_a_name_is_broken_behind_a_body_or_a_place(name: str, lines: list[str]) -> None:
    assert broken(name, 38) == lines


def made(*changes: tuple[str, str]) -> tuple[Examination, View, bytes]:
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    edition = examine(WORKSPACE, SAMPLE, 2025, data=text.encode())
    assert edition.report
    assert edition.narrative
    view = build_view(edition.report, edition.narrative)
    files, findings = render(WORKSPACE, view, edition.report.form, ["docx"])
    assert findings == []
    return edition, view, files["docx"]


def paragraphs(data: bytes) -> list[str]:
    return [each.text for each in docx.Document(io.BytesIO(data)).paragraphs]


def test_a_title_stands_on_three_lines_where_the_name_takes_two() -> None:
    _, _, data = made(("机关: 示例市示例局", f"机关: {LONG}"))
    assert paragraphs(data)[0].split("\n") == [
        *broken(LONG, 38), "2025年政府信息公开工作年度报告",
    ]  # fmt: skip


def test_a_title_is_broken_where_a_person_wants_it() -> None:
    wanted = "题名断行: 示例市示例局2025年｜政府信息公开工作年度报告"
    edition, _, data = made(("机关: 示例市示例局", f"机关: 示例市示例局\n{wanted}"))
    assert edition.sound
    assert paragraphs(data)[0] == "示例市示例局2025年\n政府信息公开工作年度报告"


def test_a_long_signature_stands_on_two_lines() -> None:
    _, view, data = made(("署名: 示例市示例局", f"署名: {LONG}"))
    assert paragraphs(data)[-2].split("\n") == [view.落款.首行, view.落款.次行]
    assert view.落款.首行 + view.落款.次行 == LONG


def test_a_point_that_runs_on_has_its_sentence_in_the_face_of_its_level_and_in_the_outline() -> (
    None
):
    points = "    - （一）:\n        - 主动公开有新举措。更新目录3次。\n        - 依申请公开：答复及时。\n"
    lead = "        - 主动公开:"
    assert lead in TEXT
    edition, _, data = made(("    - 公开类结果", f"{points}    - 公开类结果"))
    assert not [f for f in edition.findings if f.span.line == 0]
    document = docx.Document(io.BytesIO(data))
    (one,) = (each for each in document.paragraphs if each.text.startswith("（一）主动公开有新"))
    (two,) = (each for each in document.paragraphs if each.text.startswith("（二）依申请公开："))
    assert [run.text for run in one.runs] == ["（一）主动公开有新举措。", "更新目录3次。"]
    assert [run.text for run in two.runs] == ["（二）依申请公开：", "答复及时。"]
    for each in (one, two):
        assert each.style
        assert each.style.name == "二级接排"
        assert '<w:outlineLvl w:val="1"/>' in each.style.element.xml
        face = each.runs[0].style.element.xml
        assert 'w:eastAsia="楷体_GB2312"' in face


def test_an_address_breaks_and_does_not_stretch_its_line() -> None:
    address = "网址为https://www.example.gov.cn/zwgk/zfxxgk/nianbao/2025/index.html，可以查阅。"
    _, _, data = made(("    - 公开类结果", f"    - {address}\n    - 公开类结果"))
    (there,) = (e for e in docx.Document(io.BytesIO(data)).paragraphs if "https" in e.text)
    assert '<w:wordWrap w:val="0"/>' in there._p.xml
    others = [e for e in docx.Document(io.BytesIO(data)).paragraphs if "https" not in e.text]
    assert not [e for e in others if "wordWrap" in e._p.xml]


def test_a_review_figure_is_of_seven_and_a_half_points_unless_it_needs_less() -> None:
    _, _, data = made(("行政复议:              3 ", "行政复议:              12345678 "))
    last = docx.Document(io.BytesIO(data)).tables[-1].rows[-1]
    styles = [cell.paragraphs[0].style for cell in last.cells]
    sizes = {style.name: style.font.size.pt for style in styles}
    assert sizes == {"横排长数值": 7.0, "横排数值": 7.5}
    assert last.cells[0].text == "12345678"


@pytest.mark.parametrize(
    ("filled", "divided"), [(0.2, True), (0.6, True), (0.7, False), (0.95, False)]
)
def test_a_table_is_divided_where_it_would_leave_more_than_a_third_of_a_page(
    filled: float, divided: bool
) -> None:
    pages = Pages(1, numbered=False)
    pages.set_table([int((PAGE * filled - 2 * 28.95) / 19)])
    assert pages.would_leave_too_much(33) is divided
    assert pages.would_leave_too_much(1) is False
    assert EMPTY == PAGE / 3


def test_a_divided_table_ends_a_page_between_groups_alone() -> None:
    """The head is repeated, and three rows at least stand on either page."""
    edition = examine(WORKSPACE, SAMPLE, 2025)
    assert edition.report
    assert edition.narrative
    view = build_view(edition.report, edition.narrative)
    tables = [grid._replace(分页=grid.式 == MATRIX) for grid in view.表]
    files, _ = render(WORKSPACE, view._replace(表=tables), edition.report.form, ["docx"])
    requests = docx.Document(io.BytesIO(files["docx"])).tables[-2]
    ends = [
        row.cells[-1].paragraphs[0]._p.xml.count('<w:keepNext w:val="0"/>') > 0
        for row in requests.rows
    ]
    labels = [row.cells[2].text for row in requests.rows]
    assert [label[:5] for label, end in zip(labels, ends, strict=True) if end] == [
        "（一）予以", "（二）部分", "8.属于行", "3.补正后", "5.要求行",
    ]  # fmt: skip
    heads = [row for row in requests.rows if "<w:tblHeader/>" in row._tr.xml]
    assert len(heads) == 3
    assert not re.search('keepNext w:val="0"', heads[-1]._tr.xml)
