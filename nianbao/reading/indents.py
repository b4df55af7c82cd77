"""Lines that stand too far right or left, and paragraphs without their “- ” (缩进), before YAML sees them.

YAML reads such a line as something else or stops; what was meant can be told from the lines around.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nianbao.findings.codes.of_writing import BAD_INDENT, MISSING_COLON
from nianbao.findings.finding import Finding, Fix
from nianbao.regex import regex
from nianbao.source import Source
from nianbao.tuples import NamedTuple

TEXTS = "正文"
_ITEM = regex("- +")
_KEY = regex(
    r"[^\s'\"#\-\[\]{}|>,&*!%@`][^:：#，。；“”]{0,60}?(?::(?:\s+(?P<value>[^\s#].*))?|(?P<wide>：))\s*(?:#.*)?$"
)
_BLOCK = regex(r"(?:^|[-:] +)[|>][+\-\d]{0,2}\s*(?:#.*)?$")
_DEEPER = 4  # columns from a small heading to the paragraphs under it


class Mend(NamedTuple):
    """What a line is to begin with instead of its first `width` characters."""

    start: str
    width: int


@dataclass(slots=True)
class _Line:
    number: int  # from 0
    indent: int  # as it is meant
    item: bool
    key: bool
    value: bool  # a key with a value on its own line
    block: bool = False  # whose text stands in the lines below


def misplaced(
    source: Source, lines: Iterable[tuple[str, bool]]
) -> tuple[dict[int, Mend], list[Finding]]:
    """Return the lines that begin at a wrong place, with their findings.

    `lines` are the texts, each with whether it belongs to a block or brackets begun above.
    """
    finder = _Finder(source)
    for number, (text, inside) in enumerate(lines):
        if not inside:
            finder.take(number, text)
    return finder.mends, list(finder.told())


class _Finder:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.mends: dict[int, Mend] = {}
        self.before: _Line | None = None
        self.top = ""
        self._keys: list[int] = []  # the indents of the keys that the line stands under
        self._far: list[list[tuple[int, int]]] = []  # runs too far right: line, by how much
        self._near: list[tuple[int, _Line]] = []
        self._bare: list[int] = []

    def take(self, number: int, text: str) -> None:
        bare = text.strip()
        if not bare or bare.startswith("#"):
            return
        lead = text[: len(text) - len(text.lstrip())]
        indent = len(lead) + lead.count("\u3000") + lead.count("\t")  # as the traps mend them
        dash = bare[0] == "-"
        if bare[0] in "－—–﹣" or (dash and bare[1:2] not in {"", " "}):  # a trap of its own
            self.before = None
            return
        item = _ITEM.match(f"{bare} ") if dash else None
        colon = ":" in bare or "：" in bare
        key = _KEY.match(bare[item.end() :] if item else bare) if colon else None
        if item and key and key["wide"]:
            key = None  # - 没有收取费用的有：
        line = _Line(number, indent, bool(item), bool(key), bool(key and key["value"]))
        before, self.before = self.before, line
        line.block = ("|" in bare or ">" in bare) and bool(_BLOCK.search(bare))
        empty = before is not None and before.block and before.number == number - 1
        if before is not None and not empty and lead.strip(" ") == "":
            self._judge(before, line)
        if line.key and not line.item:
            self._keys = [at for at in self._keys if at < line.indent] + [line.indent]
            if not line.indent:
                self.top = bare.partition(":")[0].strip()

    def _judge(self, before: _Line, line: _Line) -> None:
        prose = self.top == TEXTS and line.value  # 减免: 没有 is no key there
        if line.key and not line.item and not prose and line.indent > self._most(before):
            self._move(line, self._most(before))
        elif self.top == TEXTS and line.item and not line.key:
            head = before if before.item and before.key and not before.value else None
            follows = self._near and self._near[-1][1].number == before.number
            if head is not None and before.indent <= line.indent < before.indent + 2:
                self._under(line, before.indent + _DEEPER)
            elif follows and line.indent == before.indent - _DEEPER:
                self._under(line, before.indent)
        elif self.top == TEXTS and not line.item and not line.key:
            heads = before.key and not before.value
            if line.indent and (heads or (before.item and line.indent <= before.indent)):
                self._bare.append(line.number)
                self.mends[line.number] = Mend(f"{' ' * line.indent}- ", line.indent)
                line.item = True

    def _most(self, before: _Line) -> int:
        """Return the indent that a key below a line may have at most."""
        if before.key:
            return before.indent + (2 if before.item else 0) if before.value else 99
        if before.item:
            above = [at for at in self._keys if at <= before.indent]
            return above[-1] if above else 0
        return 99

    def _move(self, line: _Line, to: int) -> None:
        by = line.indent - to
        run = self._far[-1] if self._far else []
        if run and run[-1] == (line.number - 1, by):
            run.append((line.number, by))
        else:
            self._far.append([(line.number, by)])
        self.mends[line.number] = Mend(" " * to, line.indent)
        line.indent = to

    def _under(self, line: _Line, to: int) -> None:
        self._near.append((line.indent, line))
        self.mends[line.number] = Mend(" " * to, line.indent)
        line.indent = to

    def told(self) -> Iterator[Finding]:
        """Yield what is to be said: of lines that follow each other, once."""
        for run in self._far:
            number, by = run[0]
            span = self.source.span(number + 1, self.mends[number].width - by + 1, by)
            more = f"（下面 {len(run) - 1} 行也是）" if len(run) > 1 else ""
            help_ = f"删去行首的 {by} 个空格，和同一层的行左对齐"
            yield BAD_INDENT.at(span, f"这一行多缩进了 {by} 格{more}", help_, fix=Fix(span, ""))
        for indent, line in self._near:
            span = self.source.span(line.number + 1, indent + 1)
            needed = line.indent - indent
            yield BAD_INDENT.at(
                span,
                "这一段缩进不够，接不到上面的小标题下面",
                f"行首加 {needed} 个空格（比小标题多缩进 {_DEEPER} 格）；上一行若是一段话，把它末尾的半角冒号改成全角",
            )
        for bare in self._bare:
            start = self.mends[bare].width
            width = max(len(self.source.lines[bare].rstrip()) - start, 1)
            place = self.source.span(bare + 1, start + 1, 0)
            yield MISSING_COLON.at(
                self.source.span(bare + 1, start + 1, width),
                "这一段前面没有“- ”",
                "在它前面补上“- ”；一段话要写在一行里",
                fix=Fix(place, "- "),
            )
