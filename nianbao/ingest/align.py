"""Rows of printed tables matched with the rows of a form (对行): by their labels in sequence, not by place.

Labels vary: numbers are lost, notes left out, words shortened. So the printed rows and the form's,
each with the heads that stand over it, are aligned as two sequences, the way a diff does; a head
that stands for several rows (行政许可 under 第二十条第（五）项 and under 其他) tells them apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nianbao.form import Form, Indicator
from nianbao.ingest.blocks import TableRows
from nianbao.ingest.cells import is_figure, is_unit
from nianbao.ingest.labels import EXACT, FOLDED, likeness
from nianbao.tuples import NamedTuple

LONGEST = 120  # characters of a label with its note; what is longer is a text
MOST = 3000  # labels that are looked at; the longest form has 65 rows
_WORTH = 1.6  # what an aligned pair counts beside its likeness: two doubtful pairs are less than a sure one


class Printed(NamedTuple):
    """A printed row: its labels, the last of which is its own, and its figures; where it stands."""

    labels: tuple[str, ...]
    figures: tuple[str, ...]
    place: str


class Expected(NamedTuple):
    """A row or head of the form, by all labels that it may be printed under."""

    labels: tuple[str, ...]
    row: Indicator | None  # None for a head


class Match(NamedTuple):
    """A row of the form and the printed row that is it, with how alike the labels are."""

    row: Indicator
    printed: Printed
    likeness: float

    @property
    def step(self) -> str:
        """How it was recognised: 逐字, 折叠 or 近似."""
        return "逐字" if self.likeness == EXACT else "折叠" if self.likeness >= FOLDED else "近似"


def printed_rows(grids: Sequence[TableRows]) -> Iterator[Printed]:
    """Yield the rows of tables, each split into labels and trailing figures."""
    for grid in grids:
        for number, row in enumerate(grid.rows, 1):
            cut = len(row)
            while cut and is_figure(row[cut - 1]) and not _is_label_of_nothing(row, cut):
                cut -= 1
            labels = tuple(
                cell for cell in row[:cut] if 0 < len(cell) <= LONGEST and not is_unit(cell)
            )
            yield Printed(labels, row[cut:], f"{grid.place}第 {number} 行")


def _is_label_of_nothing(row: tuple[str, ...], cut: int) -> bool:
    """Tell whether a blank cell before all others is where a label is missing and not a figure."""
    return cut == 1 and not row[0].strip() and len(row) > 1


def expected_rows(form: Form) -> Iterator[Expected]:
    """Yield the rows and heads of a form's tables in the order of print."""
    for table in form.tables:
        for block in table.blocks:
            if block.title:
                yield Expected((block.title,), None)
            for row in block.indicators:
                labels = (row.label, *([f"{row.label}{row.note}"] if row.note else []))
                yield Expected(labels, None if row.is_heading else row)


def align(form: Form, printed: Sequence[Printed]) -> list[Match]:
    """Return the form's rows that were found, in order; what is not among them was not."""
    expected = list(expected_rows(form))
    alike_of: dict[str, list[float]] = {}
    letters = {
        char for each in expected for label in each.labels for char in label if char.isalpha()
    }
    lines: list[tuple[Printed, str]] = []
    for line in printed:
        for label in line.labels:
            if label not in alike_of:
                own = [char for char in label if char.isalpha()]
                of_the_form = own and sum(char in letters for char in own) * 2 >= len(own)
                alike_of[label] = [_alike(label, each) for each in expected] if of_the_form else []
            if any(alike_of[label]) and len(lines) < MOST:
                lines.append((line, label))
    alike = [alike_of[label] for _, label in lines]
    best = [[0.0] * (len(expected) + 1) for _ in range(len(lines) + 1)]
    for i in range(len(lines) - 1, -1, -1):
        now, below, here = best[i], best[i + 1], alike[i]
        for j in range(len(expected) - 1, -1, -1):
            together = below[j + 1] + here[j] ** _WORTH if here[j] else 0.0
            now[j] = max(together, below[j], now[j + 1])
    matches, i, j = [], 0, 0
    while i < len(lines) and j < len(expected):
        score = alike[i][j]
        if score and best[i][j] == best[i + 1][j + 1] + score**_WORTH:
            line, label = lines[i]
            if (row := expected[j].row) is not None and label == line.labels[-1] and line.figures:
                matches.append(Match(row, line, score))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return matches


def _alike(label: str, expected: Expected) -> float:
    return max(likeness(label, each) for each in expected.labels)
