"""Measures a Word document on the pages that LibreOffice prints, and asks three validators.

All lengths are millimetres from the paper's upper left corner.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from os import environ
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree
from PIL import Image

from nianbao.outputs.pdf import for_libreoffice, rewritten

MM_PER_POINT = 25.4 / 72
FONTS = {  # what documents ask for, and the free font that stands in for it
    "方正小标宋简体": "FandolSong-Bold.otf",
    "仿宋_GB2312": "FandolFang-Regular.otf",
    "楷体_GB2312": "FandolKai-Regular.otf",
    "黑体": "FandolHei-Regular.otf",
    "宋体": "FandolSong-Regular.otf",
    "Times New Roman": "LiberationSerif-Regular.ttf",
}


# Rendering


def name_fonts(source: Path, target: Path) -> None:
    """Give each stand-in the name that documents ask for.

    Renaming is surer than an alias: LibreOffice reads names from the files, and takes the two
    Fandol Song weights for one font.
    """
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # has no stubs

    target.mkdir(parents=True)
    for family, file in FONTS.items():
        font = TTFont(source / file)
        names = font["name"]
        postscript = names.getDebugName(6)  # stays: it is what the PDF shows
        names.names = []
        for number, text in {1: family, 2: "Regular", 4: family, 6: postscript}.items():
            names.setName(text, number, 3, 1, 0x409)
        font.save(target / file)


def fontconfig(fonts: Path, folder: Path) -> Path:
    """Write a fontconfig that knows these fonts and no others."""
    config = folder / "fonts.conf"
    config.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
        f"  <dir>{fonts}</dir>\n  <cachedir>{fonts / 'cache'}</cachedir>\n</fontconfig>\n",
        encoding="utf-8",
    )
    return config


def shaded(document: bytes) -> bytes:
    """Return the document with its text shaded, so that the text block itself can be seen."""
    shade = rb'<w:shd w:val="clear" w:color="auto" w:fill="808080"/>'

    def shade_text(part: bytes) -> bytes:
        style = re.compile(rb'(<w:name w:val="\xe6\xae\xb5\xe8\x90\xbd"/>.*?<w:pPr>)', re.DOTALL)
        marked, count = style.subn(rb"\1" + shade, part)
        assert count == 1, "no style 段落"
        return marked

    return rewritten(document, "word/styles.xml", shade_text)


def render(documents: dict[str, bytes], folder: Path, fonts: Path) -> dict[str, Path]:
    """Print documents to PDF with a profile of their own; AssertionError where one is missing."""
    sources = []
    for name, document in documents.items():
        source = folder / f"{name}.docx"
        source.write_bytes(for_libreoffice(document))
        sources.append(source)
    with TemporaryDirectory() as private:
        profile = Path(private)
        config = fontconfig(fonts, profile)
        done = subprocess.run(
            [
                "soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless",
                "--convert-to", "pdf:writer_pdf_Export", "--outdir", folder, *sources,
            ],
            env={**environ, "FONTCONFIG_FILE": str(config), "LC_ALL": "C.UTF-8"},
            capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
    printed = {source.stem: source.with_suffix(".pdf") for source in sources}
    for pdf in printed.values():  # LibreOffice's exit code is 0 in any case
        assert pdf.is_file(), f"no {pdf.name}: {done.stdout}{done.stderr}"
    return printed


def saved_by_libreoffice(documents: dict[str, bytes], folder: Path) -> dict[str, bytes]:
    """Let LibreOffice open documents and save them again as Word files."""
    sources = []
    for name, document in documents.items():
        sources.append(folder / f"{name}.docx")
        sources[-1].write_bytes(document)
    with TemporaryDirectory() as private:
        profile = f"-env:UserInstallation={Path(private).as_uri()}"
        run(
            "soffice", profile, "--headless", "--convert-to", "docx:MS Word 2007 XML",
            "--outdir", folder / "saved", *sources,
        )  # fmt: skip
    return {name: (folder / "saved" / f"{name}.docx").read_bytes() for name in documents}


# Reading a PDF


@dataclass(frozen=True)
class Word:
    """A run of characters on a page."""

    text: str
    left: float
    right: float
    middle: float


@dataclass(frozen=True)
class Line:
    """A line of text on a page, its words from left to right."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The characters of the line without the spaces between them."""
        return "".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        """Where the first character begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where the last character ends."""
        return self.words[-1].right


@dataclass(frozen=True)
class Page:
    """A page: its size, its lines from top to bottom, the page number apart from them."""

    width: float
    height: float
    lines: tuple[Line, ...]
    number: Line | None


def pages(pdf: Path) -> list[Page]:
    """Read the text of a PDF with its places."""
    root = etree.fromstring(run("pdftotext", "-bbox", pdf, "-").encode())
    return [_page(page) for page in root.iter("{*}page")]


def _page(page: etree._Element) -> Page:
    words = sorted((_word(word) for word in page.iter("{*}word")), key=lambda word: word.middle)
    lines: list[list[Word]] = []
    for word in words:
        if lines and word.middle - lines[-1][-1].middle < 2:  # Latin and Chinese boxes differ a bit
            lines[-1].append(word)
        else:
            lines.append([word])
    ordered = [Line(tuple(sorted(line, key=lambda word: word.left))) for line in lines]
    number = ordered.pop() if ordered and re.fullmatch(r"—\d+—", ordered[-1].text) else None
    width, height = (float(page.get(key, "0")) * MM_PER_POINT for key in ("width", "height"))
    return Page(width, height, tuple(ordered), number)


def _word(word: etree._Element) -> Word:
    left, top, right, bottom = (
        float(word.get(key, "0")) * MM_PER_POINT for key in ("xMin", "yMin", "xMax", "yMax")
    )
    return Word(word.text or "", left, right, (top + bottom) / 2)


def embedded_fonts(pdf: Path) -> set[str]:
    """Return the names of the fonts of a PDF; AssertionError where one is not embedded."""
    names = set()
    for line in run("pdffonts", pdf).splitlines()[2:]:
        name, embedded = line.split()[0], line.split()[-5]
        assert embedded == "yes", f"{name} is not embedded"
        names.add(name.partition("+")[2] or name)
    return names


# Looking at the ink


@dataclass(frozen=True)
class Box:
    """What ink covers."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top


def pictures(pdf: Path, dpi: int) -> list[Image.Image]:
    """Return the pages of a PDF in grey."""
    with TemporaryDirectory() as folder:
        run("pdftoppm", "-r", str(dpi), "-gray", "-png", pdf, Path(folder, "page"))
        files = sorted(Path(folder).iterdir())
        return [Image.open(io.BytesIO(file.read_bytes())) for file in files]


class Picture:
    """A page as printed, dark or not."""

    def __init__(self, pdf: Path, page: int, dpi: int = 300) -> None:
        number = str(page)
        data = subprocess.run(
            ["pdftoppm", "-r", str(dpi), "-gray", "-f", number, "-l", number, pdf],
            capture_output=True, check=True,
        ).stdout  # fmt: skip
        self.image = Image.open(io.BytesIO(data)).point(lambda grey: 255 if grey < 160 else 0)
        self.scale = 25.4 / dpi

    def ink(self, top: float = 0, bottom: float = 1000) -> Box:
        """Return the box of all ink between two heights."""
        box = self._crop(top, bottom).getbbox()
        assert box, f"no ink between {top} and {bottom}"
        return self._box(box, top)

    def columns(self, top: float, bottom: float) -> list[Box]:
        """Return the separate pieces of ink between two heights, from left to right."""
        crop = self._crop(top, bottom)
        dark = [crop.crop((x, 0, x + 1, crop.height)).getbbox() for x in range(crop.width)]
        pieces = []
        for has_ink, group in groupby(enumerate(dark), key=lambda item: item[1] is not None):
            if has_ink:
                columns = list(group)
                boxes = [box for _, box in columns if box]
                pieces.append(
                    self._box(
                        (
                            columns[0][0], min(box[1] for box in boxes),
                            columns[-1][0] + 1, max(box[3] for box in boxes),
                        ),
                        top,
                    )
                )  # fmt: skip
        return pieces

    def _crop(self, top: float, bottom: float) -> Image.Image:
        height = self.image.height
        first, last = round(top / self.scale), min(round(bottom / self.scale), height)
        return self.image.crop((0, first, self.image.width, last))

    def _box(self, box: tuple[int, int, int, int], top: float) -> Box:
        down = round(top / self.scale)
        left, upper, right, lower = box
        return Box(
            left * self.scale, (upper + down) * self.scale,
            right * self.scale, (lower + down) * self.scale,
        )  # fmt: skip


# Validators: each returns its errors as texts; none is what a report must have


def sdk_errors(documents: Sequence[Path], modules: Path) -> dict[Path, list[str]]:
    """Ask Microsoft's Open XML SDK, all documents in one process."""
    script = Path(__file__).with_name("validate.mjs")
    found = json.loads(run("node", script, modules, *documents))
    return {
        document: [f"{e['part']} {e['path']}: {e['description']}" for e in found[str(document)]]
        for document in documents
    }


def audit_errors(document: Path) -> list[str]:
    """Ask openxml-audit, in its strict mode."""
    from openxml_audit import OpenXmlValidator

    return [str(error) for error in OpenXmlValidator().validate(document).errors]


def integrity_errors(document: Path) -> list[str]:
    """Ask ooxml-integrity; its warnings count too."""
    from ooxml_integrity import check

    return [str(finding) for finding in check(document)]


def all_errors(documents: Mapping[str, bytes], modules: Path, folder: Path) -> dict[str, list[str]]:
    """Ask all three of documents by name, written into a folder for them."""
    files = {name: folder / f"{name}.docx" for name in documents}
    for name, file in files.items():
        file.write_bytes(documents[name])
    found = sdk_errors(list(files.values()), modules)
    return {
        name: found[file] + audit_errors(file) + integrity_errors(file)
        for name, file in files.items()
    }


# Tools


def run(*command: str | Path) -> str:
    """Run a command and return what it prints."""
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    return done.stdout


def missing_tools(cache: Path) -> Iterator[str]:
    """Yield what is not there: commands, fonts, the validator."""
    for command in ("soffice", "pdftotext", "pdftoppm", "pdffonts", "node", "chromium", "java"):
        if not shutil.which(command):
            yield command
    yield from _missing(cache / "fonts", FONTS.values())
    yield from _missing(
        cache / "node_modules", ["@ooxml-tools/validate", "axe-core", "puppeteer-core", "vnu-jar"]
    )


def _missing(folder: Path, names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if not (folder / name).exists())
