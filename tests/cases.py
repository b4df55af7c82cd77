r"""The cases in problems/: a data file as a base and what is changed in it, and what `check` prints.

A case in problems/<code>.case, where the lines before ==> are the change and those after it are
the exact output:

    == not-whole-second
    * 主动公开情况
    -    政府网站公开政府信息数: 110
    +    政府网站公开政府信息数: 110.5
    ==>
    tests/problems/not-whole-second.yaml:32:18: 错误 …

problems/README.md says what else a change may hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "problems"
PLACE = "tests/problems"  # where `check` is told that an assembled file is
SILENT = "==> nothing"

_HEAD = re.compile(r"^== ([a-z0-9-]+)(?:: ([a-z0-9-]+))?$", re.MULTILINE)
_ESCAPE = re.compile(r"\\(?:([\\trn])|x([0-9a-f]{2})|u([0-9a-f]{4})|(.?))")
_LETTERS = {"\\": "\\", "t": "\t", "r": "\r", "n": "\n"}
_DATES = r"^(年度: )\d{4}$", r"^(成文日期: )\d{4}(?=-)"
NOTHING = "nothing"  # the base of a case that holds its whole file


class CaseError(Exception):
    """A case that cannot be assembled; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Case:
    """One mistake, or one near miss: the files that show it and what `check` says of the last."""

    name: str
    base: str
    changes: Mapping[str, tuple[str, ...]]  # the lines of the change, by the file they make
    silent: bool
    expected: str
    home: Path  # the .case file
    order: int  # which case of that file

    @property
    def files(self) -> dict[str, bytes]:
        """The assembled files by their paths; the last is the one that is checked."""
        return {path: _assembled(self, path) for path in self.changes}

    @property
    def path(self) -> str:
        """The file that is checked."""
        return list(self.changes)[-1]

    @property
    def text(self) -> str:
        """The file that is checked, as text."""
        return self.files[self.path].decode("utf-8")

    def rewrite(self, output: str) -> None:
        """Put another output into the .case file."""
        text = self.home.read_text(encoding="utf-8")
        heads = [*(match.start() for match in _HEAD.finditer(text)), len(text)]
        begin, end = heads[self.order : self.order + 2]
        change, _, _ = text[begin:end].partition("\n==>")
        gap = "\n" if end < len(text) else ""
        kept = f"{change.rstrip()}\n==>\n{output}{gap}"
        self.home.write_text(text[:begin] + kept + text[end:], encoding="utf-8", newline="\n")
        cases.cache_clear()


def write(files: Mapping[str, bytes], project: Path) -> None:
    """Write the files of a case into a project folder."""
    for path, data in files.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_bytes(data)


@cache
def cases() -> dict[str, Case]:
    """Return all cases by name."""
    found: dict[str, Case] = {}
    for home in sorted(FOLDER.glob("*.case")):
        for case in read(home):
            if case.name in found:
                raise CaseError(f"{home.name}: {case.name} is in {found[case.name].home.name} too")
            found[case.name] = case
    return found


def read(home: Path) -> Iterator[Case]:
    """Read the cases of one file."""
    lead, *parts = _HEAD.split(home.read_text(encoding="utf-8"))
    if any(line and not line.startswith("#") for line in lead.split("\n")):
        raise CaseError(f"{home.name}: the first case needs a line == name")
    for order, (name, base, body) in enumerate(zip(*[iter(parts)] * 3, strict=True)):
        change, arrow, rest = body.removeprefix("\n").partition("==>")
        silent, _, output = rest.partition("\n")
        if silent.strip() not in ("", "nothing") or (arrow and f"\n{change}"[-1] != "\n"):
            raise CaseError(f"{name}: a line ==> or ==> nothing parts the change from the output")
        expected = output.removesuffix("\n") if order < len(parts) // 3 - 1 else output
        changes = _changes(name, change.split("\n"))
        yield Case(name, base or "clean", changes, bool(silent.strip()), expected, home, order)


def _changes(name: str, lines: list[str]) -> dict[str, tuple[str, ...]]:
    """Part the change by its lines `@ 2016`: of two years there are two files."""
    changes: dict[str, list[str]] = {}
    path = f"{PLACE}/{name}.yaml"
    for line in lines:
        if line.startswith("@ "):
            path = f"{PLACE}/years/{name}/{line[2:]}.yaml"
        if (line and not line.startswith("#")) or path in changes:
            changes.setdefault(path, []).append(line)
    return {path: tuple(lines) for path, lines in (changes or {path: []}).items()}


def _assembled(case: Case, path: str) -> bytes:
    base = FOLDER / f"base/{case.base}.yaml"
    text = "" if case.base == NOTHING else base.read_text(encoding="utf-8")
    saved: list[str] = []
    try:
        for kind, change in _steps(case.changes[path]):
            if kind == "@":
                text = _of_year(text, int(change[0]))
            elif kind == "*":
                text = _one_a_line(text, change[0])
            elif kind == "~":
                text = _replaced(text, *change)
            elif kind == "saved as":
                saved = change
            else:
                text = _edited(text, change)
        return _bytes(text, *saved)
    except CaseError as error:
        raise CaseError(f"{case.home.name}: {case.name}: {error}") from None


def _steps(lines: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """Give the steps of a change: one a line, but adjacent lines of a `diff` belong together."""
    edit: list[str] = []
    for line in (*lines, ""):
        if line[:1] in {"-", "+", " "} and not (line[0] == "-" and edit and edit[-1][0] == "+"):
            edit.append(line)
            continue
        if edit:
            yield "edit", edit
        edit = [line] if line[:1] == "-" else []
        if line[:1] in {"@", "*"}:
            yield line[0], [line[1:].strip()]
        elif line[:1] == "~":
            old, arrow, new = line[1:].partition(" =>")
            if not arrow:
                raise CaseError(f"what is to be there instead? {line}")
            yield "~", [old, new.removeprefix(" ")]
        elif line.startswith("saved as "):
            yield "saved as", line.removeprefix("saved as ").split()
        elif line and line[0] not in "-#":
            raise CaseError(f"a line of a change begins with one of - + * ~ @ # or a space: {line}")


def _edited(text: str, lines: list[str]) -> str:
    """Replace the lines that are there (- and space) by those that are to be there (+ and space).

    A line of context may be shortened, so what it stands for is put back.
    """
    there = [line[1:] for line in lines if line[0] != "+"]
    if not there and text:
        raise CaseError(f"where? a line of the base must stand before or after it: {lines[0]}")
    begin, end = _place(f"\n{text}", "".join(f"\n{line}" for line in there) + "\n")
    old = iter(text[begin : end - 1].split("\n")[:-1])
    new = ""
    for line in lines:
        now = plain(line[1:]) if line[0] == "+" else next(old)
        new += f"{now}\n" if line[0] != "-" else ""
    return text[:begin] + new + text[end - 1 :]


def _replaced(text: str, old: str, new: str) -> str:
    begin, end = _place(text, old)
    return text[:begin] + plain(new) + text[end:]


def _place(text: str, old: str) -> tuple[int, int]:
    """Find the one place where a text stands; … in it stands for anything in the line."""
    pattern = "[^\n]*?".join(re.escape(plain(part)) for part in old.split("…"))
    places = [match.span() for match in re.finditer(pattern, text)]
    if len(places) != 1:
        raise CaseError(f"stands {len(places)} times in the base, should be once: {old.strip()}")
    return places[0]


def _of_year(text: str, year: int) -> str:
    """Make the base one of another year."""
    for pattern, there in zip(_DATES, (year, year + 1), strict=True):
        text, count = re.subn(pattern, rf"\g<1>{there}", text, flags=re.MULTILINE)
        if count != 1:
            raise CaseError(f"{count} times in the base, should be once: {pattern}")
    return text


def _one_a_line(text: str, group: str) -> str:
    """Write a group of the 统计表 with one figure a line."""
    pattern = rf"^(  {re.escape(group)}:) \{{(.*?)\}}$"
    found = re.findall(pattern, text, re.MULTILINE | re.DOTALL)
    if len(found) != 1:
        raise CaseError(f"the base has no group in braces: {group}")
    ((key, figures),) = found
    rows = "".join(f"\n    {figure}" for figure in re.split(r",\s+", figures))
    return re.sub(pattern, lambda _: key + rows, text, flags=re.MULTILINE | re.DOTALL)


def _bytes(text: str, encoding: str = "utf-8", newline: str = "") -> bytes:
    if newline == "crlf":
        text = text.replace("\n", "\r\n")
    elif newline:
        raise CaseError(f"saved as an encoding, and crlf or nothing, not {newline}")
    return text.encode(encoding, "surrogateescape")


def plain(line: str) -> str:
    r"""Write out what is escaped: \t, \r, \n, \u3000, \\ and \xff, which is that byte."""

    def written(match: re.Match[str]) -> str:
        letter, byte, character, wrong = match.groups()
        if wrong is not None:
            raise CaseError(rf"a \ is written \\, and {match[0]} means nothing: {line}")
        if byte:
            return bytes.fromhex(byte).decode("ascii", "surrogateescape")
        return _LETTERS[letter] if letter else chr(int(character, 16))

    return _ESCAPE.sub(written, line)
