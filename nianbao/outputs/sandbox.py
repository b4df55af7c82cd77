"""Templates in Jinja's sandbox: compiled once, filled in many times, and nothing of them runs."""

from __future__ import annotations

import marshal
import sys
from contextlib import suppress
from types import CodeType
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from nianbao.outputs.errors import TemplateError
from nianbao.store import Store
from nianbao.view import PARTS, View

PLACES = {part: {name: place for place, name in enumerate(part._fields)} for part in PARTS}


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, for templates over a view: nothing runs, no name is silently empty."""

    def __init__(self, *, autoescape: bool) -> None:
        super().__init__(
            autoescape=autoescape, undefined=jinja2.StrictUndefined,
            trim_blocks=not autoescape, lstrip_blocks=not autoescape, keep_trailing_newline=True,
        )  # fmt: skip

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Look up a field of a part of the view; the sandbox sees to everything else."""
        try:
            place = PLACES[type(obj)][attribute]
        except KeyError:
            return super().getattr(obj, attribute)
        return obj[place]

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
            return self._template.render(view._asdict())
        except jinja2.UndefinedError as error:
            raise TemplateError(f"{self.what}里用了没有的名字：{error.message}") from error
        except (jinja2.TemplateError, TypeError, ValueError, ArithmeticError) as error:
            raise TemplateError(f"{self.what}里的标签不能执行：{error}") from error


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
    code = sandbox.compile(source)
    store.keep(key, marshal.dumps(code))
    return code
