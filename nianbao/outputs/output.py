"""What an output is (输出): one of the files that a report is written as.

Importing this, or an output, loads nothing that a check does not need; what an output takes is
imported where it is used.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Protocol

from nianbao.findings.finding import Finding
from nianbao.store import Store
from nianbao.tuples import NamedTuple
from nianbao.view import View


class Template(Protocol):
    """A compiled template."""

    def render(self, view: View) -> bytes:
        """Return the bytes of the file; TemplateError where the template is wrong."""


class Output(ABC):
    """An output with a template of its own, which lies in the form's folder as report.<name>.

    Its name stands in OUTPUTS: it is what `--format` says, and what the files end in.
    """

    @abstractmethod
    def inspect(self, name: str, template: bytes, view: View) -> list[Finding]:
        """Return what reading finds wrong with a template for such a view, all in one run."""

    @abstractmethod
    def compile(self, template: bytes, store: Store) -> Template:
        """Compile a template; TemplateError where that cannot be done."""

    @abstractmethod
    def differences(self, view: View, data: bytes) -> list[str]:
        """Read a file back; return in Chinese what it fails to say of a view."""

    def faults(self, name: str, data: bytes) -> list[Finding]:  # noqa: ARG002  most kinds have none
        """Return what is wrong with a finished file as such, whatever it says."""
        return []


class Conversion(NamedTuple):
    """An output that is made from another one's file; CannotError where what that takes is absent.

    `remarks` says in Chinese what a reader of the source and of what was made of it should know.
    """

    source: str
    convert: Callable[[bytes], bytes]
    remarks: Callable[[bytes, bytes], list[str]] = lambda _source, _made: []
