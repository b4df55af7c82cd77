"""The report as PDF, made by LibreOffice from the Word file, where LibreOffice is installed."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from nianbao.files import CannotError

PROGRAMS = ("soffice", "libreoffice", "loffice")
PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
SECONDS = 180


def to_pdf(docx: bytes) -> bytes:
    """Convert a Word file; CannotError where LibreOffice is absent or fails.

    Each run has a profile of its own, so that runs side by side do not wait for each other.
    LibreOffice exits 0 on failure too, so what counts is the file.
    """
    program = find_program()
    if program is None:
        raise CannotError("没有找到 LibreOffice，不能生成 PDF；装好后再试，或在 Word 里另存为 PDF")
    with tempfile.TemporaryDirectory() as folder:
        source, result = Path(folder, "report.docx"), Path(folder, "report.pdf")
        source.write_bytes(for_libreoffice(docx))
        command = [
            program, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            "--headless", "--norestore", "--convert-to", "pdf", "--outdir", folder, str(source),
        ]  # fmt: skip
        try:
            subprocess.run(  # noqa: S603  our own file, a fixed command
                command, capture_output=True, timeout=SECONDS, check=False,
                env={**os.environ, "SAL_USE_VCLPLUGIN": "svp"},
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise CannotError(f"LibreOffice {SECONDS} 秒内没有转完 PDF") from error
        except OSError as error:
            raise CannotError(f"LibreOffice 不能运行：{error.strerror}") from error
        data = result.read_bytes() if result.exists() else b""
    if not data.startswith(b"%PDF-"):
        raise CannotError("LibreOffice 没有生成 PDF，请在 Word 里打开检查后另存为 PDF")
    return data


def find_program() -> str | None:
    """Return the path of LibreOffice's program, None where it is not installed."""
    for name in PROGRAMS:
        if found := shutil.which(name):
            return found
    return next((place for place in PLACES if Path(place).is_file()), None)


def for_libreoffice(docx: bytes) -> bytes:
    """Return a document with hanging punctuation as LibreOffice's import reads it.

    Its filter takes w:overflowPunct the wrong way round (writerfilter, DomainMapper: the value is
    compared with 0), so that the 0 which forbids punctuation beside the text in Word allows it.
    """
    off, on = b'<w:overflowPunct w:val="0"/>', b'<w:overflowPunct w:val="1"/>'
    return rewritten(docx, "word/styles.xml", lambda part: part.replace(off, on))


def rewritten(docx: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a document with one part changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry, change(data) if entry.filename == name else data)
    return target.getvalue()
