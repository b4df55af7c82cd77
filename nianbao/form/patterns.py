"""Regular expressions that a lexicon may hold (正则): none that could run away, none run for nothing.

A pattern comes from a file that an office edits. So it is looked at when it is read: what could take
exponential, cubic or quadratic time over a long paragraph is a mistake in the file. And it says what
a text must have for it to match at all, so that most patterns are never even compiled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import import_module
from typing import Any

from nianbao.regex import compiled
from nianbao.tuples import NamedTuple

LONG = 200  # more repetitions than this count as without end
_SOME = 8  # fewer repetitions than this, one inside another, are harmless
_MANY = 24  # more words than this are not looked for one by one
_BROAD = 40  # a class of more characters tells little of a text
_SAMPLES = "一a0 \u3000，。\n"  # stand for all characters that a pattern does not name
_WIDTHLESS = frozenset({"ASSERT", "ASSERT_NOT", "AT"})

Op = tuple[Any, Any]
Chars = frozenset[str]
_compiled = lru_cache(maxsize=512)(compiled)


class Pattern(NamedTuple):
    """A regular expression, and what any match needs.

    It has all characters of `must`, a character of each set of `needs`, and one of the words in
    `words`, if there are any.
    """

    text: str
    must: Chars = frozenset()
    needs: tuple[Chars, ...] = ()
    words: tuple[str, ...] = ()

    def possible(self, text: str, chars: Chars) -> bool:
        """Tell whether a text could hold a match; `chars` are the characters that it has."""
        if not self.must <= chars:
            return False
        for need in self.needs:
            if need.isdisjoint(chars):
                return False
        return not self.words or any(word in text for word in self.words)

    def finditer(self, text: str, chars: Chars) -> Iterable[re.Match[str]]:
        """Return the matches in a text; `chars` are the characters that it has."""
        return _compiled(self.text).finditer(text) if self.possible(text, chars) else ()


class Patterns(tuple[Pattern, ...]):
    """Patterns that stand for the same kind of thing."""

    __slots__ = ()

    def finditer(self, text: str, chars: Chars) -> Iterator[re.Match[str]]:
        """Yield the matches of all of them from left to right; of overlapping ones the first."""
        matches = [match for each in self for match in each.finditer(text, chars)]
        end = -1
        for match in sorted(matches, key=lambda match: match.start()):
            if match.start() >= end:
                yield match
                end = match.end()

    def blotted(self, text: str) -> str:
        """Return the text with every match blotted out, each character where it was."""
        for match in self.finditer(text, frozenset(text)):
            start, end = match.span()
            text = f"{text[:start]}{chr(0) * (end - start)}{text[end:]}"
        return text


def read_pattern(text: str) -> Pattern | str:
    """Return the pattern, or what is wrong with it."""
    try:
        parsed = list(import_module("re._parser").parse(text))
    except re.error as error:
        return f"不成立：{error.msg}"
    except RecursionError:
        return "套得太深"
    look = _Look(text)
    if look.may_be_empty(parsed):
        return "什么都能对上"
    if fault := look.fault(parsed):
        return fault
    needs = look.needs(parsed)
    must = frozenset[str]().union(*(need for need in needs if len(need) == 1))
    others = tuple(need for need in needs if len(need) > 1)
    return Pattern(text, must, others, look.words(parsed))


class _Look:
    """Looks at a parsed pattern with an alphabet that stands for all characters."""

    def __init__(self, text: str) -> None:
        self.alphabet = frozenset(text) | frozenset(_SAMPLES)

    # ── what could run away ─────────────────────────────────────────────────────────────────

    def fault(self, ops: list[Op]) -> str:
        """Say what could take too long; nothing where it is linear."""
        if self._nested(ops):
            return "重复里套着重复（或几种写法分不清），文字一长就算不完"
        if self._meeting(ops, [])[0]:
            return "有两个不限次数的重复可以对上同样的字，文字一长就算不完"
        if self._passing(ops, self._first(ops)):
            return f"不限次数的重复会越过下一个开头；写明上限，如 {{0,60}}（不超过 {LONG}）"
        return ""

    def _nested(self, ops: list[Op]) -> bool:
        for name, value in _named(ops):
            if "REPEAT" in name and int(value[1]) > _SOME and self._ambiguous(list(value[2])):
                return True
            if any(self._nested(inner) for inner in _inner(name, value)):
                return True
        return False

    def _ambiguous(self, body: list[Op]) -> bool:
        """Tell whether what is repeated could itself be taken apart in several ways."""
        row = list(_unpacked(body))
        for at, (name, value) in enumerate(row):
            rest = row[at + 1 :]
            after = self._first(rest)
            if self.may_be_empty(rest):
                after |= self._first(row)  # the next time round
            if "REPEAT" in name:
                if value[0] != value[1] and self._all([(name, value)]) & after:
                    return True
            elif name == "BRANCH":
                seen: set[str] = set()
                for branch in map(list, value[1]):
                    starts = self._first(branch)
                    if self.may_be_empty(branch):
                        starts |= after
                    if seen & starts or self._ambiguous(branch):
                        return True
                    seen |= starts
        return False

    def _meeting(self, ops: list[Op], before: list[Chars]) -> tuple[bool, list[Chars]]:
        """Tell whether an endless repetition can go on where another one left off.

        `before` are the characters of those before, which nothing has stopped since; with the
        answer comes what there is of them behind.
        """
        for name, value in _named(ops):
            if _endless(name, value):
                loop = self._all(list(value[2]))
                if any(loop & other for other in before):
                    return True, []
                before = [*before, loop]
            elif name == "BRANCH":
                ends = [self._meeting(branch, before) for branch in _inner(name, value)]
                if any(meeting for meeting, _ in ends):
                    return True, []
                before = [loop for _, loops in ends for loop in loops]
            elif name not in _WIDTHLESS:
                for inner in _inner(name, value):
                    meeting, before = self._meeting(inner, before)
                    if meeting:
                        return True, []
                if not self.may_be_empty([(name, value)]):
                    there = self._all([(name, value)])
                    before = [loop for loop in before if loop & there]
        return False, before

    def _passing(self, ops: list[Op], first: Chars, *, last: bool = True) -> bool:
        """Tell whether an endless repetition that more follows can run over the next beginning."""
        for at, (name, value) in enumerate(_named(ops)):
            ends = last and at == len(ops) - 1
            if _endless(name, value):
                if not ends and self._all(list(value[2])) & first:
                    return True
            elif any(self._passing(inner, first, last=ends) for inner in _inner(name, value)):
                return True
        return False

    # ── characters ──────────────────────────────────────────────────────────────────────────

    def _all(self, ops: Iterable[Op]) -> Chars:
        """Return every character that these can match."""
        found: Chars = frozenset()
        for name, value in _named(ops):
            if name not in _WIDTHLESS:
                found |= self._one(name, value)
                for inner in _inner(name, value):
                    found |= self._all(inner)
        return found

    def _first(self, ops: Iterable[Op]) -> Chars:
        """Return the characters that a match can begin with."""
        found: Chars = frozenset()
        for name, value in _named(ops):
            if name in _WIDTHLESS:
                continue
            found |= self._one(name, value)
            for inner in _inner(name, value):
                found |= self._first(inner)
            if not self.may_be_empty([(name, value)]):
                break
        return found

    def may_be_empty(self, ops: Iterable[Op]) -> bool:
        """Tell whether these can match nothing at all."""
        for name, value in _named(ops):
            inner = [self.may_be_empty(each) for each in _inner(name, value)]
            if name in _WIDTHLESS or ("REPEAT" in name and not int(value[0])):
                continue
            if not inner or not (any(inner) if name == "BRANCH" else all(inner)):
                return False
        return True

    def _one(self, name: str, value: Any) -> Chars:
        if name == "LITERAL":
            return frozenset(chr(value))
        if name == "NOT_LITERAL":
            return self.alphabet - {chr(value)}
        if name in {"ANY", "GROUPREF"}:
            return self.alphabet
        if name != "IN":
            return frozenset()
        found: Chars = frozenset()
        turned = False
        for kind, inner in _named(value):
            if kind == "NEGATE":
                turned = True
            elif kind == "RANGE":
                found |= {char for char in self.alphabet if inner[0] <= ord(char) <= inner[1]}
            elif kind == "CATEGORY":
                found |= {char for char in self.alphabet if _in_category(str(inner), char)}
            else:
                found |= self._one(kind, inner)
        return self.alphabet - found if turned else found

    # ── what a text must have ───────────────────────────────────────────────────────────────

    def needs(self, ops: Iterable[Op]) -> list[Chars]:
        """Return sets of characters of each of which a text with a match has one."""
        found: list[Chars] = []
        for name, value in _named(ops):
            if name == "LITERAL":
                found.append(frozenset(chr(value)))
            elif name == "IN":
                found += filter(None, [_spelt(value)])
            elif name == "BRANCH":
                each = [self.needs(branch) for branch in _inner(name, value)]
                if all(each):
                    found.append(frozenset().union(*(min(sets, key=len) for sets in each)))
            elif _must_be(name, value):
                for inner in _inner(name, value):
                    found += self.needs(inner)
        return list(dict.fromkeys(found))

    def words(self, ops: Iterable[Op]) -> tuple[str, ...]:
        """Return words of which a text with a match has one; none where that cannot be told."""
        there: list[tuple[str, ...]] = []
        run = ""
        for name, value in [*_named(ops), ("", None)]:
            if name == "LITERAL":
                run += chr(value)
                continue
            if len(run) > 1:
                there.append((run,))
            run = ""
            if name == "BRANCH":
                each = [self.words(branch) for branch in _inner(name, value)]
                if all(each) and sum(map(len, each)) <= _MANY:
                    there.append(tuple(word for words in each for word in words))
            elif _must_be(name, value):
                there += filter(None, (self.words(inner) for inner in _inner(name, value)))
        few_and_long = ((-len(words), min(map(len, words)), words) for words in there)
        return max(few_and_long, default=(0, 0, ()))[2]


def _endless(name: str, value: Any) -> bool:
    return "REPEAT" in name and int(value[1]) > LONG and value[0] != value[1]


def _must_be(name: str, value: Any) -> bool:
    """Tell whether what stands inside an operation must be in the text."""
    return name not in {"ASSERT_NOT", "BRANCH"} and ("REPEAT" not in name or int(value[0]) > 0)


def _spelt(items: Any) -> Chars:
    """Return the characters of a class that names them one by one; none where it is broad."""
    chars: set[str] = set()
    for kind, value in _named(items):
        if kind == "LITERAL":
            chars.add(chr(value))
        elif kind == "RANGE" and value[1] - value[0] < _BROAD:
            chars |= {chr(code) for code in range(value[0], value[1] + 1)}
        else:
            return frozenset()
    return frozenset(chars)


def _named(ops: Iterable[Op]) -> Iterator[tuple[str, Any]]:
    return ((str(name), value) for name, value in ops)


def _unpacked(ops: Iterable[Op]) -> Iterator[tuple[str, Any]]:
    """Yield operations in a row, those in brackets too."""
    for name, value in _named(ops):
        if name in {"SUBPATTERN", "ATOMIC_GROUP"}:
            for inner in _inner(name, value):
                yield from _unpacked(inner)
        else:
            yield name, value


def _inner(name: str, value: Any) -> list[list[Op]]:
    """Return what stands inside an operation."""
    if "REPEAT" in name:
        return [list(value[2])]
    if name == "BRANCH":
        return [list(branch) for branch in value[1]]
    if name == "SUBPATTERN":
        return [list(value[3])]
    if name in {"ASSERT", "ASSERT_NOT"}:
        return [list(value[1])]
    return [list(value)] if name == "ATOMIC_GROUP" else []


def _in_category(category: str, char: str) -> bool:
    kind = {"DIGIT": str.isdigit, "SPACE": str.isspace}.get(category.rsplit("_", 1)[-1])
    inside = kind(char) if kind else char.isalnum() or char == "_"
    return inside != ("_NOT_" in category)
