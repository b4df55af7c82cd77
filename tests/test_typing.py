"""How a person types a number changes nothing of what is found: spaces, zero width, full width, CRLF.

Every file of problems/ is examined as it is and as others would have typed it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from cases import Case, cases
from conftest import WORKSPACE

from nianbao.examine import examine

Dress = Callable[[str], str]
Found = Counter[tuple[str, int]]

_HAN = "\u4e00-\u9fff"
# A figure within a sentence, typed or referred to.
_FIGURE = re.compile(rf"(?<=[{_HAN}])(?:[0-9]+|\{{\{{[{_HAN}.]+\}}\}})(?=[{_HAN}])")
_KEY = re.compile(r"^ *(?:- )?[^\s:#]+:\s*(?:#.*)?$")
CASES = list(cases().values())


def spaced(figure: str) -> str:
    return f" {figure} "


def unseen(figure: str) -> str:
    digits = figure if figure.isdigit() else [figure]
    return "".join(f"{digit}\u200b" for digit in digits)


def wide(figure: str) -> str:
    return figure.translate(str.maketrans("0123456789", "０１２３４５６７８９"))


# What each way of typing rightly is told of itself.
OF_ITSELF: dict[Dress, set[str]] = {
    spaced: {"space-in-text", "left-placeholder"},
    unseen: {"conversion-residue"},
    wide: {"fullwidth-digit", "document-number"},
}


def redressed(text: str, dress: Dress) -> str:
    """A data file, its figures in sentences typed in another way."""
    head, key, rest = text.partition("\n正文:\n")
    prose, table, figures = rest.partition("\n统计表:")
    lines = [
        line if _KEY.match(line) else _FIGURE.sub(lambda match: dress(match[0]), line)
        for line in prose.split("\n")
    ]
    return "".join((head, key, "\n".join(lines), table, figures))


def found_in(folder: Path, files: dict[str, bytes]) -> Found:
    """What is found in the last of the files, by code and line."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return Counter((str(f.code), f.span.line) for f in examine(WORKSPACE, path).findings)


def files_of(case: Case) -> tuple[dict[str, bytes], str] | None:
    """The files of a case, and the text of the last; none where it is not in UTF-8."""
    files = {path.rpartition("problems/")[2]: data for path, data in case.files.items()}
    try:
        return files, list(files.values())[-1].decode("utf-8")
    except UnicodeDecodeError:
        return None


@pytest.mark.thorough
@pytest.mark.parametrize("dress", OF_ITSELF, ids=lambda dress: dress.__name__)
def test_a_figure_is_the_same_figure_however_it_is_typed(tmp_path: Path, dress: Dress) -> None:
    redressed_files = 0
    for case in CASES:
        if (taken := files_of(case)) is None:
            continue
        files, text = taken
        other = redressed(text, dress)
        if other == text:
            continue
        redressed_files += 1
        plain = found_in(tmp_path / case.name, files)
        changed = found_in(
            tmp_path / f"{case.name}-typed", {**files, list(files)[-1]: other.encode()}
        )
        differ = (plain - changed) + (changed - plain)
        assert {key for key in differ if key[0] not in OF_ITSELF[dress]} == set(), case.name
    assert redressed_files > 60


@pytest.mark.thorough
def test_line_ends_change_nothing(tmp_path: Path) -> None:
    tried = 0
    for case in CASES:
        taken = files_of(case)
        if taken is None or "\r" in taken[1]:
            continue
        files = {name: data.replace(b"\n", b"\r\n") for name, data in taken[0].items()}
        plain = found_in(tmp_path / case.name, taken[0])
        assert found_in(tmp_path / f"{case.name}-typed", files) == plain, case.name
        tried += 1
    assert tried > 250
