"""One open data file, examined (稿): what the editor is told of it is read from here."""

from __future__ import annotations

import re
from pathlib import Path

from nianbao.examine import Examination, examine
from nianbao.files import CannotError, read_whole, shown
from nianbao.form import Form
from nianbao.form.choice import form_of_year
from nianbao.reading.yamltree import Mapping, read_tree
from nianbao.report import Report
from nianbao.report.history import History
from nianbao.report.narrative import Narrative
from nianbao.serve.language.overlay import Overlay
from nianbao.source import Source, decode
from nianbao.tuples import NamedTuple
from nianbao.weighing.settings import FILE as SETTINGS

_YEAR = re.compile(r"[0-9]{4}")
_OTHERS = {SETTINGS, "lexicon.yaml", "form.yaml"}
_KEYS = re.compile(r"^\ufeff?(?:年度|机关|署名|成文日期|正文|统计表|核实)", re.MULTILINE)
_OTHER_KEY = re.compile(r"^[A-Za-z_][\w.-]*:", re.MULTILINE)  # of a program's settings


class Sheet(NamedTuple):
    """A data file as the editor has it, and what was found of it.

    `form`, `report` and `narrative` are those of the latest text that could be read: while one types,
    the present one often cannot.
    """

    path: Path
    source: Source
    edition: Examination
    root: Mapping | None
    form: Form | None
    report: Report | None
    narrative: Narrative | None
    history: History | None

    @property
    def data(self) -> bytes:
        """The text as bytes, as a file would hold it; each line ends as Unix has it."""
        return self.source.text.encode("utf-8", "surrogatepass")


def is_data_file(path: Path, text: str) -> bool:
    """Tell whether a YAML file is a year's data: by its name, else by its keys.

    One without any key may become one.
    """
    if path.suffix not in {".yaml", ".yml"} or path.name in _OTHERS:
        return False
    return bool(_YEAR.fullmatch(path.stem) or _KEYS.search(text) or not _OTHER_KEY.search(text))


def read_sheet(
    desk: Overlay,
    path: Path,
    text: str,
    before: Sheet | None = None,
    *,
    on_disk: bytes | None = None,
) -> Sheet:
    """Examine the text of an open data file; `on_disk` is the file where it is not UTF-8.

    An editor shows such a file as if it were; what is wrong with it is told all the same.
    """
    year = int(path.stem) if _YEAR.fullmatch(path.stem) else None
    data = text.encode("utf-8", "surrogatepass") if on_disk is None else on_disk
    edition = examine(desk, path, year, data=data)
    source, undecodable = decode(shown(path), data)
    root = read_tree(source, undecodable).root
    report, narrative = edition.report, edition.narrative
    if report is None and before is not None:
        report, narrative = before.report, before.narrative
    form = report.form if report else _likely_form(desk, source, year)
    number = report.year if report else year
    history = desk.history(path, number) if number else None
    return Sheet(path, source, edition, root, form, report, narrative, history)


def not_in_utf8(path: Path) -> bytes | None:
    """Return the bytes of a file that is not UTF-8; None where it is, or is not there."""
    try:
        data = read_whole(path)
    except (OSError, CannotError):
        return None
    return data if decode("", data)[1] else None


def _likely_form(desk: Overlay, source: Source, year: int | None) -> Form | None:
    """Return the form of a text that cannot be read: by its year, else the newest."""
    typed = re.search(r"^\ufeff?年度[:：]\s*([0-9]{4})", source.text, re.MULTILINE)
    wanted = int(typed[1]) if typed else year or max(desk.national(), default=0)
    form, _ = form_of_year(wanted, desk, source.span(1, 1))
    return form
