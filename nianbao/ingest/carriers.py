"""What a file is, told by its first bytes and its name, and how it is read."""

from __future__ import annotations

import zipfile
from io import BytesIO

from nianbao.ingest.blocks import Carried, UnreadableError
from nianbao.outputs.word.xmlpart import BAD_ZIP

MAX_SIZE = 100_000_000  # bytes; a report with pictures has five million
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ARCHIVES = frozenset(["zip", "rar", "7z", "tar", "gz"])
_SAVE_AS = "用 Word 或 WPS 打开，另存为“Word 文档（*.docx）”再来"


def read_file(name: str, data: bytes) -> Carried:
    """Return what a file carries; UnreadableError, with what to do, where it cannot be read."""
    end = name.lower().rpartition(".")[2]
    if name.startswith(("~$", ".~")):
        raise UnreadableError("这是 Word 或 WPS 打开文件时的锁文件：去掉文件名开头的“~$”，读那一个")
    if not data:
        raise UnreadableError("文件是空的")
    if len(data) > MAX_SIZE:
        raise UnreadableError("文件太大，不像一份年报")
    if end in _ARCHIVES:
        raise UnreadableError("这是压缩包：先解开，把里面的文件拿出来再来")
    if end in {"yaml", "yml"}:
        raise UnreadableError(
            "这是数据文件，不用读进来：放在 data/机关的文件夹/ 里，如 data/水务局/2025.yaml"
        )
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise UnreadableError("文件有密码：在 Word 里去掉密码（文件—信息—保护文档），保存再来")
        raise UnreadableError(f"这是旧格式的文件（.doc、.wps 或 .xls）：{_SAVE_AS}")
    if data.startswith(b"%PDF"):
        from nianbao.ingest.pdf_file import read_pdf

        return read_pdf(data)
    if data.startswith(b"PK"):
        return _package(data)
    if end in {"html", "htm", "shtml", "mht", "xhtml"} or _is_page(data):
        from nianbao.ingest.web_page import read_html

        return read_html(data)
    if end in {"txt", "text", "md"} or not end:
        from nianbao.ingest.plain_lines import read_plain

        return read_plain(data)
    raise UnreadableError(f"不认得这种文件：能读 docx、html、txt、pdf、xlsx；{_SAVE_AS}")


def _is_page(data: bytes) -> bool:
    head = data[:2048].lower()
    return b"<html" in head or b"<!doctype html" in head or b"<table" in head


def _package(data: bytes) -> Carried:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = set(package.namelist())
    except BAD_ZIP as error:
        raise UnreadableError("文件已损坏，打不开") from error
    if any(name.startswith("xl/") for name in names):
        from nianbao.ingest.workbook import read_xlsx

        return read_xlsx(data)
    if "mimetype" in names:
        raise UnreadableError(f"这是 OpenDocument 文件（.odt、.ods）：{_SAVE_AS}")
    from nianbao.ingest.word_file import read_docx

    return read_docx(data)
