"""What changed between two reports (变化): figures, texts by paragraph and clause, structure.

A figure is compared with the one that means the same. Where the forms differ, only what 沿革 names
does; everything else is listed as 口径不同, and is never a drop to zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal

from nianbao.compare.pairing import Edit, changed_clauses, pairs
from nianbao.compare.sides import Side, SpokenText, spoken
from nianbao.form import Cell, Form
from nianbao.form.counterparts import Named, counterparts, different
from nianbao.report import Figure, Report
from nianbao.tuples import NamedTuple

ADDED, REMOVED, CHANGED, SAME = "增", "删", "改", "同"


class FigureChange(NamedTuple):
    """A figure of the new report and the old one's that means the same; None where one is not filled in."""

    cell: Cell  # of the new form
    before: Cell  # of the old form
    old: Figure | None
    new: Figure | None

    @property
    def same(self) -> bool:
        """Whether both say the same, / too."""
        return _text(self.old) == _text(self.new)

    @property
    def difference(self) -> int | Decimal | None:
        """The new figure less the old one; None where one is no number."""
        if self.old is None or self.new is None:
            return None
        if self.old.value is None or self.new.value is None:
            return None
        return self.new.value - self.old.value

    @property
    def percent(self) -> Decimal | None:
        """The difference in percent of the old figure, to one decimal; None where that is 0 or no number."""
        if self.difference is None or self.old is None or not self.old.number:
            return None
        share = Decimal(self.difference) * 100 / Decimal(self.old.number)
        return share.quantize(Decimal("0.1"), ROUND_HALF_UP)


class Apart(NamedTuple):
    """A cell that the other report's form has no counterpart for (口径不同), and its figure."""

    cell: Cell
    figure: Figure | None
    beside: Figure | None = (
        None  # the other's that 沿革 names beside it, though it counts something else
    )
    beside_cell: Cell | None = None


class TextChange(NamedTuple):
    """A paragraph that was added, removed or changed, and what of it, by the clause."""

    kind: str
    section: str  # its title
    old: SpokenText | None
    new: SpokenText | None
    clauses: tuple[Edit, ...] = ()


class StructureChange(NamedTuple):
    """Something of the report's build that changed: what, from, to."""

    what: str
    old: str
    new: str


class Changes(NamedTuple):
    """All that changed between two reports; `figures` has the equal ones too."""

    old: Side
    new: Side
    figures: tuple[FigureChange, ...]
    only_old: tuple[Apart, ...]
    only_new: tuple[Apart, ...]
    texts: tuple[TextChange, ...]
    structure: tuple[StructureChange, ...]
    notes: tuple[str, ...]  # what 沿革 says a person must decide

    @property
    def changed(self) -> list[FigureChange]:
        """The figures that are others now."""
        return [change for change in self.figures if not change.same]


def compare(old: Side, new: Side, forms: Named) -> Changes:
    """Return what changed from one report to another."""
    one, other = new.report.form, old.report.form
    paired = counterparts(one, other, forms)
    figures = tuple(
        FigureChange(
            cell, paired[cell], old.report.figures.get(paired[cell]), new.report.figures.get(cell)
        )
        for cell in one.cells
        if cell in paired and paired[cell] not in other.virtual
    )
    taken = {change.before for change in figures}
    beside = different(one, other)
    return Changes(
        old,
        new,
        figures,
        tuple(_apart(old.report, new.report, taken, {v: k for k, v in beside.items()})),
        tuple(_apart(new.report, old.report, {change.cell for change in figures}, beside)),
        tuple(_texts(old, new)),
        tuple(_structure(old, new)),
        () if one is other else (*_notes(one, other), *_notes(other, one)),
    )


def _apart(
    mine: Report, theirs: Report, taken: set[Cell], beside: Mapping[Cell, Cell]
) -> Iterator[Apart]:
    for cell in mine.form.cells:
        if cell not in taken:
            other = beside.get(cell)
            figure = theirs.figures.get(other) if other else None
            yield Apart(cell, mine.figures.get(cell), figure, other)


def _notes(newer: Form, older: Form) -> tuple[str, ...]:
    lineage = newer.lineage.get(older.folder.name)
    return lineage.notes if lineage else ()


# ── texts ───────────────────────────────────────────────────────────────────────────────────────


def _texts(old: Side, new: Side) -> Iterator[TextChange]:
    mine, theirs = _sections(old), _sections(new)
    left = dict(mine)
    for key, now in theirs.items():
        sources = [source for source in _sources(new, old, key) if source in left]
        before = [paragraph for source in sources for paragraph in left.pop(source)]
        yield from _paragraphs(_title(new, key), before, now)
    for key, before in left.items():
        yield from _paragraphs(_title(old, key), before, [])


def _sections(side: Side) -> dict[str, list[SpokenText]]:
    return {
        text.section.key: list(spoken(text.items, side.narrative)) for text in side.report.sections
    }


def _sources(new: Side, old: Side, key: str) -> tuple[str, ...]:
    """Return the sections of the old report that one of the new continues."""
    one, other = new.report.form, old.report.form
    if one is other:
        return (key,)
    if lineage := one.lineage.get(other.folder.name):
        return lineage.sections.get(key, ())
    if lineage := other.lineage.get(one.folder.name):
        return tuple(name for name, sources in lineage.sections.items() if key in sources)
    return (key,)


def _title(side: Side, key: str) -> str:
    return side.narrative.headings.get(key) or key


def _paragraphs(title: str, old: list[SpokenText], new: list[SpokenText]) -> Iterator[TextChange]:
    for i, j in pairs([each.text for each in old], [each.text for each in new]):
        before, now = old[i] if i is not None else None, new[j] if j is not None else None
        if before is None or now is None:
            yield TextChange(REMOVED if now is None else ADDED, title, before, now)
        elif before.text != now.text:
            clauses = tuple(changed_clauses(before.text, now.text))
            yield TextChange(CHANGED, title, before, now, clauses)


# ── structure ───────────────────────────────────────────────────────────────────────────────────


def _structure(old: Side, new: Side) -> Iterator[StructureChange]:
    for what, mine, theirs in (
        ("表式", old.report.form.name, new.report.form.name),
        *((what, mine, theirs) for what, mine, theirs in _heads(old, new)),
        ("各部分", "、".join(_titles(old)), "、".join(_titles(new))),
        *_counts(old, new),
    ):
        if mine != theirs:
            yield StructureChange(what, mine, theirs)


def _heads(old: Side, new: Side) -> Iterator[tuple[str, str, str]]:
    """Yield what stands before and after the text of both reports."""
    mine, theirs = _head(old), _head(new)
    for what in dict.fromkeys((*mine, *theirs)):
        yield what, mine.get(what, ""), theirs.get(what, "")


def _head(side: Side) -> dict[str, str]:
    report, texts = side.report, side.narrative.paragraphs
    day = f"{report.day.year}年{report.day.month}月{report.day.day}日"
    return {
        "机关": report.agency.text,
        "题名": side.narrative.title,
        "文号": texts[report.number] if report.number else "",
        "署名": report.signer.text,
        "成文日期": day if report.is_dated else "",
        "盖章": "是" if report.sealed else "否",
        "联系方式": texts[report.contact] if report.contact else "",
        **{key: texts[value] for key, value in report.filling},
    }


def _titles(side: Side) -> list[str]:
    return [_title(side, text.section.key) for text in side.report.sections if text.section.title]


def _counts(old: Side, new: Side) -> Iterator[tuple[str, str, str]]:
    """Yield how many paragraphs the parts have that both reports have."""
    mine, theirs = _sections(old), _sections(new)
    for key in theirs:
        if key in mine:
            what = f"“{_title(new, key)}”的段落"
            yield what, f"{len(mine[key])} 段", f"{len(theirs[key])} 段"


def _text(figure: Figure | None) -> str:
    return "" if figure is None else figure.text
