"""Checks on what was left in the running text: blanks, residue of conversion, spaces (catalogue 54–56).

Spaces between Chinese and digits are nobody's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_wording import (
    CONVERSION_RESIDUE,
    LEFT_PLACEHOLDER,
    MANUAL_INDENT,
    RARE_CHARACTER,
    SPACE_IN_TEXT,
)
from nianbao.findings.finding import Finding, Related
from nianbao.form.vocabulary import HAN
from nianbao.lookalikes import LOOKALIKE, meant
from nianbao.regex import regex

_WIDE = "，。；：、？！"
_OPENING = f"{_WIDE}“‘《（〔"
_CLOSING = f"{_WIDE}”’》）〕"
_CHINESE = regex(f"[{HAN}{_WIDE}“”‘’《》（）〔〕…]")
_BLANK = "[ \u2002\u2003\u2009\u3000]"
_BLANKS = regex(f"{_BLANK}+")
_MEASURES = "万元|亿元|人次|件次|小时|平方米|公里|[条件次篇个人份场期元起宗项卷册页张幅批户家名处台套类例封天%％]"
_EMPTY_COUNT = regex(rf"{_BLANK}+(?P<unit>{_MEASURES})(?=[，。；、（）]|其中|$)", re.MULTILINE)
_HAN = regex(f"[{HAN}]")
_EMPTY_PAIRS = {"（）", "《》", "【】", "“”"}
_BLANK_DATE = regex(rf"{_BLANK}+[月日]")
_LONE = regex(rf"[{HAN}](?:[{_WIDE}]|$)", re.MULTILINE)
_LABEL = regex(rf"[{HAN}]{{2,6}}[：:]")
_ORGANS = regex(  # 中共中央办公厅 国务院办公厅印发……: two organs that issue together
    rf"(?:中央|办公厅|办公室|委|部|局|署|院|政府) [{HAN}]{{0,14}}?"
    r"(?:国务院|办公厅|办公室|委员会|部|局|署|院|政府)(?= |关于|印发|联合|〈|《|》)"
)
_INDENT = regex(r"\u3000{2,}(?=\S)")
_UNSEEN = regex("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0f]+")
_TABS = regex("\t+")
_FOREIGN = regex("[\u00a0\u202f\ufffc\ufffd\ue000-\uf8ff]+")


def placeholder(submission: Submission) -> Iterator[Finding]:
    """A place that nobody filled in: XX, ___, （待补充）, or a blank before 条 (catalogue 54).

    Reports have been published with 「公开信息 条」. The patterns are data: 占位 in the lexicon.
    """
    lines = submission.prose.published
    for match in _EMPTY_COUNT.finditer(lines.text):
        if match.start() and _HAN.match(lines.text, match.start() - 1):
            unit = match["unit"]
            yield LEFT_PLACEHOLDER.at(
                lines.span(*match.span()),
                f"“{unit}”前面空着，没有填数",
                f"填上数：{{{{指标名}}}}{unit}",
                subject=unit,
            )
    for match in submission.lexicon.placeholders.finditer(lines.text, lines.chars):
        yield LEFT_PLACEHOLDER.at(
            lines.span(*match.span()),
            f"“{match[0]}”像是还没填完的地方",
            "换成实际的内容，或删去",
            subject=match[0],
        )


def conversion_residue(submission: Submission) -> Iterator[Finding]:
    """Code that came along from Word or a web page: [bookmark: …], &nbsp;, U+200B (catalogue 55).

    The patterns are data: 残留 in the lexicon; characters that cannot be seen are known here, and
    those that only look like a character: ⽂ (a radical) for 文. These have no name that a 核实 could
    use without waiving all of their kind, so it names their line.
    """
    lines = submission.prose.published
    for match in submission.lexicon.residues.finditer(lines.text, lines.chars):
        yield CONVERSION_RESIDUE.at(
            lines.span(*match.span()),
            f"“{match[0][:30]}”是转换文件时带进来的代码",
            "删去",
            subject=match[0][:30],
        )
    for match in _UNSEEN.finditer(lines.text):
        point = f"U+{ord(match[0][0]):04X}"
        yield CONVERSION_RESIDUE.at(
            lines.span(*match.span()),
            f"有看不见的字符（{point}）",
            "删去",
            fix=lines.fix(*match.span(), ""),
        )
    for match in LOOKALIKE.finditer(lines.text):
        typed, point = match[0], f"U+{ord(match[0][0]):04X}"
        right = meant(typed)
        mended = right != typed
        yield CONVERSION_RESIDUE.at(
            lines.span(*match.span()),
            f"“{typed[:30]}”（{point}）看着像字，不是常用的那个字",
            f"改成“{right[:30]}”" if mended else "重新打一遍",
            fix=lines.fix(*match.span(), right) if mended else None,
        )
    for match in _FOREIGN.finditer(lines.text):
        point = f"U+{ord(match[0][0]):04X}"
        space = not match[0].strip("\u00a0\u202f")
        what = "不换行空格" if space else "打印不出的字符"
        around = lines.text[max(match.start() - 1, 0) : match.end() + 1]
        between = " " if re.fullmatch(r"[!-~]\s+[!-~]", around) else ""  # of Latin words
        yield CONVERSION_RESIDUE.at(
            lines.span(*match.span()),
            f"有{what}（{point}）",
            "删去，或重新打一遍",
            fix=lines.fix(*match.span(), between) if space else None,
        )
    for match in _TABS.finditer(lines.text):
        yield CONVERSION_RESIDUE.at(
            lines.span(*match.span()), "有制表符（U+0009）", "换成空格，或删去"
        )


def space_in_text(submission: Submission) -> Iterator[Finding]:
    """A space inside Chinese text, or between a digit and 年, 月, 日 (catalogue 56).

    Neither a space between Chinese and digits nor one before a label (邮编：) is meant, nor one
    between organs that issue a document together.
    """
    lines = submission.prose.printed
    text = lines.text
    for match in _BLANKS.finditer(text):
        start, end = match.span()
        if not _is_loose(text, start, end) or _is_meant(text, start, end):
            continue
        around = text[max(start - 2, 0) : end + 2].replace("\n", "")
        rare = _LONE.match(text, end)  # perhaps a blank before a rare measure word
        yield SPACE_IN_TEXT.at(
            lines.span(start, end),
            f"“{around}”中间有空格",
            "删去空格",
            subject=around,
            fix=None if rare else lines.fix(start, end, ""),
        )


def _is_loose(text: str, start: int, end: int) -> bool:
    """Tell whether a blank stands where none belongs: in Chinese, at punctuation, in a date."""
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    if not before or before == "\n" or not after or after == "\n":
        return False
    if before in _OPENING or after in _CLOSING:
        return True
    if before.isdigit() and after in "年月日":
        return text[end + 1 : end + 2] != "期"
    if before in "年月" and after.isdigit():
        return True
    return bool(_CHINESE.match(before) and _CHINESE.match(after))


def _is_meant(text: str, start: int, end: int) -> bool:
    """Tell whether a blank parts what it should part, or belongs to another finding."""
    if "\u3000\u3000" in text[start:end] or _EMPTY_COUNT.match(text, start):
        return True
    if _LABEL.match(text, end) or _ORGANS.search(f"{text[max(start - 9, 0) : end + 20]}》"):
        return True
    if text[start - 1] in "年月" and _BLANK_DATE.match(text, start):
        return True  # a placeholder
    return text[start - 1] + text[end] in _EMPTY_PAIRS  # likewise


def manual_indent(submission: Submission) -> Iterator[Finding]:
    """Full-width spaces inside a paragraph, as if to indent a new one (catalogue 56).

    At a paragraph's beginning they are the reader's finding (leading-space).
    """
    lines = submission.prose.printed
    for match in _INDENT.finditer(lines.text):
        start, end = match.span()
        if start and not lines.text[start - 1].isspace():
            yield MANUAL_INDENT.at(
                lines.span(start, end),
                "段中有连着的全角空格，像是手工缩进的另一段",
                "另起一段，各写一行；不是另一段就删去空格",
                subject=lines.text[max(start - 2, 0) : end + 2],
            )


def rare_characters(submission: Submission) -> Iterator[Finding]:
    """Characters that GB 2312 does not have, told once (catalogue 67): the usual fonts lack them."""
    lines = submission.prose.folded
    known = lines.text.encode("gb2312", "ignore").decode("gb2312")
    if len(known) == len(lines.text):
        return
    rare = [char for char in lines.chars - set(known) if _HAN.match(char)]
    if places := sorted((lines.text.index(char), char) for char in rare):
        (at, first), *others = places
        yield RARE_CHARACTER.at(
            lines.span(at, at + 1),
            f"有 GB 2312 以外的字：{'、'.join(char for _, char in places)}",
            "看一眼是不是打错了；人名、地名里的就在“核实:”里说明",
            related=tuple(Related(lines.span(at, at + 1), char) for at, char in others[:6]),
            subject=first,
        )
