"""Checks on personal data in the text (catalogue 64)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_wording import PERSONAL_DATA
from nianbao.findings.finding import Finding, Severity
from nianbao.regex import regex

_LONG = regex(
    r"0[0-9]{2,3}[-—－][0-9]{7,8}|1[3-9][0-9](?:[ -][0-9]{4}){2}"
    r"|[1-9][0-9]{5}[ -][0-9]{8}[ -]?[0-9]{3}[0-9Xx]|62[0-9]{2}(?:[ -][0-9]{4}){3}(?:[ -]?[0-9]{3})?"
    r"|[0-9]{11,}+[Xx]?"
)
_PARTED = str.maketrans("", "", " -")
_WORD = regex("[0-9A-Za-z]")
_MOBILE = regex("1[3-9][0-9]{9}")
_IDENTITY = regex("[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9]{4}[0-9Xx]")
_IDENTITY_NUMBER = "像是身份证号的数字"
_ACCOUNT = regex("[账帐]号|[账帐]户|卡号|银行卡|开户")
_OFFICE = regex(r"电话|热线|联系|传真|咨询|邮编|邮政编码|举报")
_HELP = "确有必要才写；联系方式写在“联系方式:”里"
BEFORE = 20  # characters before a number in which the office is named


def personal_data(submission: Submission) -> Iterator[Finding]:
    """A person's name after a post, a mobile or other number, an identity number (catalogue 64).

    The office's own telephone belongs into the text; whose name is published is for the office to
    decide, so this only informs. An identity number is never necessary: that is a warning.
    """
    lines, lexicon = submission.prose.folded, submission.lexicon
    for match in lexicon.names.finditer(lines.text):
        group = match.lastgroup or "name"
        name = match[group]
        if name[:2] not in lexicon.not_names:
            place = lines.span(*match.span(group))
            yield PERSONAL_DATA.at(place, f"正文里有个人姓名：{name}", _HELP, subject=name)
    for match in _LONG.finditer(lines.text):
        if what := _what(lines.text, match):
            grave = what == _IDENTITY_NUMBER
            yield PERSONAL_DATA.at(
                lines.span(*match.span()),
                f"正文里有{what}",
                "删去；年报里用不着身份证号" if grave else _HELP,
                subject=match[0],
                severity=Severity.WARNING if grave else None,
            )


def _what(text: str, match: re.Match[str]) -> str:
    """Say what a long number is; "" where it is nobody's."""
    start, end = match.span()
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    if before and _WORD.match(before):
        return ""
    number = match[0].translate(_PARTED)
    if _MOBILE.fullmatch(number):
        return "手机号码"
    if _IDENTITY.fullmatch(number) and not _WORD.match(after):
        return _IDENTITY_NUMBER
    if number.isdigit() and len(number) in range(16, 20):
        card = number.startswith("62") or _ACCOUNT.search(text, max(0, start - BEFORE), start)
        return "像是银行账号的数字" if card else ""
    phone = not match[0].isdigit() and not after.isdigit() and match[0][0] == "0"
    if phone and not _OFFICE.search(text, max(0, start - BEFORE), start):
        return "电话号码"
    return ""
