"""Taking a tree apart: expected keys, texts and lists; what does not fit becomes a finding."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date

from nianbao.findings.codes.of_figures import NOT_A_NUMBER
from nianbao.findings.codes.of_shape import (
    BAD_DATE,
    EMPTY_TEXT,
    UNKNOWN_CHOICE,
    UNKNOWN_KEY,
    WRONG_SHAPE,
)
from nianbao.findings.codes.of_writing import EMPTY_FILE
from nianbao.findings.finding import Code, Finding, Fix, Related, Severity
from nianbao.findings.width import brief
from nianbao.lookalikes import bare, spelt_out
from nianbao.reading.yamltree import Entry, Mapping, Node, Scalar, Sequence
from nianbao.source import Span


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the one of `words` that `word` was most likely meant to be, None where none is near."""
    from difflib import get_close_matches

    known = list(words)
    matches = get_close_matches(word, known, n=1, cutoff=0.5)
    if matches or len(word) < LEAST:
        return matches[0] if matches else None
    longer = [each for each in known if _is_cut_from(word, each)]
    return longer[0] if len(longer) == 1 else None


def _is_cut_from(word: str, whole: str) -> bool:
    """Tell whether a word is what is left of another: its characters come there in their order."""
    rest = iter(whole)
    return all(char in rest for char in word)


def or_nearest(word: str, words: Iterable[str]) -> str:
    """Return the tail of a sentence: ，是否指“…”？ or a full stop's worth of nothing."""
    near = nearest(word, words)
    return f"，是否指“{near}”？" if near else ""


def begun_with(findings: Iterable[Finding], help_: str) -> tuple[Finding, ...]:
    """Return the findings of a file that is no report's; what an empty or shapeless one begins with is said."""
    bare = {EMPTY_FILE, WRONG_SHAPE}
    return tuple(replace(each, help=help_) if each.code in bare else each for each in findings)


MEANT = 200  # unknown keys of one mapping for which a near one is looked for
LEAST = 3  # characters of a key that was cut short


class Fields:
    """Reads values of the shape that is asked for, and collects a finding for each that differs."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def add(
        self, code: Code, message: str, span: Span, help_: str = "", *,
        severity: Severity = Severity.ERROR, related: tuple[Related, ...] = (), subject: str = "",
    ) -> None:  # fmt: skip
        """Collect a finding."""
        self.findings.append(
            code.at(span, message, help_, related=related, subject=subject, severity=severity)
        )

    def mapping(self, node: Node, what: str) -> Mapping | None:
        """Return the node if it is a mapping."""
        if isinstance(node, Mapping):
            return node
        self.add(
            WRONG_SHAPE,
            f"{what}应当是一组“键: 值”",
            node.span,
            "另起一行，缩进两格，一行一个“键: 值”",
        )
        return None

    def sequence(self, node: Node, what: str) -> tuple[Node, ...]:
        """Return the items of the node if it is a list."""
        if isinstance(node, Sequence):
            return node.items
        self.add(WRONG_SHAPE, f"{what}应当是列表", node.span, "另起一行，每项以“- ”开头")
        return ()

    def known(
        self, mapping: Mapping, keys: Collection[str], what: str,
        elsewhere: Callable[[str], str] = lambda _: "",
    ) -> dict[str, Entry]:  # fmt: skip
        """Return the entries under the expected keys; any other key is a finding.

        A misspelt key counts as the one that was most likely meant, so that nothing is reported
        as missing because of it. `elsewhere` says of a key where else it belongs, if anywhere.
        """
        expected = dict.fromkeys(keys)
        entries = {entry.key.text: entry for entry in mapping.entries if entry.key.text in expected}
        unknown = [entry for entry in mapping.entries if entry.key.text not in expected]
        free = {key: None for key in expected if key not in entries} if unknown else {}
        for number, entry in enumerate(unknown):
            key = entry.key.text
            place = elsewhere(key)
            meant = bare(key)
            same = meant if meant in free else None
            near = same or (None if place or number >= MEANT else nearest(key, free))
            if near:
                entries[near] = entry
                del free[near]
            hint = f"改成“{near}”" if near else "删去，或改成该有的"
            if not near and len(keys) <= 12:
                hint = f"可以写：{'、'.join(keys)}"
            message = (
                f"{what}没有“{spelt_out(brief(key))}”{f'，是否指“{near}”？' if near else '这一项'}"
            )
            fix = Fix(entry.key.span, same) if same and not entry.key.style else None
            self.findings.append(
                UNKNOWN_KEY.at(entry.key.span, message, hint if same else place or hint, fix=fix)
            )
        return entries

    def row(self, node: Node, keys: Collection[str], what: str) -> dict[str, Node]:
        """Return the values of a mapping under the expected keys; none where it is no mapping."""
        mapping = self.mapping(node, what)
        known = self.known(mapping, keys, what) if mapping else {}
        return {key: entry.value for key, entry in known.items()}

    def entries(self, node: Node, what: str) -> tuple[Entry, ...]:
        """Return the keys and values of a mapping whose keys are free."""
        mapping = self.mapping(node, what)
        return mapping.entries if mapping else ()

    def texts(self, node: Node, what: str) -> tuple[str, ...]:
        """Return the texts of a list."""
        return tuple(self.text(item, what) or "" for item in self.sequence(node, what))

    def text(self, node: Node, what: str, empty: str = "填上，或删去这一行") -> str | None:
        """Return the node's text if it is a text on one line and not empty; `empty` says what then."""
        if not isinstance(node, Scalar) or node.style == "|":
            self.add(
                WRONG_SHAPE, f"{what}应当是一行文字", node.span, "写在键的同一行，冒号加空格之后"
            )
            return None
        if not node.text.strip():
            self.add(EMPTY_TEXT, f"{what}是空的", node.span, empty)
            return None
        return node.text

    def number(self, node: Node, what: str) -> int | None:
        """Return the node's text as a whole number, written plainly."""
        text = self.text(node, what)
        if text is None:
            return None
        if text.isascii() and text.isdigit() and (text == "0" or text[0] != "0") and len(text) < 9:
            return int(text)
        self.add(
            NOT_A_NUMBER,
            f"{what}应当是整数，写的是“{brief(text)}”",
            node.span,
            "写成 2017 这样的数字",
        )
        return None

    def choice(self, node: Node, choices: Collection[str], what: str) -> str | None:
        """Return the node's text if it is one of the choices."""
        text = self.text(node, what)
        if text is None or text in choices:
            return text
        self.add(
            UNKNOWN_CHOICE, f"{what}不能是“{brief(text)}”{or_nearest(text, choices)}",
            node.span, f"可以写：{'、'.join(choices)}",
        )  # fmt: skip
        return None

    def month_day(self, node: Node, what: str) -> tuple[int, int] | None:
        """Return the node's text as a month and a day that there is: 01-20."""
        text = self.text(node, what)
        if text is None:
            return None
        if match := re.fullmatch(r"([0-9]{2})-([0-9]{2})", text):
            with suppress(ValueError):
                day = date(2024, int(match[1]), int(match[2]))
                return day.month, day.day
        self.add(BAD_DATE, f"{what}应当是“月-日”", node.span, "写成 01-31 这样")
        return None

    def yes(self, node: Node, what: str) -> bool:
        """Return whether the node says 是."""
        return self.choice(node, ("是", "否"), what) == "是"
