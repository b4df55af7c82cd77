"""Findings as they are printed: for a person, for a program, for GitHub, for review tools."""

from __future__ import annotations

import io
import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT, WORKSPACE, year_2017_edition
from hypothesis import given
from hypothesis import strategies as st

from nianbao.examine import examine
from nianbao.findings.closing import Closing, summary
from nianbao.findings.codes import CODES, GROUPS
from nianbao.findings.codes.of_figures import MISSING_FIGURE
from nianbao.findings.finding import (
    Code,
    Finding,
    Related,
    Severity,
    has_errors,
    in_order,
    strict,
)
from nianbao.findings.mark import subject_of, waiver_line
from nianbao.findings.printers import printer
from nianbao.findings.programs import as_github, as_json
from nianbao.findings.sarif import as_sarif
from nianbao.findings.terminal import Screen, as_text
from nianbao.findings.width import visible, width, wrapped
from nianbao.reading.yamltree import Mapping, Scalar, Sequence, read_tree
from nianbao.source import Source

WRONG = Code("some-code", Severity.ERROR, "有误", "改对")
DOUBTFUL = Code("other-code", Severity.WARNING, "可疑", "看一看")
REMARK = Code("low-code", Severity.NOTE, "顺便一说", "看过就行")
STEERING = "\x1b[31m\x07\x9b\u202e\u2066\u200f\x85\u2028"


def finding(line: str, part: str, code: Code = WRONG, waived: str = "") -> Finding:
    """A finding about a part of a line."""
    span = Source.from_text("data/2017.yaml", line).span(1, line.index(part) + 1, len(part))
    return replace(code.at(span, "有误"), waived=waived)


def carets(one: Finding, screen: Screen | None = None) -> str:
    """What the carets of a printed finding stand under, found by display width."""
    _, excerpt, marks = as_text([one], screen).split("\n")[:3]
    start, end = marks.index("^"), marks.rindex("^") + 1
    column, under = 0, ""
    for char in excerpt:
        if start <= column < end:
            under += char
        column += width(char)
    return under


# For a person


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
    assert carets(finding(line, part), Screen(60)) == visible(part)


def test_a_printed_finding_has_place_message_code_line_carets_places_and_help() -> None:
    source = Source.from_text("data/2017.yaml", "公报: 3\n网站: 8\n合计: 12")
    one = WRONG.at(
        source.span(3, 5, 2), "合计为 12，各分项之和为 11", "改合计为 11",
        related=(Related(source.span(1, 5), "公报 3"), Related(source.span(2, 5), "网站 8")),
    )  # fmt: skip
    assert as_text([one]) == (
        "data/2017.yaml:3:5: 错误 合计为 12，各分项之和为 11 [some-code]\n"
        " 3 | 合计: 12\n"
        "   |       ^^\n"
        " = data/2017.yaml:1:5: 公报 3\n"
        " = data/2017.yaml:2:5: 网站 8\n"
        " 改法：改合计为 11\n"
        "\n"
        "错误 1 · 警告 0"
    )


def test_an_empty_place_still_gets_a_caret() -> None:
    one = WRONG.at(Source.from_text("x", "合计:").span(1, 4, 0), "m")
    assert as_text([one]).split("\n")[2].endswith("   ^")


def test_a_place_behind_the_end_of_the_file_is_printed_too() -> None:
    assert as_text([WRONG.at(Source.from_text("x", "合计: 1").span(9, 9, 9), "m")])


def test_a_long_line_is_cut_around_the_place() -> None:
    printed = as_text([finding("甲" * 300 + "乙" + "丙" * 300, "乙")]).split("\n")
    assert printed[1].count("…") == 2
    assert width(printed[1]) < 110


def test_what_is_said_cannot_steer_the_screen() -> None:
    source = Source.from_text(f"data/{STEERING}.yaml", f"甲{STEERING}乙\n丙")
    other = Source.from_text(f"data/{STEERING}2.yaml", "丁")
    related = (Related(other.span(1, 1), STEERING),)
    findings = [
        WRONG.at(source.span(1, 2), STEERING, STEERING, related=related, subject=STEERING),
        DOUBTFUL.at(source.span(1, 1), "可疑", subject=STEERING),
        DOUBTFUL.at(source.span(2, 1), "可疑", subject="丙"),
        replace(DOUBTFUL.at(source.span(2, 1), "查过"), waived=STEERING),
    ]
    closing = Closing(STEERING, STEERING, STEERING, (STEERING,), findings)
    for screen in (Screen(), Screen(60)):
        assert not set(STEERING) - {"[", "3", "1", "m"} & set(as_text(findings, screen, closing))
    for name in ("json", "github", "sarif"):
        assert not (set(STEERING) - set("[31m")) & set(printer(name)(findings))
    assert json.loads(as_json(findings))[0]["message"] == STEERING


def test_columns_on_a_screen() -> None:
    assert [width(text) for text in ("abc", "甲乙", "甲a", "，", "—", "😀", "e\u0301", "ａ")] == [
        3, 4, 3, 2, 1, 2, 1, 2
    ]  # fmt: skip


def test_findings_come_by_place_errors_first_and_each_once() -> None:
    source = Source.from_text("x", "a\nb")
    low = DOUBTFUL.at(source.span(1, 1), "m")
    high = WRONG.at(source.span(1, 1), "m")
    later = WRONG.at(source.span(2, 1), "m")
    assert in_order([later, low, high, low]) == [high, low, later]


def test_a_person_reads_errors_first_then_warnings_notes_and_what_is_checked() -> None:
    source = Source.from_text("x", "a\nb\nc\nd\ne")
    findings = [
        replace(DOUBTFUL.at(source.span(1, 1), "五"), waived="查过"),
        REMARK.at(source.span(2, 1), "四"),
        DOUBTFUL.at(source.span(3, 1), "三"),
        WRONG.at(source.span(5, 1), "二"),
        WRONG.at(source.span(4, 1), "一"),
    ]
    heads = re.findall(r"^x:\d:1: \S+ (\S)", as_text(findings), re.MULTILINE)
    assert heads == ["一", "二", "三", "四", "五"]
    assert [entry["line"] for entry in json.loads(as_json(findings))] == [1, 2, 3, 5, 4]


def test_strict_makes_errors_of_warnings_that_nobody_has_waived() -> None:
    warning = finding("甲", "甲", DOUBTFUL)
    waived = finding("甲", "甲", DOUBTFUL, waived="查过")
    assert not has_errors([warning, waived])
    assert [f.severity for f in strict([warning, waived])] == [Severity.ERROR, Severity.WARNING]


def test_the_summary_counts_what_is_left_to_do() -> None:
    findings = [
        finding("甲", "甲"),
        finding("甲", "甲", DOUBTFUL),
        finding("甲", "甲", DOUBTFUL, waived="查过"),
        finding("甲", "甲", REMARK),
    ]
    assert summary(findings) == "错误 1 · 警告 1 · 提示 1 · 已核实 1"
    assert summary([]) == "错误 0 · 警告 0"
    for name in (Screen(), Screen(60, colour=True)):
        assert as_text(findings, name, Closing(again="make check")).split("\n")[-1] == summary(
            findings
        )


def test_a_waived_finding_is_listed_with_its_reason() -> None:
    one = finding("甲", "甲", DOUBTFUL, waived="上年的文件")
    assert "已核实 有误 [other-code]\n 理由：上年的文件" in as_text([one])


# The same findings as one


def test_what_says_the_same_is_told_once_with_all_places() -> None:
    source = Source.from_text("data/2017.yaml", "今年，今年\n甲\n今年\n今年")
    places = [source.span(1, 1, 2), source.span(1, 4, 2), source.span(3, 1, 2)]
    findings = [DOUBTFUL.at(place, "“今年”", "写年份", subject="引言") for place in places]
    findings.append(DOUBTFUL.at(source.span(4, 1, 2), "“今年”", "写年份", subject="正文"))
    first, second = map(waiver_line, (findings[0], findings[3]))
    assert first != second
    assert as_text(findings) == (
        "data/2017.yaml:1:1: 警告 “今年”（共 4 处） [other-code]\n"
        " 1 | 今年，今年\n"
        "   | ^^^^  ^^^^\n"
        " = 还有：第 3、4 行\n"
        " 改法：写年份\n"
        " 查过无误，就在“核实:”下写：\n"
        f"   {first}  # 第 1、3 行\n"
        f"   {second}  # 第 4 行\n"
        "\n"
        "错误 0 · 警告 4"
    )
    assert len(json.loads(as_json(findings))) == 4
    assert len(as_github(findings).split("\n")) == 4


def test_what_names_other_places_is_not_folded() -> None:
    source = Source.from_text("x", "甲\n乙")
    both = [
        DOUBTFUL.at(source.span(n, 1), "m", related=(Related(source.span(3 - n, 1), "另一处"),))
        for n in (1, 2)
    ]
    assert as_text(both).count("[other-code]") == 2


def test_many_figures_that_are_not_filled_in_are_one_finding_that_names_them() -> None:
    source = Source.from_text("data/2026.yaml", "甲:\n乙:\n\n\n\n丙:\n丁:")
    lines = {"甲": 1, "乙": 2, "丙": 6, "丁": 7}
    findings = [
        MISSING_FIGURE.at(source.span(n, 2, 0), f"“{name}”还没有填", "填上数", subject=name)
        for name, n in lines.items()
    ]
    assert as_text(findings) == (
        "data/2026.yaml:1:2: 错误 4 个指标没有填 [missing-figure]\n"
        " 1 | 甲:\n"
        "   |   ^\n"
        " = 第 1–2 行：甲、乙\n"
        " = 第 6–7 行：丙、丁\n"
        " 改法：填上数\n"
        "\n"
        "错误 4 · 警告 0"
    )
    assert as_text(findings[:2]).count("还没有填") == 2  # few are told one by one
    assert len(json.loads(as_json(findings))) == 4


# What to do next


def test_the_last_lines_tell_what_to_do_next() -> None:
    source = Source.from_text("data/2017.yaml", "\n".join(["甲乙"] * 12))
    warnings = [DOUBTFUL.at(source.span(1 + n % 4, 1), f"第{n}种") for n in range(11)]
    closing = Closing(
        again="make check YEAR=2017",
        onward="make report YEAR=2017",
        unchecked=("没有 data/2016.yaml，与上年比的没有查",),
        counted=[finding("甲", "甲", REMARK)],
        hidden=[finding("甲", "甲", DOUBTFUL)],
    )
    assert as_text(warnings, closing=closing).split("\n\n")[-1] == (
        "问题最多的几行：第 1 行 3 处，第 2 行 3 处，第 3 行 3 处，第 4 行 2 处\n"
        "最多的几种：\n"
        "  11 处 other-code：可疑\n"
        "没有查的：没有 data/2016.yaml，与上年比的没有查\n"
        "没有错误，下一步：make report YEAR=2017\n"
        "错误 0 · 警告 11 · 提示 1"
    )
    errors = [WRONG.at(source.span(line, 1), f"第{line}处") for line in (9, 7)]
    assert as_text([*warnings, *errors], closing=closing).split("\n\n")[-1] == (
        "先改错误：第 7、9 行\n"
        "最多的几种：\n"
        "  11 处 other-code：可疑\n"
        "  2 处 some-code：有误\n"
        "没有查的：没有 data/2016.yaml，与上年比的没有查\n"
        "改好以后，再运行：make check YEAR=2017\n"
        "错误 2 · 警告 11 · 提示 1"
    )


def test_a_hidden_error_is_an_error() -> None:
    closing = Closing(onward="make report YEAR=2017", hidden=[finding("甲", "甲")])
    assert as_text([], closing=closing) == "另有 1 处错误没有显示\n错误 0 · 警告 0"


def test_what_can_be_mended_is_a_command_to_type() -> None:
    findings = year_2017_edition().findings
    printed = as_text(findings, closing=Closing(fix="make fix YEAR=2017"))
    assert "\n可以代改的，先让程序改：make fix YEAR=2017\n" in printed
    assert printed.endswith(" · 可以代改 8")
    assert "先让程序改" not in as_text(findings)
    (one,) = [finding("甲", "甲")]
    assert "先让程序改" not in as_text([one], closing=Closing(fix="make fix YEAR=2017"))


# On a terminal


class Terminal(io.StringIO):
    """A stream behind which someone sits."""

    def isatty(self) -> bool:
        """It is a terminal."""
        return True


@pytest.fixture
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((80, 24)))
    return monkeypatch


def test_colour_is_for_terminals(bare_environment: pytest.MonkeyPatch) -> None:
    assert Screen.of(io.StringIO()) == Screen()
    assert Screen.of(Terminal()) == Screen(79, colour=True)
    bare_environment.setenv("FORCE_COLOR", "1")
    assert Screen.of(io.StringIO()) == Screen(0, colour=True)
    bare_environment.setenv("NO_COLOR", "1")
    assert Screen.of(Terminal()) == Screen(79, colour=False)
    bare_environment.delenv("NO_COLOR")
    bare_environment.setenv("TERM", "dumb")
    assert Screen.of(Terminal()) == Screen(79, colour=False)


def test_colour_changes_no_word() -> None:
    findings = year_2017_edition().findings
    coloured = as_text(findings, Screen(79, colour=True))
    assert "\x1b[1;33m警告\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == as_text(findings, Screen(79))
    assert "\x1b" not in as_text(findings, Screen(79)) + as_text(findings)


@pytest.mark.parametrize("columns", [59, 79, 99, 139])
def test_no_line_is_wider_than_the_terminal(columns: int) -> None:
    findings = year_2017_edition().findings
    lines = as_text(findings, Screen(columns)).split("\n")
    # a subject that is copied is never broken: it would be another one
    assert [line for line in lines if width(line) > columns and "位置: " not in line] == []
    assert max(map(width, lines)) > columns - 6
    if columns > 90:
        assert max(map(width, lines)) <= columns


@given(
    st.text(st.characters(exclude_categories=["C", "Zl", "Zp", "Zs", "M"]), max_size=120),
    st.integers(12, 60),
)
def test_a_wrapped_text_is_the_text(text: str, columns: int) -> None:
    lines = wrapped(text, columns, "  ")
    assert all(width(line) <= columns for line in lines)
    assert "".join([lines[0], *(line.removeprefix("  ") for line in lines[1:])]) == text


def test_no_line_begins_with_a_comma() -> None:
    text = "改法：写上“今年”（或者年份），再核对。" * 9
    for columns in range(20, 60):
        for line in wrapped(text, columns, " "):
            assert line.strip()[0] not in "，。”）"
            assert line[-1] not in "“（"


# 核实


def waived_with(year_2017: str, lines: str, tmp_path: Path) -> list[Finding]:
    """What the data of 2017 find with lines under 核实."""
    path = tmp_path / "2017.yaml"
    path.write_text(f"{year_2017}\n核实:\n{lines.replace('……', '查过')}\n", encoding="utf-8")
    return list(examine(WORKSPACE, path, 2017).findings)


def place(one: Finding) -> tuple[str, int, int, str]:
    return one.code, one.span.line, one.span.column, one.message


@pytest.mark.parametrize("screen", [Screen(), Screen(79), Screen(59)], ids=["file", "79", "59"])
def test_each_waiver_line_silences_what_it_was_printed_for(
    screen: Screen, year_2017: str, tmp_path: Path
) -> None:
    waivable = [one for one in year_2017_edition().findings if one.waivable]
    assert len(waivable) >= 40
    printed = as_text(waivable, screen)
    found = re.findall(r"^(?: *| 改法：.*)(- \{问题: [^}]+\})", printed, re.MULTILINE)
    assert len(found) == len(set(map(waiver_line, waivable)))
    for text in found:
        line = re.sub(r"\n\s+", " ", text)
        meant = {place(one) for one in waivable if waiver_line(one) == line}
        findings = waived_with(year_2017, f"  {text}", tmp_path)
        assert {place(one) for one in findings if one.waived} == meant
        assert meant
        assert not {"stale-waiver", "unused-waiver"} & {one.code for one in findings}
    everything = waived_with(year_2017, "\n".join(f"  {text}" for text in found), tmp_path)
    assert [place(one) for one in everything if not one.waived] == []


def test_a_comma_that_is_checked_says_nothing_of_another_line(
    year_2017: str, tmp_path: Path
) -> None:
    two = year_2017.replace(
        "    - 没有收取任何费用。", "    - 没有收取,任何费用。\n    - 没有,收取。"
    )
    path = tmp_path / "2017.yaml"
    path.write_text(two, encoding="utf-8")
    commas = [
        one
        for one in examine(WORKSPACE, path, 2017).findings
        if one.code == "halfwidth-punctuation"
    ]
    assert len({one.span.line for one in commas}) == 3
    findings = waived_with(two, f"  {waiver_line(commas[-1])}", tmp_path)
    assert [one.span.line for one in findings if one.waived] == [commas[-1].span.line]


@given(st.text(max_size=30))
def test_any_place_comes_back_from_its_line(subject: str) -> None:
    one = DOUBTFUL.at(Source.from_text("x", "甲").span(1, 1), "m", subject=subject)
    tree = read_tree(Source.from_text("x", f"核实:\n  {waiver_line(one)}\n"))
    assert tree.findings == ()
    assert tree.root is not None
    waivers = tree.root.get("核实")
    assert isinstance(waivers, Sequence)
    (waiver,) = waivers.items
    assert isinstance(waiver, Mapping)
    there = waiver.get("位置")
    assert isinstance(there, Scalar)
    assert there.text == subject_of(one)
    assert there.text in {subject, "1"}


DRESSES = {
    "full-width colons": "{问题：slash-beside-zero, 位置：依申请公开情况, 理由：往年如此}",
    "the first colon": "{问题：slash-beside-zero, 位置: 依申请公开情况, 理由: 往年如此}",
    "the second colon": "{问题: slash-beside-zero, 位置：依申请公开情况, 理由: 往年如此}",
    "the last colon": "{问题: slash-beside-zero, 位置: 依申请公开情况, 理由：往年如此}",
    "full-width commas": "{问题: slash-beside-zero，位置: 依申请公开情况，理由: 往年如此}",
    "colons and commas": "{问题：slash-beside-zero，位置：依申请公开情况，理由：往年如此}",
    "a quoted place": "{问题：slash-beside-zero，位置：'依申请公开情况'，理由：往年如此}",
    "braces too": "｛问题：slash-beside-zero，位置：依申请公开情况，理由：往年如此｝",
    "no spaces": "{问题:slash-beside-zero,位置:依申请公开情况,理由:往年如此}",
}
TO_DO = {
    "，": ", ",
    "：": ": ",
    "｛": "{",
    "｝": "}",
    ":": ": ",
}  # what the remedies say, by what is wrong


@pytest.mark.parametrize("head", ["核实:", "核实："])
@pytest.mark.parametrize("dress", DRESSES.values(), ids=DRESSES)
def test_a_waiver_is_understood_in_any_dress_and_mended_as_told(
    head: str, dress: str, year_2017: str, tmp_path: Path
) -> None:
    path = tmp_path / "2017.yaml"
    path.write_text(f"{year_2017}\n{head}\n  - {dress}\n", encoding="utf-8")
    findings = examine(WORKSPACE, path, 2017).findings
    assert [one.waived for one in findings if one.code == "slash-beside-zero"] == ["往年如此"]
    wrong = [one for one in findings if one.severity is Severity.ERROR]
    kinds = {"fullwidth-colon", "fullwidth-comma", "fullwidth-braces", "colon-space"}
    assert {one.code for one in wrong} <= kinds
    lines = path.read_text(encoding="utf-8").split("\n")
    for one in sorted(wrong, key=lambda one: -one.span.column):
        start, end = one.span.column - 1, one.span.end_column - 1
        line = lines[one.span.line - 1]
        lines[one.span.line - 1] = line[:start] + TO_DO[line[start:end].strip()] + line[end:]
    path.write_text("\n".join(lines), encoding="utf-8")
    mended = examine(WORKSPACE, path, 2017)
    assert [one for one in mended.findings if one.severity is Severity.ERROR] == []
    assert [one.waived for one in mended.findings if one.waived] == ["往年如此"]


def test_punctuation_in_a_reason_is_a_reason(year_2017: str, tmp_path: Path) -> None:
    reason = "说明：查过，结论：无误，共 3 处（问题：无）"
    line = f"  - {{问题: slash-beside-zero, 位置: 依申请公开情况, 理由: {reason}}}"
    findings = waived_with(year_2017, line, tmp_path)
    assert [one.waived for one in findings if one.waived] == [reason]
    assert not has_errors(findings)


def test_a_row_with_full_width_punctuation_is_understood() -> None:
    tree = read_tree(
        Source.from_text("x", "统计表:\n  行政诉讼数量: {维持数：1，纠正数：0，其他：/}")
    )
    assert [one.code for one in tree.findings] == ["fullwidth-comma"] * 2 + ["fullwidth-colon"] * 3
    assert tree.root is not None
    table = tree.root.get("统计表")
    assert isinstance(table, Mapping)
    row = table.get("行政诉讼数量")
    assert isinstance(row, Mapping)
    assert [entry.key.text for entry in row.entries] == ["维持数", "纠正数", "其他"]


def test_what_may_not_be_waived_offers_no_line() -> None:
    for code in CODES.values():
        one = code.at(Source.from_text("x", "甲").span(1, 1), "m")
        assert bool(waiver_line(one)) == code.waivable
        if code.severity is Severity.ERROR:
            assert not code.waivable


# For programs


def test_json_has_the_documented_keys() -> None:
    source = Source.from_text("data/2017.yaml", "合计: 12")
    related = (Related(source.span(1, 1), "公报 3"),)
    one = DOUBTFUL.at(source.span(1, 5, 2), "m", "h", related=related, subject="合计")
    (entry,) = json.loads(as_json([one]))
    assert entry == {
        "code": "other-code", "severity": "warning", "message": "m", "help": "h",
        "waiver": waiver_line(one), "waived": None, "fix": None,
        "file": "data/2017.yaml", "line": 1, "column": 5, "endLine": 1, "endColumn": 7,
        "related": [
            {"file": "data/2017.yaml", "line": 1, "column": 1, "endLine": 1, "endColumn": 2, "message": "公报 3"}
        ],
    }  # fmt: skip
    assert json.loads(as_json([])) == []


def test_each_severity_has_its_level() -> None:
    findings = [finding("甲", "甲", code) for code in (WRONG, DOUBTFUL, REMARK)]
    levels = [entry["severity"] for entry in json.loads(as_json(findings))]
    assert levels == ["error", "warning", "notice"]
    commands = [line.split(" ")[0] for line in as_github(findings).split("\n")]
    assert commands == ["::error", "::warning", "::notice"]
    real = [CODES[code] for code in ("sum-mismatch", "vague-year", "personal-data")]
    log = json.loads(as_sarif([finding("甲", "甲", code) for code in real]))
    assert [result["level"] for result in log["runs"][0]["results"]] == ["error", "warning", "note"]
    waived = as_github([finding("甲", "甲", DOUBTFUL, waived="查过")])
    assert waived.startswith("::notice ")


def test_sarif_names_files_by_uris_and_rules_by_what_the_codes_say() -> None:
    """As the schema of OASIS has it; the whole log of 2017 was found valid by that schema."""
    source = Source.from_text("data/示例局/2025 a.yaml", "甲")
    one = replace(CODES["unknown-filter"].at(source.span(1, 1), "m"), waived="查过")
    log = json.loads(as_sarif([one, one]))
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    (rule,) = run["tool"]["driver"]["rules"]
    code = CODES["unknown-filter"]
    assert rule["shortDescription"]["text"] == code.what
    assert rule["help"]["text"] == code.mending
    assert rule["defaultConfiguration"]["level"] == "error"
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "data/%E7%A4%BA%E4%BE%8B%E5%B1%80/2025%20a.yaml"
    assert run["results"][0]["suppressions"] == [{"kind": "inSource", "justification": "查过"}]
    all_of_them = json.loads(as_sarif([c.at(source.span(1, 1), "m") for c in CODES.values()]))
    for rule in all_of_them["runs"][0]["tool"]["driver"]["rules"]:
        assert "`" not in rule["shortDescription"]["text"] + rule["help"]["text"]
        assert rule.get("fullDescription", {"text": "…"})["text"]


def test_github_commands_cannot_be_broken_out_of() -> None:
    source = Source.from_text("a,b:c%.yaml", "甲")
    one = WRONG.at(source.span(1, 1), "100%\n::error::x", "改\r改")
    assert as_github([one]) == (
        "::error file=a%2Cb%3Ac%25.yaml,line=1,col=1,endLine=1,endColumn=2,title=some-code::"
        "100%25%0A::error::x（改法：改%0D改）"
    )


@given(
    line=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r"), max_size=200),
    column=st.integers(1, 220),
    length=st.integers(0, 220),
    columns=st.sampled_from([0, 40, 79]),
)
def test_any_place_in_any_line_can_be_printed(
    line: str, column: int, length: int, columns: int
) -> None:
    one = WRONG.at(Source.from_text("x", line).span(1, column, length), "m")
    printed = as_text([one], Screen(columns)).split("\n")
    assert "^" in printed[2]
    assert len(printed) == 5
    assert all(width(line) <= columns for line in printed) or not columns
    assert as_github([one]).count("\n") == 0
    json.loads(as_json([one]))


# Codes


def test_each_code_is_declared_once_and_says_what_and_how_to_mend() -> None:
    codes = [code for group in GROUPS for code in group.codes]
    assert len(codes) > 130
    assert len(codes) == len(set(codes)) == len(CODES)
    for code in codes:
        assert code.what, code
        assert code.mending, code
        for text in (code.what, code.mending, code.why):
            assert not re.search(r"\]\(|\\\|", text), f"{code}: markup of the manual"
    for group in GROUPS:
        assert all(code.why for code in group.codes) or group.why, group.heading


def test_a_constant_is_named_after_its_word() -> None:
    for path in sorted((ROOT / "nianbao/findings/codes").glob("of_*.py")):
        declared = re.findall(
            r'^([A-Z_]+) = Code\(\n    "(.+)",$', path.read_text("utf-8"), re.MULTILINE
        )
        assert declared
        for name, word in declared:
            assert name == word.upper().replace("-", "_")
