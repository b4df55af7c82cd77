"""Tables that Excel opens (表), as csv."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence


def as_csv(head: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    """Return a table that Excel opens: UTF-8 with its mark, no cell that begins a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(head)
    for line in lines:
        cells = map(str, line)
        writer.writerow([f"'{c}" if c.startswith(("=", "+", "-", "@")) else c for c in cells])
    return text.getvalue().encode("utf-8-sig", "replace")
