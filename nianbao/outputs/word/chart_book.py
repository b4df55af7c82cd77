"""The workbook within a chart (图中的表): what Word opens when somebody edits the chart's figures.

It is written by us, byte by byte, so that it can be told from any other embedded file: read and
written again, it is the same.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from html import escape, unescape

from nianbao.outputs.word.archive import XML, archive
from nianbao.regex import regex
from nianbao.tuples import NamedTuple

SHEET = "Sheet1"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 200_000  # bytes; one of ours has 3,000
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_ROW = regex(
    r'<row r="(\d+)"><c r="A\1" t="inlineStr"><is><t xml:space="preserve">([^<]*)</t></is></c>'
    r'(?:<c r="B\1"(?: t="inlineStr"><is><t xml:space="preserve">([^<]*)</t></is>|><v>([^<]*)</v>)</c>)?</row>'
)
_PLAIN = regex(
    r"\[Content_Types\]\.xml|docProps/\w+\.xml|(?:xl/)?(?:worksheets/)?_rels/[\w.]*\.rels|"
    r"xl/(?:workbook|styles|sharedStrings|calcChain|metadata)\.xml|xl/theme/theme\d+\.xml|"
    r"xl/worksheets/sheet\d+\.xml|xl/tables/table\d+\.xml"
)
_DATA = "xl/worksheets/sheet1.xml"


class ChartFigures(NamedTuple):
    """What a chart shows: the name of its figures, and each with its name; "" is no number."""

    title: str
    names: tuple[str, ...]
    figures: tuple[str, ...]


def workbook(shown: ChartFigures) -> bytes:
    """Return a workbook with the names in its first column and the figures in its second."""
    pairs = enumerate(zip(shown.names, shown.figures, strict=True), 2)
    rows = [
        _row(1, "", shown.title, is_text=True),
        *(_row(number, name, figure, is_text=False) for number, (name, figure) in pairs),
    ]
    sheet = f'{XML}<worksheet xmlns="{_MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'
    book = (
        f'{XML}<workbook xmlns="{_MAIN}" xmlns:r="{_RELS}"><sheets>'
        f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    types = (
        f'{XML}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.spreadsheetml.worksheet+xml"/></Types>'
    )
    parts = {
        "[Content_Types].xml": types,
        "_rels/.rels": relationships([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": relationships([("worksheet", "worksheets/sheet1.xml")]),
        _DATA: sheet,
    }
    return archive({name: part.encode("utf-8") for name, part in parts.items()})


def relationships(links: Sequence[tuple[str, str]]) -> str:
    """Return the part that says where a part's relationships lead, numbered rId1, rId2 and so on."""
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(links, 1)
    )
    return f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def own_workbook(data: bytes) -> ChartFigures | None:
    """Return what a workbook holds if it is one that we write, to the byte; else None."""
    if len(data) > MOST:
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if package.getinfo(_DATA).compress_type != zipfile.ZIP_STORED:
                return None  # ours are not packed, so none unpacks to more than it is
            sheet = package.read(_DATA).decode("utf-8")
    except Exception:
        return None
    rows = [match.groups() for match in _ROW.finditer(sheet)]
    if not rows or rows[0][2] is None:
        return None
    shown = ChartFigures(
        unescape(rows[0][2]),
        tuple(unescape(name) for _, name, _, _ in rows[1:]),
        tuple(figure or "" for _, _, _, figure in rows[1:]),
    )
    return shown if workbook(shown) == data else None


def is_plain(data: bytes) -> bool:
    """Tell whether a workbook holds tables and their looks alone, as one does that was edited in Word."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            if any(entry.file_size > MOST for entry in entries if entry.filename.endswith(".rels")):
                return False
            names = [entry.filename for entry in entries]
            links = [package.open(name).read(MOST) for name in names if name.endswith(".rels")]
    except Exception:
        return False
    return all(map(_PLAIN.fullmatch, names)) and not any(b"External" in each for each in links)


def _row(number: int, name: str, value: str, *, is_text: bool) -> str:
    first = f'<c r="A{number}" t="inlineStr">{_inline(name)}</c>'
    if not value:
        second = ""
    elif is_text:
        second = f'<c r="B{number}" t="inlineStr">{_inline(value)}</c>'
    else:
        second = f'<c r="B{number}"><v>{escape(value)}</v></c>'
    return f'<row r="{number}">{first}{second}</row>'


def _inline(text: str) -> str:
    return f'<is><t xml:space="preserve">{escape(text)}</t></is>'
