"""Templates in Jinja's sandbox, compiled from what was kept of an earlier run where possible."""

from __future__ import annotations

from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from nianbao import store
from nianbao.view import PARTS

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
        if type(obj) is list:
            try:
                return obj[argument]
            except (TypeError, LookupError):
                return self.undefined(obj=obj, name=argument)
        if type(obj) in PLACES:
            return self.getattr(obj, str(argument))
        return super().getitem(obj, argument)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Refuse what tuples can do (`count`, `index`): no name of the view, and easily mistyped."""
        return not isinstance(obj, tuple) and super().is_safe_attribute(obj, attr, value)


class Kept:
    """The Jinja source of a template that was checked against a form before, if it was."""

    def __init__(self, template: bytes, form: str) -> None:
        self.name = f"{store.name_of(template, form.encode('utf-8'))}.jinja"
        source = store.recall(self.name)
        self.source = source.decode("utf-8") if source is not None else None

    def keep(self, source: str) -> None:
        """Keep the source for the next run."""
        self.source = source
        store.keep(self.name, source.encode("utf-8"))

    def compile(self, sandbox: Sandbox) -> jinja2.Template:
        """Compile the source, by way of Jinja's own cache of compiled code."""
        assert self.source is not None
        if store.FOLDER.is_dir():
            sandbox.bytecode_cache = jinja2.FileSystemBytecodeCache(str(store.FOLDER))
        sandbox.loader = jinja2.DictLoader({self.name: self.source})
        return sandbox.get_template(self.name)


class Unkept(Kept):
    """The Jinja source of a template that is only tried out; nothing of it goes to the disk."""

    def __init__(self) -> None:
        self.source = None

    def keep(self, source: str) -> None:
        """Hold the source for this run."""
        self.source = source

    def compile(self, sandbox: Sandbox) -> jinja2.Template:
        """Compile the source, without a cache."""
        assert self.source is not None
        return sandbox.from_string(self.source)
