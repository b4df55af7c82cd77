"""The desk that a page asks: findings with places, tables typed, years begun, Word files taken back."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run

from nianbao.browser.door import Door
from nianbao.making import make
from nianbao.store import ShippedStore
from nianbao.workspace import Workspace

SAMPLE = {p.name: p.read_text("utf-8") for p in sorted((ROOT / "data/示例局").glob("*.yaml"))}


class Page:
    """A page, as far as the desk knows of one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.door = Door(folder, Workspace(ROOT / "templates", ShippedStore({})))

    def ask(self, ask: str, upload: bytes = b"", **order: Any) -> Any:
        """Ask; what files came with the answer are in `files`."""
        said, self.files = self.door.answer(ask, json.dumps(order), upload)
        return json.loads(said)

    def keep(self, **texts: str) -> None:
        """Keep other years beside."""
        for name, text in texts.items():
            (self.folder / f"{name.strip('_')}.yaml").write_text(text, encoding="utf-8")


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Page:
    folder = tmp_path / "data" / "本机关"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    return Page(folder)


@pytest.fixture
def ten(page: Page) -> Page:
    page.keep(**{f"_{name[:4]}": text for name, text in SAMPLE.items()})
    return page


@pytest.mark.parametrize("name", SAMPLE)
def test_files_are_the_command_lines(name: str, ten: Page) -> None:
    wanted = make(
        Workspace(ROOT / "templates"), ROOT / "data/示例局" / name, None, ["docx", "txt", "html"]
    )
    said = ten.ask("files", file=name, text=SAMPLE[name], formats=["docx", "txt", "html"])
    assert said["names"] == list(ten.files)
    told = [hashlib.sha256(data).hexdigest() for data in ten.files.values()]
    assert told == [hashlib.sha256(data).hexdigest() for data in wanted.files.values()]
    assert len(told) == 3


def test_a_look_tells_findings_references_and_the_page(ten: Page) -> None:
    text = SAMPLE["2025.yaml"]
    good = ten.ask("look", file="2025.yaml", text=text)
    assert good["sound"]
    assert good["findings"] == good["unchecked"] == []
    assert "<h1>示例市示例局2025年政府信息公开工作年度报告</h1>" in good["page"]
    one = next(each for each in good["references"] if each["means"] == "行政许可")
    lines = text.split("\n")
    place, figure = one["place"], one["figure"]
    assert lines[place["line"] - 1][place["start"] : place["end"]] == "{{行政许可}}"
    assert (lines[figure["line"] - 1].split(":")[0].strip(), one["value"]) == ("行政许可", "462")
    bad = ten.ask(
        "look",
        file="2025.yaml",
        text=text.replace("行政许可:                     462", "行政许可: 四百"),
    )
    assert not bad["sound"]
    assert "一、总体情况" in bad["page"], "an unfinished page is shown as far as it is typed"
    assert [each["grave"] for each in bad["findings"]][:1] == ["错误"]
    assert bad["findings"][0]["place"]["file"] == "2025.yaml"


def test_places_are_counted_as_a_script_counts(ten: Page) -> None:
    """A character beyond the first plane is two units to JavaScript."""
    told = []
    for sign in ("局", "𠮷"):
        text = SAMPLE["2025.yaml"].replace(
            "- 本局{{年度}}年收到的申请", f"- 本{sign}{{{{没有}}}}年收到的申请"
        )
        found = ten.ask("look", file="2025.yaml", text=text)["findings"]
        told.append(next(f["place"]["start"] for f in found if f["code"] == "unknown-reference"))
    assert told[1] == told[0] + 1


def test_last_year_is_compared_where_it_lies_beside(page: Page) -> None:
    alone = page.ask("look", file="2025.yaml", text=SAMPLE["2025.yaml"])
    assert alone["unchecked"]
    page.keep(_2024=SAMPLE["2024.yaml"])
    assert page.ask("look", file="2025.yaml", text=SAMPLE["2025.yaml"])["unchecked"] == []


def test_a_text_that_is_none_is_told_and_nothing_breaks(ten: Page) -> None:
    for text in ("", "\udc00", "年度: 2025\n\t坏", "- 1", "[" * 3000, "年度: 1900", "a: *b"):
        look = ten.ask("look", file="2025.yaml", text=text)
        assert not look["sound"]
        assert look["findings"]
        assert "cannot" in ten.ask("files", file="2025.yaml", text=text, formats=["docx"])
    assert "PDF" in ten.ask("files", file="2025.yaml", text="", formats=["pdf"])["cannot"]


# ── tables ──────────────────────────────────────────────────────────────────────────────────────


def test_the_tables_hold_what_is_typed(ten: Page) -> None:
    groups = {
        g["name"]: g["rows"]
        for g in ten.ask("sheet", file="2025.yaml", text=SAMPLE["2025.yaml"])["groups"]
    }
    rows = {row["name"]: row for row in groups["收到和处理申请"]}
    assert rows["予以公开"]["values"] == ["40", "14", "1", "1", "5", "1", "62"]
    assert rows["属于国家秘密"]["values"] == ["0"] * 7
    assert rows["总计"]["total"]
    assert rows["总计"]["values"] == [""] * 7
    assert rows["总计"]["computed"][-1] == "126"
    assert [row["values"] for row in groups["主动公开"]][2] == ["462"]


@pytest.mark.parametrize("year", ["2018", "2020", "2025"])
def test_a_blank_year_filled_in_by_rows_has_the_same_figures(year: str, ten: Page) -> None:
    """Each row typed as cells; what was written into the file reads as the sample's figures."""
    name = f"{year}.yaml"
    text = ten.ask("blank", file=name, year=int(year))["text"]
    wanted = ten.ask("sheet", file=name, text=SAMPLE[name])["groups"]
    rows = {
        f"{group['name']}/{row['name']}": row["values"]
        for group in wanted
        for row in group["rows"]
        if any(row["values"])
    }
    assert len(rows) > 20
    typed = ten.ask("row", file=name, text=text, rows=rows)["text"]
    again = ten.ask("sheet", file=name, text=typed)["groups"]
    assert {
        f"{g['name']}/{r['name']}": r["values"]
        for g in again
        for r in g["rows"]
        if any(r["values"])
    } == rows
    comments = [
        line for line in text.split("\n") if "#" in line and not line.strip().startswith("# 上")
    ]
    kept = {line.partition("#")[2] for line in typed.split("\n") if "#" in line}
    assert all(line.partition("#")[2] in kept for line in comments if "总计" not in line)


def test_a_row_keeps_its_columns_and_its_comment(ten: Page) -> None:
    text = SAMPLE["2025.yaml"].replace("27\n    # 本年处理", "27  # 清理过\n    # 本年处理")
    after = ten.ask(
        "row", file="2025.yaml", text=text, rows={"主动公开/行政规范性文件": ["13", "1", "37"]}
    )["text"]
    (line,) = [each for each in after.split("\n") if "行政规范性文件: " in each]
    assert line == "    行政规范性文件:                13      1     37  # 清理过"
    assert [a for a, b in zip(text.split("\n"), after.split("\n"), strict=True) if a != b] == [
        "    行政规范性文件:                 3      1     27  # 清理过"
    ]


def test_a_row_half_typed_says_which_figure_is_missing(ten: Page) -> None:
    half = ["", "14", "1", "1", "5", "1", "62"]
    text = ten.ask(
        "row", file="2025.yaml", text=SAMPLE["2025.yaml"], rows={"收到和处理申请/予以公开": half}
    )["text"]
    (row,) = [
        row["values"]
        for group in ten.ask("sheet", file="2025.yaml", text=text)["groups"]
        for row in group["rows"]
        if row["name"] == "予以公开"
    ]
    assert row == half
    said = [
        f["message"] + f["help"] for f in ten.ask("look", file="2025.yaml", text=text)["findings"]
    ]
    assert any("自然人" in each for each in said)
    whole = ["40", "14", "1", "1", "5", "1", "62"]
    again = ten.ask("row", file="2025.yaml", text=text, rows={"收到和处理申请/予以公开": whole})[
        "text"
    ]
    assert ten.ask("look", file="2025.yaml", text=again)["sound"]


def test_a_total_that_was_left_out_gets_a_line(ten: Page) -> None:
    wanted = ["83", "28", "1", "2", "11", "1", "126"]
    rows = {"收到和处理申请/总计": [*wanted[:-1], "127"]}
    text = ten.ask("row", file="2025.yaml", text=SAMPLE["2025.yaml"], rows=rows)["text"]
    assert len(text.split("\n")) == len(SAMPLE["2025.yaml"].split("\n")) + 1
    assert not ten.ask("look", file="2025.yaml", text=text)["sound"]


# ── beginning, mending, words ───────────────────────────────────────────────────────────────────


def test_a_year_is_begun_from_the_one_before(ten: Page) -> None:
    text = ten.ask("next", year=2026)["text"]
    assert "年度: 2026" in text
    assert "由 2025.yaml（示例市示例局）起草" in text
    assert "没有 2015 年" in ten.ask("next", year=2016)["cannot"]
    assert "2014" in ten.ask("blank", year=2000)["cannot"]


def test_all_that_can_be_mended_is(ten: Page) -> None:
    text = SAMPLE["2025.yaml"].replace("平稳有序。", "平稳有序,好。")
    said = ten.ask("mend", file="2025.yaml", text=text, year=2025)
    assert said["count"] == 1
    assert "平稳有序，好。" in said["text"]


def test_words_are_the_forms_keys_and_references(ten: Page) -> None:
    words = ten.ask("words", file="2025.yaml", text=SAMPLE["2025.yaml"])
    by_name = {each["name"]: each["value"] for each in words["references"]}
    assert by_name["行政许可"] == "462"
    assert by_name["不予公开"] == "17"
    assert by_name["上年.结转下年度继续办理"] == "3"
    assert (
        "行政许可"
        in words["schema"]["properties"]["统计表"]["properties"]["主动公开"]["properties"]
    )
    assert "schema" not in ten.ask("words", file="2025.yaml", text=SAMPLE["2025.yaml"], form="2021")


# ── Word files ──────────────────────────────────────────────────────────────────────────────────


def test_a_word_file_is_verified_taken_back_and_imported(ten: Page) -> None:
    text = SAMPLE["2025.yaml"]
    ten.ask("files", file="2025.yaml", text=text, formats=["docx", "html", "片段.html"])
    word, page, fragment = ten.files.values()
    assert b"<article" in fragment
    assert ten.ask("verify", word, file="2025.yaml", text=text, name="年报.docx")["findings"] == []
    other = text.replace("462", "463")
    found = ten.ask("verify", word, file="2025.yaml", text=other, name="年报.docx")["findings"]
    assert any("463" in each["message"] for each in found)
    assert ten.ask("verify", word, file="0.yaml", text="", name="年报.docx")["findings"] == []
    assert ten.ask("year", word, name="年报.docx")["year"] == 2025
    assert ten.ask("year", page, name="年报.html")["year"] == 2025
    made = ten.ask("import", word, name="年报.docx", year=2025)
    assert "行政许可" in made["text"]
    assert "2025 年，不是 2024" in ten.ask("import", word, name="年报.docx", year=2024)["cannot"]
    assert "cannot" in ten.ask("import", b"x", name="年报.docx", year=2024)
    assert ten.ask("take", word, file="2025.yaml", text=text)["text"] == text
    assert "cannot" in ten.ask("take", b"x", file="2025.yaml", text=text)
    assert ten.ask("verify", b"x", file="2025.yaml", text=text, name="年报.docx")["findings"]


# ── years side by side ──────────────────────────────────────────────────────────────────────────


def printed(build: Run, *words: str) -> bytes:
    """What the command line prints in the folder of the page."""
    done = build(*words, cwd=Path.cwd())
    assert done.returncode == 0, done.stderr
    return done.stdout.encode("utf-8")


@pytest.mark.parametrize("year", [2016, 2019, 2021, 2025])
@pytest.mark.parametrize("everything", [False, True])
def test_what_changed_is_the_command_lines(
    year: int, everything: bool, ten: Page, build: Run
) -> None:
    name, other = f"{year}.yaml", year + (1 if year == 2016 else -1)
    ten.ask("compare", file=name, text=SAMPLE[name], all=everything, other=other)
    more = ["--all"] if everything else []
    wanted = printed(build, "compare", name, f"{other}.yaml", "--format", "html", *more)
    assert list(ten.files.values()) == [wanted]
    assert list(ten.files) == [f"{min(year, other)}年与{max(year, other)}年比较.html"]


def test_what_is_typed_is_compared_not_what_is_kept(ten: Page) -> None:
    text = SAMPLE["2025.yaml"].replace("行政许可:                     462", "行政许可: 463")
    ten.ask("compare", file="2025.yaml", text=text, other=2024)
    (page_,) = ten.files.values()
    assert "463" in page_.decode("utf-8")
    assert "462" not in page_.decode("utf-8")


def test_an_old_report_is_compared_with_the_typed_year(ten: Page) -> None:
    ten.ask("files", file="2025.yaml", text=SAMPLE["2025.yaml"], formats=["docx"])
    (word,) = ten.files.values()
    order: dict[str, Any] = {
        "file": "2025.yaml",
        "text": SAMPLE["2025.yaml"],
        "name": "发回来的.docx",
    }
    assert ten.ask("compare", word, **order) == {}
    (same,) = ten.files.values()
    assert "<h2>数</h2>\n<p>没有变。</p>" in same.decode("utf-8")
    said = ten.ask("compare", b"PK", **order)
    assert said["cannot"] == "文件已损坏，打不开"


def test_what_cannot_be_compared_is_told(ten: Page) -> None:
    order: dict[str, Any] = {"file": "2025.yaml", "text": SAMPLE["2025.yaml"]}
    assert "没有打开 2013 年的数据" in ten.ask("compare", **order, other=2013)["cannot"]
    assert "2025.yaml 读不懂" in ten.ask("compare", file="2025.yaml", text="", other=2024)["cannot"]
    ten.keep(_2024="- 1")
    assert "2024.yaml 读不懂" in ten.ask("compare", **order, other=2024)["cannot"]
    assert "2025.yaml" in ten.ask("compare", file="草稿.yaml", text="", other=2024)["cannot"]


@pytest.mark.parametrize(
    ("names", "first", "last"),
    [([], 0, 0), ([], 2018, 2022), (["部分公开", "新收"], 0, 0), (["行政许可"], 2019, 0)],
)
def test_trends_are_the_command_lines(
    names: list[str], first: int, last: int, ten: Page, build: Run
) -> None:
    order: dict[str, Any] = {"names": names, "first": first, "last": last}
    said = ten.ask("trend", file="2025.yaml", text=SAMPLE["2025.yaml"], **order)
    assert said["said"] == []
    assert "部分公开" in said["names"]
    span = [*(["--from", str(first)] if first else []), *(["--to", str(last)] if last else [])]
    for name, data in ten.files.items():
        kind = name.rpartition(".")[2]
        wanted = printed(build, "trend", *names, "--data", ".", *span, "--format", kind)
        assert data == wanted
    assert [name.rpartition(".")[2] for name in ten.files] == ["html", "csv"]


def test_a_year_that_is_not_readable_is_a_gap_in_the_trend(ten: Page) -> None:
    ten.keep(_2023="- 1")
    said = ten.ask("trend", file="2025.yaml", text="- 1")
    assert said["said"] == ["2023.yaml 读不懂，空着", "2025.yaml 读不懂，空着"]
    assert "2016—2024年的数.csv" in ten.files
    said = ten.ask("trend", file="2024.yaml", text="", names=["结果维持"])["cannot"]
    assert "有几处" in said
    assert "行政复议.结果维持" in said
    assert (
        "前后反了" in ten.ask("trend", file="2024.yaml", text="", first=2020, last=2019)["cannot"]
    )
    unfinished = SAMPLE["2025.yaml"].replace("行政许可:                     462", "行政许可: 四百")
    said = ten.ask("trend", file="2025.yaml", text=unfinished)["said"]
    assert said[1] == "2025.yaml 有 1 处错误，读不出的数空着"
    assert "没有指标“没有”" in ten.ask("trend", file="2024.yaml", text="", names=["没有"])["cannot"]


@pytest.mark.parametrize("name", ["2018.yaml", "2020.yaml", "2025.yaml"])
def test_the_page_at_a_glance_is_the_command_lines(name: str, ten: Page) -> None:
    formats = ["图解.docx", "图解.html"]
    wanted = make(Workspace(ROOT / "templates"), ROOT / "data/示例局" / name, None, formats)
    ten.ask("files", file=name, text=SAMPLE[name], formats=formats)
    assert list(ten.files.values()) == list(wanted.files.values())
    order: dict[str, Any] = {"file": name, "text": SAMPLE[name], "name": "图解.docx"}
    assert ten.ask("verify", wanted.files["图解.docx"], **order)["findings"] == []
