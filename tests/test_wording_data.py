"""The words of the lexicon, each with a sentence that it finds and one that looks like it.

The sentences are in wording.tsv: group (组), wrong (错的), right (对的). A line is added with each word.
"""

from __future__ import annotations

import time

import pytest
from conftest import ROOT, WORKSPACE

from nianbao.form.lexicon import Lexicon
from nianbao.form.patterns import Pattern, read_pattern
from nianbao.form.set_phrases import Phrases, off_by

GROUPS = {
    "漏字": "missing", "易错": "confused", "宜改": "better", "搭配": "mismatched",
    "旧说法": "outdated", "借用": "borrowed",
}  # fmt: skip
ROWS = [
    tuple(line.split("\t"))
    for line in (ROOT / "tests/wording.tsv").read_text("utf-8").splitlines()[1:]
]
LEXICON: Lexicon = WORKSPACE.lexicon()[0]


def said(text: str) -> list[tuple[str, str, str]]:
    """What the lexicon finds in a text: group, words as typed, the entry."""
    chars = frozenset(text)
    found = [
        (group, text[start:end], wrong.text)
        for group, name in GROUPS.items()
        for start, end, wrong in getattr(LEXICON, name).places(text, chars)
    ]
    near = LEXICON.phrases.near(text, chars)
    return found + [("词组", text[each.start : each.end], each.phrase) for each in near]


def test_the_table_is_not_empty() -> None:
    assert len(ROWS) > 180
    assert {len(row) for row in ROWS} == {3}
    assert {row[0] for row in ROWS} == {*GROUPS, "词组"}


@pytest.mark.parametrize(("group", "wrong", "right"), ROWS, ids=lambda value: value[:16])
def test_what_is_wrong_is_found_and_what_is_like_it_is_not(
    group: str, wrong: str, right: str
) -> None:
    assert group in {kind for kind, _, _ in said(wrong)}
    assert said(right) == []


def test_every_entry_has_its_sentences() -> None:
    found = {(group, entry) for _, wrong, _ in ROWS for group, _, entry in said(wrong)}
    for group, name in GROUPS.items():
        for wrong in getattr(LEXICON, name):
            twice = wrong.text[: len(wrong.text) // 2] * 2 == wrong.text  # 叠词
            assert twice or (group, wrong.text) in found, wrong.text


def test_a_word_written_twice_is_found_but_not_where_two_words_meet() -> None:
    for text in ("公开信息信息。", "进一步进一步规范。", "及时及时更新。"):
        assert [group for group, _, _ in said(text)] == ["易错"]
    for text in ("人人参与，年年更新，种种措施。", "市政府政府信息公开。", "部门部门预算。"):
        assert said(text) == []


# ── set phrases ─────────────────────────────────────────────────────────────────────────────────


def slips(phrase: str) -> set[str]:
    """Every way to lose, double or swap characters of a phrase, but at its ends."""
    inner = range(1, len(phrase) - 1)
    lost = {phrase[:at] + phrase[at + 1 :] for at in inner}
    doubled = {phrase[: at + 1] + phrase[at:] for at in inner}
    swapped = {
        phrase[:at] + phrase[at + 1] + phrase[at] + phrase[at + 2 :]
        for at in inner
        if at + 1 < len(phrase) - 1
    }
    return {*lost, *doubled, *swapped} - {phrase}


def test_nine_of_ten_slips_in_a_set_phrase_are_found() -> None:
    small = set("的和与及或等、，“”")
    tried = found = 0
    for phrase in LEXICON.phrases.phrases:
        if len(phrase) > 4 and not small & set(phrase):
            for wrong in slips(phrase):
                tried += 1
                found += bool(said(f"全年{wrong}，"))
    assert tried > 900
    assert found / tried > 0.92, f"{found} of {tried}"


def test_the_right_phrases_and_words_are_never_slips() -> None:
    for right in (*LEXICON.phrases.phrases, *LEXICON.right):
        assert LEXICON.phrases.near(right, frozenset(right)) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("依申请公开", "依神请公开"),  # sounds alike
        ("政务信息公开", "政务信息共开"),
        ("行政规范性文件", "行政规范性文伴"),  # nothing alike, and at the end
    ],
)
def test_a_short_phrase_needs_a_character_that_sounds_or_looks_alike(text: str, wrong: str) -> None:
    phrases = Phrases([text], alike=["申神身", "公共功"])
    assert bool(phrases.near(wrong, frozenset(wrong))) == (wrong[-1] != "伴")


def test_titles_may_be_off_by_so_many_characters() -> None:
    assert off_by("政府信息公开工作条例", "政府信息公开条例", 2)
    assert not off_by("某市政府信息公开工作条例", "政府信息公开条例", 2)
    assert off_by("", "甲", 1)


# ── patterns ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("(甲+)+乙", "重复里套着重复"),
        ("(?:甲|甲甲){1,50}乙", "重复里套着重复"),
        ("(?:[一-龥]{2,30}){2,20}。", "重复里套着重复"),
        ("甲[^乙]*丙[^乙]*乙", "有两个不限次数的重复"),
        ("【[^】]*填[^】]*】", "有两个不限次数的重复"),
        (".*截止", "不限次数的重复会越过下一个开头"),
        (r"【[^】\n]*】", "不限次数的重复会越过下一个开头"),
        ("(甲", "不成立"),
        ("甲*", "什么都能对上"),
        ("(?:甲|)", "什么都能对上"),
    ],
)
def test_a_pattern_that_could_run_away_is_refused(pattern: str, why: str) -> None:
    read = read_pattern(pattern)
    assert isinstance(read, str)
    assert read.startswith(why)


@pytest.mark.parametrize(
    "pattern",
    [
        "【[^【】]{0,60}填[^【】]{0,60}】", "(?:、[一-龥]{1,12}){1,30}数", "_{2,}", "截止(?=到|至)",
        r"(?:\d{1,3},){1,9}\d{3}", "(?:县|区)?乡?镇", r"(?<!甲)[乙丙]{2,99}(?!丁)", "(?P<字>甲乙)(?P=字)",
    ],
)  # fmt: skip
def test_a_pattern_that_is_linear_is_taken(pattern: str) -> None:
    assert isinstance(read_pattern(pattern), Pattern)


def test_a_pattern_says_what_a_text_must_have() -> None:
    pattern = read_pattern("(?<!甲)(?:自已|己经)(?=公开|办结)")
    assert isinstance(pattern, Pattern)
    assert set(pattern.words) == {"自已", "己经"}
    assert pattern.must == frozenset()
    assert not list(pattern.finditer("自己公开", frozenset("自己公开")))
    assert [m[0] for m in pattern.finditer("自已公开", frozenset("自已公开"))] == ["自已"]


@pytest.mark.parametrize(
    "text", [
        "【待" * 1500, "（ " * 20000, "政府信" * 20000, "截止" * 20000, "各单位" * 20000, "《政府" * 20000,
        "领导小" * 10000, "公开公开" * 10000, "提起复议" * 10000, "政府息公开" * 10000, "安徽信" * 20000,
        "以习近平总书记为核心的党中央" * 3000,
    ],
)  # fmt: skip
def test_a_hostile_text_is_read_in_linear_time(text: str) -> None:
    """Four times the text takes about four times the time, not sixteen."""
    chars = frozenset(text)

    def cpu(length: int) -> float:
        part = text[:length]
        start = time.process_time()
        said(part)
        list(LEXICON.placeholders.finditer(part, chars))
        list(LEXICON.residues.finditer(part, chars))
        return time.process_time() - start

    cpu(100)
    assert cpu(len(text)) < 9 * cpu(len(text) // 4) + 0.05
