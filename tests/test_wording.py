"""What a form says of the texts (说法, 文字) is read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest
from compact import form_of
from conftest import ROOT

from nianbao.form.reader import bind_form
from nianbao.form.vocabulary import Vocabulary, apart, longest
from nianbao.source import Source

TEXTS = {
    name: (ROOT / f"templates/{name}/form.yaml").read_text("utf-8") for name in ("2014", "2021")
}


def findings(name: str, old: str, new: str) -> list[str]:
    """What is said of a form with one change."""
    assert TEXTS[name].count(old) == 1
    source = Source.from_text("form.yaml", TEXTS[name].replace(old, new))
    form, found = bind_form(Path(name), source)
    assert (form is None) == bool(found)
    return [finding.code for finding in found]


@pytest.mark.parametrize(
    ("name", "old", "new", "codes"),
    [
        ("2014", "说法: [微博]", "说法: [微博, 微型博客]", []),
        ("2014", "说法: [微博]", "说法: 微博", ["wrong-shape"]),
        ("2014", "说法: [微博]", "说法: [微博…]", ["wrong-shape"]),
        ("2014", "说法: [微博]", "说话: [微博]", ["unknown-key"]),
        ("2021", "说法: [重复申请]", "说法: {总计: [重复申请], 自然人: [自然人重复申请]}", []),
        ("2021", "说法: [重复申请]", "说法: {总数: [重复申请]}", ["unknown-key"]),
        ("2021", "说法: {行: [政府规章", "说法: [制定规章], 注: {行: [政府规章", ["wrong-shape"] * 2),
        ("2014", "  雷同: 0.8 ", "  雷同: 80 ", ["not-a-number"]),
        ("2014", "  悬殊: 10 ", "  悬殊: 十 ", ["not-a-number"]),
        ("2014", "    - 延期办结数\n", "    - 延期结办数\n", ["unknown-name"]),
        ("2014", "    - 延期办结数\n", "    - 被依法纠错数\n", ["unknown-name"]),
        ("2014", "  问题: 存在的主要问题及改进措施", "  问题: 存在的问题", ["unknown-choice"]),
        ("2014", "至少: 10}", "至多: 10}", ["unknown-key"]),
        ("2021", "政府公布期限: 03-31", "政府公布期限: 3月31日", ["bad-date"]),
        ("2014", "又作: [则]", "又作: 则", ["wrong-shape"]),
    ],
)  # fmt: skip
def test_a_mistake_of_the_forms_author_is_a_finding(
    name: str, old: str, new: str, codes: list[str]
) -> None:
    assert findings(name, old, new) == codes


def test_words_mean_cells() -> None:
    speech = form_of(2017).speech
    assert [cell.name for cell in speech["微博"]] == ["政务微博公开政府信息数"]
    assert [cell.indicator.reference for cell in speech["被依法纠错"]] == [
        "行政复议数量.被依法纠错数", "行政诉讼数量.被依法纠错数",
    ]  # fmt: skip
    assert [cell.name for cell in form_of(2025).speech["新收"]] == [
        "本年新收政府信息公开申请数量·总计"
    ]


@pytest.mark.parametrize("year", [2017, 2019, 2025])
def test_the_national_forms_say_how_their_rows_are_spoken_of(year: int) -> None:
    form = form_of(year)
    assert len(form.speech) > 50
    assert form.wording.demands
    assert form.wording.likeness is not None


@pytest.mark.parametrize(
    ("words", "text", "places"),
    [
        ("召开会议", "召开会议3次", [(0, 4)]),
        ("召开…会议", "召开信息公开会议3次", [(0, 8)]),
        ("召开…会议", "召开了座谈，会议3次", []),
        ("召开…会议", "召开座谈\n会议3次", []),
        ("召开…会议", "召开各科室负责人和信息员都参加的工作会议3次", []),
        ("召开…会议", "召开座谈。召开部署会议", [(5, 11)]),
        ("召开…会议", "召开会议，再召开会议", [(0, 4), (6, 10)]),
        ("召开…公开…会议", "召开信息公开工作会议", [(0, 10)]),
        ("收…费", "不收取费用，收费", [(1, 4), (6, 8)]),
        ("收费", "收", []),
    ],
)
def test_an_ellipsis_stands_for_a_few_words(
    words: str, text: str, places: list[tuple[int, int]]
) -> None:
    assert [found[:2] for found in Vocabulary([words]).find(text)] == places


def test_words_are_found_within_others_unless_they_are_to_be_apart() -> None:
    found = list(Vocabulary(["同意公开", "不同意公开", "公开"]).find("不同意公开、公开"))
    assert [each.words for each in found] == ["不同意公开", "同意公开", "公开", "公开"]
    assert [each.words for each in longest(found)] == ["不同意公开", "公开"]
    assert [each.words for each in apart(found, {"同意公开", "公开"})] == ["同意公开", "公开"]
    assert list(Vocabulary([]).find("公开")) == []
