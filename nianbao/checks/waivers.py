"""What a person has checked (核实): the findings that a data file waives."""

from __future__ import annotations

from dataclasses import replace

from nianbao.diagnostic import Diagnostic, Severity, brief
from nianbao.form import Rule
from nianbao.report import Report


def waive(findings: list[Diagnostic], report: Report) -> list[Diagnostic]:
    """Mark the warnings that the report's 核实 speaks of, and report a 核实 that fits nothing."""
    used, refused = set(), set()
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
            result.append(finding)
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
            result.append(Diagnostic("not-waivable", message, waiver.span, help_, Severity.WARNING))
        elif waiver not in used:
            message = f"{what}没有对上任何问题"
            help_ = "问题已改好就删去这一条；没改好就核对“问题”和“位置”，照那条警告里的写"
            result.append(
                Diagnostic("unused-waiver", message, waiver.span, help_, Severity.WARNING)
            )
    return result


def _may_be_waived(finding: Diagnostic, report: Report) -> bool:
    return finding.severity is not Severity.ERROR or any(
        may_be_waived(rule) and f"〔{rule.number}〕" in finding.message
        for rule in report.form.rules
    )


def may_be_waived(rule: Rule) -> bool:
    """A soft rule may be, and a hard one of which the form says so (可核实)."""
    return rule.waivable or rule.severity is not Severity.ERROR
