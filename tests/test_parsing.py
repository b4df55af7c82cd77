"""XML and web pages read without lxml: the same elements, the same words, the same report."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from nianbao import elements, parsing
from nianbao.ingest.carriers import read_file
from nianbao.outputs.word.inspection import inspect_document
from nianbao.store import ShippedStore

DOCX = sorted((ROOT / "reports").rglob("*.docx"))
YEARS = [2016, 2018, 2019, 2020, 2021, 2025]


def as_told(element: Any) -> tuple[object, ...]:
    """An element, its attributes and words, and all that stands in it."""
    children = [each for each in element if isinstance(each.tag, str)]
    words = [(element.text or "").strip(), *((each.tail or "").strip() for each in children)]
    return element.tag, dict(element.attrib), words, [as_told(each) for each in children]


def test_every_part_of_a_word_file_is_read_alike() -> None:
    read = 0
    for path in DOCX:
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
            for name in package.namelist():
                data = package.read(name)
                assert as_told(elements.read_xml(data)) == as_told(parsing.parse_xml(data)), name
                read += 1
    assert read > 100


def test_elements_are_asked_alike() -> None:
    with zipfile.ZipFile(DOCX[0]) as package:
        data = package.read("word/document.xml")
    told = []
    roots: list[Any] = [elements.read_xml(data), parsing.parse_xml(data)]
    for root in roots:
        each = next(
            e
            for e in [*root.iter()][500:]
            if len(e) and 0 < [*e.getparent()].index(e) < len(e.getparent()) - 1
        )
        told.append(
            [
                [one.tag for one in found]
                for found in (
                    each.iterancestors(), each.itersiblings(preceding=True), each.itersiblings(),
                    each.iterdescendants(), root.iter("{*}tc"), root.iterchildren("{*}none"),
                )
            ]
        )  # fmt: skip
    assert told[0] == told[1]
    assert [len(each) > 0 for each in told[0]] == [True, True, True, True, True, False]


PAGES = {
    "ends that are left out": "<table><tr><th>一<td>1<tr><th>二<td>2</table><p>甲<p>乙<ul><li>丙<li>丁</ul>戊",
    "a table in a cell": "<table><tr><td>外<table><tr><td>内</table></td><td>旁</td></tr></table>",
    "an end without a beginning": "<div>甲</span></b>乙</div></div><p>丙",
    "an end in a cell": "<div><table><tr><td>一</div></td><td>二</td></tr></table>后</div>",
    "no html, no body": "甲<br>乙<img src=x>丙",
    "a head that is not closed": "<html><head><title>题</title><style>p {}</style><p>甲",
    "entities": "<p>1&nbsp;2 &lt;3&gt; &#20013;&hellip; &amp;nbsp;</p>",
    "a comment": "<p>甲<!-- 不见 -->乙</p><!-- <p>丙</p> -->",
    "a script": "<p>甲</p><script>if (1 < 2) document.write('<p>乙</p>')</script>",
    "names of Word": "<p class=MsoNormal><o:p>甲</o:p><span lang=EN-US>1</span></p>",
    "bodies of a table": "<table><caption>题<thead><tr><th>项<tbody><tr><td>1<tfoot><tr><td>计</table>",
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_page_that_leaves_things_out_says_the_same(
    page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_lxml = read_file("页.html", page.encode())
    monkeypatch.setattr(parsing, "lxml", lambda: None)
    assert read_file("页.html", page.encode()) == by_lxml
    assert by_lxml.blocks


@pytest.mark.parametrize(
    "data", [b"<a><b></a>", b"", b"<a/><b/>", b'<?xml version="1.0" encoding="klingon"?><a/>']
)
def test_what_is_no_xml_is_told(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        with pytest.raises(parsing.NotXmlError) as told:
            parsing.parse_xml(data)
        assert told.value.line >= 1 or not data
        monkeypatch.setattr(parsing, "lxml", lambda: None)


def test_a_doctype_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "' + b"x" * 99 + b'">]><a>&b;&b;&b;</a>'
    for _ in range(2):
        with pytest.raises(parsing.NotXmlError) as told:
            parsing.parse_xml(bomb)
        assert told.value.line == 0
        monkeypatch.setattr(parsing, "lxml", lambda: None)


def test_a_document_is_inspected_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [inspect_document("年报.docx", path.read_bytes()) for path in DOCX]
    monkeypatch.setattr(parsing, "lxml", lambda: None)
    assert [inspect_document("年报.docx", path.read_bytes()) for path in DOCX] == found


ALONE = """
import builtins, sys
there = builtins.__import__
def without(name, *more, **named):
    if name.partition(".")[0] in {"lxml", "docxtpl", "docx"}:
        raise ImportError(name)
    return there(name, *more, **named)
builtins.__import__ = without
import build
for year in sys.argv[2:]:
    order = ["report", year, "--agency", "示例局", "--format", "docx,txt,html", "--fragment"]
    assert build.main([*order, "--out", sys.argv[1]]) == 0
"""


def test_the_same_reports_are_written_without_lxml_and_docxtpl(tmp_path: Path) -> None:
    """The compiled templates are in the store, as they are in the one-file edition."""
    wanted, without = tmp_path / "with", tmp_path / "without"
    years = list(map(str, YEARS))
    keep = {**os.environ, "NIANBAO_CACHE": str(tmp_path / "cache")}
    for out, code in ((wanted, ALONE.replace("in {", "in {0} & {")), (without, ALONE)):
        ran = subprocess.run(
            [sys.executable, "-c", code, str(out), *years],
            cwd=ROOT, env=keep, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr
    files = {path.relative_to(wanted): path.read_bytes() for path in wanted.rglob("*.*")}
    assert len(files) == 4 * len(YEARS)
    assert {p.relative_to(without): p.read_bytes() for p in without.rglob("*.*")} == files


def test_a_shipped_store_keeps_what_came_with_it() -> None:
    store = ShippedStore({"a": b"1"})
    for number in range(5000):
        store.keep(store.key("findings", b"%d" % number), b"2")
    assert store.recall("a") == b"1"
    assert len(store.entries) == 4000
    assert store.recall(store.key("findings", b"4999")) == b"2"
    assert store.key("x", b"ab", b"c") != store.key("x", b"a", b"bc")
