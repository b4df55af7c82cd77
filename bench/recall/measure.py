"""What is counted: of each measure the found, the missed, and the false alarms, with their texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import yaml

from recall.asking import Asker, Question, Said, new
from recall.changing import (
    OF_FIGURES,
    Change,
    changed_in_other_words,
    changed_tables,
    changed_texts,
)
from recall.corpus import EXAMPLE, ROOT, Sample, samples
from recall.rewording import Variant, variants
from recall.sentences import FILES, Sentence, sentences

TITLES = {"c": "slips of 2017 in other words", "d": "percentages and growth", "e": "other slips"}
SPACES = frozenset({"space-in-text"})  # what the variants with spaces are rightly told of


@dataclass
class Count:
    """Found of all, by row of the printed table, and what was not found or wrongly found."""

    title: str
    found: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)  # by which it was found
    missed: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)
    alarm_codes: Counter[str] = field(default_factory=Counter)
    silent: int = 0  # texts that must stay silent
    alarmed: int = 0  # those of them that did not

    def hit(self, rows: Iterable[str], codes: set[str], shown: str) -> None:
        """Count a text that has one mistake."""
        for row in rows:
            self.total[row] += 1
            self.found[row] += bool(codes)
        self.codes.update(codes)
        if not codes:
            self.missed.append(shown)

    def quiet(self, alarms: list[Said], shown: str) -> None:
        """Count a text that has none."""
        self.silent += 1
        self.alarmed += bool(alarms)
        for each in alarms:
            self.alarm_codes[each.code] += 1
            self.alarms.append(f"{each.code}:{each.line} {each.message[:90]} ‖ {shown}")


class Measures:
    """Asks all, and keeps what the clean texts are told."""

    def __init__(self, asker: Asker, every: int = 1) -> None:
        self.asker, self.every = asker, every
        self.samples = samples()
        answers = asker.all(Question(each.path, each.text) for each in self.samples)
        self.clean = dict(zip((each.path for each in self.samples), answers, strict=True))

    def some(self, listed: Iterable[object]) -> list:  # type: ignore[type-arg]
        """Return each one, or in a bounded run every so many."""
        return [each for number, each in enumerate(listed) if number % self.every == 0]

    def clean_texts(self) -> Count:
        """Return what the clean texts themselves are told: false alarms, all of them."""
        count = Count("clean texts as they stand")
        for each in self.samples:
            count.quiet(list(self.clean[each.path]), each.name)
        return count

    def _changes(self, title: str, make: Callable[[Sample], Iterator[Change]]) -> Count:
        count = Count(title)
        changes = self.some(change for each in self.samples for change in make(each))
        answers = self.asker.all(Question(each.sample.path, each.text) for each in changes)
        others = list(dict.fromkeys((e.sample.path, e.clean) for e in changes if e.clean))
        clean = dict(zip(others, self.asker.all(Question(*other) for other in others), strict=True))
        for change, said in zip(changes, answers, strict=True):
            path = change.sample.path
            surplus = new(said, clean.get((path, change.clean), self.clean[path]))
            codes = {s.code for s in surplus if s.line in change.lines and s.code in OF_FIGURES}
            way = change.way if not change.way.startswith("表") else "表"
            group = change.sample.form
            rows = ["total", f"form {group}", f"body {change.sample.kind}", f"way {way}"]
            count.hit(
                rows, codes, f"{change.sample.name}:{change.lines[0]} {change.way} {change.shown}"
            )
        return count

    def changed(self) -> Count:
        """Return how many changed figures are found in the texts."""
        return self._changes("figures changed in the text", changed_texts)

    def changed_elsewhere(self) -> Count:
        """Return how many are found where the text is written in other words."""

        def prose(each: Sample) -> Iterator[Change]:
            return iter(()) if each.path.parent == EXAMPLE else changed_in_other_words(each)

        return self._changes("figures changed, text in other words", prose)

    def changed_tables(self) -> Count:
        """Return how many lines are found that the table contradicts since a figure was moved in it."""
        return self._changes("figures moved in the table, sums kept", changed_tables)

    def reworded(self) -> Count:
        """Return the false alarms on clean texts in other words."""
        count = Count("clean texts in other words")
        pairs: list[tuple[Sample, Variant]] = []
        for each in self.samples:
            found = list(variants(each))
            pairs += [(each, v) for v in (found[-10:] if each.path.parent == EXAMPLE else found)]
        pairs = self.some(pairs)
        answers = self.asker.all(Question(each.path, variant.text) for each, variant in pairs)
        for (each, variant), said in zip(pairs, answers, strict=True):
            surplus = [s for s in new(said, self.clean[each.path]) if s.code not in SPACES]
            lines = variant.text.split("\n")
            shown = " / ".join(lines[s.line - 1].strip()[:160] for s in surplus[:1])
            count.quiet(surplus, f"{each.name} [{variant.name}] {shown}")
        return count

    def seed(self) -> Count:
        """Return how many of the slips that a reader lists in the report of 2017 are found there."""
        count = Count("slips of the 2017 report as they stand")
        path = ROOT / "data/2017.yaml"
        text = path.read_text(encoding="utf-8")
        said = next(self.asker.all([Question(path, text)]))
        listed = yaml.safe_load((ROOT / "bench/recall/seed.yaml").read_text(encoding="utf-8"))
        lines = text.split("\n")
        used: Counter[Said] = Counter()
        for number, slip in enumerate(listed, start=1):
            at = {n for n, line in enumerate(lines, start=1) if slip["句"] in line}
            assert at, slip["句"]
            fitting = [
                s for s in said
                if s.code in slip["代码"] and (s.line in at or slip.get("处") == "任何")
                and slip.get("含", "") in s.message and used[s] < slip.get("合", 1)
            ]  # fmt: skip
            for s in fitting[:1]:
                used[s] += 1
            count.hit(
                ["total"], {s.code for s in fitting[:1]}, f"{number}. {slip['差错']}：{slip['句']}"
            )
        return count

    def sentences(self, key: str) -> tuple[Count, Count]:
        """Return the found slips of a file of kinds, and the near misses that were not silent."""
        title = TITLES[key]
        count = Count(title)
        near = Count(f"near misses: {title}")
        put: list[Sentence] = self.some(sentences(FILES[key]))
        answers = self.asker.all(Question(each.host.path, each.text) for each in put)
        for each, said in zip(put, answers, strict=True):
            surplus = new(said, self.clean[each.host.path])
            shown = f"{each.kind} [{each.host.name}] {each.shown}"
            if each.codes:
                fitting = {s.code for s in surplus if s.code in each.codes}
                instead = "、".join(sorted({s.code for s in surplus} - fitting))
                count.hit(
                    ["total", each.kind],
                    fitting,
                    shown + (f"（只有 {instead}）" if instead else ""),
                )
            else:
                near.quiet([s for s in surplus if s.code not in each.allowed], shown)
        return count, near

    def all(self) -> list[Count]:
        """Return everything in the order in which it is printed."""
        c, d, e = (self.sentences(key) for key in "cde")
        return [
            self.changed(), self.changed_elsewhere(), self.changed_tables(),
            self.seed(), c[0], d[0], e[0],
            self.clean_texts(), self.reworded(), c[1], d[1], e[1],
        ]  # fmt: skip
