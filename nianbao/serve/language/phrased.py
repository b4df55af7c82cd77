"""What was found, as the protocol has it: diagnostics, edits, headings, with places in the editor's units."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from lsprotocol import types
from pygls.uris import from_fs_path

from nianbao.findings.finding import Finding, Fix, Severity
from nianbao.serve.language.open_texts import Text
from nianbao.serve.language.outlined import OutlineLine
from nianbao.serve.language.positions import Position, Ruler
from nianbao.source import Source, Span
from nianbao.tuples import NamedTuple

_LEVELS = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}


class Phrasing(NamedTuple):
    """Phrasing what was found for one editor: its units, the texts it has open by name, where the manual lies."""

    encoding: str
    texts: Mapping[str, Text]
    manual: str = ""

    def range(self, span: Span) -> types.Range:
        """Return a span as a range."""
        start, end = self._ruler(span.source).range(span)
        return types.Range(_position(start), _position(end))

    def location(self, span: Span) -> types.Location:
        """Return a span as a location, in whichever file it is."""
        return types.Location(self.uri(span.source), self.range(span))

    def uri(self, source: Source) -> str:
        """Return what the editor calls a file."""
        if source.name in self.texts:
            return self.texts[source.name].uri
        return from_fs_path(os.path.abspath(source.name)) or Path(source.name).as_uri()  # noqa: PTH100  no link is followed

    def diagnostic(self, finding: Finding) -> types.Diagnostic:
        """Return a finding as an editor shows it."""
        if finding.waived:
            message = f"已核实：{finding.message}\n理由：{finding.waived}"
        else:
            message = finding.message + (f"\n改法：{finding.help}" if finding.help else "")
        about = f"{self.manual}#{finding.code}"
        return types.Diagnostic(
            range=self.range(finding.span),
            message=message,
            severity=types.DiagnosticSeverity.Hint if finding.waived else _LEVELS[finding.severity],
            code=str(finding.code),
            code_description=types.CodeDescription(about) if self.manual else None,
            source="年报",
            related_information=[
                types.DiagnosticRelatedInformation(self.location(other.span), other.message)
                for other in finding.related
            ]
            or None,
        )

    def edit(
        self, source: Source, edits: Iterable[Fix], version: int | None
    ) -> types.WorkspaceEdit:
        """Return edits of one file; with a version where the editor can tell an old one from it."""
        uri = self.uri(source)
        changes = [types.TextEdit(self.range(fix.span), fix.text) for fix in edits]
        if version is None:
            return types.WorkspaceEdit(changes={uri: changes})
        document = types.OptionalVersionedTextDocumentIdentifier(uri, version)
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, changes)])

    def symbol(
        self, heading: OutlineLine, kind: types.SymbolKind | None = None
    ) -> types.DocumentSymbol:
        """Return a line of the outline, with what is below it."""
        own = types.SymbolKind.Namespace if heading.below else types.SymbolKind.String
        below = types.SymbolKind.Number if heading.name == "统计表" else kind
        return types.DocumentSymbol(
            name=heading.name,
            detail=heading.detail,
            kind=own if heading.below else kind or own,
            range=self.range(heading.whole),
            selection_range=self.range(heading.own),
            children=[self.symbol(each, below) for each in heading.below],
        )

    def _ruler(self, source: Source) -> Ruler:
        known = self.texts.get(source.name)
        return known.ruler(self.encoding) if known else Ruler(source, self.encoding)


def _position(position: Position) -> types.Position:
    return types.Position(*position)


def within(span: Span, start: tuple[int, int], end: tuple[int, int]) -> bool:
    """Tell whether a span and a range have a place in common, ends too."""
    return (span.line, span.column) <= end and start <= (span.end_line, span.end_column)
