"""The mechanical mendings written into a data file's text (代改), and nothing else.

Comments, order, layout, line ends and the byte order mark stay byte for byte. The result is read
again before it counts: only texts that were to be mended may differ, and in those only punctuation,
spaces, and characters that only look like the ones that are meant; a mending that does more to the file is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from nianbao.datafile.rewritten import LINE_END, rewritten
from nianbao.examine import examine
from nianbao.findings.finding import Fix
from nianbao.lookalikes import meant
from nianbao.reading.yamltree import Mapping, Node, Scalar, read_tree
from nianbao.regex import regex
from nianbao.report.spellings import plain_day, plain_number
from nianbao.source import Source, decode
from nianbao.workspace import Workspace

_WORD = regex(r"\S+")
ROUNDS = 9  # one mending may bring another to light: 「, 」 becomes 「，」 beside another mark


def mend(workspace: Workspace, path: Path, year: int, data: bytes) -> tuple[bytes, int]:
    """Return a data file's bytes with all mechanical mendings made, and how many those were."""
    count = 0
    for _ in range(ROUNDS):
        edition = examine(workspace, path, year, data=data)
        fixes = [finding.fix for finding in edition.findings if finding.fix and not finding.waived]
        source = edition.report.agency.span.source if edition.report else None
        wanted = _apart(fix for fix in fixes if fix.span.source is source)
        mended, made = _safely(data, wanted)
        if mended == data:
            break
        data, count = mended, count + made
    return data, count


def made_together(data: bytes, fixes: Iterable[Fix]) -> list[Fix]:
    """Return those of some mendings of a line that can be made together; none where they do more than mend."""
    wanted = _apart(fixes)
    return wanted if wanted and _only_mended(data, rewritten(data, wanted), wanted) else []


def _apart(fixes: Iterable[Fix]) -> list[Fix]:
    """Return the mendings in their order, without those that overlap an earlier one."""
    chosen: list[Fix] = []
    for fix in sorted(fixes, key=lambda fix: (fix.span.line, fix.span.column)):
        last = chosen[-1].span if chosen else None
        if fix.span.end_line == fix.span.line and (
            last is None or (last.line, last.end_column) <= (fix.span.line, fix.span.column)
        ):
            chosen.append(fix)
    return chosen


def _safely(data: bytes, fixes: list[Fix]) -> tuple[bytes, int]:
    """Make the mendings; where the file would then say something else, only the harmless lines'."""
    mended = rewritten(data, fixes)
    if _only_mended(data, mended, fixes):
        return mended, len(fixes)
    by_line: dict[int, list[Fix]] = {}
    for fix in fixes:
        by_line.setdefault(fix.span.line, []).append(fix)
    harmless = [
        fix
        for line in by_line.values()
        if _only_mended(data, rewritten(data, line), line)
        for fix in line
    ]
    return rewritten(data, harmless), len(harmless)


def _only_mended(before: bytes, after: bytes, fixes: list[Fix]) -> bool:
    """Tell whether two files say the same but for punctuation in the mended texts."""
    old, new = (read_tree(_source(data)) for data in (before, after))
    if old.root is None or new.root is None:
        return False
    if Counter(f.code for f in new.findings) - Counter(f.code for f in old.findings):
        return False  # a mending may take mistakes away, and make none
    lines = {fix.span.line for fix in fixes}
    pairs = list(_pairs(old.root, new.root))
    return all(pair is not None and _same(*pair, lines) for pair in pairs)


def _source(data: bytes) -> Source:
    return decode("", data)[0]


def _pairs(old: Node, new: Node) -> Iterator[tuple[Scalar, Scalar] | None]:
    """Yield the texts that stand at the same place of two trees; None where the trees part."""
    if isinstance(old, Scalar) and isinstance(new, Scalar):
        yield old, new
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        if len(old.entries) != len(new.entries):
            yield None
        for one, other in zip(old.entries, new.entries, strict=False):
            yield one.key, other.key
            yield from _pairs(one.value, other.value)
    elif not isinstance(old, Scalar | Mapping) and not isinstance(new, Scalar | Mapping):
        if len(old.items) != len(new.items):
            yield None
        for one_item, other_item in zip(old.items, new.items, strict=False):
            yield from _pairs(one_item, other_item)
    else:
        yield None


def _same(old: Scalar, new: Scalar, lines: set[int]) -> bool:
    if old.text == new.text:
        return old.style == new.style
    touched = not lines.isdisjoint(range(old.span.line, old.span.end_line + 1))
    return touched and old.style == new.style and _letters(old.text) == _letters(new.text)


def _letters(text: str) -> str:
    """Return what a mending may not change; a figure or a day in another spelling is the same one."""
    if (day := plain_day(text)) is not None:
        return day.isoformat()
    if (number := _number(text)) is not None:
        return number
    words = (_number(word) or word for word in _WORD.findall(text))
    return "".join(c for word in words for c in meant(word) if c.isalnum() or c in "{}#%/")


def _number(text: str) -> str | None:
    meant = plain_number(text) or plain_number(text, "万元")
    return meant.number if meant else None


def as_diff(name: str, before: bytes, after: bytes) -> str:
    """Return the difference of two files as `diff -u` prints it; "" where there is none."""
    from difflib import unified_diff

    old, new = (_lines(data.decode("utf-8")) for data in (before, after))
    lines = unified_diff(old, new, name, name)
    return "".join(
        line if line.endswith(("\n", "\r")) else f"{line}\n\\ No newline at end of file\n"
        for line in lines
    )


def _lines(text: str) -> list[str]:
    parts = [*LINE_END.split(text), ""]
    lines = [line + end for line, end in zip(parts[::2], parts[1::2], strict=True)]
    return lines if lines[-1] else lines[:-1]
