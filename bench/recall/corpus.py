"""The sample reports, with the places of their figures.

The offices of bench/prose type their figures; data/示例局 refers to them, and its references are typed
out here by what they print, so that each figure of a text can be changed alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from recall.cells import Table

ROOT = Path(__file__).resolve().parents[2]
PROSE = ROOT / "bench/prose"
EXAMPLE = ROOT / "data/示例局"
NOTE = re.compile(r"\s*# 数: (?P<figures>.+)")
_REFERENCE = re.compile(r"\{\{([^{}]+)\}\}")
KINDS = {
    "人民政府": "政府", "街道办事处": "街道", "管理委员会": "管委会", "局": "部门",
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A figure of a text: its line in the file (from 0), where it stands, and what it is."""

    line: int
    start: int
    end: int
    formula: str
    printed: str


@dataclass(frozen=True)
class Sample:
    """A data file as it is asked about: the path, beside which last year's stands, and its text."""

    path: Path
    text: str
    places: tuple[Place, ...] = field(compare=False)
    before: Table | None = field(compare=False)

    @property
    def year(self) -> int:
        """The report year."""
        return int(self.path.stem)

    @property
    def form(self) -> int:
        """The first year of the form."""
        return form_of(self.year)

    @property
    def name(self) -> str:
        """The office and the year."""
        return f"{self.path.parent.name} {self.year}"

    @property
    def kind(self) -> str:
        """What kind of body it is."""
        office = self.path.parent.name
        if office.endswith(("镇人民政府", "乡人民政府")):
            return "乡镇"
        return next(kind for end, kind in KINDS.items() if office.endswith(end))

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text."""
        return self.text.split("\n")

    @cached_property
    def table(self) -> Table:
        """The figures of the table."""
        return Table(self.form, self.text)

    def with_line(self, line: int, text: str) -> str:
        """Return the text with one line written otherwise."""
        return "\n".join([*self.lines[:line], text, *self.lines[line + 1 :]])

    def prose(self) -> Iterator[int]:
        """Yield the lines of the texts, from 0."""
        inside = False
        for number, line in enumerate(self.lines):
            if line and not line[0].isspace() and not line.startswith("#"):
                inside = line.startswith("正文:")
            elif inside and line.strip() and not line.lstrip().startswith("#"):
                yield number


def form_of(year: int) -> int:
    """Return the first year of the form of a report year."""
    return 2014 if year < 2019 else 2019 if year < 2021 else 2021


def samples() -> list[Sample]:
    """Read all sample reports, their years and offices in a fixed order."""
    paths = [*sorted(PROSE.glob("*/*.yaml")), *sorted(EXAMPLE.glob("*.yaml"))]
    return [sample(path) for path in paths]


def sample(path: Path) -> Sample:
    """Read a report; a figure that is not the table's is a mistake of the sample."""
    year = int(path.stem)
    text = path.read_text(encoding="utf-8")
    if _has_preamble(form_of(year)):
        text = re.sub(r"(?m)^( *)#~", r"\1", text)
    previous = path.with_name(f"{year - 1}.yaml")
    before = None
    if previous.is_file() and form_of(year - 1) == form_of(year):
        before = Table(form_of(year), previous.read_text(encoding="utf-8"))
    table = Table(form_of(year), text)
    lines = text.split("\n")
    places: list[Place] = []
    for number, line in enumerate(lines):
        if note := NOTE.fullmatch(line):
            places += _noted(note["figures"], lines[number - 1], number - 1, table, before)
        elif "{{" in line and not line.lstrip().startswith("#"):
            lines[number], found = _typed_out(line, number, year, table, before)
            places += found
    return Sample(path, "\n".join(lines), tuple(places), before)


def _has_preamble(form: int) -> bool:
    return "键: 引言" in (ROOT / f"templates/{form}/form.yaml").read_text(encoding="utf-8")


def _noted(
    figures: str, line: str, number: int, table: Table, before: Table | None
) -> Iterator[Place]:
    at = 0
    for each in figures.split():
        formula, _, printed = each.rpartition("=")
        found = token(printed).search(line, at)
        assert found, f"{printed} is not in: {line}"
        at = found.end()
        if formula != "_":
            true = table.printed(formula, before)
            assert true == printed, f"{formula} is {true}, not {printed}: {line}"
            yield Place(number, found.start(), found.end(), formula, printed)


def token(printed: str) -> re.Pattern[str]:
    """Return a pattern of a figure that is no part of a longer one."""
    return re.compile(rf"(?<![\d.]){re.escape(printed)}(?!\.?\d)")


def _typed_out(
    line: str, number: int, year: int, table: Table, before: Table | None
) -> tuple[str, list[Place]]:
    out, at, places = "", 0, []
    for match in _REFERENCE.finditer(line):
        out += line[at : match.start()]
        at = match.end()
        name = match[1].strip()
        years = {"年度": year, "上年度": year - 1, "下年度": year + 1}
        if name in years:
            out += str(years[name])
            continue
        of_last_year = name.startswith("上年.")
        short = (before if of_last_year else table).named(name.removeprefix("上年."))  # type: ignore[union-attr]
        assert short, name
        formula = f"上年:{short}" if of_last_year else short
        printed = table.printed(formula, before)
        assert printed is not None
        places.append(Place(number, len(out), len(out) + len(printed), formula, printed))
        out += printed
    return out + line[at:], places
