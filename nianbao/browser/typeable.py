"""What may be typed in a data file (补全): references with what they print, and the form's keys."""

from __future__ import annotations

import json

from nianbao.browser.placed import Told, place
from nianbao.form import LAST_YEAR, Cell, Form
from nianbao.form.schema import schema_of
from nianbao.report import Report
from nianbao.report.history import History
from nianbao.report.narrative import Narrative
from nianbao.report.references import FILTERS

OF_THE_FILE = {
    "年度": "统计年度", "上年度": "前一年", "下年度": "后一年", "机关": "机关名称", "署名": "落款的全称",
}  # fmt: skip


def words_of(form: Form) -> Told:
    """Return the keys that a form knows, as its schema tells them, and the filters of references."""
    return {
        "form": form.folder.name,
        "title": form.name,
        "schema": json.loads(schema_of(form)),
        "filters": list(FILTERS),
    }


def references(report: Report, history: History) -> list[Told]:
    """Return each reference that a text may hold, with what it means and prints."""
    own = {"年度": report.year, "上年度": report.year - 1, "下年度": report.year + 1}
    names = [
        {"name": name, "means": means, "value": str(own.get(name, ""))}
        for name, means in OF_THE_FILE.items()
    ]
    names += _of(report, "")
    if history.previous is not None:
        names += _of(history.previous, LAST_YEAR)
    return names


def _of(report: Report, prefix: str) -> list[Told]:
    cells: tuple[Cell, ...] = (*report.form.cells, *report.form.virtual)
    return [
        {
            "name": prefix + report.form.shortest(cell),
            "means": f"{'上年：' if prefix else ''}{cell.name}（{cell.unit.name}）",
            "value": figure.text if (figure := report.figures.get(cell)) else "",
        }
        for cell in cells
    ]


def referred(report: Report, narrative: Narrative) -> list[Told]:
    """Return where each reference stands, what it prints, and where its figure was typed."""
    found = []
    for line, filled in narrative.filled.items():
        for piece in filled.pieces:
            if piece.typed:
                continue
            figure = report.figures.get(piece.cell) if piece.cell else None
            found.append(
                {
                    "place": place(line.part(piece.start, piece.length)),
                    "value": piece.text,
                    "means": piece.cell.name if piece.cell else "",
                    "figure": place(figure.span) if figure else None,
                    "computed": bool(figure and figure.computed),
                }
            )
    return found
