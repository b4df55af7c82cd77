"""The tables with columns on the page: merged cells whole, nothing beside the text block."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT, WORKSPACE

from look.measure import (
    Picture,
    all_errors,
    pages,
    render,
)
from look.test_look import BOTTOM, HEIGHT, LEFT, LINES, NEAR, RIGHT, TOP, Note
from nianbao.examine import examine
from nianbao.form import Form
from nianbao.outputs import render as render_report
from nianbao.specimen import specimen
from nianbao.view import View, build_view

pytestmark = pytest.mark.look

TEMPLATES = ROOT / "templates"
YEARS = (2018, 2019, 2020, 2021, 2024, 2025)
FORMS = ("2014", "2019", "2021")


def word(view: View, form: Form) -> bytes:
    files, findings = render_report(WORKSPACE, view, form, ["docx"])
    assert findings == []
    return files["docx"]


def form_of(name: str) -> Form:
    form, findings = WORKSPACE.form(name)
    assert form, findings
    return form


@pytest.fixture(scope="module")
def documents() -> dict[str, bytes]:
    """The sample agency's reports, and each form with eight digits in every cell."""
    made = {f"widest-{name}": word(specimen(form_of(name)), form_of(name)) for name in FORMS}
    for year in YEARS:
        edition = examine(WORKSPACE, ROOT / f"data/示例局/{year}.yaml", year)
        assert edition.report
        assert edition.narrative
        view = build_view(edition.report, edition.narrative)
        made[str(year)] = word(view, edition.report.form)
    return made


@pytest.fixture(scope="module")
def printed(
    documents: dict[str, bytes], fonts: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    return render(documents, tmp_path_factory.mktemp("wide"), fonts)


@pytest.mark.parametrize("name", ["2019", "2020", "2021", "2024", "2025", "widest-2021"])
def test_the_applications_table_is_whole_or_divided_with_its_head(
    printed: dict[str, Path], note: Note, name: str
) -> None:
    """No page before it is left empty by more than a third, two lines of reckoning apart."""
    leaves = pages(printed[name])
    texts = ["".join(line.text for line in page.lines) for page in leaves]
    (first,) = (n for n, text in enumerate(texts, 1) if "本年新收政府信息公开申请数量" in text)
    last = max(n for n, text in enumerate(texts, 1) if "结转下年度继续办理" in text)
    heads = [n for n, text in enumerate(texts, 1) if "社会公" in text and "自然人" in text]
    assert last - first <= 1
    assert [n for n in heads if first <= n <= last] == [*range(first, last + 1)]
    ink = Picture(printed[name], first - 1, dpi=150).ink(TOP, BOTTOM)
    empty = (BOTTOM - ink.bottom) / HEIGHT
    divided = "divided" if last > first else "whole"
    note(f"{name}: applications table {divided} from page {first}; {empty:.0%} empty before it")
    assert empty < 1 / 3 + 2 / LINES


@pytest.mark.parametrize("name", [*map(str, YEARS), *(f"widest-{form}" for form in FORMS)])
def test_no_table_leaves_the_text_block(printed: dict[str, Path], note: Note, name: str) -> None:
    count = len(pages(printed[name]))
    ink = [Picture(printed[name], n, dpi=150).ink() for n in range(1, count + 1)]
    left, right = min(box.left for box in ink), max(box.right for box in ink)
    note(f"{name}: {count} pages, ink from {left:.2f} to {right:.2f} across")
    assert left > LEFT - NEAR
    assert right < RIGHT + NEAR


@pytest.mark.parametrize("name", [str(year) for year in YEARS if year > 2018])
def test_the_signature_does_not_stand_alone_on_a_page(printed: dict[str, Path], name: str) -> None:
    """Where a text precedes it; LibreOffice 7.4 does not keep a table's last row with it."""
    assert len(pages(printed[name])[-1].lines) > 2


def test_three_validators_find_nothing_in_any_form(
    documents: dict[str, bytes], cache: Path, tmp_path: Path, note: Note
) -> None:
    found = all_errors(documents, cache / "node_modules", tmp_path)
    note(f"validators: {len(found)} reports over all forms, {sum(map(len, found.values()))} errors")
    assert found == {name: [] for name in documents}
