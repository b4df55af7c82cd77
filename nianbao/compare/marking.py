"""Tracked changes as Word writes them (修订): marks on runs, on the ends of paragraphs, on rows."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from itertools import count

from lxml import etree

from nianbao.outputs.word.xmlpart import W

INSERTED, REMOVED = f"{W}ins", f"{W}del"
_RUN_TEXT, _REMOVED_TEXT = f"{W}t", f"{W}delText"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_AFTER_MARKS = {f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"}  # lead the properties of a mark
_LAST = (f"{W}sectPr", f"{W}pPrChange")


class Marks:
    """Writes the revisions of one author and one moment, each with a number of its own."""

    def __init__(self, author: str, moment: str, first: int) -> None:
        self._author, self._moment = author, moment
        self._numbers = count(first)

    def _mark(self, tag: str) -> etree._Element:
        mark = etree.Element(tag)
        mark.set(f"{W}id", str(next(self._numbers)))
        mark.set(f"{W}author", self._author)
        mark.set(f"{W}date", self._moment)
        return mark

    def around(self, tag: str, runs: Iterable[etree._Element]) -> etree._Element:
        """Return runs within a mark; the text of removed ones is written as Word wants it."""
        mark = self._mark(tag)
        for run in runs:
            if tag == REMOVED:
                for text in run.iter(_RUN_TEXT):
                    text.tag = _REMOVED_TEXT
            mark.append(run)
        return mark

    def end_paragraph(self, paragraph: etree._Element, tag: str) -> None:
        """Mark a paragraph's end as inserted or removed, after what it is marked as already."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        look = properties.find(f"{W}rPr")
        if look is None:
            look = etree.Element(f"{W}rPr")
            place = next((n for n, e in enumerate(properties) if e.tag in _LAST), len(properties))
            properties.insert(place, look)
        place = next((n for n, e in enumerate(look) if e.tag not in _AFTER_MARKS), len(look))
        look.insert(place, self._mark(tag))

    def row(self, row: etree._Element, tag: str) -> None:
        """Mark a row as inserted or removed."""
        properties = row.find(f"{W}trPr")
        if properties is None:
            properties = etree.Element(f"{W}trPr")
            before = [n for n, each in enumerate(row) if each.tag == f"{W}tblPrEx"]
            row.insert(before[0] + 1 if before else 0, properties)
        properties.append(self._mark(tag))

    def changed_look(self, run: etree._Element, old: etree._Element | None) -> None:
        """Note in a run how it looked before."""
        look = run.find(f"{W}rPr")
        if look is None:
            look = etree.Element(f"{W}rPr")
            run.insert(0, look)
        change = self._mark(f"{W}rPrChange")
        change.append(etree.Element(f"{W}rPr") if old is None else deepcopy(old))
        look.append(change)

    def changed_properties(self, paragraph: etree._Element, old: etree._Element | None) -> None:
        """Note in a paragraph which properties it had before."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        change = self._mark(f"{W}pPrChange")
        before = etree.SubElement(change, f"{W}pPr")
        for each in old if old is not None else ():
            if each.tag not in {f"{W}rPr", *_LAST}:
                before.append(deepcopy(each))
        properties.append(change)


def text_run(text: str, look: etree._Element | None) -> etree._Element:
    """Return a run that begins with a text, which may be none."""
    run = etree.Element(f"{W}r")
    if look is not None:
        run.append(deepcopy(look))
    if text:
        add_text(run, text)
    return run


def add_text(run: etree._Element, text: str) -> None:
    """Put text at the end of a run; its blanks stay."""
    element = etree.SubElement(run, _RUN_TEXT)
    element.set(_SPACE, "preserve")
    element.text = text
