"""The fonts that a document asks for, those of this machine, and those that came into a PDF (字体)."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterator

from nianbao.regex import regex

_COMMON = "一国公开"  # characters that every Chinese font has
_NAME = regex(rb"/BaseFont\s*/(?:[A-Z]{6}\+)?([^\s/<>\[\]()]+)")
_SECONDS = 30


def asked_for(docx: bytes) -> list[str]:
    """Return the fonts that a document's styles and text ask for, in their order."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        parts = [package.read(name) for name in ("word/document.xml", "word/styles.xml")]
    return list(dict.fromkeys(font for part in parts for font in _named(part)))


def _named(part: bytes) -> Iterator[str]:
    from nianbao.outputs.word.xmlpart import W, parse_xml

    for fonts in parse_xml(part).iter(f"{W}rFonts"):
        for script in ("eastAsia", "ascii"):
            if name := fonts.get(f"{W}{script}"):
                yield name


def installed() -> set[str] | None:
    """Return the names of the fonts of this machine; None where fontconfig cannot tell (Windows)."""
    listed = _fontconfig("fc-list", ":", "family")
    if listed is None:
        return None
    return {name.strip().replace("\\-", "-") for line in listed for name in line.split(",")}


def has_chinese() -> bool:
    """Tell whether this machine has any font with Chinese; where that cannot be told, it has."""
    codes = " ".join(f"{ord(sign):x}" for sign in _COMMON)
    return _fontconfig("fc-list", f":charset={codes}", "family") != []


def replaced(docx: bytes, pdf: bytes) -> list[str]:
    """Return in Chinese which fonts of a document this machine has not, and what the PDF has instead."""
    there = installed()
    if there is None:
        return []
    in_pdf = {name.decode("ascii", "replace") for name in _NAME.findall(pdf)}
    return [
        f"这台机器没有字体“{name}”，PDF 里用的是 {instead}"
        for name in asked_for(docx)
        if name not in there and (instead := _instead(name, in_pdf))
    ]


def _instead(name: str, in_pdf: set[str]) -> str:
    """Return what stands for a font in a PDF: what fontconfig gives for it, if that is there."""
    language = "en" if name.isascii() else "zh-cn"
    found = _fontconfig("fc-match", f"{name}:lang={language}", "postscriptname") or [""]
    match = next((each for each in sorted(in_pdf) if each and each in found[0]), "")
    return match or "、".join(sorted(in_pdf))


def _fontconfig(program: str, pattern: str, element: str) -> list[str] | None:
    if shutil.which(program) is None:
        return None
    order = [program, "-f", f"%{{{element}}}\n", pattern]
    try:
        ran = subprocess.run(  # noqa: S603  a fixed command, a font's name
            order, capture_output=True, encoding="utf-8", errors="replace", check=False,
            timeout=_SECONDS,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    return ran.stdout.splitlines() if ran.returncode == 0 else None
