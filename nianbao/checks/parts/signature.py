"""Checks of names and date under a report (catalogue 41, 48)."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.checks.submission import Submission
from nianbao.findings.codes.of_texts import AGENCY_NAME, SIGNED_LATE, SIGNED_TOO_EARLY
from nianbao.findings.finding import Finding, Related
from nianbao.regex import regex

_NAME = regex(r"[\w（）·、]{1,50}")


def agency_names(submission: Submission) -> Iterator[Finding]:
    """The agency under two names in title and signature (catalogue 41): 市规划局, 温州市规划局.

    《党政机关公文格式》 (GB/T 9704-2012) asks for the full name or its standard short form, and the same
    throughout.
    """
    agency, signer = submission.report.agency, submission.report.signer
    readable = all(_NAME.fullmatch(name) for name in (agency.text, signer.text))
    if readable and agency.text != signer.text:
        yield AGENCY_NAME.at(
            agency.span,
            f"题名里是“{agency.text}”，署名是“{signer.text}”",
            "两处都用全称",
            related=(Related(signer.span, f"署名 {signer.text}"),),
            subject="机关",
        )


def signature_date(submission: Submission) -> Iterator[Finding]:
    """A report signed before its year was over, or after the day by which it was due (catalogue 48).

    Due was 31 March under the 条例 of 2008 (第三十一条); under today's it is 31 January for departments and
    31 March for governments (第四十九条).
    """
    report = submission.report
    month, day = report.form.deadline
    if report.form.wording.kinds.is_government(report.agency.text):
        month, day = report.form.wording.government_deadline or (month, day)
    printed = f"{report.day.year}年{report.day.month}月{report.day.day}日"
    if report.day.isoformat() not in report.day_span.source.lines[report.day_span.line - 1]:
        return  # it could not be read, and has its own finding
    if report.day.year <= report.year:
        yield SIGNED_TOO_EARLY.at(
            report.day_span,
            f"{report.year} 年度的年报，成文日期是{printed}，这一年还没有完",
            f"写次年的日期，如 {report.year + 1}-{min(report.day.month, month):02}-{min(report.day.day, 28):02}",
            subject="成文日期",
        )
    elif (report.day.year - report.year, report.day.month, report.day.day) > (1, month, day):
        yield SIGNED_LATE.at(
            report.day_span,
            f"成文日期是{printed}，迟于公布期限 {report.year + 1}年{month}月{day}日",
            "核对日期",
            subject="成文日期",
        )
