"""A page's report alone, for the box of a content system that strips styles, ids and classes."""

from __future__ import annotations

from lxml import etree, html

KEPT = {"colspan", "rowspan", "scope", "datetime", "lang"}
LEVELS = {f"级{level}": "\u3000" * level for level in range(1, 4)}


def fragment(page: bytes) -> bytes:
    """Return what stands in a page's article, with what a table needs and nothing else.

    Lines and levels of a table are told by attributes and blanks, which such systems leave.
    """
    document = html.document_fromstring(page.decode("utf-8"))
    (article,) = document.iter("article")
    for element in article.iter():
        lead = LEVELS.get(element.get("class", ""), "")
        if lead and element.tag == "th":
            element.text = f"{lead}{(element.text or '').strip()}"
        for name in set(element.attrib) - KEPT:
            del element.attrib[name]
        if element.tag == "table":
            element.set("border", "1")
    for element in [*article.iter("div", "footer")]:
        element.drop_tag()  # type: ignore[attr-defined]  # an element of lxml.html
    article.set("lang", "zh-CN")
    text = etree.tostring(article, encoding="unicode", method="html", with_tail=False)
    lines = (line.strip() for line in text.split("\n"))
    return ("\n".join(line for line in lines if line) + "\n").encode("utf-8")
