"""Word files changed in one place, for tests of what finds the change."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

DOCUMENT = "word/document.xml"
CONTENT_TYPES = "[Content_Types].xml"
Change = Callable[[bytes], bytes]


def parts_of(docx: bytes) -> dict[str, bytes]:
    """The parts of a docx in their order."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    """A docx of these parts."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return result.getvalue()


def replaced(old: str, new: str, part: str = DOCUMENT, count: int = 1) -> Change:
    """A change of a docx: a text in a part, which must be there, becomes another."""

    def change(docx: bytes) -> bytes:
        parts = parts_of(docx)
        assert old.encode() in parts[part], f"no {old!r} in {part}"
        return zipped({**parts, part: parts[part].replace(old.encode(), new.encode(), count)})

    return change


def added(name: str, data: bytes = b"") -> Change:
    """A change of a docx: one more part, or another content for one that is there."""
    return lambda docx: zipped({**parts_of(docx), name: data})


def removed(name: str) -> Change:
    """A change of a docx: a part is gone."""

    def change(docx: bytes) -> bytes:
        parts = parts_of(docx)
        del parts[name]
        return zipped(parts)

    return change


def both(*changes: Change) -> Change:
    """Several changes of a docx, one after the other."""

    def change(docx: bytes) -> bytes:
        for one in changes:
            docx = one(docx)
        return docx

    return change


FOR_MACROS = replaced(
    "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "vnd.ms-word.document.macroEnabled.main+xml",
    CONTENT_TYPES,
)
