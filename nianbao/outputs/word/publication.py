"""What a published Word file must not carry: comments, tracked changes, hidden words (不宜公布的内容)."""

from __future__ import annotations

from collections.abc import Iterator

from nianbao.findings.codes.of_documents import COMMENT_LEFT, HIDDEN_TEXT, TRACKED_CHANGE
from nianbao.findings.finding import Finding
from nianbao.outputs.word.package import Package, XmlPart
from nianbao.outputs.word.xmlpart import W
from nianbao.parsing import Element
from nianbao.regex import regex

_COMMENTS = regex(r"word/comments\d*\.xml")
_CHANGES = {f"{W}ins": "插入", f"{W}del": "删除", f"{W}moveTo": "移入", f"{W}moveFrom": "移出"}
_FORMATS = (f"{W}rPrChange", f"{W}pPrChange", f"{W}tblPrChange", f"{W}sectPrChange")
_OFF = {"0", "false", "off"}
SHOWN = 40  # characters of what is found that a finding says


def unfit(package: Package) -> Iterator[Finding]:
    """Yield what a finished file or a template must not carry into a publication."""
    for name, part in package.parts.items():
        if _COMMENTS.fullmatch(name):
            yield from _comments(part)
    for part in package.texts:
        if not _COMMENTS.fullmatch(part.name):
            yield from _changes(part)
            yield from _hidden(part)


def _comments(part: XmlPart) -> Iterator[Finding]:
    for comment in part.root.iter(f"{W}comment"):
        author, words = comment.get(f"{W}author") or "不知是谁", _words(comment)
        yield COMMENT_LEFT.at(
            part.span(comment),
            f"有批注：{author}：{words[:SHOWN]}",
            "在 Word 里删去批注（审阅—删除批注）",
        )


def _changes(part: XmlPart) -> Iterator[Finding]:
    for change in part.root.iter(*_CHANGES):
        words = _words(change)
        if words:
            author = change.get(f"{W}author") or "不知是谁"
            message = f"{part.where(change)}有修订：{author}{_CHANGES[change.tag]}“{words[:SHOWN]}”"
            yield TRACKED_CHANGE.at(
                part.span(change), message, "在 Word 里接受或拒绝修订（审阅—接受）"
            )
    formats = list(part.root.iter(*_FORMATS))
    if formats:
        message = f"有 {len(formats)} 处格式的修订"
        yield TRACKED_CHANGE.at(
            part.span(formats[0]), message, "在 Word 里接受或拒绝修订（审阅—接受）"
        )


def _hidden(part: XmlPart) -> Iterator[Finding]:
    for run in part.root.iter(f"{W}r"):
        style = run.find(f"{W}rPr")
        words = _words(run) if style is not None else ""
        if style is not None and words.strip() and (how := _how_hidden(style)):
            message = f"{part.where(run)}有{how}的字：“{words[:SHOWN]}”"
            yield HIDDEN_TEXT.at(part.span(run), message, "删去，或改成平常的字")


def _how_hidden(style: Element) -> str:
    for tag, how in (("vanish", "隐藏"), ("strike", "划掉"), ("dstrike", "划掉")):
        mark = style.find(f"{W}{tag}")
        if mark is not None and mark.get(f"{W}val", "1") not in _OFF:
            return how
    colour = style.find(f"{W}color")
    if colour is not None and (colour.get(f"{W}val") or "").upper() == "FFFFFF":
        return "" if _on_a_dark_ground(style) else "白色"
    return ""


def _on_a_dark_ground(style: Element) -> bool:
    """Tell whether a run, its paragraph or its cell is shaded, so that white words can be read."""
    for element in (style, *style.iterancestors(f"{W}p", f"{W}tc", f"{W}tr", f"{W}tbl")):
        for shade in element.iterfind(f"{W}shd" if element is style else f"*/{W}shd"):
            if (shade.get(f"{W}fill") or "auto").upper() not in {"AUTO", "FFFFFF"}:
                return True
    return False


def _words(element: Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t", f"{W}delText"))
