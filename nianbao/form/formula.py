"""The small language in which a form states its 勾稽关系.

    收到申请数 = 当面申请数 + 传真申请数 + 网络申请数 + 信函申请数
    max(甲, 乙) ≤ 丙 ≤ 甲 + 乙
    若 接受培训人员数 > 0 则 举办各类培训班数 > 0

Names are indicators, written in full or as a path (行政复议数量.被依法纠错数). Parsing is left to
Python's own parser; what comes out of it is checked against the few node types used here, and
turned into a few functions. Nothing is compiled or evaluated as Python.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cached_property

from nianbao.regex import regex
from nianbao.tuples import NamedTuple

Number = int | Decimal
Lookup = Callable[[str], Number]


class FormulaError(Exception):
    """A formula that cannot be read; the message is for the form's author, in Chinese."""


class Failure(NamedTuple):
    """A comparison that does not hold: `left` (a value) should be `operator` `right`."""

    left: Number
    operator: str
    right: Number
    left_text: str
    right_text: str
    names: tuple[str, ...]


Reader = Callable[[Lookup], Number]
Test = Callable[[Lookup], list[Failure]]


@dataclass(frozen=True, eq=False)
class Formula:
    """A relation between indicators (勾稽关系), ready to be tested against figures."""

    text: str
    condition: ast.expr | None
    relation: ast.expr
    names: tuple[str, ...]

    @cached_property
    def total(self) -> str | None:
        """The name on the left of `total = sum`, None for other relations."""
        match self.relation:
            case ast.Compare(left=left, ops=[ast.Eq()]) if self.condition is None:
                return _path(left)
        return None

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """The names on the right of `total = sum`."""
        match self.relation:
            case ast.Compare(comparators=[right]):
                return tuple(_names(right))
        return ()

    @cached_property
    def compute(self) -> Reader:
        """What returns what the total should be by its terms."""
        match self.relation:
            case ast.Compare(comparators=[right]):
                return _reader(right)
        raise AssertionError(self.text)

    @cached_property
    def equation(self) -> Mapping[str, int] | None:
        """The factor of each name in `left - right` of an equation, "" for what is added.

        None for anything but one equation of sums.
        """
        match self.relation:
            case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
                one, other = _factors(left), _factors(right)
                if self.condition is None and one is not None and other is not None:
                    return one - other
        return None

    @cached_property
    def _tests(self) -> tuple[Test | None, Test]:
        condition = None if self.condition is None else _test(self.condition)
        return condition, _test(self.relation)

    def failures(self, lookup: Lookup) -> list[Failure]:
        """Return the comparisons that do not hold; none where the formula's 若 is not met."""
        condition, relation = self._tests
        return [] if condition and condition(lookup) else relation(lookup)

    def __getstate__(self) -> dict[str, object]:
        """Keep what was read, and nothing that was worked out of it."""
        return {each.name: getattr(self, each.name) for each in fields(self)}


_OPERATORS: dict[type[ast.cmpop], tuple[str, Callable[[Number, Number], bool]]] = {
    ast.Eq: ("＝", operator.eq),
    ast.NotEq: ("≠", operator.ne),
    ast.LtE: ("≤", operator.le),
    ast.GtE: ("≥", operator.ge),
    ast.Lt: ("＜", operator.lt),
    ast.Gt: ("＞", operator.gt),
}
_SPELLINGS = (
    ("≤", "<="), ("≥", ">="), ("≠", "!="), ("＝", "="), ("＜", "<"), ("＞", ">"),
    ("＋", "+"), ("－", "-"), ("−", "-"), ("×", "*"), ("（", "("), ("）", ")"), ("，", ","),
)  # fmt: skip
_SINGLE_EQUALS = regex(r"(?<![<>!=])=(?!=)")
_PUNCTUATION = regex(r"[《》、“”·]")  # in labels, but not in names


def identifier(label: str) -> str:
    """Return the spelling of a label that formulas and references use: without punctuation."""
    return re.sub(r"\W", "", label)


def parse_formula(text: str) -> Formula:
    """Read a formula; FormulaError where it is not one."""
    plain = _PUNCTUATION.sub("", text.strip())
    for typed, meant in _SPELLINGS:
        plain = plain.replace(typed, meant)
    plain = re.sub(r"\s且\s", " and ", re.sub(r"\s或\s", " or ", plain))
    plain = _SINGLE_EQUALS.sub("==", plain)
    condition = None
    if match := re.fullmatch(r"若\s+(.+?)\s+则\s+(.+)", plain):
        condition, plain = _parse(match[1], text), match[2]
    relation = _parse(plain, text)
    nodes = [relation] if condition is None else [condition, relation]
    names = tuple(dict.fromkeys(name for node in nodes for name in _names(node)))
    for node in nodes:
        _require_relation(node, text)
    return Formula(text, condition, relation, names)


def _parse(plain: str, text: str) -> ast.expr:
    try:
        return ast.parse(plain, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise FormulaError(f"看不懂的关系“{text}”") from error


def _require_relation(node: ast.expr, text: str) -> None:
    match node:
        case ast.BoolOp(values=values):
            for value in values:
                _require_relation(value, text)
        case ast.Compare(left=left, ops=ops, comparators=comparators) if all(
            type(op) in _OPERATORS for op in ops
        ):
            for side in (left, *comparators):
                _require_number(side, text)
        case _:
            raise FormulaError(f"关系里要有“＝”“≤”这样的比较：“{text}”")


def _require_number(node: ast.expr, text: str) -> None:
    match node:
        case ast.Constant(value=int()):
            pass
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() | ast.Mult(), right=right):
            _require_number(left, text)
            _require_number(right, text)
        case ast.Call(func=ast.Name(id="max" | "min"), args=[_, *_] as args, keywords=[]):
            for argument in args:
                _require_number(argument, text)
        case _ if _path(node) is not None:
            pass
        case _:
            raise FormulaError(f"关系里只能有指标、整数、加减乘和 max、min：“{text}”")


def _path(node: ast.expr) -> str | None:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=name):
            parent = _path(value)
            return None if parent is None else f"{parent}.{name}"
    return None


def _names(node: ast.expr) -> Iterator[str]:
    path = _path(node)
    if path is not None:
        yield path
    elif isinstance(node, ast.Call):
        for argument in node.args:
            yield from _names(argument)
    else:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                yield from _names(child)


def _reader(node: ast.expr) -> Reader:
    """Return what works out a side of a relation; made once for a form, used for each report."""
    path = _path(node)
    if path is not None:
        return lambda lookup: lookup(path)
    match node:
        case ast.Constant(value=int(number)):
            return lambda _: number
        case ast.BinOp(left=left, op=op, right=right):
            if (summands := _summands(node)) is not None:
                return lambda lookup: sum(map(lookup, summands))
            work, first, second = _ARITHMETIC[type(op)], _reader(left), _reader(right)
            return lambda lookup: work(first(lookup), second(lookup))
        case ast.Call(func=ast.Name(id=name), args=args):
            choose, readers = (max if name == "max" else min), [_reader(each) for each in args]
            return lambda lookup: choose([read(lookup) for read in readers])
    raise AssertionError(ast.dump(node))


_ARITHMETIC: dict[type[ast.operator], Callable[[Number, Number], Number]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
}


def _summands(node: ast.expr) -> tuple[str, ...] | None:
    """Return the names of a plain sum, None of anything else."""
    if (path := _path(node)) is not None:
        return (path,)
    match node:
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            first, second = _summands(left), _summands(right)
            return None if first is None or second is None else (*first, *second)
    return None


class _Factors(dict[str, int]):
    """Names with their factors in a sum."""

    def __add__(self, other: _Factors) -> _Factors:
        return _Factors({n: self.get(n, 0) + other.get(n, 0) for n in self | other})

    def __sub__(self, other: _Factors) -> _Factors:
        return _Factors({n: self.get(n, 0) - other.get(n, 0) for n in self | other})


def _factors(node: ast.expr) -> _Factors | None:
    """Return the factors of a sum or difference, None of anything else."""
    if (path := _path(node)) is not None:
        return _Factors({path: 1})
    match node:
        case ast.Constant(value=int(number)):
            return _Factors({"": number})
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as op, right=right):
            one, other = _factors(left), _factors(right)
            if one is not None and other is not None:
                return one + other if isinstance(op, ast.Add) else one - other
    return None


def _test(node: ast.expr) -> Test:
    """Return what tells which comparisons of a relation do not hold."""
    match node:
        case ast.BoolOp(op=ast.And(), values=values):
            tests = [_test(value) for value in values]
            return lambda lookup: [failure for test in tests for failure in test(lookup)]
        case ast.BoolOp(values=values):
            tests = [_test(value) for value in values]

            def any_holds(lookup: Lookup) -> list[Failure]:
                each = [test(lookup) for test in tests]
                return each[0] if all(each) else []

            return any_holds
        case ast.Compare(left=left, ops=ops, comparators=comparators):
            sides = [left, *comparators]
            return _comparison([type(op) for op in ops], sides, [_reader(side) for side in sides])
    raise AssertionError(ast.dump(node))


def _comparison(
    operators: list[type[ast.cmpop]], sides: list[ast.expr], readers: list[Reader]
) -> Test:
    compared = [_OPERATORS[each] for each in operators]

    def test(lookup: Lookup) -> list[Failure]:
        values = [read(lookup) for read in readers]
        failures = []
        for place, (sign, compare) in enumerate(compared):
            a, b = values[place], values[place + 1]
            if not compare(a, b):
                left, right = sides[place], sides[place + 1]
                names = tuple(dict.fromkeys((*_names(left), *_names(right))))
                failures.append(Failure(a, sign, b, _show(left), _show(right), names))
        return failures

    return test


def _show(node: ast.expr) -> str:
    """Print a side of a relation in the trade's signs."""
    text = ast.unparse(node)
    return text.replace(" + ", "＋").replace(" - ", "－").replace(" * ", "×").replace(", ", "、")
