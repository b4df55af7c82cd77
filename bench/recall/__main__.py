"""How much the checks find, and how much they find wrongly: python bench/recall [--list] [--json].

Over the sample reports of bench/prose and data/示例局: figures changed one at a time, clean texts in
other words, the slips of the 2017 report as another clerk would make them, percentages, and other
slips with their near misses. The same on every machine; bench/recall.txt keeps what it last printed.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from recall.asking import Asker  # noqa: E402
from recall.measure import Count, Measures  # noqa: E402

KEPT = ROOT / "bench/recall.txt"
BOUNDED = 40  # every so manyth text is asked in the run that the tests repeat
_HEAD = f"\n—— every {BOUNDED}th text, as tests/test_recall.py repeats it ——\n\n"


def table(counts: list[Count]) -> str:
    """Return the printed table."""
    lines = []
    for count in counts:
        if count.total:
            lines += ["", _row(count, "total", count.title)]
            for row in sorted(set(count.total) - {"total"}, key=_order):
                lines.append(_row(count, row, f"  {row}"))
            if count.codes:
                by = "  ".join(f"{code} {number}" for code, number in _most(count.codes))
                lines.append(f"  found by: {by}")
        else:
            alarms = sum(count.alarm_codes.values())
            lines += [
                "",
                f"{count.title}: {alarms} false alarms in {count.alarmed} of {count.silent} texts",
            ]
            lines += [f"  {code} {number}" for code, number in _most(count.alarm_codes)]
    return "\n".join(lines[1:]) + "\n"


def _row(count: Count, row: str, title: str) -> str:
    found, total = count.found[row], count.total[row]
    return f"{title}: {found} of {total}, {found * 100 / total:.1f} %"


def _order(row: str) -> tuple[int, str]:
    kinds = ("form", "body", "way")
    return next((n for n, kind in enumerate(kinds) if row.startswith(kind)), len(kinds)), row


def _most(codes: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(codes.items(), key=lambda item: (-item[1], item[0]))


def listed(counts: list[Count]) -> str:
    """Return every miss and every false alarm with its text."""
    lines = []
    for count in counts:
        lines += [f"\n## {count.title}"]
        lines += [f"- missed: {each}" for each in count.missed]
        lines += [f"- alarm: {each}" for each in count.alarms]
    return "\n".join(lines) + "\n"


def as_json(counts: list[Count]) -> str:
    """Return the same for a program."""
    return json.dumps(
        [
            {
                "title": count.title,
                "rows": {row: [count.found[row], count.total[row]] for row in count.total},
                "found by": count.codes, "missed": count.missed,
                "alarms": count.alarms, "alarms by code": count.alarm_codes, "texts": count.silent,
            }
            for count in counts
        ],
        ensure_ascii=False, indent=1,
    )  # fmt: skip


def kept() -> tuple[str, str]:
    """Return the tables that were last kept: of all texts, and of the bounded run."""
    whole, _, bounded = KEPT.read_text(encoding="utf-8").partition(_HEAD)
    return whole, bounded


def main() -> None:
    """Measure, print, and keep the table where it is asked for."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument(
        "--list", action="store_true", help="each miss and each false alarm as well"
    )
    options.add_argument("--json", action="store_true", help="everything as JSON")
    options.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth text")
    options.add_argument(
        "--only", metavar="WORDS", help="only the measures whose title has the words"
    )
    options.add_argument("--keep", action="store_true", help="write the table to bench/recall.txt")
    options.add_argument("--check", action="store_true", help="fail where bench/recall.txt is old")
    options.add_argument("--processes", type=int, default=min(os.cpu_count() or 1, 4), metavar="N")
    chosen = options.parse_args()
    asker = Asker(chosen.processes)
    counts = Measures(asker, chosen.every).all()
    bounded = Measures(asker, BOUNDED).all() if chosen.keep else []
    asker.close()
    if chosen.only:
        counts = [count for count in counts if chosen.only in count.title]
    if chosen.json:
        print(as_json(counts))
        return
    print(table(counts), end="")
    if chosen.list:
        print(listed(counts), end="")
    if chosen.keep:
        KEPT.write_text(table(counts) + _HEAD + table(bounded), encoding="utf-8")
    elif chosen.check and kept()[0] != table(counts):
        sys.exit("bench/recall.txt is old: python bench/recall --keep")


if __name__ == "__main__":
    main()
