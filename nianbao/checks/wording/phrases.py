"""Checks on set phrases and words (catalogue 57, 61, 62, 65): lost characters, wrong words, old names.

All words are data, in templates/lexicon.yaml; what Python adds is where they do not count.
"""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.checks.lines import Lines
from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_wording import (
    BETTER_WORDING,
    LABEL_ECHO,
    MISSING_CHARACTERS,
    OUTDATED_WORDING,
    VERB_NOUN,
)
from nianbao.findings.finding import Finding
from nianbao.form.lexicon import STATE, Wrong
from nianbao.form.set_phrases import Near, off_by
from nianbao.form.vocabulary import HAN
from nianbao.regex import regex

_ECHO = regex(rf"数量?(?P<number>\d[\d.]{{0,15}}+)\s*(?P<unit>[{HAN}]{{1,2}})")
_CLAUSE = regex(rf"[{HAN}]+$")
_TITLE = regex(r"《([^《》\n]{4,40})》")
_NOTE = regex(r"（[^（）]*）$")
_SUBJECT = "信息公开"
_MOST = 2  # characters by which a title may differ from a law's name to be meant for it


def label_echo(submission: Submission) -> Iterator[Finding]:
    """A table's label copied into a sentence with its 数: 告知作出更改补充数2件 (catalogue 57).

    The labels are the form's own and, in every form, what 表词 counts; 阅读数 is a word (数词).
    """
    lines, form, lexicon = submission.prose.folded, submission.report.form, submission.lexicon
    text = lines.text
    for match in _ECHO.finditer(text):
        start, end = match.start(), match.start("number")
        unit = next((unit for unit in form.units if match["unit"].startswith(unit)), "")
        echo, counted = text[start:end], text[max(start - 3, 0) : start]
        if not unit or not (counted[-2:] in form.counted or counted.endswith(lexicon.labels)):
            continue
        if echo == "数" and f"{counted}数".endswith(lexicon.counts):
            continue
        clause = _CLAUSE.search(text, max(start - 10, 0), start)
        lead, number = clause[0] if clause else "", match["number"]
        yield LABEL_ECHO.at(
            lines.span(start, end),
            f"“{lead}{echo}{number}{unit}”照搬了统计表的指标名",
            f"删去“{echo}”，写成“{lead}{number}{unit}”",
            subject=lead + echo,
        )


def missing_characters(submission: Submission) -> Iterator[Finding]:
    """A set phrase with a character lost, added or exchanged, a word that is never right (catalogue 61).

    政府息公开 is found because 政府信息公开 is a set phrase (词组); 台帐 is in the lexicon (易错).
    """
    lexicon, lines = submission.lexicon, submission.prose.folded
    taken = bytearray(len(lines.text))  # one for each character
    for wrongs, what in ((lexicon.missing, "漏字或多字"), (lexicon.confused, "用错了")):
        for start, end, wrong in wrongs.places(lines.text, lines.chars, submission.report.year):
            taken[start:end] = b"\1" * (end - start)
            typed = lines.text[start:end]
            yield MISSING_CHARACTERS.at(
                lines.span(start, end),
                f"“{typed}”{wrong.reason or what}",
                _advice(wrong),
                subject=typed,
            )
    for near in lexicon.phrases.near(lines.text, lines.chars):
        if taken.find(1, near.start, near.end) < 0:
            typed = lines.text[near.start : near.end]
            yield MISSING_CHARACTERS.at(
                lines.span(near.start, near.end),
                f"“{typed}”{_slip(near, typed)}",
                f"应当是“{near.phrase}”",
                subject=typed,
            )
    yield from _misnamed(lines, lexicon.titles)


def _advice(wrong: Wrong) -> str:
    several = wrong.pattern and set("（，、…") & set(wrong.right)
    return f"应当写{wrong.right}" if several else f"应当是“{wrong.right}”"


def _slip(near: Near, typed: str) -> str:
    """Say in what way a phrase is wrong."""
    if near.slip[1] - near.slip[0] > 1:
        return "写得不对"
    return {-1: "漏了一个字", 1: "多了一个字"}.get(len(typed) - len(near.phrase), "有一个字不对")


def _misnamed(lines: Lines, known: tuple[str, ...]) -> Iterator[Finding]:
    """Find titles in 《》 that are nearly a law's, and not it: 《政府信息公开工作条例》."""
    for match in _TITLE.finditer(lines.text) if known else ():
        title = _NOTE.sub("", match[1])
        if title in known:
            continue
        if law := min((law for law in known if _is_meant(title, law)), key=len, default=""):
            yield MISSING_CHARACTERS.at(
                lines.span(*match.span()),
                f"《{title}》的名称写错了",
                f"应当是《{law}》",
                subject=title,
            )


def _is_meant(title: str, law: str) -> bool:
    """Tell whether a title is meant for a law; a place's own regulation (某省……条例) is not."""
    if title.startswith(STATE) and law.startswith(STATE) and _SUBJECT in title:
        return law.endswith(f"{_SUBJECT}条例")  # 中华人民共和国政府信息公开法
    if title[-2:] != law[-2:] or abs(len(title) - len(law)) > _MOST:
        return False
    local = title.endswith(law) and STATE[-3:] not in title
    return not local and off_by(title, law, _MOST)


def verb_noun(submission: Submission) -> Iterator[Finding]:
    """A verb that its noun does not take: 被提起行政复议 (catalogue 62; 搭配 in the lexicon).

    A review is 申请, a lawsuit is 提起 (《政府信息公开条例》第五十一条, 国办发〔2014〕32号).
    """
    lines = submission.prose.folded
    for start, end, wrong in submission.lexicon.mismatched.places(lines.text, lines.chars):
        typed = lines.text[start:end]
        yield VERB_NOUN.at(
            lines.span(start, end),
            f"“{typed}”搭配不当：{wrong.reason or '行政复议是“申请”，行政诉讼是“提起”'}",
            f"改成{wrong.right}",
            subject=typed,
        )


def outdated_wording(submission: Submission) -> Iterator[Finding]:
    """A superseded name, notice or article, or a wording to avoid (catalogue 65; 旧说法).

    What the agency's own name holds is its own affair, and a name is old only from its year on.
    """
    report, lines = submission.report, submission.prose.folded
    own = report.signer.text + report.agency.text
    for start, end, old in submission.lexicon.outdated.places(lines.text, lines.chars, report.year):
        typed = lines.text[start:end]
        if typed not in own:
            yield OUTDATED_WORDING.at(
                lines.span(start, end),
                f"“{typed}”是旧的或不宜用的说法" + (f"（{old.reason}）" if old.reason else ""),
                old.right.strip("（）") if old.right.startswith("（") else f"改成“{old.right}”",
                subject=typed,
            )


def better_wording(submission: Submission) -> Iterator[Finding]:
    """A wording that is not wrong, but another one is better: 其它 (catalogue 65; 宜改)."""
    lines = submission.prose.folded
    for start, end, wrong in submission.lexicon.better.places(lines.text, lines.chars):
        typed = lines.text[start:end]
        why = f"（{wrong.reason}）" if wrong.reason else ""
        yield BETTER_WORDING.at(
            lines.span(start, end), f"“{typed}”宜改{why}", _advice(wrong), subject=typed
        )
