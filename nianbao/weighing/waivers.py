"""What a person has checked (核实): the findings that a data file waives."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from nianbao.findings.finding import Finding, Severity
from nianbao.findings.width import brief
from nianbao.form import Rule
from nianbao.report import Report
from nianbao.source import Span


def waive(findings: list[Finding], report: Report) -> list[Finding]:
    """Mark the warnings that the report's 核实 speaks of, and report a 核实 that fits nothing."""
    used, refused, stale = set(), set(), {}
    result = []
    for finding in findings:
        waiver = next(
            (
                w
                for w in report.waivers
                if w.code == finding.code and w.subject in {finding.subject, str(finding.span.line)}
            ),
            None,
        )
        if waiver is None:
            result.append(_with_mark(finding))
        elif waiver.mark and waiver.mark != mark(finding):
            stale[waiver] = mark(finding)
            result.append(_with_mark(finding))
        elif _may_be_waived(finding, report):
            used.add(waiver)
            result.append(replace(finding, severity=Severity.WARNING, waived=waiver.reason))
        else:
            refused.add(waiver)
            result.append(finding)
    for waiver in report.waivers:
        what = f"核实的“{brief(waiver.code)}”（{brief(waiver.subject)}）"
        if waiver in refused:
            message, help_ = f"{what}是错误，不能用“核实”通过", "改数；改好后删去这一条"
            result.append(Finding("not-waivable", message, waiver.span, help_, Severity.WARNING))
        elif waiver in stale and waiver not in used:
            message = f"{what}过期了：核实以后，它说的数或文字改过"
            help_ = f"再核实一次；还是无误，就把记号改成 {stale[waiver]}"
            result.append(Finding("stale-waiver", message, waiver.span, help_, Severity.WARNING))
        elif waiver not in used:
            message = f"{what}没有对上任何问题"
            help_ = "问题已改好就删去这一条；没改好就核对“问题”和“位置”，照那条警告里的写"
            result.append(Finding("unused-waiver", message, waiver.span, help_, Severity.WARNING))
    return result


def mark(finding: Finding) -> str:
    """Return four letters that stand for the words and figures a finding speaks of (记号).

    They change when what stands there changes, and with them a waiver that names them expires.
    """
    spans = (finding.span, *(other.span for other in finding.related))
    digest = hashlib.sha256("\n".join(map(_typed, spans)).encode("utf-8")).hexdigest()
    return digest[:4].translate(_LETTERS)


_LETTERS = str.maketrans("0123456789", "ghijkmnpqr")  # 1234 would be a number to an editor


def _typed(span: Span) -> str:
    line = span.source.lines[span.line - 1] if span.line <= len(span.source.lines) else ""
    return line[span.column - 1 : span.end_column - 1 if span.end_line == span.line else None]


def _with_mark(finding: Finding) -> Finding:
    """Put the mark into the 核实 line that a finding's help offers."""
    if ", 理由: ……}" not in finding.help:
        return finding
    marked = finding.help.replace(", 理由: ……}", f", 记号: {mark(finding)}, 理由: ……}}")
    return replace(finding, help=marked)


def _may_be_waived(finding: Finding, report: Report) -> bool:
    return finding.severity is not Severity.ERROR or any(
        may_be_waived(rule) and f"〔{rule.number}〕" in finding.message
        for rule in report.form.rules
    )


def may_be_waived(rule: Rule) -> bool:
    """A soft rule may be, and a hard one of which the form says so (可核实)."""
    return rule.waivable or rule.severity is not Severity.ERROR
