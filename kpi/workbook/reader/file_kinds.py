"""What a file is that is no workbook, by its bytes and never by its extension: named for what it is, with its cure."""

import base64
import binascii
import json
import re
import zlib
from collections.abc import Collection, Iterable

from kpi.workbook.reader.refusal import RefusalError

_HEAD = 4096
#: the object identifier of signed data (RFC 5652, 12.1) in DER
_SIGNED = bytes.fromhex("06092a864886f70d010702")
_ARCHIVES = (
    (b"Rar!\x1a\x07", ".rar"),
    (b"7z\xbc\xaf'\x1c", ".7z"),
    (b"\x1f\x8b", ".gz"),
    (b"BZh91AY&SY", ".bz2"),
    (b"\xfd7zXZ\x00", ".xz"),
    (b"MSCF\x00\x00\x00\x00", ".cab"),
)
_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
)
_BIFF = frozenset({b"\x09\x08\x10\x00", b"\x09\x08\x08\x00", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00"})
_MAIL = re.compile(rb"^(?:received|from|mime-version|return-path|message-id|subject):", re.IGNORECASE)
_MARKUP = (b"<?xml", b"<html", b"<!doctype", b"<table", b"<meta", b"<svg", b"<head", b"<body", b"<!--", b"<plist")
_TEMPLATES_1C = re.compile(rb"\{\s*\d+\s*,\s*\d+\s*,\s*\{")
#: streams of compound files, with the document that has them
_STREAMS = {
    **dict.fromkeys(("EncryptedPackage", "EncryptionInfo", "DRMEncrypted", "Workbook", "Book", "ObjectPool"), ""),
    "WordDocument": "Word (.doc)",
    "PowerPoint Document": "PowerPoint (.ppt)",
    "__substg1.0_": "Outlook (.msg)",
    "VisioDocument": "Visio (.vsd)",
}
_OFFICE = (("word/", "Word (.docx)"), ("ppt/", "PowerPoint (.pptx)"), ("visio/", "Visio (.vsdx)"))
_MIMES = (
    (b"etsi.asic", "file_signed", ".asice"),
    (b"opendocument.spreadsheet", "file_format_unsupported", ".ods"),
    (b"opendocument.text", "file_document", "LibreOffice Writer (.odt)"),
    (b"opendocument.presentation", "file_document", "LibreOffice Impress (.odp)"),
    (b"opendocument.graphics", "file_document", "LibreOffice Draw (.odg)"),
    (b"epub", "file_document", "EPUB"),
)


def _of(code: str, what: str) -> RefusalError:
    return RefusalError(code, format=what)


def ole_kind(data: bytes) -> RefusalError:
    """What a compound file of Microsoft is, by the names of its streams."""
    streams = {name for name in _STREAMS if name.encode("utf-16-le") in data}
    if "DRMEncrypted" in streams:
        return RefusalError("file_rights")
    if streams & {"EncryptedPackage", "EncryptionInfo"}:
        return RefusalError("file_encrypted")
    is_book = bool(streams & {"Workbook", "Book"})
    # an Excel table in a Word document lies in its pool of objects, a Word document in an Excel book does not
    if is_book and not {"WordDocument", "ObjectPool"} <= streams:
        return _of("file_format_unsupported", ".xls")
    document = next((what for name, what in _STREAMS.items() if what and name in streams), None)
    return _of("file_document", document) if document else RefusalError("file_not_spreadsheet")


def other_kind(data: bytes) -> RefusalError:
    """What a file is that is neither a zip nor a compound file."""
    return (_signed(data) or _packed(data) or _picture(data) or _document(data) or _text(data)) or RefusalError(
        "file_not_spreadsheet"
    )


def _signed(data: bytes) -> RefusalError | None:
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith((b"-----BEGIN PKCS7", b"-----BEGIN CMS", b"-----BEGIN SIGNED", b"UA1_SIGN")):
        return _of("file_signed", ".p7s")
    if _MAIL.match(head) and b"pkcs7-" in head.lower():
        return _of("file_signed", ".p7m")
    raw = head
    if head.startswith(b"MI"):
        try:
            raw = base64.b64decode(re.sub(rb"\s", b"", head[:80])[:64], validate=True)
        except binascii.Error:
            return None
    return _of("file_signed", ".p7s") if raw[:1] == b"\x30" and _SIGNED in raw[:40] else None


def _packed(data: bytes) -> RefusalError | None:
    for magic, name in _ARCHIVES:
        if data.startswith(magic):
            if name == ".gz" and b"gnumeric" in _unpacked_head(data):
                return _of("file_other_program", "Gnumeric (.gnumeric)")
            return RefusalError("file_archive", format=name, book="")
    return RefusalError("file_archive", format=".tar", book="") if data[257:262] == b"ustar" else None


def _unpacked_head(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data[: 2**16], _HEAD)
    except zlib.error:
        return b""


def _picture(data: bytes) -> RefusalError | None:
    for magic, name in _PICTURES:
        if data.startswith(magic):
            return _of("file_picture", name)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _of("file_picture", "WebP")
    if data[4:8] == b"ftyp" and data[8:12] in {b"heic", b"heix", b"mif1", b"avif"}:
        return _of("file_picture", "HEIC")
    is_bitmap = data[:2] == b"BM" and len(data) > 18 and data[6:10] == b"\0\0\0\0"
    return _of("file_picture", "BMP") if is_bitmap else None


def _document(data: bytes) -> RefusalError | None:
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    known = (
        (b"%PDF-" in data[:1024], "file_document", "PDF"),
        (head.startswith(b"{\\rtf"), "file_document", "RTF"),
        (b"MOXCEL" in data[:16] or _TEMPLATES_1C.match(head), "file_other_program", "BAS/1С (.mxl)"),
        (data[:4] in _BIFF, "file_format_unsupported", ".xls"),
        (data.startswith(b"L\0\0\0\x01\x14\x02\0"), "file_shortcut", ".lnk"),
        (head[:18].lower() == b"[internetshortcut]", "file_shortcut", ".url"),
    )
    return next((_of(code, what) for fits, code, what in known if fits), None)


def _text(data: bytes) -> RefusalError | None:
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(_MARKUP):
        return _markup(data, head)
    if head[:1] in {b"{", b"["} and (found := _json(data)) is not None:
        return found
    is_sylk = head.startswith(b"id;") and any(row in head for row in (b"\nc;", b"\nb;", b"\np;"))
    is_mht = _MAIL.match(head) and b"multipart/related" in head and b"text/html" in data[: 2**16].lower()
    known = (
        (is_sylk, ".slk (SYLK)"),
        (head.startswith((b"table\r\n0,1", b"table\n0,1")), ".dif"),
        (is_mht, ".mht (MHTML)"),
    )
    named = next((what for fits, what in known if fits), None) or _table(data[:_HEAD])
    return _of("file_format_unsupported", named) if named else None


def _table(head: bytes) -> str | None:
    """Text with separators in its first line, or in columns of even width, as a printer would have them."""
    lines = [line for line in (_decoded(head) or "").splitlines() if line.strip()]
    if lines and any(separator in lines[0] for separator in ";,\t"):
        return ".csv"
    columns = sum(bool(re.search(r"\S {2,}\S", line)) for line in lines[:20])
    return ".prn" if columns > 1 and columns * 2 > len(lines[:20]) else None


def _markup(data: bytes, head: bytes) -> RefusalError:
    known = (
        ((b"<svg",), "file_picture", "SVG"),
        ((b"opendocument",), "file_format_unsupported", ".fods"),
        ((b"urn:schemas-microsoft-com:department:spreadsheet",), "file_format_unsupported", ".xls (XML, HTML)"),
        ((b"department/word", b"wordprocessingml"), "file_document", "Word (XML)"),
        ((b"<plist",), "file_shortcut", ".webloc"),
    )
    named = next((_of(code, what) for words, code, what in known if any(word in head for word in words)), None)
    return named or _web_page(data.lower(), head)


def _web_page(data: bytes, head: bytes) -> RefusalError:
    """A page with a table may be one that some program calls .xls; one with a form to fill in is not."""
    if not any(tag in head for tag in (b"<html", b"<!doctype html", b"<table", b"<head", b"<body", b"<meta")):
        return RefusalError("file_not_spreadsheet")
    has_table = b"<table" in data and not any(tag in data for tag in (b"<form", b"<input", b"<button"))
    return _of("file_format_unsupported", ".xls (XML, HTML)") if has_table else RefusalError("file_web_page")


def _json(data: bytes) -> RefusalError | None:
    """JSON: the shortcut of an online table, or data."""
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    if isinstance(found, dict) and "url" in found and {"doc_id", "resource_id", "email"} & found.keys():
        return _of("file_shortcut", ".gsheet")
    return _of("file_document", "JSON")


def _decoded(head: bytes) -> str | None:
    """The text that these bytes are, None where they are none."""
    wide = head[:2] in {b"\xff\xfe", b"\xfe\xff"}
    if b"\0" in head and not wide:
        return None
    try:
        # the last character may be cut in half
        text = head[: len(head) // 2 * 2].decode("utf-16") if wide else head.decode("utf-8", "ignore")
    except UnicodeDecodeError:
        return None
    if not wide and len(text.encode()) < 0.9 * len(head):
        text = head.decode("cp1251", "replace")
    text = text.lstrip("\ufeff")
    printable = sum(c.isprintable() or c in "\r\n\t" for c in text)
    return text if printable > 0.95 * len(text) else None


def refuse_archive(names: Collection[str]) -> None:
    """Refuse a zip that by the names of its members is no workbook and no document at all.

    Nothing is unpacked: an archive may have a password, or be unsafe, and is named for what it is all the same.
    """
    lower = [name.lower() for name in names]
    if any(name.endswith(".iwa") or name == "index.zip" for name in lower):
        keynote = any(name.startswith("index/slide") for name in lower)
        raise _of("file_other_program", "Apple Keynote" if keynote else "Apple Numbers")
    known = ("[content_types].xml", "mimetype", "workbook.xml", "workbook.bin")
    if not lower or any(name.endswith(known) for name in lower):
        return
    if any(name.startswith("meta-inf/") and ("signature" in name or name.endswith(".p7s")) for name in lower):
        raise _of("file_signed", ".asice")
    inside = [name for name in names if name.lower().endswith((".xlsx", ".xlsm"))]
    book = re.split(r"[\\/]", inside[0])[-1][:100] if len(inside) == 1 and inside[0].isprintable() else ""
    raise RefusalError("file_archive", format=".zip", book=book)


def refuse_document(names: Iterable[str], mimetype: bytes) -> None:
    """Refuse a package that is a document of another kind: OpenDocument, a signed container, Word, PowerPoint."""
    for word, code, what in _MIMES:
        if word in mimetype:
            raise _of(code, what)
    if mimetype:
        raise RefusalError("file_not_spreadsheet")
    lower = [name.lower() for name in names]
    if any(name.endswith("workbook.bin") for name in lower):
        raise _of("file_format_unsupported", ".xlsb")
    if any(name.startswith("xl/") for name in lower):
        return
    for folder, what in _OFFICE:
        if any(name.startswith(folder) for name in lower):
            raise _of("file_document", what)
