"""The rules of WordprocessingML that a file breaks most easily, as data and small checks.

Microsoft's schema check is the judge of the test-suite; these are the rules whose breach makes
Word repair or refuse a file, checked wherever the tool runs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from nianbao.findings.codes.of_documents import (
    CELL_WIDTH,
    DUPLICATE_ID,
    ELEMENT_ORDER,
    EMPTY_CELL,
    FORBIDDEN_FIELD,
    ROW_WIDTH,
    UNBALANCED_FIELD,
    UNKNOWN_STYLE,
)
from nianbao.findings.finding import Finding
from nianbao.outputs.errors import tolerated
from nianbao.outputs.word.package import REPAIR, Package, XmlPart
from nianbao.outputs.word.xmlpart import W
from nianbao.parsing import Element, local_name
from nianbao.regex import regex

# ECMA-376 XmlPart 1: the children of these elements come in this order, each at most once.
ORDER = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
        "pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE "
        "autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
        "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
        "rPr sectPr pPrChange"
    ),
    "rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
        "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u "
        "effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange"
    ),
    "tcPr": (
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText "
        "vAlign hideMark headers cellIns cellDel cellMerge tcPrChange"
    ),
    "tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
        "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
        "tblDescription tblPrChange"
    ),
    "sectPr": (
        "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders "
        "lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter "
        "docGrid printerSettings sectPrChange"
    ),
}  # fmt: skip
_RANKS = {
    f"{W}{parent}": {f"{W}{child}": rank for rank, child in enumerate(children.split())}
    for parent, children in ORDER.items()
}
_REPEATED = {f"{W}headerReference", f"{W}footerReference"}
_FIRST = {f"{W}p": f"{W}pPr", f"{W}r": f"{W}rPr", f"{W}tc": f"{W}tcPr", f"{W}tbl": f"{W}tblPr"}
_PROPERTIES = {*_FIRST.values()}
_BLOCKS = {f"{W}{name}" for name in ("p", "tbl", "sdt", "customXml", "altChunk")}
_WRAPPERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")}
SLACK = 20  # twips between a cell's width and its columns', a third of a millimetre
# 域只许有页码：DDE、INCLUDETEXT 之类会在打开时取外面的东西。
_FETCHING = {
    "DDE",
    "DDEAUTO",
    "INCLUDETEXT",
    "INCLUDEPICTURE",
    "IMPORT",
    "INCLUDE",
    "LINK",
    "DATABASE",
}
_FIELDS = regex(r"\s*(PAGE|NUMPAGES|SECTIONPAGES)(\s+\\\*\s*\w+)*\s*", re.IGNORECASE)

PartRule = Callable[[XmlPart], Iterator[Finding]]


def check_structure(package: Package) -> Iterator[Finding]:
    """Check the parts that hold text, and the styles that they use."""
    styles = package.parts.get("word/styles.xml")
    if styles is not None:
        yield from element_order(styles)
    for part in package.texts:
        for rule in RULES:
            yield from rule(part)
        yield from _unknown_styles(part, package)


def element_order(part: XmlPart) -> Iterator[Finding]:
    """Children in the wrong order, or twice: Word calls such a file damaged."""
    for element in part.root.iter(*_RANKS):
        ranks = _RANKS[element.tag]
        last = -1
        for child in element:
            rank = ranks.get(str(child.tag), last)
            if child.tag in ranks and child.tag not in _REPEATED and rank <= last:
                name, parent = local_name(child), local_name(element)
                message = f"{part.where(element)}的 {parent} 里 {name} 的次序不对或重复"
                yield ELEMENT_ORDER.at(part.span(element), message, REPAIR)
                break
            last = max(rank, last)
    for element in part.root.iter(*_FIRST):
        for child in list(element)[1:]:
            if child.tag in _PROPERTIES and child.tag == _FIRST[element.tag]:
                name = local_name(child)
                message = f"{part.where(element)}的 {name} 应当排在最前"
                yield ELEMENT_ORDER.at(part.span(element), message, REPAIR)


def cells_end_in_paragraphs(part: XmlPart) -> Iterator[Finding]:
    """A cell must end in a paragraph, or in a content control that holds one."""
    for cell in part.root.iter(f"{W}tc"):
        blocks = [child.tag for child in cell if child.tag in _BLOCKS]
        if not blocks or blocks[-1] == f"{W}tbl":
            message = (
                f"{part.where(cell)}里没有段落"
                if not blocks
                else f"{part.where(cell)}里表格之后没有段落"
            )
            yield EMPTY_CELL.at(part.span(cell), message, REPAIR)


def rows_fill_the_grid(part: XmlPart) -> Iterator[Finding]:
    """Each row spans all columns of the grid; in a fixed table, each cell is as wide as they are.

    Where Word may fit the columns to their contents, the widths of cells are only wishes.
    """
    for table in part.root.iter(f"{W}tbl"):
        grid = [_number(column, "w") for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        layout = table.find(f"{W}tblPr/{W}tblLayout")
        fixed = layout is not None and layout.get(f"{W}type") == "fixed"
        for row in _unwrapped(table, f"{W}tr"):
            column = _skipped(row, "gridBefore")
            wrong = []
            for cell in _unwrapped(row, f"{W}tc"):
                properties = cell.find(f"{W}tcPr")
                span = _number(_child(properties, "gridSpan"), "val") or 1
                width = _child(properties, "tcW")
                wide = sum(grid[column : column + span])
                column += span
                if (
                    fixed
                    and width is not None
                    and width.get(f"{W}type") == "dxa"
                    and abs(_number(width, "w") - wide) > SLACK
                ):
                    message = f"{part.where(cell)}宽 {_number(width, 'w')}，所占的列宽 {wide}"
                    wrong.append(tolerated(CELL_WIDTH, part.span(cell), message, REPAIR))
            column += _skipped(row, "gridAfter")
            if column != len(grid):
                message = f"{part.where(row)}占 {column} 列，表格有 {len(grid)} 列"
                wrong = [tolerated(ROW_WIDTH, part.span(row), message, REPAIR)]
            yield from wrong


def _unwrapped(element: Element, tag: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, those in content controls too."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _unwrapped(child, tag)


def _child(element: Element | None, name: str) -> Element | None:
    return element.find(f"{W}{name}") if element is not None else None


def _number(element: Element | None, attribute: str) -> int:
    text = element.get(f"{W}{attribute}", "") if element is not None else ""
    return int(text) if re.fullmatch(r"-?\d{1,9}", text, re.ASCII) else 0


def _skipped(row: Element, name: str) -> int:
    return _number(_child(row.find(f"{W}trPr"), name), "val")


def balanced_fields(part: XmlPart) -> Iterator[Finding]:
    """A field begins, separates and ends in turn; and it is a page number."""
    fields: list[_Field] = []
    for element in part.root.iter(f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"):
        problem = ""
        match element.get(f"{W}fldCharType"):
            case "begin":
                fields.append(_Field(element))
            case "separate" if fields and not fields[-1].separated:
                fields[-1].separated = True
            case "separate":
                problem = "没有开头" if not fields else "分隔了两次"
            case "end" if fields:
                field = fields.pop()
                yield from _forbidden(part, field.begin, field.code)
            case "end":
                problem = "没有开头"
            case _ if element.tag == f"{W}fldSimple":
                yield from _forbidden(part, element, element.get(f"{W}instr", ""))
            case _ if fields:
                fields[-1].code += element.text or ""
            case _:
                problem = "没有开头"
        if problem:
            message = f"{part.where(element)}的域{problem}"
            yield UNBALANCED_FIELD.at(part.span(element), message, REPAIR)
    for field in fields:
        message = f"{part.where(field.begin)}的域没有结尾"
        yield UNBALANCED_FIELD.at(part.span(field.begin), message, REPAIR)
        yield from _forbidden(part, field.begin, field.code)


@dataclass(slots=True)
class _Field:
    """A field that has begun: its code comes in pieces."""

    begin: Element
    code: str = ""
    separated: bool = False


def _forbidden(part: XmlPart, element: Element, code: str) -> Iterator[Finding]:
    if not _FIELDS.fullmatch(code):
        message = f"{part.where(element)}有页码以外的域：{code.strip()[:40]}"
        help_ = "把域转成普通文字（Ctrl+Shift+F9）"
        if code.split()[:1] and code.split(maxsplit=1)[0].upper() in _FETCHING:
            yield FORBIDDEN_FIELD.at(part.span(element), message, help_)
        else:  # HYPERLINK, as WPS writes it, TOC, REF: Word shows what it last showed
            yield tolerated(FORBIDDEN_FIELD, part.span(element), message, help_)


def unique_ids(part: XmlPart) -> Iterator[Finding]:
    """Bookmarks, drawings and comments are numbered, each number once."""
    drawing = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    for tag, attribute in (
        (f"{W}bookmarkStart", f"{W}id"),
        (drawing, "id"),
        (f"{W}comment", f"{W}id"),
    ):
        seen: set[str] = set()
        for element in part.root.iter(tag):
            value = element.get(attribute, "")
            if value in seen:
                message = f"{part.where(element)}的编号 {value} 用过了"
                yield DUPLICATE_ID.at(part.span(element), message, REPAIR)
            seen.add(value)


def leading_section(part: XmlPart) -> Iterator[Finding]:
    """The page's properties stand at the end of the body."""
    body = part.root.find(f"{W}body")
    if body is None:
        return
    places = [position for position, child in enumerate(body) if child.tag == f"{W}sectPr"]
    if places != [len(body) - 1]:
        message = "页面设置（sectPr）应当在正文末尾，只有一处"
        place = part.root if not places else body[places[0]]
        yield tolerated(ELEMENT_ORDER, part.span(place), message, REPAIR)


def _unknown_styles(part: XmlPart, package: Package) -> Iterator[Finding]:
    styles = package.parts.get("word/styles.xml")
    if styles is None:
        return
    known = {style.get(f"{W}styleId") for style in styles.root.iter(f"{W}style")}
    for element in part.root.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle"):
        used = element.get(f"{W}val")
        if used not in known:
            message = f"{part.where(element)}用了没有的样式 {used}"
            yield tolerated(UNKNOWN_STYLE, part.span(element), message, "改用模板里有的样式")


RULES: tuple[PartRule, ...] = (
    element_order,
    cells_end_in_paragraphs,
    rows_fill_the_grid,
    balanced_fields,
    unique_ids,
    leading_section,
)
