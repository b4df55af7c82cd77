"""Findings for a person: the gravest first, the same ones once, and at the end what to do next.

    print(as_text(findings))                                   # into a file or a test: never wrapped
    print(as_text(findings, Screen.of(sys.stdout), closing))   # as wide as the window, coloured

where `closing` is what the command knows of its run (see closing.Closing):

    Closing(
        fix=to_type("fix", 2017, "示例局"),        # make fix YEAR=2017 AGENCY=示例局
        again=to_type("check", 2017, "示例局"),    # after mending
        onward=to_type("report", 2017, "示例局"),  # where nothing is wrong
        unchecked=("没有 data/示例局/2016.yaml，与上年比的没有查",),
        counted=lesser,                            # what --errors left out
        hidden=others,                             # what --only and --ignore left out
    )

What a user typed, and what files are called, never reaches the screen but through `visible`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TextIO

from nianbao.findings.closing import Closing, closing_lines
from nianbao.findings.finding import Finding
from nianbao.findings.folded import Fold, folded, in_runs, lines_of
from nianbao.findings.mark import TO_WAIVE, how_to_mend, waiver_line
from nianbao.findings.width import fitting, visible, width, wrapped
from nianbao.source import Span
from nianbao.tuples import NamedTuple

WINDOW = 96  # columns of a source line that a finding shows, where no terminal is narrower
_NARROWEST = 40
_STYLES = {"错误": "1;31", "警告": "1;33", "提示": "1;36", "已核实": "1;32"}
_FAINT = "2"


class Screen(NamedTuple):
    """What findings are printed on: how wide it is (0: no limit), and whether in colour."""

    width: int = 0
    colour: bool = False

    @classmethod
    def of(cls, stream: TextIO | None) -> Screen:
        """Return the screen behind a stream; `>&-` leaves none.

        NO_COLOR and TERM=dumb leave the colour out (no-color.org), FORCE_COLOR puts it in; of the
        windows that Windows has, the old ones print its codes as they are.
        """
        terminal = stream is not None and stream.isatty()
        plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
        knows = os.name != "nt" or "WT_SESSION" in os.environ
        colour = bool(os.environ.get("FORCE_COLOR")) or (terminal and knows)
        if not terminal:
            return cls(0, colour and not plain)
        import shutil  # a terminal can wait for it

        return cls(max(shutil.get_terminal_size().columns - 1, _NARROWEST), colour and not plain)

    def fold(self, text: str, indent: str = "   ") -> list[str]:
        """Return a text in as many lines as it takes."""
        return wrapped(text, self.width, indent) if self.width else [text]

    def paint(self, text: str, style: str) -> str:
        """Return a text in a colour, where there are colours."""
        return f"\x1b[{style}m{text}\x1b[0m" if self.colour and text else text


def as_text(
    findings: Sequence[Finding], screen: Screen | None = None, closing: Closing | None = None
) -> str:
    """Print findings for a person: place, message, code, the line, carets, places, the mending."""
    screen = screen or Screen()
    lines: list[str] = []
    for block in folded(findings):
        lines += [*_block(block, screen), ""]
    for line in closing_lines(findings, closing or Closing()):
        lines += screen.fold(visible(line))
    return "\n".join(lines)


def _block(block: Fold, screen: Screen) -> Iterator[str]:
    first = block.first
    state = "已核实" if first.waived else first.severity.value
    yield from _head(block, state, screen)
    if first.waived:
        if len(block.findings) > 1:
            yield from screen.fold(f" = 都在：{visible(lines_of(block.findings))}")
        yield from screen.fold(f" 理由：{visible(first.waived)}")
        return
    number = str(first.span.line)
    room = min(WINDOW, screen.width - len(number) - 6) if screen.width else WINDOW
    excerpt, carets = _excerpt(first.span, [f.span for f in _beside(block)], room)
    yield f"{screen.paint(f' {number} |', _FAINT)} {excerpt}"
    gutter = screen.paint(f" {' ' * len(number)} |", _FAINT)
    yield f"{gutter} {screen.paint(carets, _STYLES[state])}"
    for line in _places(block):
        yield from screen.fold(f" = {visible(line)}")
    yield from _mending(block, screen)


def _head(block: Fold, state: str, screen: Screen) -> Iterator[str]:
    place, code = visible(str(block.first.span)), f"[{block.first.code}]"
    head, *more = screen.fold(f"{place}: {state} {visible(block.message)} {code}")
    if head.startswith(f"{place}: {state} "):
        shown = f"{screen.paint(place, '1')}: {screen.paint(state, _STYLES[state])}"
        head = shown + head.removeprefix(f"{place}: {state}")
    for line in (head, *more):
        bare = line.removesuffix(code)
        yield bare + screen.paint(code, _FAINT) if bare != line else line


def _places(block: Fold) -> Iterator[str]:
    """Say where else, and what is there."""
    for other in block.first.related:
        yield f"{other.span}: {other.message}"
    if block.by_name:
        for lines, there in in_runs(block.findings):
            yield f"{lines}：{'、'.join(finding.subject for finding in there)}"
    elif len(block.findings) > 1:
        beside = _beside(block)
        elsewhere = [finding for finding in block.findings[1:] if finding not in beside]
        if elsewhere:
            yield f"还有：{lines_of(elsewhere)}"


def _beside(block: Fold) -> list[Finding]:
    """Return what else of the block stands in the line that is shown."""
    if block.by_name:
        return []
    source, line = block.first.span[:2]
    return [f for f in block.findings[1:] if f.span.source == source and f.span.line == line]


def _mending(block: Fold, screen: Screen) -> Iterator[str]:
    """Say how to mend it, and with which line under 核实 a person says that it is as it should be."""
    waivers: dict[str, list[Finding]] = {}
    for finding in block.findings:
        if line := waiver_line(finding):
            waivers.setdefault(line, []).append(finding)
    if not screen.width and len(waivers) < 2:
        if mending := how_to_mend(block.first, block.help):
            yield f" 改法：{visible(mending)}"
        return
    if block.help:
        yield from screen.fold(f" 改法：{visible(block.help)}")
    if waivers:
        yield f" {TO_WAIVE}："
    for line, there in waivers.items():
        where = f"  # {visible(lines_of(there))}" if len(waivers) > 1 else ""
        yield from _to_copy(visible(line), where, screen)


def _to_copy(line: str, where: str, screen: Screen) -> Iterator[str]:
    """Give a line of YAML that is whole when it is copied: it is broken only between its entries."""
    indent = "   "
    if not screen.width or width(indent + line + where) <= screen.width:
        yield f"{indent}{line}{where}"
        return
    written = indent
    *entries, last = line.split(", ")
    for entry in (*(f"{entry}, " for entry in entries), last):
        if width(written + entry) > screen.width and written.strip():
            yield written.rstrip()
            written = indent + "    "
        written += entry
    yield written if width(written + where) > screen.width else written + where


def _excerpt(span: Span, others: Sequence[Span], room: int) -> tuple[str, str]:
    """Return the line of a span as it can be shown, and the carets beneath it and beneath others."""
    line = span.source.lines[span.line - 1] if span.line <= len(span.source.lines) else ""
    skipped = max(span.column - WINDOW, 0) if len(line) > WINDOW else 0
    shown = visible(line[skipped : span.column + WINDOW])
    start = min(span.column - 1 - skipped, len(shown))
    first = 0
    if skipped or width(shown) > room:
        first = start - fitting(reversed(shown[:start]), room // 2 - 1)
    last = first + fitting(shown[first:], room)
    lead = "…" if first or skipped else ""
    tail = "…" if last + skipped < len(line) else ""
    carets = ""
    for each in (span, *others):
        begin = min(each.column - 1 - skipped, len(shown))
        end = each.end_column - 1 - skipped if each.end_line == each.line else len(shown)
        if first <= begin < last or each is span:
            before = len(lead) + width(shown[first:begin])
            carets = carets.ljust(before) + "^" * max(width(shown[begin : min(end, last)]), 1)
    return f"{lead}{shown[first:last]}{tail}".rstrip(), carets
