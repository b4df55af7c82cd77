"""A superior's January: three hundred units on each form, and whether all that is said of them is true.

    python bench/superior.py [units]

40 report by Word file, 10 by PDF (made by LibreOffice; without it, none), 12 not at all, 9 with a sum
that is wrong, 3 with another unit's report, 2 twice; one was abolished. Each number of the summary is
compared with what was done, the sums with those that a plain YAML reader gives.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import yaml  # noqa: E402
from collecting import January, flat, january  # noqa: E402
from look.measure import render  # noqa: E402

from nianbao.workspace import Workspace  # noqa: E402

FONTS = ROOT / ".cache/look/named"  # made by the tests of the look
YEARS = {"2014": 2017, "2019": 2020, "2021": 2025}


def as_pdf(documents: dict[str, bytes]) -> dict[str, bytes]:
    """Return Word files as PDF, by LibreOffice with the fonts of the tests of the look."""
    with tempfile.TemporaryDirectory() as folder:
        printed = render(documents, Path(folder), FONTS)
        return {name: path.read_bytes() for name, path in printed.items()}


def told(made: January) -> dict[str, dict[str, str]]:
    """Return the rows of the table by the units' names."""
    path = made.data.parent / f"out/收报/{made.year}/收报情况.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["单位"]: row for row in csv.DictReader(file)}


def compared(made: January, head: str) -> dict[str, bool]:
    """Return of each thing that is said whether it is true."""
    rows = told(made)
    alike = {name for pair in made.copied.items() for name in pair}
    text = (made.data.parent / f"out/收报/{made.year}/汇总（全市）.yaml").read_text(
        encoding="utf-8"
    )
    summed: dict[Any, Any] = dict(flat(yaml.load(text, yaml.BaseLoader)["统计表"]))  # noqa: S506
    expected = made.sums()
    came = len(made.names) - len(made.abolished) - len(made.missing)
    return {
        "应报、已报": head.startswith(f"应报 {len(made.names) - len(made.abolished)} · 已报 {came} · "),
        "未报": [n for n, row in rows.items() if row["情况"] == "未报"] == made.missing,
        "读不懂": not [n for n, row in rows.items() if row["情况"] == "读不懂"],
        "有错误": [n for n, row in rows.items() if int(row["错误"] or 0)] == made.wrong,
        "雷同": {n for n, row in rows.items() if row["与哪些单位雷同"]} == alike,
        "报了几份": [n for n, row in rows.items() if row["另外的文件"]] == made.twice,
        "已撤并": [n for n, row in rows.items() if row["情况"] == "已撤并"] == made.abolished,
        "Word": all(rows[n]["报来的文件"].endswith(".docx") for n in made.word),
        "PDF": all(rows[n]["报来的文件"].endswith((".pdf", ".docx")) for n in made.pdf),
        "汇总": summed == {key: figure for key, figure in expected.items() if key in summed}
        and len(expected) - len(summed) == (2 if made.year < 2019 else 0),
    }  # fmt: skip


def main() -> None:
    """Print for each form what was said and whether it is true."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("units", type=int, nargs="?", default=300)
    units = parser.parse_args().units
    converter = as_pdf if shutil.which("soffice") and FONTS.is_dir() else None
    for form, year in YEARS.items():
        with tempfile.TemporaryDirectory() as folder:
            made = january(
                Workspace(ROOT / "templates"), Path(folder, "data"), year, units, word=40,
                pdf=10 if converter else 0, missing=12, wrong=9, copied=3, twice=2, converter=converter,
            )  # fmt: skip
            words = ["collect", str(year), "--data", str(made.data), "--out", f"{folder}/out"]
            start = time.monotonic()
            ran = subprocess.run(
                [sys.executable, str(ROOT / "build.py"), *words],
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            taken = time.monotonic() - start
            head = ran.stdout.partition("\n")[0]
            print(f"{form} {units} units in {taken:.0f} s, exit {ran.returncode}: {head}")
            said = compared(made, head)
            wrong = "、".join(name for name, true in said.items() if not true)
            print(
                f"     true: {sum(said.values())} of {len(said)}{f'; not: {wrong}' if wrong else ''}",
                flush=True,
            )


if __name__ == "__main__":
    main()
