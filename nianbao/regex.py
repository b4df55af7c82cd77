"""Regular expressions that are compiled when they are first used, once for all runs (正则).

Compiling one takes a third of a millisecond, and the checks use three hundred. What CPython's compiler
makes of them is a list of numbers for its matcher, which looks at the list before it uses it. So the
numbers are kept with the other things that the next run would have to work out; where CPython keeps them
otherwise than is known here, everything is compiled as usual.
"""

from __future__ import annotations

import marshal
import re
from array import array
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, AnyStr, Generic, TypeAlias

from nianbao.tuples import NamedTuple

MOST = 600  # expressions of one run that are kept, and twice as many of all
_SIZE = "I"  # four bytes, as CPython's numbers have
Make: TypeAlias = Callable[[str, int], re.Pattern[str]]
_METHODS = ("finditer", "findall", "fullmatch", "match", "search", "split", "sub")


class _Code(NamedTuple):
    """What an expression is compiled to."""

    flags: int
    code: Sequence[int]
    groups: int
    names: dict[str, int]


_kept: dict[tuple[str, int], _Code] = {}  # of earlier runs
_new: dict[tuple[str, int], re.Pattern[str]] = {}  # of this one


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return an expression compiled, by an earlier run where there was one."""
    return _kept_or_made(re.compile, pattern, flags)


def _kept_or_made(make: Make, pattern: str, flags: int) -> re.Pattern[str]:
    key = (pattern, int(flags))
    if (code := _kept.get(key)) is not None:
        with suppress(
            ImportError, AttributeError, TypeError, ValueError, RuntimeError, OverflowError
        ):
            return _revived(pattern, code)
    made = make(pattern, flags)
    if len(_new) < MOST:  # a batch makes one or two for each agency
        _new[key] = made
    return made


def keep_all() -> None:
    """From now on, keep the expressions of Python's modules and other libraries as our own.

    PyYAML and Jinja compile two dozen of them when they are imported, which takes half of the time that
    the one needs, and a fifth of the other's.
    """
    try:
        from re import _compiler  # type: ignore[attr-defined]
    except ImportError:  # a Python that keeps it elsewhere
        return
    make = _compiler.compile
    if getattr(make, "__module__", "") == __name__:
        return

    def kept_or_made(pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        if isinstance(pattern, str):
            return _kept_or_made(make, pattern, flags)
        return make(pattern, flags)  # type: ignore[no-any-return]

    _compiler.compile = kept_or_made


def _revived(pattern: str, code: _Code) -> re.Pattern[str]:
    import _sre  # type: ignore[import-not-found]  # CPython's own, without stubs

    names: list[str | None] = [None] * (code.groups + 1)
    for name, number in code.names.items():
        names[number] = name
    numbers = list(code.code)
    return _sre.compile(pattern, code.flags, numbers, code.groups, code.names, tuple(names))  # type: ignore[no-any-return]


def recall(kept: bytes) -> None:
    """Take back what `to_keep` returned in an earlier run."""
    try:
        for pattern, given, flags, groups, names, numbers in marshal.loads(kept):  # noqa: S302
            _kept[pattern, given] = _Code(flags, array(_SIZE, numbers), groups, names)
    except (EOFError, ValueError, TypeError):
        _kept.clear()


def to_keep() -> bytes | None:
    """Return all that was compiled, also by earlier runs; None where there is nothing new."""
    if not _new:
        return None
    with suppress(Exception):  # the insides of re are CPython's own, and may be others
        before = _kept if len(_kept) < MOST else {}
        known = before | {key: _code_of(*key, made) for key, made in _new.items()}
        rows = [
            (*key, each.flags, each.groups, each.names, array(_SIZE, each.code).tobytes())
            for key, each in known.items()
        ]
        _new.clear()
        return marshal.dumps(rows)
    return None


def _code_of(pattern: str, flags: int, made: re.Pattern[str]) -> _Code:
    from re import _compiler, _parser  # type: ignore[attr-defined]

    parsed = _parser.parse(pattern, flags)
    return _Code(made.flags, _compiler._code(parsed, flags), made.groups, dict(made.groupindex))


class _Regex(Generic[AnyStr]):
    """Becomes the compiled expression at the first call of one of its methods."""

    def __init__(self, pattern: AnyStr, flags: int = 0) -> None:
        self.pattern: AnyStr = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # nobody means to match anything
            raise AttributeError(name)
        pattern = self.pattern
        made = (
            compiled(pattern, self.flags)
            if isinstance(pattern, str)
            else re.compile(pattern, self.flags)
        )
        self.__dict__.update((each, getattr(made, each)) for each in _METHODS)
        return getattr(made, name)


if TYPE_CHECKING:

    def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
        """Return a regular expression that is compiled when it is first used."""

else:
    regex = _Regex
