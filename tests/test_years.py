"""This year's report beside last year's: what was copied, what stands out, and near misses.

What is exactly printed is in problems/, in the cases of two years.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from compact import codes_of, data_file, findings_of

WORDS = (
    "一年来的公开工作还有不足，主要是内容不够细、更新不够快，群众关心的事项公开得少；"
    "今后要逐项充实内容，按周更新栏目，把群众关心的事项放在首位。"
)
CHANGED = (
    "对照群众的期待，短板在于解读：专业术语多，图解少，问答更少。办公室拟请讲解员录制短视频，"
    "重要文件都配问答，在大厅和车站张贴。"
)
PROBLEMS, OPEN = "存在的主要问题及改进措施", "主动公开"
TABLE = {
    "主动公开政府信息数": "120",
    "政府网站公开政府信息数": "110",
    "政务微博公开政府信息数": "20",
}


def before(folder: Path, year: int, text: str, section: str, figures: dict[str, str]) -> None:
    (folder / f"{year}.yaml").write_text(data_file(year, {section: text}, figures), "utf-8")


@pytest.mark.parametrize(
    ("last", "now", "found"),
    [
        (WORDS, WORDS, True),
        (WORDS, WORDS.replace("逐项", "一项一项地"), True),
        (WORDS, CHANGED, False),
        (WORDS, WORDS[: len(WORDS) // 2], False),
        ("照章办理。", "照章办理。", False),
        (f"{WORDS}{CHANGED}", WORDS, False),
        ("收到1件、2件、3件、4件，" + WORDS[:50], "收到5件、6件、7件、8件，" + WORDS[:50], False),
        (WORDS + "全年处理12件。", WORDS + "全年处理{{收到申请数}}件。", True),
    ],
)
def test_a_paragraph_is_written_anew(tmp_path: Path, last: str, now: str, found: bool) -> None:
    before(tmp_path, 2016, last, OPEN, {})
    assert ("copied-paragraph" in codes_of(tmp_path, 2017, {OPEN: now})) == found


def test_among_problems_a_single_sentence_of_last_year_is_found(tmp_path: Path) -> None:
    before(tmp_path, 2016, f"{WORDS}{CHANGED}", PROBLEMS, {})
    assert "copied-paragraph" in codes_of(tmp_path, 2017, {PROBLEMS: WORDS})
    assert "copied-paragraph" not in codes_of(
        tmp_path, 2017, {PROBLEMS: "- 力量不足，将加强培训。"}
    )


def test_the_introduction_may_be_the_same(tmp_path: Path) -> None:
    before(tmp_path, 2016, WORDS, "引言", {})
    assert "copied-paragraph" not in codes_of(tmp_path, 2017, {"引言": WORDS})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("全年主动公开政府信息131条。", "surviving-figure"),
        ("全年主动公开政府信息130条。", "text-table-mismatch"),
        ("全年主动公开政府信息{{上年.主动公开政府信息数}}条。", ""),
        ("上年主动公开政府信息131条。", ""),
        ("2016年，主动公开政府信息131条。", ""),
        ("全年主动公开政府信息120条，比上年的131条少。", ""),
        ("公开栏张贴131条。", ""),
    ],
)
def test_last_years_number_does_not_survive(tmp_path: Path, text: str, code: str) -> None:
    before(tmp_path, 2016, "照章办理。", OPEN, {**TABLE, "主动公开政府信息数": "131"})
    codes = codes_of(tmp_path, 2017, {OPEN: text}, TABLE)
    wanted = {"surviving-figure", "text-table-mismatch"}
    assert sorted(wanted.intersection(codes)) == ([code] if code else [])


@pytest.mark.parametrize(
    ("last", "now", "found"),
    [("500", "50", True), ("50", "500", True), ("50", "499", False), ("0", "500", False),
     ("1", "12", False), ("500", "0", False)],
)  # fmt: skip
def test_a_figure_that_stands_out_is_looked_at(
    tmp_path: Path, last: str, now: str, found: bool
) -> None:
    before(tmp_path, 2016, "照章办理。", OPEN, {"举报投诉数量": last})
    assert ("figure-outlier" in codes_of(tmp_path, 2017, {}, {"举报投诉数量": now})) == found


def test_yuan_for_ten_thousand_yuan_is_named(tmp_path: Path) -> None:
    before(tmp_path, 2024, "照章办理。", "总体情况", {"行政事业性收费": "12.5"})
    found = findings_of(tmp_path, 2025, {}, {"行政事业性收费": "125000"})
    (finding,) = [each for each in found if each.code == "figure-outlier"]
    assert "这像是照元写的" in finding.help


def test_a_table_without_change_is_looked_at(tmp_path: Path) -> None:
    figures = {**TABLE, "收到申请数": "3", "当面申请数": "3", "专职人员数": "1"}
    before(tmp_path, 2016, "照章办理。", OPEN, figures)
    assert "same-table" in codes_of(tmp_path, 2017, {}, figures)
    assert "same-table" not in codes_of(tmp_path, 2017, {}, {**figures, "兼职人员数": "1"})


def test_a_table_of_zeros_may_be_the_same(tmp_path: Path) -> None:
    before(tmp_path, 2016, "照章办理。", OPEN, {})
    assert "same-table" not in codes_of(tmp_path, 2017, {})


def test_figures_are_compared_across_forms(tmp_path: Path) -> None:
    """Names of another form mean nothing here, unless it is the same row and column."""
    before(tmp_path, 2018, "照章办理。", OPEN, {"主动公开政府信息数": "9000"})
    codes = codes_of(tmp_path, 2019, {"总体情况": "主动公开政府信息9000条。"})
    assert not {"figure-outlier", "same-table", "surviving-figure"}.intersection(codes)


@pytest.mark.parametrize(
    ("last", "now", "found"),
    [
        ("全年培训3期、213人次。", "全年培训3期、213人次。", True),
        ("其中2016年接待查阅87人次。", "其中2017年接待查阅87人次。", True),
        ("其中2016年接待查阅87人次。", "其中{{年度}}年接待查阅87人次。", True),
        ("全年培训3期、213人次。", "全年培训3期、187人次。", False),
        ("全年召开会议1次。", "全年召开会议1次。", False),  # true in many a year
        ("依照国办发〔2014〕32号文件编制。", "依照国办发〔2014〕32号文件编制。", False),
        ("自5月15日起施行。", "自5月15日起施行。", False),
    ],
)
def test_figures_that_all_are_last_years_are_found_however_short(
    tmp_path: Path, last: str, now: str, found: bool
) -> None:
    before(tmp_path, 2016, last, PROBLEMS, {})
    assert ("copied-paragraph" in codes_of(tmp_path, 2017, {PROBLEMS: now})) == found
