"""What a collection is written as (收报材料): page, table, sums with their origins, letters; all by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from nianbao.datafile.summed import summed
from nianbao.datafile.typed import TypedRow
from nianbao.files import NOT_IN_NAMES
from nianbao.form import Cell, Indicator
from nianbao.many.account import HEAD, ORIGINS, as_page, note_of, origins, rows
from nianbao.many.collected import Collected
from nianbao.many.notices import notice
from nianbao.many.rollup import Rollup
from nianbao.many.spreadsheet import as_csv

LETTERS = "退回"


def papers(
    collected: Collected, rollups: Sequence[Rollup], page: str, parts: Mapping[str, bytes],
    day: date | None, folder: Path,
) -> dict[str, bytes]:  # fmt: skip
    """Return all files of a collection by their names below `folder`.

    `page` is the template of the page, `parts` are those of a Word file, `day` is that of the letters.
    """
    files = {
        "收报情况.html": as_page(page, collected, rollups),
        "收报情况.csv": as_csv(HEAD, rows(collected)),
    }
    for rollup in rollups:
        name = f"汇总（{rollup.scope}）"
        files[f"{name}.yaml"] = _summed(collected, rollup, folder / f"{name}.yaml").encode("utf-8")
        files[f"{name}出处.csv"] = as_csv(ORIGINS, origins(rollup))
    for standing in (*collected.standings, *collected.gone):
        if (data := notice(parts, collected, standing, day)) is not None:
            files[f"{LETTERS}/{NOT_IN_NAMES.sub('_', standing.unit.name)}.docx"] = data
    return files


def _summed(collected: Collected, rollup: Rollup, path: Path) -> str:
    superior = collected.roster.superior
    agency = superior.agency if superior else ""
    sums = rollup.by_cell

    def row(indicator: Indicator) -> TypedRow:
        cells = [sums[Cell(indicator, column)] for column in indicator.columns]
        notes = dict.fromkeys(filter(None, map(note_of, cells)))
        return TypedRow([each.text for each in cells], note="；".join(notes))

    return summed(rollup.form, collected.year, path, agency, list(_remarks(rollup)), row)


def _remarks(rollup: Rollup) -> Iterator[str]:
    yield (
        f"汇总范围：{rollup.scope}。以下各数是 {len(rollup.units)} 个单位的数相加；"
        f"每个数由哪些单位来，见 汇总（{rollup.scope}）出处.csv。"
    )
    if rollup.left_out:
        yield f"没有计入的 {len(rollup.left_out)} 个单位："
        for name, why in rollup.left_out:
            yield f"  {name}：{why}"
    yield "正文里写明汇总的范围（本级，还是全市、全县）。"
