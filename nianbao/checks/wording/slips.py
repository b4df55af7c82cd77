"""Checks on set phrases, document numbers and personal data in the text (catalogue 57, 61–65).

The phrases are data, in templates/lexicon.yaml; what Python adds is where they do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checks.prose import HAN, Printed, sentence_before, words
from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_wording import (
    DOCUMENT_NUMBER,
    LABEL_ECHO,
    MISSING_CHARACTERS,
    OUTDATED_WORDING,
    PERSONAL_DATA,
    VERB_NOUN,
)
from nianbao.findings.finding import Finding

_ECHO = re.compile(rf"([{HAN}]{{2}})(数量?) ?(?=\d)")
_CLAUSE = re.compile(rf"[{HAN}]+")
_AMOUNT = re.compile(rf"\d[\d.]*\s*([{HAN}]{{1,2}})")

_NUMBER = re.compile(
    rf"(?P<body>[{HAN}]{{1,8}})(?P<open>[\[［(（【〈〔])\s*(?P<year>\d{{2,4}})\s*(?P<shut>[\]］)）】〉〕])"
    r"\s*(?P<ordinal>第?)(?P<serial>\d{1,4})\s*号"
)
_TITLE = re.compile(r"《([^《》\n]{4,})》")
_CITED = re.compile(r"根据|按照|依据|依照|遵照|贯彻|落实")
_HAS_NUMBER = re.compile(r"\s*[（(][^。；\n]{1,40}?\d号")

_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_PHONE = re.compile(r"(?<!\d)0\d{2,3}[-—－]\d{7,8}(?!\d)")
_IDENTITY = re.compile(r"(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])")
_OFFICE = re.compile(r"电话|热线|联系|传真|咨询|邮编|邮政编码|举报")


def label_echo(submission: Submission) -> Iterator[Finding]:
    """A table's label copied into a sentence with its 数: 告知作出更改补充数2件 (catalogue 57).

    The labels are the form's own; 阅读数 and 粉丝数 are none of them.
    """
    printed = Printed.of(submission)
    form = submission.report.form
    tails, units = form.counted, form.units
    for match in _ECHO.finditer(printed.text):
        amount = _AMOUNT.match(printed.text, match.end())
        if match[1] not in tails or not amount or not amount[1].startswith(units):
            continue
        unit = next(unit for unit in units if amount[1].startswith(unit))
        lead = _CLAUSE.findall(printed.text[max(0, match.start() - 12) : match.start(2)])[-1]
        number = printed.text[match.end() : amount.start(1)].strip()
        yield printed.warning(
            LABEL_ECHO, f"“{lead}{match[2]}{number}{unit}”照搬了统计表的指标名", match.span(2),
            f"删去“{match[2]}”，写成“{lead}{number}{unit}”", subject=lead + match[2],
        )  # fmt: skip


def missing_characters(submission: Submission) -> Iterator[Finding]:
    """A set phrase with a character lost or doubled: 政府息公开 (catalogue 61; 漏字 in the lexicon)."""
    printed = Printed.of(submission)
    right = submission.lexicon.missing
    for at, word in words(printed.text, list(right)):
        yield printed.warning(
            MISSING_CHARACTERS, f"“{word}”漏字或多字", (at, at + len(word)),
            f"应当是“{right[word]}”", subject=word,
        )  # fmt: skip


def verb_noun(submission: Submission) -> Iterator[Finding]:
    """A verb that its noun does not take: 被提起行政复议 (catalogue 62; 搭配 in the lexicon).

    A review is 申请, a lawsuit is 提起 (《政府信息公开条例》第五十一条, 国办发〔2014〕32号).
    """
    printed = Printed.of(submission)
    right = submission.lexicon.mismatched
    for at, word in words(printed.text, list(right)):
        yield printed.warning(
            VERB_NOUN, f"“{word}”搭配不当：行政复议是“申请”，行政诉讼是“提起”",
            (at, at + len(word)), f"改成{right[word]}", subject=word,
        )  # fmt: skip


def outdated_wording(submission: Submission) -> Iterator[Finding]:
    """A superseded name or a wording to avoid (catalogue 65; 旧说法 in the lexicon).

    What the agency's own name holds is its own affair, and a name is old only from its year on.
    """
    report = submission.report
    own = report.signer.text + report.agency.text
    printed = Printed.of(submission)
    current = {
        each.old: each
        for each in submission.lexicon.outdated
        if each.since <= report.year and each.old not in own
    }
    for at, word in words(printed.text, list(current)):
        old = current[word]
        why = f"（{old.reason}）" if old.reason else ""
        help_ = f"改成“{old.new}”" if not old.new.startswith("（") else old.new.strip("（）")
        yield printed.warning(
            OUTDATED_WORDING, f"“{word}”是旧的或不宜用的说法{why}", (at, at + len(word)), help_,
            subject=word,
        )  # fmt: skip


def document_number(submission: Submission) -> Iterator[Finding]:
    """A 文号 not written as 国办发〔2014〕32号, or a document relied on without one (catalogue 63).

    GB/T 9704-2012, 7.2.5: four-digit year in 〔〕, no 第, no leading zero. Of cited documents only
    those that the report says it follows, where they are first named.
    """
    printed = Printed.of(submission)
    for match in _NUMBER.finditer(printed.text):
        if wrong := _number_faults(match):
            year = match["year"] if len(match["year"]) == 4 else f"20{match['year'][-2:]}"
            proper = f"〔{year}〕{match['serial'].lstrip('0')}号"
            yield printed.warning(
                DOCUMENT_NUMBER, f"文号写法不对：{wrong}", (match.start("open"), match.end()),
                f"写成“{proper}”", subject=match[0],
            )  # fmt: skip
    number = submission.report.number
    found = _NUMBER.search(number.text) if number else None
    if number and found and (wrong := _number_faults(found)):
        yield DOCUMENT_NUMBER.at(
            number.span, f"文号写法不对：{wrong}", "写成“×政办发〔2018〕1号”这样", subject="文号"
        )
    yield from _unnumbered(printed, submission.lexicon.numbered)


def _number_faults(match: re.Match[str]) -> str:
    faults = []
    if match["open"] + match["shut"] != "〔〕":
        faults.append("年份要用六角括号〔〕")
    if len(match["year"]) != 4:
        faults.append("年份要写四位")
    if match["ordinal"]:
        faults.append("不加“第”")
    if match["serial"].startswith("0"):
        faults.append("序号前不补 0")
    return "，".join(faults)


def _unnumbered(printed: Printed, kinds: tuple[str, ...]) -> Iterator[Finding]:
    text, seen = printed.text, set()
    for match in _TITLE.finditer(text):
        title = match[1]
        if title in seen or not title.endswith(kinds):
            continue
        seen.add(title)
        before = sentence_before(text, match.start())
        if _HAS_NUMBER.match(text, match.end()) or re.search(r"\d号\s*$", before):
            continue
        if _CITED.search(before):
            kind = next(kind for kind in kinds if title.endswith(kind))
            yield printed.warning(
                DOCUMENT_NUMBER, f"引用的{kind}没有注明文号", (match.start(), match.end()),
                "在书名号后注明，如（国办发〔2014〕32号）", subject=title,
            )  # fmt: skip


def personal_data(submission: Submission) -> Iterator[Finding]:
    """A person's name after a post, a mobile or other number, an identity number (catalogue 64).

    The office's own telephone belongs into the text; whose name is published is for the office to
    decide, so this only informs.
    """
    printed = Printed.of(submission)
    text = printed.text
    lexicon = submission.lexicon
    if lexicon.posts and lexicon.surnames:
        for match in lexicon.names.finditer(text):
            name = match["name"]
            if name[:2] not in lexicon.not_names:
                yield _note(printed, f"正文里有个人姓名：{name}", match.span("name"), name)
    for pattern, what in ((_MOBILE, "手机号码"), (_IDENTITY, "像是身份证号的数字")):
        for match in pattern.finditer(text):
            yield _note(printed, f"正文里有{what}", match.span(), match[0])
    for match in _PHONE.finditer(text):
        if not _OFFICE.search(text, max(0, match.start() - 20), match.start()):
            yield _note(printed, "正文里有电话号码", match.span(), match[0])


def _note(printed: Printed, message: str, place: tuple[int, int], subject: str) -> Finding:
    return PERSONAL_DATA.at(
        printed.span(*place), message, "确有必要才写；联系方式写在“联系方式:”里", subject=subject
    )
