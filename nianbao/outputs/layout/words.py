"""The words of WordprocessingML and of docxtpl that a layout is written in.

All lengths are twips, twentieths of a point.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr


def run(text: str, style: str = "") -> str:
    """Return a run, perhaps in a character style, a line break at each newline.

    The hint sets “” and —— in the Chinese font, as nothing else does.
    """
    opening = '<w:t xml:space="preserve">'
    lines = f"</w:t><w:br/>{opening}".join(escape(line) for line in text.split("\n"))
    named = f"<w:rStyle w:val={quoteattr(style)}/>" if style else ""
    look = f'<w:rPr>{named}<w:rFonts w:hint="eastAsia"/></w:rPr>'
    return f"<w:r>{look}{opening}{lines}</w:t></w:r>"


def paragraph(style: str, *runs: str, **own: str) -> str:
    """Return a paragraph in a style, with properties of its own by their names, in the schema's order."""
    properties = "".join(f"<w:{name} {attributes}/>" for name, attributes in own.items())
    return (
        f"<w:p><w:pPr><w:pStyle w:val={quoteattr(style)}/>{properties}</w:pPr>{''.join(runs)}</w:p>"
    )


def cell(width: int, *paragraphs: str, span: int = 1, merge: str = "") -> str:
    """Return a table cell over one column or several.

    `merge` is restart for the uppermost of cells merged downwards, continue for the others.
    """
    across = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    down = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{across}{down}</w:tcPr>'
        f"{''.join(paragraphs)}</w:tc>"
    )


def row(cells: Iterable[str], *, header: bool = False) -> str:
    """Return a table row that no page break divides; a header stands on every page."""
    properties = "<w:cantSplit/>" + ("<w:tblHeader/>" if header else "")
    return "\n".join(["<w:tr>", f"<w:trPr>{properties}</w:trPr>", *cells, "</w:tr>"])


def table(
    caption: str, widths: Sequence[int], rows: Iterable[str], *,
    description: str, margin: int | None = None,
) -> str:  # fmt: skip
    """Return a table as wide as its columns; caption and description are what a screen reader says."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    sides = "".join(f'<w:{side} w:w="{margin}" w:type="dxa"/>' for side in ("left", "right"))
    return "\n".join(
        [
            "<w:tbl>",
            '<w:tblPr><w:tblStyle w:val="StatisticsTable"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            + '<w:tblLayout w:type="fixed"/>'
            + (f"<w:tblCellMar>{sides}</w:tblCellMar>" if margin is not None else "")
            + '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" '
            'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
            f"<w:tblCaption w:val={quoteattr(caption)}/>"
            f"<w:tblDescription w:val={quoteattr(description)}/></w:tblPr>",
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
