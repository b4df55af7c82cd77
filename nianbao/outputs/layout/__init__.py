"""The Word layout that a form begins with: a docxtpl template drawn from the form and a base.

`templates/base/` holds what all forms share, styles above all; only the document itself is drawn
here. `draw` is used once for a form: what it makes is kept as `report.docx`, and from then on a
person may edit that file in Word.

All lengths are twips, twentieths of a point.

In reading order:

    words          paragraphs
    tables         tables
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from nianbao.form import Form
from nianbao.outputs.layout.tables import draw_table
from nianbao.outputs.layout.words import choose, each, paragraph, run, when
from nianbao.outputs.word.archive import archive
from nianbao.view import BODY, HEADING, RUN_IN, SUBHEADING
from nianbao.view import SECTION as SECTION_HEAD

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

TABLE_SPACE = 'w:after="120"'  # between the text and a table's upper border
NOTE_SPACE = 'w:before="200"'  # between a table and the lines under it
ISSUER = "{% if 落款.次行 %}{{ 落款.首行 }}\n{{ 落款.次行 }}{% else %}{{ 落款.署名 }}{% endif %}"
BLOCK_STYLES = {  # what the view calls a block of the text, and the style that prints it
    SECTION_HEAD: "Heading1",
    HEADING: "Heading2",
    RUN_IN: "Heading2RunIn",
    SUBHEADING: "Heading3",
    BODY: "BodyParagraph",
}


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
    return archive({name: parts[name] for name in names})


def document(form: Form) -> str:
    """Return word/document.xml: title, text, table, notes, signature, page."""
    body = [
        *when("文号", [paragraph("DocumentNumber", run("{{ 文号 }}"))]),
        title(),
        *text_and_tables(form),
        *each(
            "行",
            "填报",
            choose(
                {
                    "loop.first": [paragraph("TableNote", run("{{ 行 }}"), spacing=NOTE_SPACE)],
                    "true": [paragraph("TableNote", run("{{ 行 }}"))],
                }
            ),
        ),
        *when("联系方式", [paragraph("Contact", run("{{ 联系方式 }}"))]),
        paragraph("Issuer", run(ISSUER)),
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
    """Return the title, on one line, or on two or three."""
    more = "".join(
        f"{{% if 题名.{n} %}}\n{{{{ 题名.{n} }}}}{{% endif %}}" for n in ("次行", "末行")
    )
    text = f"{{{{ 题名.首行 }}}}{more}"
    return paragraph("Title", run(text))


def text_and_tables(form: Form) -> list[str]:
    """Return the text up to the first table, that table, and so on to the text after the last."""
    content = text_blocks(0)
    last = len(form.tables)
    for number, each_table in enumerate(form.tables, 1):
        content += [draw_table(each_table, number - 1), *text_blocks(number, last=number == last)]
    return content


def text_blocks(group: int, *, last: bool = False) -> list[str]:
    """Return the loop over a group of the text's blocks, each in the style of its kind.

    The very last paragraph keeps with the signature, which is not to stand alone on a page. The
    last one before a table stands off its border, and one with an address breaks within it.
    """
    text = run("{{ 段.文 }}")
    printed: dict[str, list[str]] = {}
    if last:
        printed['loop.last and 段.类 == "段落"'] = [paragraph("LastParagraph", text)]
    for kind, style in BLOCK_STYLES.items():
        runs = [text] if kind != RUN_IN else [run("{{ 段.领 }}", "RunInHead"), run("{{ 段.余 }}")]
        is_kind = f'段.类 == "{kind}"'
        if not last:
            off = paragraph(style, *runs, spacing=TABLE_SPACE)
            printed[f"loop.last and {is_kind}"] = [off]
        if kind == BODY:
            address = f'{is_kind} and "://" in 段.文'
            printed[address] = [paragraph(style, *runs, wordWrap='w:val="0"', jc='w:val="left"')]
        printed[is_kind] = [paragraph(style, *runs)]
    return each("段", f"正文[{group}]", choose(printed))
