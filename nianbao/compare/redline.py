"""Two Word files of our own as one with tracked changes (修订对照).

Accepting all gives the new file, rejecting all the old one. Paragraphs are paired in their order,
tables row by row and cell by cell; within a paragraph the marks go by the clause. What is unlike is
taken out and put in as a whole. Where a page may break is no change: that is told of no row (48 balloons
in Word, and LibreOffice loses what was taken out of a paragraph whose properties are tracked).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import pairwise

from lxml import etree

from nianbao.compare.atoms import Atom, Looks, atoms, marked_runs, refuse_things, runs, words
from nianbao.compare.marking import INSERTED, REMOVED, Marks
from nianbao.compare.pairing import Pair, likeness, pairs
from nianbao.outputs.word.xmlpart import W
from nianbao.tuples import NamedTuple

_P, _TABLE, _ROW, _CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
_AROUND = {f"{W}sdt", f"{W}sdtContent", f"{W}customXml"}
_PAGING = (f"{W}keepNext", f"{W}keepLines")
_STYLES = (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
_TABLE_MARK = "\0"  # begins the key of a table, so that it is like no paragraph

Blocks = Sequence[etree._Element]


class Body(NamedTuple):
    """The body of a Word file, and what is needed to put its parts into another."""

    name: str
    element: etree._Element
    styles: dict[str, str]  # names by id


class Redliner:
    """Puts two bodies together; `with_looks` where both have the same styles, so that looks compare."""

    def __init__(self, old: Body, new: Body, marks: Marks, *, with_looks: bool) -> None:
        self._old, self._new, self._marks = old, new, marks
        self._with_looks = with_looks
        self._looks = Looks()
        ids = {name: id_ for id_, name in new.styles.items()}
        self._ids = {id_: ids.get(name, "") for id_, name in old.styles.items()}

    def body(self) -> list[etree._Element]:
        """Return the blocks of the body with all changes, and the new page's properties."""
        old, new = _blocks(self._old.element), _blocks(self._new.element)
        section = [deepcopy(each) for each in self._new.element.iterchildren(f"{W}sectPr")]
        return [*self._stories(old, new), *section]

    # ── blocks ──────────────────────────────────────────────────────────────────────────────

    def _stories(self, old: Blocks, new: Blocks) -> list[etree._Element]:
        """Return the paragraphs and tables of both, in order."""
        found = _with_last_together(
            list(pairs(list(map(_key, old)), list(map(_key, new)), _alike)), old, new
        )
        made: list[etree._Element] = []
        for i, j in _old_ones_first(found):
            if i is not None and j is not None:
                made.append(self._pair(old[i], new[j]))
                continue
            tag, block = (REMOVED, old[i]) if i is not None else (INSERTED, new[j or 0])
            if block.tag == _TABLE and made and made[-1].tag == _TABLE:
                made.append(self._between_tables())
            made.append(self._whole(block, tag))
        self._move_marks_up(made, found)
        return made

    def _pair(self, old: etree._Element, new: etree._Element) -> etree._Element:
        return self._table(old, new) if new.tag == _TABLE else self._paragraph(old, new)

    def _whole(self, block: etree._Element, tag: str) -> etree._Element:
        """Return a paragraph or table that only one side has, marked as a whole."""
        copy = self._copied(block, tag)
        if block.tag == _TABLE:
            for row in copy.iterchildren(_ROW):
                self._mark_row(row, tag)
        else:
            self._mark_paragraph(copy, tag, end=True)
        return copy

    def _copied(self, block: etree._Element, tag: str) -> etree._Element:
        """Return a copy of a block; one of the old file with the new one's ids of styles."""
        copy = deepcopy(block)
        copy.tail = None
        if tag == REMOVED:
            for element in [*copy.iter(*_STYLES)]:
                id_ = self._ids.get(element.get(f"{W}val", ""), "")
                if id_:
                    element.set(f"{W}val", id_)
                else:
                    _drop(element)
            for element in [*copy.iter()]:
                if isinstance(element.tag, str) and not element.tag.startswith(W):
                    _drop(
                        element
                    )  # what later versions of Word add is not declared in the new file
                else:
                    for name in [n for n in element.attrib if _is_foreign(str(n))]:
                        del element.attrib[name]
        return copy

    def _between_tables(self) -> etree._Element:
        """Return a paragraph that is neither in the old nor in the new file, so that tables stay two."""
        paragraph = etree.Element(_P)
        self._marks.end_paragraph(paragraph, INSERTED)
        self._marks.end_paragraph(paragraph, REMOVED)
        return paragraph

    def _move_marks_up(self, made: list[etree._Element], found: Sequence[Pair]) -> None:
        """Where the last paragraphs are only one side's, mark the end of each one before instead.

        The end of the very last paragraph can be neither taken out nor put in.
        """
        last = next((n for n, (i, j) in enumerate(reversed(found)) if None not in {i, j}), 0)
        tail = made[-last - 1 :] if last and len(made) > last else []
        if not tail or any(each.tag != _P for each in tail):
            return
        for before, paragraph in pairwise(tail):
            mark = _end_mark(paragraph)
            if mark is not None:
                _drop(mark)
                self._marks.end_paragraph(before, str(mark.tag))

    # ── paragraphs ──────────────────────────────────────────────────────────────────────────

    def _paragraph(self, old: etree._Element, new: etree._Element) -> etree._Element:
        mine, theirs = atoms(old, self._looks), atoms(new, self._looks)
        was, now = old.find(f"{W}pPr"), new.find(f"{W}pPr")
        other_properties = self._with_looks and self._properties(was) != self._properties(now)
        same = words(mine) == words(theirs)
        if same and not (self._with_looks and _looks_of(mine) != _looks_of(theirs)):
            paragraph = self._copied(new, INSERTED)
        else:
            paragraph = etree.Element(_P)
            if now is not None:
                paragraph.append(deepcopy(now))
            if not same:
                mine = self._of_the_old(mine)
            marked = marked_runs(
                mine, theirs, self._looks, self._marks, with_looks=self._with_looks
            )
            paragraph.extend(marked)
        if other_properties:
            self._marks.changed_properties(paragraph, was)
        return paragraph

    def _properties(self, found: etree._Element | None) -> str:
        """Return a paragraph's properties written out, but for those of where a page may break."""
        if found is None:
            return self._looks.name(None)
        kept = deepcopy(found)
        for each in [*kept.iterchildren(*_PAGING)]:
            kept.remove(each)
        return self._looks.name(kept)

    def _of_the_old(self, found: Sequence[Atom]) -> list[Atom]:
        """Return characters of the old file with looks that the new file knows."""
        refuse_things(found, self._old.name)
        known: dict[str, str] = {}
        for name in {atom.look for atom in found}:
            look = self._looks[name]
            known[name] = "" if look is None else self._looks.name(self._copied(look, REMOVED))
        return [atom._replace(look=known[atom.look]) for atom in found]

    def _mark_paragraph(self, paragraph: etree._Element, tag: str, *, end: bool) -> None:
        """Mark all that a paragraph says, and its end where it goes or comes as a whole."""
        found = atoms(paragraph, self._looks)
        if tag == REMOVED:
            refuse_things(found, self._old.name)
        for child in [*paragraph]:
            if child.tag != f"{W}pPr":
                paragraph.remove(child)
        if found:
            paragraph.append(self._marks.around(tag, runs(found, self._looks)))
        if end:
            self._marks.end_paragraph(paragraph, tag)

    # ── tables ──────────────────────────────────────────────────────────────────────────────

    def _table(self, old: etree._Element, new: etree._Element) -> etree._Element:
        table = self._copied(new, INSERTED)
        for row in [*table.iterchildren(_ROW)]:
            table.remove(row)
        mine, theirs = ([*each.iterchildren(_ROW)] for each in (old, new))
        found = pairs(list(map(_labels, mine)), list(map(_labels, theirs)))
        for i, j in _old_ones_first(list(found)):
            both = i is not None and j is not None
            if both and len(_cells(mine[i or 0])) == len(_cells(theirs[j or 0])):
                table.append(self._row(mine[i or 0], theirs[j or 0]))
                continue
            if i is not None:
                table.append(self._whole_row(mine[i], REMOVED))
            if j is not None:
                table.append(self._whole_row(theirs[j], INSERTED))
        return table

    def _row(self, old: etree._Element, new: etree._Element) -> etree._Element:
        row = self._copied(new, INSERTED)
        for cell, before, now in zip(_cells(row), _cells(old), _cells(new), strict=True):
            for block in _blocks(cell):
                _drop(block)
            cell.extend(self._stories(_blocks(before), _blocks(now)))
        return row

    def _whole_row(self, row: etree._Element, tag: str) -> etree._Element:
        copy = self._copied(row, tag)
        self._mark_row(copy, tag)
        return copy

    def _mark_row(self, row: etree._Element, tag: str) -> None:
        for paragraph in row.iter(_P):
            self._mark_paragraph(paragraph, tag, end=False)
        self._marks.row(row, tag)


# ── what is paired with what ────────────────────────────────────────────────────────────────────


def _blocks(element: etree._Element) -> list[etree._Element]:
    """Return the paragraphs and tables of a body or cell, those in content controls too."""
    found: list[etree._Element] = []
    for child in element:
        if child.tag in {_P, _TABLE}:
            found.append(child)
        elif child.tag in _AROUND:
            found += _blocks(child)
    return found


def _key(block: etree._Element) -> str:
    if block.tag != _TABLE:
        return words(atoms(block, Looks()))
    widest = max((len(_cells(row)) for row in block.iterchildren(_ROW)), default=0)
    return f"{_TABLE_MARK}{widest}\n{_labels(block)}"  # a saved file's grid may be another one


def _labels(element: etree._Element) -> str:
    """Return what a table or row says but for its figures."""
    texts = (
        "".join(text.text or "" for text in cell.iter(f"{W}t")) for cell in element.iter(_CELL)
    )
    return "\n".join(text for text in texts if not _is_figure(text))


def _is_figure(text: str) -> bool:
    return not text.strip().strip("-+/").replace(".", "").strip("0123456789")


def _alike(one: str, other: str) -> float:
    """Return how alike two blocks are: a table with as many columns, or a paragraph."""
    if one.startswith(_TABLE_MARK) != other.startswith(_TABLE_MARK):
        return 0.0
    if one.startswith(_TABLE_MARK) and _columns(one) != _columns(other):
        return 0.0
    return likeness(one, other)


def _columns(key: str) -> str:
    return key.partition("\n")[0]


def _cells(row: etree._Element) -> list[etree._Element]:
    return [*row.iterchildren(_CELL)]


def _with_last_together(found: list[Pair], old: Blocks, new: Blocks) -> list[Pair]:
    """Pair the last paragraphs of both, where neither has another: an end of all must stay."""
    ends = (len(old) - 1, len(new) - 1)
    if not old or not new or old[-1].tag != _P or new[-1].tag != _P:
        return found
    if (ends[0], None) in found and (None, ends[1]) in found:
        found = [pair for pair in found if pair not in {(ends[0], None), (None, ends[1])}]
        found.append(ends)
    return found


def _old_ones_first(found: Sequence[Pair]) -> Iterator[Pair]:
    """Yield pairs so that, between two that stay, all that was taken out precedes what was put in."""
    came: list[Pair] = []
    for pair in found:
        if pair[0] is None:
            came.append(pair)
            continue
        if pair[1] is not None:
            yield from came
            came = []
        yield pair
    yield from came


def _looks_of(found: Sequence[Atom]) -> list[str]:
    return [atom.look for atom in found]


def _end_mark(paragraph: etree._Element) -> etree._Element | None:
    look = paragraph.find(f"{W}pPr/{W}rPr")
    marks = [each for each in look if each.tag in {INSERTED, REMOVED}] if look is not None else []
    return marks[0] if len(marks) == 1 else None


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _is_foreign(name: str) -> bool:
    own = name.startswith((W, "{http://www.w3.org/XML/1998/namespace}"))
    return not own or name.startswith(f"{W}rsid")
