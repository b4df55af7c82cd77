"""What a form says of the texts (文字): words for its indicators, demands on its sections.

    说法: [召开…会议, 专题会]

A way of speaking (说法) is words, with … where a few others may stand between them. Checks look for
them in the texts; how the trade speaks is data of the form, not Python.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from nianbao.form.table import Cell
from nianbao.form.vocabulary import Vocabulary
from nianbao.tuples import NamedTuple


class Activity(NamedTuple):
    """What a report tells of having done (活动), and the row that counts it."""

    words: tuple[str, ...]
    cell: Cell


class SpokenOf(NamedTuple):
    """A section that speaks of a cell."""

    section: str
    cell: Cell


class Demand(NamedTuple):
    """What a section must hold: so many characters, and words for each topic.

    `of_government` are topics that a government must write of, and its departments need not.
    """

    section: str
    most: int | None
    least: int | None
    topics: Mapping[str, tuple[str, ...]]
    of_government: Mapping[str, tuple[str, ...]]


class SectionNames(NamedTuple):
    """How texts may call a section beside its title (又作), and how older forms called it (旧称)."""

    section: str
    others: tuple[str, ...]
    older: tuple[str, ...]


class Kinds(NamedTuple):
    """Kinds of agencies by the ends of their names (机关类别)."""

    governments: tuple[str, ...] = ()  # they publish as a government does
    rule_makers: tuple[str, ...] = ()  # they may make 规章

    def is_government(self, agency: str) -> bool:
        """Tell whether an agency publishes as a government, and not as a department of one."""
        return agency.endswith(self.governments)

    def makes_rules(self, agency: str) -> bool:
        """Tell whether an agency may make 规章."""
        return agency.endswith(self.rule_makers)


_NO_KINDS = Kinds()


@dataclass(frozen=True)
class Wording:
    """What a form says of the texts of its reports (文字); nothing where it is silent."""

    activities: tuple[Activity, ...] = ()
    mentioned: tuple[Cell, ...] = ()  # to be written of when above 0
    fee: SpokenOf | None = None
    problems: str = ""  # the section of problems and measures
    processing_fee: SpokenOf | None = None
    demands: tuple[Demand, ...] = ()
    government_deadline: tuple[int, int] | None = None
    likeness: Decimal | None = None  # of a paragraph to last year's, 0 to 1
    sentence_likeness: Decimal | None = None  # of a sentence of problems and measures
    ratio: int | None = None  # to last year's figure, from which a figure stands out
    names: tuple[SectionNames, ...] = ()
    kinds: Kinds = _NO_KINDS
    rules: tuple[Cell, ...] = ()  # what only those who make 规章 may report above 0
    whole: tuple[Cell, ...] = ()  # of which all parts are to be told where one is (应说全)
    not_meant: tuple[str, ...] = ()  # words of something else that hold a 说法 (不算)
    scope: tuple[str, ...] = ()  # words that tell whose figures a government reports (范围)

    @cached_property
    def doings(self) -> Vocabulary:
        """The words of all activities."""
        return Vocabulary({words for activity in self.activities for words in activity.words})
