"""A chart that Word draws and lets one edit (图): its part, and the place for it in a paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from nianbao.outputs.word.archive import XML
from nianbao.outputs.word.chart_book import SHEET, ChartFigures

TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
EMU = 36_000  # in a millimetre
BLUE = "1F5FA8"
_FONT = '<a:latin typeface="Times New Roman"/><a:ea typeface="宋体"/>'


def chart_part(shown: ChartFigures, *, lying: bool) -> str:
    """Return the part of a bar chart; its figures stand at the bars, so it needs no axis of values.

    Of lying bars the first is the uppermost, as in a list.
    """
    last = len(shown.names) + 1
    direction = "maxMin" if lying else "minMax"
    return (
        f'{XML}<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{_R}">'
        '<c:date1904 val="0"/><c:lang val="zh-CN"/><c:roundedCorners val="0"/><c:chart>'
        f"<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr>{_look(1050, bold=True)}</a:pPr>"
        f'<a:r><a:rPr lang="zh-CN" sz="1050" b="1">{_FONT}</a:rPr><a:t>{escape(shown.title)}</a:t></a:r>'
        '</a:p></c:rich></c:tx><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/>'
        "<c:plotArea><c:layout/><c:barChart>"
        f'<c:barDir val="{"bar" if lying else "col"}"/><c:grouping val="clustered"/>'
        '<c:varyColors val="0"/><c:ser><c:idx val="0"/><c:order val="0"/>'
        f"<c:tx><c:strRef><c:f>{SHEET}!$B$1</c:f><c:strCache>{_points([shown.title])}</c:strCache>"
        "</c:strRef></c:tx>"
        f'<c:spPr><a:solidFill><a:srgbClr val="{BLUE}"/></a:solidFill></c:spPr>'
        f'<c:invertIfNegative val="0"/>{_labels()}'
        f"<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${last}</c:f><c:strCache>{_points(shown.names)}"
        "</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{SHEET}!$B$2:$B${last}</c:f><c:numCache>"
        f"<c:formatCode>General</c:formatCode>{_points(shown.figures)}</c:numCache></c:numRef></c:val>"
        '</c:ser><c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{direction}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{"l" if lying else "b"}"/><c:numFmt formatCode="General" '
        'sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        '<c:tickLblPos val="low"/><c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="767676"/>'
        f"</a:solidFill></a:ln></c:spPr>{_text(900)}"
        '<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling>'
        f'<c:delete val="1"/><c:axPos val="{"t" if lying else "l"}"/><c:numFmt formatCode="General" '
        'sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        '<c:tickLblPos val="nextTo"/><c:crossAx val="1"/><c:crosses val="autoZero"/>'
        '<c:crossBetween val="between"/></c:valAx></c:plotArea>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>'
        f'{_text(900)}<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _points(values: Sequence[str]) -> str:
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{escape(value)}</c:v></c:pt>'
        for place, value in enumerate(values)
        if value
    )
    return f'<c:ptCount val="{len(values)}"/>{points}'


def _labels() -> str:
    return (
        f"<c:dLbls><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_text(900)}"
        '<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/>'
        '<c:showBubbleSize val="0"/></c:dLbls>'
    )


def _text(size: int) -> str:
    return f'<c:txPr><a:bodyPr/><a:p><a:pPr>{_look(size)}</a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'


def _look(size: int, *, bold: bool = False) -> str:
    return (
        f'<a:defRPr sz="{size}" b="{int(bold)}"><a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
        f"{_FONT}</a:defRPr>"
    )


def inline(number: int, words: str, wide: float, high: float) -> str:
    """Return the run with a chart: its number and relationship, its words for who cannot see it, millimetres."""
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{round(wide * EMU)}" cy="{round(high * EMU)}"/>'
        f'<wp:docPr id="{number}" name="图{number}" descr="{escape(words)}"/>'
        f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{C}">'
        f'<c:chart xmlns:c="{C}" r:id="rIdChart{number}"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def figures_of(root: Any) -> ChartFigures | None:
    """Return what a chart's part shows, by whomever it was parsed; None where it is not made as ours are."""
    caches = [
        [e for tag in ("strCache", "numCache") for e in root.iterfind(f".//{{{C}}}ser/{{{C}}}{of}//{{{C}}}{tag}")]
        for of in ("tx", "cat", "val")
    ]  # fmt: skip
    if any(len(found) != 1 for found in caches):
        return None
    title, names, figures = (_cached(found[0]) for found in caches)
    if len(title) != 1 or len(names) != len(figures):
        return None
    return ChartFigures(title[0], names, figures)


def _cached(cache: Any) -> tuple[str, ...]:
    count = cache.find(f"{{{C}}}ptCount")
    number = count.get("val", "0") if count is not None else "0"
    values = [""] * (
        int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
    )
    for point in cache.iterfind(f"{{{C}}}pt"):
        place = point.get("idx", "")
        if place.isascii() and place.isdigit() and int(place) < len(values):
            values[int(place)] = point.findtext(f"{{{C}}}v") or ""
    return tuple(values)
