"""Checks on what was left in the running text: blanks, residue of conversion, spaces (catalogue 54–56).

Spaces between Chinese and digits are nobody's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checks.prose import HAN, Printed
from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_wording import (
    CONVERSION_RESIDUE,
    LEFT_PLACEHOLDER,
    MANUAL_INDENT,
    SPACE_IN_TEXT,
)
from nianbao.findings.finding import Finding

_WIDE = "，。；：、？！"

_MEASURES = "万元|亿元|人次|件次|小时|平方米|公里|[条件次篇个人份场期元起宗项卷册页张幅批户家名处台套类例封天%％]"
_BLANK = r"[ \u2002\u2003\u2009\u3000]"
_EMPTY_COUNT = re.compile(
    rf"(?<=[{HAN}]){_BLANK}+(?:{_MEASURES})(?=[，。；、（）]|其中|$)", re.MULTILINE
)
_SPACE = re.compile(
    rf"(?<=[{HAN}{_WIDE}“”‘’《》（）〔〕…]){_BLANK}+(?=[{HAN}{_WIDE}“”‘’《》（）〔〕…])"
    rf"|(?<=\d){_BLANK}+(?=[年月日](?!期))|(?<=[年月]){_BLANK}+(?=\d)"
    rf"|(?<=[{_WIDE}“‘《（〔]){_BLANK}+(?=\S)|(?<=[^\s]){_BLANK}+(?=[{_WIDE}”’》）〕])"
)
_EMPTY_PAIRS = {"（）", "《》", "【】", "“”"}
_BLANK_DATE = re.compile(rf"{_BLANK}*[年月]?{_BLANK}+[月日]")
_LONE = re.compile(rf"[{HAN}](?:[{_WIDE}]|$)", re.MULTILINE)
_LABEL = re.compile(rf"[{HAN}]{{2,6}}[：:]")
_ORGANS = re.compile(  # 中共中央办公厅 国务院办公厅印发……: two organs that issue together
    rf"(?:中央|办公厅|办公室|委|部|局|署|院|政府) [{HAN}]{{0,14}}?"
    r"(?:国务院|办公厅|办公室|委员会|部|局|署|院|政府)(?= |关于|印发|联合|〈|《|》)"
)
_INDENT = re.compile(r"(?<=\S)\u3000{2,}(?=\S)")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufe0f]+")
_FOREIGN = re.compile("[\u00a0\u202f\ufffc\ufffd\ue000-\uf8ff]+")


def placeholder(submission: Submission) -> Iterator[Finding]:
    """A place that nobody filled in: XX, ___, （待补充）, or a blank before 条 (catalogue 54).

    Reports have been published with 「公开信息 条」. The patterns are data: 占位 in the lexicon.
    """
    printed = Printed.of(submission, contact=True)
    for match in _EMPTY_COUNT.finditer(printed.text):
        unit = match[0].strip()
        yield printed.warning(
            LEFT_PLACEHOLDER, f"“{unit}”前面空着，没有填数", match.span(), f"填上数：{{{{指标名}}}}{unit}",
            subject=unit,
        )  # fmt: skip
    for match in submission.lexicon.placeholders.finditer(printed.text):
        yield printed.warning(
            LEFT_PLACEHOLDER, f"“{match[0]}”像是还没填完的地方", match.span(), "换成实际的内容，或删去",
            subject=match[0],
        )  # fmt: skip


def conversion_residue(submission: Submission) -> Iterator[Finding]:
    """Code that came along from Word or a web page: [bookmark: …], &nbsp;, U+200B (catalogue 55).

    The patterns are data: 残留 in the lexicon; characters that cannot be seen are known here.
    """
    printed = Printed.of(submission, contact=True)
    for match in submission.lexicon.residues.finditer(printed.text):
        yield printed.warning(
            CONVERSION_RESIDUE, f"“{match[0][:30]}”是转换文件时带进来的代码", match.span(), "删去",
            subject=match[0][:30],
        )  # fmt: skip
    if printed.text.isprintable():
        return
    for match in _UNSEEN.finditer(printed.text):
        yield printed.warning(
            CONVERSION_RESIDUE, f"有看不见的字符（U+{ord(match[0][0]):04X}）", match.span(), "删去",
            mended="",
        )  # fmt: skip
    for match in _FOREIGN.finditer(printed.text):
        char = match[0][0]
        what = "不换行空格" if char in "\u00a0\u202f" else "打印不出的字符"
        yield printed.warning(
            CONVERSION_RESIDUE,
            f"有{what}（U+{ord(char):04X}）",
            match.span(),
            "删去，或重新打一遍",
        )


def space_in_text(submission: Submission) -> Iterator[Finding]:
    """A space inside Chinese text, or between a digit and 年, 月, 日 (catalogue 56).

    Neither a space between Chinese and digits nor one before a label (邮编：) is meant, nor one
    between organs that issue a document together.
    """
    printed = Printed.of(submission)
    for match in _SPACE.finditer(printed.text):
        start, end = match.span()
        if "\u3000\u3000" in match[0] or _EMPTY_COUNT.match(printed.text, start):
            continue
        text = printed.text
        if _LABEL.match(text, end) or _ORGANS.search(f"{text[max(start - 9, 0) : end + 20]}》"):
            continue
        if text[start - 1] in "年月" and _BLANK_DATE.match(text, start):
            continue  # a placeholder
        if text[max(start - 1, 0) : start] + text[end : end + 1] in _EMPTY_PAIRS:
            continue  # a placeholder
        around = text[max(start - 2, 0) : end + 2].replace("\n", "")
        mended = (
            None if _LONE.match(text, end) else ""
        )  # perhaps a blank before a rare measure word
        yield printed.warning(
            SPACE_IN_TEXT, f"“{around}”中间有空格", (start, end), "删去空格", mended=mended
        )


def manual_indent(submission: Submission) -> Iterator[Finding]:
    """Full-width spaces inside a paragraph, as if to indent a new one (catalogue 56).

    At a paragraph's beginning they are the reader's finding (leading-space).
    """
    printed = Printed.of(submission)
    for match in _INDENT.finditer(printed.text):
        yield printed.warning(
            MANUAL_INDENT, "段中有连着的全角空格，像是手工缩进的另一段", match.span(),
            "另起一段，各写一行；不是另一段就删去空格",
        )  # fmt: skip
