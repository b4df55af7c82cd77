"""Changes as a web page (比较的网页): one file, with what was taken out and put in marked in the text."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from nianbao.compare.changes import Changes, TextChange
from nianbao.compare.pairing import edits
from nianbao.compare.told import counted, is_told, place_of, warnings
from nianbao.compare.wording_of import NONE, of_apart, of_figure, of_share, signed
from nianbao.outputs.charts.markup import PageColumn, page, table

_FIGURES = (
    PageColumn("指标"), PageColumn("单位", words=True), PageColumn("原来"), PageColumn("现在"), PageColumn("增减"),
    PageColumn("增减%"),
)  # fmt: skip


def as_page(changes: Changes, *, everything: bool = False) -> bytes:
    """Return changes as a page; with `everything`, what did not change and what is 0, too."""
    return page(_title(changes), _body(changes, everything))


def _title(changes: Changes) -> str:
    """Return what the page is called: two years of one agency by these, else the files by their names."""
    old, new = changes.old, changes.new
    agency, years = new.report.agency.text, (old.report.year, new.report.year)
    if old.report.agency.text == agency and years[0] != years[1]:
        return f"{agency}{years[0]}年与{years[1]}年政府信息公开工作年度报告比较"
    return f"{old.name} 与 {new.name} 比较"


def _body(changes: Changes, everything: bool) -> Iterator[str]:
    yield f"<p>原来：{escape(changes.old.name)}；现在：{escape(changes.new.name)}。</p>"
    for line in (*warnings(changes), counted(changes)):
        yield f"<p>{escape(line.strip())}</p>"
    yield "<h2>数</h2>"
    shown = changes.figures if everything else changes.changed
    if shown:
        rows = [
            [
                escape(text)
                for text in (
                    change.cell.name, change.cell.unit.name, of_figure(change.old),
                    of_figure(change.new), signed(change.difference), of_share(change),
                )
            ]
            for change in shown
        ]  # fmt: skip
        yield from table("数", "变了的数" if not everything else "可比的数", _FIGURES, rows)
    else:
        yield "<p>没有变。</p>"
    yield from _apart(changes, everything)
    yield "<h2>正文</h2>"
    if changes.texts:
        heads = (
            PageColumn("部分"),
            PageColumn("怎样变", words=True),
            PageColumn("文字", words=True),
            PageColumn("在哪里", words=True),
        )
        yield from table("正文", "有变化的段落", heads, (_text_row(changes, t) for t in changes.texts))  # fmt: skip
    else:
        yield "<p>没有变。</p>"
    yield "<h2>结构</h2>"
    if changes.structure:
        parts = (PageColumn("项"), PageColumn("原来", words=True), PageColumn("现在", words=True))
        rows = [[escape(t or NONE) for t in (s.what, s.old, s.new)] for s in changes.structure]
        yield from table("结构", "结构的变化", parts, rows)
    else:
        yield "<p>没有变。</p>"


def _apart(changes: Changes, everything: bool) -> Iterator[str]:
    if not changes.only_old and not changes.only_new:
        return
    yield "<h2>口径不同，没有比</h2>"
    for name, side, cells in (
        ("原来", changes.old, changes.only_old),
        ("现在", changes.new, changes.only_new),
    ):
        shown = [each for each in cells if everything or is_told(each)]
        rows = [[escape(each.cell.name), escape(of_apart(each))] for each in shown]
        if rows:
            heads = (PageColumn("指标"), PageColumn("数", words=True))
            caption = f"只有{name}的 {side.report.year} 年表里有"
            yield from table(f"只有{name}", caption, heads, rows)
        if more := len(cells) - len(shown):
            yield f"<p>{name}另有 {more} 个是 0 或空着。</p>"
    if changes.notes:
        yield "<p>两种表式怎样对应：</p>"
        yield f"<ul>{''.join(f'<li>{escape(note)}</li>' for note in changes.notes)}</ul>"


def _text_row(changes: Changes, text: TextChange) -> list[str]:
    old, new = (each.text if each else "" for each in (text.old, text.new))
    marked = "".join(
        escape(edit.old) if edit.same else f"{_marked('del', edit.old)}{_marked('ins', edit.new)}"
        for edit in edits(old, new)
    )
    return [escape(text.section), text.kind, marked, escape(place_of(changes, text))]


def _marked(tag: str, words: str) -> str:
    return f"<{tag}>{escape(words)}</{tag}>" if words else ""
