"""Findings as they are printed: for a person, for a program, for GitHub."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nianbao.findings.finding import Finding, Related, Severity, has_errors, in_order, strict
from nianbao.findings.printers import as_github, as_json, as_text, summary
from nianbao.findings.width import visible, width
from nianbao.source import Source


def finding(line: str, part: str, **more: object) -> Finding:
    """A finding about a part of a line."""
    span = Source.from_text("data/2017.yaml", line).span(1, line.index(part) + 1, len(part))
    return Finding("some-code", "有误", span, **more)  # type: ignore[arg-type]


def carets(one: Finding) -> str:
    """What the carets of a printed finding stand under, found by display width."""
    _, excerpt, marks = as_text([one]).split("\n")[:3]
    start, end = marks.index("^"), marks.rindex("^") + 1
    column, under = 0, ""
    for char in excerpt:
        if start <= column < end:
            under += char
        column += width(char)
    return under


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("  合计: 12", "12"),
        ("  公开 {{条数}} 条", "{{条数}}"),
        ("- 温州 abc 规划", "规划"),
        ("“引号”：ａｂｃ，half", "ａｂｃ"),
        ("😀😀：数", "数"),
        ("　　段首", "段首"),
        ("甲\u200b乙", "\u200b"),
        ("甲" * 200 + "乙" + "丙" * 200, "乙"),
        ("a" * 300 + "b" + "c" * 300, "b"),
    ],
)
def test_carets_stand_under_what_is_meant_by_display_width(line: str, part: str) -> None:
    assert carets(finding(line, part)) == visible(part)


def test_a_printed_finding_has_place_message_code_line_carets_places_and_help() -> None:
    source = Source.from_text("data/2017.yaml", "公报: 3\n网站: 8\n合计: 12")
    one = Finding(
        "sum-mismatch", "合计为 12，各分项之和为 11", source.span(3, 5, 2), "改合计为 11",
        related=(Related(source.span(1, 5), "公报 3"), Related(source.span(2, 5), "网站 8")),
    )  # fmt: skip
    assert as_text([one]) == (
        "data/2017.yaml:3:5: 错误 合计为 12，各分项之和为 11 [sum-mismatch]\n"
        " 3 | 合计: 12\n"
        "   |       ^^\n"
        " = data/2017.yaml:1:5: 公报 3\n"
        " = data/2017.yaml:2:5: 网站 8\n"
        " 改法：改合计为 11\n"
        "\n"
        "错误 1 · 警告 0"
    )


def test_an_empty_place_still_gets_a_caret() -> None:
    source = Source.from_text("x", "合计:")
    assert "    |    ^" not in as_text([Finding("c", "m", source.span(1, 4, 0))])
    assert as_text([Finding("c", "m", source.span(1, 4, 0))]).split("\n")[2].endswith("^")


def test_a_place_behind_the_end_of_the_file_is_printed_too() -> None:
    source = Source.from_text("x", "合计: 1")
    assert as_text([Finding("c", "m", source.span(9, 9, 9))])


def test_a_long_line_is_cut_around_the_place() -> None:
    printed = as_text([finding("甲" * 300 + "乙" + "丙" * 300, "乙")]).split("\n")
    assert printed[1].count("…") == 2
    assert width(printed[1]) < 110


def test_what_is_said_cannot_steer_the_screen() -> None:
    one = finding("甲\x1b[2J乙", "乙")
    one = Finding("c", "没有“\x1b[31m\u202e”", one.span, "\x07", waived="\x9b")
    assert "\x1b" not in as_text([one])
    assert not set("\x1b\u202e\x07\x9b") & set(as_text([one]))


def test_columns_on_a_screen() -> None:
    assert [width(text) for text in ("abc", "甲乙", "甲a", "，", "—", "😀", "e\u0301", "ａ")] == [
        3, 4, 3, 2, 1, 2, 1, 2
    ]  # fmt: skip


def test_findings_come_by_place_errors_first_and_each_once() -> None:
    source = Source.from_text("x", "a\nb")
    low = Finding("low", "m", source.span(1, 1), severity=Severity.WARNING)
    high = Finding("high", "m", source.span(1, 1))
    later = Finding("later", "m", source.span(2, 1))
    assert in_order([later, low, high, low]) == [high, low, later]


def test_strict_makes_errors_of_warnings_that_nobody_has_waived() -> None:
    warning = finding("甲", "甲", severity=Severity.WARNING)
    waived = finding("甲", "甲", severity=Severity.WARNING, waived="查过")
    assert not has_errors([warning, waived])
    assert [f.severity for f in strict([warning, waived])] == [Severity.ERROR, Severity.WARNING]


def test_the_summary_counts_what_is_left_to_do() -> None:
    findings = [
        finding("甲", "甲"),
        finding("甲", "甲", severity=Severity.WARNING),
        finding("甲", "甲", severity=Severity.WARNING, waived="查过"),
        finding("甲", "甲", severity=Severity.NOTE),
    ]
    assert summary(findings) == "错误 1 · 警告 1 · 提示 1 · 已核实 1"
    assert summary([]) == "错误 0 · 警告 0"


def test_a_waived_finding_is_listed_with_its_reason() -> None:
    one = finding("甲", "甲", severity=Severity.WARNING, waived="上年的文件")
    assert "已核实 有误 [some-code]\n 理由：上年的文件" in as_text([one])


def test_json_has_the_documented_keys() -> None:
    source = Source.from_text("data/2017.yaml", "合计: 12")
    related = (Related(source.span(1, 1), "公报 3"),)
    one = Finding("c", "m", source.span(1, 5, 2), "h", Severity.WARNING, related, "合计")
    (entry,) = json.loads(as_json([one]))
    assert entry == {
        "code": "c", "severity": "warning", "message": "m", "help": "h", "waived": None, "fix": None,
        "file": "data/2017.yaml", "line": 1, "column": 5, "endLine": 1, "endColumn": 7,
        "related": [
            {"file": "data/2017.yaml", "line": 1, "column": 1, "endLine": 1, "endColumn": 2, "message": "公报 3"}
        ],
    }  # fmt: skip
    assert json.loads(as_json([])) == []


def test_github_commands_cannot_be_broken_out_of() -> None:
    source = Source.from_text("a,b:c%.yaml", "甲")
    one = Finding("c", "100%\n::error::x", source.span(1, 1), "改\r改")
    printed = as_github([one])
    assert printed == (
        "::error file=a%2Cb%3Ac%25.yaml,line=1,col=1,endLine=1,endColumn=2,title=c::"
        "100%25%0A::error::x（改法：改%0D改）"
    )


@given(
    line=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r"), max_size=200),
    column=st.integers(1, 220),
    length=st.integers(0, 220),
)
def test_any_place_in_any_line_can_be_printed(line: str, column: int, length: int) -> None:
    one = Finding("c", line, Source.from_text("x", line).span(1, column, length))
    printed = as_text([one]).split("\n")
    assert "^" in printed[2]
    assert len(printed) == 5
    assert as_github([one]).count("\n") == 0
    json.loads(as_json([one]))
