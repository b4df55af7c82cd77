"""The figures of a form as they were recognised (识别) in printed tables; what is doubtful is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from nianbao.form import Cell, Form, Indicator, Table
from nianbao.ingest.align import Printed, align, printed_rows
from nianbao.ingest.blocks import Block, TableRows, TextLine
from nianbao.ingest.cells import is_figure, read_cell, split_together
from nianbao.ingest.labels import FOLDED
from nianbao.tuples import NamedTuple

ACROSS = "横排"
SURE = 0.86  # likeness of a label that stands between the right neighbours or not
KNOWN = 0.25  # share of a form's rows that tells it from the others
FEW = 0.5  # share of a form's rows; with fewer, the lines of the text are looked at as rows too


class Recognised(NamedTuple):
    """What was recognised of a form's rows.

    `values` holds the figures of a row; `asked` those of which something is doubtful, with what was
    printed there; rows in neither were not found. `notes` say what was converted or taken for 0,
    `steps` how many rows were recognised in which way.
    """

    form: Form
    values: Mapping[Indicator, tuple[str, ...]]
    asked: Mapping[Indicator, str]
    notes: tuple[str, ...]
    steps: Mapping[str, int]

    @property
    def missing(self) -> list[Indicator]:
        """The rows that were not found at all."""
        return [row for row in self.form.values if row not in self.values and row not in self.asked]


def recognise(form: Form, blocks: Sequence[Block]) -> Recognised:
    """Return what tables and lines hold of a form's figures."""
    grids = [block for block in blocks if isinstance(block, TableRows)]
    reader = _Reader(form, list(printed_rows(grids)))
    if len(reader.matches) < FEW * len(form.values):
        grids.append(TableRows(tuple(_rows_of_lines(blocks)), "正文"))
        reader = _Reader(form, list(printed_rows(grids)))
    return reader.read()


def _rows_of_lines(blocks: Sequence[Block]) -> Iterator[tuple[str, ...]]:
    """Yield rows where a converter put each cell on a line, or a row's cells on one."""
    row: list[str] = []
    for block in blocks:
        for cell in block.text.split() if isinstance(block, TextLine) else ():
            if not is_figure(cell) and row and is_figure(row[-1]):
                yield tuple(row)
                row = []
            row.append(cell)
    if row:
        yield tuple(row)


class _Reader:
    def __init__(self, form: Form, printed: list[Printed]) -> None:
        self.form = form
        self.printed = printed
        self.matches = align(form, printed)
        self.values: dict[Indicator, tuple[str, ...]] = {}
        self.asked: dict[Indicator, str] = {}
        self.notes: list[str] = []
        self.zeros: list[str] = []
        self.steps: dict[str, int] = {}

    def read(self) -> Recognised:
        for place, match in enumerate(self.matches):
            if match.likeness >= SURE or self._wedged(place):
                self._take(match.row, match.printed.figures, match.printed.place)
            else:
                self._ask(match.row, match.printed)
            self.steps[match.step] = self.steps.get(match.step, 0) + 1
        for table in self.form.tables:
            if table.kind == ACROSS:
                self._across(table)
        if self.zeros:
            self.notes.append(f"空着的格按 0 读：{'、'.join(dict.fromkeys(self.zeros))}")
        return Recognised(self.form, self.values, self.asked, tuple(self.notes), self.steps)

    def _wedged(self, place: int) -> bool:
        """Tell whether a match stands between two sure ones that leave no other room for it."""
        rows = self.form.values
        index = rows.index(self.matches[place].row)
        before = index == 0 or self._sure(place - 1, rows[index - 1])
        after = index == len(rows) - 1 or self._sure(place + 1, rows[index + 1])
        return before and after

    def _sure(self, place: int, row: Indicator) -> bool:
        if not 0 <= place < len(self.matches):
            return False
        return self.matches[place].row is row and self.matches[place].likeness >= FOLDED

    def _ask(self, row: Indicator, printed: Printed) -> None:
        label = "·".join(printed.labels)
        self.asked[row] = f"{printed.place}：{label} {' '.join(printed.figures)}".strip()

    def _take(self, row: Indicator, figures: tuple[str, ...], place: str) -> None:
        cells = [Cell(row, column) for column in row.columns]
        extra = len(figures) - len(cells)
        if extra > 0 and not any(cell.strip() for cell in figures[:extra]):
            figures = figures[extra:]
        if len(figures) == 1 and len(cells) > 1:
            ways = split_together(figures[0].strip(), len(cells))
            if len(ways) == 1:
                self.notes.append(f"“{row.name}”的数连在一起（{figures[0]}），照合计只有一种分法")
                figures = ways[0]
        values = self._values(cells, figures)
        if values is None:
            self.asked[row] = f"{place}：{' | '.join(figures)}"
        else:
            self.values[row] = values

    def _values(self, cells: list[Cell], figures: tuple[str, ...]) -> tuple[str, ...] | None:
        """Return the figures of cells as the file types them; None where one is doubtful."""
        if len(figures) != len(cells):
            return None
        read = [
            read_cell(figure, cell.unit.name) for cell, figure in zip(cells, figures, strict=True)
        ]
        texts: list[str] = []
        for cell, value in zip(cells, read, strict=True):
            if value is None or (value.text in {"", "/"} and cell.unit.slash and value.text != "/"):
                return None
            if value.text == "/" and not cell.unit.slash:
                return None
            if value.done:
                self.notes.append(f"“{cell.name}”{value.done}")
            if not value.text:
                self.zeros.append(cell.indicator.name)
            texts.append(value.text or "0")
        return self._with_total(cells, texts, figures)

    def _with_total(
        self, cells: list[Cell], texts: list[str], figures: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Fill a total that was left blank beside figures that were not."""
        last = cells[-1]
        if len(cells) > 2 and not figures[-1].strip() and last in self.form.totals:
            total = (
                sum(int(text) for text in texts[:-1]) if all(map(str.isdigit, texts[:-1])) else 0
            )
            if total:
                self.notes.append(f"“{last.name}”空着，按各列之和填 {total}")
                return (*texts[:-1], str(total))
        return tuple(texts)

    def _across(self, table: Table) -> None:
        """Take the table whose rows are printed side by side as one row of figures."""
        rows = [row for row in table.indicators if not row.is_heading]
        if any(row in self.values for row in rows):
            return
        wanted = sum(len(row.columns) for row in rows)
        taken = {match.printed for match in self.matches}
        lines = [
            line
            for line in self.printed
            if line not in taken
            and len(line.figures) == wanted
            and any(map(str.strip, line.figures))
        ]
        if len(lines) != 1:
            for row in rows if lines else ():
                self.asked[row] = "；".join(
                    f"{line.place}：{' '.join(line.figures)}" for line in lines
                )
            return
        figures, at = lines[0].figures, 0
        for row in rows:
            self.asked.pop(row, None)
            self._take(row, figures[at : at + len(row.columns)], lines[0].place)
            at += len(row.columns)
        self.steps["横排"] = len(rows)


def best_form(forms: Sequence[Form], blocks: Sequence[Block], year: int = 0) -> Recognised:
    """Return what was recognised with the form whose rows are found best.

    Where hardly any row of any form is found, it is the one of the report's year.
    """
    all_of = [recognise(form, blocks) for form in forms]
    best = max(all_of, key=_found)
    if _found(best) >= KNOWN:
        return best
    own = [each for each in all_of if each.form.first_year <= year]
    return max(own, key=lambda each: each.form.first_year) if own else best


def _found(recognised: Recognised) -> float:
    return len(recognised.values) / len(recognised.form.values)
