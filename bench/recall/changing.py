"""Figures of clean texts changed one at a time (a), in the text and in the table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from typing import NamedTuple

from recall.cells import OLD, rows
from recall.corpus import EXAMPLE, Place, Sample, token
from recall.rewording import mixture, reworded

OF_FIGURES = frozenset({
    "text-table-mismatch", "negation-mismatch", "breakdown-sum", "wrong-percentage", "surviving-figure",
    "repeated-figure", "activity-without-figure", "fee-mismatch",
})  # fmt: skip


@dataclass(frozen=True)
class Change:
    """A text with one figure changed; `lines` (from 1) are those of which one must be found."""

    sample: Sample
    text: str
    way: str
    lines: tuple[int, ...]
    shown: str
    clean: str = ""  # the text before the change, where it is not the sample's


def changed_texts(sample: Sample) -> Iterator[Change]:
    """Yield a text for each figure and each way to get it wrong; of referred figures one way each."""
    for place in sample.places:
        ways = list(wrong(place, sample))
        if sample.path.parent == EXAMPLE:
            random = Random(f"{sample.name} {place.line} {place.start}")  # noqa: S311
            ways = [random.choice(ways)] if ways else []
        line = sample.lines[place.line]
        for way, figure in ways:
            text = line[: place.start] + figure + line[place.end :]
            yield Change(
                sample, sample.with_line(place.line, text), way, (place.line + 1,), _shown(text, place)
            )  # fmt: skip


def changed_in_other_words(sample: Sample) -> Iterator[Change]:
    """Yield the same for a text in other words: one way for each figure."""
    other = reworded(sample, mixture(f"{sample.name} other"))
    lines = other.split("\n")
    at: dict[int, int] = {}
    for place in sample.places:
        found = token(place.printed).search(lines[place.line], at.get(place.line, 0))
        if found is None:
            continue
        at[place.line] = found.end()
        ways = list(wrong(place, sample))
        random = Random(f"{sample.name} {place.line} {place.start} other")  # noqa: S311
        if ways:
            way, figure = random.choice(ways)
            line = lines[place.line]
            text = line[: found.start()] + figure + line[found.end() :]
            yield Change(
                sample, "\n".join([*lines[: place.line], text, *lines[place.line + 1 :]]),
                way, (place.line + 1,), _shown(text, replace(place, start=found.start())), other,
            )  # fmt: skip


def wrong(place: Place, sample: Sample) -> Iterator[tuple[str, str]]:
    """Yield the wrong figures that may stand in a place, each another one."""
    seen = {place.printed}
    number = Decimal(place.printed)
    swapped = re.sub(r"(\d)(?!\1)(\d)", r"\2\1", place.printed, count=1)
    ways = {
        "加一": str(number + 1),
        "十倍": f"{(number * 10).normalize():f}",
        "换位": swapped if not re.match(r"0\d", swapped) else place.printed,
        "上年": _of_last_year(place, sample),
    }
    for way, figure in ways.items():
        if figure is not None and figure not in seen:
            seen.add(figure)
            yield way, figure


def _of_last_year(place: Place, sample: Sample) -> str | None:
    if sample.before is None or place.formula[0] in "%增降" or place.formula.startswith("上年:"):
        return None
    return str(sample.before.plain(place.formula))


def _shown(line: str, place: Place) -> str:
    return f"{place.formula}：…{line[max(0, place.start - 28) : place.start + 16].strip()}…"


class Move(NamedTuple):
    """Steps in the table that no sum notices."""

    name: str
    steps: tuple[tuple[str, int], ...]


_CURRENT = (
    "公开.自-1 不掌握.自+1|部分.自-1 信访.自+1|案卷.自-1 公开.自+1|过程.自-1 公开.自+1|第三方.自-1 不掌握.自+1"
    "|信访.自-1 另制.自+1|不掌握.自-1 部分.自+1|新收.自+1 公开.自+1|新收.企+1 部分.企+1|新收.法+1 不掌握.法+1"
    "|下结.自-1 公开.自+1|新收.自-1 新收.企+1 公开.自-1 公开.企+1|复议.维+1|复议.维-1 复议.他+1|直诉.维+1"
    "|复诉.未+1|复诉.维-1 复诉.他+1"
)
_BLOCKS_2021 = (
    "|许可+1|处罚+1|强制+1|收费+1|规范.制发+1|规范.有效+1|重复.自+1 信访.自-1|他.自+1 公开.自-1"
)
_BLOCKS_2019 = (
    "|许可.决+1|处罚.决+1|其他事项.决+1|规范.新制+1|规范.总量+1|采购.项+1|他处.自+1 公开.自-1"
)
_OLD_MOVES = (
    "网站+1|微信+1|微博+1|公开总+1|解读+1|会议+1|培训+1|参训+1|专职+1 兼职-1|专职+1 人员+1|当面+1 网络-1|信函+1 网络-1"
    "|按时-1 延期+1|同意-1 不存在+1|不属-1 已公开+1|部分+1 同意-1|更改+1 同意-1|复议维+1 复议+1|复议他+1 复议+1"
    "|诉讼维+1 诉讼+1|申请+1 当面+1 办结+1 按时+1 答复+1 同意+1|经费+1|查阅点+1|机构+1|发布会+1|访谈+1|热点+1|微回+1"
    "|举报+1|规范发+1|公报+1|其他方式+1"
)
_MOVES = {2014: _OLD_MOVES, 2019: _CURRENT + _BLOCKS_2019, 2021: _CURRENT + _BLOCKS_2021}


def moves(form: int) -> list[Move]:
    """Return the steps for a form's table."""
    found = []
    for move in _MOVES[form].split("|"):
        steps = [(name, int(step)) for name, step in re.findall(r"(\S+?)([+-]\d+)", move)]
        found.append(Move(move, tuple(steps)))
    return found


def changed_tables(sample: Sample) -> Iterator[Change]:
    """Yield a text for each move in the table, and each line that is no longer true by it."""
    from recall.cells import Table

    for move in moves(sample.form):
        text = _moved(sample, move)
        if text is None:
            continue
        table = Table(sample.form, text)
        false: dict[int, str] = {}
        for place in sample.places:
            if table.printed(place.formula, sample.before) != place.printed:
                false.setdefault(place.line + 1, _shown(sample.lines[place.line], place))
        for line, shown in false.items():
            yield Change(sample, text, f"表 {move.name}", (line,), shown)


_COLUMNS = "自企科公法他"
_OUTCOMES = "维纠他未"
_BLOCK_ROWS = {
    "规章": "规章", "许可": "行政许可", "处罚": "行政处罚", "强制": "行政强制", "收费": "行政事业性收费",
    "其他事项": "其他对外管理服务事项", "采购": "政府集中采购",
    "复议": "行政复议", "直诉": "未经复议直接起诉", "复诉": "复议后起诉",
}  # fmt: skip


def _moved(sample: Sample, move: Move) -> str | None:
    """Return the text with a move made in its table; None where a figure would fall below 0."""
    lines = list(sample.lines)
    for name, step in move.steps:
        short, _, column = name.partition(".")
        if sample.table.figures[name] + step < 0:
            return None
        if sample.form == 2014:
            head, _, row = OLD[short].rpartition(".")
            index, width = 0, 1
        else:
            head, row = "", rows(sample.form).get(short) or _BLOCK_ROWS.get(short) or (
                "行政规范性文件" if sample.form == 2021 else "规范性文件"
            )  # fmt: skip
            index, width = _column(sample.form, short, column)
        number = _row(lines, head, row)
        if number is None:
            return None  # a total that the file leaves out
        label, _, rest = lines[number].partition(":")
        figures = rest.partition("#")[0].split()
        if len(figures) == 1 and width > 1:
            figures *= width
        figures[index] = str(Decimal(figures[index]) + step)
        if len(figures) == width + 1:
            figures[-1] = str(Decimal(figures[-1]) + step)
        lines[number] = f"{label}: {'  '.join(figures)}"
    return "\n".join(lines)


def _column(form: int, short: str, column: str) -> tuple[int, int]:
    if short in rows(form):
        return _COLUMNS.index(column), 6
    if short in {"复议", "直诉", "复诉"}:
        return _OUTCOMES.index(column), 4
    if form == 2021:
        return ({"制发": 0, "废止": 1, "有效": 2}[column], 3) if column else (0, 1)
    if short == "采购":
        return {"项": 0, "额": 1}[column], 2
    return {"新制": 0, "新公开": 1, "总量": 2, "上": 0, "增": 1, "决": 2}[column], 3


def _row(lines: list[str], head: str, row: str) -> int | None:
    start = lines.index("统计表:")
    if head:
        start = next(n for n in range(start, len(lines)) if lines[n].strip() == f"{head}:")
    wanted = re.compile(rf" +[\"']?{re.escape(row)}[\"']?:\s*[\d/]")
    return next((n for n in range(start, len(lines)) if wanted.match(lines[n])), None)
