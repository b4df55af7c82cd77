"""Files in which a line, a sign or a number is anything, and the commands that read them."""

from __future__ import annotations

import contextlib
import io
import random
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from conftest import ROOT

import build as command_line
from faults.limits import Case

SIGNS = (
    *"{}[]()|?*+&%#@!<>'\":,-~^$\\/\t \u3000　：，。、（“《【0123456789年月日件条",
    "{{", "}}", "{{'", "&a", "*a", "<<: ", "!!python/object:x", "- ", "? ", "|\n", ">-\n", "\n",
    "\r", "\0", "\x1b[31m", "\u202e", "\u200b", "\ud800", "\U0001f600", "null", "true", "1e9", "0x1F",
    "9" * 5000, "（" * 300, "[" * 3000, "{{" * 500, "(.*)*", "(a|a)*b", "…", "～", "上年.", "2..9",
)  # fmt: skip
XML = (
    "<w:p>", "</w:p>", "<w:tbl>", "</w:tbl>", "<w:tr/>", "<w:tc/>", "<!-- -->", "<?x?>", "&#1;", "&x;",
    'w:val="-1"', 'w:val="' + "9" * 5000 + '"', 'r:id="rId0"', 'Target="../../x"', "<a:b/>", "",
)  # fmt: skip


class Subject(NamedTuple):
    """A file of an office's folder, and the commands that read it."""

    file: str
    commands: tuple[tuple[str, ...], ...]
    mutated: Callable[[bytes, random.Random], bytes]


def lines(data: bytes, generator: random.Random) -> bytes:
    """One to three slips of a hand, or of a program: in a line, of lines, of bytes."""
    text = data.decode("utf-8", "replace").split("\n")
    for _ in range(generator.randint(1, 3)):
        at = generator.randrange(len(text))
        line = text[at]
        place = generator.randint(0, len(line))
        sign = generator.choice(SIGNS)
        text[at : at + 1] = generator.choice(
            (
                [line[:place] + sign + line[place:]],
                [line[:place] + sign + line[place + len(sign) :]],
                [" " * generator.randint(0, 9) + line.lstrip()],
                [line[:place], line[place:]],
                [line, line],
                [],
                [line[: line.find(":") + 1] + " " + sign],
                [text[generator.randrange(len(text))]],
                [line, *(generator.randint(2, 40) * [text[generator.randrange(len(text))]])],
            )
        )
        text = text or [""]
    changed = "\n".join(text).encode("utf-8", "surrogatepass")
    if generator.random() < 0.1:
        return changed[: generator.randrange(len(changed) + 1)]
    if generator.random() < 0.1:
        return changed.decode("utf-8", "replace").encode(
            generator.choice(("utf-16", "gb18030")), "replace"
        )
    return changed


def parts(data: bytes, generator: random.Random) -> bytes:
    """A package with a part in which something is anything, or which is lost, cut or damaged."""
    if generator.random() < 0.2:
        at = generator.randrange(len(data))
        return data[:at] + generator.choice((b"", generator.randbytes(40))) + data[at + 20 :]
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(saved, "w") as new:
        entries = old.infolist()
        chosen = generator.choice(entries)
        for entry in entries:
            content = old.read(entry)
            if entry is chosen or (
                entry.filename == "word/document.xml" and generator.random() < 0.5
            ):
                content = _tags(content, generator)
            if entry is not chosen or generator.random() < 0.9:
                new.writestr(entry.filename, content)
            if entry is chosen and generator.random() < 0.1:
                new.writestr(entry.filename.upper(), content)
    return saved.getvalue()


def _tags(content: bytes, generator: random.Random) -> bytes:
    text = content.decode("utf-8", "replace")
    for _ in range(generator.randint(1, 3)):
        at = generator.randint(0, len(text))
        near = text.find("<", at)
        end = text.find(">", near) + 1
        sign = generator.choice(XML + SIGNS)
        change = generator.randrange(4)
        if change == 0:
            text = text[:near] + sign + text[near:]
        elif change == 1:
            text = text[:near] + text[end:]
        elif change == 2:
            text = text[:at] + sign + text[at + len(sign) :]
        else:
            text = text[:near] + text[near:end] * generator.randint(2, 200) + text[end:]
    return text.encode("utf-8", "surrogatepass")


_SETTINGS = (
    "机关文件夹: 示例局\n程度:\n  straight-quote: 错误\n  vague-year: 提示\n  personal-data: 不报\n"
)
_READ = (("check", "2025"), ("report", "2025", "--out", "o"), ("fix", "2025"))
SUBJECTS = {
    "data": Subject("data/2025.yaml", _READ, lines),
    "last year's data": Subject("data/2024.yaml", _READ[:2], lines),
    "settings": Subject("data/设置.yaml", _READ[:1], lines),
    "lexicon": Subject("templates/lexicon.yaml", _READ[:1], lines),
    "form": Subject(
        "templates/2021/form.yaml", (*_READ[:2], ("template-check", "2021"), ("new", "2026")), lines
    ),
    "text template": Subject("templates/2021/report.txt", _READ[1:2], lines),
    "Word template": Subject("templates/2021/report.docx", _READ[1:2], parts),
    "Word file": Subject(
        "old.docx",
        (("verify", "old.docx", "2025"), ("take", "old.docx", "2025", "--diff"),
         ("import", "old.docx", "2023"), ("text", "old.docx")),
        parts,
    ),
}  # fmt: skip


def cases(subject: Subject, folder: Path, count: int) -> Iterator[tuple[str, Case]]:
    """As many mutations of a file as are asked for, each read by one of the commands."""
    (folder / "data").mkdir()
    (folder / "data/示例局").mkdir()
    for year in (2024, 2025):
        for place in ("data", "data/示例局"):
            shutil.copy(ROOT / f"data/示例局/{year}.yaml", folder / place)
    if subject.file.endswith("设置.yaml"):
        (folder / subject.file).write_text(_SETTINGS, encoding="utf-8")
    shutil.copytree(ROOT / "templates", folder / "templates")
    shutil.copy(next((ROOT / "reports/示例局/2025").glob("*.docx")), folder / "old.docx")
    whole = (folder / subject.file).read_bytes()
    for number in range(count):
        yield (
            f"{number}",
            lambda number=number: _judged(subject, folder, whole, number),  # type: ignore[misc]
        )


def _judged(subject: Subject, folder: Path, whole: bytes, number: int) -> str:
    """Say what is wrong when a command reads the file as it was changed for the nth time."""
    generator = random.Random(number)  # noqa: S311 each can be done again
    (folder / subject.file).write_bytes(subject.mutated(whole, generator))
    order = list(generator.choice(subject.commands))
    places = ["--templates", str(folder / "templates")]
    if order[0] not in {"template-check", "text"}:
        places += ["--data", str(folder / "data")]
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = command_line.main([*order, *places])
        except SystemExit as ended:
            code = int(ended.code or 0)
    for stream in (out, err):
        stream.flush()
    said = "".join(stream.buffer.getvalue().decode("utf-8") for stream in (out, err))
    for path in folder.glob("data/202[36].yaml"):
        path.unlink()
    (folder / "data/2025.yaml").unlink(missing_ok=True)
    shutil.copy(ROOT / "data/示例局/2025.yaml", folder / "data")
    if code not in {0, 1, 2}:
        return f"{order[0]}: exit code {code}"
    if len(said) > 400_000:
        return f"{order[0]}: {len(said)} characters"
    if any(sign in said for sign in ("\x1b", "\u202e", "\0", "Traceback")):
        return f"{order[0]}: printed raw"
    return f"{order[0]}: code {code} without a word" if code and not said.strip() else ""
