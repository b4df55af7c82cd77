"""How a Word file tells that it is as it was written (印记): a hash of its parts in its own properties.

Any program that saves the file writes its parts anew, and keeps the property: so a changed file knows
that it is, also in another clone. Beside the hash stands a mark of each paragraph and row that was
printed: so it can be told whether the file or the data were changed since.
"""

from __future__ import annotations

import base64
import binascii
import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from hashlib import sha256

from nianbao.outputs.readback import Value
from nianbao.outputs.word.xmlpart import BAD_ZIP, CORE, DOCUMENT, read_part
from nianbao.regex import regex

MAX_SIZE = 50_000_000  # bytes of all parts; a report has 120,000
_IDENTIFIER = regex(
    rb"<dc:identifier>([0-9a-f]{32})(?: ([A-Za-z0-9+/=]{4,40000}))?</dc:identifier>"
)
MARK = 3  # bytes of a mark: of a hundred values, one in 160,000 is taken for another


def imprint_of_static(parts: Mapping[str, bytes]) -> bytes:
    """Return the hash of the parts that no report changes."""
    digest = sha256()
    for name in sorted(parts.keys() - {CORE, DOCUMENT}):
        digest.update(f"{name}\n{len(parts[name])}\n".encode())
        digest.update(parts[name])
    return digest.digest()


def imprint(static: bytes, document: bytes) -> str:
    """Return the mark of a file, of the hash of its static parts and its main part."""
    return sha256(static + document).hexdigest()[:32]


class Imprint:
    """What a Word file said when it was written, by the marks of its paragraphs and rows."""

    def __init__(self, marks: bytes) -> None:
        starts = range(0, len(marks) - MARK + 1, MARK)
        self._marks = frozenset(marks[start : start + MARK] for start in starts)

    def __contains__(self, value: object) -> bool:
        return isinstance(value, str | tuple) and _mark(value) in self._marks


def marks(values: Iterable[Value]) -> str:
    """Return the marks of what a file prints, as they stand in its properties."""
    return base64.b64encode(b"".join(map(_mark, values))).decode()


def printed_by(data: bytes) -> Imprint | None:
    """Return what a Word file said when it was written; None where it does not tell."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            match = _IDENTIFIER.search(read_part(package, CORE))
    except BAD_ZIP:
        return None
    if match is None or match[2] is None:
        return None
    try:
        return Imprint(base64.b64decode(match[2], validate=True))
    except binascii.Error:
        return None


def is_of_our_making(core: bytes) -> bool:
    """Tell by a file's properties whether it was written here once, whoever saved it since."""
    return _IDENTIFIER.search(core) is not None


def is_as_written(data: bytes) -> bool:
    """Tell whether a Word file is one of ours and nobody has saved it since."""
    parts = _parts(data)
    match = _IDENTIFIER.search(parts.get(CORE, b""))
    if match is None or DOCUMENT not in parts:
        return False
    return match[1].decode() == imprint(imprint_of_static(parts), parts[DOCUMENT])


def holds_nothing(data: bytes) -> bool:
    """Tell whether a file is what a power cut leaves of one that was written and not yet on the disk."""
    return not data.strip(b"\0")


def _mark(value: Value) -> bytes:
    words = value.strip() if isinstance(value, str) else "\t".join(value)
    return zlib.crc32(words.encode("utf-8", "surrogatepass")).to_bytes(4, "big")[:MARK]


def _parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file; none where it cannot be read or is too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(entry.file_size for entry in package.infolist()) > MAX_SIZE:
                return {}
            return {name: package.read(name) for name in package.namelist()}
    except BAD_ZIP:
        return {}
