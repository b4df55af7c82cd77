"""trend: lines against an independent reading of the printed years, gaps, csv, page."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, WORKSPACE, Run
from lxml import html
from printed_years import YEARS, printed

from nianbao.form.reader import read_form

DATA = ["--data", str(ROOT / "data"), "--agency", "示例局"]
NEW = "本年新收政府信息公开申请数量"
REFUSED = (
    "属于国家秘密", "其他法律行政法规禁止公开", "危及“三安全一稳定”", "保护第三方合法权益",
    "属于三类内部事务信息", "属于四类过程性信息", "属于行政执法案卷", "属于行政查询事项",
)  # fmt: skip
ABSENT = ("本机关不掌握相关政府信息", "没有现成信息需要另行制作", "补正后申请内容仍不明确")
DECLINED = (
    "信访举报投诉类申请", "重复申请", "要求提供公开出版物", "无正当理由大量反复申请",
    "要求行政机关确认或重新出具已获取信息",
)  # fmt: skip
OTHERWISE = (
    "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
)
PEOPLE = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
SUITS = ("未经复议直接起诉", "复议后起诉")


def rows(column: int, **labels: str) -> dict[str, tuple[tuple[str, str, int], ...]]:
    """Lines that are one row of print, by their labels."""
    return {label: (("", row, column),) for label, row in labels.items()}


# By the notices of the forms; a row that a year's form has not is not printed in it.
PRINTED = {
    **rows(
        0, 收到="收到申请数", 按时办结="按时办结数", 延期办结="延期办结数", 答复="申请答复数",
        已主动公开="属于已主动公开范围数", 同意公开="同意公开答复数", 不同意公开="不同意公开答复数",
        不属于本机关公开="不属于本行政机关公开数", 信息不存在="申请信息不存在数",
        更改补充="告知作出更改补充数", 其他途径办理="告知通过其他途径办理数", 当面="当面申请数",
        传真="传真申请数", 网络="网络申请数", 信函="信函申请数", 主动公开总数="主动公开政府信息数",
        政府公报="政府公报公开政府信息数", 政府网站="政府网站公开政府信息数",
        政务微博="政务微博公开政府信息数", 政务微信="政务微信公开政府信息数",
        其他方式="其他方式公开政府信息数", 专职="专职人员数", 兼职="兼职人员数",
        制发规范性文件="行政规范性文件", 新制作规范性文件="规范性文件",
    ),
    **rows(1, 废止规范性文件="行政规范性文件", 新公开规范性文件="规范性文件"),
    **rows(2, 现行有效规范性文件="行政规范性文件", 对外公开规范性文件="规范性文件"),
    **rows(
        6, 新收=NEW, 上年结转="上年结转政府信息公开申请数量", 办结="总计", 结转下年="结转下年度继续办理",
        予以公开="予以公开",
    ),
    **{name: (("", NEW, n),) for n, name in enumerate(PEOPLE)},
    **{name: (("", name, 2), ("", name, 0)) for name in ("行政许可", "行政处罚", "行政强制")},
    "部分公开": (("", "同意部分公开答复数", 0), ("", "部分公开", 6)),
    "复议被纠正": (("行政复议数量", "被依法纠错数", 0), ("", "行政复议", 1)),
    "诉讼被纠错": (("行政诉讼数量", "被依法纠错数", 0),),
    "行政复议（2016—2018 年口径）": (("", "行政复议数量", 0),),
    "行政诉讼（2016—2018 年口径）": (("", "行政诉讼数量", 0),),
    "行政复议（2019—2025 年口径）": (("", "行政复议", 4),),
}  # fmt: skip
SUMS = {
    "不予公开": [("", row, 6) for row in REFUSED],
    "无法提供": [("", row, 6) for row in ABSENT],
    "不予处理": [("", row, 6) for row in DECLINED],
    "其他处理": [
        ("", "其他处理", 6),
        *(("", row, 6) for row in OTHERWISE),
        ("其他处理", "其他", 6),
    ],
    "行政诉讼（2019—2025 年口径）": [("", row, 4) for row in SUITS],
    "诉讼被纠正": [("", row, 1) for row in SUITS],
}


def expected(label: str, year: int) -> str | None:
    """What a line should say of a year, from the printed reports."""
    there = printed(year)
    if label in SUMS:
        parts = [int(there[key]) for key in SUMS[label] if key in there]
        return str(sum(parts)) if parts else None
    return one(year, *PRINTED[label])


def one(year: int, *keys: tuple[str, str, int]) -> str | None:
    """The figure of a year under the first of these names that it is printed under."""
    return next((printed(year)[key] for key in keys if key in printed(year)), None)


def told(build: Run, *order: str) -> dict[str, Any]:
    ran = build("trend", *order, *DATA, "--format", "json")
    assert (ran.returncode, ran.stderr) == (0, "")
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def test_every_line_is_what_a_reader_finds_in_the_printed_reports(build: Run) -> None:
    found = told(build)
    compared = 0
    assert found["years"] == list(YEARS)
    assert found["breaks"] == [2019, 2021]
    for trend in found["trends"]:
        for line in trend["lines"]:
            want = {str(y): v for y in YEARS if (v := expected(line["label"], y)) is not None}
            assert line["figures"] == want, line["label"]
            compared += len(want)
    lines = [line["label"] for trend in found["trends"] for line in trend["lines"]]
    assert len(lines) == len(set(lines)) == len({**PRINTED, **SUMS}) == 55
    assert compared > 250


def test_a_line_is_joined_only_where_the_years_follow_and_mean_the_same(build: Run) -> None:
    lines = {line["label"]: line for t in told(build)["trends"] for line in t["lines"]}
    assert lines["新收"]["stretches"] == [list(range(2019, 2026))]  # 60号 and 30号 say it alike
    assert lines["收到"]["stretches"] == [[2016, 2017, 2018]]
    assert lines["部分公开"]["stretches"] == [list(YEARS)]  # one-to-one in both 沿革
    assert lines["对外公开规范性文件"]["stretches"] == [[2019, 2020]]
    assert lines["现行有效规范性文件"]["stretches"] == [list(range(2021, 2026))]


def test_a_year_that_is_not_there_is_a_gap(tmp_path: Path, build: Run) -> None:
    for year in (2021, 2022, 2024, 2025):
        shutil.copy(ROOT / f"data/示例局/{year}.yaml", tmp_path)
    ran = build("trend", "新收", "--data", str(tmp_path))
    assert ran.returncode == 0
    assert "没有 2023 年的数据" in ran.stdout
    row = next(line for line in ran.stdout.splitlines() if line.startswith("  新收"))
    assert row.split() == ["新收", "96", "94", "—", "119", "126"]
    ran = build("trend", "新收", "--data", str(tmp_path), "--format", "html")
    document: Any = html.document_fromstring(ran.stdout)
    assert [len(line.get("points").split()) for line in document.iter("polyline")] == [2, 2]
    (tmp_path / "2023.yaml").write_text("年度: [\n", encoding="utf-8")
    ran = build("trend", "新收", "--data", str(tmp_path))
    assert "2023.yaml 读不出，空着" in ran.stdout


def test_names_are_those_of_cells_or_of_exhibits_and_years_can_be_chosen(build: Run) -> None:
    found = told(build, "新收", "属于国家秘密", "--from", "2018", "--to", "2021")
    assert found["years"] == [2018, 2019, 2020, 2021]
    labels = [(t["title"], line["label"]) for t in found["trends"] for line in t["lines"]]
    assert labels == [("新收", "新收"), ("属于国家秘密", "属于国家秘密")]
    secret = found["trends"][1]["lines"][0]
    assert secret["figures"] == {
        str(y): one(y, ("", "涉及国家秘密", 0), ("", "属于国家秘密", 6)) for y in found["years"]
    }
    assert (
        secret["cells"]["2018"] == "依申请公开情况.申请答复数.不同意公开答复数.涉及国家秘密.统计数"
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["心收"], "是否指“新收”"),
        (["--from", "19"], "年份应当是四位数字"),
        (["结果维持"], "“结果维持”有几处，前面加上它的行：行政复议.结果维持、"),
        (["--from", "2025", "--to", "2020"], "--from 2025 比 --to 2020 晚"),
        (["--from", "2030"], "没有 2030— 年的数据"),
        (["--into", "x.docx"], "--into 的文件名以"),
        (["--agency", "没有"], "机关文件夹有 示例局"),
    ],
)
def test_trend_used_wrongly_says_so_in_one_line(words: list[str], says: str, build: Run) -> None:
    ran = build("trend", "--data", str(ROOT / "data"), "--agency", "示例局", *words)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert says in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


@pytest.mark.parametrize("kind", ["text", "json", "csv", "html"])
def test_what_a_person_is_told_does_not_get_into_what_a_program_reads(
    kind: str, tmp_path: Path, build: Run
) -> None:
    for year in (2023, 2024, 2025):
        shutil.copy(ROOT / f"data/示例局/{year}.yaml", tmp_path)
    (tmp_path / "2024.yaml").write_text("年度: 2024\n  x: [\n", encoding="utf-8")
    ran = build("trend", "--data", str(tmp_path), "--format", kind)
    told, read = (ran.stdout, "") if kind == "text" else (ran.stderr, ran.stdout)
    assert "2024.yaml 读不出，空着" in told
    assert "读不出" not in read
    assert kind != "json" or json.loads(read)["years"] == [2023, 2024, 2025]


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make on this machine")
def test_make_writes_a_trend(tmp_path: Path) -> None:
    order = ["make", "--silent", "trend", "AGENCY=示例局", "FROM=2023", "TO=2025"]
    ran = subprocess.run(order, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert ran.returncode == 0
    assert "2023  2024  2025" in ran.stdout
    target = tmp_path / "$(touch x).csv"
    ran = subprocess.run(
        [*order, f"FILE={target}"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert target.is_file()


def test_csv_is_the_table_that_a_spreadsheet_opens(build: Run, tmp_path: Path) -> None:
    target = tmp_path / "趋势.csv"
    assert build("trend", *DATA, "--into", str(target)).returncode == 0
    data = target.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    table = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert table[0] == ["组", "指标", "单位", *map(str, YEARS)]
    found = told(build)
    lines = [line for trend in found["trends"] for line in trend["lines"]]
    assert [row[1] for row in table[1:]] == [line["label"] for line in lines]
    for row, line in zip(table[1:], lines, strict=True):
        assert row[3:] == [line["figures"].get(str(year), "") for year in YEARS]


def test_the_page_says_the_same_in_its_tables_and_to_a_screen_reader(build: Run) -> None:
    document: Any = html.document_fromstring(build("trend", *DATA, "--format", "html").stdout)
    found = told(build)["trends"]
    tables, charts = list(document.iter("table")), list(document.iter("svg"))
    assert len(tables) == len(charts) == len(found)
    for table, chart, trend in zip(tables, charts, found, strict=True):
        body = [[cell.text_content() for cell in row] for row in table.find("tbody")]
        assert body == [
            [line["label"], *(line["figures"].get(str(y), "—") for y in YEARS)]
            for line in trend["lines"]
        ]
        (title,), (words,) = chart.xpath("./title"), chart.xpath("./desc")
        assert chart.get("aria-labelledby").split() == [title.get("id"), words.get("id")]
        for line in trend["lines"]:
            for year, figure in line["figures"].items():
                assert f"{year} 年 {figure}" in words.text
        joined = [s for line in trend["lines"] for s in line["stretches"] if len(s) > 1]
        assert len(chart.xpath(".//polyline")) == len(joined)
        marks = sum(len(s) for line in trend["lines"] for s in line["stretches"])
        assert len(chart.xpath(".//g[@transform]")) == marks + len(
            trend["lines"]
        )  # and the legend's


def test_no_two_lines_of_a_chart_have_the_same_dash_and_mark(build: Run) -> None:
    """So that they can be told apart without colour."""
    document: Any = html.document_fromstring(build("trend", *DATA, "--format", "html").stdout)
    most = 0
    for chart in document.iter("svg"):
        legend = [
            (path.get("stroke-dasharray"), html.tostring(path.getnext()[0]))
            for path in chart.xpath(".//path[contains(@d, 'h36')]")
        ]
        assert len(legend) == len(set(legend)) > 1
        most = max(most, len(legend))
    assert most >= 13


def test_each_form_says_what_readers_care_about() -> None:
    for name in ("2014", "2019", "2021"):
        form, findings = WORKSPACE.form(name)
        assert form
        assert findings == ()
        assert len(form.exhibits) == 6
        titles = {exhibit.title for exhibit in form.exhibits}
        assert {"申请的收到和办理", "办理结果", "行政复议、行政诉讼", "主动公开"} <= titles


def test_a_wrong_name_in_an_exhibit_or_a_lineage_is_found(tmp_path: Path) -> None:

    text = (ROOT / "templates/2021/form.yaml").read_text(encoding="utf-8")
    for old, new, says in (
        (
            "新收: 本年新收政府信息公开申请数量,",
            "新收: 本年新收申请,",
            "图解里的“本年新收申请”不是表里的一格",
        ),
        ("样式: 条", "样式: 饼", "样式不能是“饼”"),
        ("行政强制: 行政强制}", "行政强制: 行政强制, 收费: 行政事业性收费}", "一个单位"),
        ("同表: [收到和处理申请,", "同表: [收到申请,", "同表不能是“收到申请”"),
        (
            "口径不同: [行政规范性文件.现行有效件数,",
            "口径不同: [行政许可证,",
            "口径不同不能是“行政许可证”",
        ),
        (
            "行政强制: 行政强制.处理决定数量",
            "行政强迫: 行政强制.处理决定数量",
            "沿革里的“行政强迫”不是表里的一格",
        ),
    ):
        assert text.count(old) >= 1, old
        (tmp_path / "form.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
        form, findings = read_form(tmp_path, "x")
        assert form is None
        assert says in findings[0].message
