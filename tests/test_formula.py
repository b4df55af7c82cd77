"""The small language of the 勾稽关系, and what a form's author is told who mistypes it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from nianbao.form.formula import FormulaError, Number, identifier, parse_formula
from nianbao.form.reader import bind_form
from nianbao.source import Source

FORM = (ROOT / "templates/2014/form.yaml").read_text(encoding="utf-8")


def holds(formula: str, **figures: Number) -> bool:
    return not parse_formula(formula).failures(figures.__getitem__)


@pytest.mark.parametrize(
    ("formula", "figures", "expected"),
    [
        ("甲 = 乙 + 丙", {"甲": 3, "乙": 1, "丙": 2}, True),
        ("甲 = 乙 + 丙", {"甲": 4, "乙": 1, "丙": 2}, False),
        ("甲 ＝ 乙 ＋ 丙", {"甲": 3, "乙": 1, "丙": 2}, True),
        ("甲 ≤ 乙", {"甲": 2, "乙": 2}, True),
        ("甲 <= 乙", {"甲": 3, "乙": 2}, False),
        ("甲 < 乙", {"甲": 2, "乙": 2}, False),
        ("甲 ≥ max(乙, 丙)", {"甲": 2, "乙": 1, "丙": 3}, False),
        ("甲 ≥ min(乙, 丙)", {"甲": 2, "乙": 1, "丙": 3}, True),
        ("max(甲, 乙) ≤ 丙 ≤ 甲 + 乙", {"甲": 2, "乙": 3, "丙": 5}, True),
        ("max(甲, 乙) ≤ 丙 ≤ 甲 + 乙", {"甲": 2, "乙": 3, "丙": 6}, False),
        ("若 甲 > 0 则 乙 > 0", {"甲": 0, "乙": 0}, True),
        ("若 甲 > 0 则 乙 > 0", {"甲": 1, "乙": 0}, False),
        ("甲 > 0 或 乙 > 0", {"甲": 0, "乙": 1}, True),
        ("甲 > 0 或 乙 > 0", {"甲": 0, "乙": 0}, False),
        ("甲 > 0 且 乙 > 0", {"甲": 1, "乙": 0}, False),
        ("甲 = 2 × 乙 － 1", {"甲": 3, "乙": 2}, True),
        ("甲 ≠ 乙", {"甲": 1, "乙": 1}, False),
        ("甲 = 乙 + 丙", {"甲": Decimal("0.3"), "乙": Decimal("0.1"), "丙": Decimal("0.2")}, True),
    ],
)
def test_a_relation_holds_or_not(formula: str, figures: dict[str, Number], expected: bool) -> None:
    assert holds(formula, **figures) is expected


def test_a_failure_says_both_sides_and_who_took_part() -> None:
    (failure,) = parse_formula("甲 ≤ 乙 + 丙").failures({"甲": 9, "乙": 1, "丙": 2}.__getitem__)
    assert (failure.left, failure.operator, failure.right) == (9, "≤", 3)
    assert (failure.left_text, failure.right_text) == ("甲", "乙＋丙")
    assert failure.names == ("甲", "乙", "丙")


def test_a_chain_reports_only_the_link_that_breaks() -> None:
    failures = parse_formula("甲 ≤ 乙 ≤ 丙").failures({"甲": 1, "乙": 9, "丙": 3}.__getitem__)
    assert [failure.names for failure in failures] == [("乙", "丙")]


def test_a_sum_knows_its_total_and_its_terms() -> None:
    formula = parse_formula("合计 = 甲.子 + 乙.子")
    assert formula.total == "合计"
    assert formula.terms == ("甲.子", "乙.子")
    assert formula.compute({"甲.子": 1, "乙.子": 2}.__getitem__) == 3


@pytest.mark.parametrize("formula", ["甲 ≤ 乙", "若 丙 > 0 则 甲 = 乙", "甲 + 乙 = 丙"])
def test_other_relations_have_no_total(formula: str) -> None:
    assert parse_formula(formula).total is None


def test_names_are_spelt_without_the_labels_punctuation() -> None:
    formula = parse_formula("甲 = 危及国家安全、公共安全 + 不是《条例》所指政府信息")
    assert formula.terms == ("危及国家安全公共安全", "不是条例所指政府信息")
    assert identifier("不是《条例》所指政府信息") == "不是条例所指政府信息"


@pytest.mark.parametrize(
    "formula",
    [
        "", "甲", "甲 + 乙", "甲 = ", "= 甲", "甲 = 乙 +", "甲 = 乙 / 丙", "甲 = 乙 ** 9", "甲 = 乙 % 2",
        "甲 = sum(乙)", "甲 = max()", "甲 = max(乙, key=丙)", "甲 = __import__('os')", "甲 = 乙()", "甲 = 乙[0]",
        "甲 = 'x'", "甲 = 1.5", "甲 in 乙", "甲 is 乙", "not 甲 = 乙", "甲 = (乙 := 1)", "甲 = [乙]", "lambda: 甲 = 乙",
        "甲 = 乙 if 丙 else 丁", "甲 = f'{乙}'", "若 甲 则 乙 = 1", "若 甲 > 0", "(" * 500 + "甲" + ")" * 500,
        "甲 = \x00", "甲 = 乙\n丙 = 丁", "甲 = 乙; 丙", "甲 = *乙", "甲 = ...", "甲 = await 乙", "甲 = {乙}",
        "甲 = -乙",
    ],
)  # fmt: skip
def test_what_is_not_a_relation_is_refused(formula: str) -> None:
    with pytest.raises(FormulaError):
        parse_formula(formula)


@given(
    text=st.text(
        st.sampled_from("甲乙 +-*/=<>≤≥()[]{}.,:若则或且max0123456789'\"\\\n\t_@#"), max_size=40
    )
)
def test_any_text_is_a_formula_or_is_refused(text: str) -> None:
    try:
        formula = parse_formula(text)
    except FormulaError:
        return
    formula.failures(lambda _: 1)


# The form's author


def codes(text: str) -> list[str]:
    form, findings = bind_form(Path("表式"), Source.from_text("form.yaml", text))
    assert (form is None) == bool(findings)
    lines = text.split("\n")
    assert all(1 <= finding.span.line <= len(lines) for finding in findings)
    return [finding.code for finding in findings]


def test_the_form_itself_is_sound() -> None:
    assert codes(FORM) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("关系: 申请办结数 = 按时办结数 + 延期办结数", "关系: 申请办结数 =", "bad-formula"),
        ("关系: 申请办结数 = 按时办结数 + 延期办结数", "关系: [申请办结数]", "wrong-shape"),
        ("关系: 申请办结数 = 按时办结数 + 延期办结数", "关系: 申请办结 = 按时办结数", "unknown-name"),
        ("关系: 申请办结数 = 按时办结数 + 延期办结数", "关系: 申请办结数 = 其他情形数", "ambiguous-name"),
        ("{层级: 2, 标签: 1.按时办结数", "{层级: 4, 标签: 1.按时办结数", "wrong-depth"),
        ("标签: 2.延期办结数", "标签: 1.按时办结数", "duplicate-key"),
        ("标签: 2.延期办结数, 单位: 件", "标签: 2.延期办结数, 单位: 箱", "unknown-choice"),
        ("标签: 2.延期办结数, 单位: 件", "标签: 2.延期办结数", "missing-key"),
        ("公布期限: 03-31", "公布期限: 三月底", "bad-date"),
        ("依据: ", "根据: ", "unknown-key"),
        ("首个报告年度: 2014", "首个报告年度: 二〇一四", "not-a-number"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_form_is_a_finding_like_any_other(old: str, new: str, code: str) -> None:
    assert old in FORM
    assert code in codes(FORM.replace(old, new, 1))


CURRENT = (ROOT / "templates/2021/form.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("+ 属于行政执法案卷 +", "+ 属于行政执法卷宗 +", ["没有指标“属于行政执法卷宗”"]),
        ("关系: 总计 = 自然人 + 商业企业", "关系: 总计 = 自然人 + 商业", ["表“收到和处理申请”没有列“商业”"]),
        ("= 上年.结转下年度继续办理", "= 上年.结转次年", ["没有指标“结转次年”"]),
    ],
)  # fmt: skip
def test_a_wrong_name_in_a_rule_is_blamed_alone(old: str, new: str, said: list[str]) -> None:
    """A rule over seven columns has one wrong name, and the others are no findings."""
    text = CURRENT.replace(old, new, 1)
    _, findings = bind_form(Path("表式"), Source.from_text("form.yaml", text))
    assert [finding.message[: len(s)] for finding, s in zip(findings, said, strict=True)] == said
