"""References in the narrative: what is filled in, what is refused, and where."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT, WORKSPACE
from hypothesis import given
from hypothesis import strategies as st

from nianbao.examine import Examination, examine
from nianbao.reading.yamltree import Scalar
from nianbao.report.numerals import chinese_numeral
from nianbao.report.references import BadReferenceError, Reference, parse_reference

TEMPLATES = ROOT / "templates"
CLEAN = (ROOT / "tests/problems/base/clean.yaml").read_text(encoding="utf-8")
OLD = "    - 没有收取费用。\n"
LINE = CLEAN[: CLEAN.index(OLD)].count("\n") + 1


def with_item(item: str, folder: Path) -> Examination:
    """The clean file with another paragraph, as it is typed after the dash."""
    path = folder / "2017.yaml"
    path.write_text(CLEAN.replace(OLD, f"    - {item}\n"), encoding="utf-8")
    return examine(WORKSPACE, path, 2017)


def filled(item: str, folder: Path) -> list[str]:
    """The paragraphs that became of an item."""
    edition = with_item(item, folder)
    assert edition.narrative
    assert edition.report
    assert [finding for finding in edition.findings if finding.severity == "错误"] == []
    (section,) = (s for s in edition.report.sections if s.section.key == "收费及减免")
    return [
        edition.narrative.paragraphs[item] for item in section.items if isinstance(item, Scalar)
    ]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("公开{{主动公开政府信息数}}条", "公开120条"),
        ("公开{{ 主动公开政府信息数 }}条", "公开120条"),
        ("'{{年度}}年、{{上年度}}年、{{下年度}}年'", "2017年、2016年、2018年"),
        ("本机关{{机关}}，落款{{署名}}", "本机关示例市档案局，落款示例市档案局"),
        ("收到{{收到申请数}}件", "收到25件"),  # a total that was left out
        ("经费{{政府信息公开专项经费}}万元", "经费1.5万元"),
        ("纠错{{行政复议数量.被依法纠错数}}件", "纠错0件"),
        ("纠错{{行政诉讼数量.被依法纠错数}}件", "纠错0件"),
        ("有{{不是《条例》所指政府信息}}件", "有0件"),
        ("有{{危及国家安全、公共安全、经济安全和社会稳定}}件", "有0件"),
        ("收到{{收到申请数|中文数字}}件", "收到二十五件"),
        ("收到{{ 收到申请数 | 中文数字 }}件", "收到二十五件"),
        ("经费{{政府信息公开专项经费|中文数字}}万元", "经费1.5万元"),
        ("没有引用 } 也没有 { 的话", "没有引用 } 也没有 { 的话"),
    ],
)
def test_a_reference_is_replaced_by_its_figure(typed: str, printed: str, tmp_path: Path) -> None:
    assert filled(typed, tmp_path) == [printed]


def test_each_line_of_a_block_is_a_paragraph(tmp_path: Path) -> None:
    block = "|\n      第一段{{年度}}。\n\n      第二段{{收到申请数}}。"
    assert filled(block, tmp_path) == ["第一段2017。", "第二段25。"]


@pytest.mark.parametrize(
    ("typed", "part", "code"),
    [
        ("公开{{主动公开信息数}}条", "{{主动公开信息数}}", "unknown-reference"),
        ("'公开''{{主动公开信息数}}条'", "{{主动公开信息数}}", "unknown-reference"),
        ('"公开\\"{{主动公开信息数}}条"', "{{主动公开信息数}}", "unknown-reference"),
        ('"\\u516c\\x20{{主动公开信息数}}条"', "{{主动公开信息数}}", "unknown-reference"),
        ("纠错{{被依法纠错数}}件", "{{被依法纠错数}}", "ambiguous-reference"),
        ("见{{主动公开情况}}", "{{主动公开情况}}", "heading-reference"),
        ("公开{{年度|大写}}条", "{{年度|大写}}", "unknown-filter"),
        ("公开{{}}条", "{{}}", "bad-reference"),
        ("公开{{7*7}}条", "{{7*7}}", "bad-reference"),
        ("公开{{年度.__class__}}条", "{{年度.__class__}}", "bad-reference"),
        ("公开{{年度|中文数字(1)}}条", "{{年度|中文数字(1)}}", "bad-reference"),
        ("公开{{年度条", "{{年度条", "unclosed-reference"),
        ("公开年度}}条", "}}", "unclosed-reference"),
        ("公开{%年度%}条", "{%", "forbidden-tag"),
        ("公开{#年度#}条", "{#", "forbidden-tag"),
        ("公开｛｛年度｝｝条", "｛｛", "fullwidth-braces"),
        ("公开{年度}条", "{年度}", "single-brace"),
        ("公开{{年度}}}条", "}条", "single-brace"),
    ],
)
def test_what_is_no_reference_is_a_finding_at_its_column(
    typed: str, part: str, code: str, tmp_path: Path
) -> None:
    (finding,) = with_item(typed, tmp_path).findings
    assert finding.code == code
    line = finding.span.source.lines[finding.span.line - 1]
    assert finding.span.line == LINE
    assert line[finding.span.column - 1 :].startswith(part[:1])
    assert finding.span.column - 1 == line.index(part)


def test_a_near_name_is_suggested(tmp_path: Path) -> None:
    (finding,) = with_item("公开{{主动公开信息数}}条", tmp_path).findings
    assert "是否指“主动公开政府信息数”？" in finding.message


def test_all_wrong_references_come_in_one_run(tmp_path: Path) -> None:
    findings = with_item("{{年度}}年{{甲}}件，{{7*7}}件，{{乙|丙}}件", tmp_path).findings
    assert [finding.code for finding in findings] == [
        "unquoted-reference", "unknown-reference", "bad-reference", "unknown-reference", "unknown-filter",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("inner", "path", "filters"),
    [
        ("年度", "年度", ()),
        (" 甲.乙 ", "甲.乙", ()),
        ("甲|丙", "甲", ("丙",)),
        ("甲 | 丙 | 丁", "甲", ("丙", "丁")),
        ("甲《乙》、丙", "甲乙丙", ()),
    ],
)
def test_a_reference_is_a_path_with_filters(
    inner: str, path: str, filters: tuple[str, ...]
) -> None:
    assert parse_reference(inner) == Reference(path, filters)


@pytest.mark.parametrize(
    "inner",
    [
        "", " ", "1", "'甲'", "甲+乙", "甲-1", "甲~乙", "甲()", "甲.乙()", "甲[0]", "甲['乙']", "甲.__class__",
        "_甲", "甲._乙", "甲|丙(1)", "甲 if 乙", "甲 if 乙 else 丙", "not 甲", "甲 == 乙", "甲 is defined", "甲, 乙",
        "[甲]", "(甲, 乙)", "{'甲': 1}", "甲 in 乙", "lambda: 1", "甲}}{{乙", "甲 %}{% 乙", "甲 #}", "甲;乙", "甲 乙",
        "-甲", "loop.index if x", "true", "none", "甲" * 3 + "(", "(" * 2000, "甲.0", "甲\x00",
    ],
)  # fmt: skip
def test_anything_else_is_refused(inner: str) -> None:
    with pytest.raises(BadReferenceError):
        parse_reference(inner)


@given(
    inner=st.text(
        st.sampled_from("甲乙年度_.|()[]{}'\"%#~+-*/ \n0123if or not,:=<>\\"), max_size=30
    )
)
def test_any_text_is_a_reference_or_is_refused(inner: str) -> None:
    try:
        reference = parse_reference(inner)
    except BadReferenceError:
        return
    assert not any(step.startswith("_") for step in reference.path.split("."))
    assert not set(reference.path) & set("()[]{}'\"%#~+-*/=<>\\")


@pytest.mark.parametrize(
    ("number", "chinese"),
    [
        (0, "零"), (1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (100, "一百"), (101, "一百零一"),
        (110, "一百一十"), (239, "二百三十九"), (1000, "一千"), (1001, "一千零一"), (1010, "一千零一十"),
        (2017, "二千零一十七"), (10000, "一万"), (10010, "一万零一十"), (100000, "十万"), (110000, "十一万"),
        (12345678, "一千二百三十四万五千六百七十八"), (100000001, "一亿零一"),
    ],
)  # fmt: skip
def test_numbers_in_chinese(number: int, chinese: str) -> None:
    assert chinese_numeral(number) == chinese
