"""What the templates print: finished texts in the order of the page.

Templates lay out, the view decides. The fields have the names that the tags of the templates use,
so they are Chinese: a tag may name a field and nothing else. What a tag goes over with `for` is a
list; what it looks into is a tuple with named fields.
"""

# ruff: noqa: PLC2401  the fields have the names that the tags use

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from nianbao.breaking import MARK, broken
from nianbao.findings.width import width
from nianbao.form import ACROSS, LIST, MATRIX, Indicator, Table
from nianbao.form.table import Column
from nianbao.paging import Pages
from nianbao.reading.yamltree import Scalar
from nianbao.report import Item, PointList, Report
from nianbao.report.narrative import Narrative
from nianbao.report.numerals import chinese_numeral
from nianbao.signing import Signature, signature
from nianbao.tuples import NamedTuple
from nianbao.weighing.settings import UNSET, Settings
from nianbao.weighing.site import ORDER, YEAR

MOST_LINES = 3  # of a title
TITLE_WIDTH = 19  # characters of 2号 on one line of the text block, one less than would just fit
NOTE_WIDTH = 40  # characters of 5号 on one line under the table, two less than would just fit
SECTION, HEADING, SUBHEADING, BODY = "一级标题", "二级标题", "三级标题", "段落"
RUN_IN = "二级接排"
COLON_WITHIN = 16  # characters: a colon so early ends the heading, as a full stop does


class Title(NamedTuple):
    """The title (题名): on one line, or on two or three where one would not hold it."""

    全: str
    首行: str
    次行: str
    末行: str = ""


class TextBlock(NamedTuple):
    """A paragraph of the text (段): what kind of heading it is, or 段落, and its words.

    Where a heading runs on into its text (接排), `领` is the sentence that is the heading, and `余`
    what follows.
    """

    类: str
    文: str
    领: str = ""
    余: str = ""


class Row(NamedTuple):
    """A row of a table (行): its label with level and note, its unit, its figures as text.

    `标题` tells whether it is a heading without figures; `文` is the label as plain text has it.
    """

    级: int
    标签: str
    注: str
    注另行: bool
    单位: str
    标题: bool
    数: list[str]
    数值: str
    文: str


class Head(NamedTuple):
    """A head over columns (头): its words, how many columns and lines it takes, its number in the table."""

    文: str
    跨列: int
    跨行: int
    号: int


class Rows(NamedTuple):
    """The rows of a table that stand under one title (块), and the heads of their columns.

    `头` has the heads line by line, merged ones too; `栏` the number of each column's own head.
    `全名` is the name of each column with what stands above it.
    """

    标题: str
    列: list[str]
    列宽: list[int]
    行: list[Row]
    头: list[list[Head]]
    栏: list[int]
    全名: list[str]


class Grid(NamedTuple):
    """A table (表): its kind, the heads of its columns, its rows in blocks and all in one list.

    `分页` tells whether a page may end between its groups, because whole it would leave too much empty.
    """

    式: str
    首栏: str
    单位栏: str
    块: list[Rows]
    列: list[str]
    列宽: list[int]
    行: list[Row]
    分页: bool = False


class Label(NamedTuple):
    """What a web page says of itself (网页标签): the name that 国办发〔2017〕47号 gives it, and the value."""

    名: str
    值: str


class Chart(NamedTuple):
    """Figures that the form wants shown together (图解): how the bars stand, their names and figures."""

    标题: str
    样式: str
    单位: str
    名: list[str]
    数: list[str]


PARTS = (Title, TextBlock, Row, Head, Rows, Grid, Label, Signature, Chart)


class View(NamedTuple):
    """The values for the templates, by the names that the tags use.

    The text is in groups: up to the first table, up to the second, …, the rest.
    """

    题名: Title
    年度: str
    机关: str
    文号: str
    正文: list[list[TextBlock]]
    表: list[Grid]
    填报: list[str]
    联系方式: str
    落款: Signature
    标签: list[Label]
    图解: list[Chart]
    往年: str = ""  # HTML that stands behind the report on its web page, and in no other output

    @property
    def title(self) -> str:
        """The report's title on one line; it names the files too."""
        return self.题名.全

    @property
    def paragraphs(self) -> list[str]:
        """Every text outside of the tables, in the order of the page."""
        texts = [paragraph.文 for group in self.正文 for paragraph in group]
        foot = [*self.填报, self.联系方式, self.落款.署名, self.落款.日期]
        return [text for text in (self.文号, self.题名.全, *texts, *foot) if text]

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """What the rows of the tables in Word must end with: heads; label, unit and figures."""
        return [row for grid in self.表 for row in _printed(grid)]

    @property
    def lines(self) -> list[tuple[str, ...]]:
        """The tables' rows as plain text has them: a table laid out across is not, there."""
        return [row for grid in self.表 for row in _printed(grid, across=False)]


def _printed(grid: Grid, *, across: bool = True) -> Iterator[tuple[str, ...]]:
    if grid.式 == ACROSS and across:
        rows = [row for row in grid.行 if not row.标题]
        yield tuple(label for _ in rows for label in grid.列)
        yield tuple(figure for row in rows for figure in row.数)
        return
    for block in grid.块:
        if block.标题:
            yield (block.标题,)
        if grid.式 != MATRIX:  # whose heads are merged cells, no one row
            heads = [grid.首栏, *([grid.单位栏] if grid.单位栏 else [])]
            yield (*heads, *block.列)
        for row in block.行:
            unit = (row.单位,) if grid.单位栏 else ()
            if grid.式 == LIST or not row.标题:
                yield (row.标签 + row.注, *unit, *row.数)


def build_view(report: Report, narrative: Narrative, settings: Settings = UNSET) -> View:
    """Turn a checked report and its filled-in texts into what the templates print."""
    texts = narrative.paragraphs
    signed = signature(report.signer.text, report.day, sealed=report.sealed)
    title = _title(narrative.title, report.agency.text, report.title_break)
    groups = _text_between_tables(report, narrative)
    tables = [_grid(table, report) for table in report.form.tables]
    return View(
        题名=title,
        年度=str(report.year),
        机关=report.agency.text,
        文号=texts[report.number] if report.number else "",
        正文=groups,
        表=list(_paged(title, groups, tables, numbered=report.number is not None)),
        填报=list(_lines(f"{key}：{texts[value]}" for key, value in report.filling)),
        联系方式=texts[report.contact] if report.contact else "",
        落款=signed,
        标签=list(_labels(narrative.title, str(report.year), signed, settings.site)),
        图解=list(_charts(report)),
    )


def _charts(report: Report) -> Iterator[Chart]:
    """Yield what the form wants shown, as far as its figures are there."""
    for exhibit in report.form.exhibits:
        there = [(n, report.figures[cell]) for n, cell in exhibit.cells if cell in report.figures]
        if there:
            names, figures = [name for name, _ in there], [figure.text for _, figure in there]
            unit = there[0][1].cell.unit.name
            yield Chart(exhibit.title, exhibit.style, unit, names, figures)


def _paged(
    title: Title, groups: list[list[TextBlock]], tables: list[Grid], *, numbered: bool
) -> Iterator[Grid]:
    """Yield the tables, those that may be divided told so."""
    pages = Pages(sum(map(bool, title[1:])), numbered=numbered)
    for group, table in zip(groups, tables, strict=False):
        pages.set_text(block.文 for block in group)
        divided = table.式 == MATRIX and pages.would_leave_too_much(len(table.行))
        yield table._replace(分页=divided)
        pages.set_table(len(block.行) + len(block.头) + bool(block.标题) for block in table.块)


def _labels(title: str, year: str, signed: Signature, site: Mapping[str, str]) -> Iterator[Label]:
    """Yield the labels of the web page; the day is the report's own, never that of the clock."""
    own = {
        "ArticleTitle": title,
        "PubDate": f"{signed.机器日期} 00:00",
        "ContentSource": signed.署名,
        "Description": title,
    }
    labels = own | {name: text.replace(YEAR, year) for name, text in site.items()}
    yield from (Label(name, labels[name]) for name in ORDER if name in labels)


def _title(title: str, agency: str, wanted: Scalar | None) -> Title:
    """Break a long title where it is wanted, else after the agency's name, and that between words."""
    lines = [title]
    if wanted is not None:
        lines = wanted.text.split(MARK)
    elif width(title) > 2 * TITLE_WIDTH and title.startswith(agency) and title != agency:
        name = broken(agency, 2 * TITLE_WIDTH)
        lines = [*(name if len(name) < MOST_LINES else [agency]), title.removeprefix(agency)]
    first, second, third = [*lines, "", ""][:MOST_LINES]
    return Title(title, first, second, third)


def _text_between_tables(report: Report, narrative: Narrative) -> list[list[TextBlock]]:
    groups: list[list[TextBlock]] = [[]]
    number = 0
    for text in report.sections:
        if text.section.title:
            number += 1
            heading = narrative.headings[text.section.key]
            groups[-1].append(TextBlock(SECTION, f"{chinese_numeral(number)}、{heading}"))
        groups[-1].extend(_items(text.items, narrative))
        here = [table for table in report.form.tables if table.section == text.section.key]
        groups.extend([] for _ in here)
    return groups


def _items(items: tuple[Item, ...], narrative: Narrative) -> Iterator[TextBlock]:
    for item in items:
        if isinstance(item, Scalar):
            yield TextBlock(BODY, narrative.filled[item].text)
        else:
            yield from _points(item, narrative)


def _points(points: PointList, narrative: Narrative) -> Iterator[TextBlock]:
    for number, point in enumerate(points.points, 1):
        text = ordinal(points.style, number) + narrative.filled[point.text].text
        if point.items:
            level = SUBHEADING if "1" in points.style else HEADING
            yield TextBlock(level, text)
            yield from _items(point.items, narrative)
        elif "一" in points.style and "（" in points.style:
            yield _run_in(text)
        else:
            yield TextBlock(BODY, text)


def _run_in(text: str) -> TextBlock:
    """Part a paragraph that begins with its heading: the sentence, or what stands before a colon."""
    colon = text.find("：", 0, COLON_WITHIN) + 1
    end = colon or text.find("。") + 1 or len(text)
    return TextBlock(RUN_IN, text, text[:end], text[end:])


def ordinal(style: str, number: int) -> str:
    """Number a point after the pattern of the first: 一是, （一）, 序号1. (printed 1.), （1）."""
    pattern = style.removeprefix("序号")
    return pattern.replace("一", chinese_numeral(number)).replace("1", str(number))


def _lines(entries: Iterable[str]) -> Iterator[str]:
    """Set the entries under the table (填报单位、负责人……) side by side, as many as fit a line."""
    line = ""
    for entry in entries:
        if line and width(f"{line}　　{entry}") > 2 * NOTE_WIDTH:
            yield line
            line = ""
        line = f"{line}　　{entry}" if line else entry
    if line:
        yield line


def _grid(table: Table, report: Report) -> Grid:
    blocks: list[Rows] = []
    for block in table.blocks:
        heads = [column.label + column.note for column in block.columns]
        rows = [_row(indicator, report) for indicator in block.indicators]
        lines, own = _heads(block.columns)
        names = ["·".join((*c.above, c.label + c.note)) for c in block.columns]
        blocks.append(Rows(block.title, heads, _widths([(heads, rows)]), rows, lines, own, names))
    return Grid(
        式=table.kind,
        首栏=table.head,
        单位栏=table.unit_head,
        块=blocks,
        列=blocks[0].列,
        列宽=_widths([(block.列, block.行) for block in blocks]),
        行=[row for block in blocks for row in block.行],
    )


def _heads(columns: Sequence[Column]) -> tuple[list[list[Head]], list[int]]:
    """Return the heads over columns line by line, and the number of each column's own head."""
    deep = max(len(column.above) for column in columns) + 1
    lines: list[list[Head]] = [[] for _ in range(deep)]
    own, number = [], 0
    before: tuple[str, ...] = ()
    for column in columns:
        for level, words in enumerate(column.above):
            if column.above[: level + 1] == before[: level + 1]:
                last = lines[level][-1]
                lines[level][-1] = last._replace(跨列=last.跨列 + 1)
            else:
                number += 1
                lines[level].append(Head(words, 1, 1, number))
        number += 1
        own.append(number)
        level = len(column.above)
        lines[level].append(Head(column.label + column.note, 1, deep - level, number))
        before = column.above
    return lines, own


def _widths(blocks: Sequence[tuple[list[str], list[Row]]]) -> list[int]:
    """Return how wide each column of figures is in plain text, over all blocks."""
    columns: list[list[str]] = []
    for heads, rows in blocks:
        for place, head in enumerate(heads):
            if place == len(columns):
                columns.append([])
            columns[place] += [head, *(row.数[place] for row in rows)]
    return [max(map(width, texts)) for texts in columns]


def _row(indicator: Indicator, report: Report) -> Row:
    # A cell that nobody has filled in yet is blank, and the others stay under their heads.
    known = (report.figures.get(cell) for cell in report.form.cells_of[indicator])
    figures = [figure.text if figure else "" for figure in known]
    return Row(
        级=indicator.depth,
        标签=indicator.label,
        注=indicator.note,
        注另行=indicator.note_apart,
        单位=indicator.unit.name if indicator.unit else "",
        标题=indicator.is_heading,
        数=figures,
        数值=figures[0] if figures else "",
        文="　" * indicator.depth + indicator.label + indicator.note,
    )
