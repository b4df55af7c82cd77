"""What the templates print: finished texts in the order of the page.

Templates lay out, the view decides. The names are those that the tags in the Word and text
templates use, so they are Chinese.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from nianbao.findings.width import width
from nianbao.form import ACROSS, LIST, MATRIX, Form, Indicator, Table
from nianbao.reading.yamltree import Scalar
from nianbao.report import Figure, Item, Point, PointList, Report, SectionText
from nianbao.report.history import History
from nianbao.report.narrative import Narrative, chinese_numeral, narrate

TITLE_WIDTH = 19  # characters of 2号 on one line of the text block, one less than would just fit
NOTE_WIDTH = 40  # characters of 5号 on one line under the table, two less than would just fit
SECTION, HEADING, SUBHEADING, BODY = "一级标题", "二级标题", "三级标题", "段落"


class View(NamedTuple):
    """The values for the templates, by the names that the tags use."""

    values: dict[str, Any]

    @property
    def title(self) -> str:
        """The report's title on one line; it names the files too."""
        return str(self.values["题名"]["全"])

    @property
    def paragraphs(self) -> list[str]:
        """Every text outside of the tables, in the order of the page."""
        values = self.values
        texts = [block["文"] for blocks in values["正文"] for block in blocks]
        head = [values["文号"], values["题名"]["全"], *texts]
        foot = [*values["填报"], values["联系方式"]]
        end = [values["落款"]["署名"], values["落款"]["日期"]]
        return [text for text in (*head, *foot, *end) if text]

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """What the rows of the tables in Word must end with: heads; label, unit and figures."""
        return [row for table in self.values["表"] for row in _printed(table)]

    @property
    def lines(self) -> list[tuple[str, ...]]:
        """The tables' rows as plain text has them: a table laid out across is not, there."""
        return [row for table in self.values["表"] for row in _printed(table, across=False)]


def _printed(table: dict[str, Any], *, across: bool = True) -> Iterator[tuple[str, ...]]:
    if table["式"] == ACROSS and across:
        rows = [row for row in table["行"] if not row["标题"]]
        yield tuple(label for _ in rows for label in table["列"])
        yield tuple(figure for row in rows for figure in row["数"])
        return
    for block in table["块"]:
        if block["标题"]:
            yield (block["标题"],)
        if table["式"] != MATRIX:  # whose heads are merged cells, no one row
            heads = [table["首栏"], *([table["单位栏"]] if table["单位栏"] else [])]
            yield (*heads, *block["列"])
        for row in block["行"]:
            unit = (row["单位"],) if table["单位栏"] else ()
            if table["式"] == LIST or not row["标题"]:
                yield (row["标签"] + row["注"], *unit, *row["数"])


def build_view(report: Report, narrative: Narrative) -> View:
    """Turn a checked report and its filled-in texts into what the templates print."""
    texts = narrative.paragraphs
    date = f"{report.day.year}年{report.day.month}月{report.day.day}日"
    signer_right, date_right = signature_indents(report.signer.text, date, sealed=report.sealed)
    return View(
        {
            "题名": _title(narrative.title, report.agency.text),
            "年度": str(report.year),
            "机关": report.agency.text,
            "文号": texts[report.number] if report.number else "",
            "正文": _text_between_tables(report, narrative),
            "表": [_table(table, report) for table in report.form.tables],
            "填报": list(_lines(f"{key}：{texts[value]}" for key, value in report.filling)),
            "联系方式": texts[report.contact] if report.contact else "",
            "落款": {
                "署名": report.signer.text,
                "日期": date,
                "机器日期": report.day.isoformat(),
                "署名右空": signer_right,
                "日期右空": date_right,
            },
        }
    )


def _title(title: str, agency: str) -> dict[str, str]:
    """Break a long title after the agency's name (GB/T 9704-2012 7.3.1: 词意完整，排列对称)."""
    if width(title) <= 2 * TITLE_WIDTH or not title.startswith(agency) or title == agency:
        return {"全": title, "首行": title, "次行": ""}
    return {"全": title, "首行": agency, "次行": title.removeprefix(agency)}


def _text_between_tables(report: Report, narrative: Narrative) -> list[list[dict[str, str]]]:
    """Return the text's blocks in groups: up to the first table, up to the second, …, the rest."""
    groups: list[list[dict[str, str]]] = [[]]
    number = 0
    for text in report.sections:
        if text.section.title:
            number += 1
            heading = narrative.headings[text.section.key]
            groups[-1].append({"类": SECTION, "文": f"{chinese_numeral(number)}、{heading}"})
        groups[-1].extend(_items(text.items, narrative))
        here = [table for table in report.form.tables if table.section == text.section.key]
        groups.extend([] for _ in here)
    return groups


def _items(items: tuple[Item, ...], narrative: Narrative) -> Iterator[dict[str, str]]:
    for item in items:
        if isinstance(item, Scalar):
            yield {"类": BODY, "文": narrative.filled[item].text}
        else:
            yield from _points(item, narrative)


def _points(points: PointList, narrative: Narrative) -> Iterator[dict[str, str]]:
    for number, point in enumerate(points.points, 1):
        text = ordinal(points.style, number) + narrative.filled[point.text].text
        if point.items:
            level = SUBHEADING if "1" in points.style else HEADING
            yield {"类": level, "文": text}
            yield from _items(point.items, narrative)
        else:
            yield {"类": BODY, "文": text}


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


def _table(table: Table, report: Report) -> dict[str, Any]:
    blocks: list[dict[str, Any]] = [
        {
            "标题": block.title,
            "列": [column.label + column.note for column in block.columns],
            "行": [_row(indicator, report) for indicator in block.indicators],
        }
        for block in table.blocks
    ]
    for block in blocks:
        block["列宽"] = _widths([block])
    return {
        "式": table.kind,
        "首栏": table.head,
        "单位栏": table.unit_head,
        "块": blocks,
        "列": blocks[0]["列"],
        "列宽": _widths(blocks),
        "行": [row for block in blocks for row in block["行"]],
    }


def _widths(blocks: list[dict[str, Any]]) -> list[int]:
    """Return how wide each column of figures is in plain text, over all blocks."""
    columns: list[list[str]] = []
    for block in blocks:
        for place, head in enumerate(block["列"]):
            if place == len(columns):
                columns.append([])
            columns[place] += [head, *(row["数"][place] for row in block["行"])]
    return [max(map(width, texts)) for texts in columns]


def _row(indicator: Indicator, report: Report) -> dict[str, Any]:
    figures = [figure.text for figure in report.row(indicator)]
    blank = [""] * len(indicator.columns)
    return {
        "级": indicator.depth,
        "标签": indicator.label,
        "注": indicator.note,
        "注另行": indicator.note_apart,
        "单位": indicator.unit.name if indicator.unit else "",
        "标题": indicator.is_heading,
        "数": figures or blank,
        "数值": figures[0] if figures else "",
        "文": "　" * indicator.depth + indicator.label + indicator.note,
    }


def signature_indents(signer: str, date: str, *, sealed: bool) -> tuple[int, int]:
    """Return the right indents of signature and date, in hundredths of a character.

    GB/T 9704-2012 7.3.5.2 (no seal): the signer two characters from the right, the date starting
    two characters right of the signer's first; where the date is the longer, the date stands two
    characters from the right and the signer moves left. 7.3.5.1 (sealed): the date four characters
    from the right, the signer centred over it.
    """
    signer_width, date_width = 50 * width(signer), 50 * width(date)
    if sealed:
        centre = 400 + date_width // 2
        return max(centre - signer_width // 2, 0), 400
    if date_width > signer_width:
        return 200 + date_width + 200 - signer_width, 200
    return 200, max(200 + signer_width - 200 - date_width, 0)


def specimen(form: Form) -> View:
    """Return a view of a form with everything in it that a report may hold.

    Its shape is what a template may refer to; its figures are the largest that a cell must take.
    """
    span = form.title.span

    def text(words: str) -> Scalar:
        return Scalar(words, "", span)

    points = PointList(form.list_styles[0], (Point(text("要点。"), (text("段落。"),)),), span)
    report = Report(
        form=form,
        form_named="",
        year=form.first_year,
        agency=text("示例市示例局"),
        signer=text("示例市示例局"),
        day=date(form.first_year + 1, 1, 31),
        day_span=span,
        number=text(f"示发〔{form.first_year + 1}〕1号"),
        sealed=False,
        filling=tuple((key, text("示例")) for key in form.filling) or (("填报单位", text("示例")),),
        contact=text("联系方式：示例"),
        sections=tuple(SectionText(section, (text("段落。"), points)) for section in form.sections),
        figures={cell: Figure(cell, 99_999_999, span) for cell in form.cells},
        waivers=(),
    )
    narrative, _ = narrate(report, History("", None))
    return build_view(report, narrative)
