"""The look of the report, measured: GB/T 9704-2012 on rendered pages, three validators.

Each document is drawn from the form, rendered as a build does and printed by LibreOffice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from look.measure import (
    Page,
    Picture,
    all_errors,
    embedded_fonts,
    pages,
    render,
    shaded,
)
from nianbao.form import Form
from nianbao.form.reader import read_form
from nianbao.outputs.layout import base_parts, draw
from nianbao.outputs.word.docx import WordTemplate
from nianbao.signing import signature
from nianbao.specimen import specimen
from nianbao.store import users_store
from nianbao.view import Row, TextBlock, Title, View

pytestmark = pytest.mark.look

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
PAPER_WIDTH, PAPER_HEIGHT = 210.0, 297.0
LEFT, TOP, WIDTH, HEIGHT = 28.0, 37.0, 156.0, 225.0  # 订口、天头、版心
RIGHT, BOTTOM = LEFT + WIDTH, TOP + HEIGHT
LINES, CHARACTERS = 22, 28
CHARACTER = WIDTH / CHARACTERS
NEAR = 1.0  # what the standard allows a margin to be off

TEXT = "政府信息公开工作年度报告内容真实准确完整及时"
PROSE = (
    "{}年，我局主动公开政府信息2270条，其中通过网站、新闻报道、“数字规划”平台公开2116条"
    "（含《规划管理办法》等规范性文件3件），通过政务微博公开75条，通过政务微信公开118条；"
    "公开的时限，均按有关法律、法规和制度执行。"
)
SHORT_TITLE = "市规划局2017年度政府信息公开报告"
Note = Callable[[str], None]


@dataclass(frozen=True)
class Printed:
    """The documents of these tests, as Word files and as PDF."""

    documents: dict[str, bytes]
    pdfs: dict[str, Path]

    def pages(self, name: str) -> list[Page]:
        """Read the pages of a document."""
        return pages(self.pdfs[name])


@pytest.fixture(scope="session")
def form() -> Form:
    form, findings = read_form(TEMPLATES / "2014", "templates/2014")
    assert form, findings
    return form


@pytest.fixture(scope="session")
def documents(form: Form) -> dict[str, bytes]:
    template = draw(form, base_parts(TEMPLATES / "base"))
    long = view(form, [block("段落", TEXT * 120), *[block("段落", TEXT * 60)] * 4])
    return {
        "template": template,
        "plain": fill(template, view(form, report_text())),
        "full": fill(template, with_options(view(form, report_text(points=4), value="12345678"))),
        "widest": fill(template, with_options(widest(form))),
        "one-point": fill(template, view(form, [block("段落", TEXT)])),
        "400-points": fill(template, view(form, report_text(points=50))),
        "long": fill(template, long),
        "shaded": shaded(fill(template, long)),
    }


@pytest.fixture(scope="session")
def printed(
    documents: dict[str, bytes], fonts: Path, tmp_path_factory: pytest.TempPathFactory
) -> Printed:
    return Printed(documents, render(documents, tmp_path_factory.mktemp("look"), fonts))


def fill(template: bytes, content: View) -> bytes:
    """Render as a build does."""
    return WordTemplate.compile(template, users_store()).render(content)


def block(kind: str, text: str) -> TextBlock:
    return TextBlock(kind, text)


def report_text(points: int = 1) -> list[TextBlock]:
    blocks = [block("段落", PROSE.format(2017))]
    for number in "一二三四五六七八":
        blocks.append(block("一级标题", f"{number}、政府信息公开工作的基本概况"))
        blocks.append(block("二级标题", "（一）组织领导和制度建设"))
        blocks.append(block("三级标题", "1.健全工作机制"))
        blocks += [block("段落", PROSE.format(2017))] * points
    return [*blocks, block("一级标题", "九、政府信息公开情况统计表（2017年度）")]


def with_rows(content: View, change: Callable[[int, Row], Row]) -> View:
    """The same with other rows in its one table."""
    (table,) = content.表
    rows = [change(number, row) for number, row in enumerate(table.行)]
    return content._replace(表=[table._replace(行=rows)])


def view(form: Form, text: list[TextBlock], value: str = "") -> View:
    """A specimen of the form with this text and these figures, and no optional lines."""

    def figures(number: int, row: Row) -> Row:
        figure = value or str(10 ** (number % 5))
        return row if row.标题 else row._replace(数值=figure, 数=[figure])

    return with_rows(specimen(form), figures)._replace(
        题名=Title(
            "市规划局2017年度政府信息公开工作年度报告",
            "市规划局",
            "2017年度政府信息公开工作年度报告",
        ),
        文号="",
        正文=[text, []],
        填报=[],
        联系方式="",
        落款=signature("温州市规划局", date(2018, 1, 15), sealed=False),
    )


def widest(form: Form) -> View:
    """A table in which each row has the longest label, note and unit, and eight digits."""
    content = view(form, report_text(), value="12345678")
    rows = content.表[0].行
    label, note, unit = (
        max(texts, key=len) for texts in zip(*((r.标签, r.注, r.单位) for r in rows), strict=True)
    )
    return with_rows(
        content,
        lambda _, row: row._replace(
            标签=label, 注=note, 单位=unit, 数值="12345678", 数=["12345678"]
        ),
    )


def heads(form: Form) -> str:
    """The head row of the form's list, without spaces."""
    table = form.tables[0]
    labels = [column.label for column in table.blocks[0].columns]
    return "".join([table.head, table.unit_head, *labels]).replace("　", "")


def with_options(content: View) -> View:
    """The same with the lines that a report may have."""
    return content._replace(
        文号="温规发〔2018〕1号",
        题名=Title(SHORT_TITLE, SHORT_TITLE, ""),
        填报=["填报单位（盖章）：市规划局", "单位负责人：张三　审核人：李四　填报人：王五"],
        联系方式="本机关地址：鹿城区某某路1号，邮政编码：325000，电话：0577—88888888。",
    )


def test_pages_are_a4(printed: Printed) -> None:
    sizes = {
        (round(page.width, 1), round(page.height, 1))
        for name in printed.pdfs
        for page in printed.pages(name)
    }
    assert sizes == {(PAPER_WIDTH, PAPER_HEIGHT)}


def test_a_full_page_has_22_lines_of_28_characters(printed: Printed, note: Note) -> None:
    full = printed.pages("long")[1:3]  # text only, no title and no table
    lines = [len(page.lines) for page in full]
    characters = Counter(len(line.text) for page in full for line in page.lines)
    note(f"lines on full pages {lines}, characters on their lines {dict(characters)}")
    assert lines == [LINES, LINES]
    assert characters == {CHARACTERS: 2 * LINES}


def test_the_text_block_is_156_by_225(printed: Printed, note: Note) -> None:
    for number in (2, 3):
        picture = Picture(printed.pdfs["shaded"], number)
        text = picture.ink(bottom=BOTTOM + 3)
        note(
            f"text block on page {number}: {text.width:.2f} × {text.height:.2f}, margins"
            f" left {text.left:.2f} top {text.top:.2f} right {PAPER_WIDTH - text.right:.2f}"
            f" bottom {PAPER_HEIGHT - text.bottom:.2f}"
        )
        assert text.left == pytest.approx(LEFT, abs=NEAR)
        assert text.top == pytest.approx(TOP, abs=NEAR)
        assert text.width == pytest.approx(WIDTH, abs=NEAR)
        assert text.height == pytest.approx(HEIGHT, abs=NEAR)


@pytest.mark.parametrize("name", ["plain", "full", "widest"])
def test_nothing_is_printed_beside_the_text_block(printed: Printed, note: Note, name: str) -> None:
    everything = printed.pages(name)
    ink = [Picture(printed.pdfs[name], n, dpi=150).ink() for n in range(1, len(everything) + 1)]
    left, right = min(box.left for box in ink), max(box.right for box in ink)
    note(f"{name}: {len(ink)} pages, ink from {left:.2f} to {right:.2f} across")
    assert left > LEFT - NEAR
    assert right < RIGHT + NEAR


def test_no_line_leaves_the_text_block(printed: Printed, note: Note) -> None:
    ends = [line.right for page in printed.pages("400-points") for line in page.lines]
    note(f"400-points: {len(ends)} lines, the longest ends at {max(ends):.2f}")
    assert max(ends) < RIGHT + NEAR


def test_page_numbers_stand_7_below_the_text_and_one_character_in(
    printed: Printed, note: Note
) -> None:
    for number in (1, 2, 3, 4):
        left_dash, *digits, right_dash = Picture(printed.pdfs["long"], number, dpi=600).columns(
            BOTTOM + 1, PAPER_HEIGHT
        )
        odd = number % 2 == 1
        inset = RIGHT - right_dash.right if odd else left_dash.left - LEFT
        below = left_dash.top - BOTTOM
        note(
            f"page number {number}: {below:.2f} below the text block,"
            f" {inset:.2f} from its {'right' if odd else 'left'}, digits"
            f" {max(d.bottom for d in digits) - min(d.top for d in digits):.2f} high"
        )
        assert below == pytest.approx(7, abs=0.5)
        assert inset == pytest.approx(CHARACTER, abs=0.5)


def test_every_page_has_its_number(printed: Printed) -> None:
    for name in ("plain", "full", "400-points"):
        numbers = [page.number.text if page.number else "" for page in printed.pages(name)]
        assert numbers == [f"—{n}—" for n in range(1, len(numbers) + 1)]


def test_fonts_are_embedded_as_mapped(printed: Printed, note: Note) -> None:
    fonts = embedded_fonts(printed.pdfs["full"])
    note(f"fonts: {', '.join(sorted(fonts))}")
    assert fonts == {
        "FandolSong-Bold", "FandolFang-Regular", "FandolKai-Regular", "FandolHei-Regular",
        "FandolSong-Regular", "LiberationSerif",
    }  # fmt: skip


def test_paragraphs_are_indented_by_two_characters(printed: Printed) -> None:
    starts = [page.lines for page in printed.pages("plain")]
    paragraphs = [line for lines in starts for line in lines if line.text.startswith("2017年，")]
    headings = [line for lines in starts for line in lines if line.text.startswith("1.健全")]
    assert paragraphs
    assert headings
    for line in [*paragraphs, *headings]:
        assert line.left == pytest.approx(LEFT + 2 * CHARACTER, abs=0.3)


@pytest.mark.parametrize("name", ["plain", "full", "one-point", "400-points"])
def test_the_table_head_stands_on_each_page_of_the_table(
    printed: Printed, form: Form, name: str
) -> None:
    labels = {indicator.label.replace("　", "") for indicator in form.indicators}
    head = heads(form)
    with_table = [
        [line.text for line in page.lines]
        for page in printed.pages(name)
        if any(line.words[0].text in labels for line in page.lines)
    ]
    assert len(with_table) >= 2
    assert all(head in lines for lines in with_table)
    assert all(lines[0] == head for lines in with_table[1:])


@pytest.mark.parametrize("name", ["plain", "full", "one-point", "400-points"])
def test_no_heading_is_left_at_the_foot_of_a_page(printed: Printed, form: Form, name: str) -> None:
    headings = {"（一）组织领导和制度建设", "1.健全工作机制"}
    headings |= {f"{number}、政府信息公开工作的基本概况" for number in "一二三四五六七八"}
    headings |= {i.label + i.unit.name for i in form.indicators if i.unit and i.is_heading}
    headings |= {"九、政府信息公开情况统计表（2017年度）", heads(form)}
    for page in printed.pages(name):
        assert page.lines[-1].text not in headings


def test_figures_stand_under_one_another(printed: Printed) -> None:
    units = {"条", "件", "次", "篇", "个", "人", "人次", "万元"}
    ends = [
        line.right
        for page in printed.pages("plain")
        for line in page.lines
        if len(line.words) > 2 and line.words[-2].text in units and line.words[-1].text.isdigit()
    ]
    assert len(ends) > 50
    assert max(ends) - min(ends) < 0.3


def test_signature_follows_after_a_blank_line(printed: Printed) -> None:
    *_, before, issuer, date = printed.pages("full")[-1].lines
    assert (issuer.text, date.text) == ("温州市规划局", "2018年1月15日")
    line = HEIGHT / LINES
    assert date.words[0].middle - issuer.words[0].middle == pytest.approx(line, abs=0.5)
    assert issuer.words[0].middle - before.words[0].middle == pytest.approx(2 * line, abs=0.5)


def test_three_validators_find_nothing(
    documents: dict[str, bytes], cache: Path, tmp_path: Path, note: Note
) -> None:
    found = all_errors(documents, cache / "node_modules", tmp_path)
    note(f"validators: {len(found)} documents, {sum(map(len, found.values()))} errors")
    assert found == {name: [] for name in documents}
