"""What looks otherwise in a finished Word file than its template has it (改过的版面): sizes, fonts, margins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nianbao.findings.codes.of_documents import RESTYLED
from nianbao.findings.finding import Finding
from nianbao.outputs.word.package import Package, XmlPart
from nianbao.outputs.word.xmlpart import CORE, DOCUMENT, W
from nianbao.parsing import Element

_LOOKS = {"sz": "字号", "rFonts": "字体", "highlight": "突出显示", "u": "下划线", "color": "颜色"}
_PAGE = {"pgSz": "纸张", "pgMar": "页边距"}
_PLAIN = {"none", "auto", "000000"}
SHOWN = 20  # characters of the words that a finding says
HELP = "在 Word 里改回样式给的样子，或从数据重新生成"
SLACK = 30  # twentieths of a point that a program may round a margin by


def restyled(package: Package, template: Package) -> Iterator[Finding]:
    """Yield the words with a look, and the page, that the template has not."""
    here, there = package.parts.get(DOCUMENT), template.parts.get(DOCUMENT)
    if here is None or there is None:
        return
    known = {look for run in there.root.iter(f"{W}r") for look in _looks(run)}
    for run in here.root.iter(f"{W}r"):
        words = "".join(text.text or "" for text in run.iter(f"{W}t"))
        for look in _looks(run) if words.strip() else ():
            if look not in known:
                what = _LOOKS[look[0]]
                message = f"{here.where(run)}的{what}是另定的：“{words[:SHOWN]}”"
                yield RESTYLED.at(here.span(run), message, HELP)
    yield from _pages(here, there)


def _looks(run: Element) -> Iterator[tuple[str, str]]:
    """Yield what is set on a run itself, beside its style."""
    properties = run.find(f"{W}rPr")
    for name in _LOOKS if properties is not None else ():
        found = properties.find(f"{W}{name}") if properties is not None else None
        if found is None:
            continue
        value = found.get(f"{W}eastAsia", "") if name == "rFonts" else found.get(f"{W}val", "")
        if value and value.lower() not in _PLAIN:
            yield name, value


def _pages(here: XmlPart, there: XmlPart) -> Iterator[Finding]:
    for name, what in _PAGE.items():
        mine, its = (next(part.root.iter(f"{W}{name}"), None) for part in (here, there))
        if mine is None or its is None:
            continue
        if any(_apart(mine, its, side) for side in ("w", "h", "top", "bottom", "left", "right")):
            yield RESTYLED.at(here.span(mine), f"{what}和模板的不同", HELP)


def _apart(mine: Element, its: Element, side: str) -> bool:
    values = [element.get(f"{W}{side}") or "0" for element in (mine, its)]
    numbers = [int(value) for value in values if re.fullmatch(r"-?\d{1,9}", value, re.ASCII)]
    return len(numbers) == 2 and abs(numbers[0] - numbers[1]) > SLACK


def last_author(package: Package, signer: str) -> str:
    """Return who saved a file last, where that is neither the agency nor nobody."""
    core = package.parts.get(CORE)
    found = core.root.find("{*}lastModifiedBy") if core is not None else None
    name = (found.text or "").strip() if found is not None else ""
    return "" if name == signer else name
