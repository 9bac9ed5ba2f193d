"""A workbook that is read here, as openpyxl reads it: Strict OOXML, names in other case, bad properties."""

import io
import posixpath
import re
import zipfile

from kpi.workbook.reader.refusal import RefusalError
from kpi.workbook.reader.xml import parse
from kpi.workbook.reader.zip_guard import Package, open_package

_STRICT = b"http://purl.oclc.org/ooxml/"
_OPEN = b"http://schemas.openxmlformats.org/"
#: ISO/IEC 29500-1 (Strict) -> ISO/IEC 29500-4 (Transitional); the longer spelling first
_NAMESPACES = (
    (b"spreadsheetml/main", b"spreadsheetml/2006/main"),
    (b"officeDocument/extendedProperties", b"officeDocument/2006/extended-properties"),
    (b"officeDocument/customProperties", b"officeDocument/2006/custom-properties"),
    (b"officeDocument/docPropsVTypes", b"officeDocument/2006/docPropsVTypes"),
    (b"officeDocument/relationships", b"officeDocument/2006/relationships"),
    (b"officeDocument/math", b"officeDocument/2006/math"),
    (b"drawingml/spreadsheetDrawing", b"drawingml/2006/spreadsheetDrawing"),
    (b"drawingml/chartDrawing", b"drawingml/2006/chartDrawing"),
    (b"drawingml/chart", b"drawingml/2006/chart"),
    (b"drawingml/main", b"drawingml/2006/main"),
)
_CONFORMANCE = re.compile(rb"""\sconformance\s*=\s*["']strict["']""")
_PROPERTIES = ("docprops/core.xml", "docprops/custom.xml")
_W3C_DATE = re.compile(rb"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?")
_DATES = re.compile(rb"<[\w:]*(?:created|modified|lastPrinted)(?:\s[^>]*)?>([^<]*)<")
_NAMED = re.compile(r"""(?:Target|PartName)\s*=\s*["']([^"']*)["']""")
#: where openpyxl looks for parts without asking what leads to them
_FIXED = ("[Content_Types].xml", "_rels/.rels", "xl/styles.xml", "xl/theme/theme1.xml", "xl/_rels/workbook.xml.rels")


def mended(data: bytes) -> bytes:
    """The workbook `data` with the same sheets, cells and styles, for openpyxl."""
    package = open_package(data)
    parts = {name: b"".join(package.chunks(name)) for name in package.names() if _is_kept(package, name)}
    parts = {name: _transitional(name, content) for name, content in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in (parts | _respelled(parts)).items():
            archive.writestr(name, content)
    return out.getvalue()


def _is_kept(package: Package, name: str) -> bool:
    """All but properties that cannot be read: they say nothing about a cell."""
    if name.lower() not in _PROPERTIES:
        return not name.startswith("__MACOSX/")
    try:
        parse(package, name)
    except RefusalError:
        return False
    content = b"".join(package.chunks(name))
    return all(_W3C_DATE.fullmatch(date.strip()) for date in _DATES.findall(content))


def _transitional(name: str, content: bytes) -> bytes:
    if not name.lower().endswith((".xml", ".rels")):
        return content
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        content = re.sub(r"""\s+encoding\s*=\s*["'][^"']*["']""", "", content.decode("utf-16"), count=1).encode()
    if _STRICT not in content:
        return content
    for strict, transitional in _NAMESPACES:
        content = content.replace(_STRICT + strict, _OPEN + transitional)
    return _CONFORMANCE.sub(b"", content)


def _respelled(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts once more under the names by which relations and content types call them."""
    known = {name.lower(): name for name in parts}
    wanted = list(_FIXED)
    for name, content in parts.items():
        if name.lower().endswith(".rels") or name.lower() == "[content_types].xml":
            folder = posixpath.dirname(posixpath.dirname(name))
            for target in _NAMED.findall(content.decode("utf-8", "replace")):
                path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                wanted.append(posixpath.normpath(path))
    # of a part under another name its relations go with it
    wanted += [posixpath.join(posixpath.dirname(w), "_rels", f"{posixpath.basename(w)}.rels") for w in wanted]
    return {name: parts[known[name.lower()]] for name in wanted if name not in parts and name.lower() in known}
