"""The last lines of what is printed for a person: what to do next.

A caller that knows more than the findings says it in a Closing; the last line of all counts the
findings and stays as it is, for it is looked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from nianbao.findings.finding import Finding, Severity, has_errors
from nianbao.findings.folded import Fold, folded, lines_of
from nianbao.tuples import NamedTuple

MANY = 10  # with more than so many it helps to be told where to begin
PLACES = 5  # so many are named


class Closing(NamedTuple):
    """What a command knows of its run, in words that can be typed or printed; "" where nothing.

    `fix`, `again` and `onward` are commands as the user would type them: to mend what can be mended
    mechanically, to look again after mending, to go on when nothing is wrong. `unchecked` says in
    sentences which checks could not be made. Of the findings that are not printed, those are
    `counted` that are not grave enough to be asked for, those are `beyond` of whose code more were
    printed than anybody reads, and only the errors are told of that are `hidden`, because their code
    was not asked for.
    """

    fix: str = ""
    again: str = ""
    onward: str = ""
    unchecked: tuple[str, ...] = ()
    counted: Sequence[Finding] = ()
    beyond: Sequence[Finding] = ()
    hidden: Sequence[Finding] = ()


def summary(findings: Sequence[Finding]) -> str:
    """Count the findings in one line: 错误 0 · 警告 7 · 已核实 3."""
    left = [finding for finding in findings if not finding.waived]
    counts = Counter(finding.severity for finding in left)
    parts = [f"错误 {counts[Severity.ERROR]}", f"警告 {counts[Severity.WARNING]}"]
    more = {
        "提示": counts[Severity.NOTE],
        "已核实": len(findings) - len(left),
        "可以代改": sum(1 for finding in left if finding.fix),
    }
    return " · ".join([*parts, *(f"{word} {count}" for word, count in more.items() if count)])


def closing_lines(findings: Sequence[Finding], closing: Closing) -> Iterator[str]:
    """Say where to begin, what was not looked at, and which command comes next; then count."""
    left = [finding for finding in findings if not finding.waived]
    blocks = folded(left)
    if len(blocks) > MANY:
        yield from _where_to_begin(blocks)
        yield from _kinds(left)
    if closing.fix and any(finding.fix for finding in left):
        yield f"可以代改的，先让程序改：{closing.fix}"
    yield from (f"没有查的：{sentence}" for sentence in closing.unchecked)
    yield from beyond_lines(closing.beyond)
    if unseen := sum(has_errors([finding]) for finding in closing.hidden):
        yield f"另有 {unseen} 处错误没有显示"
    if unseen or has_errors(left):
        if closing.again:
            yield f"改好以后，再运行：{closing.again}"
    elif closing.onward:
        yield f"没有错误，下一步：{closing.onward}"
    yield summary([*findings, *closing.counted, *closing.beyond])


def beyond_lines(findings: Sequence[Finding]) -> Iterator[str]:
    """Say of which kinds there are more findings than are printed."""
    for code, count in Counter(finding.code for finding in findings).most_common():
        yield f"{code} 还有 {count} 处没有显示：改了前面的，再运行一次"


def _where_to_begin(blocks: list[Fold]) -> Iterator[str]:
    """An error may spoil what comes after it, so the first is the first to mend; else the fullest line."""
    if errors := [block.first for block in blocks if has_errors([block.first])]:
        rest = len(errors) - PLACES
        more = f"，还有 {rest} 处" if rest > 0 else ""
        yield f"先改错误：{lines_of(errors[:PLACES])}{more}"
        return
    crowded = Counter(
        (finding.span.source.name, finding.span.line)
        for block in blocks
        for finding in block.findings
    )
    fullest = [(place, count) for place, count in crowded.most_common(PLACES) if count > 1]
    if fullest:
        files = {name for name, _ in crowded}
        told = (
            f"{f'{name} ' if len(files) > 1 else ''}第 {line} 行 {count} 处"
            for (name, line), count in fullest
        )
        yield f"问题最多的几行：{'，'.join(told)}"


def _kinds(left: list[Finding]) -> Iterator[str]:
    counted = Counter(finding.code for finding in left).most_common(PLACES)
    if kinds := [(code, count) for code, count in counted if count > 1]:
        yield "最多的几种："
        yield from (f"  {count} 处 {code}：{code.what}" for code, count in kinds)
