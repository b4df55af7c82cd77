"""Checks of what a section must hold, and how it ends (catalogue 42–45, 49, 77)."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_texts import MISSING_TOPIC, NO_PROBLEMS, TOO_LONG, UNSTATED_SCOPE
from nianbao.findings.codes.of_wording import NO_FULL_STOP
from nianbao.findings.finding import Finding
from nianbao.form.wording import Demand
from nianbao.regex import regex

_SPACE = regex(r"\s+")
_NOTHING = regex(r"(?:无|没有|暂无|没有其他需要报告的事项|无其他需要报告的事项)")
_TOWN = regex("(?:[乡镇]人民政府|街道办事处)$")
SHORT = 15  # characters of a paragraph that may be no sentence: 详见门户网站


def demands(submission: Submission) -> Iterator[Finding]:
    """A section too long, too short, or without what it must tell of (catalogue 42–44, 49).

    What each section must hold is data of the form (要求): 总体情况 and its five topics within 1000
    characters (国办公开办函〔2021〕30号), where to download the report and whom to ask, problems in more
    than a word. It waits until the table is filled in, for a draft has last year's texts.
    """
    report, text = submission.report, submission.prose.folded
    if not report.complete:
        return
    contact = report.contact.text if report.contact else ""
    government = report.form.wording.kinds.is_government(report.agency.text)
    for demand in report.form.wording.demands:
        lines = text.of(demand.section)
        if not lines:
            continue  # an empty section has its own finding
        whole = "".join(line.text for line in lines)
        span, key = text.span(lines[0].start, lines[0].end), demand.section
        length = len(_SPACE.sub("", whole))
        if demand.most is not None and length > demand.most:
            message = f"“{key}”有 {length} 个字，原则上不超过 {demand.most} 个"
            yield TOO_LONG.at(span, message, "删去与第五十条各项无关的", subject=key)
        if demand.least is not None and length < demand.least:
            message = f"“{key}”只有 {length} 个字：“{whole}”"
            yield NO_PROBLEMS.at(span, message, "逐项写明问题和改进的措施", subject=key)
            continue
        missing = _untold(demand, whole + contact, government=government)
        if missing:
            message = f"“{key}”没有写：{'、'.join(missing)}"
            yield MISSING_TOPIC.at(span, message, "补上一句", subject=key)


def unstated_scope(submission: Submission) -> Iterator[Finding]:
    """A government's report that never says whether it speaks of 本级 or of the whole area (catalogue 77).

    What its table counts cannot be known otherwise. The words that tell are data of the form (范围); a
    town has nothing below it.
    """
    report = submission.report
    wording = report.form.wording
    agency = report.agency
    if not wording.scope or not report.complete or _TOWN.search(agency.text):
        return
    if wording.kinds.is_government(agency.text):
        text = submission.prose.folded.text
        if not any(word in text for word in wording.scope):
            yield UNSTATED_SCOPE.at(
                agency.span,
                "正文没有写明统计的范围：是本级的，还是全市、全县、全区的",
                "在总体情况里写一句，如“数据包括市本级和各县（区）”",
                subject="统计范围",
            )


def _untold(demand: Demand, text: str, *, government: bool) -> list[str]:
    topics = {**demand.topics, **(demand.of_government if government else {})}
    return [topic for topic, words in topics.items() if not any(word in text for word in words)]


def no_full_stop(submission: Submission) -> Iterator[Finding]:
    """A section that says 无 without 。 (catalogue 45); a paragraph of sentences that ends in none."""
    text = submission.prose.folded
    for line in text.lines:
        words = line.text.rstrip()
        sentences = len(words) > SHORT and "。" in words and words[-1].isalnum()
        if sentences or _NOTHING.fullmatch(words):
            end = line.start + len(words)
            yield NO_FULL_STOP.at(
                text.span(end - 1, end),
                f"“{words[-12:]}”后面没有句号",
                "补上“。”",
                subject=line.paragraph.section,
            )
