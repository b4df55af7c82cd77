"""A paragraph of a Word file as characters with their looks (字), and put together again.

What was changed is told by the clause; so a paragraph's runs, which a program may cut anywhere, are
taken apart into characters and joined again where the look and the mark are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from itertools import groupby

from lxml import etree

from nianbao.compare.marking import INSERTED, REMOVED, Marks, add_text, text_run
from nianbao.compare.pairing import edits
from nianbao.files import CannotError
from nianbao.outputs.word.xmlpart import W
from nianbao.tuples import NamedTuple

_SIGNS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
_THING = "\ufffc"  # stands for what is no text: a picture, a field
_NOTHING = {  # leaves no trace in what a reader sees
    f"{W}{name}"
    for name in (
        "rPr", "lastRenderedPageBreak", "softHyphen", "annotationRef", "commentReference",
    )
}  # fmt: skip
_AROUND = {
    f"{W}{name}"
    for name in (
        "hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "dir", "bdo",
    )
}  # fmt: skip


class Atom(NamedTuple):
    """A character of a paragraph, its look, and its element where it is no letter."""

    char: str
    look: str  # the properties of its run, written out
    element: etree._Element | None = None


class Looks:
    """The properties of runs by how they are written out, so that they can be compared."""

    def __init__(self) -> None:
        self._known: dict[str, etree._Element | None] = {"": None}

    def name(self, look: etree._Element | None) -> str:
        """Return the properties written out; an empty text where there are none."""
        if look is None or not len(look):
            return ""
        name = etree.tostring(look, method="c14n", exclusive=True, with_tail=False).decode("utf-8")
        self._known.setdefault(name, look)
        return name

    def __getitem__(self, name: str) -> etree._Element | None:
        return self._known[name]


def atoms(paragraph: etree._Element, looks: Looks) -> list[Atom]:
    """Return the characters of a paragraph."""
    return list(_atoms(paragraph, looks))


def _atoms(element: etree._Element, looks: Looks) -> Iterator[Atom]:
    for child in element:
        if child.tag == f"{W}r":
            yield from _of_run(child, looks)
        elif child.tag in _AROUND:
            yield from _atoms(child, looks)


def _of_run(run: etree._Element, looks: Looks) -> Iterator[Atom]:
    look = looks.name(run.find(f"{W}rPr"))
    for child in run:
        if child.tag == f"{W}t":
            yield from (Atom(char, look) for char in child.text or "")
        elif child.tag in _SIGNS:
            yield Atom(_SIGNS[child.tag], look, child)
        elif isinstance(child.tag, str) and child.tag not in _NOTHING:
            yield Atom(_THING, look, child)


def words(found: Iterable[Atom]) -> str:
    """Return the text of characters, line ends and tabs as such."""
    return "".join(atom.char for atom in found)


def refuse_things(found: Iterable[Atom], name: str) -> None:
    """Refuse what is no text where it would have to be taken out: CannotError."""
    for atom in found:
        if atom.char == _THING:
            near = words(found)[:20].replace(_THING, "")
            raise CannotError(
                f"{name} 里“{near}……”这一段有图片、域或脚注，标不出修订；在 Word 里删去它再来"
            )


def runs(found: Sequence[Atom], looks: Looks) -> list[etree._Element]:
    """Return characters as runs, one for each stretch of one look."""
    made = []
    for look, stretch in groupby(found, key=lambda atom: atom.look):
        run = text_run("", looks[look])
        for is_letter, same in groupby(stretch, key=lambda atom: atom.element is None):
            if is_letter:
                add_text(run, words(same))
            else:
                run.extend(_alone(atom.element) for atom in same if atom.element is not None)
        made.append(run)
    return made


def _alone(element: etree._Element) -> etree._Element:
    copy = deepcopy(element)
    copy.tail = None
    return copy


def marked_runs(
    old: Sequence[Atom], new: Sequence[Atom], looks: Looks, marks: Marks, *, with_looks: bool
) -> Iterator[etree._Element]:
    """Yield the runs of a changed paragraph: what stayed, what was taken out, what was put in.

    `with_looks` also notes where what stayed looked otherwise before.
    """
    mine = theirs = 0
    for edit in edits(words(old), words(new)):
        before = old[mine : mine + len(edit.old)]
        now = new[theirs : theirs + len(edit.new)]
        mine, theirs = mine + len(edit.old), theirs + len(edit.new)
        if edit.same:
            yield from _kept(before, now, looks, marks, with_looks=with_looks)
            continue
        if before:
            yield marks.around(REMOVED, runs(before, looks))
        if now:
            yield marks.around(INSERTED, runs(now, looks))


def _kept(
    before: Sequence[Atom], now: Sequence[Atom], looks: Looks, marks: Marks, *, with_looks: bool
) -> Iterator[etree._Element]:
    if not with_looks:
        yield from runs(now, looks)
        return
    both = zip(before, now, strict=True)
    for (old, new), stretch in groupby(both, key=lambda pair: (pair[0].look, pair[1].look)):
        for run in runs([atom for _, atom in stretch], looks):
            if old != new:
                marks.changed_look(run, looks[old])
            yield run
