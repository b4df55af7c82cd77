"""A superior's January: so many units, of which some report by Word or PDF, some not at all, some wrongly.

What was done to which unit is kept, so that what is said of them can be compared with it. The sums are
added up here from the data files as a plain YAML reader sees them, and by none of the tested code.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from offices import name_of, write

from nianbao.making import make
from nianbao.workspace import Workspace

Converter = Callable[[dict[str, bytes]], dict[str, bytes]]
SUPERIOR = "示例市人民政府"


@dataclass
class January:
    """What a superior's folder holds, and what was done to which unit."""

    data: Path
    year: int
    names: list[str] = field(default_factory=list)
    word: list[str] = field(default_factory=list)
    pdf: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    copied: dict[str, str] = field(default_factory=dict)  # who copied, from whom
    twice: list[str] = field(default_factory=list)
    abolished: list[str] = field(default_factory=list)
    typed: dict[str, dict[str, Any]] = field(default_factory=dict)  # 统计表 of each that reported

    @property
    def received(self) -> Path:
        """The folder of received files."""
        return self.data / "收件" / str(self.year)

    def path(self, name: str) -> Path:
        """The data file of a unit."""
        return self.data / name / f"{self.year}.yaml"

    def sums(self) -> dict[tuple[str, ...], Decimal]:
        """The units' figures added up, by the keys of the data file and the place in the row."""
        total: dict[tuple[str, ...], Decimal] = {}
        for name, table in self.typed.items():
            if name not in self.abolished:
                for key, figure in flat(table):
                    total[key] = total.get(key, Decimal(0)) + figure
        return total


def flat(
    table: Mapping[str, Any], above: tuple[str, ...] = ()
) -> list[tuple[tuple[str, ...], Decimal]]:
    """Return the figures of a table as YAML reads them: each under its keys and its place in the row."""
    found = []
    for key, value in table.items():
        if isinstance(value, dict):
            found += flat(value, (*above, key))
        else:
            for place, text in enumerate(str(value).split()):
                found.append(((*above, key, str(place)), Decimal(text)))
    return found


def january(
    workspace: Workspace, data: Path, year: int, count: int, *,
    word: int, pdf: int, missing: int, wrong: int, copied: int, twice: int, converter: Converter | None = None,
) -> January:  # fmt: skip
    """Write the folder of a superior with so many units, the last of which was abolished the year before."""
    write(workspace, data, range(count), (year - 1, year))
    made = January(data, year, [name_of(number) for number in range(count)])
    queue = iter(made.names)
    made.word = [next(queue) for _ in range(word)]
    made.pdf = [next(queue) for _ in range(pdf)]
    made.missing = [next(queue) for _ in range(missing)]
    made.wrong = [next(queue) for _ in range(wrong)]
    made.copied = {next(queue): next(queue) for _ in range(copied)}
    made.twice = [next(queue) for _ in range(twice)]
    made.abolished = [made.names[-1]]
    made.received.mkdir(parents=True)
    for name in made.wrong:
        _break(made.path(name))
    for name, other in made.copied.items():
        text = made.path(other).read_text(encoding="utf-8").replace(other, name)
        made.path(name).write_text(text, encoding="utf-8")
        shutil.copy(
            made.path(other).with_stem(str(year - 1)), made.path(name).parent
        )  # its last year too
    for name in made.names:
        if name not in made.missing:
            read = yaml.load(made.path(name).read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506
            made.typed[name] = read["统计表"]
    _send(workspace, made, converter)
    for name in (*made.word, *made.pdf, *made.missing):
        made.path(name).unlink()
    listed = "".join(f"  - {name}\n" for name in made.names[:-1])
    (data / "机构.yaml").write_text(
        f"汇总: {{机关: {SUPERIOR}, 文件夹: 市政府}}\n限期: 01-31\n单位:\n{listed}"
        f"  - {{名称: {made.names[-1]}, 止: {year - 1}, 并入: {made.names[0]}}}\n",
        encoding="utf-8",
    )
    return made


def _send(workspace: Workspace, made: January, converter: Converter | None) -> None:
    documents = {}
    for name in (*made.word, *made.pdf, *made.twice):
        documents[name] = make(workspace, made.path(name), made.year, ("docx",)).files["docx"]
    for number, name in enumerate((*made.word, *made.twice)):
        (made.received / f"{number:03}年报.docx").write_bytes(documents[name])
    printed = converter({name: documents[name] for name in made.pdf}) if converter else {}
    for name, data in printed.items():
        (made.received / f"{name}.pdf").write_bytes(data)


def _break(path: Path) -> None:
    """Make a total one more than its parts."""
    text = path.read_text(encoding="utf-8")
    for pattern in (r"(申请答复数: +)(\d+)", r"(    行政复议: .* )(\d+)(?=\n)"):
        text, count = re.subn(pattern, lambda m: f"{m[1]}{int(m[2]) + 1}", text, count=1)
        if count:
            break
    path.write_text(text, encoding="utf-8")
