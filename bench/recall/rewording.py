"""Clean texts in other words (b): wording, measure words, spaces and order that change no statement."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

import yaml

from recall.corpus import Sample

_TABLE = Path(__file__).with_name("alternations.yaml")
_LIST = re.compile(r"(?:[\u4e00-\u9fff（）]{2,14} ?\d+ ?件、){2,}[\u4e00-\u9fff（）]{2,14} ?\d+ ?件|"
                   r"(?:[\u4e00-\u9fff]{2,14} ?\d+ ?件，){2,}[\u4e00-\u9fff]{2,14} ?\d+ ?件")  # fmt: skip


class Alternation(NamedTuple):
    """A pattern and one of the wordings that may stand in its place."""

    name: str
    pattern: re.Pattern[str]
    instead: str
    only: str
    never: str

    def on(self, line: str) -> str:
        """Write a line in the other wording."""
        if (self.only and self.only not in line) or (self.never and self.never in line):
            return line
        return self.pattern.sub(self.instead, line)


@cache
def alternations() -> tuple[tuple[Alternation, ...], ...]:
    """Read the groups of wordings that stand for one another."""
    groups = []
    for each in yaml.safe_load(_TABLE.read_text(encoding="utf-8")):
        only, never = each.get("限", ""), each.get("除", "")
        if "或" in each:
            words = sorted(each["或"], key=len, reverse=True)
            pattern = re.compile("|".join(map(re.escape, words)))
            instead = [re.sub(r"\\", r"\\\\", word) for word in each["或"]]
        else:
            pattern, instead = re.compile(each["换"]), each["成"]
        groups.append(tuple(
            Alternation(f"{i} ← {pattern.pattern[:24]}", pattern, i, only, never) for i in instead
        ))  # fmt: skip
    return tuple(groups)


class Variant(NamedTuple):
    """A text in other words, and what was done."""

    name: str
    text: str


def variants(sample: Sample) -> Iterator[Variant]:
    """Yield each alternation alone on the whole text, lists in other orders, and mixtures."""
    seen = {sample.text}
    ways: list[tuple[str, Callable[[str], str]]] = [
        (each.name, each.on) for group in alternations() for each in group
    ]
    ways += [("列举倒序", _reversed), ("列举轮换", _rotated)]
    ways += [(f"混合 {turn}", mixture(f"{sample.name} {turn}")) for turn in range(4)]
    for name, way in ways:
        text = reworded(sample, way)
        if text not in seen:
            seen.add(text)
            yield Variant(name, text)


def reworded(sample: Sample, way: Callable[[str], str]) -> str:
    """Return a text with each of its lines written in another way."""
    lines = list(sample.lines)
    for number in sample.prose():
        if ":" not in lines[number][-1:]:
            lines[number] = way(lines[number])
    return "\n".join(lines)


def mixture(seed: str) -> Callable[[str], str]:
    """Return a way that takes one wording of each group, or none, by chance that is always the same."""
    random = Random(seed)  # noqa: S311  nothing is kept secret here
    taken = [random.choice((None, None, *group)) for group in alternations()]

    def mixed(line: str) -> str:
        for each in taken:
            if each is not None:
                line = each.on(line)
        return line

    return mixed


def _reversed(line: str) -> str:
    return _LIST.sub(lambda match: _ordered(match[0], lambda items: items[::-1]), line)


def _rotated(line: str) -> str:
    return _LIST.sub(lambda match: _ordered(match[0], lambda items: items[1:] + items[:1]), line)


def _ordered(text: str, order: Callable[[list[str]], list[str]]) -> str:
    mark = "、" if "、" in text else "，"
    items = text.split(mark)
    if any(
        word in text for word in ("其中", "收到", "新收", "结转", "办结", "行政", "共", "占", "总")
    ):
        return text  # the first of them is a total, or the last speaks of something else
    return mark.join(order(items))
