"""Hostile texts: each comes out as it was typed, in both outputs, or is refused at its very line.

Never a traceback, never a text that was quietly changed. The Word file is read with python-docx, a
reader that is not ours.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from conftest import ROOT, WORKSPACE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nianbao.examine import Examination, examine
from nianbao.findings.finding import Severity
from nianbao.findings.programs import as_github, as_json
from nianbao.findings.terminal import as_text
from nianbao.outputs import render
from nianbao.report.numerals import chinese_numeral
from nianbao.view import build_view

TEMPLATES = ROOT / "templates"
CLEAN = (ROOT / "tests/problems/base/clean.yaml").read_text(encoding="utf-8")
MARK = "没有收取费用。"  # the paragraph of the clean file that hostile texts take the place of

CHARACTERS = [
    *range(0x20), *range(0x7F, 0xA1), 0xAD,  # controls, no-break space, soft hyphen
    0x034F, 0x061C, 0x115F, 0x180E, *range(0x200B, 0x2010), *range(0x2028, 0x202F),  # invisible
    *range(0x2060, 0x206A), 0x3164, 0xFE0F, 0xFEFF, 0xFFF9,
    *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000,  # spaces of all widths
    0xD800, 0xDBFF, 0xDC00, 0xDFFF,  # halves of surrogate pairs
    0xFDD0, 0xFFFC, 0xFFFD, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF,  # not characters, or hardly
    0xE000, 0xF8FF, 0xF0000, 0x0300, 0x20DD, 0x3099,  # private, combining
    0x1F600, 0x20BB7, 0x2F800, 0x1D54F, 0xE0041,  # astral
]  # fmt: skip

TEXTS = [
    # markup
    '&<>"{{', "&", "<", ">", "&amp;", "&lt;b&gt;", "&#0;", "&#x1F;", "&xxe;", "]]>", "<![CDATA[x]]>",
    "<w:p>", "</w:t></w:r></w:p><w:p>", "<w:t>甲</w:t>", "<w:br/>", "<!-- x -->", "-->", "<?xml?>",
    '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/hostname">]>', "<script>alert(1)</script>",
    "</w:document>", '<w:fldSimple w:instr="DATE"/>',
    # fields and formulas
    "=cmd|'/C calc'!A0", "@SUM(1+1)", "+1+1", "-1+1", '=HYPERLINK("http://example.cn")', "=1+1",
    "DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe", "{ DDEAUTO x }", "{ PAGE }",
    # templates
    "{{", "}}", "{%", "%}", "{#", "#}", "{{}}", "{{ }}", "{{7*7}}", "{{年度}", "{年度}}", "{{{年度}}}",
    "{{ x }}", "{{x.y}}", "{{ 年度.__class__ }}", "{{ ''.__class__.__mro__ }}", "{{年度()}}",
    "{{年度[0]}}", "{{年度|unknown}}", "{{年度|attr('x')}}", "{{ self }}", "{{ namespace }}",
    "{{ lipsum.__globals__ }}", "{{ cycler.__init__ }}", "{{ config }}", "{{ range(9**9) }}",
    "{% for x in y %}", "{% set x = 1 %}", "{% include 'x' %}", "{% raw %}", "{%p if x %}",
    "{%tr for x in y %}", "{%tc x %}", "{%r x %}", "{{r x }}", "{{p x }}", "{%- x -%}", "{# 注 #}",
    "{_{", "}_}", "{_%", "%_}", "{_{年度}_}", "{{_{", "{%_%}", "{}", "{x}", "{0}", "{0.__class__}",
    "__class__", "__import__('os')", "%s", "%(x)s", "%d%n", "${7*7}", "#{7*7}", "<%= 7*7 %>", "｛｛年度｝｝",
    "｛％", "{{年度}}}}", "{{年度\\}}", "{{'}}'}}", "{{\"}}\"}}", "{{年度 if 1 else 2}}", "{{年度~年度}}",
    # YAML
    "- 甲", "-甲", "-", "--", "---", "...", "甲: 乙", "甲:", ":甲", "# 甲", "甲 # 乙", "甲 #", "'", '"',
    "''", "'甲", '"甲', "'甲'", '"甲"', "'甲'乙", '"甲"乙', '甲"', "|", ">", "| 甲", "> 甲", "|2", "!", "!甲",
    "!!int 1", "&甲", "&a 甲", "*甲", "*a", "%YAML 1.1", "? 甲", "?", "{甲: 乙}", "{甲", "[甲]", "[甲", "]", "}",
    ",", "@甲", "`甲`", "~", "null", "yes", "1:30", "012", "0x1f", "1e3", ".inf", "<<", "=", "甲：乙", "：甲",
    "－甲", "— 甲", "—— 甲", "甲\\", "\\甲", "\\", "\\\\", "\\n", "\\t", "\\a", "\\f", "\\x41", "\\u4e2d", "\\0",
    # shells and paths
    "$(touch x)", "`touch x`", "; touch x", "| touch x", "../../etc/passwd", "C:\\Windows", "CON", "NUL",
    # spaces and lengths
    " 甲", "甲 ", "  甲  ", "甲  乙", "甲   乙", "　甲", "甲　", "　", " ", "", "甲" * 10_000, "a" * 10_000,
    "甲 " * 5_000 + "乙", "{" * 1_000, "}" * 1_000, "<" * 1_000, '"' * 500, ": " * 300 + "甲", "\u0301" * 50,
    # scripts and signs
    "مرحبا", "\u202e甲乙\u202c", "\u2067甲\u2069", "e\u0301", "か\u3099", "甲\u0300\u0301\u0302", "👨‍👩‍👧‍👦", "🇨🇳",
    "𠮷野家", "㊣℃№", "ﬁ", "Å", "ǅ", "ß", "İ", "０１２", "甲\u200b乙", "甲\ufe00", "①②", "〇〔2018〕1号",
]  # fmt: skip
HOSTILE = list(dict.fromkeys([*(f"甲{chr(n)}乙" for n in CHARACTERS), *TEXTS]))


def quoted(text: str) -> str:
    """The text in YAML's double quotes, with everything but letters and digits escaped."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(char: str) -> str:
    if char.isascii() and char.isalnum():
        return char
    number = ord(char)
    return f"\\x{number:02x}" if number < 256 else (
        f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
    )  # fmt: skip


def single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def one_line(text: str) -> bool:
    """Whether the text can stand raw in a file of one line a paragraph."""
    return not set(text) & {"\n", "\r"} and not any("\ud800" <= char <= "\udfff" for char in text)


STYLES: dict[str, Callable[[str], str]] = {
    "double-quoted": quoted,
    "single-quoted": single,
    "plain": str,
    "block": lambda text: f"|\n      {text}",
}
# What YAML itself takes away at the ends of a text, and says so in its book.
KEPT: dict[str, Callable[[str], str]] = {
    "double-quoted": str,
    "single-quoted": str,
    "plain": lambda text: text.strip(" \t"),
    "block": lambda text: text.lstrip(" "),
}


def examined(text: str, folder: Path) -> Examination:
    path = folder / "2017.yaml"
    path.write_bytes(text.encode("utf-8"))
    edition = examine(WORKSPACE, path, 2017)
    for printed in (as_text, as_json, as_github):  # findings can always be printed
        printed(edition.findings).encode("utf-8")
    return edition


def outputs(edition: Examination) -> tuple[list[str], list[str]]:
    """The paragraphs of the Word file and the lines of the text."""
    assert edition.report
    assert edition.narrative
    view = build_view(edition.report, edition.narrative)
    files, findings = render(WORKSPACE, view, edition.report.form, ["docx", "txt"])
    assert findings == []
    document = docx.Document(io.BytesIO(files["docx"]))
    return [p.text for p in document.paragraphs], files["txt"].decode("utf-8").split("\n")


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


POINT = next(f"{line}\n" for line in CLEAN.split("\n") if line.startswith("        - 畅通渠道"))


def test_there_are_many_hostile_texts() -> None:
    assert len(HOSTILE) > 300
    assert all(chr(number) in "".join(HOSTILE) for number in range(0x20))


Typed = dict[str, str]  # hostile texts as they are typed in a style, each with its dash


def in_place_of(lead: str, typed: Typed) -> tuple[str, dict[int, str]]:
    """The clean file with these texts in the place of one, and which text a line belongs to."""
    owners, line = {}, line_of(CLEAN, lead)
    for hostile, item in typed.items():
        for _ in range(item.count("\n")):
            owners[line], line = hostile, line + 1
    return CLEAN.replace(lead, "".join(typed.values())), owners


def error_lines(edition: Examination) -> set[int]:
    lines = {f.span.line for f in edition.findings if f.severity is Severity.ERROR}
    assert edition.sound == (not lines)
    return lines


def suspects(lead: str, typed: Typed, folder: Path) -> Typed:
    """The texts that have an error when all stand together; the others are accepted together."""
    found: Typed = {}
    while True:
        text, owners = in_place_of(lead, {h: typed[h] for h in typed if h not in found})
        lines = error_lines(examined(text, folder))
        if not lines:
            return found
        assert lines <= owners.keys(), sorted(lines - owners.keys())
        found |= {owners[line]: typed[owners[line]] for line in lines}


def refused(lead: str, typed: Typed, folder: Path) -> set[str]:
    """The texts that are errors, each at its very line, when it is the only one."""
    found = set()
    for hostile, item in typed.items():
        text, owners = in_place_of(lead, {hostile: item})
        if lines := error_lines(examined(text, folder)):
            assert lines <= owners.keys(), hostile
            found.add(hostile)
    return found


QUICK = {("paragraph", "double-quoted")}  # of all ways to type a text the one that can hold any


@pytest.mark.parametrize(
    ("place", "style"),
    [
        pytest.param(place, style, marks=() if (place, style) in QUICK else pytest.mark.thorough)
        for place in ("paragraph", "point")
        for style in STYLES
    ],
)
def test_a_hostile_text_is_printed_as_typed_or_refused_at_its_line(
    place: str, style: str, tmp_path: Path
) -> None:
    lead = {"paragraph": "    - 没有收取费用。\n", "point": POINT}[place]
    dash = lead[: lead.index("- ") + 2]
    inside = "\n" + " " * (len(dash) + 2)
    typed = {
        hostile: dash + STYLES[style](hostile).replace("\n      ", inside) + "\n"
        for hostile in HOSTILE
        if style == "double-quoted" or one_line(hostile)
    }
    # A plain one may end the reading of those after it, so each of them is examined alone.
    wrong = refused(lead, typed if style == "plain" else suspects(lead, typed, tmp_path), tmp_path)
    assert len(wrong) > 50
    accepted = {
        hostile: item
        for hostile, item in typed.items()
        if hostile not in wrong
        and (style != "plain" or hostile[:1] not in {"'", '"'})  # YAML's quotes are not printed
    }
    assert len(accepted) > 100
    print(
        f"hostile texts, {place}, {style}: {len(accepted)} printed, {len(wrong)} refused, of {len(typed)}"
    )
    # All that was accepted goes into one report, and is looked for in it.
    data = in_place_of(lead, accepted)[0].encode("utf-8")
    edition = examine(WORKSPACE, tmp_path / "2017.yaml", 2017, data=data)
    words, lines_of_text = (iter(each) for each in outputs(edition))
    for number, hostile in enumerate(accepted, 1):
        expected = KEPT[style](hostile)
        if place == "point":
            expected = f"{chinese_numeral(number + 1)}是{expected}"
        assert expected in words, f"Word does not say {hostile!r}"  # searches on from the last one
        assert expected in lines_of_text, f"the text does not say {hostile!r}"


@pytest.mark.parametrize(
    "style", [pytest.param("double-quoted", marks=pytest.mark.thorough), "plain"]
)
@pytest.mark.parametrize("key", ["机关", "署名"])
def test_a_hostile_name_is_printed_as_typed_or_refused_at_its_line(
    key: str, style: str, tmp_path: Path
) -> None:
    old = f"{key}: 示例市档案局"
    printed = 0
    for hostile in HOSTILE:
        if len(hostile) > 500 or (style == "plain" and not one_line(hostile)):
            continue
        if style == "plain" and hostile[:1] in {"'", '"'}:
            continue  # YAML's quotes are not printed
        text = CLEAN.replace(f"\n{old}\n", f"\n{key}: {STYLES[style](hostile)}\n")
        edition = examined(text, tmp_path)
        if not edition.sound:
            lines = {f.span.line for f in edition.findings if f.severity is Severity.ERROR}
            assert lines == {line_of(CLEAN, f"\n{old}\n") + 1}, (hostile, edition.findings)
            continue
        expected = KEPT[style](hostile)
        if style == "plain":
            expected = expected.partition(" #")[0].rstrip(" ")  # a comment may follow a name
        if key == "机关":
            expected += "2017年度政府信息公开工作年度报告"
        words, lines_of_text = outputs(edition)
        assert expected in [paragraph.replace("\n", "") for paragraph in words], repr(hostile)
        assert expected in lines_of_text, repr(hostile)
        printed += 1
    assert printed > 80
    print(f"hostile names, {key}, {style}: {printed} printed as typed")


ANY_TEXT = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("{}%#|'\"\\<>&年度_-: \t\n，。\ud800\ufffe\u2028　"),
        st.sampled_from([chr(number) for number in CHARACTERS]),
    ),
    max_size=60,
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=ANY_TEXT)
def test_any_text_is_printed_as_typed_or_refused_at_its_line(text: str, tmp_path: Path) -> None:
    edition = examined(CLEAN.replace(MARK, quoted(text)), tmp_path)
    line = line_of(CLEAN, MARK)
    assert {finding.span.line for finding in edition.findings} <= {line}
    if edition.sound:
        words, lines_of_text = outputs(edition)
        filled = text.replace("{{年度}}", "2017")
        assert filled in words
        assert filled in lines_of_text


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=ANY_TEXT.filter(one_line))
def test_any_line_as_it_stands_is_a_finding_or_a_report(text: str, tmp_path: Path) -> None:
    edition = examined(CLEAN.replace("- " + MARK, text), tmp_path)
    assert edition.sound or any(f.severity is Severity.ERROR for f in edition.findings)
