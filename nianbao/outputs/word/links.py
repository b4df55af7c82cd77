"""The rules of a package: which parts there must be, how they refer to each other, what may not run.

A relationship (关系) leads from a part to another or to something outside of the file. Nothing
outside is fetched, nothing runs.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from nianbao.findings.codes.of_documents import (
    DANGLING_RELATIONSHIP,
    DUPLICATE_ID,
    EXTERNAL_LINK,
    MACRO,
    MISSING_PART,
    NOT_DOCX,
    NOT_PRINTED,
    UNDECLARED_PART,
)
from nianbao.findings.finding import Finding, Severity
from nianbao.outputs.errors import tolerated, whole
from nianbao.outputs.word.chart import figures_of
from nianbao.outputs.word.chart_book import is_plain, own_workbook
from nianbao.outputs.word.package import REPAIR, Package, XmlPart
from nianbao.outputs.word.xmlpart import DOCUMENT, W
from nianbao.parsing import Element, local_name
from nianbao.regex import regex
from nianbao.source import Span

CONTENT_TYPES = "[Content_Types].xml"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_ASKED_FOR = ("/image", "/hyperlink", "/chart", "/oleObject")  # by number, and read only then
_ACTIVE = regex(
    r"vbaProject|vbaData|/activeX/|/embeddings/|oleObject|\.bin$|attachedToolbars", re.IGNORECASE
)

_BOOK = regex(r"word/embeddings/Workbook(\d{1,3})\.xlsx")


def check_package(package: Package) -> Iterator[Finding]:
    """Check a package as such: its parts, their declarations, its relationships, nothing active."""
    for rule in (required_parts, declared_parts, relationships, used_relationships, nothing_active):
        yield from rule(package)


def required_parts(package: Package) -> Iterator[Finding]:
    """A Word file has its list of types, its first relationships and its document."""
    for part in (CONTENT_TYPES, "_rels/.rels", DOCUMENT):
        if part not in package.data:
            yield MISSING_PART.at(whole(package.name), f"缺部件 {part}", REPAIR)
    document = package.parts.get(DOCUMENT)
    if document is not None and (
        document.root.tag != f"{W}document" or document.root.find(f"{W}body") is None
    ):
        message = "不是通常的 Word 正文（也许是“严格 Open XML”格式）"
        where = whole(f"{package.name}!{DOCUMENT}")
        yield NOT_DOCX.at(where, message, "在 Word 里另存为普通的 .docx")


def declared_parts(package: Package) -> Iterator[Finding]:
    """Each part is declared with its type; Word refuses a file with one that is not."""
    types = package.parts.get(CONTENT_TYPES)
    if types is None:
        return
    where = whole(f"{package.name}!{CONTENT_TYPES}")
    names = {
        e.get("PartName", "").lstrip("/"): e.get("ContentType", "")
        for e in types.root.iter("{*}Override")
    }
    endings = {
        e.get("Extension", "").lower(): e.get("ContentType", "")
        for e in types.root.iter("{*}Default")
    }
    for part in package.data:
        type_ = names.get(part) or endings.get(part.rpartition(".")[2].lower())
        plain = type_ == "application/xml" and part.startswith(("word/", "docProps/"))
        if part != CONTENT_TYPES and (not type_ or plain):
            message = f"{CONTENT_TYPES} 里没有登记这个部件"
            yield UNDECLARED_PART.at(whole(f"{package.name}!{part}"), message, REPAIR)
    for part in sorted(names.keys() - package.data.keys() - {""}):
        yield tolerated(MISSING_PART, where, f"登记了 {part}，但没有这个部件", REPAIR)
    main = names.get(DOCUMENT, MAIN_TYPE)
    if "macroEnabled" in main:
        yield MACRO.at(where, "是启用宏的文件（docm）", "另存为普通的 .docx")
    elif main != MAIN_TYPE:
        message = f"{DOCUMENT} 登记成了别的类型：{main[:80]}"
        yield UNDECLARED_PART.at(where, message, "另存为普通的 .docx")


def relationships(package: Package) -> Iterator[Finding]:
    """Each relationship has its own number and leads to a part of the file, not outside."""
    for name, part in package.parts.items():
        if not name.endswith(".rels"):
            continue
        folder = posixpath.dirname(posixpath.dirname(name))
        seen: set[str] = set()
        used = _used(package, name)
        where = whole(f"{package.name}!{name}")
        for link in part.root.iter("{*}Relationship"):
            id_, target = link.get("Id", ""), link.get("Target", "")
            if id_ in seen:
                yield DUPLICATE_ID.at(where, f"关系编号 {id_} 用了两次", REPAIR)
            seen.add(id_)
            path = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
            if link.get("TargetMode") == "External":
                yield _external(link, where)
            elif path not in package.data:
                message = f"关系 {id_} 指向的 {target[:60]} 不存在"
                if id_ in used or not link.get("Type", "").endswith(_ASKED_FOR):
                    yield DANGLING_RELATIONSHIP.at(where, message, REPAIR)
                else:  # Word passes by what nothing asks for
                    yield tolerated(DANGLING_RELATIONSHIP, where, message, REPAIR)


def _used(package: Package, rels: str) -> set[str]:
    """Return the numbers of relationships that a part asks for; all that there are for the package."""
    folder, _, file = rels.removesuffix(".rels").rpartition("_rels/")
    part = package.parts.get(f"{folder}{file}")
    if part is None:
        return {link.get("Id", "") for link in package.parts[rels].root.iter("{*}Relationship")}
    return {value for _, value in _numbers(part)}


def _external(link: Element, where: Span) -> Finding:
    """Return the finding for a link to outside of the file.

    A hyperlink (Word makes one of each address that is typed) fetches nothing until it is clicked,
    so it is a warning, and so is the template that Word notes down; a picture or object from outside is
    fetched on opening.
    """
    target = link.get("Target", "")[:60]
    if link.get("Type", "").endswith("/hyperlink") and re.match(r"https?:|mailto:", target):
        message, help_ = f"有超链接：{target}", "在 Word 里右击，取消超链接"
        return EXTERNAL_LINK.at(where, message, help_, severity=Severity.WARNING, waivable=False)
    if link.get("Type", "").endswith("/attachedTemplate"):
        message, help_ = (
            f"文件记着制作时的模板：{target}",
            "在 Word 里改用 Normal 模板（开发工具—文档模板）",
        )
        return EXTERNAL_LINK.at(where, message, help_, severity=Severity.WARNING, waivable=False)
    message = f"链接到文件外面：{target}"
    return EXTERNAL_LINK.at(where, message, "在 Word 里取消链接；图片要嵌入")


def used_relationships(package: Package) -> Iterator[Finding]:
    """Each r:id leads to a relationship of its part."""
    for name, part in package.parts.items():
        folder, file = posixpath.split(name)
        links = package.parts.get(posixpath.join(folder, "_rels", f"{file}.rels"))
        ids = {link.get("Id") for link in links.root} if links is not None else set()
        for element, used in _numbers(part):
            if used and used not in ids:
                message = f"{part.where(element)}用了没有的关系编号 {used}"
                yield DANGLING_RELATIONSHIP.at(part.span(element), message, REPAIR)


def _numbers(part: XmlPart) -> Iterator[tuple[Element, str]]:
    """Yield the numbers of relationships that a part asks for, each with the element that asks."""
    for element in part.root.iter():
        for name, value in element.attrib.items():
            if str(name).startswith(_R):
                yield element, str(value)


def nothing_active(package: Package) -> Iterator[Finding]:
    """Report what could run: macros, ActiveX, embedded objects, foreign chunks.

    The workbook of a chart of ours is none of these: it holds names and figures, and what it holds is
    what the chart shows.
    """
    for name, data in package.data.items():
        if _ACTIVE.search(name) and not (_BOOK.fullmatch(name) and own_workbook(data)):
            where = whole(f"{package.name}!{name}")
            if _BOOK.fullmatch(name) and is_plain(data):
                message = "图的数据编辑过，图里的表不再是程序写的那一份"
                yield tolerated(MACRO, where, message, "看看图上的数；要原来的，重新生成")
            else:
                yield MACRO.at(where, "带有宏、控件或嵌入的对象", "另存为普通的 .docx")
    for part in package.parts.values():
        yield from _active_elements(part)
    yield from _charts(package)


def _charts(package: Package) -> Iterator[Finding]:
    """Report charts of ours that show something else than their workbooks hold."""
    for name, data in package.data.items():
        match = _BOOK.fullmatch(name)
        chart = package.parts.get(f"word/charts/chart{match[1]}.xml") if match else None
        if match is None or chart is None or (held := own_workbook(data)) is None:
            continue
        shown = figures_of(chart.root)
        if shown != held:
            where = whole(f"{package.name}!{chart.name}")
            message = f"图“{held.title}”上的数和图里的表不一致"
            yield NOT_PRINTED.at(where, message, "在 Word 里“编辑数据”改成一样，或重新生成")


def _active_elements(part: XmlPart) -> Iterator[Finding]:
    for element in part.root.iter(f"{W}altChunk", f"{W}object", f"{W}control"):
        message = f"{part.where(element)}有嵌入的内容（{local_name(element)}）"
        yield MACRO.at(part.span(element), message, "删去它，改成普通文字")
