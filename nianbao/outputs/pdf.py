"""The report as PDF, made by LibreOffice from the Word file, where LibreOffice is installed."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from nianbao.files import CannotError
from nianbao.outputs.fonts import has_chinese
from nianbao.regex import regex

PROGRAMS = ("soffice", "libreoffice", "loffice")
PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
SECONDS = 180
# PDF/A-2b and PDF/UA-1: tagged, with bookmarks, every font inside; as fast as without.
OPTIONS = {
    "SelectPdfVersion": {"type": "long", "value": "2"},
    "PDFUACompliance": {"type": "boolean", "value": "true"},
    "UseTaggedPDF": {"type": "boolean", "value": "true"},
    "ExportBookmarks": {"type": "boolean", "value": "true"},
}
STYLES = "word/styles.xml"
WORD_JOINER = "\u2060"
_MEETING = regex(r"(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[\u4e00-\u9fff])")


def to_pdf(docx: bytes) -> bytes:
    """Convert a Word file; CannotError where LibreOffice or a Chinese font is absent, or it fails.

    Each run has a profile of its own, so that runs side by side do not wait for each other.
    LibreOffice exits 0 on failure too, so what counts is the file.
    """
    program = find_program()
    if program is None:
        raise CannotError("没有找到 LibreOffice，不能生成 PDF；装好后再试，或在 Word 里另存为 PDF")
    if not has_chinese():
        raise CannotError(
            "这台机器没有中文字体，PDF 里的字会是空框；装上中文字体，或在 Word 里另存为 PDF"
        )
    with tempfile.TemporaryDirectory() as folder:
        source, result = Path(folder, "report.docx"), Path(folder, "report.pdf")
        source.write_bytes(for_libreoffice(docx))
        target = f"pdf:writer_pdf_Export:{json.dumps(OPTIONS)}"
        command = [
            program, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            "--headless", "--norestore", "--convert-to", target, "--outdir", folder, str(source),
        ]  # fmt: skip
        try:
            _run(command)
        except subprocess.TimeoutExpired as error:
            raise CannotError(f"LibreOffice {SECONDS} 秒内没有转完 PDF") from error
        except OSError as error:
            raise CannotError(f"LibreOffice 不能运行：{error.strerror}") from error
        data = result.read_bytes() if result.exists() else b""
    if not data.startswith(b"%PDF-"):
        raise CannotError("LibreOffice 没有生成 PDF，请在 Word 里打开检查后另存为 PDF")
    return data


def _run(command: list[str]) -> None:
    """Run LibreOffice; where it takes too long or the user stops it, end it with its children."""
    with subprocess.Popen(  # noqa: S603  our own file, a fixed command
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, "SAL_USE_VCLPLUGIN": "svp"}, start_new_session=True,
    ) as process:  # fmt: skip
        try:
            process.wait(SECONDS)
        except BaseException:
            if sys.platform == "win32":
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)
            raise


def find_program() -> str | None:
    """Return the path of LibreOffice's program, None where it is not installed."""
    for name in PROGRAMS:
        if found := shutil.which(name):
            return found
    return next((place for place in PLACES if Path(place).is_file()), None)


def for_libreoffice(docx: bytes) -> bytes:
    """Return a document as LibreOffice must read it to print what Word prints.

    Its filter takes w:overflowPunct the wrong way round (writerfilter, DomainMapper: the value is
    compared with 0), so that the 0 which forbids punctuation beside the text in Word allows it.
    It does not read w:autoSpaceDE and w:autoSpaceDN either and widens a date by a fifth of a
    character wherever a digit meets a Chinese character; a word joiner between them, which
    nobody sees, keeps them together.
    """
    off, on = b'<w:overflowPunct w:val="0"/>', b'<w:overflowPunct w:val="1"/>'
    tight: set[str] = set()

    def restyle(part: bytes) -> bytes:
        tight.update(_tight_styles(part))
        return part.replace(off, on)

    from nianbao.outputs.word.xmlpart import DOCUMENT

    changed = rewritten(docx, STYLES, restyle)
    return rewritten(changed, DOCUMENT, lambda part: _joined(part, tight))


def _tight_styles(styles: bytes) -> Iterator[str]:
    """Yield the styles that forbid spaces between Chinese characters and digits."""
    from nianbao.outputs.word.xmlpart import W, parse_xml

    for style in parse_xml(styles).iter(f"{W}style"):
        spaces = style.find(f"{W}pPr/{W}autoSpaceDN")
        if spaces is not None and spaces.get(f"{W}val") in {"0", "false", "off"}:
            yield style.get(f"{W}styleId", "")


def _joined(document: bytes, styles: set[str]) -> bytes:
    from lxml import etree

    from nianbao.outputs.word.xmlpart import W, parse_xml

    root = parse_xml(document)
    for paragraph in root.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") in styles:
            for text in paragraph.iter(f"{W}t"):
                text.text = _MEETING.sub(WORD_JOINER, text.text or "")
    return etree.tostring(root, encoding="UTF-8", standalone=True)


def rewritten(docx: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a document with one part changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry, change(data) if entry.filename == name else data)
    return target.getvalue()
