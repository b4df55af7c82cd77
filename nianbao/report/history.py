"""Last year's report (上年), for what must agree across years."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from nianbao.files import shown
from nianbao.form import Cell
from nianbao.form.choice import choose_form
from nianbao.reading.yamltree import read_tree
from nianbao.report.bind import bind
from nianbao.report.content import Figure, Report
from nianbao.source import Source, read_source


class History(NamedTuple):
    """What is known of the year before: its file's name as printed, and its report if readable."""

    name: str
    previous: Report | None
    source: Source | None = None  # the file, as far as it could be read

    def figure(self, row: str, column: str) -> Figure | None:
        """Return last year's figure by names; None where that year's form has no such cell."""
        if self.previous is None:
            return None
        cells = [
            Cell(indicator, found)
            for indicator in self.previous.form.rows(row)
            if not indicator.is_heading
            for found in indicator.columns
            if found.name == column
        ]
        figure = self.previous.figures.get(cells[0]) if len(cells) == 1 else None
        return figure._replace(prefix="上年的") if figure else None


def read_history(path: Path, year: int, templates: Path) -> History:
    """Read the data file of the year before, which stands beside the year's own."""
    before = path.with_name(f"{year - 1}.yaml")
    if path.stem != str(year) or not before.is_file():
        return History(shown(before), None)
    source, undecodable = read_source(before, shown(before))
    tree = read_tree(source, undecodable)
    if tree.root is None:
        return History(shown(before), None, source)
    form, _ = choose_form(tree.root, year - 1, templates)
    report = bind(tree, form, year - 1)[0] if form else None
    return History(shown(before), report, source)
