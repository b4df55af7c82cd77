"""Regular expressions that are compiled when they are first used.

Compiling one takes a third of a millisecond, and a run uses a third of those that its modules name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, AnyStr, Generic

_METHODS = ("finditer", "findall", "fullmatch", "match", "search", "split", "sub")


class _Regex(Generic[AnyStr]):
    """Becomes the compiled expression at the first call of one of its methods."""

    def __init__(self, pattern: AnyStr, flags: int = 0) -> None:
        self.pattern: AnyStr = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # nobody means to match anything
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        self.__dict__.update((each, getattr(compiled, each)) for each in _METHODS)
        return getattr(compiled, name)


if TYPE_CHECKING:

    def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
        """Return a regular expression that is compiled when it is first used."""

else:
    regex = _Regex
