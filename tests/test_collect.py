"""collect: what a superior is told of the units of a list, their sums, and what goes back to them."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from collecting import SUPERIOR, January, flat, january
from conftest import ROOT, WORKSPACE, Run
from docx import Document
from offices import name_of, write, year_of

from nianbao.many.roster import DEPARTMENT, LOWER, OWN, TOWN, Roster, bind_roster
from nianbao.reading.yamltree import read_tree
from nianbao.source import Source

YEARS = {"2014": 2017, "2019": 2020, "2021": 2025}


def roster(text: str) -> tuple[Roster, list[str]]:
    found, findings = bind_roster(read_tree(Source.from_text("机构.yaml", text)))
    return found, [f"{f.span.line}: {f.message} [{f.code}]" for f in findings]


def collect(data: Path, year: int, build: Run, *more: str) -> subprocess.CompletedProcess[str]:
    return build(
        "collect", str(year), "--data", str(data), "--out", str(data.parent / "out"), *more
    )


def listed(data: Path, *units: str, head: str = "") -> None:
    (data / "机构.yaml").write_text(
        f"{head}单位:\n" + "".join(f"  - {unit}\n" for unit in units), encoding="utf-8"
    )


def table(data: Path, year: int) -> dict[str, dict[str, str]]:
    path = data.parent / f"out/收报/{year}/收报情况.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["单位"]: row for row in csv.DictReader(file)}


def letter(data: Path, year: int, name: str) -> str:
    document = Document(str(data.parent / f"out/收报/{year}/退回/{name}.docx"))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


# ── the list ────────────────────────────────────────────────────────────────────────────────


def test_a_list_says_who_has_to_report_in_which_year() -> None:
    found, wrong = roster(
        "限期: 01-20\n单位:\n  - 示例市教育局\n"
        "  - {名称: 示例市水务局, 曾用名: 示例市水利局, 文件夹: 水务, 自: 2019}\n"
        "  - {名称: 示例市旅游局, 止: 2018, 并入: 示例市文化广电和旅游局, 限期: 02-10}\n"
    )
    assert wrong == []
    assert found.due == (1, 20)
    assert [unit.name for unit in found.of_year(2018)] == ["示例市教育局", "示例市旅游局"]
    assert [unit.name for unit in found.of_year(2025)] == ["示例市教育局", "示例市水务局"]
    assert found.by_name["示例市水利局"] == [found.units[1]]
    assert found.units[0].folder == "示例市教育局"


def test_the_kind_of_a_unit_follows_from_its_name_unless_it_is_said() -> None:
    found, wrong = roster(
        "汇总: {机关: 示例市人民政府}\n单位:\n  - 示例市人民政府\n  - 示例市教育局\n  - 城东区人民政府\n"
        "  - 城东区东河街道办事处\n  - 城东区西山镇人民政府\n  - {名称: 高新区管委会, 类别: 下级政府}\n"
    )
    assert wrong == []
    assert [unit.kind for unit in found.units] == [OWN, DEPARTMENT, LOWER, TOWN, TOWN, LOWER]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "1: 文件是空的 [empty-file]"),
        ("限期: 1月20日\n单位: []\n", "1: 限期应当是“月-日” [bad-date]"),
        ("- 甲局\n- 乙局\n", "1: 整个文件应当是“键: 值”的写法，现在读到的不是 [wrong-shape]"),
        ("限期: 02-30\n单位: []\n", "1: 限期应当是“月-日” [bad-date]"),
        ("单位:\n  - {名字: 甲局}\n", "2: 单位没有“名字”，是否指“名称”？ [unknown-key]"),
        ("单位:\n  - {文件夹: 甲}\n", "2: 单位缺“名称” [missing-key]"),
        ("单位:\n  - {名称: 甲局, 文件夹: ../甲}\n", "2: “../甲”不能用作文件夹名 [bad-agency]"),
        ("单位:\n  - {名称: 甲局, 类别: 科室}\n", "2: 类别不能是“科室” [unknown-choice]"),
        ("单位:\n  - ../甲\n", "2: “../甲”不能用作文件夹名 [bad-agency]"),
        ("单位:\n  - {名称: 甲局, 自: 2020, 止: 2019}\n", "2: 自 2020 年、止 2019 年，先后倒了，"),
        ("单位:\n  - {名称: 甲局, 自: 20190}\n", "2: 自应当是四位年份 [bad-date]"),
        ("汇总: {机关: 甲府, 范围: ../乙}\n单位: []\n", "1: 范围“../乙”不能用在文件名里 [bad-agency]"),
        ("单位:\n  - 甲局\n  - 甲局\n", "3: “甲局”和前面的“甲局”名称相同 [duplicate-key]"),
        ("单位:\n  - 甲局\n  - {名称: 乙局, 文件夹: 甲局}\n", "3: “乙局”和前面的“甲局”文件夹相同 [duplicate-key]"),
        (
            "单位:\n  - {名称: 甲局, 上级: 东}\n  - {名称: 乙局, 上级: 西, 文件夹: 甲局}\n",
            "3: “乙局”和前面的“甲局”文件夹相同 [duplicate-key]",
        ),
        (
            "单位:\n  - {名称: 甲局, 上级: 东}\n  - {名称: 甲局, 上级: 西}\n  - {名称: 甲局, 上级: 西}\n",
            "4: “甲局”和前面的“甲局”名称相同 [duplicate-key]",
        ),
    ],
)  # fmt: skip
def test_a_mistake_in_the_list_is_a_finding(text: str, said: str) -> None:
    assert any(told.startswith(said) for told in roster(text)[1])


def test_what_an_empty_list_begins_with_is_said() -> None:
    for text in ("", "- 甲局\n"):
        _, (finding,) = bind_roster(read_tree(Source.from_text("机构.yaml", text)))
        assert finding.help.startswith("先写一行“单位:”")
    _, (tab,) = bind_roster(read_tree(Source.from_text("机构.yaml", "单位:\n\t- 甲局\n")))
    assert tab.help == "缩进只用空格，每层两个"


@pytest.mark.parametrize(
    ("unit", "counted"),
    [
        ("{名称: 甲局, 上级: 城东区人民政府}", False),
        ("{名称: 甲局, 上级: 城东区人民政府, 计入: 是}", True),
        ("{名称: 甲局, 上级: 示例省某局}", True),  # whose figures are in nobody's of the list
        ("{名称: 甲局, 上级: 示例省某局, 计入: 否}", False),
        ("甲局", True),
    ],
)
def test_whose_superior_is_in_the_list_is_not_added_a_second_time(unit: str, counted: bool) -> None:
    found, wrong = roster(f"单位:\n  - 城东区人民政府\n  - {unit}\n")
    assert wrong == []
    assert [each.counted for each in found.units] == [True, counted]


def test_a_unit_under_two_parents_stands_there_once() -> None:
    found, wrong = roster(
        "单位:\n  - {名称: 甲局, 上级: 城东区人民政府}\n  - {名称: 甲局, 上级: 示例省某局}\n"
    )
    assert wrong == []
    assert len(found.units) == 1
    assert [(one.parent, other.parent) for one, other in found.doubled] == [
        ("城东区人民政府", "示例省某局")
    ]


# ── a whole January ─────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module", params=list(YEARS.values()), ids=list(YEARS))
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> January:
    return january(
        WORKSPACE, tmp_path_factory.mktemp("january") / "data", request.param, 24,
        word=3, pdf=0, missing=2, wrong=2, copied=2, twice=1,
    )  # fmt: skip


def test_every_unit_is_in_the_state_that_it_was_brought_into(made: January, build: Run) -> None:
    said = collect(made.data, made.year, build)
    assert said.returncode == 1
    rows = table(made.data, made.year)
    assert [name for name, row in rows.items() if row["情况"] == "未报"] == made.missing
    assert [name for name, row in rows.items() if row["情况"] == "已撤并"] == made.abolished
    assert [name for name, row in rows.items() if int(row["错误"] or 0)] == made.wrong
    assert [name for name, row in rows.items() if row["另外的文件"]] == made.twice
    alike = {name for pair in made.copied.items() for name in pair}
    assert {name for name, row in rows.items() if row["与哪些单位雷同"]} == alike
    assert all(rows[name]["与哪些单位雷同"] == other for name, other in made.copied.items())
    came = len(made.names) - 1 - len(made.missing)
    head = said.stdout.partition("\n")[0]
    assert head == (
        f"应报 {len(made.names) - 1} · 已报 {came} · 未报 2 · 有错误 2 · 文字雷同 4 · 统计表相同 4 · "
        "报了几份 1 · 已撤并、不该报而报了 1"
    )
    page = (made.data.parent / f"out/收报/{made.year}/收报情况.html").read_text(encoding="utf-8")
    assert all(name in page for name in made.names)


def test_the_sums_are_those_of_an_independent_script(made: January, build: Run) -> None:
    collect(made.data, made.year, build)
    folder = made.data.parent / f"out/收报/{made.year}"
    text = (folder / "汇总（全市）.yaml").read_text(encoding="utf-8")
    summed = dict(flat(yaml.load(text, yaml.BaseLoader)["统计表"]))  # noqa: S506
    expected = made.sums()
    without_doubles = {key for key in expected if key not in summed}
    assert summed == {key: figure for key, figure in expected.items() if key in summed}
    named = {key[1] for key in without_doubles}
    assert named == (
        {"主动公开政府信息数", "回应公众关注热点或重大舆情数"} if made.year < 2019 else set()
    )
    with (folder / "汇总（全市）出处.csv").open(encoding="utf-8-sig", newline="") as file:
        origins = list(csv.DictReader(file))
    by_cell: dict[tuple[str, str], Decimal] = {}
    totals = {}
    for row in origins:
        cell = row["指标"], row["栏"]
        if row["单位"] == "合计":
            totals[cell] = row["数"]
        elif row["数"]:
            assert row["出处"]
            by_cell[cell] = by_cell.get(cell, Decimal(0)) + Decimal(row["数"])
    for cell, figure in totals.items():
        assert Decimal(figure.removeprefix("不大于 ")) == by_cell.get(cell, Decimal(0)), cell
    assert f"没有计入的 {len(made.missing)} 个单位" in text


def test_a_letter_says_what_is_wrong_and_what_to_do(made: January, build: Run) -> None:
    collect(made.data, made.year, build, "--date", "2026-02-03")
    said = letter(made.data, made.year, made.wrong[0])
    assert said.startswith(f"{made.wrong[0]}\n{made.year}年政府信息公开工作年度报告审核意见")
    assert "一、须改正的（1处）\n1.数据文件第" in said
    assert "各分项之和为" in said
    assert said.endswith(f"{SUPERIOR}\n2026年2月3日")
    assert "至今未收到" in letter(made.data, made.year, made.missing[0])
    copier, other = next(iter(made.copied.items()))
    assert f"与{other}的年度报告雷同" in letter(made.data, made.year, copier)


def test_the_superiors_own_figures_are_compared_with_the_sums(made: January, build: Run) -> None:
    data = made.data.parent / "whole"
    shutil.copytree(made.data, data)
    for name in made.missing:
        number = made.names.index(name)
        (data / name / f"{made.year}.yaml").write_text(
            year_of(WORKSPACE, number, made.year), encoding="utf-8"
        )
    out = data.parent / f"out/收报/{made.year}"
    collect(data, made.year, build)
    (data / "市政府").mkdir()
    text = (out / "汇总（全市）.yaml").read_text(encoding="utf-8")
    path = data / f"市政府/{made.year}.yaml"
    path.write_text(text, encoding="utf-8")
    right = collect(data, made.year, build).stdout
    assert "rollup-mismatch" not in right
    key = "  申请办结数:" if made.year < 2019 else "    部分公开:"
    line = next(each for each in text.split("\n") if each.lstrip().startswith(key.strip()))
    figure = line.split("#")[0].split()[-1]
    path.write_text(
        text.replace(line, line.replace(f" {figure}", f" {int(figure) + 1}", 1)), "utf-8"
    )
    said = collect(data, made.year, build).stdout
    number = text.split("\n").index(line) + 1
    assert f"{path}:{number}:" in said
    assert f" {int(figure) + 1}，{len(made.names) - 1} 个单位之和为 {figure}" in said


# ── single cases ────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    write(WORKSPACE, folder, range(3), (2024, 2025))
    return folder


def sent(data: Path, name: str, content: bytes) -> None:
    path = data / "收件/2025" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def document() -> bytes:
    (path,) = (ROOT / "reports/示例局/2025").glob("*.docx")
    return path.read_bytes()


def test_a_report_is_given_to_its_unit_by_title_former_name_signature_or_file(
    data: Path, build: Run
) -> None:
    sent(data, "1.docx", document())
    for units, doubt in [
        (["示例市示例局"], ""),
        (["{名称: 示例市新局, 曾用名: 示例市示例局}"], "曾用名“示例市示例局”，算作“示例市新局”"),
        (["示例局"], "题名“示例市示例局”，算作“示例局”"),
    ]:
        listed(data, *units)
        collect(data, 2025, build)
        ((_, row),) = table(data, 2025).items()
        assert row["情况"] == "已报"
        assert doubt in row["说明"]


@pytest.mark.parametrize(
    ("units", "whose"),
    [
        (["{名称: 甲局, 曾用名: 示例市示例局}", "示例市示例局"], "示例市示例局"),
        (["{名称: 甲局, 曾用名: 示例市示例局}", "{名称: 示例市示例局, 止: 2020}"], "甲局"),
        (["{名称: 甲局, 曾用名: 示例市示例局}", "{名称: 乙局, 曾用名: 示例市示例局}"], ""),
        (["{名称: 甲局, 曾用名: 示例市示例局}", "{名称: 乙局, 曾用名: 示例市示例局, 止: 2020}"], "甲局"),
        (["{名称: 示例市示例局, 自: 2024}", "{名称: 示例市示例局, 止: 2020}"], "示例市示例局"),
        (["示例市教育局", "示例市教育考试院"], ""),
    ],
)  # fmt: skip
def test_a_name_means_who_has_it_before_who_had_it(
    units: list[str], whose: str, data: Path, build: Run
) -> None:
    sent(data, "示例市教育局/1.docx", document())  # of 示例市示例局: the text says it
    listed(data, *units)
    said = collect(data, 2025, build).stdout
    came = [name for name, row in table(data, 2025).items() if row["情况"] != "未报"]
    assert came == ([whose] if whose else [])
    assert ("没有对上单位的文件 1" in said) is not bool(whose)
    assert "已撤并、不该报而报了" not in said


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        ("财政局.doc", "示例市财政局"),
        ("2025年市财政局年报（盖章）.doc", "示例市财政局"),
        ("城东区财政局.doc", ""),  # of another place
        ("财政局信息中心.doc", ""),  # a body below
        ("城市管理局.doc", "示例市城市管理局"),
        ("管理局.doc", ""),
        ("示例市财政局/年报.doc", "示例市财政局"),
        ("教育局.doc", ""),  # two
    ],
)
def test_a_file_that_cannot_be_read_is_of_whom_its_name_says(
    name: str, whose: str, data: Path, build: Run
) -> None:
    sent(data, name, b"\xd0\xcf\x11\xe0" + b"0" * 600)
    units = ("示例市财政局", "示例市城市管理局", "示例市教育局", "西山县教育局", "西山县财税局")
    listed(data, *units)
    said = collect(data, 2025, build).stdout
    assert [u for u, row in table(data, 2025).items() if row["情况"] == "读不懂"] == (
        [whose] if whose else []
    )
    assert whose or "这是旧格式的文件" in said.partition("没有对上单位的文件：")[2]


@pytest.mark.skipif(sys.platform != "linux", reason="names are text there")
def test_names_from_an_archive_of_windows_are_read(data: Path, build: Run) -> None:
    sent(data, "1.docx", document())
    folder = os.fsencode(data / "收件/2025")
    for name in ("示例局.docx", "水务局.doc"):
        Path(os.fsdecode(folder + b"/" + name.encode("gbk"))).write_bytes(b"")
    listed(data, "示例市示例局", "示例市水务局")
    said = collect(data, 2025, build)
    assert (said.returncode, said.stderr) == (1, "")
    assert "示例市水务局：" in said.stdout.partition("读不懂：")[2]
    assert table(data, 2025)["示例市示例局"]["另外的文件"].endswith("/收件/2025/示例局.docx")


def test_a_folder_that_passed_to_another_unit_is_the_others(data: Path, build: Run) -> None:
    unit = f"{{名称: {name_of(1)}, 文件夹: {name_of(0)}, 止: 2024}}"
    listed(data, f"{{名称: {name_of(0)}, 自: 2025}}", unit)
    head = collect(data, 2025, build).stdout.partition("\n")[0]
    assert head == "应报 1 · 已报 1"


def test_a_list_without_units_says_that_there_are_none(data: Path, build: Run) -> None:
    (data / "机构.yaml").write_text("单位: []\n", encoding="utf-8")
    assert collect(data, 2025, build).stdout.startswith("应报 0 · 已报 0\n")


def test_a_report_of_nobody_in_the_list_is_named(data: Path, build: Run) -> None:
    sent(data, "1.docx", document())
    listed(data, name_of(0))
    said = collect(data, 2025, build)
    assert "没有对上单位的文件 1" in said.stdout
    assert "题名是“示例市示例局”，名单里没有" in said.stdout


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "文件是空的"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 600, "这是旧格式的文件"),
        (b"PK\x03\x04 not a zip", "文件已损坏，打不开"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_what_to_do(
    content: bytes, why: str, data: Path, build: Run
) -> None:
    listed(data, "示例市示例局")
    sent(data, "示例市示例局2025.docx", content)
    collect(data, 2025, build)
    row = table(data, 2025)["示例市示例局"]
    assert row["情况"] == "读不懂"
    assert why in row["说明"]
    assert "报来的文件读不出来" in letter(data, 2025, "示例市示例局")


def test_a_report_of_another_year_is_none_of_this_year(data: Path, build: Run) -> None:
    (path,) = (ROOT / "reports/示例局/2024").glob("*.docx")
    sent(data, "1.docx", path.read_bytes())
    listed(data, "示例市示例局")
    said = collect(data, 2025, build).stdout
    assert table(data, 2025)["示例市示例局"]["情况"] == "年份不对"
    assert "是 2024 年的" in said


def test_a_report_that_was_signed_too_late_is_late(data: Path, build: Run) -> None:
    sent(data, "1.docx", document())  # of 16 January
    listed(data, "{名称: 示例市示例局, 限期: 01-15}")
    assert "逾期 1" in collect(data, 2025, build).stdout
    listed(data, "{名称: 示例市示例局, 限期: 01-16}")
    assert "逾期" not in collect(data, 2025, build).stdout.partition("\n")[0]


def test_a_report_without_a_day_is_not_late_nor_given_one(data: Path, build: Run) -> None:
    path = data / name_of(0) / "2025.yaml"
    text = path.read_text(encoding="utf-8")
    (typed,) = (line for line in text.split("\n") if line.startswith("成文日期:"))
    listed(data, f"{{名称: {name_of(0)}, 限期: 01-01}}")
    for day, shown in [
        (typed.partition(": ")[2], True),
        ("", False),
        ("2026年1月16日", False),
        ("2026-02-30", False),
    ]:
        path.write_text(text.replace(typed, f"成文日期: {day}"), encoding="utf-8")
        collect(data, 2025, build)
        row = table(data, 2025)[name_of(0)]
        assert (row["成文日期"], row["逾期"]) == ((day, "逾期") if shown else ("", ""))


def test_last_years_report_sent_again_is_told(data: Path, build: Run) -> None:
    name = name_of(0)
    last = (data / name / "2024.yaml").read_text(encoding="utf-8")
    again = last.replace("年度: 2024", "年度: 2025").replace("成文日期: 2025", "成文日期: 2026")
    (data / name / "2025.yaml").write_text(again, encoding="utf-8")
    listed(data, name, name_of(1))
    assert (
        f"与上年雷同：\n  {name}（文字有 100% 和上年相同，统计表完全相同）"
        in collect(data, 2025, build).stdout
    )
    assert table(data, 2025)[name_of(1)]["与上年雷同"] == ""


def test_the_same_text_with_other_figures_is_told_apart(data: Path, build: Run) -> None:
    one, other = name_of(0), name_of(1)
    head = (data / one / "2025.yaml").read_text(encoding="utf-8").partition("统计表:")[0]
    figures = (data / other / "2025.yaml").read_text(encoding="utf-8").partition("统计表:")[2]
    text = f"{head.replace(one, other)}统计表:{figures}".replace("用三个月时间", "用100天")
    (data / other / "2025.yaml").write_text(
        text.replace("新收申请{{", "新收申请共{{"), encoding="utf-8"
    )
    listed(data, one, other, name_of(2))
    said = collect(data, 2025, build).stdout
    assert f"雷同：\n  {one}、{other}（" in said
    assert "统计表相同" not in said.partition("\n")[0]


def test_figures_under_two_parents_are_told(data: Path, build: Run) -> None:
    one, other = name_of(0), name_of(1)
    text = (data / one / "2025.yaml").read_text(encoding="utf-8")
    for year in ("2024", "2025"):
        copy = (data / one / f"{year}.yaml").read_text(encoding="utf-8").replace(one, other)
        (data / other / f"{year}.yaml").write_text(copy, encoding="utf-8")
    assert text
    listed(data, f"{{名称: {one}, 上级: 城东区人民政府}}", f"{{名称: {other}, 上级: 示例省某局}}")
    said = collect(data, 2025, build).stdout
    assert f"{one}、{other} 的数一样：报在 城东区人民政府 和 示例省某局 之下" in said


def test_a_unit_on_another_form_is_listed_and_not_guessed(data: Path, build: Run) -> None:
    listed(data, name_of(0), name_of(1), head=f"汇总: {{机关: {SUPERIOR}}}\n")
    path = data / name_of(1) / "2025.yaml"
    old = year_of(WORKSPACE, 1, 2017).replace("年度: 2017", "年度: 2025\n表式: '2014'")
    path.write_text(old.replace("成文日期: 2018", "成文日期: 2026"), encoding="utf-8")
    collect(data, 2025, build)
    text = (data.parent / "out/收报/2025/汇总（全市）.yaml").read_text(encoding="utf-8")
    assert f"{name_of(1)}：表式不同（2014）" in text
    assert "以下各数是 1 个单位的数相加" in text


def test_a_letter_has_no_numbers_of_rules(data: Path, build: Run) -> None:
    text = (ROOT / "data/示例局/2025.yaml").read_text(encoding="utf-8")
    right = "重复申请:                                     3     0     0     0     1"
    assert right in text
    (data / "示例市示例局").mkdir()
    path = data / "示例市示例局/2025.yaml"
    path.write_text(text.replace(right, f"{right[:-1]}0"), encoding="utf-8")
    listed(data, "示例市示例局")
    assert "〔Q1、Q3〕" in collect(data, 2025, build).stdout
    assert "照各项合计应当是 1。改法：改成 1。" in letter(data, 2025, "示例市示例局")


def test_what_a_unit_left_empty_is_no_error_of_the_sum(data: Path, build: Run) -> None:
    listed(data, name_of(0), name_of(1), head=f"汇总: {{机关: {SUPERIOR}, 文件夹: 市政府}}\n")
    collect(data, 2025, build)
    own = data / "市政府/2025.yaml"
    own.parent.mkdir()
    shutil.copy(data.parent / "out/收报/2025/汇总（全市）.yaml", own)
    assert "市政府/2025.yaml 的数和各单位之和都对得上" in collect(data, 2025, build).stdout
    path = data / name_of(1) / "2025.yaml"
    text = path.read_text(encoding="utf-8")
    (row,) = (line for line in text.split("\n") if line.startswith("    行政许可:"))
    path.write_text(text.replace(row, "    行政许可:"), encoding="utf-8")
    said = collect(data, 2025, build).stdout
    assert f"没有填这一格的：{name_of(1)} [rollup-mismatch]" in said
    assert "错误 0 · 警告 1" in said
    path.write_text(text.replace(row, "    行政许可: 100000"), encoding="utf-8")
    assert "错误 1 · 警告 0" in collect(data, 2025, build).stdout


def test_a_unit_without_any_figure_is_not_among_those_that_are_added(
    data: Path, build: Run
) -> None:
    listed(data, name_of(0), name_of(1), head=f"汇总: {{机关: {SUPERIOR}}}\n")
    (data / name_of(1) / "2025.yaml").write_text("年度: 2025\n", encoding="utf-8")
    assert "汇总（全市）：1 个单位的数相加，没有计入的 1 个" in collect(data, 2025, build).stdout
    text = (data.parent / "out/收报/2025/汇总（全市）.yaml").read_text(encoding="utf-8")
    assert f"{name_of(1)}：统计表没有读出来" in text
    assert "没有填的" not in text


def test_rules_of_a_body_that_makes_none_are_not_added(data: Path, build: Run) -> None:
    path = data / name_of(0) / "2025.yaml"
    text = path.read_text(encoding="utf-8")
    line = next(each for each in text.split("\n") if each.startswith("    规章:"))
    path.write_text(text.replace(line, "    规章: 2 0 2"), encoding="utf-8")
    listed(data, name_of(0), name_of(1), head=f"汇总: {{机关: {SUPERIOR}}}\n")
    collect(data, 2025, build)
    made = (data.parent / "out/收报/2025/汇总（全市）.yaml").read_text(encoding="utf-8")
    (summed,) = (each for each in made.split("\n") if each.startswith("    规章:"))
    assert summed.split("#")[0].split()[1:] == ["0", "0", "0"]
    assert f"没有计入不制定规章的：{name_of(0)} 2" in summed


def test_governments_below_are_in_the_sum_of_the_whole_area_alone(data: Path, build: Run) -> None:
    listed(
        data, name_of(0), f"{{名称: {name_of(1)}, 类别: 下级政府}}", f"{{名称: {name_of(2)}, 计入: 否}}",
        head=f"汇总: {{机关: {SUPERIOR}, 范围: 全市}}\n",
    )  # fmt: skip
    said = collect(data, 2025, build).stdout
    assert "汇总（本级）：1 个单位的数相加" in said
    assert "汇总（全市）：2 个单位的数相加" in said


def test_a_letter_that_nothing_calls_for_any_more_goes_away_unless_it_was_edited(
    data: Path, build: Run
) -> None:
    sent(data, "示例市示例局.docx", b"")
    sent(data, "示例市另一局.docx", b"")
    listed(data, "示例市示例局", "示例市另一局")
    collect(data, 2025, build)
    folder = data.parent / "out/收报/2025/退回"
    edited = folder / "示例市另一局.docx"
    edited.write_bytes(edited.read_bytes() + b"edited")
    listed(data, name_of(0))
    collect(data, 2025, build)
    assert not (folder / "示例市示例局.docx").exists()
    assert edited.exists()


def test_names_and_texts_from_outside_run_nothing(data: Path, build: Run) -> None:
    name = "=HYPERLINK(1)<script>alert(1)</script>局"
    listed(data, f'{{名称: "{name}", 文件夹: 甲}}')
    collect(data, 2025, build)
    out = data.parent / "out/收报/2025"
    assert "<script>" not in (out / "收报情况.html").read_text(encoding="utf-8")
    assert "'=HYPERLINK" in (out / "收报情况.csv").read_text(encoding="utf-8-sig")
    (path,) = (out / "退回").iterdir()
    assert "<" not in path.name
    with zipfile.ZipFile(path) as package:
        assert b"<script>" not in package.read("word/document.xml")


def test_one_file_that_ends_its_process_keeps_back_no_other(data: Path, build: Run) -> None:
    listed(data, "示例市示例局", name_of(0))
    sent(data, "1.docx", document())
    sent(data, "坏.html", b"<table>" * 100_000)
    said = collect(data, 2025, build, "--jobs", "2")
    assert "Traceback" not in said.stdout + said.stderr
    assert "已报 2" in said.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["25"], "年份应当是四位数字"),
        (["2025", "--date", "昨天"], "--date 写成 2026-02-02"),
        (["2025", "--received", "没有"], "没有文件夹 没有"),
        (["2012"], "2012 年没有全国统一的表式"),
    ],
)
def test_misuse_is_a_line_in_chinese(words: list[str], said: str, data: Path, build: Run) -> None:
    listed(data, name_of(0))
    ran = build("collect", *words, "--data", str(data), "--out", str(data / "out"))
    assert (ran.returncode, said in ran.stderr) == (2, True)


def test_without_a_list_it_says_how_to_begin_one(tmp_path: Path, build: Run) -> None:
    ran = build("collect", "2025", "--data", str(tmp_path))
    assert ran.returncode == 2
    assert "把要报年报的单位列在里面" in ran.stderr
