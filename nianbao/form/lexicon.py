"""The words that the checks look for in prose (用语表), read from templates/lexicon.yaml.

Slips that a pattern says in full are data: another office adds a line, not a function. Every key
may be left out; its check then finds nothing. A mistake in the file is a finding like any other. A
wrong wording between slashes is a regular expression: /二个(?=方面|问题)/.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from nianbao.findings.codes.of_forms import BAD_PATTERN
from nianbao.findings.codes.of_shape import (
    EMPTY_TEXT,
    MISSING_KEY,
    UNKNOWN_CHOICE,
    WRONG_SHAPE,
)
from nianbao.findings.finding import Finding
from nianbao.form.patterns import Pattern, Patterns, read_pattern
from nianbao.form.set_phrases import Phrases
from nianbao.form.vocabulary import HAN, Vocabulary
from nianbao.reading.fields import Fields
from nianbao.reading.yamltree import Entry, Node, Scalar, Tree
from nianbao.reading.yamltree import Mapping as Map
from nianbao.regex import compiled, regex
from nianbao.tuples import NamedTuple

NEVER = regex(r"(?!)")
STATE = "中华人民共和国"  # begins a law's full name
SUFFIX_MARK = "□"  # stands for the kind of the agency: 我□ is 我局


class Wrong(NamedTuple):
    """A wording that is wrong, superseded or to be avoided, and what to write in its place.

    `besides` are right words that hold it; it is wrong from the report year `since` on.
    """

    text: str
    right: str
    reason: str = ""
    since: int = 0
    besides: tuple[str, ...] = ()
    pattern: Pattern | None = None

    def possible(self, text: str, chars: frozenset[str]) -> bool:
        """Tell whether a text could have it; `chars` are the characters that the text has."""
        if self.pattern:
            return self.pattern.possible(text, chars)
        return self.text in text

    def places(self, text: str, chars: frozenset[str]) -> Iterator[tuple[int, int]]:
        """Yield where a text has it."""
        if self.pattern:
            yield from (match.span() for match in self.pattern.finditer(text, chars))
            return
        at = text.find(self.text)
        while at >= 0:
            end = at + len(self.text)
            if not any(self._within(right, text, at) for right in self.besides):
                yield at, end
            at = text.find(self.text, end)

    def _within(self, right: str, text: str, at: int) -> bool:
        """Tell whether a right word stands round a place where the wrong one is in it."""
        inner = right.find(self.text)
        while inner >= 0:
            if inner <= at and text.startswith(right, at - inner):
                return True
            inner = right.find(self.text, inner + 1)
        return False


class Wrongs(tuple[Wrong, ...]):
    """Wordings of one kind, the longest first."""

    @cached_property
    def _with_characters(self) -> list[tuple[frozenset[str], Wrong]]:
        """The wordings, each with characters that a text with it has."""
        return [(w.pattern.must if w.pattern else frozenset(w.text), w) for w in self]

    def places(
        self, text: str, chars: frozenset[str], year: int = 9999
    ) -> Iterator[tuple[int, int, Wrong]]:
        """Yield where a text has one; what overlaps one that was given earlier does not count."""
        taken = bytearray()  # one for each character, from the first one on that is found
        likely = [wrong for must, wrong in self._with_characters if must <= chars]
        for wrong in likely:
            if wrong.since > year or not wrong.possible(text, chars):
                continue
            for start, end in wrong.places(text, chars):
                taken = taken or bytearray(len(text))
                if taken.find(1, start, end) < 0:
                    taken[start:end] = b"\1" * (end - start)
                    yield start, end, wrong


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


NO_PATTERNS, NO_WRONGS = Patterns(), Wrongs()


@dataclass(frozen=True)
class Lexicon:
    """What templates/lexicon.yaml says, by its Chinese keys."""

    placeholders: Patterns = NO_PATTERNS  # 占位
    residues: Patterns = NO_PATTERNS  # 残留
    set_phrases: tuple[str, ...] = ()  # 词组
    creeds: tuple[str, ...] = ()  # 提法
    right: tuple[str, ...] = ()  # 词组不算
    alike: tuple[str, ...] = ()  # 同音
    missing: Wrongs = NO_WRONGS  # 漏字
    confused: Wrongs = NO_WRONGS  # 易错, 叠词
    better: Wrongs = NO_WRONGS  # 宜改
    laws: tuple[str, ...] = ()  # 法名
    labels: tuple[str, ...] = ()  # 表词: what a label counts
    counts: tuple[str, ...] = ()  # 数词: words that end in 数
    mismatched: Wrongs = NO_WRONGS  # 搭配
    outdated: Wrongs = NO_WRONGS  # 旧说法
    families: tuple[Family, ...] = ()  # 异名
    selves: tuple[str, ...] = ()  # 自称
    not_selves: tuple[str, ...] = ()  # 自称不算
    kinds: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # 机关类: end of a name → 我…
    borrowed: Wrongs = NO_WRONGS  # 借用: phrase → why
    generic: tuple[str, ...] = ()  # 通名
    numbered: tuple[str, ...] = ()  # 要文号
    posts: tuple[str, ...] = ()  # 职务
    surnames: str = ""  # 姓氏
    not_names: frozenset[str] = frozenset()  # 非姓名
    places: frozenset[str] = frozenset()  # 地名
    digest: bytes = b""  # of the text that it was read from

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The names of things that have several."""
        return Vocabulary({name for family in self.families for name in family.spellings})

    @cached_property
    def phrases(self) -> Phrases:
        """The set phrases, by which what is nearly one is found."""
        return Phrases(chain(self.set_phrases, self.creeds), self.right, self.alike)

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The names of laws, and those without the name of the state before them."""
        return tuple(dict.fromkeys((*self.laws, *(law.removeprefix(STATE) for law in self.laws))))

    @cached_property
    def names(self) -> re.Pattern[str]:
        """A person's name after a post, or before one: 局长张三出席, 张三副局长, 张三同志分管."""
        if not self.posts or not self.surnames:
            return NEVER
        posts, name = "|".join(self.posts), f"[{self.surnames}][{HAN}]{{1,2}}?"
        after = (
            "同志|具体|分管|担任|任|为|负责|主持|带队|带领|牵头|兼|率|出席|参加|到|[、，。；（]|$"
        )
        return compiled(
            rf"(?:{posts})[：:]?(?P<name>{name})(?={after})"
            rf"|(?:^|[，。、；：由和与是])(?P<before>{name})(?<![办室科处局委站所组股队])"
            rf"(?=副?(?:{posts})|同志(?:任|担任|具体|为|负责|分管|牵头|带队|[，。、）]))",
            re.MULTILINE,
        )

    @cached_property
    def other_selves(self) -> re.Pattern[str]:
        """How offices of any kind speak of themselves: 我委, 我镇."""
        known = {*chain.from_iterable(self.kinds.values()), "镇", "乡", "街道"}
        kinds = sorted(known - {"政府"}, key=len, reverse=True)
        return compiled(rf"我({'|'.join(kinds)})(?![理托公])")


def bind_lexicon(tree: Tree) -> tuple[Lexicon, tuple[Finding, ...]]:
    """Read a lexicon; where anything in it is wrong, the lexicon is empty."""
    if tree.root is None or tree.findings:
        return Lexicon(), tree.findings
    reader = _Reader()
    digest = hashlib.sha256(tree.source.text.encode("utf-8", "replace")).digest()
    lexicon = reader.lexicon(reader.known(tree.root, _KEYS, "用语表"), digest)
    return (Lexicon(), tuple(reader.findings)) if reader.findings else (lexicon, ())


_KEYS = (
    "占位", "残留", "词组", "提法", "词组不算", "同音", "漏字", "易错", "叠词", "宜改", "法名",
    "表词", "数词", "搭配", "旧说法", "异名", "自称", "自称不算", "机关类", "借用", "通名", "要文号",
    "职务", "姓氏", "非姓名", "地名",
)  # fmt: skip


_REMEDIES = {"什么": "写具体些", "不成": "改正则；括号、方括号要成对"}


class _Reader(Fields):
    def lexicon(self, entries: Mapping[str, Entry], digest: bytes) -> Lexicon:
        values = {key: entry.value for key, entry in entries.items()}

        def texts(key: str) -> tuple[str, ...]:
            return self.texts(values[key], key) if key in values else ()

        def wrongs(key: str) -> Wrongs:
            return self._wrongs(values[key], key) if key in values else Wrongs()

        def words(key: str) -> tuple[str, ...]:
            return tuple(self._words(values.get(key), key))

        return Lexicon(
            placeholders=self._patterns(values.get("占位"), "占位"),
            residues=self._patterns(values.get("残留"), "残留"),
            set_phrases=words("词组"),
            creeds=words("提法"),
            right=words("词组不算"),
            alike=words("同音"),
            missing=wrongs("漏字"),
            confused=Wrongs((*wrongs("易错"), *_twice(words("叠词"), words("词组不算")))),
            better=wrongs("宜改"),
            laws=words("法名"),
            labels=words("表词"),
            counts=words("数词"),
            mismatched=wrongs("搭配"),
            outdated=self._outdated(values["旧说法"]) if "旧说法" in values else Wrongs(),
            families=tuple(self._families(values["异名"])) if "异名" in values else (),
            selves=texts("自称"),
            not_selves=texts("自称不算"),
            kinds=self._kinds(values["机关类"], "机关类") if "机关类" in values else {},
            borrowed=wrongs("借用"),
            generic=texts("通名"),
            numbered=texts("要文号"),
            posts=texts("职务"),
            surnames="".join(words("姓氏")),
            not_names=frozenset(texts("非姓名")),
            places=frozenset(words("地名")),
            digest=digest,
        )

    def _patterns(self, node: Node | None, what: str) -> Patterns:
        """Return the patterns of a list, each of which must hold by itself."""
        if node is None:
            return Patterns()
        items = self.sequence(node, what)
        found = (self._pattern(self.text(item, what) or "", item, what) for item in items)
        return Patterns(pattern for pattern in found if pattern)

    def _pattern(self, text: str, node: Node, what: str) -> Pattern | None:
        """Return a pattern; what is wrong with it is a finding."""
        read = read_pattern(text) if text else Pattern("(?!)")
        if isinstance(read, Pattern):
            return read
        help_ = _REMEDIES.get(read[:2], "一处重复写明上限；几种写法的开头不要相同")
        self.add(BAD_PATTERN, f"“{what}”里的正则{read}", node.span, help_)
        return None

    def _wrongs(self, node: Node, what: str) -> Wrongs:
        """Read wrong wordings with what is right; a key between slashes is a pattern."""
        found = []
        for entry in self.entries(node, what):
            key, value = entry.key, entry.value
            if not key.text.strip():
                self.add(EMPTY_TEXT, f"“{what}”里有一个空的词", key.span, "填上，或删去这一行")
                continue
            row: Mapping[str, Node] = {"对": value}
            if isinstance(value, Map):
                row = self.row(value, ("对", "不算", "起", "说明"), f"“{key.text}”")
            if "对" in row:
                found.append(self._wrong(key, row, self.text(row["对"], key.text) or "", what))
            else:
                self.add(MISSING_KEY, f"“{key.text}”没有说应当怎样写", value.span, "加上“对: ……”")
        return _longest_first(found)

    def _wrong(self, key: Scalar, row: Mapping[str, Node], right: str, what: str) -> Wrong:
        text, pattern = key.text, None
        if len(text) > 2 and text[0] == text[-1] == "/":
            pattern = self._pattern(text[1:-1], key, what)
        return Wrong(
            text,
            right,
            (self.text(row["说明"], "说明") or "") if "说明" in row else "",
            (self.number(row["起"], "起") or 0) if "起" in row else 0,
            self.texts(row["不算"], "不算") if "不算" in row else (),
            pattern,
        )

    def _kinds(self, node: Node, what: str) -> dict[str, tuple[str, ...]]:
        """Read how names end and what each is short for, the longest first."""
        rows = (
            (e.key.text, self.text(e.value, e.key.text) or "") for e in self.entries(node, what)
        )
        kinds = {end: tuple(short.split()) for end, short in rows}
        return dict(sorted(kinds.items(), key=lambda pair: -len(pair[0])))

    def _words(self, node: Node | None, what: str) -> list[str]:
        """Return the words of a text on several lines."""
        if node is None:
            return []
        if isinstance(node, Scalar):
            return node.text.split()
        self.add(WRONG_SHAPE, f"{what}应当是用空格隔开的词", node.span, "写在“|”下面，可以分几行")
        return []

    def _outdated(self, node: Node) -> Wrongs:
        found = []
        for item in self.sequence(node, "旧说法"):
            values = self.row(item, ("旧", "新", "起", "说明", "不算"), "旧说法")
            if not {"旧", "新"} <= values.keys():
                self.add(MISSING_KEY, "旧说法缺“旧”或“新”", item.span, "写成 {旧: ……, 新: ……}")
                continue
            old, new = values["旧"], self.text(values["新"], "新") or ""
            if isinstance(old, Scalar) and self.text(old, "旧"):
                found.append(self._wrong(old, values, new, "旧说法"))
        return _longest_first(found)

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


def _longest_first(wrongs: Iterable[Wrong]) -> Wrongs:
    """Sort so that a word is found before one inside it, words before patterns."""
    return Wrongs(sorted(wrongs, key=lambda each: (each.pattern is not None, -len(each.text))))


def _twice(words: Iterable[str], right: Iterable[str]) -> Iterator[Wrong]:
    """Yield each word written twice over as a wrong wording."""
    for word in words:
        besides = tuple(each for each in right if word * 2 in each)
        yield Wrong(word * 2, word, "写了两遍", besides=besides)
