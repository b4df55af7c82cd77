"""What people type that YAML misreads, found before the parser sees it.

YAML stops at its first mistake and speaks of tokens. A clerk makes several at once and knows no
tokens. So the text is first looked through for the known traps; each becomes a finding with its
own help, and is mended in a copy, so that the parser can go on to what comes after.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

import yaml

from nianbao.findings.codes.of_shape import MISSING_KEY
from nianbao.findings.codes.of_writing import (
    BAD_INDENT,
    FILE_TOO_LARGE,
    ILLEGAL_CHARACTER,
    MISSING_COLON,
    UNBALANCED_BRACKET,
    UNBALANCED_QUOTE,
    YAML_SYNTAX,
)
from nianbao.findings.finding import Code, Finding, Fix
from nianbao.reading.conflicts import conflicts
from nianbao.reading.indents import Mend, misplaced
from nianbao.reading.pasted import pasted_tables
from nianbao.reading.trap_table import KEY, LEAD, MECHANICAL, TRAPS, WAIVER
from nianbao.regex import regex
from nianbao.source import Source, Span

MAX_SIZE = 1_000_000  # characters; a long report has 30,000
MAX_MENDS = 20  # of one trap, or of illegal characters, in one line

# What XML 1.0 cannot hold, what YAML takes for a line break, and the byte order mark.
ILLEGAL = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
ILLEGAL_IN_TEXT = regex(ILLEGAL.pattern[:-1] + r"\t\n\r]")

# Lines that no trap can be in: a key, perhaps with a plain value without another colon; or an item
# of text without a colon that is no 核实.
_START = r"[^\s'\"#:：\-\[\]{},@`%&*!|>－—–﹣]"
_PLAIN = regex(
    rf"^ *(?!- *(?:｛|问题：))(?:(?:- +)?{_START}[^:：]*:(?: +{_START}[^:：]*)?(?: +#.*)?|- +{_START}[^:]*|- \|)$"
)
_BLOCK = regex(r"^(?P<indent> *(?:- +)*)(?P<key>[^\s#'\"].*?: +)?[|>][+\-\d]{0,2}[ ]*(?:#.*)?$")
_FLOW = regex(rf"{LEAD}(?:{KEY})?)(?:\[|\{{(?!\{{))")  # a value in brackets
_NOT_BRACKETS = regex(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'|(?:^|\s)#.*")
_TRAPS = [(regex(trap.pattern), trap) for trap in TRAPS]  # compiled for a line that needs it


@dataclass(slots=True)
class Prepared:
    """A source made ready for the parser: its mended text, and what had to be mended."""

    source: Source
    text: str = ""
    findings: list[Finding] = field(default_factory=list)
    whole: bool = True  # and nothing of it was left out
    shifts: dict[int, list[tuple[int, int]]] = field(default_factory=dict)  # line → column, by

    def span(self, line: int, column: int, end_line: int, end_column: int) -> Span:
        """Turn a place of the parser (from 0, in the mended text) into one of the source."""
        if not self.shifts:
            return Span(self.source, line + 1, column + 1, end_line + 1, end_column + 1)
        return Span(
            self.source,
            line + 1, self._column(line, column),
            end_line + 1, self._column(end_line, end_column),
        )  # fmt: skip

    def _column(self, line: int, column: int) -> int:
        moved = sum(by for start, by in self.shifts.get(line, ()) if column > start)
        return column + 1 - moved

    def explain(self, error: yaml.YAMLError, last_line: int) -> Finding:
        """Say in the clerk's words why the parser could not go on."""
        marks = (getattr(error, "context_mark", None), getattr(error, "problem_mark", None))
        lines = [mark.line for mark in marks if mark is not None]
        context = str(getattr(error, "context", ""))
        for number in lines:
            line = self._line(number)
            bare = line.strip()
            opening = re.match(rf"{LEAD}(?:{KEY})?)['\"]", line)
            if opening and marks[0] is not None:
                return self._at(
                    number, UNBALANCED_QUOTE, "这里的引号没有成对",
                    "以引号开头的一段，要用同样的引号结尾；正文宜用中文引号“”", opening.end() - 1,
                )  # fmt: skip
            if "flow" in context:
                return self._in_brackets(number)
            if number and _BLOCK.match(self._line(number - 1)):
                return self._at(
                    number, BAD_INDENT, "“|”下面的文字缩进不够",
                    "比“|”那一行多缩进两格，每段左对齐",
                )  # fmt: skip
            if bare and not re.match(r"- |-$|#|.*(: |:$)", bare):
                return self._at(
                    number, MISSING_COLON, "这一行既不是“键: 值”，也不是“- ”开头的一项",
                    "补上“- ”或半角冒号；一段话要写在一行里",
                )  # fmt: skip
        number = lines[-1] if lines else last_line - 1
        if (waiver := self._headless_waiver([*lines, number])) is not None:
            return self._at(
                waiver, MISSING_KEY, "这一条核实上面没有“核实:”",
                "在它上面添一行“核实:”，靠最左边；下面的每一条以“- ”开头，缩进两格",
            )  # fmt: skip
        above = {_indent(line) for line in self.source.lines[:number] if line.strip()}
        if self._line(number).strip() and _indent(self._line(number)) not in above:
            return self._at(
                number, BAD_INDENT, "这一行的缩进和上面哪一行都对不齐",
                "同一层要左对齐，下一层多缩进两格",
            )  # fmt: skip
        return self._at(
            number, YAML_SYNTAX, "从这一行起读不下去",
            "看这一行和上一行：同一层要左对齐，下一层多缩进两格；引号、括号要成对",
        )  # fmt: skip

    def _headless_waiver(self, numbers: list[int]) -> int | None:
        """Return which of the lines is one of a 核实 that has no key above it."""
        if any(re.match("核实[:：]", line) for line in self.source.lines):
            return None
        waiver = re.compile(rf" *(?:- +)?\{{\s*(?:{WAIVER})\b")
        return next((number for number in numbers if waiver.match(self._line(number))), None)

    def _in_brackets(self, number: int) -> Finding:
        """Point at the bracket in which the parser was lost: the last one left open."""
        for opened in range(number, -1, -1):
            line = self._line(opened)
            if (match := _FLOW.match(line)) and (opened == number or _brackets(line) > 0):
                break
        return self._at(
            opened, UNBALANCED_BRACKET, "从这里起的括号没有成对，或各项没有用逗号隔开",
            "括号成对，各项用逗号加空格隔开，都用半角；以括号开头的文字用单引号包起来",
            match.end() - 1 if match else -1,
        )  # fmt: skip

    def _line(self, number: int) -> str:
        return self.source.lines[number] if number < len(self.source.lines) else ""

    def _at(self, number: int, code: Code, message: str, help_: str, start: int = -1) -> Finding:
        while number > 0 and not self._line(number).strip():
            number -= 1  # an unfinished construct is noticed at the end of the file
        line = self._line(number)
        if line[max(start, 0) : start + 1] not in {"[", "{", "'", '"'}:
            start = len(line) - len(line.lstrip())
        span = self.source.span(number + 1, start + 1, max(len(line.rstrip()) - start, 1))
        return code.at(span, message, help_)


def prepare(source: Source) -> Prepared:
    """Look a text through for the traps, and mend a copy of it for the parser."""
    prepared = Prepared(source)
    if len(source.text) > MAX_SIZE:
        prepared.findings.append(
            FILE_TOO_LARGE.at(
                source.span(1, 1),
                f"文件太大：{len(source.text):,} 个字符，上限 {MAX_SIZE:,}",
                "一个文件只写一年的年报",
            )
        )
        return prepared
    found, others = conflicts(source)
    prepared.findings += found
    pasted, of_tables = pasted_tables(source, source.lines)
    left_out = others | pasted
    own = tuple("" if n in left_out else line for n, line in enumerate(source.lines))
    texts = list(_with_insides(own))
    mends, of_indents = misplaced(source, texts)
    prepared.findings += [*of_tables, *of_indents]
    prepared.whole = not pasted
    lines = []
    for number, (line, inside) in enumerate(texts):
        begun = _begin_anew(prepared, number, line, mends[number]) if number in mends else line
        lines.append(_mend_line(prepared, number, begun, inside=inside))
    prepared.text = "\n".join(lines)
    return prepared


def _begin_anew(prepared: Prepared, number: int, line: str, mend: Mend) -> str:
    """Return a line with another beginning, and remember how far the rest of it has moved."""
    by = len(mend.start) - mend.width
    prepared.shifts.setdefault(number, []).append((min(len(mend.start), mend.width) - 1, by))
    return mend.start + line[mend.width :]


def _with_insides(lines: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    """Yield each line with whether it goes on with a text block or brackets: no trap is in those."""
    base = -1  # the indent that a line must exceed to go on with what is open; -1 where nothing is
    depth = 0  # brackets open
    for line in lines:
        if base >= 0 and (not line.strip() or _indent(line) > base or line.lstrip()[0] in "]}"):
            yield line, True
            if depth:
                depth += _brackets(line)
                base = base if depth > 0 else -1
            continue
        base, depth = -1, 0
        if line.endswith(("|", "-", ">", "+")) or "|" in line:
            match = _BLOCK.match(line)
            if match:
                indent = match["indent"]
                base = len(indent) if match["key"] else max(indent.rfind("-"), 0)
        if base < 0 and ("[" in line or "{" in line) and _FLOW.match(line):
            depth = max(_brackets(line), 0)
            alone = line.lstrip(" ")[0] in "[{"  # what goes on may stand right below it
            base = _indent(line) - alone if depth else -1
        yield line, False


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _brackets(line: str) -> int:
    """Return how many brackets a line leaves open; negative where it closes more than it opens."""
    bare = _NOT_BRACKETS.sub("", line)
    return sum(char in "[{" for char in bare) - sum(char in "]}" for char in bare)


def _mend_line(prepared: Prepared, number: int, line: str, *, inside: bool) -> str:
    if not line.isprintable():
        line = _mend_characters(prepared, number, line)
    if inside or _PLAIN.match(line) or line.lstrip(" ").startswith("#"):
        return line
    if not line.strip():
        return ""  # blank to the eye; YAML reads tabs and wide spaces as more than that
    for pattern, trap in _TRAPS:
        for _ in range(MAX_MENDS):
            match = pattern.match(line)
            if match is None:
                break
            start, end = match.span("wrong")
            original = start - sum(by for at, by in prepared.shifts.get(number, ()) if start > at)
            span = prepared.source.span(number + 1, original + 1, end - start)
            message = trap.message.replace("□", match["wrong"])
            ends = not line[end:].strip()
            mend = trap.mend.rstrip() if ends else trap.mend
            fix = Fix(span, mend) if trap.code in MECHANICAL else None
            prepared.findings.append(trap.code.at(span, message, trap.help, fix=fix))
            line = line[:start] + trap.mend + line[end:]
            by = len(trap.mend) - (end - start)
            if by:
                prepared.shifts.setdefault(number, []).append((start, by))
    return line


def _mend_characters(prepared: Prepared, number: int, line: str) -> str:
    for match in islice(ILLEGAL.finditer(line), MAX_MENDS):
        span = prepared.source.span(number + 1, match.start() + 1)
        prepared.findings.append(illegal_character(match[0], span))
    return ILLEGAL.sub("\ufffd", line)


def illegal_character(char: str, span: Span) -> Finding:
    """Report a character that a Word file cannot hold, or that has no place in a paragraph."""
    name = {"\t": "制表符", "\n": "换行", "\r": "回车", "\ufeff": "字节序标记"}.get(
        char, "看不见的控制字符"
    )
    help_ = {
        "\n": "一段一行；要分段就用“|”",
        "\r": "一段一行；要分段就用“|”",
        "\t": "换成空格",
    }.get(char, "删去它")
    fix = None if char in "\t\n\r" else Fix(span, "")
    return ILLEGAL_CHARACTER.at(span, f"文字里有{name}（U+{ord(char):04X}）", help_, fix=fix)
