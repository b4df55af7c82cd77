"""Single sentences put into clean texts (c, d, e): slips that are to be found, near misses that are not.

A file of kinds is data: what the kind is, the sentence that it was met in, the codes that fit it, the
report it is put into (底稿), where (部分, or in the place of 替), what the table then says (表), other
lines to be changed with it (另改: old and new), and the sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from recall.corpus import PROSE, Sample, sample

_DATA = Path(__file__).parent
HOSTS = {
    "规划2017": "江北市规划局/2017.yaml",
    "林业2017": "云溪县林业局/2017.yaml",
    "民政2020": "江北市民政局/2020.yaml",
    "水务2025": "江北市水务局/2025.yaml",
    "市监2025": "江北市市场监督管理局/2025.yaml",
    "卫健2025": "云溪县卫生健康局/2025.yaml",
    "县府2025": "云溪县人民政府/2025.yaml",
    "石桥2025": "云溪县石桥镇人民政府/2025.yaml",
}
FILES = {"c": "seed_slips.yaml", "d": "shares.yaml", "e": "slips.yaml"}


@dataclass(frozen=True)
class Sentence:
    """A text with one sentence put in: `codes` of which one must be found, none where it must be silent."""

    kind: str
    host: Sample
    text: str
    codes: frozenset[str]
    shown: str
    allowed: frozenset[str] = frozenset()


@cache
def host(name: str) -> Sample:
    """Return the report that sentences are put into."""
    return sample(PROSE / HOSTS[name])


@cache
def kinds(file: str) -> tuple[Mapping[str, Any], ...]:
    """Read the kinds of a file."""
    return tuple(yaml.safe_load((_DATA / file).read_text(encoding="utf-8")))


def sentences(file: str) -> Iterator[Sentence]:
    """Yield the texts of a file, slips and near misses."""
    for kind in kinds(file):
        for key, found in (("应查出", True), ("不应查出", False)):
            for each in kind.get(key, ()):
                entry = {**kind, **(each if isinstance(each, dict) else {"文": each})}
                for name in _hosts(entry):
                    yield _put(kind["种类"], host(name), entry, found=found)


def _hosts(entry: Mapping[str, Any]) -> list[str]:
    hosts = entry["底稿"]
    return [hosts] if isinstance(hosts, str) else list(hosts)


def _put(kind: str, base: Sample, entry: Mapping[str, Any], *, found: bool) -> Sentence:
    text, words = base.text, str(entry["文"]).strip()
    text = (
        _once(text, entry["替"], words)
        if "替" in entry
        else _appended(base, _section(base, entry), words)
    )
    for old, new in entry.get("另改", ()):
        text = _once(text, old, new)
    for row, figures in entry.get("表", {}).items():
        text = _figure(text, row, str(figures))
    codes = frozenset(entry["代码"]) if found else frozenset()
    return Sentence(kind, base, text, codes, words, frozenset(entry.get("许可", ())))


def _once(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, f"{old} stands {text.count(old)} times"
    return text.replace(old, new)


_SECTIONS = {  # of the current forms and of the old one: a kind may name either
    "总体情况": "基本概况", "主动公开政府信息情况": "主动公开", "收到和处理政府信息公开申请情况": "依申请公开",
    "政府信息公开行政复议、行政诉讼情况": "行政复议和行政诉讼",
    "存在的主要问题及改进情况": "存在的主要问题及改进措施", "其他需要报告的事项": "其他需要报告的事项",
}  # fmt: skip
_SHORT = {"总体": 0, "公开": 1, "申请": 2, "复议": 3, "问题": 4, "其他": 5}


def _section(base: Sample, entry: Mapping[str, Any]) -> str:
    name = entry["部分"]
    if name in _SHORT:
        pair = list(_SECTIONS.items())[_SHORT[name]]
        return pair[1] if base.form == 2014 else pair[0]
    return str(name)


def _appended(base: Sample, section: str, words: str) -> str:
    """Put a sentence behind the first paragraph of a part."""
    start = base.lines.index(f"  {section}:")
    number = next(
        n for n in range(start + 1, len(base.lines))
        if re.match(r" *- ", base.lines[n]) and not base.lines[n].endswith(":")
    )  # fmt: skip
    line = base.lines[number]
    quote = "'" if line.endswith("'") else ""
    body = line.removesuffix("'") if quote else line
    if ": " in words or " #" in words:
        indent, _, rest = body.partition("- ")
        whole = rest.removeprefix("'") + words
        return base.with_line(number, f"{indent}- '{whole}'")
    return base.with_line(number, f"{body}{words}{quote}")


def _figure(text: str, row: str, figures: str) -> str:
    """Write another figure into a row; 组/行 names the head above it."""
    head, _, name = row.rpartition("/")
    lines = text.split("\n")
    start = lines.index("统计表:")
    if head:
        start = next(n for n in range(start, len(lines)) if lines[n].strip() == f"{head}:")
    for number in range(start, len(lines)):
        if re.match(rf" +{re.escape(name)}: *[\d/]", lines[number]):
            lines[number] = lines[number].partition(":")[0] + f": {figures}"
            return "\n".join(lines)
    raise AssertionError(row)
