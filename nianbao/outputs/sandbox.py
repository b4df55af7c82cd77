"""Templates in Jinja's sandbox, compiled from what was kept of an earlier run where possible."""

from __future__ import annotations

from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from nianbao import store


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, for templates over a view: nothing runs, no name is silently empty."""

    def __init__(self, *, autoescape: bool) -> None:
        super().__init__(
            autoescape=autoescape, undefined=jinja2.StrictUndefined,
            trim_blocks=not autoescape, lstrip_blocks=not autoescape, keep_trailing_newline=True,
        )  # fmt: skip

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Look into the view's dicts first; the sandbox would try and fail as an attribute."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


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
