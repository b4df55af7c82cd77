"""What an examination needs beside the data file (工作区): forms, words, settings, last year, store.

One object owns all that comes from the disk and is used more than once. Nothing is remembered beyond
the bytes it was made of: each file is read anew when it is asked for, and what was made of it is used
again only where the bytes are the same. So an edit of any of them is seen in the same process, and a
key cannot part from its content.
"""

from __future__ import annotations

import hashlib
import io
import pickle
from collections.abc import Callable, Hashable
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from nianbao.files import YEARS, form_folders, read_whole, shown
from nianbao.findings.finding import Finding
from nianbao.form.choice import choose_form
from nianbao.form.lexicon import Lexicon, bind_lexicon
from nianbao.form.model import Form
from nianbao.reading.yamltree import Tree, read_tree
from nianbao.receipt import ABSENT, fingerprint
from nianbao.report.bind import bind
from nianbao.report.content import Report
from nianbao.report.history import History
from nianbao.source import decode
from nianbao.store import Store, users_store
from nianbao.weighing.settings import FILE as SETTINGS
from nianbao.weighing.settings import UNSET, Settings, bind_settings

T = TypeVar("T")
_VALUES = ("nianbao.form.", "nianbao.reading.yamltree", "nianbao.source", "nianbao.findings.")
TEXTS = 16  # texts of which a workspace remembers what was found, for the next run
MOST = 64  # values of one kind that a workspace remembers


class Part:
    """A file as it was read, or is to be written: its path and its bytes."""

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        self.data = data

    @cached_property
    def digest(self) -> bytes:
        """The hash of its bytes."""
        return hashlib.sha256(self.data).digest()

    @cached_property
    def name(self) -> str:
        """The file's name as findings print it."""
        return shown(self.path)

    def tree(self) -> Tree:
        """Read the file as YAML."""
        return read_tree(*decode(self.name, self.data))


class Workspace:
    """Owns the forms, the words, the settings of offices, last years' reports, and the store."""

    def __init__(self, templates: Path, store: Store | None = None) -> None:
        self.templates = templates
        self.store = users_store() if store is None else store
        self._memory: dict[str, dict[Hashable, tuple[Hashable, Any]]] = {}
        self._texts = 0
        self._held: dict[Path, Part] = {}
        self._state = ""
        self._national: tuple[str, dict[int, str]] = ("", {})
        # Files that were read, each with a hash, where somebody wants to know.
        self.seen: dict[str, str] | None = None

    def hold(self, state: str) -> None:
        """Read what lies under templates/ once, as long as the caller says that it is in this state.

        A batch looks at all of it when it begins, and each of its reports is made of that.
        """
        if state != self._state:
            self._held.clear()
            self._state = state

    def read(self, path: Path) -> Part:
        """Read a file as it is now; OSError where it cannot be read."""
        if self._state and (held := self._held.get(path)):
            return held
        part = self._read(path)
        if self._state and self.templates in path.parents:
            self._held[path] = part
        return part

    def _read(self, path: Path) -> Part:
        if self.seen is None:
            return Part(path, read_whole(path))
        place = str(path.absolute())
        self.seen[place] = ABSENT
        data = read_whole(path)
        self.seen[place] = fingerprint(data)
        return Part(path, data)

    def memo(self, kind: str, key: Hashable, stamp: Hashable, make: Callable[[], T]) -> T:
        """Return what was made of a thing in this state before; made now where its state is new.

        `stamp` is the state that was read. Of each kind the latest MOST are remembered.
        """
        known = self._memory.setdefault(kind, {})
        old, value = known.pop(key, (None, None))
        if value is None or old != stamp:
            value = make()
        known[key] = (stamp, value)  # the last one is the youngest
        if len(known) > MOST:
            del known[next(iter(known))]
        return value  # type: ignore[no-any-return]  # of what kind it is, its maker knows

    def remembers_texts(self) -> bool:
        """Tell whether what is found of one more text is to be kept: of the first ones it is.

        A clerk checks a text and then builds it. A process that examines hundreds is a batch, which
        has a journal, or a preview, whose next text is another one.
        """
        self._texts += 1
        return self._texts <= TEXTS

    # ── forms ───────────────────────────────────────────────────────────────────────────────

    def names(self) -> list[str]:
        """Return the names of the forms there are, the folders under templates/."""
        return sorted(path.parent.name for path in self.templates.glob("*/form.yaml"))

    def national(self) -> dict[int, str]:
        """Return the names of the national forms by their first report year."""
        if self._state and self._national[0] == self._state:
            return self._national[1]
        names = {year: folder.name for year, folder in form_folders(self.templates).items()}
        self._national = (self._state, names)
        return names

    def form(self, name: str) -> tuple[Form | None, tuple[Finding, ...]]:
        """Return a form by its name, and what is wrong with it; OSError where it is not there."""
        folder = self.templates / name
        part = self.read(folder / "form.yaml")
        return self.memo("form", name, (part.digest, part.name), lambda: self._form(folder, part))

    def national_forms(self) -> list[Form]:
        """Return the national forms that can be read, the oldest first."""
        return [form for name in self.national().values() if (form := self.form(name)[0])]

    def _form(self, folder: Path, part: Part) -> tuple[Form | None, tuple[Finding, ...]]:
        key = self.store.key("form", part.data, f"{folder}\n{part.name}".encode("utf-8", "replace"))
        if (kept := self.store.recall(key)) and (form := _unpacked(kept, Form)):
            return form, ()
        from nianbao.form.reader import bind_form  # not needed where the form is kept

        read, findings = bind_form(folder, *decode(part.name, part.data))
        if read is not None:
            self.store.keep(key, pickle.dumps(read))
        return read, tuple(findings)

    # ── words and settings ──────────────────────────────────────────────────────────────────

    def lexicon(self) -> tuple[Lexicon, tuple[Finding, ...]]:
        """Return the words that the checks look for; none where there is no lexicon."""
        return self._part_of(self.templates / "lexicon.yaml", "lexicon", self._lexicon, Lexicon())

    def _lexicon(self, part: Part) -> tuple[Lexicon, tuple[Finding, ...]]:
        """Read the words; a hundred patterns that are looked at once, and kept when they hold."""
        key = self.store.key("lexicon", part.data)
        if (kept := self.store.recall(key)) and (lexicon := _unpacked(kept, Lexicon)):
            return lexicon, ()
        read, findings = bind_lexicon(part.tree())
        if not findings:
            self.store.keep(key, pickle.dumps(read))
        return read, findings

    def settings(self, folder: Path) -> tuple[Settings, tuple[Finding, ...]]:
        """Return how grave the office of a data folder holds each kind of finding."""
        return self._part_of(
            folder / SETTINGS, "settings", lambda part: bind_settings(part.tree()), UNSET
        )

    def _part_of(
        self,
        path: Path,
        kind: str,
        bind_it: Callable[[Part], tuple[T, tuple[Finding, ...]]],
        nothing: T,
    ) -> tuple[T, tuple[Finding, ...]]:
        try:
            part = self.read(path)
        except FileNotFoundError:
            return nothing, ()
        return self.memo(kind, path, (part.digest, part.name), lambda: bind_it(part))

    # ── last year ───────────────────────────────────────────────────────────────────────────

    def history(self, path: Path, year: int) -> History:
        """Read the data file of the year before, which stands beside the year's own.

        Where it is missing or unreadable, the newest earlier one that can be read.
        """
        before = path.with_name(f"{year - 1}.yaml")
        if path.stem != str(year):
            return History(shown(before), None)
        tree, report = self._past(before, year - 1) if before.is_file() else (None, None)
        source = tree.source if tree else None
        name = source.name if source else shown(before)
        if report is not None:
            return History(name, report, source)
        for earlier in self._earlier(path, year - 1):
            _, report = self._past(path.with_name(f"{earlier}.yaml"), earlier)
            if report is not None:
                return History(name, None, source, report)
        return History(name, None, source)

    def _earlier(self, path: Path, year: int) -> list[int]:
        """Return the years before a year that have a data file beside it, the newest first."""
        names = (each.stem for each in path.parent.glob(YEARS))
        return sorted((int(name) for name in names if int(name) < year), reverse=True)

    def remember(self, part: Part, tree: Tree, report: Report) -> None:
        """Remember a year's report that was read just now: it is the next year's last one."""
        state = (part.digest, part.name)
        self.memo("tree", part.path, state, lambda: tree)
        self.memo("report", part.path, (*state, report.form), lambda: (report,))

    def _past(self, path: Path, year: int) -> tuple[Tree, Report | None]:
        """Return an earlier year's file as read, and its report; None where it cannot be bound."""
        part = self.read(path)
        state = (part.digest, part.name)
        tree = self.memo("tree", path, state, part.tree)
        form = choose_form(tree.root, year, self)[0] if tree.root else None
        if form is None:
            return tree, None
        (report,) = self.memo("report", path, (*state, form), lambda: _bound(tree, form, year))
        return tree, report


def _bound(tree: Tree, form: Form, year: int) -> tuple[Report | None]:
    return (bind(tree, form, year)[0],)


class _Unpickler(pickle.Unpickler):
    """Takes back the values that a form or a lexicon is made of, and nothing that could run."""

    def find_class(self, module: str, name: str) -> Any:
        if module in {"ast", "decimal", "pathlib"} or module.startswith(_VALUES):
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


def _unpacked(data: bytes, kind: type[T]) -> T | None:
    try:
        value = _Unpickler(io.BytesIO(data)).load()
    except Exception:
        return None
    return value if isinstance(value, kind) else None
