"""The XML parts of a Word file."""

from __future__ import annotations

import zipfile
import zlib

from nianbao import parsing
from nianbao.outputs.errors import TemplateError
from nianbao.regex import regex

try:
    from lzma import LZMAError
except ImportError:  # a Python that was built without it
    LZMAError = zlib.error  # type: ignore[misc, assignment]

CORE = "docProps/core.xml"
DOCUMENT = "word/document.xml"
RELS = "_rels/.rels"
_MAIN = regex(rb'<Relationship\b(?=[^>]*Type="[^"]*/officeDocument")[^>]*Target="([^"]+)"')
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


MAX_PART = 20_000_000  # bytes; a report's largest part has 100,000
MAX_TAGS = 400_000  # in a part, which are four times as many bytes in memory; a report's has 15,000
# What zipfile says of a package that is damaged, encrypted or packed in a way that no Word file is.
BAD_ZIP = (
    zipfile.BadZipFile, zlib.error, LZMAError, EOFError, KeyError, ValueError, RuntimeError, OSError,
)  # fmt: skip


def read_part(package: zipfile.ZipFile, name: str) -> bytes:
    """Read a part, never more of it than a part may have; one of BAD_ZIP where it has more."""
    entry = package.getinfo(name)
    if entry.file_size > MAX_PART:
        raise ValueError(f"{name}: {entry.file_size}")
    with package.open(entry) as part:
        return part.read(MAX_PART)


def main_part_name(rels: bytes) -> str:
    """Return the name of the main part as a package's first relationships tell it; else the usual one.

    Word Online calls it word/document2.xml.
    """
    match = _MAIN.search(rels)
    return match[1].decode("utf-8", "replace").lstrip("/") if match else DOCUMENT


def parse_xml(data: bytes) -> parsing.Element:
    """Parse a part strictly: no entities, no network, no recovery from errors."""
    if (tags := data.count(b"<")) > MAX_TAGS:
        raise TemplateError(f"部件太长：有 {tags:,} 个标记，上限 {MAX_TAGS:,}")
    try:
        return parsing.parse_xml(data)
    except parsing.NotXmlError as error:
        if not error.line:
            raise TemplateError("部件里有 DOCTYPE，不能使用") from error
        raise TemplateError(
            f"部件不是完好的 XML（第 {error.line} 行第 {error.column} 列）"
        ) from error
