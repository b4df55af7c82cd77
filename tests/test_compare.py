"""compare: figures against an independent reading of the printed years, texts, structure, sources."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
from decimal import Decimal
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, WORKSPACE, Run
from lxml import html
from printed_years import FORMS, YEARS, printed, reckoned, same

from nianbao.compare.pairing import LIKE, clauses, edits, likeness, pairs
from nianbao.form.counterparts import counterparts, different

DATA = ["--data", str(ROOT / "data"), "--agency", "示例局"]
PAIRS = [*((year - 1, year) for year in YEARS[1:]), (2018, 2025), (2016, 2019), (2019, 2025)]


def compared(build: Run, new: str | int, old: str | int, *more: str) -> dict[str, Any]:
    """What compare says for a program."""
    ran = build("compare", str(new), str(old), *DATA, "--format", "json", *more)
    assert (ran.returncode, ran.stderr) == (0, "")
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


# ── figures ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_the_figures_are_those_that_a_reader_finds_in_the_printed_reports(
    old: int, new: int, build: Run
) -> None:
    mine, theirs = printed(old), printed(new)
    expected = [reckoned(mine[one], theirs[other]) for one, other in same(old, new)]
    found = compared(build, new, old, "--all")
    told = [(f["old"], f["new"], f["difference"], f["percent"]) for f in found["figures"]]
    assert len(told) == found["compared"] == len(expected) >= 5
    if FORMS[old] == FORMS[new]:
        assert told == expected  # in the order of print, too
    assert sorted(map(str, told)) == sorted(map(str, expected))
    changed = compared(build, new, old)["figures"]
    assert changed == [f for f in found["figures"] if f["old"] != f["new"]]
    assert len(found["apart"]["old"]) == len(mine) - len(expected)
    assert len(found["apart"]["new"]) == len(theirs) - len(expected)


def test_no_pair_is_made_that_the_lineage_does_not_name() -> None:
    """As a reader of form.yaml with a plain YAML parser sees it, through the form between too."""
    counted = 0
    for new, old in (("2021", "2019"), ("2019", "2014"), ("2021", "2014")):
        one, other = WORKSPACE.form(new)[0], WORKSPACE.form(old)[0]
        assert one
        assert other
        for cell, before in counterparts(one, other, WORKSPACE).items():
            counted += 1
            assert is_named(new, old, cell.indicator.reference, before.indicator.reference), cell
    assert counted == 237 + 5 + 5


def lineage(new: str) -> dict[str, Any]:
    text = (ROOT / f"templates/{new}/form.yaml").read_text(encoding="utf-8")
    (only,) = yaml.load(text, yaml.BaseLoader)["沿革"]  # noqa: S506  texts alone
    found: dict[str, Any] = only
    return found


def is_named(new: str, old: str, row: str, before: str) -> bool:
    """Whether 沿革 names two rows: by names, or by a table whose rows have the same names."""

    def bare(text: str) -> str:
        return "".join(char for char in text if char.isalnum())

    step = lineage(new)
    named = {
        (bare(one.partition(".")[0]), bare(other.split(".")[-1]))
        for one, other in step["指标"].items()
    } | {
        (bare(one.partition(".")[0]), bare(other.split(".")[0]))
        for one, other in step["指标"].items()
    }
    last = (bare(row.rsplit(".", maxsplit=1)[-1]), bare(before.rsplit(".", maxsplit=1)[-1]))
    if step["旧表式"] == old:
        return last in named or (bool(step.get("同表")) and row == before)
    middle = step["旧表式"]
    return row == before or is_named(middle, old, row, before)


def test_what_the_lineage_sets_beside_each_other_but_counts_something_else_is_not_compared(
    build: Run,
) -> None:
    found = compared(build, 2021, 2020)
    beside = {each["cell"]: each["beside"] for each in found["apart"]["new"] if each["beside"]}
    assert beside == {
        "规章.现行有效件数": "规章.对外公开总数量",
        "行政规范性文件.现行有效件数": "规范性文件.对外公开总数量",
    }
    one, other = WORKSPACE.form("2021")[0], WORKSPACE.form("2019")[0]
    assert one
    assert other
    paired = counterparts(one, other, WORKSPACE)
    assert not set(different(one, other)) & set(paired)
    text = build("compare", "2021", "2020", *DATA).stdout
    assert "行政规范性文件·现行有效件数" in text
    assert "另一份里相近而口径不同的“规范性文件·对外公开总数量”是" in text
    assert "现行有效件数要重新清点" in text


def test_another_form_is_never_a_drop_to_zero(build: Run) -> None:
    for new, old in ((2019, 2018), (2021, 2020)):
        text = build("compare", str(new), str(old), *DATA).stdout
        figures, _, apart = text.partition("口径不同，没有比")
        assert "收到申请数" not in figures or new == 2021
        assert apart.count("口径不同，没有比") == 1  # the old one's, and the new one's
        assert "100.0%" not in apart


def test_the_older_year_is_the_old_one_whichever_is_typed_first(build: Run) -> None:
    assert compared(build, 2024, 2025) == compared(build, 2025, 2024)
    assert compared(build, 2025, 2024)["old"]["year"] == 2024


def test_without_a_second_one_it_is_last_year(build: Run) -> None:
    alone = build("compare", "2025", *DATA).stdout
    assert alone == build("compare", "2025", "2024", *DATA).stdout
    assert "data/示例局/2025.yaml:59:30" in alone  # the place of the figure


# ── sources ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder of data under git with a change in it."""
    folder = tmp_path / "data"
    folder.mkdir()
    for year in (2024, 2025):
        shutil.copy(ROOT / f"data/示例局/{year}.yaml", folder)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "one")
    path = folder / "2025.yaml"
    text = path.read_text(encoding="utf-8")
    assert "行政处罚:                      59" in text
    text = text.replace("行政处罚:                      59", "行政处罚:                      61")
    path.write_text(text.replace("更新6次", "更新8次"), encoding="utf-8")
    git(tmp_path, "commit", "-q", "-a", "-m", "two")
    return folder


def git(folder: Path, *order: str) -> None:
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "core.quotepath=false"]
    subprocess.run(["git", "-C", str(folder), *who, *order], check=True, capture_output=True)


def test_a_git_revision_is_compared(office: Path, build: Run) -> None:
    order = ["2025", "HEAD~1:data/2025.yaml", "--data", str(office), "--format", "json"]
    ran = build("compare", *order)
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    (figure,) = found["figures"]
    assert (figure["label"], figure["old"], figure["new"]) == ("行政处罚", "59", "61")
    assert figure["oldPlace"].startswith("HEAD~1:data/2025.yaml:62:")
    edited = [text["clauses"] for text in found["texts"]]
    assert [[(e["old"], e["new"]) for e in each] for each in edited] == [
        [("更新6次。", "更新8次。")],
        [("作出行政处罚决定59件，", "作出行政处罚决定61件，")],
    ]


def test_a_word_file_is_compared_by_way_of_the_importer(build: Run) -> None:
    (word,) = (ROOT / "reports/示例局/2024").glob("*.docx")
    with_data = compared(build, 2025, 2024)
    with_word = compared(build, 2025, str(word))
    bare = ("cell", "old", "new", "difference", "percent")
    assert [[f[k] for k in bare] for f in with_word["figures"]] == [
        [f[k] for k in bare] for f in with_data["figures"]
    ]
    assert with_word["figures"][0]["oldPlace"].endswith(".docx")
    assert len(with_word["texts"]) == len(with_data["texts"])


def test_another_agency_is_compared(build: Run) -> None:
    ran = build("compare", "2017", "示例局", "--data", str(ROOT / "data"), "--format", "json")
    found = json.loads(ran.stdout)
    assert found["old"]["agency"] == "示例市示例局"
    assert found["new"]["agency"] == "市规划局"
    assert found["compared"] == 58
    ran = build("compare", "2017", "示例局/2018", "--data", str(ROOT / "data"), "--format", "json")
    assert json.loads(ran.stdout)["new"]["year"] == 2018


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["2025", "没有的"], "不知道“没有的”指哪一份"),
        (["2025", "1999"], "没有"),
        (["2025", "HEAD~1:data/1999.yaml"], "git 里没有"),
        (["2025", "没有.docx"], "没有 没有.docx"),
        (["2025", str(ROOT / "templates/report.html")], "没有找到年报的统计表"),
        (["2025", "../data"], "不知道"),
        (["2016"], "没有"),
        (["2025", "2024", "--into", "x.docx"], "--into 的文件名以"),
    ],
)
def test_what_is_no_report_is_said_in_one_line(words: list[str], says: str, build: Run) -> None:
    ran = build("compare", *words, *DATA)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert says in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


def test_data_that_cannot_be_read_are_told_as_findings(tmp_path: Path, build: Run) -> None:
    shutil.copy(ROOT / "data/示例局/2025.yaml", tmp_path)
    (tmp_path / "2024.yaml").write_text("年度: [2024\n", encoding="utf-8")
    ran = build("compare", "2025", "--data", str(tmp_path))
    assert ran.returncode == 1
    assert "2024.yaml:" in ran.stdout


def test_data_with_mistakes_are_compared_and_that_is_said(tmp_path: Path, build: Run) -> None:
    for year in (2024, 2025):
        shutil.copy(ROOT / f"data/示例局/{year}.yaml", tmp_path)
    path = tmp_path / "2025.yaml"
    text = path.read_text(encoding="utf-8").replace(
        "行政许可:                     462", "行政许可:"
    )
    path.write_text(text, encoding="utf-8")
    ran = build("compare", "2025", "--data", str(tmp_path))
    assert ran.returncode == 0
    assert "处错误，读不出的数没有比；先用 check 看" in ran.stdout
    (row,) = [line for line in ran.stdout.splitlines() if line.startswith("  行政许可 ")]
    assert row.split()[1:5] == ["437", "未填", "—", "—"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("", "—"), ("2026-02-30", "—"), ("2026-01-17", "2026年1月17日")],
)
def test_a_day_that_was_not_typed_is_none(
    typed: str, shown: str, tmp_path: Path, build: Run
) -> None:
    for year in (2024, 2025):
        shutil.copy(ROOT / f"data/示例局/{year}.yaml", tmp_path)
    path = tmp_path / "2025.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("成文日期: 2026-01-16", f"成文日期: {typed}"), encoding="utf-8")
    said = build("compare", "2025", "--data", str(tmp_path)).stdout
    assert f"成文日期：2025年1月20日 → {shown}\n" in said


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make on this machine")
@pytest.mark.parametrize("word", ["$(shell touch evil)", "`touch evil`", "'; touch evil; '", "-x"])
def test_make_compares_and_runs_nothing(word: str) -> None:
    order = ["make", "--silent", "compare", "YEAR=2025", "AGENCY=示例局"]
    ran = subprocess.run(order, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert ran.returncode == 0
    assert "比了 200 个，变了 80 个" in ran.stdout
    ran = subprocess.run(
        [*order, f"WITH={word}"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert ran.returncode == 1
    assert len(ran.stderr.splitlines()) == 1
    assert not (ROOT / "evil").exists()


# ── shown ───────────────────────────────────────────────────────────────────────────────────────


def test_a_page_says_what_the_program_is_told(build: Run, tmp_path: Path) -> None:
    target = tmp_path / "比较.html"
    ran = build("compare", "2025", "2024", *DATA, "--into", str(target))
    assert ran.returncode == 0
    assert "已写" in ran.stdout
    document: Any = html.document_fromstring(target.read_text(encoding="utf-8"))
    heading = "示例市示例局2024年与2025年政府信息公开工作年度报告比较"
    assert document.findtext(".//h1") == heading
    found = compared(build, 2025, 2024)
    (figures,) = document.xpath("//table[caption[@id='数']]")
    rows = [[cell.text_content() for cell in row] for row in figures.iter("tr")][1:]
    assert [row[2:4] for row in rows] == [[f["old"], f["new"]] for f in found["figures"]]
    (texts,) = document.xpath("//table[caption[@id='正文']]")
    marked = [row for row in texts.iter("tr") if row.find("td") is not None]
    assert len(marked) == len(found["texts"])
    twin = shutil.copy(ROOT / "data/示例局/2025.yaml", tmp_path / "草稿.yaml")
    assert build("compare", "2025", str(twin), *DATA, "--into", str(target)).returncode == 0
    assert re.search("<h1>.*草稿.yaml 与 .*2025.yaml 比较</h1>", target.read_text("utf-8"))
    for row, text in zip(marked, found["texts"], strict=True):
        cell = row[2]
        new = "".join(cell.xpath(".//text()[not(ancestor::del)]"))
        old = "".join(cell.xpath(".//text()[not(ancestor::ins)]"))
        assert (old, new) == (text["old"] or "", text["new"] or "")


def test_a_page_is_escaped(tmp_path: Path, build: Run) -> None:
    for year in (2024, 2025):
        shutil.copy(ROOT / f"data/示例局/{year}.yaml", tmp_path)
    path = tmp_path / "2025.yaml"
    text = path.read_text(encoding="utf-8").replace("更新6次", "更新<b>6</b>次&nbsp;")
    path.write_text(text, encoding="utf-8")
    ran = build("compare", "2025", "--data", str(tmp_path), "--format", "html")
    assert "更新&lt;b&gt;6&lt;/b&gt;次&amp;nbsp;" in ran.stdout
    assert "<b>" not in ran.stdout


def test_the_structure_is_compared(build: Run) -> None:
    found = {each["what"]: each for each in compared(build, 2019, 2018)["structure"]}
    assert found["各部分"]["new"].startswith("总体情况、主动公开政府信息情况")
    assert found["成文日期"]["old"] == "2019年1月21日" or found["成文日期"]["old"].startswith(
        "2019年"
    )
    assert "表式" in found


# ── pairing ─────────────────────────────────────────────────────────────────────────────────────


def test_clauses_are_the_text_again() -> None:
    text = "收到申请3件，其中“网络”2件；办结3件。（无结转）没有收费！"
    assert "".join(clauses(text)) == text
    assert clauses("收到3件，办结2件。") == ["收到3件，", "办结2件。"]


@pytest.mark.parametrize(
    ("old", "new", "marks"),
    [
        ("新收申请118件，办结120件。", "新收申请126件，办结120件。", [("118", "126")]),
        ("新收申请118件，办结120件。", "新收申请118件，办结127件。", [("120", "127")]),
        ("收费12.5万元。", "收费12.75万元。", [("12.5", "12.75")]),  # never within a number
        ("没有收费。", "没有收费。没有减免。", [("", "没有减免。")]),
        ("甲，乙，丙。", "甲，丙。", [("乙，", "")]),
        ("", "新的一段。", [("", "新的一段。")]),
        ("旧的一段。", "", [("旧的一段。", "")]),
        ("同样的。", "同样的。", []),
    ],
)
def test_an_edit_is_one_mark(old: str, new: str, marks: list[tuple[str, str]]) -> None:
    assert [tuple(edit) for edit in edits(old, new) if not edit.same] == marks


def test_edits_of_random_texts_give_back_both() -> None:
    rng = random.Random(18)  # noqa: S311  not a secret
    letters = "收到申请办结件数1234，。；（）“”\n a"
    for _ in range(2000):
        old = "".join(rng.choices(letters, k=rng.randrange(40)))
        new = list(old)
        for _ in range(rng.randrange(6)):
            place = rng.randrange(len(new) + 1)
            new[place : place + rng.randrange(3)] = rng.choices(letters, k=rng.randrange(4))
        found = edits(old, "".join(new))
        assert "".join(edit.old for edit in found) == old
        assert "".join(edit.new for edit in found) == "".join(new)
        assert all(one.same != other.same for one, other in pairwise(found))


def test_pairs_are_in_order_and_leave_none_out() -> None:
    rng = random.Random(7)  # noqa: S311  not a secret
    for _ in range(200):
        old = ["".join(rng.choices("甲乙丙丁戊", k=8)) for _ in range(rng.randrange(9))]
        new = [text for text in old if rng.random() < 0.8]
        rng.shuffle(new)
        new += ["".join(rng.choices("己庚辛壬癸", k=8))]
        found = list(pairs(old, new))
        assert [i for i, _ in found if i is not None] == list(range(len(old)))
        assert [j for _, j in found if j is not None] == list(range(len(new)))
        for i, j in found:
            if i is not None and j is not None:
                assert likeness(old[i], new[j]) >= LIKE


def test_pairs_are_the_most_alike_together() -> None:
    """Against every choice there is."""
    rng = random.Random(5)  # noqa: S311  not a secret
    for _ in range(150):
        old, new = (["".join(rng.choices("甲乙丙", k=5)) for _ in range(4)] for _ in range(2))
        if set(old) & set(new):
            continue
        found = sum(
            likeness(old[i], new[j]) for i, j in pairs(old, new) if i is not None and j is not None
        )
        most = 0.0
        for count in range(1, 5):
            for one in combinations(range(4), count):
                for other in combinations(range(4), count):
                    alike = [likeness(old[i], new[j]) for i, j in zip(one, other, strict=True)]
                    if min(alike) >= LIKE:
                        most = max(most, sum(alike))
        assert Decimal(str(found)).quantize(Decimal("1e-9")) == Decimal(str(most)).quantize(
            Decimal("1e-9")
        )
