"""A Word file opened as what it is: a zip of XML parts that refer to each other.

Word and WPS "repair" a file that breaks the rules, or refuse it; they do not say why. Here each
broken rule is a finding. A place in a part is printed like one in a text file: the part is the
file, a paragraph is a line.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from nianbao.findings.codes.of_documents import (
    BAD_PART_NAME,
    BAD_XML,
    BROKEN_PART,
    DUPLICATE_PART,
    ENCRYPTED,
    NOT_DOCX,
    OVERSIZED_PART,
)
from nianbao.findings.finding import Finding
from nianbao.outputs.errors import TemplateError, whole
from nianbao.outputs.word.xmlpart import (
    BAD_ZIP,
    DOCUMENT,
    MAX_PART,
    RELS,
    W,
    main_part_name,
    parse_xml,
)
from nianbao.parsing import Element
from nianbao.source import Source, Span

MAX_ALL, MAX_PARTS = 100_000_000, 2_000  # bytes of all parts, and how many there may be
CONTENT_TYPES = "[Content_Types].xml"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
REPAIR = "从 git 取回原来的文件，或在 Word 里重做"


@dataclass(frozen=True)
class XmlPart:
    """An XML part, its paragraphs numbered as they come."""

    file: str
    name: str
    root: Element

    @cached_property
    def paragraphs(self) -> list[Element]:
        """The paragraphs of the part, those in tables too."""
        return list(self.root.iter(f"{W}p"))

    @cached_property
    def texts(self) -> list[str]:
        """The text of each paragraph."""
        return [text_of(paragraph) for paragraph in self.paragraphs]

    @cached_property
    def source(self) -> Source:
        """The part as a text whose lines are its paragraphs."""
        return Source(f"{self.file}!{self.name}", "", tuple(self.texts) or ("",))

    def span(self, element: Element, start: int = 0, length: int = 1) -> Span:
        """Return the place of an element, or of a part of its paragraph's text.

        What holds no paragraph and is in none stands at the paragraph before it.
        """
        paragraph = (
            element if element.tag == f"{W}p" else next(element.iterancestors(f"{W}p"), None)
        )
        if paragraph is None:
            paragraph = next(element.iter(f"{W}p"), None)
        if paragraph is None:
            around = chain([element], element.iterancestors())
            before = (e for one in around for e in one.itersiblings(preceding=True))
            paragraph = next((p for e in before for p in reversed([*e.iter(f"{W}p")])), None)
        line = self._lines[paragraph] if paragraph is not None else 1
        return self.source.span(line, start + 1, length)

    def where(self, element: Element) -> str:
        """Say in Chinese where an element stands: 第 5 段, or 表 1 第 3 行第 2 格."""
        cell = element if element.tag == f"{W}tc" else next(element.iterancestors(f"{W}tc"), None)
        row = element if element.tag == f"{W}tr" else next(element.iterancestors(f"{W}tr"), None)
        table = (
            element if element.tag == f"{W}tbl" else next(element.iterancestors(f"{W}tbl"), None)
        )
        style = next(element.iterancestors(f"{W}style"), None)
        if style is not None:
            return f"样式 {style.get(f'{W}styleId')} "
        if table is None:
            tags = {e.tag for e in chain([element], element.iterancestors())}
            page = f"{W}sectPr" in tags and f"{W}p" not in tags
            return "页面设置" if page else f"第 {self.span(element).line} 段"
        place = f"表 {self._number(self.root, 'tbl', table)} "
        if row is not None:
            place += f"第 {self._number(table, 'tr', row)} 行"
        if row is not None and cell is not None:
            place += f"第 {self._number(row, 'tc', cell)} 格"
        return place

    @cached_property
    def _lines(self) -> dict[Element, int]:
        return {paragraph: line for line, paragraph in enumerate(self.paragraphs, 1)}

    @cached_property
    def _numbered(self) -> dict[Element, dict[Element, int]]:
        return {}  # of a table its rows, of a row its cells: counted once

    def _number(self, parent: Element, tag: str, element: Element) -> int:
        """Return which of its kind an element is within another, from 1."""
        if parent not in self._numbered:
            children = enumerate(parent.iter(f"{W}{tag}"), 1)
            self._numbered[parent] = {child: number for number, child in children}
        return self._numbered[parent][element]


@dataclass(frozen=True)
class Package:
    """A Word file: its name as printed, the bytes of its parts, and the parts that are XML."""

    name: str
    data: dict[str, bytes]
    parts: dict[str, XmlPart]

    @property
    def texts(self) -> list[XmlPart]:
        """The parts that hold text: the document, headers, footers, notes."""
        pattern = re.compile(r"word/(document|header|footer|footnotes|endnotes|comments)[^/]*\.xml")
        return [part for name, part in self.parts.items() if pattern.fullmatch(name)]


def text_of(element: Element) -> str:
    """Return the text of a paragraph or run, without that of text boxes in it."""
    own = element if element.tag == f"{W}p" else next(element.iterancestors(f"{W}p"), None)
    return "".join(
        text.text or ""
        for text in element.iter(f"{W}t")
        if next(text.iterancestors(f"{W}p"), None) is own
    )


def open_package(name: str, data: bytes) -> tuple[Package, list[Finding]]:
    """Open a Word file: the zip and its XML; a package without parts where it cannot be opened."""
    if data.startswith(_OLD_OFFICE):
        message = "是加了密码的文件，或旧的 .doc 格式"
        return Package(name, {}, {}), [NOT_DOCX.at(whole(name), message, "去掉密码，另存为 .docx")]
    try:
        contents, findings = _unzip(name, data)
    except BAD_ZIP:
        message = "不是 Word 文件（docx），或已损坏、截断"
        return Package(name, {}, {}), [NOT_DOCX.at(whole(name), message, REPAIR)]
    if not contents and not findings:
        return Package(name, {}, {}), [
            NOT_DOCX.at(whole(name), "是空的压缩包，不是 Word 文件", REPAIR)
        ]
    contents = with_usual_names(contents)
    parts: dict[str, XmlPart] = {}
    damaged = {finding.span.source.name for finding in findings}
    for part, content in contents.items():
        if not part.endswith((".xml", ".rels")) or f"{name}!{part}" in damaged:
            continue
        try:
            parts[part] = XmlPart(name, part, parse_xml(content))
        except TemplateError as error:
            findings.append(BAD_XML.at(whole(f"{name}!{part}"), str(error), REPAIR))
    return Package(name, contents, parts), findings


def with_usual_names(contents: dict[str, bytes]) -> dict[str, bytes]:
    """Return parts with the main one, which the relationships tell, under the name that Word gives it."""
    main = main_part_name(contents.get(RELS, b""))
    if main == DOCUMENT or main not in contents or DOCUMENT in contents:
        return contents
    folder, _, file = main.rpartition("/")
    names = {main: DOCUMENT, f"{folder}/_rels/{file}.rels": f"word/_rels/{DOCUMENT[5:]}.rels"}
    renamed = {names.get(part, part): content for part, content in contents.items()}
    for part in (RELS, CONTENT_TYPES):
        if part in renamed:
            renamed[part] = renamed[part].replace(main.encode(), DOCUMENT.encode())
    return renamed


def _unzip(name: str, data: bytes) -> tuple[dict[str, bytes], list[Finding]]:
    """Unzip no more than a report can need, whatever the archive says of its sizes."""
    findings = []
    contents: dict[str, bytes] = {}
    left = MAX_ALL
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        if len(entries) > MAX_PARTS:
            message = f"压缩包里有 {len(entries):,} 个部件，上限 {MAX_PARTS:,}"
            return {}, [OVERSIZED_PART.at(whole(name), message, REPAIR)]
        for entry in entries:
            where = whole(f"{name}!{entry.filename}")
            if entry.filename in contents:
                findings.append(DUPLICATE_PART.at(where, "压缩包里有两个同名的部件", REPAIR))
            elif re.search(r"^/|\\|(^|/)\.\.(/|$)|^[A-Za-z]:", entry.filename):
                findings.append(BAD_PART_NAME.at(where, "部件的名字指到压缩包外面去了", REPAIR))
            elif entry.file_size > min(MAX_PART, left):
                message = f"部件太大：{entry.file_size:,} 字节，上限 {min(MAX_PART, left):,}"
                findings.append(OVERSIZED_PART.at(where, message, REPAIR))
            elif entry.flag_bits & 1:
                findings.append(ENCRYPTED.at(where, "文件加了密码", "去掉密码再存一次"))
            elif not entry.is_dir():
                content = _content(archive, entry)
                if content is None:
                    message = "部件已损坏：内容与压缩包里登记的大小、校验和不符"
                    findings.append(BROKEN_PART.at(where, message, REPAIR))
                contents[entry.filename] = content or b""
                left -= len(contents[entry.filename])
    return contents, findings


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes | None:
    """Read a part, never more of it than was declared; None where it is damaged."""
    try:
        with archive.open(entry) as part:
            return part.read(entry.file_size + 1)  # a bare read() inflates all that there is
    except BAD_ZIP:
        return None
