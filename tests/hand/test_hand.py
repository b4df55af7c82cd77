"""Every usual slip of a clerk is told at its place, and the remedy mends it."""

from __future__ import annotations

import random
import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import ROOT, Run

from hand.slips import SAMPLE, WORKSPACE, Slip, followed, grave, sample, slips, told, verdict
from nianbao.datafile.mend import mend
from nianbao.findings.codes.of_figures import WRONG_ROW_LENGTH
from nianbao.findings.codes.of_sums import SUM_MISMATCH

KINDS = list(dict.fromkeys(slip.kind for slip in slips()))
LEAST = 0.95


@cache
def verdicts() -> dict[str, list[tuple[Slip, str]]]:
    found: dict[str, list[tuple[Slip, str]]] = {kind: [] for kind in KINDS}
    for slip in slips():
        found[slip.kind].append((slip, verdict(slip)))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_slip_has_three_variants_on_two_forms(kind: str) -> None:
    mine = [slip for slip, _ in verdicts()[kind]]
    assert len(mine) >= 3
    assert len({slip.year for slip in mine}) >= 2


def test_slips_are_told_at_their_line_in_words_with_a_remedy_that_mends_them() -> None:
    each = [(slip, wrong) for found in verdicts().values() for slip, wrong in found]
    bad = [f"{slip.kind}: {slip.changed}: {wrong}" for slip, wrong in each if wrong]
    assert len(bad) <= (1 - LEAST) * len(each), "\n".join(bad)


# ── the very cell ───────────────────────────────────────────────────────────────────────────────


def written_out(year: int) -> str:
    """The sample's file with every total typed."""
    report = told(year, sample(year)).report
    assert report
    lines = sample(year).split("\n")
    for indicator in report.form.values:
        figures = report.row(indicator)
        typed = [f for f in figures if not f.computed]
        if len(figures) > 1 and typed:
            at = typed[0].span.line - 1
            key = lines[at].partition(":")[0]
            lines[at] = f"{key}: {' '.join(f.text for f in figures)}"
    return "\n".join(lines)


def rows(year: int) -> list[tuple[int, list[str]]]:
    """The rows of the table of applications: line, figures."""
    lines = written_out(year).split("\n")
    begin = next(n for n, line in enumerate(lines) if line.startswith("  收到和处理申请:"))
    return [
        (n, lines[n].partition(":")[2].split())
        for n in range(begin + 1, len(lines))
        if lines[n].startswith("    ") and len(lines[n].partition(":")[2].split()) == 7
    ]


def with_row(year: int, at: int, figures: list[str]) -> str:
    lines = written_out(year).split("\n")
    lines[at] = f"{lines[at].partition(':')[0]}: {' '.join(figures)}"
    return "\n".join(lines)


@pytest.mark.parametrize("year", [2020, 2025])
@pytest.mark.parametrize("by", [1, -1, 10])
def test_every_figure_that_is_off_is_found_at_its_cell_with_its_value(year: int, by: int) -> None:
    counted: Counter[bool] = Counter()
    assert grave(told(year, written_out(year))) == []
    for at, figures in rows(year):
        for column, figure in enumerate(figures):
            if int(figure) + by < 0:
                continue
            wrong = [*figures[:column], str(int(figure) + by), *figures[column + 1 :]]
            (first, *_) = grave(told(year, with_row(year, at, wrong)))
            place = sum(len(each) + 1 for each in wrong[:column])
            text = with_row(year, at, wrong).split("\n")[at]
            start = text.index(": ") + 3 + place
            right = (first.span.line, first.span.column) == (at + 1, start)
            counted[right and first.help.startswith(f"改成 {figure}")] += 1
    print(f"{year}, {by:+}: {counted[True]}/{counted.total()} cells")
    assert counted[True] >= 0.98 * counted.total()


@pytest.mark.parametrize("year", [2020, 2025])
def test_every_figure_left_out_and_every_pair_exchanged_is_found_in_its_row(year: int) -> None:
    counted: Counter[str] = Counter()
    for at, figures in rows(year):
        for column in range(6):
            short = [*figures[:column], *figures[column + 1 :]]
            if len(set(short[column:])) == 1 and short[column:-1] and sum(map(int, short)) == 0:
                continue  # 0 0 0 0 0 0: the total may be left out
            findings = grave(told(year, with_row(year, at, short)))
            if not findings and int(figures[column]) == 0 == int(figures[-1]):
                continue
            mine = [f for f in findings if f.span.line == at + 1 and f.code == WRONG_ROW_LENGTH]
            counted["left out"] += 1
            counted["left out, found"] += bool(mine) and len(findings) == 1
        for one, other in pairwise(range(6)):
            if figures[one] == figures[other]:
                continue
            swapped = list(figures)
            swapped[one], swapped[other] = figures[other], figures[one]
            findings = grave(told(year, with_row(year, at, swapped)))
            places = [s.line for f in findings for s in (f.span, *(r.span for r in f.related))]
            named = at + 1 in places and findings[0].code == SUM_MISMATCH
            counted["exchanged, one of several rows"] += len(places) > 1
            counted["exchanged"] += 1
            counted["exchanged, found"] += named and len(findings) == 1
    print(year, dict(counted))
    assert counted["left out, found"] >= 0.98 * counted["left out"]
    assert counted["exchanged, found"] >= 0.98 * counted["exchanged"]


# ── the file ────────────────────────────────────────────────────────────────────────────────────

FILES = {
    "2025.yaml.txt": "改名为 2025.yaml",
    "2025.yml": "改名为 2025.yaml",
    "2025.YAML": "改名为 2025.yaml",
    "2025年.yaml": "改名为 2025.yaml",
    "2024.yaml": "现有 2024 年的数据",
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_another_name_is_told(name: str, tmp_path: Path, build: Run) -> None:
    (tmp_path / "示例局").mkdir()
    (tmp_path / "示例局" / name).write_text(sample(2025), encoding="utf-8")
    ran = build("check", "2025", "--agency", "示例局", "--data", str(tmp_path))
    assert ran.returncode == 2
    assert FILES[name] in ran.stderr


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "在机关文件夹里：示例局"),
        ("示例", "是否指“示例局”"),
        ("水务局", "在机关文件夹里：示例局"),
    ],
    ids=["forgotten", "cut short", "another"],
)
def test_a_forgotten_agency_is_named(typed: str, said: str, tmp_path: Path, build: Run) -> None:
    for agency, year in (("示例局", 2025), ("水务局", 2024)):
        (tmp_path / agency).mkdir()
        (tmp_path / agency / f"{year}.yaml").write_text(sample(year), encoding="utf-8")
    order = ["--agency", typed] if typed else []
    ran = build("check", "2025", *order, "--data", str(tmp_path))
    assert ran.returncode == 2
    assert said in ran.stderr


@pytest.mark.parametrize(
    ("encoding", "told_as"), [("gb18030", "GBK"), ("utf-16", "UTF-16"), ("utf-8-sig", "")]
)
def test_another_encoding_is_told_and_a_mark_at_the_beginning_is_none(
    encoding: str, told_as: str, tmp_path: Path, build: Run
) -> None:
    for year in (2024, 2025):
        (tmp_path / f"{year}.yaml").write_bytes(
            sample(year).encode(encoding if year == 2025 else "utf-8")
        )
    ran = build("check", "2025", "--data", str(tmp_path))
    assert ran.returncode == (1 if told_as else 0)
    assert told_as in ran.stdout
    assert not told_as or "另存为" in ran.stdout


# ── fix ─────────────────────────────────────────────────────────────────────────────────────────

MECHANICAL = {
    "键后面是全角冒号", "键里有看不见的字符", "数字是全角的", "数带着单位", "金额带着万元",
    "数里有分隔号", "日期写法不对", "行分隔符", "一行多缩进了两格", "贴进来的段落前面没有“- ”",
}  # fmt: skip


ANOTHER = re.compile("1[,，]462|    举报投诉数量")  # another figure; a key that a person must move


@pytest.mark.thorough
def test_fix_mends_three_hundred_files_and_keeps_every_other_byte() -> None:
    generator = random.Random(20261125)  # noqa: S311 the same ones in each run
    mechanical = [s for s in slips() if s.kind in MECHANICAL and not ANOTHER.search(s.after)]
    right = 0
    for _ in range(300):
        year = generator.choice([2018, 2025])
        chosen = generator.sample([s for s in mechanical if s.year == year], 3)
        text, wanted = sample(year), sample(year)
        for slip in chosen:
            old, new = _difference(slip)
            if text.count(old) == 1:
                text = text.replace(old, new)
        path = SAMPLE / f"{year}.yaml"
        mended, _ = mend(WORKSPACE, path, year, text.encode("utf-8"))
        again, _ = mend(WORKSPACE, path, year, mended)
        assert again == mended, "twice is once"
        if _loosely(mended.decode("utf-8")) == _loosely(wanted):
            right += 1
        else:
            print(
                set(_loosely(mended.decode("utf-8")).split("\n"))
                ^ set(_loosely(wanted).split("\n"))
            )
    print(f"{right}/300 files mended right")
    assert right == 300


def _difference(slip: Slip) -> tuple[str, str]:
    """The lines that a slip changes, before and after."""
    old, new = slip.before.split("\n"), slip.after.split("\n")
    at = slip.line - 1
    return f"\n{old[at]}\n", f"\n{new[at]}\n"


def _loosely(text: str) -> str:
    """A file in which several blanks are one."""
    return re.sub(" {2,}", " ", text)


def test_a_slip_that_is_followed_is_the_sample_again() -> None:
    slip = next(slip for slip in slips() if slip.kind == "数带着单位")
    (finding,) = grave(told(slip.year, slip.after))
    assert followed(slip, finding) == slip.before
    assert (ROOT / "tests/hand/cases.yaml").exists()
