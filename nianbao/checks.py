"""The checks on a bound report (检查): each a generator with a docstring, listed in CHECKS."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from nianbao.diagnostic import Diagnostic, Related, Severity
from nianbao.form import Rule
from nianbao.formula import Failure
from nianbao.report import Figure, Report

Check = Callable[[Report], Iterator[Diagnostic]]


def broken_rule(report: Report) -> Iterator[Diagnostic]:
    """A 勾稽关系 of the form that the figures do not meet (O1–O13, 国办发〔2014〕32号)."""
    for rule in report.form.rules:
        figures = {name: report.figure(indicator) for name, indicator in rule.indicators.items()}
        known = {name: figure for name, figure in figures.items() if figure is not None}
        if len(known) < len(figures) or _excused(rule, report):
            continue  # a missing figure has its own finding
        numbers = {name: figure.number for name, figure in known.items()}
        for failure in rule.formula.failures(numbers.__getitem__):
            yield _broken(rule, failure, known)


def _excused(rule: Rule, report: Report) -> bool:
    excuse = rule.excuse
    return excuse is not None and any(word in report.text(excuse.section) for word in excuse.words)


def _broken(rule: Rule, failure: Failure, figures: dict[str, Figure]) -> Diagnostic:
    parts = [figures[name] for name in failure.names]
    typed = [figure for figure in parts if not figure.computed] or parts
    first = typed[0]
    related = tuple(
        Related(figure.span, f"{figure.indicator.name} {figure.text}")
        for figure in typed
        if figure is not first
    )
    if rule.formula.total and not parts[0].computed:
        message = (
            f"{parts[0].indicator.name}为 {failure.left}，各分项之和为 {failure.right}"
            f"（{_sum(parts[1:])}）"
        )
        help_ = f"改{parts[0].indicator.name}为 {failure.right}，或改有误的分项"
        code = "sum-mismatch"
    else:
        message = (
            f"应有 {failure.left_text} {failure.operator} {failure.right_text}，"
            f"现在是 {failure.left} 和 {failure.right}"
        )
        help_ = "核对这几个数"
        code = "broken-relation"
    return Diagnostic(
        code,
        f"{message}〔{rule.number}〕",
        first.span,
        f"{help_}。{rule.explanation}" if rule.explanation else help_,
        rule.severity,
        related,
        subject=first.indicator.name,
    )


def _sum(figures: list[Figure]) -> str:
    return " ＋ ".join(f"{figure.indicator.name} {figure.text}" for figure in figures)


def slash_beside_zero(report: Report) -> Iterator[Diagnostic]:
    """`/` (不适用) and 0 (没有) in one block of the table: usually the same was meant."""
    for name, indicators in report.form.groups.items():
        figures = [figure for i in indicators if (figure := report.figure(i))]
        slashes = [figure for figure in figures if figure.value is None]
        zeros = [figure for figure in figures if figure.value == 0 and not figure.computed]
        if slashes and zeros:
            yield Diagnostic(
                "slash-beside-zero",
                f"“{name}”里 / 和 0 混用：{len(slashes)} 处 /，{len(zeros)} 处 0",
                slashes[0].span,
                "没有发生的填 0，确实不适用的才填 /",
                Severity.WARNING,
                tuple(
                    Related(f.span, f"{f.indicator.name} {f.text}")
                    for f in (*slashes[1:], zeros[0])
                ),
                subject=name,
            )


CHECKS: tuple[Check, ...] = (broken_rule, slash_beside_zero)


def check(report: Report) -> list[Diagnostic]:
    """Run every check."""
    return [finding for each in CHECKS for finding in each(report)]


def waive(findings: list[Diagnostic], report: Report) -> list[Diagnostic]:
    """Mark the warnings that the report's 核实 speaks of, and report a 核实 that fits nothing."""
    used = set()
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
        if waiver is None or not _may_be_waived(finding, report):
            result.append(finding)
            continue
        used.add(waiver)
        result.append(replace(finding, severity=Severity.WARNING, waived=waiver.reason))
    unused = [waiver for waiver in report.waivers if waiver not in used]
    return result + [
        Diagnostic(
            "unused-waiver",
            f"核实的“{waiver.code}”（{waiver.subject}）没有对上任何问题",
            waiver.span,
            "问题已改好就删去这一条；没改好就核对代码和位置",
            Severity.WARNING,
        )
        for waiver in unused
    ]


def _may_be_waived(finding: Diagnostic, report: Report) -> bool:
    return finding.severity is not Severity.ERROR or any(
        rule.waivable and f"〔{rule.number}〕" in finding.message for rule in report.form.rules
    )
