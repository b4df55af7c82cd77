"""Units whose reports are the same (雷同): text or table, from another unit or from last year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import combinations

from nianbao.many.returned import Returned
from nianbao.tuples import NamedTuple

SAME = 0.9  # share of the shorter text's stretches that both have
LEAST = 150  # stretches of a text that says anything of its own
MIN_FIGURES = 5  # above 0 that a table must have before being the same says anything
SAMPLE = 96  # stretches of each text that are looked at first
NEARLY = 0.6  # of these that both must have to be compared whole


class Alike(NamedTuple):
    """Units whose texts or tables are the same, in the order of the list."""

    units: tuple[str, ...]
    likeness: float  # of the two that are least alike


def same_tables(reports: Mapping[str, Returned]) -> list[Alike]:
    """Return the units that report the same figures in every cell."""
    groups: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for name, report in reports.items():
        if (
            sum(Decimal(text) != 0 for text in report.figures if text not in {"", "/"})
            >= MIN_FIGURES
        ):
            groups.setdefault((report.form, report.figures), []).append(name)
    return [Alike(tuple(names), 1.0) for names in groups.values() if len(names) > 1]


def same_texts(reports: Mapping[str, Returned]) -> tuple[list[Alike], list[Alike]]:
    """Return the units whose texts are the same, and those whose texts are but for the figures."""
    exact = _groups({name: report.words.exact for name, report in reports.items()})
    together = {pair for group in exact for pair in combinations(group.units, 2)}
    alike = _groups({name: report.words.alike for name, report in reports.items()})
    return exact, [
        group for group in alike if any(p not in together for p in combinations(group.units, 2))
    ]


def is_last_years(report: Returned) -> bool:
    """Tell whether a report is last year's: in its text but for the figures, or in its whole table."""
    return report.same_table or (report.before >= SAME and len(report.words.alike) >= LEAST)


def _groups(texts: Mapping[str, frozenset[int]]) -> list[Alike]:
    """Return the texts that are the same as one another, by way of others too."""
    texts = {name: text for name, text in texts.items() if len(text) >= LEAST}
    beside: dict[str, dict[str, float]] = {name: {} for name in texts}
    for one, other in _candidates(texts):
        shorter = min(len(texts[one]), len(texts[other]))
        likeness = len(texts[one] & texts[other]) / shorter
        if likeness >= SAME:
            beside[one][other] = beside[other][one] = likeness
    groups: list[Alike] = []
    seen: set[str] = set()
    for name in texts:
        if name not in seen and beside[name]:
            members = _reached(name, beside)
            seen |= members
            least = min(likeness for member in members for likeness in beside[member].values())
            groups.append(Alike(tuple(each for each in texts if each in members), least))
    return groups


def _reached(name: str, beside: Mapping[str, Mapping[str, float]]) -> set[str]:
    members, waiting = {name}, [name]
    while waiting:
        for other in beside[waiting.pop()]:
            if other not in members:
                members.add(other)
                waiting.append(other)
    return members


def _candidates(texts: Mapping[str, frozenset[int]]) -> Iterator[tuple[str, str]]:
    """Yield the pairs that may be the same, by a sample that is drawn from each by the same rule."""
    if not texts:
        return
    usual = sorted(map(len, texts.values()))[len(texts) // 2]
    step = max(usual // SAMPLE, 1)
    sampled = {name: [each for each in text if each % step == 0] for name, text in texts.items()}
    holding: dict[int, list[str]] = {}
    for name, sample in sampled.items():
        for each in sample:
            holding.setdefault(each, []).append(name)
    shared = Counter(pair for names in holding.values() for pair in combinations(names, 2))
    for (one, other), count in shared.items():
        if count >= NEARLY * min(len(sampled[one]), len(sampled[other])):
            yield one, other
