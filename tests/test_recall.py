"""What is claimed of the checks is measured (bench/recall), and what documents quote is what was kept.

A bounded run is repeated here. As long as no document quotes a number, it may only not be worse than
the one that bench/recall.txt keeps; from the first quotation on it must be the same.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from functools import cache

import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT / "bench"))

from recall.__main__ import BOUNDED, KEPT, kept, table
from recall.asking import Asker
from recall.corpus import PROSE, samples
from recall.measure import Count, Measures
from recall.sentences import FILES, kinds, sentences

# <!--recall figures changed in the text-->67.3 %<!--/recall-->: the text between is what recall.txt says.
QUOTE = re.compile(r"<!--recall (?P<title>[^>]+)-->(?P<said>.*?)<!--/recall-->", re.DOTALL)
DOCUMENTS = ("README.md", "DECISIONS.md", "ARCHITECTURE.md", "docs/手册.md", "docs/开发.md")


def quotes() -> list[tuple[str, str, str]]:
    found = []
    for name in DOCUMENTS:
        path = ROOT / name
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        found += [(name, match["title"], match["said"]) for match in QUOTE.finditer(text)]
    return found


@cache
def bounded() -> tuple[Count, ...]:
    return tuple(Measures(Asker(), BOUNDED).all())


def test_the_samples_are_of_many_bodies_and_all_forms() -> None:
    read = samples()
    assert len({path.parent for path in PROSE.glob("*/*.yaml")}) >= 14
    assert {each.form for each in read} == {2014, 2019, 2021}
    assert {each.kind for each in read} == {"政府", "乡镇", "街道", "管委会", "部门"}
    assert sum(len(each.places) for each in read) >= 1000


def test_each_kind_has_variants_enough_and_near_misses() -> None:
    for file, least in (("seed_slips.yaml", 4), ("slips.yaml", 3), ("shares.yaml", 3)):
        assert kinds(file)
        for kind in kinds(file):
            assert len(kind["应查出"]) >= least, kind["种类"]
            assert kind["不应查出"], kind["种类"]
    put = [each for file in FILES.values() for each in sentences(file)]
    of_2017 = Counter(bool(each.codes) for each in sentences("seed_slips.yaml"))
    assert of_2017[True] >= 120
    assert of_2017[False] >= 60
    assert len(put) == len({(each.kind, each.host.path, each.text, each.codes) for each in put})


@pytest.mark.thorough
def test_the_bounded_run_is_not_worse_than_the_kept_one() -> None:
    now, then = table(list(bounded())), kept()[1]
    if quotes():
        assert now == then, "bench/recall.txt is old: python bench/recall --keep"
        return
    for title, (found, alarms) in numbers(then).items():
        assert numbers(now)[title][0] >= found, title
        assert numbers(now)[title][1] <= alarms, title


def numbers(text: str) -> dict[str, tuple[int, int]]:
    """Return what a table says by title: the found, and the false alarms."""
    found = {
        match[1]: (int(match[2]), 0)
        for match in re.finditer(r"(?m)^(\S.*): (\d+) of \d+, [\d.]+ %$", text)
    }
    alarms = {
        match[1]: (0, int(match[2]))
        for match in re.finditer(r"(?m)^(\S.*): (\d+) false alarms in .*$", text)
    }
    assert found
    assert alarms
    return found | alarms


@pytest.mark.parametrize(("document", "title", "said"), quotes() or [("", "", "")])
def test_a_quoted_number_is_the_kept_one(document: str, title: str, said: str) -> None:
    if not document:
        return  # nothing is quoted yet
    lines = [line for line in kept()[0].splitlines() if line.startswith(f"{title}: ")]
    assert lines, f"{KEPT.name} has no {title}"
    assert said in lines[0].removeprefix(f"{title}: "), f"{document}: {lines[0]}"
