"""The web page: it says what the view says, fetches nothing, and what is changed in it is found."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import ROOT, Run, sample_made
from lxml import html

from nianbao.outputs import convert, templated
from nianbao.view import View

YEARS = {"2014": 2018, "2019": 2020, "2021": 2025}


def view_of(year: int) -> View:
    return sample_made(year)[0]


def test_a_page_is_labelled_as_the_office_has_set(tmp_path: Path, build: Run) -> None:
    shutil.copy(ROOT / "data/示例局/2025.yaml", tmp_path)
    settings = tmp_path / "设置.yaml"
    settings.write_text(
        "网站:\n  SiteName: 示例市<人民>政府\n  SiteIDCode: '3300000001'\n"
        "  Url: https://www.example.gov.cn/{{年度}}.html\n",
        encoding="utf-8",
    )
    order = [
        "--data",
        str(tmp_path),
        "--out",
        str(tmp_path / "o"),
        "--format",
        "html",
        "--fragment",
    ]
    assert build("report", "2025", *order).returncode == 0
    (page,) = (path for path in (tmp_path / "o/2025").glob("*.html") if "片段" not in path.name)
    document = html.document_fromstring(page.read_text(encoding="utf-8"))
    labels = {each.get("name"): each.get("content") for each in document.iter("meta")}
    assert labels["SiteName"] == "示例市<人民>政府"
    assert labels["Url"] == "https://www.example.gov.cn/2025.html"
    assert labels["PubDate"] == "2026-01-16 00:00"
    assert labels["ContentSource"] == "示例市示例局"
    assert len(list((tmp_path / "o/2025").glob("*.片段.html"))) == 1
    assert "SiteDomain" not in labels


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("SiteIdCode: '3300000001'", "是否指“SiteIDCode”"),
        ("SiteIDCode: 330", "“SiteIDCode”不是这样写的"),
        ("SiteDomain: https://www.example.gov.cn", "“SiteDomain”不是这样写的"),
        ("Url: www.example.gov.cn/2025", "“Url”不是这样写的"),
        ("PubDate: 2026年1月20日", "“PubDate”不是这样写的"),
        ("SiteName: ", "“SiteName”是空的"),
        ("Url: [a]", "“Url”应当是一行文字"),
    ],
)
def test_a_label_that_is_wrong_is_found_at_its_line(
    line: str, told: str, tmp_path: Path, build: Run
) -> None:
    shutil.copy(ROOT / "data/示例局/2025.yaml", tmp_path)
    (tmp_path / "设置.yaml").write_text(f"网站:\n  {line}\n", encoding="utf-8")
    ran = build("check", "2025", "--data", str(tmp_path))
    assert ran.returncode == 1
    assert "设置.yaml:2:" in ran.stdout
    assert told in ran.stdout


@cache
def page_of(year: int) -> str:
    return sample_made(year)[1]["html"].decode("utf-8")


def document(year: int):  # type: ignore[no-untyped-def]  # lxml's
    return html.document_fromstring(page_of(year))


@pytest.mark.parametrize("year", YEARS.values(), ids=YEARS)
def test_a_page_has_one_title_a_language_and_headings_in_turn(year: int) -> None:
    page = document(year)
    assert page.get("lang") == "zh-CN"
    assert [h.text for h in page.iter("h1")] == [page.findtext(".//title")]
    levels = [int(each.tag[1]) for each in page.iter("h1", "h2", "h3")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.findtext(".//time") == view_of(year).落款.日期
    assert page.xpath("string(//a[@class='跳']/@href)") == f"#{page.xpath('string(//main/@id)')}"


@pytest.mark.parametrize("year", YEARS.values(), ids=YEARS)
def test_every_cell_names_its_heads_and_every_row_fills_its_table(year: int) -> None:
    for table in document(year).iter("table"):
        ids = [each.get("id") for each in table.iter() if each.get("id")]
        assert len(ids) == len(set(ids))
        widths = set()
        for row in table.iterfind("tbody/tr"):
            widths.add(sum(int(cell.get("colspan", 1)) for cell in row))
            for cell in row.iterchildren("td"):
                assert set(cell.get("headers").split()) <= set(ids)
        heads = table.findall("thead/tr")
        taken = sum(
            int(cell.get("colspan", 1)) * int(cell.get("rowspan", 1))
            for row in heads
            for cell in row
        )
        assert widths == {taken // len(heads)}
        assert taken % len(heads) == 0
        assert table.findtext("caption")


@pytest.mark.parametrize("year", YEARS.values(), ids=YEARS)
def test_a_page_fetches_nothing_and_runs_nothing(year: int) -> None:
    page = page_of(year)
    assert not re.search(r"<script|<link|<img|<iframe|@import|url\(|https?:|\bon\w+=", page)
    assert len(page.encode()) < 100_000


def test_what_is_typed_is_escaped(tmp_path: Path, build: Run) -> None:
    text = (ROOT / "data/示例局/2025.yaml").read_text(encoding="utf-8")
    text = text.replace("更新6次", "更新6次<b>&amp;x</b>")
    (tmp_path / "2025.yaml").write_text(text, encoding="utf-8")
    order = ["--data", str(tmp_path), "--out", str(tmp_path / "o"), "--format", "html"]
    assert build("report", "2025", *order).returncode == 0
    (page,) = (tmp_path / "o/2025").glob("*.html")
    assert "更新6次&lt;b&gt;&amp;amp;x&lt;/b&gt;" in page.read_text(encoding="utf-8")


def swapped(pattern: str) -> Callable[[str], str]:
    """Exchange the first two different matches of a pattern."""

    def change(page: str) -> str:
        found = list(re.finditer(pattern, page))
        one = found[0]
        other = next(each for each in found if each[0] != one[0])
        return (
            page[: one.start()]
            + other[0]
            + page[one.end() : other.start()]
            + one[0]
            + page[other.end() :]
        )

    return change


def without(pattern: str, which: int = 0) -> Callable[[str], str]:
    def change(page: str) -> str:
        one = list(re.finditer(pattern, page))[which]
        return page[: one.start()] + page[one.end() :]

    return change


def twice(pattern: str, which: int = 0) -> Callable[[str], str]:
    def change(page: str) -> str:
        one = list(re.finditer(pattern, page))[which]
        return page[: one.end()] + one[0] + page[one.end() :]

    return change


def moved(pattern: str, before: str) -> Callable[[str], str]:
    def change(page: str) -> str:
        (one, *_) = re.findall(pattern, page)
        return page.replace(one, "", 1).replace(before, one + before, 1)

    return change


def changed(pattern: str, by: str) -> Callable[[str], str]:
    return lambda page: re.sub(pattern, by, page, count=1)


ROW = r"<tr><th scope=\"row\".*?</tr>"
CHANGES: dict[str, Callable[[str], str]] = {
    "a paragraph lost": without("<p>.*?</p>"),
    "a later one lost": without("<p>.*?</p>", 3),
    "a section's title lost": without("<h2>.*?</h2>", 1),
    "the title lost": without("<h1>.*?</h1>"),
    "two paragraphs exchanged": swapped("<p>.*?</p>"),
    "two titles exchanged": swapped("<h2>.*?</h2>"),
    "two rows exchanged": swapped(ROW),
    "a row lost": without(ROW),
    "a later row lost": without(ROW, 5),
    "a row twice": twice(ROW, 2),
    "a paragraph twice": twice("<p>.*?</p>", 1),
    "a row more": lambda page: page.replace("</tbody>", "<tr><th>另</th><td>1</td></tr></tbody>", 1),
    "a paragraph more": lambda page: page.replace("<footer>", "<p>多的一段。</p><footer>", 1),
    "a figure changed": lambda page: re.sub(r"(<td headers[^>]*>)\d+(</td>)", r"\g<1>987654\2", page, count=1),
    "a figure lost": lambda page: re.sub(r"(<td headers[^>]*>)[1-9]\d*(</td>)", r"\1\2", page, count=1),
    "a cell lost": without("<td headers[^>]*>\\d+</td>".replace("\\\\", "\\")),
    "two figures exchanged": swapped(r"(?<=>)[1-9]\d*(?=</td>)"),
    "another date": lambda page: re.sub(r"(<time[^>]*>)\d{4}", r"\g<1>2001", page),
    "another signature": lambda page: page.replace("<footer>\n<p>示例市示例局", "<footer>\n<p>别的局"),
    "a word changed": lambda page: page.replace("<p>", "<p>又", 1),
    "a full stop lost": lambda page: page.replace("。</p>", "</p>", 1),
    "the last paragraph lost": without("<p>.*?</p>", -3),
    "a section's title moved to the end": moved("<h2>.*?</h2>", "<footer>"),
    "a table's rows twice": twice("(?s:<tbody>.*?</tbody>)"),
    "a digit more": changed(r"(<td headers[^>]*>\d+)(</td>)", r"\g<1>0\2"),
    "a row's label behind its figures": changed(r'(<th scope="row".*?</th>)(.*?)(?=</tr>)', r"\2\1"),
    "a row's label and figures parted": changed(r'(<th scope="row".*?</th>)', r"\1<td></td>"),
    "another unit in a sentence": changed(r"(<p>[^<]*?)件", r"\1条"),
    "the title twice": twice("<h1>.*?</h1>"),
    "a label changed": lambda page: re.sub(r'(<th scope="row"[^>]*>)', r"\1别", page, count=1),
}  # fmt: skip


@pytest.mark.parametrize("year", YEARS.values(), ids=YEARS)
@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_the_page_is_found(name: str, year: int) -> None:
    page = page_of(year)
    changed = CHANGES[name](page)
    assert changed != page
    assert templated()["html"].differences(view_of(year), changed.encode("utf-8"))


@pytest.mark.parametrize("year", YEARS.values(), ids=YEARS)
def test_a_page_says_what_the_view_says(year: int) -> None:
    assert templated()["html"].differences(view_of(year), page_of(year).encode("utf-8")) == []


@pytest.mark.parametrize("year", YEARS.values(), ids=YEARS)
def test_a_fragment_says_the_same_without_styles_ids_and_classes(year: int) -> None:
    part = convert({"html": page_of(year).encode("utf-8")}, ["片段.html"])["片段.html"]
    text = part.decode("utf-8")
    assert not re.search(r" (?:id|class|style|headers|role|tabindex)=", text)
    assert text.startswith("<article")
    assert templated()["html"].differences(view_of(year), part) == []


COMMITTED = [("", 2017), *(("示例局", year) for year in range(2016, 2026))]


@pytest.mark.parametrize(("agency", "year"), COMMITTED)
def test_the_committed_pages_are_fresh(agency: str, year: int, tmp_path: Path, build: Run) -> None:
    order = ["--agency", agency] if agency else []
    ran = build("report", str(year), *order, "--format", "html", "--out", str(tmp_path))
    assert ran.returncode == 0
    (made,) = tmp_path.rglob("*.html")
    kept = ROOT / "reports" / agency / str(year) / made.name
    assert kept.read_bytes() == made.read_bytes(), f"make web YEAR={year} and commit"
