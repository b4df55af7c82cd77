"""Findings told on the way that was asked for: which of them, in what form, with what exit code.

An error may be left out of what is shown, but neither of the exit code nor of the count.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Sequence

from nianbao.cli.calling import to_type
from nianbao.cli.exit_codes import MISTAKES, WRITTEN
from nianbao.findings.closing import Closing, beyond_lines
from nianbao.findings.finding import Finding, has_errors
from nianbao.findings.printers import printer
from nianbao.findings.terminal import Screen, as_text
from nianbao.findings.width import visible

said = {"stdout": "", "stderr": ""}  # what this process has printed
MOST = 300  # findings of a code that are printed


def tell(
    order: argparse.Namespace, findings: Sequence[Finding], unchecked: tuple[str, ...] = ()
) -> int:
    """Print the findings that were asked for; return the exit code that all of them call for.

    `unchecked` says what could not be checked, and why.
    """
    chosen, hidden = _parted(findings, lambda finding: _is_chosen(order, finding))
    seen, counted = _parted(chosen, lambda finding: not order.errors or has_errors([finding]))
    counts: Counter[str] = Counter()
    seen, beyond = _parted(seen, lambda finding: _is_among_the_first(finding, counts))
    closing = _closing(order)._replace(
        unchecked=unchecked, counted=counted, beyond=beyond, hidden=hidden
    )
    if order.output == "text":
        _print(as_text(seen, Screen.of(sys.stdout), closing))
    else:
        _print(printer(order.output)(seen))
        for line in beyond_lines(beyond):
            say(order, line)
        if unseen := sum(has_errors([finding]) for finding in (*counted, *hidden)):
            say(order, f"另有 {unseen} 处错误没有显示")
    return MISTAKES if has_errors(findings) else WRITTEN


def refuse(
    order: argparse.Namespace, findings: Sequence[Finding], unchecked: tuple[str, ...] = ()
) -> int:
    """Tell why nothing was written; the old report is as it was."""
    code = tell(order, findings, unchecked)
    say(order, "有错误，没有写文件；原来的年报没有动")
    return code


def _is_among_the_first(finding: Finding, counts: Counter[str]) -> bool:
    counts[finding.code] += 1
    return counts[finding.code] <= MOST


def _parted(
    findings: Sequence[Finding], is_first: Callable[[Finding], bool]
) -> tuple[list[Finding], list[Finding]]:
    """Return the findings of which something holds, and the others."""
    first: list[Finding] = []
    others: list[Finding] = []
    for finding in findings:
        (first if is_first(finding) else others).append(finding)
    return first, others


def _closing(order: argparse.Namespace) -> Closing:
    """Return what to do next, in commands as the user would type them."""
    if order.command not in {"check", "report"}:
        return Closing()
    data = None if order.data == order.usual_data else order.data
    if not order.year.isdecimal():
        return Closing(fix=to_type("fix", order.year))
    year = int(order.year)
    return Closing(
        fix=to_type("fix", year, order.agency, data),
        again=to_type(order.command, year, order.agency, data),
        onward=to_type("report", year, order.agency, data) if order.command == "check" else "",
    )


def say(order: argparse.Namespace, text: str) -> None:
    """Print a line for a person; a program reads the findings alone."""
    _print(visible(text), "stdout" if order.output == "text" else "stderr")


def _print(text: str, stream: str = "stdout") -> None:
    print(text, file=getattr(sys, stream))
    said[stream] += f"{text}\n"


def _is_chosen(order: argparse.Namespace, finding: Finding) -> bool:
    return (not order.only or finding.code in order.only) and finding.code not in order.ignore
