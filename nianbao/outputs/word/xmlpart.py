"""The XML parts of a Word file."""

from __future__ import annotations

from lxml import etree

from nianbao.outputs.errors import TemplateError

DOCUMENT = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parse_xml(data: bytes) -> etree._Element:
    """Parse a part strictly: no entities, no network, no recovery from errors."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise TemplateError(f"部件不是完好的 XML（第 {line} 行第 {column} 列）") from error
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # the stubs allow None
        raise TemplateError("部件里有 DOCTYPE，不能使用")
    return root
