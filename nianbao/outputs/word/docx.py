"""The Word report: the one file that knows docxtpl.

docxtpl turns the tags in a Word file's XML into a Jinja template. That is done once for a
template; a report is then one Jinja rendering, spliced into the package's unchanged parts.
Rendering is sandboxed, escapes what it prints, and fails on a name that is not there: docxtpl's
own way of rendering does none of the three.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from nianbao.outputs.sandbox import Compiled, Sandbox
from nianbao.outputs.word.archive import XML, core_properties, entry
from nianbao.outputs.word.imprint import imprint, imprint_of_static, marks
from nianbao.outputs.word.xmlpart import CORE, DOCUMENT, W, parse_xml
from nianbao.store import Store
from nianbao.tuples import NamedTuple
from nianbao.view import View

if TYPE_CHECKING:
    from lxml import etree

STYLES = "word/styles.xml"
SIGNATURE_STYLES = {"署名": "落款.署名右空", "成文日期": "落款.日期右空"}
TWIPS = 3.158  # in a hundredth of a character: 28 characters fill 8844 twips


class WordTemplate(NamedTuple):
    """A Word template, compiled once and rendered many times."""

    body: Compiled
    static: bytes  # a zip of the parts that no report changes
    digest: bytes  # the hash of those parts

    @classmethod
    def compile(cls, data: bytes, store: Store) -> WordTemplate:
        """Compile a docx that has passed the checks; TemplateError where that cannot be done."""
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        document = parts.pop(DOCUMENT)
        parts.pop(CORE, None)
        source = _jinja_source(document, parts.get(STYLES), store)
        body = Compiled("Word 模板", source, Sandbox(autoescape=True), store)
        static = io.BytesIO()
        with zipfile.ZipFile(static, "w") as package:
            for name, part in parts.items():
                package.writestr(entry(name), part)
        return cls(body, static.getvalue(), imprint_of_static(parts))

    def render(self, view: View) -> bytes:
        """Return the docx of a report; the same view gives the same bytes."""
        document = f"{XML}{self.body.fill(view)}".encode()
        printed = marks((*view.paragraphs, *view.rows))
        mark, day = f"{imprint(self.digest, document)} {printed}", view.落款.机器日期
        package = io.BytesIO(self.static)
        with zipfile.ZipFile(package, "a") as parts:
            core = core_properties(view.title, view.落款.署名, f"{day}T00:00:00Z", mark)
            parts.writestr(entry(CORE), core)
            parts.writestr(entry(DOCUMENT), document)
        return package.getvalue()


def _jinja_source(document: bytes, styles: bytes | None, store: Store) -> str:
    """Let docxtpl turn the tags of a document part into Jinja, unless an earlier run did."""
    key = store.key("jinja", document, *([] if styles is None else [styles]))
    if (kept := store.recall(key)) is not None:
        return kept.decode("utf-8")
    from docxtpl import DocxTemplate
    from lxml import etree

    root = parse_xml(document)
    if styles is not None:
        _indent_signature(root, styles)
    source = str(DocxTemplate(io.BytesIO()).patch_xml(etree.tostring(root, encoding="unicode")))
    store.keep(key, source.encode("utf-8"))
    return source


def _indent_signature(root: etree._Element, styles: bytes) -> None:
    """Let paragraphs of the signature's styles take their right indent from the view.

    How far the signature stands from the margin depends on its length (GB/T 9704-2012 7.3.5), so
    no style can hold it.
    """
    from lxml import etree

    ids = {
        style.get(f"{W}styleId"): SIGNATURE_STYLES[name]
        for style in parse_xml(styles).iter(f"{W}style")
        if (name := _style_name(style)) in SIGNATURE_STYLES
    }
    for paragraph_style in root.iter(f"{W}pStyle"):
        value = ids.get(paragraph_style.get(f"{W}val"))
        properties = paragraph_style.getparent()
        if value is None or properties is None:
            continue
        indent = properties.find(f"{W}ind")
        if indent is None:
            indent = etree.Element(f"{W}ind")
            _insert_indent(properties, indent)
        indent.set(f"{W}rightChars", f"{{{{ {value} }}}}")
        indent.set(f"{W}right", f"{{{{ ({value} * {TWIPS})|round|int }}}}")


def _insert_indent(properties: etree._Element, indent: etree._Element) -> None:
    from nianbao.outputs.word.ooxml import ORDER

    order = [f"{W}{name}" for name in ORDER["pPr"].split()]
    after = set(order[order.index(indent.tag) :])
    position = next(
        (i for i, child in enumerate(properties) if child.tag in after), len(properties)
    )
    properties.insert(position, indent)


def _style_name(style: etree._Element) -> str:
    name = style.find(f"{W}name")
    return name.get(f"{W}val", "") if name is not None else ""
