"""The zip of an Office file, and what it says of itself: the same bytes everywhere, at any time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from markupsafe import escape

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DATES = ("created", "modified")


def entry(name: str) -> zipfile.ZipInfo:
    """Return an entry without clock, system or compression, so that the bytes are the same everywhere."""
    made = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    made.create_system = 0
    return made


def archive(parts: Mapping[str, bytes]) -> bytes:
    """Return parts as a package, in the order in which they are given."""
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as into:
        for name, part in parts.items():
            into.writestr(entry(name), part)
    return package.getvalue()


def core_properties(title: str, author: str, moment: str, mark: str = "") -> str:
    """Return the part with a file's title and author, its moment (2026-01-16T00:00:00Z) and mark if any."""
    whose = escape(author)
    identifier = f"<dc:identifier>{mark}</dc:identifier>" if mark else ""
    dates = (
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>' for name in _DATES
    )
    return (
        f'{XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/'
        'metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title>"
        f"<dc:creator>{whose}</dc:creator>"
        f"{identifier}"
        "<dc:language>zh-CN</dc:language>"
        f"<cp:lastModifiedBy>{whose}</cp:lastModifiedBy>"
        f"{''.join(dates) if moment else ''}"
        "</cp:coreProperties>"
    )
