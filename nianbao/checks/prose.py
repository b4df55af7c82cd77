"""The running text of a report as it is printed (印出的文字), with the way back to what was typed.

The checks on wording run their patterns over the whole text at once, one paragraph a line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from nianbao.checks.submission import Submission
from nianbao.findings.finding import Code, Finding, Fix, Severity
from nianbao.report.narrative import Filled
from nianbao.source import Span

HAN = "\u3400-\u4dbf\u4e00-\u9fff"


@dataclass(frozen=True, slots=True)
class Printed:
    """Paragraphs one after the other in `text`, a line each; patterns must not cross lines."""

    text: str
    paragraphs: tuple[Filled, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, submission: Submission, *, contact: bool = False) -> Printed:
        """Return the paragraphs of all sections, and the contact line where it is asked for."""
        filled = submission.narrative.filled
        lines = [line for section in submission.report.sections for line in section.paragraphs()]
        if contact and submission.report.contact:
            lines.append(submission.report.contact)
        paragraphs = tuple(filled[line] for line in lines if line in filled)
        texts = [paragraph.text.replace("\n", " ") for paragraph in paragraphs]
        starts, at = [], 0
        for text in texts:
            starts.append(at)
            at += len(text) + 1
        return cls("\n".join(texts), paragraphs, tuple(starts))

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield each paragraph with where it begins."""
        return zip(self.starts, self.text.split("\n"), strict=False)

    def span(self, start: int, end: int) -> Span:
        """Return where a part of the text was typed."""
        number = bisect_right(self.starts, start) - 1
        first = self.starts[number]
        return self.paragraphs[number].span(start - first, end - first)

    def fix(self, start: int, end: int, text: str) -> Fix | None:
        """Return the mending that puts `text` in a part's place; None where a reference is in it."""
        number = bisect_right(self.starts, start) - 1
        at = self.starts[number]
        line = self.paragraphs[number].line
        for piece in self.paragraphs[number].pieces:
            if at <= start and end <= at + len(piece.text):
                same = line.text[piece.start : piece.start + piece.length] == piece.text
                return Fix(self.span(start, end), text) if same and piece.cell is None else None
            at += len(piece.text)
        return None

    def warning(
        self, code: Code, message: str, place: tuple[int, int], help_: str, *,
        subject: str = "", mended: str | None = None,
    ) -> Finding:  # fmt: skip
        """Return a warning at a part of the text, with its mending where there is one."""
        start, end = place
        fix = None if mended is None else self.fix(start, end, mended)
        return code.at(
            self.span(start, end),
            message,
            help_,
            subject=subject,
            fix=fix,
            severity=Severity.WARNING,
        )


def words(text: str, wanted: Iterator[str] | list[str]) -> Iterator[tuple[int, str]]:
    """Yield where any of the words stands; a word inside one that was given earlier does not count."""
    taken: list[tuple[int, int]] = []
    for word in wanted:
        at = text.find(word)
        while at >= 0:
            if not any(start <= at < end for start, end in taken):
                taken.append((at, at + len(word)))
                yield at, word
            at = text.find(word, at + len(word))


def sentence_before(text: str, at: int) -> str:
    """Return what stands before a place in its sentence."""
    return re.split(r"[。；！？\n]", text[max(0, at - 200) : at])[-1]
