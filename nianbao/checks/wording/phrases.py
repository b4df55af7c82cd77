"""Checks on set phrases in the text (catalogue 57, 61, 62, 65).

The phrases are data, in templates/lexicon.yaml; what Python adds is where they do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_wording import (
    LABEL_ECHO,
    MISSING_CHARACTERS,
    OUTDATED_WORDING,
    VERB_NOUN,
)
from nianbao.findings.finding import Finding
from nianbao.form.vocabulary import HAN, apart

_ECHO = re.compile(rf"数量?(?P<number>\d[\d.]{{0,15}}+)\s*(?P<unit>[{HAN}]{{1,2}})")
_CLAUSE = re.compile(rf"[{HAN}]+$")


def label_echo(submission: Submission) -> Iterator[Finding]:
    """A table's label copied into a sentence with its 数: 告知作出更改补充数2件 (catalogue 57).

    The labels are the form's own; 阅读数 and 粉丝数 are none of them.
    """
    form, lines = submission.report.form, submission.prose.folded
    text = lines.text
    for match in _ECHO.finditer(text):
        start, end = match.start(), match.start("number")
        unit = next((unit for unit in form.units if match["unit"].startswith(unit)), "")
        if not unit or text[max(start - 2, 0) : start] not in form.counted:
            continue
        clause = _CLAUSE.search(text, max(start - 10, 0), start)
        lead, number = clause[0] if clause else "", match["number"]
        echo = text[start:end]
        yield LABEL_ECHO.at(
            lines.span(start, end),
            f"“{lead}{echo}{number}{unit}”照搬了统计表的指标名",
            f"删去“{echo}”，写成“{lead}{number}{unit}”",
            subject=lead + echo,
        )


def missing_characters(submission: Submission) -> Iterator[Finding]:
    """A set phrase with a character lost or doubled: 政府息公开 (catalogue 61; 漏字 in the lexicon)."""
    lines, right = submission.prose.folded, submission.lexicon.missing
    for start, end, word in apart(submission.phrases, right):
        yield MISSING_CHARACTERS.at(
            lines.span(start, end), f"“{word}”漏字或多字", f"应当是“{right[word]}”", subject=word
        )


def verb_noun(submission: Submission) -> Iterator[Finding]:
    """A verb that its noun does not take: 被提起行政复议 (catalogue 62; 搭配 in the lexicon).

    A review is 申请, a lawsuit is 提起 (《政府信息公开条例》第五十一条, 国办发〔2014〕32号).
    """
    lines, right = submission.prose.folded, submission.lexicon.mismatched
    for start, end, word in apart(submission.phrases, right):
        yield VERB_NOUN.at(
            lines.span(start, end),
            f"“{word}”搭配不当：行政复议是“申请”，行政诉讼是“提起”",
            f"改成{right[word]}",
            subject=word,
        )


def outdated_wording(submission: Submission) -> Iterator[Finding]:
    """A superseded name or a wording to avoid (catalogue 65; 旧说法 in the lexicon).

    What the agency's own name holds is its own affair, and a name is old only from its year on.
    """
    report, lines = submission.report, submission.prose.folded
    own = report.signer.text + report.agency.text
    current = {
        each.old: each
        for each in submission.lexicon.outdated
        if each.since <= report.year and each.old not in own
    }
    for start, end, word in apart(submission.phrases, current):
        new, reason = current[word].new, current[word].reason
        yield OUTDATED_WORDING.at(
            lines.span(start, end),
            f"“{word}”是旧的或不宜用的说法" + (f"（{reason}）" if reason else ""),
            new.strip("（）") if new.startswith("（") else f"改成“{new}”",
            subject=word,
        )
