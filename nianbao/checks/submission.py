"""What is submitted to the checks (送审稿): a report, its texts, the year before, the words looked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from nianbao.checks.prose import Prose
from nianbao.checks.statements import Statements
from nianbao.form import Cell
from nianbao.form.lexicon import Lexicon
from nianbao.form.vocabulary import Found
from nianbao.regex import regex
from nianbao.report import Figure, Report
from nianbao.report.history import History
from nianbao.report.narrative import Narrative

_CODE = regex(r"[<&\[*]|错误[!！]")


@dataclass(frozen=True, eq=False)
class Submission:
    """All that a check may look at; what several checks need is worked out once."""

    report: Report
    narrative: Narrative
    history: History
    lexicon: Lexicon

    @cached_property
    def prose(self) -> Prose:
        """The running text."""
        return Prose(self.report, self.narrative)

    @cached_property
    def statements(self) -> Statements:
        """What the text says of the table's cells."""
        return Statements(self.report, self.prose)

    @cached_property
    def phrases(self) -> tuple[Found, ...]:
        """Where the lexicon's words stand in the folded text."""
        return tuple(self.lexicon.vocabulary.find(self.prose.folded.text))

    @cached_property
    def without_code(self) -> str:
        """The published text, its residue of conversion blotted out, so that nobody mends inside it."""
        text = self.prose.published.text
        if not _CODE.search(text):
            return text
        return self.lexicon.residues.blotted(text)

    def last_year(self, cell: Cell) -> Figure | None:
        """Return last year's figure of a cell; None where that year has none."""
        return self.history.figure(cell.indicator.reference, cell.column.name)
