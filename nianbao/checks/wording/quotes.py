"""Checks on quotation marks and brackets in the running text (catalogue 52, 53)."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_wording import STRAIGHT_QUOTE, UNBALANCED_BRACKETS
from nianbao.findings.finding import Finding
from nianbao.regex import regex

_STRAIGHT = regex("[\"'＂＇]")
_QUOTE = regex(r"[\"＂]|(?<![A-Za-z\d])['＇]|['＇](?![A-Za-z\d])")
_MARKS = regex("[“”\"＂]|(?<![A-Za-z\\d])['＇]|['＇](?![A-Za-z\\d])")

_BRACKETS = regex(r"[“”‘’《》〈〉（）()〔〕【】「」]")
_OPEN = {"“": "”", "‘": "’", "《": "》", "〈": "〉", "（": "）", "〔": "〕", "【": "】", "「": "」"}
_SHUT = {shut: opening for opening, shut in _OPEN.items()}
_ENUMERATOR = regex(r"(?:^|[。；：，、\s])(?:\d{1,2}|[a-zA-Z]|[一二三四五六七八九十]{1,2})$")
_DOUBLE = regex(r"《“[^“”《》\n]*+”》")


def straight_quote(submission: Submission) -> Iterator[Finding]:
    """A straight " or ' in Chinese text, where “” and ‘’ belong (catalogue 52; GB/T 15834).

    Mended where the quotes of a paragraph come in pairs; an apostrophe between letters stays.
    """
    lines = submission.prose.published
    if not _STRAIGHT.search(lines.text):
        return
    text = submission.without_code
    for line in lines.lines:
        typed = text[line.start : line.end]
        if not _STRAIGHT.search(typed):
            continue
        curly = _curled(typed)
        for at in (match.start() for match in _QUOTE.finditer(typed)):
            mended = curly[at] if curly else None
            help_ = f"改成“{mended}”" if mended and mended not in "“”" else "改成中文引号“”"
            help_ += "" if mended else "；这一段的引号不成对，要逐个看"
            place = (line.start + at, line.start + at + 1)
            yield STRAIGHT_QUOTE.at(
                lines.span(*place),
                f"中文里用了英文引号 {typed[at]}",
                help_,
                subject=typed[at],
                fix=lines.fix(*place, mended) if mended else None,
            )


def _curled(line: str) -> dict[int, str] | None:
    """Return the curly quotes for the straight ones of a line; None where they do not come in pairs."""
    curled: dict[int, str] = {}
    depth, inside, last = 0, "", ""
    for match in _MARKS.finditer(line):
        at, mark = match.start(), match[0]
        if mark in "“”":
            double = mark
        elif mark in '"＂':
            double = "”" if depth > 0 else "“"
            curled[at] = double
        elif inside:
            curled[at], double = inside, inside if inside == "”" else ""
            inside = ""
        elif depth > 0:
            curled[at], inside, double = "‘", "’", ""
        else:
            curled[at], inside, double = "“", "”", "“"
        if double:
            if double == last or (double == "”" and not last):
                return None
            last = double
            depth += 1 if double == "“" else -1
    return None if inside or last == "“" else curled


def unbalanced_brackets(submission: Submission) -> Iterator[Finding]:
    """A bracket, quotation mark or 《》 without its other half, or 《“…”》 (catalogue 53).

    Paragraph by paragraph; an enumerator such as 1） opens nothing. Where a paragraph has straight
    quotes, those are the finding.
    """
    lines = submission.prose.printed
    for line in lines.lines:
        for at in _unmatched(line.text):
            mark = line.text[at]
            if mark in "“”" and '"' in line.text:
                continue
            other = _OPEN.get(mark) or _SHUT.get(mark) or ("）" if mark == "(" else "（")
            side = "后面没有" if mark in _OPEN or mark == "(" else "前面没有"
            yield UNBALANCED_BRACKETS.at(
                lines.span(line.start + at, line.start + at + 1),
                f"{mark} {side}与它成对的 {other}",
                f"补上 {other}，或删去 {mark}",
                subject=_around(line.text, at),
            )
    for match in _DOUBLE.finditer(lines.text):
        yield UNBALANCED_BRACKETS.at(
            lines.span(*match.span()),
            f"书名号套着引号：{match[0]}",
            "简称用其中一种：“……”或《……》",
            subject=match[0],
        )


def _around(line: str, at: int) -> str:
    """Return a mark with what stands beside it, which names it among others of the kind."""
    return line[max(at - 2, 0) : at + 3].strip()


def _unmatched(line: str) -> Iterator[int]:
    stack: list[tuple[str, int]] = []
    open_: dict[str, int] = dict.fromkeys(_OPEN, 0)  # how many of each kind
    for match in _BRACKETS.finditer(line):
        at = match.start()
        mark = {"(": "（", ")": "）"}.get(match[0], match[0])
        if mark in "‘’" and line[max(at - 1, 0) : at].isascii() and line[at + 1 : at + 2].isascii():
            continue  # government’s
        if mark in _OPEN:
            stack.append((mark, at))
            open_[mark] += 1
            continue
        opening = _SHUT[mark]
        if open_[opening]:
            while True:
                left, place = stack.pop()
                open_[left] -= 1
                if left == opening:
                    break
                yield place
        elif mark != "）" or not _ENUMERATOR.search(line, max(at - 3, 0), at):
            yield at
    yield from (at for _, at in stack)
