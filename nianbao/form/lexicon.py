"""The words that the checks look for in prose (用语表), read from templates/lexicon.yaml.

Slips that a pattern says in full are data: another office adds a line, not a function. Every key
may be left out; its check then finds nothing. A mistake in the file is a finding like any other.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from nianbao.findings.codes.of_forms import BAD_PATTERN
from nianbao.findings.codes.of_shape import MISSING_KEY, UNKNOWN_CHOICE, WRONG_SHAPE
from nianbao.findings.finding import Finding
from nianbao.form.vocabulary import HAN, Vocabulary
from nianbao.reading.fields import Fields
from nianbao.reading.yamltree import Entry, Node, Scalar, Tree

NEVER = re.compile(r"(?!)")
SUFFIX_MARK = "□"  # stands for the kind of the agency: 我□ is 我局


class Outdated(NamedTuple):
    """A superseded wording (旧说法): from which report year on, by what, and why."""

    old: str
    new: str
    since: int
    reason: str


class Family(NamedTuple):
    """One thing and its several names (异名).

    `spellings` gives the group of each name; names of one group count as the same. A name does
    not count where one of `not_before` follows it. Those in `beside` may stand beside each other
    as long as no other name is used.
    """

    preferred: str
    spellings: Mapping[str, int]
    not_before: tuple[str, ...]
    beside: tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """What templates/lexicon.yaml says, by its Chinese keys."""

    placeholders: re.Pattern[str] = NEVER  # 占位
    residues: re.Pattern[str] = NEVER  # 残留
    missing: Mapping[str, str] = field(default_factory=dict)  # 漏字: wrong → right
    mismatched: Mapping[str, str] = field(default_factory=dict)  # 搭配
    outdated: tuple[Outdated, ...] = ()  # 旧说法
    families: tuple[Family, ...] = ()  # 异名
    selves: tuple[str, ...] = ()  # 自称
    not_selves: tuple[str, ...] = ()  # 自称不算
    kinds: Mapping[str, str] = field(default_factory=dict)  # 机关类: end of the name → 我…
    borrowed: Mapping[str, str] = field(default_factory=dict)  # 借用: phrase → why
    generic: tuple[str, ...] = ()  # 通名
    numbered: tuple[str, ...] = ()  # 要文号
    posts: tuple[str, ...] = ()  # 职务
    surnames: str = ""  # 姓氏
    not_names: frozenset[str] = frozenset()  # 非姓名
    places: frozenset[str] = frozenset()  # 地名
    digest: bytes = b""  # of the text that it was read from

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """All words that are looked for as they are written."""
        words = (each.old for each in self.outdated)
        names = (name for family in self.families for name in family.spellings)
        return Vocabulary({*self.missing, *self.mismatched, *self.borrowed, *words, *names})

    @cached_property
    def names(self) -> re.Pattern[str]:
        """A person's name after a post: 局长张三出席."""
        if not self.posts or not self.surnames:
            return NEVER
        after = (
            "同志|具体|分管|担任|任|为|负责|主持|带队|带领|牵头|兼|率|出席|参加|到|[、，。；（]|$"
        )
        return re.compile(
            rf"(?:{'|'.join(self.posts)})(?P<name>[{self.surnames}][{HAN}]{{1,2}}?)(?={after})",
            re.MULTILINE,
        )

    @cached_property
    def other_selves(self) -> re.Pattern[str]:
        """How offices of any kind speak of themselves: 我委, 我镇."""
        kinds = sorted({*self.kinds.values(), "镇", "乡", "街道"} - {"政府"}, key=len, reverse=True)
        return re.compile(rf"我({'|'.join(kinds)})(?![理托公])")


def bind_lexicon(tree: Tree) -> tuple[Lexicon, tuple[Finding, ...]]:
    """Read a lexicon; where anything in it is wrong, the lexicon is empty."""
    if tree.root is None or tree.findings:
        return Lexicon(), tree.findings
    reader = _Reader()
    digest = hashlib.sha256(tree.source.text.encode("utf-8", "replace")).digest()
    lexicon = reader.lexicon(reader.known(tree.root, _KEYS, "用语表"), digest)
    return (Lexicon(), tuple(reader.findings)) if reader.findings else (lexicon, ())


_KEYS = (
    "占位", "残留", "漏字", "搭配", "旧说法", "异名", "自称", "自称不算", "机关类", "借用",
    "通名", "要文号", "职务", "姓氏", "非姓名", "地名",
)  # fmt: skip


class _Reader(Fields):
    def lexicon(self, entries: Mapping[str, Entry], digest: bytes) -> Lexicon:
        values = {key: entry.value for key, entry in entries.items()}

        def texts(key: str) -> tuple[str, ...]:
            return self.texts(values[key], key) if key in values else ()

        def pairs(key: str) -> dict[str, str]:
            return self._pairs(values[key], key) if key in values else {}

        return Lexicon(
            placeholders=self._pattern(values.get("占位"), "占位"),
            residues=self._pattern(values.get("残留"), "残留"),
            missing=pairs("漏字"),
            mismatched=pairs("搭配"),
            outdated=tuple(self._outdated(values["旧说法"])) if "旧说法" in values else (),
            families=tuple(self._families(values["异名"])) if "异名" in values else (),
            selves=texts("自称"),
            not_selves=texts("自称不算"),
            kinds=pairs("机关类"),
            borrowed=pairs("借用"),
            generic=texts("通名"),
            numbered=texts("要文号"),
            posts=texts("职务"),
            surnames="".join(self._words(values.get("姓氏"), "姓氏")),
            not_names=frozenset(texts("非姓名")),
            places=frozenset(self._words(values.get("地名"), "地名")),
            digest=digest,
        )

    def _pattern(self, node: Node | None, what: str) -> re.Pattern[str]:
        """Return one pattern for a list of them, each of which must hold by itself."""
        if node is None:
            return NEVER
        try:
            pattern = re.compile("|".join(self.texts(node, what)) or NEVER.pattern)
        except re.error:
            pattern = NEVER
        if pattern is NEVER or pattern.match("") is not None:
            self._blame(self.sequence(node, what), what)
        return pattern

    def _blame(self, items: tuple[Node, ...], what: str) -> None:
        """Say which of the patterns do not hold."""
        for item in items:
            try:
                if re.compile(self.text(item, what) or ".").match(""):
                    self.add(BAD_PATTERN, f"“{what}”里的正则什么都能对上", item.span, "写具体些")
            except re.error as error:
                message = f"“{what}”里的正则不成立：{error.msg}"
                self.add(BAD_PATTERN, message, item.span, "改正则；括号、方括号要成对")

    def _pairs(self, node: Node, what: str) -> dict[str, str]:
        pairs = {e.key.text: self.text(e.value, e.key.text) or "" for e in self.entries(node, what)}
        return dict(sorted(pairs.items(), key=lambda pair: -len(pair[0])))

    def _words(self, node: Node | None, what: str) -> list[str]:
        """Return the words of a text on several lines."""
        if node is None:
            return []
        if isinstance(node, Scalar):
            return node.text.split()
        self.add(WRONG_SHAPE, f"{what}应当是用空格隔开的词", node.span, "写在“|”下面，可以分几行")
        return []

    def _outdated(self, node: Node) -> Iterator[Outdated]:
        for item in self.sequence(node, "旧说法"):
            values = self.row(item, ("旧", "新", "起", "说明"), "旧说法")
            if not {"旧", "新"} <= values.keys():
                self.add(MISSING_KEY, "旧说法缺“旧”或“新”", item.span, "写成 {旧: ……, 新: ……}")
                continue
            yield Outdated(
                self.text(values["旧"], "旧") or "",
                self.text(values["新"], "新") or "",
                (self.number(values["起"], "起") or 0) if "起" in values else 0,
                (self.text(values["说明"], "说明") or "") if "说明" in values else "",
            )

    def _families(self, node: Node) -> Iterator[Family]:
        for item in self.sequence(node, "异名"):
            values = self.row(item, ("统一", "说法", "不算", "并用"), "异名")
            if not {"统一", "说法"} <= values.keys():
                help_ = "写成 {统一: ……, 说法: [……, ……]}"
                self.add(MISSING_KEY, "异名缺“统一”或“说法”", item.span, help_)
                continue
            groups = self.texts(values["说法"], "说法")
            spellings = {name: at for at, group in enumerate(groups) for name in group.split()}
            beside = self.texts(values["并用"], "并用") if "并用" in values else ()
            for name in beside:
                if name not in spellings:
                    self.add(
                        UNKNOWN_CHOICE, f"“并用”的“{name}”不在“说法”里", values["并用"].span,
                        f"可以写：{'、'.join(spellings)}",
                    )  # fmt: skip
            yield Family(
                self.text(values["统一"], "统一") or "",
                spellings,
                self.texts(values["不算"], "不算") if "不算" in values else (),
                beside,
            )
