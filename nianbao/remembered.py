"""What the catalogue found, remembered by what it was given.

The checks of prose take as long as all the rest of a build, and a clerk checks a file, then builds
it. What they find depends on the two years' files, the form, the lexicon and the code alone, so it
is kept under a name made of these, and neither run nor even imported again.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Mapping

from nianbao import store
from nianbao.checks.submission import Submission
from nianbao.findings.finding import Finding
from nianbao.source import Source

_SEEN: dict[str, bytes] = {}  # in this process
_MOST = 256


def checked(submission: Submission, sources: tuple[Source, ...], *given: bytes) -> list[Finding]:
    """Return what the catalogue finds in these sources.

    `given` is what the findings depend on beside the sources' texts and the code.
    """
    texts = (f"{source.name}\n{source.text}".encode() for source in sources)
    name = f"{store.name_of(*texts, *given)}.findings"
    data = _SEEN.get(name) or store.recall(name)
    findings = _unpacked(data, sources) if data else None
    if findings is None:
        from nianbao.checks.catalogue import check

        findings = check(submission)
        data = _packed(findings)
        store.keep(name, data)
    if len(_SEEN) >= _MOST:
        _SEEN.clear()
    _SEEN[name] = data or b""
    return findings


class _Pickler(pickle.Pickler):
    def persistent_id(self, obj: object) -> str | None:
        """Leave the sources themselves out: they are there when the findings come back."""
        return obj.name if isinstance(obj, Source) else None


class _Unpickler(pickle.Unpickler):
    sources: Mapping[str, Source] = {}

    def persistent_load(self, pid: str) -> Source:
        return self.sources[pid]


def _packed(findings: list[Finding]) -> bytes:
    buffer = io.BytesIO()
    _Pickler(buffer).dump(findings)
    return buffer.getvalue()


def _unpacked(data: bytes, sources: tuple[Source, ...]) -> list[Finding] | None:
    unpickler = _Unpickler(io.BytesIO(data))
    unpickler.sources = {source.name: source for source in sources}
    try:
        findings = unpickler.load()
    except (pickle.UnpicklingError, EOFError, LookupError, AttributeError, ImportError, ValueError):
        return None
    return findings if isinstance(findings, list) else None
