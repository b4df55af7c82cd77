"""The tables of the plain-text twin, in which figures stand before labels, turned round.

A 申请人情况·自然人                      申请人情况	…
B 申请人情况·总计              →
A     B  信息内容                     信息内容	自然人	总计
83   126  一、本年新收                  一、本年新收	83	126
"""

from __future__ import annotations

import re

from nianbao.regex import regex

_LEGEND = regex(r"([A-Z]{1,2}) (\S.*)")
_LETTERS = regex(r" *A(?:  +[A-Z]{1,2})+(?:  (.*))?")
_FIGURES = regex(r" *([-\d./]+(?:  +[-\d./]+)*)  +(\S.*)")
_UNIT = regex(r"([\u4e00-\u9fff]{1,2})  +(\S.*)")
_MORE = regex(r" {2,}\u3000(?=\S)")


def labels_first(lines: list[str]) -> list[str]:
    """Return lines with the label first and tabs between cells; others as they are, "" for those taken up."""
    turned = list(lines)
    legend: list[int] = []
    for number, line in enumerate(lines):
        if match := _LEGEND.fullmatch(line):
            legend.append(number)
            continue
        if legend and (match := _LETTERS.fullmatch(line)):
            names = [lines[each].rpartition("·")[2].split(" ")[-1] for each in legend]
            turned[number] = "\t".join([(match[1] or "").strip() or "项目", *names])
            for each in legend:
                turned[each] = ""
        elif match := _FIGURES.fullmatch(line):
            turned[number] = _row(match[1], match[2])
            if number and not legend and _is_head(lines[number - 1]):
                turned[number - 1] = "\t".join(reversed(re.split(" {2,}", lines[number - 1])))
        elif number and _MORE.match(line) and lines[number - 1].startswith(" "):
            _go_on(turned, number)
        legend = []
    return turned


def _row(figures: str, rest: str) -> str:
    unit = _UNIT.fullmatch(rest)
    words = [unit[2], unit[1]] if unit else [rest]
    return "\t".join([*words, *figures.split()])


def _is_head(line: str) -> bool:
    return bool(re.fullmatch(r"\S+(?:  \S+)+", line)) and not re.search(r"\d", line)


def _go_on(turned: list[str], number: int) -> None:
    """Put a line to the label that it goes on with."""
    before = next(each for each in range(number - 1, -1, -1) if turned[each])
    label, tab, figures = turned[before].partition("\t")
    turned[before] = f"{label}{turned[number].strip()}{tab}{figures}"
    turned[number] = ""
