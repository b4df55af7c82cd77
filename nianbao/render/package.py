"""A Word file opened as what it is: a zip of XML parts that refer to each other.

Word and WPS "repair" a file that breaks the rules, or refuse it; they do not say why. Here each
broken rule is a finding. A place in a part is printed like one in a text file: the part is the
file, a paragraph is a line.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from lxml import etree

from nianbao.diagnostic import Diagnostic
from nianbao.render.errors import TemplateError
from nianbao.render.xmlpart import DOCUMENT, W, parse_xml
from nianbao.source import Source, Span

MAX_PART = 20_000_000  # bytes; a report's largest part has 100,000
CONTENT_TYPES = "[Content_Types].xml"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REPAIR = "从 git 取回原来的文件，或在 Word 里重做"


@dataclass(frozen=True)
class Part:
    """An XML part, its paragraphs numbered as they come."""

    file: str
    name: str
    root: etree._Element

    @cached_property
    def paragraphs(self) -> list[etree._Element]:
        """The paragraphs of the part, those in tables too."""
        return list(self.root.iter(f"{W}p"))

    @cached_property
    def texts(self) -> list[str]:
        """The text of each paragraph."""
        return ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in self.paragraphs]

    @cached_property
    def source(self) -> Source:
        """The part as a text whose lines are its paragraphs."""
        return Source(f"{self.file}!{self.name}", "", tuple(self.texts) or ("",))

    def span(self, element: etree._Element, start: int = 0, length: int = 1) -> Span:
        """Return the place of an element, or of a part of its paragraph's text."""
        within = next(element.iterancestors(f"{W}p"), None) if element.tag != f"{W}p" else element
        paragraph = within if within is not None else next(element.iter(f"{W}p"), None)
        line = self.paragraphs.index(paragraph) + 1 if paragraph is not None else 1
        return self.source.span(line, start + 1, length)

    def where(self, element: etree._Element) -> str:
        """Say in Chinese where an element stands: 第 5 段, or 表 1 第 3 行第 2 格."""
        cell = element if element.tag == f"{W}tc" else next(element.iterancestors(f"{W}tc"), None)
        row = element if element.tag == f"{W}tr" else next(element.iterancestors(f"{W}tr"), None)
        table = (
            element if element.tag == f"{W}tbl" else next(element.iterancestors(f"{W}tbl"), None)
        )
        if table is None:
            return f"第 {self.span(element).line} 段"
        place = f"表 {[*self.root.iter(f'{W}tbl')].index(table) + 1}"
        if row is not None:
            place += f"第 {[*table.iter(f'{W}tr')].index(row) + 1} 行"
        if row is not None and cell is not None:
            place += f"第 {[*row.iter(f'{W}tc')].index(cell) + 1} 格"
        return place


@dataclass(frozen=True)
class Package:
    """A Word file: its name as printed, the bytes of its parts, and the parts that are XML."""

    name: str
    data: dict[str, bytes]
    parts: dict[str, Part]

    @property
    def texts(self) -> list[Part]:
        """The parts that hold text: the document, headers, footers, notes."""
        pattern = re.compile(r"word/(document|header|footer|footnotes|endnotes|comments)[^/]*\.xml")
        return [part for name, part in self.parts.items() if pattern.fullmatch(name)]


def finding(code: str, message: str, name: str, help_: str = _REPAIR) -> Diagnostic:
    """Report something that concerns a whole file or part."""
    return Diagnostic(code, message, Source(name, "", ("",)).span(1, 1), help_)


def open_package(name: str, data: bytes) -> tuple[Package, list[Diagnostic]]:
    """Open a Word file and check it as a package: zip, parts, relationships, nothing from outside."""
    try:
        contents, findings = _unzip(name, data)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        broken = finding("not-docx", "不是 Word 文件（docx），或已损坏、截断", name)
        return Package(name, {}, {}), [broken]
    parts: dict[str, Part] = {}
    for part, content in contents.items():
        if not part.endswith((".xml", ".rels")):
            continue
        try:
            parts[part] = Part(name, part, parse_xml(content))
        except TemplateError as error:
            findings.append(finding("bad-xml", str(error), f"{name}!{part}"))
    package = Package(name, contents, parts)
    findings += [*_required(package), *_relationships(package), *_active(package)]
    return package, findings


def _unzip(name: str, data: bytes) -> tuple[dict[str, bytes], list[Diagnostic]]:
    findings = []
    contents: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            where = f"{name}!{entry.filename}"
            if entry.filename in contents:
                findings.append(finding("duplicate-part", "压缩包里有两个同名的部件", where))
            elif re.search(r"^/|\\|(^|/)\.\.(/|$)|^[A-Za-z]:", entry.filename):
                findings.append(finding("bad-part-name", "部件的名字指到压缩包外面去了", where))
            elif entry.file_size > MAX_PART:
                message = f"部件太大：{entry.file_size:,} 字节，上限 {MAX_PART:,}"
                findings.append(finding("oversized-part", message, where))
            elif entry.flag_bits & 1:
                findings.append(finding("encrypted", "文件加了密码", where, "去掉密码再存一次"))
            elif not entry.is_dir():
                contents[entry.filename] = archive.read(entry)
    return contents, findings


def _required(package: Package) -> Iterator[Diagnostic]:
    for part in (CONTENT_TYPES, "_rels/.rels", DOCUMENT):
        if part not in package.data:
            yield finding("missing-part", f"缺部件 {part}", package.name)
    types = package.parts.get(CONTENT_TYPES)
    if types is None:
        return
    declared = {element.get("PartName", "").lstrip("/") for element in types.root}
    endings = {element.get("Extension", "").lower() for element in types.root}
    for part in package.data:
        if (
            part != CONTENT_TYPES
            and part not in declared
            and part.rpartition(".")[2].lower() not in endings
        ):
            yield finding(
                "undeclared-part", f"{CONTENT_TYPES} 里没有登记这个部件", f"{package.name}!{part}"
            )
    for part in sorted(declared - package.data.keys() - {""}):
        yield finding(
            "missing-part", f"{CONTENT_TYPES} 里登记了 {part}，但没有这个部件", package.name
        )


def _relationships(package: Package) -> Iterator[Diagnostic]:
    for name, part in package.parts.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        seen: set[str] = set()
        where = f"{package.name}!{name}"
        for link in part.root:
            id_, target = link.get("Id", ""), link.get("Target", "")
            if id_ in seen:
                yield finding("duplicate-id", f"关系编号 {id_} 用了两次", where)
            seen.add(id_)
            if link.get("TargetMode") == "External":
                message = f"链接到文件外面：{target[:60]}"
                yield finding("external-link", message, where, "在 Word 里取消链接；图片要嵌入")
                continue
            path = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
            if path not in package.data:
                yield finding(
                    "dangling-relationship", f"关系 {id_} 指向的 {target[:60]} 不存在", where
                )
        yield from _unresolved(package, folder, name, seen)


def _unresolved(package: Package, folder: str, name: str, ids: set[str]) -> Iterator[Diagnostic]:
    """Report r:id attributes that lead to no relationship."""
    owner = package.parts.get(
        posixpath.join(folder, posixpath.basename(name).removesuffix(".rels"))
    )
    if owner is None:
        return
    for element in owner.root.iter(etree.Element):
        for attribute in ("id", "embed", "link"):
            used = element.get(f"{_R}{attribute}")
            if used is not None and used not in ids:
                yield Diagnostic(
                    "dangling-relationship", f"{owner.where(element)}用了没有的关系编号 {used}",
                    owner.span(element), _REPAIR,
                )  # fmt: skip


_ACTIVE = re.compile(
    r"vbaProject|vbaData|/activeX/|/embeddings/|oleObject|\.bin$|attachedToolbars", re.IGNORECASE
)


def _active(package: Package) -> Iterator[Diagnostic]:
    """Report what could run: macros, ActiveX, embedded objects, foreign chunks."""
    for name in package.data:
        if _ACTIVE.search(name):
            yield finding(
                "macro", "带有宏、控件或嵌入的对象", f"{package.name}!{name}", "另存为普通的 .docx"
            )
    for part in package.parts.values():
        for element in part.root.iter(f"{W}altChunk", f"{W}object", f"{W}control"):
            kind = etree.QName(element).localname
            message = f"{part.where(element)}有嵌入的内容（{kind}）"
            yield Diagnostic("macro", message, part.span(element), "删去它，改成普通文字")
        if b"macroEnabled" in package.data.get(CONTENT_TYPES, b"") and part.name == CONTENT_TYPES:
            yield finding(
                "macro",
                "是启用宏的文件（docm）",
                f"{package.name}!{part.name}",
                "另存为普通的 .docx",
            )
