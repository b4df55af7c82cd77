"""What an office sets (设置.yaml beside its data files): how grave it holds each kind of finding.

    程度:
      straight-quote: 错误
      vague-year: 提示
      personal-data: 不报

An office that keeps its files in a folder of its own names it in data/设置.yaml, and need not type
AGENCY each time:

    机关文件夹: 水务局

What its web page is labelled with stands under 网站 (`site`); what it says beside the report, under 网页:

    网页:
      与上年相比: 是
      趋势: 是

What the form or YAML forbids stays an error; a finding that a person has checked stays 已核实.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from nianbao.findings.codes import CODES
from nianbao.findings.codes.of_shape import UNKNOWN_KEY
from nianbao.findings.codes.of_sums import BROKEN_RELATION, SUM_MISMATCH
from nianbao.findings.finding import Finding, Severity
from nianbao.findings.width import brief
from nianbao.reading.fields import Fields, begun_with, or_nearest
from nianbao.reading.yamltree import Scalar, Tree
from nianbao.tuples import NamedTuple
from nianbao.weighing.site import NOTHING, SITE, bind_site

FILE = "设置.yaml"
AGENCY = "机关文件夹"
SILENT = "不报"
PAGE, LAST_YEAR_BESIDE, TREND_BESIDE = "网页", "与上年相比", "趋势"
_OF_FIGURES = frozenset({SUM_MISMATCH, BROKEN_RELATION})


class Settings(NamedTuple):
    """What an office has set: the severity of findings by their codes, the labels of its page.

    `beside` is what the page says beside the report.
    """

    severities: Mapping[str, str] = {}
    site: Mapping[str, str] = NOTHING
    beside: tuple[str, ...] = ()


UNSET = Settings()


def bind_settings(tree: Tree) -> tuple[Settings, tuple[Finding, ...]]:
    """Read an office's settings, and what is wrong with them."""
    if tree.root is None:
        return UNSET, begun_with(
            tree.findings, "不要设置的，删去这个文件；要的，从“程度:”“网站:”“网页:”这样的行写起"
        )
    fields = Fields()
    values = fields.known(tree.root, ("程度", AGENCY, SITE, PAGE), "设置")
    entries = fields.entries(values["程度"].value, "程度") if "程度" in values else ()
    chosen = {}
    for entry in entries:
        code = entry.key.text
        if code not in CODES:
            help_ = "写问题后面方括号里的那个词，如 vague-year"
            message = f"“{brief(code)}”不是问题的代码{or_nearest(code, CODES)}"
            fields.add(UNKNOWN_KEY, message, entry.key.span, help_)
        elif choice := fields.choice(entry.value, (*Severity, SILENT), f"“{code}”的程度"):
            chosen[code] = choice
    site = bind_site(values[SITE].value, fields) if SITE in values else NOTHING
    of_page = (
        fields.row(values[PAGE].value, (LAST_YEAR_BESIDE, TREND_BESIDE), PAGE)
        if PAGE in values
        else {}
    )
    beside = tuple(name for name, node in of_page.items() if fields.yes(node, f"“{name}”"))
    return Settings(chosen, site, beside), (*tree.findings, *fields.findings)


def agency_in(tree: Tree) -> str:
    """Return the agency's folder that the settings name (机关文件夹), or ""."""
    value = tree.root.get(AGENCY) if tree.root else None
    return value.text.strip() if isinstance(value, Scalar) else ""


def as_printed(findings: Iterable[Finding]) -> list[Finding]:
    """Make warnings of the errors that a published year was printed with (已发布): sums and relations."""
    return [
        replace(finding, severity=Severity.WARNING)
        if finding.severity is Severity.ERROR and finding.code in _OF_FIGURES
        else finding
        for finding in findings
    ]


def weighed(findings: Iterable[Finding], settings: Settings) -> list[Finding]:
    """Give findings the severity that the office has chosen for their codes."""
    result = []
    for finding in findings:
        choice = settings.severities.get(finding.code)
        if choice is None or finding.waived or finding.severity is Severity.ERROR:
            result.append(finding)
        elif choice != SILENT:
            result.append(replace(finding, severity=Severity(choice)))
    return result
