"""Checks on punctuation in the running text (catalogue 51–53).

Chinese text takes full-width punctuation (GB/T 15834); what can be mended without thinking carries
its mending, and `build.py fix` applies it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checks.prose import HAN, Printed
from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_wording import (
    DOUBLED_PUNCTUATION,
    HALFWIDTH_PUNCTUATION,
    STRAIGHT_QUOTE,
    UNBALANCED_BRACKETS,
)
from nianbao.findings.finding import Finding

_WIDE = "，。；：、？！"  # what ends a clause
_NARROW = dict(zip(",;:?!()", "，；：？！（）", strict=True))
_NEAR = f"{HAN}“”‘’《》（）〔〕【】…"
_NAMES = {
    "、": "顿号",
    "，": "逗号",
    "。": "句号",
    "；": "分号",
    "：": "冒号",
    "？": "问号",
    "！": "叹号",
}

_DOUBLED = re.compile(
    rf"[{_WIDE}](?:[{_WIDE},;:?!])+|[,;:?!]+[{_WIDE}]+[{_WIDE},;:?!]*|(?<=[{_NEAR}])([,;])\1+"
)
_HALF_WIDTH = re.compile(
    rf"(?:(?<=[{_NEAR}])[,;:?!](?![{_WIDE},;:?!])|(?<![{_WIDE},;:?!])[,;:?!](?= *[{_NEAR}])) *"
)
_HALF_STOP = re.compile(
    rf"(?<=[{HAN}”》）])\.(?=[{HAN}]|$)(?!中国|公司|网络|政务|公益|[^〔〕\n]*〕)", re.MULTILINE
)
_PAIR = re.compile(r"[(（]([^()（）\n]*)[)）]")

_BRACKETS = re.compile(r"[“”‘’《》〈〉（）()〔〕【】「」]")
_OPEN = {"“": "”", "‘": "’", "《": "》", "〈": "〉", "（": "）", "〔": "〕", "【": "】", "「": "」"}
_SHUT = {shut: opening for opening, shut in _OPEN.items()}
_ENUMERATOR = re.compile(r"(?:^|[。；：，、\s])(?:\d{1,2}|[a-zA-Z]|[一二三四五六七八九十]{1,2})$")


def doubled_punctuation(submission: Submission) -> Iterator[Finding]:
    """Two marks of punctuation where one belongs: 、、 or ，。 (catalogue 51; GB/T 15834).

    The same mark twice is mended; of two different ones a person must choose.
    """
    printed = Printed.of(submission, contact=True)
    for match in _DOUBLED.finditer(_without_code(submission, printed.text)):
        marks = match[0]
        if set(marks) <= set("？！"):
            continue  # ？！ is used for surprise
        kinds = {_NARROW.get(mark, mark) for mark in marks}
        (kind, *others) = kinds
        if others:
            message, help_ = f"两种标点连用：“{marks}”", "留下对的一个"
        elif kind == "。" and len(marks) > 2:
            message, help_ = f"省略号写成了“{marks}”", "改成“……”，或只留一个句号"
        else:
            message = f"{_NAMES[kind]}重复：“{marks}”"
            yield printed.warning(
                DOUBLED_PUNCTUATION, message, match.span(), f"只留一个“{kind}”", mended=kind
            )
            continue
        yield printed.warning(DOUBLED_PUNCTUATION, message, match.span(), help_)


def halfwidth_punctuation(submission: Submission) -> Iterator[Finding]:
    """A half-width , ; : ? ! ( ) or . beside Chinese (catalogue 52; GB/T 15834).

    Between digits or Latin letters it stays: 8:30, 1,200, www.wenzhou.gov.cn.
    """
    printed = Printed.of(submission, contact=True)
    text = _without_code(submission, printed.text)
    places = [(m.start(), m.end(), _NARROW[m[0][0]]) for m in _HALF_WIDTH.finditer(text)]
    places += [(m.start(), m.end(), "。") for m in _HALF_STOP.finditer(text)]
    if "(" in text or ")" in text:
        places += _halfwidth_brackets(text)
    for start, end, full in places:
        typed = text[start:end].strip()
        yield printed.warning(
            HALFWIDTH_PUNCTUATION, f"中文里用了半角的“{typed}”", (start, end),
            f"改成全角的“{full}”", mended=full,
        )  # fmt: skip


def _halfwidth_brackets(text: str) -> Iterator[tuple[int, int, str]]:
    chinese = re.compile(f"[{_NEAR}{_WIDE}]")
    for match in _PAIR.finditer(text):
        start, end = match.span()
        around = text[max(start - 1, 0) : start] + match[1] + text[end : end + 1]
        if chinese.search(around):
            for at in (start, end - 1):
                if text[at] in _NARROW:
                    yield at, at + 1, _NARROW[text[at]]


def straight_quote(submission: Submission) -> Iterator[Finding]:
    """A straight " or ' in Chinese text, where “” and ‘’ belong (catalogue 52; GB/T 15834).

    Mended where the quotes of a paragraph come in pairs; an apostrophe between letters stays.
    """
    printed = Printed.of(submission, contact=True)
    text = _without_code(submission, printed.text)
    if not re.search("[\"'＂＇]", text):
        return
    for first, line in zip(printed.starts, text.split("\n"), strict=False):
        places = [
            m.start() for m in re.finditer(r"[\"＂]|(?<![A-Za-z\d])['＇]|['＇](?![A-Za-z\d])", line)
        ]
        curly = _curled(line, places)
        for at in places:
            typed = line[at]
            mended = curly[at] if curly else None
            help_ = f"改成“{mended}”" if mended and mended not in "“”" else "改成中文引号“”"
            help_ += "" if mended else "；这一段的引号不成对，要逐个看"
            yield printed.warning(
                STRAIGHT_QUOTE, f"中文里用了英文引号 {typed}", (first + at, first + at + 1),
                help_, mended=mended,
            )  # fmt: skip


def _curled(line: str, places: list[int]) -> str | None:
    """Return the line with its straight quotes curled; None where they do not come in pairs."""
    curled, inside = list(line), ""
    for at in places:
        double = line[at] in '"＂'
        before = "".join(curled[:at])
        quoted = before.count("“") > before.count("”")
        if double:
            curled[at] = "”" if quoted else "“"
        elif inside:
            curled[at], inside = inside, ""
        else:
            curled[at], inside = ("‘", "’") if quoted else ("“", "”")
    marks = "".join(char for char in curled if char in "“”")
    return None if inside or marks.replace("“”", "") else "".join(curled)


def unbalanced_brackets(submission: Submission) -> Iterator[Finding]:
    """A bracket, quotation mark or 《》 without its other half, or 《“…”》 (catalogue 53).

    Paragraph by paragraph; an enumerator such as 1） opens nothing. Where a paragraph has straight
    quotes, those are the finding.
    """
    printed = Printed.of(submission)
    for first, line in printed.lines():
        for at in _unmatched(line):
            mark = line[at]
            if mark in "“”" and '"' in line:
                continue
            other = _OPEN.get(mark) or _SHUT.get(mark) or ("）" if mark == "(" else "（")
            side = "后面没有" if mark in _OPEN or mark == "(" else "前面没有"
            yield printed.warning(
                UNBALANCED_BRACKETS, f"{mark} {side}与它成对的 {other}",
                (first + at, first + at + 1), f"补上 {other}，或删去 {mark}",
            )  # fmt: skip
        for match in re.finditer(r"《“[^”》]*”》", line):
            yield printed.warning(
                UNBALANCED_BRACKETS, f"书名号套着引号：{match[0]}",
                (first + match.start(), first + match.end()), "简称用其中一种：“……”或《……》",
            )  # fmt: skip


def _unmatched(line: str) -> Iterator[int]:
    stack: list[tuple[str, int]] = []
    for match in _BRACKETS.finditer(line):
        at = match.start()
        mark = {"(": "（", ")": "）"}.get(match[0], match[0])
        if mark in "‘’" and line[max(at - 1, 0) : at].isascii() and line[at + 1 : at + 2].isascii():
            continue  # government’s
        if mark in _OPEN:
            stack.append((mark, at))
            continue
        opening = _SHUT[mark]
        if any(left == opening for left, _ in stack):
            while stack[-1][0] != opening:
                yield stack.pop()[1]
            stack.pop()
        elif mark != "）" or not _ENUMERATOR.search(line[:at]):
            yield at
    yield from (at for _, at in stack)


def _without_code(submission: Submission, text: str) -> str:
    """Return the text with its residue of conversion blotted out, so that nobody mends inside it."""
    if not re.search(r"[<&\[*]|错误[!！]", text):
        return text
    return submission.lexicon.residues.sub(lambda match: "\x00" * len(match[0]), text)
