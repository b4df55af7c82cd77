"""The Word layout that a form begins with: a docxtpl template drawn from the form and a base.

`templates/base/` holds what all forms share, styles above all; only the document itself is drawn
here. `draw` is used once for a form: what it makes is kept as `report.docx`, and from then on a
person may edit that file in Word.

All lengths are twips, twentieths of a point.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from nianbao.form import Form

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOCUMENT = "word/document.xml"
FIRST_PARTS = ("[Content_Types].xml", "_rels/.rels")  # a package's reader looks for these first

# GB/T 9704-2012, 5.2.1: A4; 天头 37 mm, 订口 28 mm, 版心 156 mm × 225 mm. 7.5: the dashes beside
# the page number stand 7 mm below the 版心; with the footer's line of 14 pt that is 25.5 mm from
# the paper's edge. The grid is what Word's page setup shows, 22 lines of 28 characters
# (16 pt - 848/4096 pt = 15.79 pt a character); the styles keep to it without snapping to it.
SECTION = """\
<w:sectPr>
<w:footerReference w:type="default" r:id="rId4"/>
<w:footerReference w:type="even" r:id="rId5"/>
<w:pgSz w:w="11906" w:h="16838"/>
<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" \
w:header="1134" w:footer="1443" w:gutter="0"/>
<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-848"/>
</w:sectPr>"""

BLOCK_STYLES = {  # what the view calls a block of the text, and the style that prints it
    "一级标题": "Heading1",
    "二级标题": "Heading2",
    "三级标题": "Heading3",
    "段落": "BodyParagraph",
}
# A row without a figure is a heading: it stays with the row that follows. The last row stays with
# what follows the table, so that the signature does not stand alone on a page (9704, 7.3.5.5).
LEVEL_STYLES = {
    "行.级 == 0": "Indicator1",
    "行.级 == 1 and (not 行.数值 or loop.last)": "Indicator2Heading",
    "行.级 == 1": "Indicator2",
    "行.级 == 2": "Indicator3",
    "行.级 == 3": "Indicator4",
    "行.级 == 4": "Indicator5",
}
COLUMN_WIDTHS = (6407, 964, 1474)  # indicator, unit, figure


def base_parts(folder: Path) -> dict[str, bytes]:
    """Read the parts that all forms share; the folder mirrors the package."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def draw(form: Form, base: Mapping[str, bytes]) -> bytes:
    """Return the Word template of a form: the base's parts and the document, zipped."""
    return package({**base, DOCUMENT: document(form).encode()})


def package(parts: Mapping[str, bytes]) -> bytes:
    """Zip parts so that equal parts give equal bytes, on every machine and at any time."""
    names = [*FIRST_PARTS, *sorted(parts.keys() - set(FIRST_PARTS))]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in names:
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 0  # or the zip would tell Windows from Linux
            archive.writestr(entry, parts[name])
    return buffer.getvalue()


def document(form: Form) -> str:
    """Return word/document.xml: title, text, table, notes, signature, page."""
    body = [
        *when("文号", [paragraph("DocumentNumber", run("{{ 文号 }}"))]),
        title(),
        *text_blocks(),
        statistics_table(form),
        *each("行", "填报", [paragraph("TableNote", run("{{ 行 }}"))]),
        *when("联系方式", [paragraph("Contact", run("{{ 联系方式 }}"))]),
        paragraph("Issuer", run("{{ 落款.署名 }}")),
        paragraph("IssueDate", run("{{ 落款.日期 }}")),
        SECTION,
    ]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
            f'<w:document xmlns:w="{WORD}" xmlns:r="{RELATIONSHIPS}">',
            "<w:body>",
            *body,
            "</w:body>",
            "</w:document>\n",
        ]
    )


def title() -> str:
    """Return the title, on one line or on two."""
    text = "{{ 题名.首行 }}{% if 题名.次行 %}\n{{ 题名.次行 }}{% endif %}"
    return paragraph("Title", run(text))


def text_blocks() -> list[str]:
    """Return the loop over the blocks of the text, each in the style of its kind."""
    printed = {
        f'段.类 == "{kind}"': [paragraph(style, run("{{ 段.文 }}"))]
        for kind, style in BLOCK_STYLES.items()
    }
    return each("段", "正文", choose(printed))


def statistics_table(form: Form) -> str:
    """Return the table (统计表): a head that each page repeats, and a loop over its rows."""
    head = row(
        [cell(width, paragraph("TableHead", run(text))) for width, text in columns(form.heads)],
        header=True,
    )
    note = "{% if 行.注另行 %}\n{% endif %}{{ 行.注 }}"
    label = run(f"{{{{ 行.标签 }}}}{{% if 行.注 %}}{note}{{% endif %}}")
    levels = {condition: [paragraph(style, label)] for condition, style in LEVEL_STYLES.items()}
    cells = (
        "".join(choose(levels)),
        paragraph("Unit", run("{{ 行.单位 }}")),
        paragraph("Figure", run("{{ 行.数值 }}")),
    )
    figures = row([cell(width, content) for width, content in columns(cells)])
    return table(form.name, [head, *row_loop("行", "统计表.行", figures)])


def columns(contents: Iterable[str]) -> list[tuple[int, str]]:
    """Pair the contents of a row with the widths of the columns."""
    return list(zip(COLUMN_WIDTHS, contents, strict=True))


# The words of WordprocessingML that the layout needs.


def run(text: str) -> str:
    """Return a run, a line break at each newline.

    The hint sets “” and —— in the Chinese font, as nothing else does.
    """
    opening = '<w:t xml:space="preserve">'
    lines = f"</w:t><w:br/>{opening}".join(escape(line) for line in text.split("\n"))
    return f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>{opening}{lines}</w:t></w:r>'


def paragraph(style: str, *runs: str) -> str:
    """Return a paragraph in a style."""
    return f"<w:p><w:pPr><w:pStyle w:val={quoteattr(style)}/></w:pPr>{''.join(runs)}</w:p>"


def cell(width: int, *paragraphs: str, span: int = 1) -> str:
    """Return a table cell over one column or several."""
    merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}</w:tcPr>'
        f"{''.join(paragraphs)}</w:tc>"
    )


def row(cells: Iterable[str], *, header: bool = False) -> str:
    """Return a table row that no page break divides; a header stands on every page."""
    properties = "<w:cantSplit/>" + ("<w:tblHeader/>" if header else "")
    return "\n".join(["<w:tr>", f"<w:trPr>{properties}</w:trPr>", *cells, "</w:tr>"])


def table(caption: str, rows: Iterable[str]) -> str:
    """Return a table as wide as the text; the caption is what a screen reader says.

    The form's name ends in the year that it was issued, which is not the report's.
    """
    caption = caption.partition("（")[0]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in COLUMN_WIDTHS)
    return "\n".join(
        [
            "<w:tbl>",
            '<w:tblPr><w:tblStyle w:val="StatisticsTable"/>'
            f'<w:tblW w:w="{sum(COLUMN_WIDTHS)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
            'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            f"<w:tblCaption w:val={quoteattr(caption)}/></w:tblPr>",
            f"<w:tblGrid>{grid}</w:tblGrid>",
            *rows,
            "</w:tbl>",
        ]
    )


# docxtpl's tags: {%p %} stands alone in its paragraph, {%tr %} alone in its row; a tag without a
# letter may stand anywhere in a run's text.


def tag(text: str) -> str:
    """Return a paragraph that docxtpl replaces by its tag."""
    return f"<w:p>{run(text)}</w:p>"


def when(condition: str, paragraphs: Iterable[str]) -> list[str]:
    """Return paragraphs that are printed only if the condition holds."""
    return [tag(f"{{%p if {condition} %}}"), *paragraphs, tag("{%p endif %}")]


def choose(cases: Mapping[str, Iterable[str]]) -> list[str]:
    """Return a choice: of the paragraphs, those whose condition holds first."""
    chosen: list[str] = []
    for condition, paragraphs in cases.items():
        chosen += [tag(f"{{%p {'elif' if chosen else 'if'} {condition} %}}"), *paragraphs]
    return [*chosen, tag("{%p endif %}")]


def each(name: str, items: str, paragraphs: Iterable[str]) -> list[str]:
    """Return paragraphs that are printed once for each item."""
    return [tag(f"{{%p for {name} in {items} %}}"), *paragraphs, tag("{%p endfor %}")]


def row_loop(name: str, items: str, repeated: str) -> list[str]:
    """Return a row that is printed once for each item."""

    def tag_row(text: str) -> str:
        width, count = sum(COLUMN_WIDTHS), len(COLUMN_WIDTHS)
        return row([cell(width, paragraph("TableText", run(text)), span=count)])

    return [
        tag_row(f"{{%tr for {name} in {items} %}}"),
        repeated,
        tag_row("{%tr endfor %}"),
    ]
