"""Templates in Jinja's sandbox: compiled once, filled in many times, and nothing of them runs."""

from __future__ import annotations

import marshal
import sys
from collections.abc import Iterator
from contextlib import suppress
from types import CodeType
from typing import Any

import jinja2
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from nianbao.outputs.errors import TemplateError
from nianbao.store import Store
from nianbao.view import PARTS, View

PLACES = {part: {name: place for place, name in enumerate(part._fields)} for part in PARTS}


MAX_PRINTED = 20_000_000  # characters that a template may print; a report has 120,000
MAX_JOINS = 10  # of `~` in a template; the shipped ones have none
# Filters that make much of little, or attributes of what was typed.
_FILTERS = {
    "attr", "batch", "center", "filesizeformat", "format", "groupby", "indent", "pprint", "random",
    "slice", "tojson", "urlize", "wordwrap", "xmlattr",
}  # fmt: skip
_OF_LOOPS = {"first", "index", "index0", "last", "length", "revindex", "revindex0"}
_METHODS = {"strip", "lstrip", "rstrip", "startswith", "endswith", "upper", "lower", "split"}


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, for templates over a view: nothing runs, no name is silently empty.

    Nothing in it makes a long text of a short one: no padding, no repetition, no formatting.
    """

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, *, autoescape: bool) -> None:
        super().__init__(
            autoescape=autoescape, undefined=jinja2.StrictUndefined,
            trim_blocks=not autoescape, lstrip_blocks=not autoescape, keep_trailing_newline=True,
        )  # fmt: skip

        for name in _FILTERS:
            self.filters.pop(name, None)
        self.filters["replace"] = _replaced
        for name in ("lipsum", "namespace", "cycler", "joiner"):
            self.globals.pop(name, None)

    def _parse(self, source: str, name: str | None, filename: str | None) -> jinja2.nodes.Template:
        """Parse a template; numbers and brackets without end are syntax errors as any other."""
        try:
            return super()._parse(source, name, filename)
        except (ValueError, RecursionError, MemoryError) as error:
            raise jinja2.TemplateSyntaxError("数字太长，或括号套得太深", 1) from error

    def wrap_str_format(self, value: Any) -> None:
        """Treat `format` as any other method of a text: refused."""

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Reckon with numbers; a text may not be multiplied or formatted."""
        if isinstance(left, str | list | tuple) or isinstance(right, str | list | tuple):
            raise TemplateError(f"标签里不能用“{operator}”重复或格式化文字")
        if operator == "**":
            raise TemplateError("标签里不能用“**”")
        return super().call_binop(context, operator, left, right)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Look up a field of a part of the view; the sandbox sees to everything else."""
        places = PLACES.get(type(obj))
        if places is not None:
            if attribute in places:
                return obj[places[attribute]]
        elif type(obj) is LoopContext and attribute in _OF_LOOPS:
            return getattr(obj, attribute)  # asked five hundred times, and numbers or yes and no
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Look up what stands in brackets: a place in a list, the name of a field."""
        try:
            if type(obj) is list:
                return obj[argument]
            return obj[PLACES[type(obj)][argument]]
        except (TypeError, LookupError):
            if type(obj) is list or type(obj) in PLACES:
                return self.undefined(obj=obj, name=argument)
        return super().getitem(obj, argument)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Refuse what tuples can do (`count`, `index`): no name of the view, and easily mistyped."""
        if isinstance(obj, str) and attr not in _METHODS:
            return False
        return not isinstance(obj, tuple) and super().is_safe_attribute(obj, attr, value)


class Compiled:
    """A template compiled in a sandbox; `what` is what messages call it."""

    __slots__ = ("_template", "what")

    def __init__(self, what: str, source: str, sandbox: Sandbox, store: Store) -> None:
        """Compile a source; TemplateError where Jinja cannot."""
        self.what = what
        try:
            code = _compiled(source, sandbox, store)
        except jinja2.TemplateSyntaxError as error:
            raise TemplateError(f"{what}里的标签有误：{error.message}") from error
        self._template = jinja2.Template.from_code(sandbox, code, sandbox.make_globals(None))

    def fill(self, view: View) -> str:
        """Return what the template prints of a view; TemplateError where a tag cannot be filled."""
        try:
            return _bounded(self.what, self._template.generate(view._asdict()))
        except jinja2.UndefinedError as error:
            raise TemplateError(f"{self.what}里用了没有的名字：{error.message}") from error
        except (jinja2.TemplateError, TypeError, ValueError, ArithmeticError, MemoryError) as error:
            raise TemplateError(f"{self.what}里的标签不能执行：{error}") from error


def _replaced(text: object, old: str, new: str) -> str:
    """Replace words in a text (a filter), as long as it stays within what may be printed."""
    before = escape(text) if isinstance(text, Markup) else str(text)
    if len(before) + before.count(str(old)) * len(str(new)) > MAX_PRINTED:
        raise TemplateError(f"标签印出来的太多，超过 {MAX_PRINTED:,} 个字符")
    return before.replace(old, new)


def _bounded(what: str, pieces: Iterator[str]) -> str:
    """Put together what a template prints; TemplateError where that is more than a report can be."""
    printed, length = [], 0
    for piece in pieces:
        printed.append(piece)
        length += len(piece)
        if length > MAX_PRINTED:
            raise TemplateError(f"{what}印出来的太多，超过 {MAX_PRINTED:,} 个字符")
    return "".join(printed)


def _compiled(source: str, sandbox: Sandbox, store: Store) -> CodeType:
    """Compile a source, or take back the byte code of an earlier run.

    Byte code runs, as Python's own does in __pycache__: the store holds it for this user alone.
    """
    state = f"{sys.implementation.cache_tag} {jinja2.__version__} {sandbox.autoescape} "
    state += " ".join(sorted(sandbox.filters))
    key = store.key("code", state.encode(), source.encode("utf-8"))
    if (kept := store.recall(key)) is not None:
        with suppress(EOFError, ValueError, TypeError):
            code = marshal.loads(kept)  # noqa: S302  as above
            if isinstance(code, CodeType):
                return code
    joins = sum(len(each.nodes) - 1 for each in sandbox.parse(source).find_all(jinja2.nodes.Concat))
    if joins > MAX_JOINS:  # each may double what the one before made
        raise TemplateError(f"模板里用了 {joins} 个“~”，上限 {MAX_JOINS} 个：直接写在一起")
    code = sandbox.compile(source)
    store.keep(key, marshal.dumps(code))
    return code
