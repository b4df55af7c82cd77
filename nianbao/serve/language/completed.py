"""What may be typed at a place (补全): keys, references, ways of numbering, codes.

The text is taken as it stands, line by line: while one types it is mostly no YAML. What is offered is
ranked by what the sentence speaks of and by spelling, so that 新收 finds 本年新收政府信息公开申请数量.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from nianbao.findings.codes import CODES
from nianbao.findings.mark import subject_of, waiver_line
from nianbao.form import LAST_YEAR, Cell, Form
from nianbao.report.bind import OPTIONAL, REQUIRED
from nianbao.report.references import FILTERS
from nianbao.serve.language.explained import brief_value, columns_of
from nianbao.serve.language.sheet import Sheet
from nianbao.source import Span
from nianbao.tuples import NamedTuple

NAMES = ("年度", "上年度", "下年度", "机关", "署名")  # what a text may refer to beside figures
CONTAINERS = {"正文", "统计表", "填报", "核实"}
WAIVER_KEYS = ("问题", "位置", "记号", "理由")
LIKE = 0.4  # likeness of what is typed and a name that may be meant
CONTEXT = 40  # characters of the sentence before a reference that tell what it speaks of
_OPEN = re.compile(r"\{\{\s*([^{}]*)$")
_KEY = re.compile(r"(?P<indent>\s*)(?P<dash>-\s+)?(?P<typed>[^\s:：#{}'\"]*)$")
_LINE = re.compile(r"(?P<indent>\s*)(?P<dashes>(?:-\s+)*)(?P<key>[^#:]+?)\s*:(?:\s|$)")


class Choice(NamedTuple):
    """Something that may be typed: what it is called, what is said of it, what is put where."""

    label: str
    detail: str
    text: str
    span: Span


def choices(sheet: Sheet, lines: tuple[str, ...], line: int, column: int) -> list[Choice]:
    """Return what may be typed at a place of the text as it stands, the likeliest first."""
    now = lines[line - 1] if line <= len(lines) else ""
    before, after = now[: column - 1], now[column - 1 :]
    form = sheet.form
    if form is None or before.lstrip().startswith("#"):
        return []
    if found := _OPEN.search(before):
        return _references(sheet, form, line, before[: found.start()], found, after)
    span = sheet.source.span
    if found := re.search(r"^(盖章|已发布):\s*(\S*)$", before):
        place = span(line, found.start(2) + 1, len(found[2]))
        return [Choice(each, "", each, place) for each in ("是", "否")]
    above = parents(lines, line, before)
    if above[:1] == ["核实"]:
        return list(_waivers(sheet, line, before))
    if found := _KEY.fullmatch(before):
        place = span(line, found.start("typed") + 1, len(found["typed"]))
        taken = set(_beside(lines, line, len(found["indent"])))
        offered = [
            (key, detail, kind)
            for key, detail, kind in _keys(form, above, dash=bool(found["dash"]))
            if key not in taken or kind == "style"
        ]
        ranks = ranked(found["typed"], [key for key, _, _ in offered])
        details = {key: (detail, kind) for key, detail, kind in offered}
        tail = {"value": ": ", "figures": ": "}
        return [
            Choice(
                key, details[key][0],
                key if after.lstrip().startswith(":") else key + tail.get(details[key][1], ":"), place,
            )
            for key in ranks
        ]  # fmt: skip
    return []


# ── keys ────────────────────────────────────────────────────────────────────────────────────────


def parents(lines: tuple[str, ...], line: int, before: str) -> list[str]:
    """Return the keys that a line stands under, the outermost first, by indents alone."""
    indent = len(before) - len(before.lstrip())
    if re.match(r"\s*-\s", before):
        indent += 1  # what a dash stands under may be no further left than it
    found: list[str] = []
    for text in reversed(lines[: line - 1]):
        match = _LINE.match(text)
        depth = len(text) - len(text.lstrip())
        if not text.strip() or text.lstrip().startswith("#") or depth >= indent:
            continue
        if match:
            found.insert(0, match["key"].strip(" '\""))
        indent = depth
        if not depth:
            break
    return found


def _beside(lines: tuple[str, ...], line: int, indent: int) -> Iterator[str]:
    """Yield the keys that stand beside a line already."""
    for rest in (reversed(lines[: line - 1]), lines[line:]):
        for text in rest:
            if not text.strip() or text.lstrip().startswith("#"):
                continue
            depth = len(text) - len(text.lstrip())
            if depth < indent:
                break
            if depth == indent and (match := _LINE.match(text)):
                yield match["key"].strip(" '\"")


def _keys(form: Form, above: list[str], *, dash: bool) -> Iterator[tuple[str, str, str]]:
    """Yield the keys that may stand under others, what is said of each, and of what kind it is."""
    match above:
        case ["正文", _, *_] if dash:
            yield from ((style, "要点，编号由程序加", "style") for style in form.list_styles)
        case _ if dash:
            return
        case []:
            for key in (*REQUIRED, *OPTIONAL):
                optional = "可写" if key in OPTIONAL else "必写"
                yield key, optional, "map" if key in CONTAINERS else "value"
        case ["正文"]:
            yield from ((each.key, each.hint or each.title, "map") for each in form.sections)
        case ["统计表"]:
            for group, members in form.groups.items():
                alone = [member.name for member in members] == [group]
                yield group, columns_of(form, group, group), "figures" if alone else "map"
        case ["统计表", group]:
            rows = form.groups.get(group, ())
            yield from ((row.name, columns_of(form, group, row.name), "figures") for row in rows)
        case ["填报"]:
            yield from ((key, "", "value") for key in form.filling)


# ── references ──────────────────────────────────────────────────────────────────────────────────


def _references(
    sheet: Sheet, form: Form, line: int, before: str, found: re.Match[str], after: str
) -> list[Choice]:
    typed = found[1]
    rest = re.match(r"[^{}\s，。；、：]*", after)
    taken = len(rest[0]) if rest and after[rest.end() :].startswith("}") else 0
    closed = after[taken:].startswith("}}")
    half = not closed and after[taken:].startswith("}")  # an editor closes a single brace by itself
    end = "" if closed else "}" if half else "}}"
    start = found.start(1) + 1
    if "|" in typed:
        start += typed.rindex("|") + 1
        place = sheet.source.span(line, start, len(typed) - typed.rindex("|") - 1 + taken)
        return [Choice(name, "过滤器", name + end, place) for name in FILTERS]
    place = sheet.source.span(line, start, len(typed) + taken)
    names = _names(sheet, form, typed)
    order = [name for name in _spoken_of(form, before, typed) if name in names]
    ranks = dict.fromkeys([*(order if not typed else ()), *ranked(typed, names, order)])
    return [Choice(name, names[name], name + end, place) for name in ranks]


def _names(sheet: Sheet, form: Form, typed: str) -> dict[str, str]:
    """Return what may be referred to, and what is said of each."""
    report = sheet.report
    names: dict[str, str] = {}
    cells = (*form.cells, *form.virtual)
    for name, cell in zip(form.names, cells, strict=True):
        names[name] = brief_value(report, cell) if report else cell.unit.name
    parent = typed.rpartition(".")[0]
    for row in form.rows(parent) if parent else ():
        for column in (*row.columns, *row.sums) if not row.is_heading else ():
            cell = Cell(row, column)
            names[f"{parent}.{column.name}"] = brief_value(report, cell) if report else ""
    values = (
        (str(report.year), str(report.year - 1), str(report.year + 1), report.agency.text, report.signer.text)
        if report
        else ("",) * len(NAMES)
    )  # fmt: skip
    names |= dict(zip(NAMES, values, strict=True))
    last = sheet.history.previous if sheet.history else None
    if last and typed.startswith("上"):
        old = (*last.form.cells, *last.form.virtual)
        for name, cell in zip(last.form.names, old, strict=True):
            names[f"{LAST_YEAR}{name}"] = brief_value(last, cell)
    return names


def _spoken_of(form: Form, before: str, typed: str) -> list[str]:
    """Return the names of the cells that the words before a reference speak of, the nearest first."""
    clause = re.split(r"[。；\n]|\}\}", before[-CONTEXT:])[-1]
    order: dict[Cell, None] = {}
    for words in (typed, clause):
        for found in reversed(form.mentions(words) if words else []):
            sense = form.senses[found.words]
            order |= dict.fromkeys((*sense.named, *sense.following))
    return [form.shortest(cell) for cell in order]


# ── 核实 ────────────────────────────────────────────────────────────────────────────────────────


def _waivers(sheet: Sheet, line: int, before: str) -> Iterator[Choice]:
    """Yield what may stand under 核实: whole lines for the present findings, and their parts."""
    span = sheet.source.span
    open_ = [each for each in sheet.edition.findings if waiver_line(each)]
    if found := re.search(r"问题:\s*([\w-]*)$", before):
        place = span(line, found.start(1) + 1, len(found[1]))
        first = dict.fromkeys(str(each.code) for each in open_)
        others = (str(code) for code in CODES.values() if code.waivable)
        for code in ranked(found[1], dict.fromkeys((*first, *others))):
            yield Choice(code, CODES[code].what, code, place)
    elif found := re.search(r"位置:\s*([^,，}]*)$", before):
        place = span(line, found.start(1) + 1, len(found[1]))
        for subject in dict.fromkeys(subject_of(each) for each in open_):
            yield Choice(subject, "", subject, place)
    elif re.fullmatch(r"\s*-\s*", before):
        place = span(line, before.index("-") + 1, len(before) - before.index("-"))
        for each in open_:
            yield Choice(f"{each.span.line} 行：{each.message}", "", waiver_line(each), place)
    elif found := re.search(r"[{,]\s*(\w*)$", before):
        place = span(line, found.start(1) + 1, len(found[1]))
        for key in WAIVER_KEYS:
            yield Choice(key, "", f"{key}: ", place)


# ── what is near ────────────────────────────────────────────────────────────────────────────────


def ranked(typed: str, names: Iterable[str], meant: Iterable[str] = ()) -> list[str]:
    """Return the names that what is typed may stand for, the likeliest first; all where nothing is."""
    names = list(names)
    if not typed:
        return names
    order = {name: place for place, name in enumerate(meant)}
    scored = [(_distance(typed, name, order), place) for place, name in enumerate(names)]
    return [names[place] for distance, place in sorted(scored) if distance < 9]


def _distance(typed: str, name: str, meant: dict[str, int]) -> float:
    if name.startswith(typed):
        return 0 + len(name) / 1000
    if typed in name:
        return 1 + len(name) / 1000
    if name in meant:
        return 2 + meant[name] / 1000
    rest = iter(name)
    if all(char in rest for char in typed):
        return 3 + len(name) / 1000
    likeness = SequenceMatcher(None, typed, name).ratio()
    return 5 - likeness if likeness >= LIKE else 9
