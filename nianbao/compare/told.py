"""Changes as a person reads them on a terminal, and as a program does (显示)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from nianbao.compare.changes import ADDED, REMOVED, Apart, Changes, FigureChange, TextChange
from nianbao.compare.sides import Side
from nianbao.compare.wording_of import NONE, of_apart, of_figure, of_share, plain, signed
from nianbao.findings.programs import dumped
from nianbao.findings.width import fitting, visible, width
from nianbao.report import Figure

LABEL = 44  # columns of a label
_HEADS = ("指标", "原来", "现在", "增减", "增减%", "现在的在")


def as_text(changes: Changes, *, everything: bool = False) -> str:
    """Print changes for a person; with `everything`, what did not change and what is 0, too."""
    return "\n".join(map(visible, _lines(changes, everything)))


def _lines(changes: Changes, everything: bool) -> Iterator[str]:
    yield f"{changes.old.name} → {changes.new.name}"
    yield from warnings(changes)
    yield ""
    yield counted(changes)
    shown = changes.figures if everything else changes.changed
    if shown:
        rows = [_HEADS, *(_row(changes, change) for change in shown)]
        yield from _columns(rows)
    yield from _apart_lines(changes, everything)
    yield ""
    yield f"正文：{len(changes.texts)} 段有变化"
    for text in changes.texts:
        yield from _of_text(changes, text)
    yield ""
    yield f"结构：{len(changes.structure)} 处有变化"
    for each in changes.structure:
        yield f"  {each.what}：{each.old or NONE} → {each.new or NONE}"


def warnings(changes: Changes) -> Iterator[str]:
    """Yield in Chinese which of the two has errors or doubtful rows, for then figures may be missing."""
    for side in (changes.old, changes.new):
        yield from (f"  {note}" for note in side.notes)
        if side.errors:
            yield f"  {side.name} 的数据有 {side.errors} 处错误，读不出的数没有比；先用 check 看"


def counted(changes: Changes) -> str:
    """Say how many figures were compared."""
    apart = len(changes.only_old) + len(changes.only_new)
    text = f"数：比了 {len(changes.figures)} 个，变了 {len(changes.changed)} 个"
    if not apart:
        return text
    return f"{text}；口径不同、没有比的：原来 {len(changes.only_old)} 个，现在 {len(changes.only_new)} 个"


def _row(changes: Changes, change: FigureChange) -> tuple[str, ...]:
    figure = change.new or change.old
    side = changes.new if change.new else changes.old
    place = side.place(figure.span) if figure else ""
    return (
        _short(change.cell.name), of_figure(change.old), of_figure(change.new),
        signed(change.difference), of_share(change), place,
    )  # fmt: skip


def _short(label: str) -> str:
    """Return a label that leaves room beside it; what it ends with, the column, stays."""
    if width(label) <= LABEL:
        return label
    end = label[label.rfind("·") :] if "·" in label else ""
    return f"{label[: fitting(label, LABEL - width(end) - 1)]}…{end}"


def _columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows with their columns side by side, figures at the right of theirs."""
    wide = [max(map(width, column)) for column in zip(*rows, strict=True)]
    last = len(wide) - 1
    for row in rows:
        cells = [
            f"{text}{' ' * (columns - width(text))}"
            if n in {0, last}
            else f"{' ' * (columns - width(text))}{text}"
            for n, (text, columns) in enumerate(zip(row, wide, strict=True))
        ]
        yield f"  {'  '.join(cells).rstrip()}"


def _apart_lines(changes: Changes, everything: bool) -> Iterator[str]:
    for name, side, cells in (
        ("原来", changes.old, changes.only_old),
        ("现在", changes.new, changes.only_new),
    ):
        shown = [each for each in cells if everything or is_told(each)]
        if not cells:
            continue
        yield ""
        more = len(cells) - len(shown)
        rest = f"，另有 {more} 个是 0 或空着（--all 都列出）" if more else ""
        yield f"口径不同，没有比（只有{name}的 {side.report.year} 年表里有）{rest}："
        yield from (f"  {each.cell.name}  {of_apart(each)}" for each in shown)
    if changes.notes:
        yield ""
        yield "两种表式怎样对应（沿革）："
        yield from (f"  {note}" for note in changes.notes)


def is_told(apart: Apart) -> bool:
    """Tell whether a cell without counterpart says anything: a figure that is not 0."""
    return bool(apart.beside or (apart.figure and apart.figure.number))


def _of_text(changes: Changes, text: TextChange) -> Iterator[str]:
    place = place_of(changes, text)
    if text.kind in {ADDED, REMOVED}:
        spoken = text.new or text.old
        sign = "＋" if text.kind == ADDED else "－"
        yield f"  {text.kind} 〔{text.section}〕{place}"
        yield f"    {sign} {spoken.text if spoken else ''}"
        return
    yield f"  {text.kind} 〔{text.section}〕{place}"
    for clause in text.clauses:
        if clause.old:
            yield f"    － {clause.old}"
        if clause.new:
            yield f"    ＋ {clause.new}"


def place_of(changes: Changes, text: TextChange) -> str:
    """Return where a paragraph stands: in the new report, or the old one's that is gone."""
    if text.new is not None:
        return changes.new.place(text.new.line.span)
    return changes.old.place(text.old.line.span) if text.old is not None else ""


# ── programs ────────────────────────────────────────────────────────────────────────────────────


def as_json(changes: Changes, *, everything: bool = False) -> str:
    """Print changes for a program, stable in keys and order; figures as they are printed."""
    shown = changes.figures if everything else changes.changed
    return dumped(
        {
            "old": _side(changes.old),
            "new": _side(changes.new),
            "compared": len(changes.figures),
            "figures": [_figure(changes, change) for change in shown],
            "apart": {
                "old": [_apart(changes.old, each) for each in changes.only_old],
                "new": [_apart(changes.new, each) for each in changes.only_new],
            },
            "texts": [_text(changes, text) for text in changes.texts],
            "structure": [each._asdict() for each in changes.structure],
            "notes": list(changes.notes),
        }
    )


def _side(side: Side) -> dict[str, Any]:
    report = side.report
    return {
        "name": side.name,
        "year": report.year,
        "agency": report.agency.text,
        "form": report.form.folder.name,
        "errors": side.errors,
    }


def _figure(changes: Changes, change: FigureChange) -> dict[str, Any]:
    difference = change.difference
    return {
        "cell": full_name(change.cell.indicator.reference, change.cell.column.name),
        "oldCell": full_name(change.before.indicator.reference, change.before.column.name),
        "label": change.cell.name,
        "unit": change.cell.unit.name,
        "old": change.old and change.old.text,
        "new": change.new and change.new.text,
        "difference": None if difference is None else plain(difference),
        "percent": None if change.percent is None else f"{change.percent:f}",
        "oldPlace": _place(changes.old, change.old),
        "newPlace": _place(changes.new, change.new),
    }  # fmt: skip


def full_name(row: str, column: str) -> str:
    """Return the name of a cell with all that it stands under."""
    return f"{row}.{column}"


def _apart(side: Side, apart: Apart) -> dict[str, Any]:
    beside = apart.beside_cell
    return {
        "cell": full_name(apart.cell.indicator.reference, apart.cell.column.name),
        "label": apart.cell.name,
        "unit": apart.cell.unit.name,
        "value": apart.figure and apart.figure.text,
        "place": _place(side, apart.figure),
        "beside": beside and full_name(beside.indicator.reference, beside.column.name),
        "besideValue": apart.beside and apart.beside.text,
    }


def _text(changes: Changes, text: TextChange) -> dict[str, Any]:
    return {
        "kind": text.kind,
        "section": text.section,
        "old": text.old and text.old.text,
        "new": text.new and text.new.text,
        "oldPlace": text.old and changes.old.place(text.old.line.span),
        "newPlace": text.new and changes.new.place(text.new.line.span),
        "clauses": [edit._asdict() for edit in text.clauses],
    }


def _place(side: Side, figure: Figure | None) -> str | None:
    return None if figure is None else side.place(figure.span)
