"""Which cells of two forms are one (对应): only what 沿革 says, through as many forms as it takes.

A form is not compared with another by its names: what a row counts may have changed while its label
stayed. So two cells are one where the newer form's 沿革 names them, or their whole table (同表).
"""

from __future__ import annotations

from typing import Protocol

from nianbao.form.model import Form, Lineage
from nianbao.form.table import Cell

MOST = 20  # forms between two


class Named(Protocol):
    """The forms there are by their names; a workspace is one."""

    def form(self, name: str, /) -> tuple[Form | None, object]:
        """Return a form by its name; OSError where it is not there."""


def counterparts(one: Form, other: Form, forms: Named) -> dict[Cell, Cell]:
    """Return the cells of a form with those of another that mean the same; all where they are one form."""
    if one is other:
        return {cell: cell for cell in (*one.cells, *one.virtual)}
    if (found := _back(one, other, forms, MOST)) is not None:
        return found
    return {old: new for new, old in (_back(other, one, forms, MOST) or {}).items()}


def different(one: Form, other: Form) -> dict[Cell, Cell]:
    """Return the cells that 沿革 names side by side although they count something else (口径不同)."""
    found: dict[Cell, Cell] = {}
    for newer, older in ((one, other), (other, one)):
        lineage = newer.lineage.get(older.folder.name)
        for name in lineage.apart if lineage else ():
            new, old = newer.meant(name), older.meant(lineage.indicators[name]) if lineage else None
            if new and old:
                found |= {new: old} if newer is one else {old: new}
    return found


def _back(newer: Form, older: Form, forms: Named, left: int) -> dict[Cell, Cell] | None:
    """Return the pairs on the way from a form to one that it comes from; None where there is no way."""
    for name, lineage in newer.lineage.items() if left else ():
        between = _form(forms, name)
        if between is None:
            continue
        step = _step(newer, between, lineage)
        if between is older:
            return step
        if (rest := _back(between, older, forms, left - 1)) is not None:
            return {new: rest[cell] for new, cell in step.items() if cell in rest}
    return None


def _form(forms: Named, name: str) -> Form | None:
    try:
        return forms.form(name)[0]
    except OSError:
        return None


def _step(newer: Form, older: Form, lineage: Lineage) -> dict[Cell, Cell]:
    pairs: dict[Cell, Cell] = {}
    for key in lineage.tables:
        before = _by_names(older, key)
        pairs |= {
            cell: before[names] for names, cell in _by_names(newer, key).items() if names in before
        }
    for name, old_name in lineage.indicators.items():
        new, old = newer.meant(name), older.meant(old_name)
        if new and old and name not in lineage.apart:
            pairs[new] = old
    return pairs


def _by_names(form: Form, key: str) -> dict[tuple[str, bool, str], Cell]:
    """Return the cells of a table, printed and not, by the names of their rows and columns."""
    rows = {row for table in form.tables if table.key == key for row in table.indicators}
    virtual = {cell for table in form.tables if table.key == key for cell, _ in table.virtual}
    cells = [cell for cell in form.cells if cell.indicator in rows]
    return {
        (cell.indicator.reference, cell in virtual, cell.column.name): cell
        for cell in (*cells, *virtual)
    }
