"""Templates compiled into Jinja, kept on the disk from one run to the next.

Compiling a Word template takes longer than everything else that a run does. What comes of it
depends on the template's bytes and on the libraries alone, so it is kept under .cache/, under a
name made of both; where that folder cannot be written, each run compiles anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

FOLDER = Path(__file__).resolve().parents[2] / ".cache" / "templates"
_MADE_BY = ("docxtpl.template", "jinja2.compiler", "nianbao.render.word")


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


def compile_template(
    environment: jinja2.Environment, data: bytes, source: Callable[[], str]
) -> jinja2.Template:
    """Compile a template's bytes, whose Jinja source is made by `source` where it is not kept yet.

    jinja2.TemplateSyntaxError where the source is not Jinja.
    """
    name = _key(data)
    kept = FOLDER / f"{name}.jinja"
    try:
        text = kept.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        text = source()
        _keep(kept, text)
    if FOLDER.is_dir():
        environment.bytecode_cache = jinja2.FileSystemBytecodeCache(str(FOLDER))
    environment.loader = jinja2.DictLoader({name: text})
    return environment.get_template(name)


def _key(data: bytes) -> str:
    digest = hashlib.sha256(data)
    for module in _MADE_BY:
        package, _, name = module.rpartition(".")
        spec = find_spec(package)  # does not import the module itself
        for folder in (spec.submodule_search_locations or []) if spec else []:
            state = (Path(folder) / f"{name}.py").stat()
            digest.update(f"{module} {state.st_size} {state.st_mtime_ns}".encode())
    return digest.hexdigest()[:32]


def _keep(path: Path, text: str) -> None:
    from nianbao.files import replace_together

    try:
        replace_together({path: text.encode("utf-8")})
    except OSError:
        return
