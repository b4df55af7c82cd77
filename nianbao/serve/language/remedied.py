"""What may be put in the place of what is wrong (改): mendings as `fix` makes them, and the line under 核实."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from nianbao.datafile.mend import made_together, mend
from nianbao.findings.finding import Finding, Fix
from nianbao.findings.mark import mark, waiver_line
from nianbao.findings.width import brief
from nianbao.reading.yamltree import Entry, Scalar, Sequence
from nianbao.serve.language.overlay import Overlay
from nianbao.serve.language.sheet import Sheet
from nianbao.source import Source, Span
from nianbao.tuples import NamedTuple

WAIVERS = "核实"


class Remedy(NamedTuple):
    """What may be done: what it is called, which texts it puts where, what it is the remedy of."""

    title: str
    edits: tuple[Fix, ...]
    finding: Finding | None = None  # None: of all at once
    sure: bool = False  # it has one right answer


def remedies(sheet: Sheet, findings: list[Finding]) -> Iterator[Remedy]:
    """Yield what may be done about findings: the mechanical mendings first, then the 核实 lines.

    Where a file was not read whole, `fix` mends nothing, and neither does this. What is of one kind in
    one line is mended together: a quotation mark alone would turn the one it belongs to.
    """
    done: set[tuple[str, int]] = set()
    for finding in findings if sheet.edition.report else ():
        kind = finding.code, finding.span.line
        if kind not in done and (fixes := made_together(sheet.data, _alike(sheet, finding))):
            done.add(kind)
            yield Remedy(_titled(fixes), tuple(fixes), finding, sure=True)
    for finding in findings:
        if edit := _renewed_mark(sheet, finding):
            yield Remedy(
                f"再核实：还是无误（{finding.code}），换上记号 {edit.text}", (edit,), finding
            )
        elif edit := waiver_edit(sheet, finding):
            yield Remedy(f"核实：查过无误（{finding.code}），写上理由", (edit,), finding)


def _alike(sheet: Sheet, finding: Finding) -> Iterator[Fix]:
    """Yield the mendings of a line that are of one kind."""
    for other in sheet.edition.findings:
        fix = other.fix
        alike = (other.code, other.span.line) == (finding.code, finding.span.line)
        if alike and fix and not other.waived and fix.span.source.name == sheet.source.name:
            yield fix._replace(span=fix.span._replace(source=sheet.source))


def mended_whole(desk: Overlay, sheet: Sheet) -> Remedy | None:
    """Return all mechanical mendings at once, as `fix` would leave the file; None where there are none."""
    if sheet.edition.report is None or not any(f.fix for f in sheet.edition.findings):
        return None
    after, count = mend(desk, sheet.path, sheet.edition.report.year, sheet.data)
    if after == sheet.data:
        return None
    edits = tuple(_edits(sheet.source, after.decode("utf-8")))
    return Remedy(f"能代改的都改了（{count} 处）", edits, sure=True)


def _titled(fixes: list[Fix]) -> str:
    fix = fixes[0]
    line = fix.span.source.lines[fix.span.line - 1]
    old = brief(line[fix.span.column - 1 : fix.span.end_column - 1], 20)
    more = f"（这一行共 {len(fixes)} 处）" if len(fixes) > 1 else ""
    if not fix.text:
        return f"删去“{old}”{more}"
    new = brief(fix.text, 20)
    return f"“{old}”改成“{new}”{more}" if old else f"补上“{new}”{more}"


def _edits(source: Source, after: str) -> Iterator[Fix]:
    """Yield what differs between two texts, line by line."""
    old, new = source.lines, after.split("\n")
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            continue
        if last - first == end - start:
            for number, line in zip(range(first, last), new[start:end], strict=True):
                yield Fix(source.span(number + 1, 1, len(old[number])), line)
        elif last < len(old):
            lines = "".join(f"{line}\n" for line in new[start:end])
            yield Fix(Span(source, first + 1, 1, last + 1, 1), lines)
        else:  # at the end of the file: the break before goes, or comes, with the lines
            begin = Span(source, first, len(old[first - 1]) + 1, last, len(old[-1]) + 1)
            yield Fix(begin, "".join(f"\n{line}" for line in new[start:end]))


# ── 核实 ────────────────────────────────────────────────────────────────────────────────────────


def _renewed_mark(sheet: Sheet, finding: Finding) -> Fix | None:
    """Return the new mark in the place of an expired one, where a 核实 speaks of the finding already."""
    if not waiver_line(finding) or sheet.edition.report is None:
        return None
    for waiver in sheet.edition.report.waivers:
        named = waiver.subject in {finding.subject, str(finding.span.line)}
        if waiver.code == finding.code and named and waiver.mark:
            for number in range(waiver.span.line, waiver.span.end_line + 1):
                line = sheet.source.lines[number - 1]
                found = re.search(rf"记号:\s*['\"]?({re.escape(waiver.mark)})\b", line)
                if found:
                    place = sheet.source.span(number, found.start(1) + 1, len(found[1]))
                    return Fix(place, mark(finding))
    return None


def waiver_edit(sheet: Sheet, finding: Finding) -> Fix | None:
    """Return the 核实 line of a finding as an edit; None where it has none, or no place for it is clear."""
    if not waiver_line(finding) or finding.span.source.name != sheet.source.name:
        return None
    place = _place(sheet)
    if place is None:
        return None
    span, lead, tail, lines = place
    if span.line < finding.span.line:  # it moves down, and is perhaps named by its line
        moved = _moved(finding, lines)
        return Fix(span, f"{lead}{waiver_line(moved)}{tail}")
    return Fix(span, f"{lead}{waiver_line(finding)}{tail}")


def _moved(finding: Finding, lines: int) -> Finding:
    by_line = f"位置: {finding.span.line}," in waiver_line(finding)
    return replace(finding, subject=str(finding.span.line + lines)) if by_line else finding


def _place(sheet: Sheet) -> tuple[Span, str, str, int] | None:
    """Return where a line under 核实 goes, what stands before and after it, how many lines that makes."""
    source = sheet.source
    entry = _waivers(sheet)
    if entry is None:
        end = source.span(len(source.lines), len(source.lines[-1]) + 1, 0)
        lead = "" if not source.lines[-1] else "\n"
        return end, f"{lead}\n{WAIVERS}:\n  ", "\n", 0
    empty = isinstance(entry.value, Scalar) and not entry.value.text.strip()
    first = entry.key.span.line
    if empty:
        return _after(source, first), "\n  ", "", 1
    if not isinstance(entry.value, Sequence) or not entry.value.items:
        return None
    line = source.lines[entry.value.span.line - 1]
    if not line.lstrip().startswith("- "):
        return None  # in brackets
    last = entry.value.span.line
    for number in range(last, len(source.lines)):
        text = source.lines[number]
        if text.strip() and not re.match(r"\s|- |#", text):
            break
        if text.strip() and not text.lstrip().startswith("#"):
            last = number + 1
    indent = line[: len(line) - len(line.lstrip())]
    return _after(source, last), f"\n{indent}", "", 1


def _after(source: Source, line: int) -> Span:
    return source.span(line, len(source.lines[line - 1]) + 1, 0)


def _waivers(sheet: Sheet) -> Entry | None:
    entries = sheet.root.entries if sheet.root else ()
    return next((entry for entry in entries if entry.key.text == WAIVERS), None)
