"""What a person has checked (核实): the findings that a data file waives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from nianbao.findings.codes import CODES
from nianbao.findings.codes.of_sums import NOT_WAIVABLE, STALE_WAIVER, UNUSED_WAIVER
from nianbao.findings.finding import Finding, Severity
from nianbao.findings.mark import mark
from nianbao.findings.width import brief
from nianbao.reading.fields import or_nearest
from nianbao.report.content import Waiver


def waive(findings: Iterable[Finding], waivers: tuple[Waiver, ...]) -> list[Finding]:
    """Mark the findings that the 核实 of a report speak of, and report a 核实 that fits nothing.

    A finding with the very mark of a 核实 is its finding, though others share code and place; one
    with another mark shows that what was checked has changed.
    """
    if not waivers:
        return list(findings)
    used, refused, stale = set(), set(), {}
    result = []
    for finding in findings:
        meant = [waiver for waiver in waivers if _speaks_of(waiver, finding)]
        now = mark(finding) if meant else ""
        waiver = next((each for each in meant if each.mark in {"", now}), None)
        if meant and not finding.waivable:
            refused.update(meant)
        elif waiver is not None:
            used.add(waiver)
            finding = replace(finding, severity=Severity.WARNING, waived=waiver.reason)  # noqa: PLW2901
        else:
            stale.update(dict.fromkeys(meant, now))
        result.append(finding)
    return [*result, *_unfit(waivers, used, refused, stale)]


def _speaks_of(waiver: Waiver, finding: Finding) -> bool:
    return waiver.code == finding.code and waiver.subject in {
        finding.subject,
        str(finding.span.line),
    }


def _unfit(
    waivers: tuple[Waiver, ...], used: set[Waiver], refused: set[Waiver], stale: dict[Waiver, str]
) -> Iterator[Finding]:
    for waiver in waivers:
        what = f"核实的“{brief(waiver.code)}”（{brief(waiver.subject)}）"
        if waiver in used:
            continue
        if waiver in refused:
            message, help_ = f"{what}是错误，不能用“核实”通过", "改数；改好后删去这一条"
            yield NOT_WAIVABLE.at(waiver.span, message, help_)
        elif waiver in stale:
            message = f"{what}过期了：核实以后，它说的数或文字改过"
            help_ = f"再核实一次；还是无误，就把记号改成 {stale[waiver]}"
            yield STALE_WAIVER.at(waiver.span, message, help_)
        else:
            near = "" if waiver.code in CODES else or_nearest(waiver.code, CODES)
            message = f"{what}没有对上任何问题{near}"
            help_ = "问题已改好就删去这一条；没改好就核对“问题”和“位置”，照那条警告里的写"
            yield UNUSED_WAIVER.at(waiver.span, message, help_)
