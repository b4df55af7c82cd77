"""The figures at a glance in Word: charts that can be edited, on one page, in the styles of the report."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any
from xml.etree import ElementTree

from nianbao.outputs.errors import TemplateError
from nianbao.outputs.word.archive import XML, archive, core_properties
from nianbao.outputs.word.chart import TYPE as CHART_TYPE
from nianbao.outputs.word.chart import chart_part, figures_of, inline
from nianbao.outputs.word.chart_book import TYPE as BOOK_TYPE
from nianbao.outputs.word.chart_book import ChartFigures, own_workbook, relationships, workbook
from nianbao.outputs.word.imprint import imprint, imprint_of_static
from nianbao.outputs.word.package import Package
from nianbao.outputs.word.xmlpart import BAD_ZIP, CORE, DOCUMENT, W
from nianbao.regex import regex
from nianbao.view import Chart, View

WIDE, HIGH = 76.5, 60.0  # millimetres of a chart; two stand side by side in 156
CONTENT_TYPES = "[Content_Types].xml"
_RELATIONSHIPS = "word/_rels/document.xml.rels"
_CHART = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STORY = regex(
    r'<Relationship\b(?=[^>]*Type="[^"]*/(?:footer|header)")[^>]*Target="([^"]+)"[^>]*/>'
)
# The lines of the body are of an exact height, which would cut a chart to a sliver.
_ROOM = (
    '<w:pPr><w:spacing w:before="0" w:after="60" w:line="240" w:lineRule="auto"/>'
    '<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/></w:pPr>'
)
_CHART_PART = regex(r"word/charts/chart([0-9]{1,4})\.xml")
_PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1701" w:right="1474" w:bottom="1134" '
    'w:left="1587" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
)


def onepage(view: View, template: bytes) -> bytes:
    """Return the page; its styles are those of the report's template."""
    parts = _static(template)
    shown = list(map(figures, view.图解))
    types, links = [], []
    for number, (chart, each) in enumerate(zip(view.图解, shown, strict=True), 1):
        book = f"word/embeddings/Workbook{number}.xlsx"
        part = f"word/charts/chart{number}.xml"
        parts[part] = chart_part(each, lying=chart.样式 == "条").encode("utf-8")
        parts[f"word/charts/_rels/chart{number}.xml.rels"] = relationships(
            [("package", f"../embeddings/Workbook{number}.xlsx")]
        ).encode("utf-8")
        parts[book] = workbook(each)
        types.append(f'<Override PartName="/{part}" ContentType="{CHART_TYPE}"/>')
        links.append(
            f'<Relationship Id="rIdChart{number}" Type="{_CHART}" Target="charts/chart{number}.xml"/>'
        )
    types.append(f'<Default Extension="xlsx" ContentType="{BOOK_TYPE}"/>')
    parts[CONTENT_TYPES] = _with(parts[CONTENT_TYPES], "</Types>", "".join(types))
    parts[_RELATIONSHIPS] = _with(parts[_RELATIONSHIPS], "</Relationships>", "".join(links))
    document = f"{XML}{_document(view)}".encode()
    mark = imprint(imprint_of_static(parts), document)
    moment = f"{view.落款.机器日期}T00:00:00Z"
    core = core_properties(title(view), view.落款.署名, moment, mark).encode("utf-8")
    return archive({**parts, CORE: core, DOCUMENT: document})


def title(view: View) -> str:
    """Return the title of the page: that of the report, and what it is."""
    return f"{view.title}图解"


def source(view: View) -> str:
    """Say where the figures are from, escaped for a page."""
    return f"数取自《{escape(view.title)}》的统计表。"


def figures(chart: Chart) -> ChartFigures:
    """Return what a chart shows; / is no number and no bar."""
    numbers = tuple("" if each == "/" else each for each in chart.数)
    return ChartFigures(f"{chart.标题}（{chart.单位}）", tuple(chart.名), numbers)


def words(chart: Chart) -> str:
    """Return a chart in words, for who cannot see it."""
    pairs = "，".join(f"{name} {number}" for name, number in zip(chart.名, chart.数, strict=True))
    return f"{chart.标题}（{chart.单位}）：{pairs}。"


def _static(template: bytes) -> dict[str, bytes]:
    """Return the parts of the report's template that every file has; TemplateError where it is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    except BAD_ZIP as error:
        raise TemplateError("不是 Word 文件（docx），或已损坏") from error
    if CONTENT_TYPES not in parts or _RELATIONSHIPS not in parts:
        raise TemplateError("Word 模板里缺部件")
    links = parts[_RELATIONSHIPS].decode("utf-8")
    stories = {f"word/{match[1]}" for match in _STORY.finditer(links)}  # a page alone has no number
    parts[_RELATIONSHIPS] = _STORY.sub("", links).encode("utf-8")
    declared = parts[CONTENT_TYPES].decode("utf-8")
    for name in stories:
        declared = re.sub(rf'<Override\b[^>]*PartName="/{re.escape(name)}"[^>]*/>', "", declared)
    parts[CONTENT_TYPES] = declared.encode("utf-8")
    return {n: part for n, part in parts.items() if n not in {CORE, DOCUMENT, *stories}}


def _with(part: bytes, end: str, more: str) -> bytes:
    text = part.decode("utf-8")
    if end not in text:
        raise TemplateError("Word 模板的部件不是通常的写法，画不了图解")
    return text.replace(end, f"{more}{end}").encode("utf-8")


def _document(view: View) -> str:
    return (
        f'<w:document xmlns:w="{_WORD}" xmlns:r="{_OFFICE}"><w:body>'
        f"{''.join(_body(view))}{_PAGE}</w:body></w:document>"
    )


def _body(view: View) -> Iterator[str]:
    lines = [line for line in view.题名[1:] if line]
    lines[-1] = f"{lines[-1]}图解"
    text = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    look = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
    yield f'<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r>{look}{text}</w:r></w:p>'
    runs = [inline(n, words(chart), WIDE, HIGH) for n, chart in enumerate(view.图解, 1)]
    for first in range(0, len(runs), 2):
        yield f"<w:p>{_ROOM}{''.join(runs[first : first + 2])}</w:p>"
    yield f'<w:p>{_ROOM}<w:r><w:rPr><w:sz w:val="21"/></w:rPr><w:t>{source(view)}</w:t></w:r></w:p>'


# ── read back ───────────────────────────────────────────────────────────────────────────────────


def onepage_differences(view: View, data: bytes) -> list[str]:
    """Return in Chinese what the page fails to show: in its charts, their workbooks, their words."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    document = ElementTree.fromstring(parts[DOCUMENT])  # noqa: S314  written just now
    said = [e.get("descr", "") for e in document.iter() if str(e.tag).endswith("}docPr")]
    found = []
    for number, chart in enumerate(view.图解, 1):
        drawn = ElementTree.fromstring(parts[f"word/charts/chart{number}.xml"])  # noqa: S314  as above
        wanted = figures(chart)
        if figures_of(drawn) != wanted:
            found.append(f"图解里“{chart.标题}”的图不是数据里的数")
        if own_workbook(parts[f"word/embeddings/Workbook{number}.xlsx"]) != wanted:
            found.append(f"图解里“{chart.标题}”的表不是数据里的数")
        if words(chart) not in said:
            found.append(f"图解里“{chart.标题}”没有替代文字")
    return found + _other_title(view, document)


def differences_of(view: View, package: Package) -> list[str] | None:
    """Return in Chinese where a page that was written before, and perhaps saved since, is not of the data of now.

    None where it is no such page: it has no chart, or is not called one.
    """
    shown = _charts_of(package)
    document = package.parts.get(DOCUMENT)
    if not shown or document is None or "图解" not in _called(document.root):
        return None
    return [*_other_title(view, document.root), *_other_charts(view, shown)]


def _other_title(view: View, document: Any) -> list[str]:
    return [] if _called(document) == title(view) else [f"图解的题名应当是“{title(view)}”"]


def _called(document: Any) -> str:
    """Return the first words of a Word file."""
    for paragraph in document.iter(f"{W}p"):
        if words := "".join(text.text or "" for text in paragraph.iter(f"{W}t")).strip():
            return words
    return ""


def _charts_of(package: Package) -> dict[int, ChartFigures | None]:
    """Return what the charts of a Word file show, by their numbers, whoever saved it."""
    return {
        int(match[1]): figures_of(part.root)
        for name, part in package.parts.items()
        if (match := _CHART_PART.fullmatch(name))
    }


def _other_charts(view: View, shown: Mapping[int, ChartFigures | None]) -> Iterator[str]:
    for number, chart in enumerate(view.图解, 1):
        wanted, drawn = figures(chart), shown.get(number)
        if drawn == wanted:
            continue
        if drawn is None or drawn.names != wanted.names:
            yield f"没有“{chart.标题}”的图，或者项目不同"
            continue
        pairs = zip(wanted.names, drawn.figures, wanted.figures, strict=True)
        other = "，".join(
            f"{name} {mine}（数据里是 {own}）" for name, mine, own in pairs if mine != own
        )
        yield f"“{chart.标题}”的图：{other or '标题或单位不同'}"
