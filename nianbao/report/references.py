"""References in the narrative (引用): what may stand between {{ and }}, and the filters it goes through.

A text is never rendered as a template. What stands between {{ and }} is parsed by Jinja, and its
syntax tree must be a name or a path with filters and nothing else: the text cannot run anything.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from nianbao.regex import regex
from nianbao.report.numerals import chinese_numeral
from nianbao.tuples import NamedTuple


class Reference(NamedTuple):
    """A parsed reference: a dotted path and the filters it goes through."""

    path: str
    filters: tuple[str, ...]


class BadReferenceError(Exception):
    """Text between {{ and }} that is not a reference; the message says why, in Chinese."""


# Names that are none to Jinja, or begin something else.
_WORDS = frozenset(
    [
        "and",
        "else",
        "false",
        "if",
        "import",
        "in",
        "is",
        "loop",
        "none",
        "not",
        "or",
        "self",
        "true",
        "False",
        "None",
        "True",
    ]
)
_PUNCTUATION = regex(r"[《》、“”·]")  # in labels, but not in names


def _in_chinese(text: str) -> str:
    return chinese_numeral(int(text)) if text.isascii() and text.isdigit() else text


FILTERS: dict[str, Callable[[str], str]] = {
    "中文数字": _in_chinese,
    "绝对值": lambda text: text.removeprefix("-"),  # 减少{{…|绝对值}}项
}


@lru_cache(maxsize=1024)
def parse_reference(inner: str) -> Reference:
    """Parse what stands between {{ and }}; BadReferenceError where it is more than a reference."""
    plain = _PUNCTUATION.sub("", inner)
    if not plain.strip():
        raise BadReferenceError("里面是空的")
    return _named(plain) or _parsed(plain)


def _named(plain: str) -> Reference | None:
    """Return a reference that is a path of names and filters by their names; None where it may be more.

    Jinja is asked only then: it takes longer to import than a report to make.
    """
    path, *filters = ([name.strip() for name in part.split(".")] for part in plain.split("|"))
    names = [*path, *(name for each in filters for name in each)]
    if not all(name.isidentifier() and name[0] != "_" and name not in _WORDS for name in names):
        return None
    return Reference(".".join(path), tuple(".".join(each) for each in filters))


def _parsed(plain: str) -> Reference:
    from jinja2 import Environment, TemplateSyntaxError, nodes

    try:
        body = Environment(autoescape=True).parse("{{ " + plain + " }}").body
    except (TemplateSyntaxError, RecursionError, ValueError, MemoryError) as error:
        raise BadReferenceError("不是引用的写法") from error
    match body:
        case [nodes.Output(nodes=[nodes.Expr() as expression])]:
            pass
        case _:
            raise BadReferenceError("不是引用的写法")
    filters: list[str] = []
    while isinstance(expression, nodes.Filter) and not (expression.args or expression.kwargs):
        filters.append(expression.name)
        if expression.node is None:
            raise BadReferenceError("不是引用的写法")
        expression = expression.node
    steps: list[str] = []
    while isinstance(expression, nodes.Getattr):
        steps.append(expression.attr)
        expression = expression.node
    if not isinstance(expression, nodes.Name):
        raise BadReferenceError("只能是指标名，不能是算式、调用或别的代码")
    steps.append(expression.name)
    if any(step.startswith("_") for step in steps):
        raise BadReferenceError("只能是指标名，不能是算式、调用或别的代码")
    return Reference(".".join(reversed(steps)), tuple(reversed(filters)))
