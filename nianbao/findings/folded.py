"""Findings as a person reads them: the gravest first, those that say the same as one.

Only a printer for people folds; programs get each finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from nianbao.findings.finding import Finding, Severity
from nianbao.tuples import NamedTuple

SEVERAL = 3  # so many that differ in what they name only are told together

APART = 2  # lines from one finding to the next of the same run


class Fold(NamedTuple):
    """Findings that are printed as one: `findings[0]` in full, of the others the places."""

    message: str
    help: str
    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The finding that is printed in full."""
        return self.findings[0]

    @property
    def by_name(self) -> bool:
        """Whether the findings differ in what they name."""
        return len({finding.message for finding in self.findings}) > 1


def folded(findings: Iterable[Finding]) -> list[Fold]:
    """Fold findings that say the same; errors come first, what is checked last, each by place.

    Equal in code, severity, message and mending are 今年 here and 今年 there; a finding that names
    other places stays by itself. Of a code that says how many are told `together`, those that name
    different things are folded too: 32 个指标没有填.
    """
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in sorted(findings, key=_rank):
        groups.setdefault(_what_it_says(finding), []).append(finding)
    blocks = [block for group in groups.values() for block in _blocks(group)]
    return sorted(blocks, key=lambda block: _rank(block.first))


def _rank(finding: Finding) -> tuple[bool, int, str, int, int]:
    span = finding.span
    grave = tuple(Severity).index(finding.severity)
    return bool(finding.waived), grave, span.source.name, span.line, span.column


def _what_it_says(finding: Finding) -> tuple[object, ...]:
    alike = finding.code, finding.severity, finding.waived, finding.related
    if finding.related:
        return (*alike, finding.span)
    if finding.code.together and finding.subject:
        return alike
    return (*alike, finding.message, finding.help)


def _blocks(group: list[Finding]) -> Iterator[Fold]:
    first = group[0]
    alike = len({(finding.message, finding.help) for finding in group}) == 1
    if len(group) == 1:
        yield Fold(first.message, first.help, (first,))
    elif alike:
        yield Fold(f"{first.message}（共 {len(group)} 处）", first.help, tuple(group))
    elif len(group) >= SEVERAL:
        help_ = first.help if len({f.help for f in group}) == 1 else first.code.mending
        yield Fold(first.code.together.format(len(group)), help_, tuple(group))
    else:
        yield from (Fold(finding.message, finding.help, (finding,)) for finding in group)


def in_runs(findings: Sequence[Finding]) -> Iterator[tuple[str, tuple[Finding, ...]]]:
    """Yield neighbouring findings with their lines: 第 56–61 行; comments may stand between them."""
    runs: list[list[Finding]] = []
    for finding in findings:
        last = runs[-1][-1].span if runs else None
        near = last and last.source.name == finding.span.source.name
        if last and near and 0 <= finding.span.line - last.line <= APART:
            runs[-1].append(finding)
        else:
            runs.append([finding])
    for run in runs:
        begin, end = run[0].span.line, run[-1].span.line
        yield f"第 {begin}–{end} 行" if end > begin else f"第 {begin} 行", tuple(run)


def lines_of(findings: Iterable[Finding]) -> str:
    """Return the lines of findings, told by file where there are several: 第 22、26 行."""
    lines: dict[str, dict[int, None]] = {}
    for finding in findings:
        lines.setdefault(finding.span.source.name, {})[finding.span.line] = None
    told = {name: f"第 {'、'.join(map(str, numbers))} 行" for name, numbers in lines.items()}
    if len(told) == 1:
        return next(iter(told.values()))
    return "，".join(f"{name} {numbers}" for name, numbers in told.items())
