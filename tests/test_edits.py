"""What people do to a built Word file, on all three forms: verify with the year finds each of it."""

from __future__ import annotations

import copy
import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

import docx
import pytest
from conftest import ROOT, WORKSPACE
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from nianbao.examine import Examination, examine
from nianbao.findings.finding import Finding
from nianbao.ingest.verified import compared
from nianbao.outputs.word.inspection import inspect_document
from nianbao.view import build_view

SAMPLE = ROOT / "data/示例局"
FORMS = {"2014": 2018, "2019": 2020, "2021": 2025}
Edit = Callable[[Document], None]


@cache
def edition_of(year: int) -> Examination:
    return examine(WORKSPACE, SAMPLE / f"{year}.yaml", year)


@cache
def report_of(year: int) -> bytes:
    return next((ROOT / f"reports/示例局/{year}").glob("*.docx")).read_bytes()


def body(document: Document) -> list[Paragraph]:
    """The long paragraphs, which are text of the data."""
    return [p for p in document.paragraphs if len(p.text) > 40]


def run_with(paragraph: Paragraph, text: str) -> None:
    paragraph.runs[0].text = text
    for run in paragraph.runs[1:]:
        run.text = ""


def another_word(document: Document) -> None:
    one = body(document)[1]
    run_with(one, one.text[:10] + "另外" + one.text[10:])


def a_word_less(document: Document) -> None:
    one = body(document)[1]
    run_with(one, one.text[:10] + one.text[12:])


def another_figure(document: Document) -> None:
    one = next(p for p in body(document) if any(c.isdigit() for c in p.text))
    run_with(one, "".join("7" if c.isdigit() and c != "7" else c for c in one.text))


def a_paragraph_more(document: Document) -> None:
    one = body(document)[1]
    other = copy.deepcopy(one._p)
    one._p.addnext(other)
    run_with(Paragraph(other, one._parent), "这一段数据里没有。")


def a_paragraph_less(document: Document) -> None:
    document.element.body.remove(body(document)[2]._p)


def a_paragraph_moved(document: Document) -> None:
    first, second = body(document)[1], body(document)[2]
    second._p.addnext(first._p)


def another_heading(document: Document) -> None:
    one = next(p for p in document.paragraphs if p.text.startswith("二、"))
    run_with(one, f"{one.text}概述")


def another_title(document: Document) -> None:
    run_with(next(p for p in document.paragraphs if "报告" in p.text), "示例市示例局工作总结报告")


def another_date(document: Document) -> None:
    one = [p for p in document.paragraphs if p.text.endswith("日")][-1]
    run_with(one, "2030年1月1日")


def another_signature(document: Document) -> None:
    one = [p for p in document.paragraphs if p.text.strip() == "示例市示例局"][-1]
    run_with(one, "示例市别的局")


def cells(document: Document) -> list[Paragraph]:
    return [
        cell.paragraphs[0]
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        if cell.text.isdigit()
    ]


def a_figure_of_the_table(document: Document) -> None:
    one = cells(document)[3]
    run_with(one, str(int(one.text) + 10))


def a_figure_emptied(document: Document) -> None:
    run_with(cells(document)[2], "")


def a_row_more(document: Document) -> None:
    row = next(r for t in document.tables for r in t.rows if any(c.text.isdigit() for c in r.cells))
    other = copy.deepcopy(row._tr)
    row._tr.addnext(other)
    for cell in other.iter("{*}t"):
        cell.text = "88" if (cell.text or "").isdigit() else "另加的一行"


def a_row_less(document: Document) -> None:
    row = next(r for t in document.tables for r in t.rows if any(c.text.isdigit() for c in r.cells))
    row._tr.getparent().remove(row._tr)


def another_label(document: Document) -> None:
    row = next(r for t in document.tables for r in t.rows if any(c.text.isdigit() for c in r.cells))
    cell = next(c for c in row.cells if c.text and not c.text.isdigit())
    run_with(cell.paragraphs[0], "别的指标")


def a_comment(document: Document) -> None:
    one = body(document)[1]
    document.add_comment(one.runs, text="这个数再核", author="某领导", initials="某")


def tracked(kind: str, text: str) -> Edit:
    def edit(document: Document) -> None:
        body(document)[1]._p.append(
            parse_xml(
                f'<w:{kind} {nsdecls("w")} w:id="901" w:author="甲" w:date="2026-01-01T00:00:00Z">'
                f"<w:r><w:{text}>改过的字</w:{text}></w:r></w:{kind}>"
            )
        )

    return edit


def a_text_box(document: Document) -> None:
    body(document)[1]._p.append(
        parse_xml(
            f"<w:r {nsdecls('w')}><w:pict><w:txbxContent><w:p><w:r><w:t>框里的字</w:t></w:r></w:p>"
            "</w:txbxContent></w:pict></w:r>"
        )
    )


def words_in(story: str) -> Edit:
    def edit(document: Document) -> None:
        part = getattr(document.sections[0], story)
        part.is_linked_to_previous = False
        part.add_paragraph("内部资料")

    return edit


def looking(change: Callable[[docx.text.run.Run], None]) -> Edit:  # type: ignore[name-defined]  # untyped
    def edit(document: Document) -> None:
        change(body(document)[1].runs[0])

    return edit


def hidden(run: docx.text.run.Run) -> None:  # type: ignore[name-defined]
    run.font.hidden = True


def struck(run: docx.text.run.Run) -> None:  # type: ignore[name-defined]
    run.font.strike = True


def white(run: docx.text.run.Run) -> None:  # type: ignore[name-defined]
    run.font.color.rgb = RGBColor(255, 255, 255)


def larger(run: docx.text.run.Run) -> None:  # type: ignore[name-defined]
    run.font.size = Pt(21.5)


def narrower_page(document: Document) -> None:
    document.sections[0].left_margin = Mm(15)


def somebody_s_name(document: Document) -> None:
    document.core_properties.last_modified_by = "某某"


EDITS: dict[str, Edit] = {
    "another word": another_word,
    "a word less": a_word_less,
    "another figure in the text": another_figure,
    "a paragraph more": a_paragraph_more,
    "a paragraph less": a_paragraph_less,
    "a paragraph moved": a_paragraph_moved,
    "another heading": another_heading,
    "another title": another_title,
    "another date": another_date,
    "another signature": another_signature,
    "a figure of the table": a_figure_of_the_table,
    "a figure emptied": a_figure_emptied,
    "a row more": a_row_more,
    "a row less": a_row_less,
    "another label": another_label,
    "a comment": a_comment,
    "a tracked insertion": tracked("ins", "t"),
    "a tracked deletion": tracked("del", "delText"),
    "a text box": a_text_box,
    "words in the header": words_in("header"),
    "words in the footer": words_in("footer"),
    "hidden words": looking(hidden),
    "struck words": looking(struck),
    "white words": looking(white),
    "words of another size": looking(larger),
    "another margin": narrower_page,
    "somebody's name": somebody_s_name,
}  # fmt: skip
NOWHERE = {"another margin", "somebody's name"}  # these have no paragraph
OF_DATA = {
    "another word", "a word less", "another figure in the text", "a paragraph less",
    "a figure of the table", "a figure emptied", "a row less",
}  # fmt: skip


def found(year: int, edit: Edit | None) -> list[Finding]:
    data = report_of(year)
    if edit is not None:
        document = docx.Document(io.BytesIO(data))
        edit(document)
        saved = io.BytesIO()
        document.save(saved)
        data = saved.getvalue()
    edition = edition_of(year)
    assert edition.report
    assert edition.narrative
    view = build_view(edition.report, edition.narrative)
    return [*inspect_document("年报.docx", data), *compared("年报.docx", data, edition, view)]


@pytest.mark.parametrize("year", FORMS.values(), ids=FORMS)
def test_a_file_that_was_only_saved_has_no_findings(year: int) -> None:
    assert found(year, None) == []
    assert found(year, lambda _: None) == []


@pytest.mark.parametrize("year", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_found_at_its_line_of_the_data(name: str, year: int) -> None:
    findings = found(year, EDITS[name])
    assert findings, name
    if name not in NOWHERE:
        assert any("年报.docx!word/" in f.span.source.name for f in findings), "at its paragraph"
    if name in OF_DATA:
        places = [Path(r.span.source.name).name for f in findings for r in f.related]
        assert f"{year}.yaml" in places, name


@pytest.mark.parametrize("year", FORMS.values(), ids=FORMS)
def test_a_changed_figure_is_found_at_its_cell_and_a_changed_word_at_its_paragraph(
    year: int,
) -> None:
    (figure,) = found(year, a_figure_of_the_table)
    assert figure.message.startswith("表 ")
    assert "格：" in figure.message
    (word,) = found(year, another_word)
    document = docx.Document(io.BytesIO(report_of(year)))
    paragraphs = [Paragraph(p, document) for p in document.element.body.iter("{*}p")]
    place = [p.text for p in paragraphs].index(body(document)[1].text) + 1
    assert word.span.line == place
    assert word.message.startswith(f"第 {place} 段：应当是")
