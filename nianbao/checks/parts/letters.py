"""Checks of wording that belongs to other papers: letters, summaries (catalogue 40, 50)."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_texts import CALLED_SUMMARY, LETTER_WORDING
from nianbao.findings.finding import Finding
from nianbao.regex import regex

_LETTER = regex(
    r"现[将把][^。；\n]{0,40}(?:报来|报上|呈报|上报|报送|报请)|请予?(?:审示|审阅|审议|审核|阅示|批示|查收|审查)"
    r"|[特专]此(?:报告|汇报)|妥否，请"
)
_SUMMING_UP = ("总结", "小结", "汇报")  # one of them is in what calls itself so
_SUMMARY = regex(
    r"(?:总结|汇报|小结)(?:报告|情况)?如下|(?:编制|撰写|起草|形成|作出|作|做)(?:了?(?:本|此|以下|如下))?(?:工作)?(?:总结|小结|汇报)(?=[。，：])"
    r"|(?<![基根])本(?:工作)?(?:总结|小结)(?=[所中的由从包依根，])"
)


def letter_wording(submission: Submission) -> Iterator[Finding]:
    """Words of the letter to the superior left in the published report (catalogue 50): 现将……报来，请审示."""
    text = submission.prose.folded
    told = -1
    for match in _LETTER.finditer(text.text):
        line = text.line(match.start()).start
        if line != told:  # one of a paragraph is enough
            told = line
            yield LETTER_WORDING.at(
                text.span(*match.span()),
                f"“{match[0]}”是报送上级的话，年报是向社会公布的",
                "删去",
                subject=text.section(match.start()),
            )


def called_summary(submission: Submission) -> Iterator[Finding]:
    """A yearly report that calls itself 总结 or 汇报 (catalogue 40): 现将……情况总结如下."""
    text = submission.prose.folded
    told = -1
    there = any(word in text.text for word in _SUMMING_UP)
    for match in _SUMMARY.finditer(text.text) if there else ():
        start, end = match.span()
        line = text.line(start).start
        if text.text.endswith(("情况", "工作"), line, start):
            start -= 2
        if line != told:
            told = line
            yield CALLED_SUMMARY.at(
                text.span(start, end),
                f"这是年度报告，写的是“{text.text[start:end]}”",
                "写成“报告如下”、“本报告”",
                subject=text.section(start),
            )
