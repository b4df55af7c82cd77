"""Findings told on the way that was asked for: which of them, in what form, with what exit code.

An error may be left out of what is shown, but neither of the exit code nor of the count.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from nianbao.cli.exit_codes import MISTAKES, WRITTEN
from nianbao.findings.closing import summary
from nianbao.findings.finding import Finding, has_errors
from nianbao.findings.printers import PRINTERS
from nianbao.findings.terminal import as_text
from nianbao.findings.width import visible


def tell(order: argparse.Namespace, findings: Sequence[Finding]) -> int:
    """Print the findings that were asked for; return the exit code that all of them call for."""
    chosen = [finding for finding in findings if _is_chosen(order, finding)]
    seen = [finding for finding in chosen if not order.errors or has_errors([finding])]
    if order.output == "text":
        print(as_text(seen).removesuffix(summary(seen)) + summary(chosen))
    elif order.output == "sarif":
        from nianbao.findings.sarif import as_sarif

        print(as_sarif(seen))
    else:
        print(PRINTERS[order.output](seen))
    if unseen := _errors(findings) - _errors(seen):
        say(order, f"另有 {unseen} 处错误没有显示")
    return MISTAKES if has_errors(findings) else WRITTEN


def refuse(order: argparse.Namespace, findings: Sequence[Finding]) -> int:
    """Tell why nothing was written; the old report is as it was."""
    code = tell(order, findings)
    say(order, "有错误，没有写文件；原来的年报没有动")
    return code


def say(order: argparse.Namespace, text: str) -> None:
    """Print a line for a person; a program reads the findings alone."""
    print(visible(text), file=sys.stdout if order.output == "text" else sys.stderr)


def _is_chosen(order: argparse.Namespace, finding: Finding) -> bool:
    return (not order.only or finding.code in order.only) and finding.code not in order.ignore


def _errors(findings: Sequence[Finding]) -> int:
    return sum(has_errors([finding]) for finding in findings)
