"""The language server (pygls): what an editor asks for, handed on and answered."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from nianbao import __version__
from nianbao.findings.finding import Finding
from nianbao.findings.width import visible
from nianbao.serve.language.completed import choices
from nianbao.serve.language.explained import about, as_markdown, as_plain, why
from nianbao.serve.language.open_texts import Text, Texts
from nianbao.serve.language.outlined import outline
from nianbao.serve.language.overlay import Overlay
from nianbao.serve.language.phrased import Phrasing, within
from nianbao.serve.language.pointed import Pointed, places_of, pointed_at, references_to
from nianbao.serve.language.positions import Position
from nianbao.serve.language.remedied import Remedy, mended_whole, remedies
from nianbao.serve.language.sheet import Sheet
from nianbao.source import Span

FIX_ALL = "source.fixAll.nianbao"
MOST = 400  # things that are offered for completion
TRIGGERS = ["{", ".", "|", "-", " ", ":"]


class Speaker:
    """Answers one editor: its texts are examined in `texts`, what was found goes out as `phrases` have it."""

    def __init__(self, server: LanguageServer, desk: Overlay) -> None:
        self.server = server
        self.texts = Texts(desk, self._publish, self._tell_wrong)
        self._found: dict[str, dict[str, list[types.Diagnostic]]] = {}  # of a file, by who found it
        self._unchecked: dict[str, tuple[str, ...]] = {}
        self._watching: asyncio.Task[None] | None = None
        guide = desk.templates.absolute().parent / "docs/问题手册.md"
        self._manual = (from_fs_path(str(guide)) or "") if guide.is_file() else ""

    @property
    def encoding(self) -> str:
        """The units that the editor counts columns in."""
        chosen = self.server.server_capabilities.position_encoding
        return types.PositionEncodingKind(chosen or "utf-16").value

    @property
    def phrases(self) -> Phrasing:
        """What phrases findings for this editor."""
        texts = {each.name: each for each in self.texts.open.values()}
        return Phrasing(self.encoding, texts, self._manual)

    # ── what the editor does ────────────────────────────────────────────────────────────────

    def take(self, uri: str, version: int | None) -> None:
        """Take a text as it is now."""
        if path := to_fs_path(uri):
            text = self.server.workspace.get_text_document(uri).source
            self.texts.lay(uri, Path(path), text, version)
        if self._watching is None:
            self._watching = asyncio.ensure_future(self.texts.watch())

    def close(self, uri: str) -> None:
        """Forget a text, and take back what was said of it."""
        known = self.texts.open.get(uri)
        self.texts.close(uri)
        if known:
            self._publish(known, [])

    def end(self) -> None:
        """Look at nothing any more: the editor leaves, whatever it has just changed."""
        if self._watching:
            self._watching.cancel()
        self.texts.end()

    def _publish(self, text: Text, findings: list[Finding]) -> None:
        """Tell what was found of a text, in the files where it stands."""
        self._tell_unchecked(text)
        phrases = self.phrases
        found: dict[str, list[types.Diagnostic]] = {text.uri: []}
        for finding in findings:
            there = phrases.uri(finding.span.source)
            found.setdefault(there, []).append(phrases.diagnostic(finding))
        for uri in {*found, *(uri for uri, by in self._found.items() if text.uri in by)}:
            self._found.setdefault(uri, {})[text.uri] = found.get(uri, [])
            several: list[types.Diagnostic] = []
            for each in [one for by in self._found[uri].values() for one in by]:
                if each not in several:
                    several.append(each)
            known = self.texts.open.get(uri)
            version = known.version if known else None
            self.server.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(uri, several, version)
            )

    def _tell_unchecked(self, text: Text) -> None:
        """Say in the editor's log what could not be checked, whenever that is something else."""
        now = text.sheet.edition.unchecked if text.sheet else ()
        if now != self._unchecked.get(text.uri, ()):
            self._unchecked[text.uri] = now
            words = "；".join(now) if now else "都查了"
            self._log(types.MessageType.Info, f"{text.name} 没有查的：{words}")

    def _tell_wrong(self, words: str) -> None:
        self._log(types.MessageType.Error, words)

    def _log(self, kind: types.MessageType, words: str) -> None:
        self.server.window_log_message(types.LogMessageParams(kind, visible(words)))

    # ── what the editor asks ────────────────────────────────────────────────────────────────

    async def at(self, uri: str, position: types.Position) -> tuple[Sheet, int, int] | None:
        """Return the latest sheet, and the line and column that are meant."""
        sheet = await self.texts.sheet(uri)
        known = self.texts.open.get(uri)
        if sheet is None or known is None:
            return None
        return sheet, *known.ruler(self.encoding).place(Position(position.line, position.character))

    async def hover(self, uri: str, position: types.Position) -> types.Hover | None:
        """Say what stands at a place, and why what is wrong there matters."""
        if (found := await self.at(uri, position)) is None:
            return None
        sheet, line, column = found
        pointed = pointed_at(sheet, line, column)
        here = [f for f in _at(sheet, (line, column), (line, column)) if not f.waived]
        blocks = [*([about(sheet, pointed)] if pointed else []), *map(why, here)]
        unchecked = sheet.edition.unchecked
        if unchecked and sheet.source.lines[line - 1].startswith("年度"):
            blocks.append(["没有查的", *unchecked])
        if not blocks:
            return None
        spans = [*([pointed.span] if pointed else []), *(finding.span for finding in here)]
        span = spans[0] if spans else sheet.source.span(line, 1, len("年度"))
        hovers = self.server.client_capabilities.text_document
        kinds = hovers.hover.content_format if hovers and hovers.hover else None
        markup = types.MarkupKind.Markdown in (kinds or [])
        kind = types.MarkupKind.Markdown if markup else types.MarkupKind.PlainText
        text = as_markdown(blocks) if markup else as_plain(blocks)
        return types.Hover(types.MarkupContent(kind, visible_lines(text)), self.phrases.range(span))

    async def definition(self, uri: str, position: types.Position) -> list[types.Location]:
        """Lead from a reference to its figure, and from a figure to its references."""
        if (found := await self.at(uri, position)) is None:
            return []
        sheet, line, column = found
        pointed = pointed_at(sheet, line, column)
        if pointed is None:
            return []
        spans = _figures(pointed) if pointed.reference else references_to(sheet, pointed.cells)
        return [self.phrases.location(span) for span in spans]

    async def references(
        self, uri: str, position: types.Position, *, declared: bool
    ) -> list[types.Location]:
        """Lead from a reference or a figure to all references to it."""
        if (found := await self.at(uri, position)) is None:
            return []
        sheet, line, column = found
        pointed = pointed_at(sheet, line, column)
        if pointed is None or pointed.is_last_years:
            return []
        spans = [*(_figures(pointed) if declared else ()), *references_to(sheet, pointed.cells)]
        return [self.phrases.location(span) for span in spans]

    async def complete(self, uri: str, position: types.Position) -> types.CompletionList:
        """Offer what may be typed; what is offered changes with every key."""
        items: list[types.CompletionItem] = []
        if (found := await self.at(uri, position)) is None:
            return types.CompletionList(is_incomplete=True, items=items)
        sheet, line, column = found
        lines = sheet.source.lines
        offered = choices(sheet, lines, line, column)[:MOST]
        phrases = self.phrases
        for number, choice in enumerate(offered):
            typed = lines[line - 1][choice.span.column - 1 : column - 1]
            items.append(
                types.CompletionItem(
                    label=visible(choice.label),
                    detail=visible(choice.detail) or None,
                    kind=types.CompletionItemKind.Field,
                    filter_text=typed or choice.label,  # it was chosen by meaning, not by letters
                    sort_text=f"{number:04}",
                    text_edit=types.TextEdit(phrases.range(choice.span), choice.text),
                )
            )
        return types.CompletionList(is_incomplete=True, items=items)

    async def symbols(self, uri: str) -> list[types.DocumentSymbol]:
        """Return the outline."""
        sheet = await self.texts.sheet(uri)
        phrases = self.phrases
        return [phrases.symbol(each) for each in outline(sheet)] if sheet else []

    async def actions(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        """Offer the mendings of a range, the 核实 lines, and all mendings of the file at once."""
        uri, context = params.text_document.uri, params.context
        start = await self.at(uri, params.range.start)
        end = await self.at(uri, params.range.end)
        if start is None or end is None:
            return []
        sheet = end[0]
        here = _at(sheet, start[1:], end[1:]) or _at(sheet, (start[1], 1), (end[1] + 1, 0))
        wanted = [
            str(each.value if isinstance(each, types.CodeActionKind) else each)
            for each in context.only or []
        ]
        offered: list[types.CodeAction] = []
        if _is_wanted("quickfix", wanted):
            every = await self.texts.aside(lambda: list(remedies(sheet, here)))
            offered += [self._action(uri, sheet, each, "quickfix") for each in every]
        if _is_wanted(FIX_ALL, wanted):
            desk = self.texts.desk
            whole = await self.texts.aside(lambda: mended_whole(desk, sheet))
            offered += [self._action(uri, sheet, whole, FIX_ALL)] if whole else []
        return offered

    def _action(self, uri: str, sheet: Sheet, remedy: Remedy, kind: str) -> types.CodeAction:
        phrases, known = self.phrases, self.texts.open.get(uri)
        edits = self.server.client_capabilities.workspace
        versions = bool(edits and edits.workspace_edit and edits.workspace_edit.document_changes)
        version = known.version if known and versions else None
        return types.CodeAction(
            title=visible(remedy.title),
            kind=kind,
            diagnostics=[phrases.diagnostic(remedy.finding)] if remedy.finding else None,
            is_preferred=True if remedy.sure and remedy.finding else None,
            edit=phrases.edit(sheet.source, remedy.edits, version),
        )


def visible_lines(text: str) -> str:
    """Return a text of several lines as a screen may show it."""
    return "\n".join(map(visible, text.split("\n")))


def _at(sheet: Sheet, start: tuple[int, int], end: tuple[int, int]) -> list[Finding]:
    name = sheet.source.name
    return [
        finding
        for finding in sheet.edition.findings
        if finding.span.source.name == name and within(finding.span, start, end)
    ]


def _figures(pointed: Pointed) -> Iterable[Span]:
    return dict.fromkeys(span for cell in pointed.cells for span in places_of(pointed.report, cell))


def _is_wanted(kind: str, wanted: list[str]) -> bool:
    return not wanted or any(kind == each or kind.startswith(f"{each}.") for each in wanted)


def language_server(desk: Overlay) -> LanguageServer:
    """Return a server that is ready to start; it speaks on standard input and output."""
    full = (
        types.TextDocumentSyncKind.Full
    )  # a report is small, and lines are parted in one way only
    server = LanguageServer("nianbao", __version__, full)
    speaker = Speaker(server, desk)
    feature = server.feature

    @feature(types.TEXT_DOCUMENT_DID_OPEN)
    def _(params: types.DidOpenTextDocumentParams) -> None:
        speaker.take(params.text_document.uri, params.text_document.version)

    @feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def _(params: types.DidChangeTextDocumentParams) -> None:
        speaker.take(params.text_document.uri, params.text_document.version)

    @feature(types.TEXT_DOCUMENT_DID_SAVE)
    def _(params: types.DidSaveTextDocumentParams) -> None:
        speaker.texts.saved(params.text_document.uri)

    @feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def _(params: types.DidCloseTextDocumentParams) -> None:
        speaker.close(params.text_document.uri)

    @feature(types.TEXT_DOCUMENT_HOVER)
    async def _(params: types.HoverParams) -> types.Hover | None:
        return await speaker.hover(params.text_document.uri, params.position)

    @feature(types.TEXT_DOCUMENT_DEFINITION)
    async def _(params: types.DefinitionParams) -> list[types.Location]:
        return await speaker.definition(params.text_document.uri, params.position)

    @feature(types.TEXT_DOCUMENT_REFERENCES)
    async def _(params: types.ReferenceParams) -> list[types.Location]:
        declared = params.context.include_declaration
        return await speaker.references(
            params.text_document.uri, params.position, declared=declared
        )

    @feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=TRIGGERS))
    async def _(params: types.CompletionParams) -> types.CompletionList:
        return await speaker.complete(params.text_document.uri, params.position)

    @feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def _(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        return await speaker.symbols(params.text_document.uri)

    kinds: list[types.CodeActionKind | str] = [types.CodeActionKind.QuickFix, FIX_ALL]

    @feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(kinds))
    async def _(params: types.CodeActionParams) -> list[types.CodeAction]:
        return await speaker.actions(params)

    @feature(types.SHUTDOWN)
    def _(*_: object) -> None:
        speaker.end()

    return server
