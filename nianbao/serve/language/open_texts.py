"""The texts that an editor has open, examined on a thread of their own, always the latest (新稿).

What was typed while an older text was examined takes its place, and an answer is never of an older
text than the question.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from nianbao.files import CannotError, shown, why
from nianbao.findings.finding import Finding
from nianbao.serve.language.overlay import Overlay
from nianbao.serve.language.positions import Ruler
from nianbao.serve.language.sheet import Sheet, is_data_file, not_in_utf8, read_sheet
from nianbao.serve.watch import FileWatch, reads, sources
from nianbao.weighing.settings import FILE as SETTINGS

T = TypeVar("T")
WAIT = 0.05  # seconds after a key is pressed: more keys may come
LOOK = 0.5  # seconds between two looks at the files around


@dataclass(slots=True)
class Text:
    """An open text: where its file is, what stands in it, which version the editor calls it.

    `name` is what findings call its file. `state` changes with it and with all it depends on; `read`
    is the state that `sheet` is of.
    """

    uri: str
    path: Path
    name: str
    text: str
    version: int | None
    on_disk: bytes | None  # the file, where it is not UTF-8
    state: int = 0
    read: int = -1
    sheet: Sheet | None = None
    measured: tuple[int, Ruler] | None = None  # what counts its places, and in which state

    def ruler(self, encoding: str) -> Ruler:
        """Return what counts its places."""
        if self.measured is None or self.measured[0] != self.state:
            if self.on_disk is not None and self.sheet:
                ruler = Ruler(self.sheet.source, encoding)
            else:
                ruler = Ruler.of(self.name, self.text, encoding)
            self.measured = self.state, ruler
        return self.measured[1]


class Texts:
    """All open texts; `tell` is called with what was found of one, whenever that is something else."""

    def __init__(
        self,
        desk: Overlay,
        tell: Callable[[Text, list[Finding]], None],
        tell_wrong: Callable[[str], None],
    ) -> None:
        self.desk = desk
        self.open: dict[str, Text] = {}
        self._tell = tell
        self._tell_wrong = tell_wrong
        self._stale: dict[str, None] = {}
        self._working: asyncio.Task[None] | None = None
        self._reader = ThreadPoolExecutor(1, "nianbao")

    # ── what the editor does ────────────────────────────────────────────────────────────────

    def lay(self, uri: str, path: Path, text: str, version: int | None) -> None:
        """Take a text that was opened or changed; all that depends on it is looked at anew."""
        known = self.open.get(uri)
        if known is None:
            known = self.open[uri] = Text(uri, path, shown(path), text, version, not_in_utf8(path))
        known.text, known.version = text, version
        self.desk.lay(path, text)
        self._touch_what_reads([path])
        self._touch(known)

    def saved(self, uri: str) -> None:
        """Look at a file's encoding anew."""
        if known := self.open.get(uri):
            known.on_disk = not_in_utf8(known.path)
            self._touch(known)

    def close(self, uri: str) -> None:
        """Let a text go; its file counts again."""
        if known := self.open.pop(uri, None):
            self.desk.take_away(known.path)
            self._touch_what_reads([known.path])

    async def watch(self) -> None:
        """Look at the files around the open ones, without end: last year's, forms, words, settings."""
        watch = FileWatch(self._around)
        while True:
            await asyncio.sleep(LOOK)
            changed = await self.aside(watch.changed)
            own = {each.path for each in self.open.values()}
            self._touch_what_reads([path for path in changed if path not in own])

    def end(self) -> None:
        """Read nothing any more, what is stale neither."""
        self._stale.clear()
        if self._working:
            self._working.cancel()
        self._reader.shutdown(wait=False, cancel_futures=True)

    # ── what is asked ───────────────────────────────────────────────────────────────────────

    async def sheet(self, uri: str) -> Sheet | None:
        """Return the latest text of a data file, examined; None where it is none, or is closed."""
        while (known := self.open.get(uri)) and is_data_file(known.path, known.text):
            if known.sheet and known.read == known.state:
                return known.sheet
            state = known.state
            sheet = await self.aside(
                lambda now=known: read_sheet(  # type: ignore[misc]
                    self.desk, now.path, now.text, now.sheet, on_disk=now.on_disk
                )
            )
            known.sheet, known.read = sheet, state
        return None

    async def aside(self, make: Callable[[], T]) -> T:
        """Have something worked out on the thread that reads."""
        return await asyncio.get_running_loop().run_in_executor(self._reader, make)

    # ── what is stale ───────────────────────────────────────────────────────────────────────

    def _touch(self, text: Text) -> None:
        text.state += 1
        self._stale[text.uri] = None
        if self._working is None or self._working.done():
            self._working = asyncio.ensure_future(self._work())

    def _touch_what_reads(self, paths: list[Path]) -> None:
        """Look anew at every open text that depends on any of the files."""
        for each in self.open.values():
            if any(reads(each.path, path, self.desk.templates) for path in paths):
                self._touch(each)

    def _around(self) -> list[Path]:
        """Return the files that any open text depends on; of one folder, the newest year reads the most."""
        newest: dict[Path, Path] = {}
        for path in sorted((each.path for each in [*self.open.values()]), key=lambda one: one.name):
            newest[path.parent] = path
        return [file for path in newest.values() for file in sources(path, self.desk.templates)]

    async def _work(self) -> None:
        """Examine what is stale, each time its latest text, and tell what was found."""
        while self._stale:
            uri = next(iter(self._stale))
            known = self.open.get(uri)
            if known and known.sheet:  # who has only opened it is not typing yet
                await asyncio.sleep(WAIT)
            self._stale.pop(uri, None)
            try:
                await self._renew(uri)
            except (OSError, CannotError) as error:
                self._tell_wrong(why(error))
            # An editor goes on being served; its log has what went wrong.
            except Exception as error:
                self._tell_wrong(f"检查时程序出错了，请告诉维护的人：{error!r}")

    async def _renew(self, uri: str) -> None:
        sheet = await self.sheet(uri)
        known = self.open.get(uri)
        if known is None:
            return
        if sheet is not None:
            self._tell(known, list(sheet.edition.findings))
        else:
            self._tell(known, await self.aside(lambda: _of_another_kind(self.desk, known.path)))


def _of_another_kind(desk: Overlay, path: Path) -> list[Finding]:
    """Return what is wrong with settings, a lexicon or a form; nothing of any other file."""
    if path.name == SETTINGS:
        return list(desk.settings(path.parent)[1])
    if path.parent == desk.templates and path.name == "lexicon.yaml":
        return list(desk.lexicon()[1])
    if path.parent.parent == desk.templates and path.name == "form.yaml":
        return list(desk.form(path.parent.name)[1])
    return []
