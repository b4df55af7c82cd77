"""Templates compiled into Jinja, kept on the disk from one run to the next.

Checking and compiling a Word template takes longer than everything else that a run does. What
comes of it depends on the template, the form and the code alone, so it is kept under .cache/, under
a name made of them; where that folder cannot be written, each run does it anew.
"""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".cache" / "templates"
_LIBRARIES = (("docxtpl", "template.py"), ("jinja2", "compiler.py"))


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
        self.name = _key(template, form)
        self.path = FOLDER / f"{self.name}.jinja"
        try:
            self.source: str | None = self.path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            self.source = None

    def keep(self, source: str) -> None:
        """Keep the source for the next run, if the disk allows."""
        from nianbao.files import replace_together

        self.source = source
        try:
            replace_together({self.path: source.encode("utf-8")})
        except OSError:
            return

    def compile(self, sandbox: Sandbox) -> jinja2.Template:
        """Compile the source, by way of Jinja's own cache of compiled code."""
        assert self.source is not None
        if FOLDER.is_dir():
            sandbox.bytecode_cache = jinja2.FileSystemBytecodeCache(str(FOLDER))
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


def _key(template: bytes, form: str) -> str:
    digest = hashlib.sha256(template)
    digest.update(form.encode("utf-8"))
    files = sorted((ROOT / "nianbao").rglob("*.py"))
    for package, name in _LIBRARIES:
        spec = find_spec(package)  # does not import it
        files += [
            Path(folder) / name for folder in (spec and spec.submodule_search_locations) or ()
        ]
    for file in files:
        state = file.stat()
        digest.update(f"{file.name} {state.st_size} {state.st_mtime_ns}".encode())
    return digest.hexdigest()[:32]
