"""An old report as one side of a comparison (一方): its figures and texts, without places in a data file."""

from __future__ import annotations

from nianbao.compare.sides import Side, Unread, side_of_text
from nianbao.ingest.unwritten import unwritten
from nianbao.workspace import Workspace


def side_of_old_report(
    workspace: Workspace, name: str, data: bytes, year: int | None = None, called: str = ""
) -> Side | Unread:
    """Return the report that a Word file, web page, text or PDF holds; rows that are in doubt are noted.

    `year` is taken where the report tells none of its own, and `called` for its name.
    """
    forms = workspace.national_forms()
    taken = unwritten(name, data, forms, year or 0)
    called = called or name
    side = side_of_text(workspace, taken.text.encode("utf-8"), taken.year, called, located=False)
    if isinstance(side, Unread) or not taken.doubtful:
        return side
    rows = "、".join(taken.doubtful)
    doubt = f"{called} 里有 {len(taken.doubtful)} 行读不准，没有比：{rows}"
    return side._replace(notes=(doubt,), errors=0)
