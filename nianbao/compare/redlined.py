"""The Word file with tracked changes that two Word files of our own make (修订对照的文件)."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from nianbao.compare.marking import Marks
from nianbao.compare.redline import Body, Redliner
from nianbao.files import CannotError
from nianbao.outputs.word.archive import archive, core_properties
from nianbao.outputs.word.imprint import imprint, imprint_of_static, is_of_our_making
from nianbao.outputs.word.package import Package, open_package
from nianbao.outputs.word.xmlpart import CORE, DOCUMENT, W
from nianbao.regex import regex
from nianbao.tuples import NamedTuple

_STYLES = "word/styles.xml"
_CHANGES = [
    f"{W}{name}"
    for name in (
        "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "trPrChange",
        "tcPrChange", "sectPrChange", "cellIns", "cellDel", "cellMerge",
    )
]  # fmt: skip
_MOMENT = regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_UNKNOWN_MOMENT = "1980-01-01T00:00:00Z"


class WordFile(NamedTuple):
    """A Word file by its name."""

    name: str
    data: bytes


class Signed(NamedTuple):
    """Whose the changes are, and of which moment (2026-01-16T00:00:00Z); "" is what the new file says."""

    author: str = ""
    moment: str = ""


def redlined(old: WordFile, new: WordFile, signed: Signed) -> bytes:
    """Return the new file with tracked changes from the old one.

    CannotError where one is no Word file of ours, or has tracked changes already.
    """
    before, after = _opened(old), _opened(new)
    document = after.parts[DOCUMENT].root
    author, moment = _signed(after, signed)
    same_styles = before.data.get(_STYLES) == after.data.get(_STYLES)
    marks = Marks(author, moment, _first_number(document))
    mine, theirs = (_body(each, file.name) for each, file in ((before, old), (after, new)))
    body = Redliner(mine, theirs, marks, with_looks=same_styles).body()
    parts = dict(after.data)
    parts[DOCUMENT] = _with_body(document, body)
    title = f"{_said(after, 'title') or new.name}（修订对照）"
    parts[CORE] = core_properties(title, author, moment, _mark(parts)).encode("utf-8")
    return archive(parts)


def is_as_redlined(data: bytes) -> bool:
    """Tell whether a file is one with tracked changes as it was written: nobody has saved it since."""
    package, _ = open_package("", data)
    return DOCUMENT in package.data and _mark(package.data).encode() in package.data.get(CORE, b"")


def _mark(parts: Mapping[str, bytes]) -> str:
    """Return what a file says of itself in its properties; a report's own mark looks otherwise."""
    return f"redline {imprint(imprint_of_static(parts), parts[DOCUMENT])}"


def _opened(file: WordFile) -> Package:
    package, findings = open_package(file.name, file.data)
    part = package.parts.get(DOCUMENT)
    if part is None or part.root.find(f"{W}body") is None:
        why = findings[0].message if findings else "里面没有正文"
        raise CannotError(f"{file.name}：{why}")
    if any(True for _ in part.root.iter(*_CHANGES)):
        raise CannotError(
            f"{file.name} 里已经有修订：先在 Word 里全部接受或拒绝（审阅—接受），存好再来"
        )
    if not is_of_our_making(package.data.get(CORE, b"")):
        raise CannotError(
            f"{file.name} 不是本程序写的 Word 年报，段落和表格的排法不一样，标不出修订；"
            "先用 import 把它读成数据文件，再拿那一年来对照"
        )
    return package


def _body(package: Package, name: str) -> Body:
    body = package.parts[DOCUMENT].root.find(f"{W}body")
    assert body is not None  # _opened has seen it
    styles = package.parts.get(_STYLES)
    found = styles.root.iterfind(f"{W}style") if styles is not None else ()
    names = {}
    for style in found:
        named = style.find(f"{W}name")
        names[style.get(f"{W}styleId", "")] = "" if named is None else named.get(f"{W}val", "")
    return Body(name, body, names)


def _with_body(document: etree._Element, blocks: list[etree._Element]) -> bytes:
    root = deepcopy(document)
    body = root.find(f"{W}body")
    assert body is not None
    for child in [*body]:
        body.remove(child)
    body.extend(blocks)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _first_number(document: etree._Element) -> int:
    """Return a number above all that bookmarks and comments have: no two marks may share one."""
    taken = [
        int(n) for e in document.iter() if (n := e.get(f"{W}id", "")).isascii() and n.isdigit()
    ]
    return max(taken, default=0) + 1


def _signed(package: Package, signed: Signed) -> tuple[str, str]:
    moment = signed.moment or _said(package, "modified")
    author = signed.author or _said(package, "creator") or "不知是谁"
    return author, moment if _MOMENT.fullmatch(moment) else _UNKNOWN_MOMENT


def _said(package: Package, name: str) -> str:
    """Return what a file's properties say of it."""
    part = package.parts.get(CORE)
    found = part.root.find(f"{{*}}{name}") if part is not None else None
    return (found.text or "").strip() if found is not None else ""
