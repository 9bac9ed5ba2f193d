"""The workbook around its sheets: which sheets there are, where they lie, what must be refused as a whole."""

import posixpath
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import unquote

from kpi.workbook.formats import read_formats
from kpi.workbook.gate import Package, open_package
from kpi.workbook.grid import Sheet
from kpi.workbook.refusal import RefusalError
from kpi.workbook.sheets import read_sheet, read_strings
from kpi.workbook.xml import RELATION_ID, parse, spellings

_NAMES = spellings("sheet", "workbookPr", "calcPr", "Relationship", "Override", "Default")
_MAX_SHEETS = 500
#: Excel allows 31 characters
_MAX_TITLE = 100
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Entry:
    title: str
    relation: str
    hidden: bool


class _Contents:
    """The pass over workbook.xml, relations and content types: a few attributes of a few elements."""

    def __init__(self) -> None:
        self.found: list[tuple[str, dict[str, str]]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = _NAMES.get(name)
        if kind is not None:
            self.found.append((kind, attributes))
            if len(self.found) > 20_000:
                raise RefusalError("file_too_big", reason="sheets", limit=str(_MAX_SHEETS))

    def end(self, name: str) -> None:
        """Only attributes matter."""

    def text(self, data: str) -> None:
        """Only attributes matter."""


def _elements(package: Package, part: str) -> list[tuple[str, dict[str, str]]]:
    if not package.has(part):
        return []
    contents = _Contents()
    parse(package, part, contents)
    return contents.found


def _relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Relation id -> (last word of its type, part it leads to); links out of the package are left out."""
    folder, name = posixpath.split(part)
    found = {}
    for kind, attributes in _elements(package, posixpath.join(folder, "_rels", f"{name}.rels")):
        if kind == "Relationship" and attributes.get("TargetMode") != "External":
            target = unquote(attributes.get("Target", "")).replace("\\", "/")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], path)
    return found


def _refuse_other_kinds(package: Package) -> None:
    """Zips that are no .xlsx, and workbooks with macros."""
    names = {name.lower() for name in package.names()}
    if "mimetype" in names:
        mime = b"".join(package.chunks("mimetype"))[:200]
        raise (
            RefusalError("file_format_unsupported", format=".ods")
            if b"spreadsheet" in mime
            else RefusalError("file_not_spreadsheet")
        )
    if any(name.endswith("workbook.bin") for name in names):
        raise RefusalError("file_format_unsupported", format=".xlsb")
    types = [attributes.get("ContentType", "") for _, attributes in _elements(package, "[Content_Types].xml")]
    if any("macroenabled" in kind.lower() or "vbaproject" in kind.lower() for kind in types) or any(
        name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names
    ):
        raise RefusalError("file_macros")


def _workbook_part(package: Package) -> str:
    for kind, path in _relations(package, "").values():
        if kind == "officeDocument" and package.has(path):
            found = path
            break
    else:
        found = "xl/workbook.xml"
    if not package.has(found) or any(found.startswith(other) for other in ("word/", "ppt/", "visio/")):
        raise RefusalError("file_not_spreadsheet")
    return found


class Workbook:
    """An opened workbook: its sheets' titles, and the sheets on demand."""

    def __init__(self, data: bytes) -> None:
        self._package = open_package(data)
        _refuse_other_kinds(self._package)
        part = _workbook_part(self._package)
        self._relations = _relations(self._package, part)
        elements = _elements(self._package, part)
        self._date1904 = _flag(elements, "workbookPr", "date1904")
        self._uncounted = _flag(elements, "calcPr", "fullCalcOnLoad")
        self._entries = [_entry(attributes) for kind, attributes in elements if kind == "sheet"]
        if len(self._entries) > _MAX_SHEETS:
            raise RefusalError("file_too_big", reason="sheets", limit=str(_MAX_SHEETS))
        if not self._entries:
            raise RefusalError("file_not_spreadsheet")
        self._seen = {"[content_types].xml", part.lower()}

    def titles(self) -> list[str]:
        return [entry.title for entry in self._entries]

    def read(self, wanted: Callable[[str], bool]) -> list[Sheet]:
        """The sheets whose title is `wanted`; all other parts are looked through for what is unsafe."""
        chosen = [entry for entry in self._entries if wanted(entry.title)]
        strings = self._optional("sharedStrings", read_strings) if chosen else []
        formats = self._optional("styles", read_formats) if chosen else []
        sheets = []
        for entry in chosen:
            kind, path = self._relations.get(entry.relation, ("", ""))
            if kind in {"chartsheet", "dialogsheet"}:
                continue
            if not self._package.has(path):
                raise RefusalError("file_corrupt", part=entry.title)
            self._seen.add(path.lower())
            sheet = Sheet(entry.title, entry.hidden, self._date1904, self._uncounted)
            sheets.append(read_sheet(self._package, path, sheet, strings, formats))
        self._look_through_the_rest()
        return sheets

    def _optional(self, kind: str, read: Callable[[Package, str], list[T]]) -> list[T]:
        for found, path in self._relations.values():
            if found == kind and self._package.has(path):
                self._seen.add(path.lower())
                return read(self._package, path)
        return []

    def _look_through_the_rest(self) -> None:
        for name in self._package.names():
            lower = name.lower()
            if lower not in self._seen and lower.endswith((".xml", ".rels")):
                parse(self._package, name)


def _flag(elements: list[tuple[str, dict[str, str]]], element: str, attribute: str) -> bool:
    return any(kind == element and attributes.get(attribute) in {"1", "true"} for kind, attributes in elements)


def _entry(attributes: dict[str, str]) -> _Entry:
    relation = next((attributes[name] for name in (*RELATION_ID, "id") if name in attributes), "")
    return _Entry(attributes.get("name", "")[:_MAX_TITLE], relation, attributes.get("state", "visible") != "visible")
