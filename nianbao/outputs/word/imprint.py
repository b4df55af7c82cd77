"""How a Word file tells that it is as it was written (印记): a hash of its parts in its own properties.

Any program that saves the file writes its parts anew, and keeps the property: so a changed file knows
that it is, also in another clone.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from hashlib import sha256

from nianbao.outputs.word.xmlpart import CORE, DOCUMENT

MAX_SIZE = 50_000_000  # bytes of all parts; a report has 120,000
_IDENTIFIER = re.compile(rb"<dc:identifier>([0-9a-f]{32})</dc:identifier>")


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


def is_as_written(data: bytes) -> bool:
    """Tell whether a Word file is one of ours and nobody has saved it since."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(entry.file_size for entry in package.infolist()) > MAX_SIZE:
                return False
            parts = {name: package.read(name) for name in package.namelist()}
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, OSError):
        return False
    match = _IDENTIFIER.search(parts.get(CORE, b""))
    if match is None or DOCUMENT not in parts:
        return False
    return match[1].decode() == imprint(imprint_of_static(parts), parts[DOCUMENT])
