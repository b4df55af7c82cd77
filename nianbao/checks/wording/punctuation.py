"""Checks on marks of punctuation in the running text (catalogue 51, 52).

Chinese text takes full-width punctuation (GB/T 15834); what can be mended without thinking carries
its mending, and `build.py fix` applies it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_wording import (
    DOUBLED_PUNCTUATION,
    HALFWIDTH_PUNCTUATION,
    MISSING_STOP,
)
from nianbao.findings.finding import Finding
from nianbao.form.vocabulary import HAN
from nianbao.regex import regex

_WIDE = "，。；：、？！"  # what ends a clause
_NARROW = dict(zip(",;:?!()", "，；：？！（）", strict=True))
_NEAR = regex(f"[{HAN}“”‘’《》（）〔〕【】…]")
_CHINESE = regex(f"[{HAN}“”‘’《》（）〔〕【】…{_WIDE}]")
_NAMES = {
    "、": "顿号",
    "，": "逗号",
    "。": "句号",
    "；": "分号",
    "：": "冒号",
    "？": "问号",
    "！": "叹号",
}
_MARKS = regex(rf"[{_WIDE},;:?!][{_WIDE},;:?!]+")
_MARK = regex("[,;:?!]")
_BLANKS = regex(" *")
_STOP = regex(rf"\.(?=[{HAN}]|$)(?!中国|公司|网络|政务|公益|[^〔〕\n]{{0,60}}〕)", re.MULTILINE)
_BEFORE_STOP = regex(f"[{HAN}”》）]")
_ORDINALS = "一二三四五六七八"
_ORDINAL = regex(
    rf"(?P<ordinal>[{_ORDINALS}])是(?!(?P=ordinal)(?:[，。、；”\n]|[{_ORDINALS}]是|$))"
)
_NO_ORDINAL = frozenset(f"第其十之唯有的{_ORDINALS}")  # 第二是, 十二是, 唯二是
_JOINED = regex(f"[{HAN}”）》]")
_PAIR = regex(r"[(（]([^()（）\n]*+)[)）]")


def doubled_punctuation(submission: Submission) -> Iterator[Finding]:
    """Two marks of punctuation where one belongs: 、、 or ，。 (catalogue 51; GB/T 15834).

    The same mark twice is mended; of two different ones a person must choose.
    """
    lines = submission.prose.published
    text = submission.without_code
    for match in _MARKS.finditer(text):
        start, end = match.span()
        marks = match[0]
        if not any(mark in _WIDE for mark in marks):  # between Latin words: ?! and the like
            if marks[0] != marks[1] or marks[0] not in ",;" or not _stands_near(text, start - 1):
                continue
            marks = marks[: len(marks) - len(marks.lstrip(marks[0]))]
            end = start + len(marks)
        if set(marks) <= set("？！"):
            continue  # ？！ is used for surprise
        kinds = {_NARROW.get(mark, mark) for mark in marks}
        kind, mended = next(iter(kinds)), None
        if len(kinds) > 1:
            message, help_ = f"两种标点连用：“{marks}”", "留下对的一个"
        elif kind == "。" and len(marks) > 2:
            message, help_ = f"省略号写成了“{marks}”", "改成“……”，或只留一个句号"
        else:
            message, help_ = f"{_NAMES[kind]}重复：“{marks}”", f"只留一个“{kind}”"
            mended = lines.fix(start, end, kind)
        yield DOUBLED_PUNCTUATION.at(
            lines.span(start, end), message, help_, subject=marks, fix=mended
        )


def _stands_near(text: str, at: int) -> bool:
    """Tell whether Chinese stands at a place."""
    return at >= 0 and _NEAR.match(text, at) is not None


def halfwidth_punctuation(submission: Submission) -> Iterator[Finding]:
    """A half-width , ; : ? ! ( ) or . beside Chinese (catalogue 52; GB/T 15834).

    Between digits or Latin letters it stays: 8:30, 1,200, www.wenzhou.gov.cn.
    """
    lines = submission.prose.published
    text = submission.without_code
    places = [*_halfwidth_marks(text), *_halfwidth_stops(text)]
    if "(" in text or ")" in text:
        places += _halfwidth_brackets(text)
    for start, end, full in places:
        typed = lines.said(start, end).strip()
        yield HALFWIDTH_PUNCTUATION.at(
            lines.span(start, end),
            f"中文里用了半角的“{typed}”",
            f"改成全角的“{full}”",
            subject=typed,
            fix=lines.fix(start, end, full),
        )


def _halfwidth_marks(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield half-width marks after Chinese or before it, with the blanks after them."""
    for match in _MARK.finditer(text):
        start, end = match.span()
        before, after = text[max(start - 1, 0) : start], text[end : end + 1]
        blanks = _BLANKS.match(text, end)
        stop = blanks.end() if blanks else end
        alone_after = not after or after not in f"{_WIDE},;:?!"
        alone_before = not before or before not in f"{_WIDE},;:?!"
        if (alone_after and _stands_near(text, start - 1)) or (
            alone_before and _stands_near(text, stop)
        ):
            yield start, stop, _NARROW[match[0]]


def _halfwidth_stops(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _STOP.finditer(text):
        start, end = match.span()
        if start and _BEFORE_STOP.match(text, start - 1):
            yield start, end, "。"


def _halfwidth_brackets(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _PAIR.finditer(text):
        start, end = match.span()
        if _CHINESE.search(text, max(start - 1, 0), start) or _CHINESE.search(
            match[1] + text[end : end + 1]
        ):
            for at in (start, end - 1):
                if text[at] in _NARROW:
                    yield at, at + 1, _NARROW[text[at]]


def missing_stop(submission: Submission) -> Iterator[Finding]:
    """A 二是 or 三是 that follows the words before it without a mark (catalogue 51; GB/T 15834).

    Only where the ordinal before it stands in the same paragraph.
    """
    lines = submission.prose.folded
    text, end, seen = lines.text, -1, ""
    for match in _ORDINAL.finditer(text):
        at, ordinal = match.start(), match["ordinal"]
        if at > end:  # in another paragraph
            end, seen = lines.line(at).end, ""
        before = text[at - 1 : at]
        expected = _ORDINALS[: _ORDINALS.index(ordinal)][-1:]
        if expected and expected in seen and before not in _NO_ORDINAL and _JOINED.match(before):
            yield MISSING_STOP.at(
                lines.span(at - 1, match.end()),
                f"“{ordinal}是”前面没有标点",
                f"写成“；{ordinal}是”",
                subject=text[max(lines.line(at).start, at - 6) : match.end()],
            )
        seen = seen if ordinal in seen else seen + ordinal
