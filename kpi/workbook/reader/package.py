"""The workbook around its sheets: which sheets there are, where they lie, what must be refused as a whole."""

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import unquote

from kpi.workbook.reader.file_kinds import refuse_document
from kpi.workbook.reader.grid import Sheet
from kpi.workbook.reader.number_formats import read_styles
from kpi.workbook.reader.pictures import SheetPicture, read_pictures
from kpi.workbook.reader.refusal import RefusalError
from kpi.workbook.reader.shared_strings import read_strings
from kpi.workbook.reader.sheet_parts import read_sheet
from kpi.workbook.reader.xml import RELATION_ID, parse, spellings
from kpi.workbook.reader.zip_guard import Package, open_package, too_big

_NAMES = spellings("sheet", "workbookPr", "calcPr", "Relationship", "Override", "Default")
_MAX_SHEETS = 500
_MACRO_FOLDER = re.compile(r"(?:^|/)(?:macrosheets|intlmacrosheets|dialogsheets)/(?!_rels/)")
_MACRO_TYPE = re.compile(r"vbaproject|macrosheet|dialogsheet", re.IGNORECASE)
_MACRO_RELATION = re.compile(r"vbaproject|macrosheet|dialogsheet", re.IGNORECASE)
#: Excel allows 31 characters
_MAX_TITLE = 100
_CUSTOM = "docProps/custom.xml"
_OPEN_DATA_MARK = "open_data"
#: sheets that every workbook of open data has, in both languages (downloads of earlier versions carry no property)
OPEN_DATA_SHEETS = (
    frozenset({"Про дані", "Значення", "Планові значення"}),
    frozenset({"About the data", "Values", "Targets"}),
)
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
                raise RefusalError("file_too_big", reason="sheets", limit=_MAX_SHEETS)

    def end(self, name: str) -> None:
        """Only attributes matter."""

    def text(self, data: str) -> None:
        """Only attributes matter."""


class _Properties(_Contents):
    """The names of custom properties, whatever their namespace."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(" ")[2] == "property":
            self.found.append(("property", attributes))


def _custom_properties(package: Package) -> set[str]:
    properties = _Properties()
    parse(package, _CUSTOM, properties, lenient=True)
    return {attributes.get("name", "") for _, attributes in properties.found}


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


def _refuse_macros(package: Package, part: str) -> None:
    """Refuse a workbook with macros: with parts that hold them, whatever the content types declare.

    Programs declare types of macros that no part has, and a part that was taken out may still be declared.
    """
    names = {name.lower() for name in package.names()}
    by_name = any(name.endswith("vbaproject.bin") or _MACRO_FOLDER.search(name) for name in names)
    typed = {
        attributes.get("PartName", "").lstrip("/").lower()
        for kind, attributes in _elements(package, "[Content_Types].xml")
        if kind == "Override" and _MACRO_TYPE.search(attributes.get("ContentType", ""))
    }
    related = {path.lower() for kind, path in _relations(package, part).values() if _MACRO_RELATION.search(kind)}
    if by_name or (typed | related) & names:
        raise RefusalError("file_macros")


def _workbook_part(package: Package) -> str:
    names = package.names()
    refuse_document(names, b"".join(package.chunks("mimetype"))[:200] if package.has("mimetype") else b"")
    for kind, path in _relations(package, "").values():
        if kind == "officeDocument" and package.has(path):
            found = path
            break
    else:
        found = "xl/workbook.xml"
    if not package.has(found):
        raise RefusalError("file_not_spreadsheet")
    return found


class Workbook:
    """An opened workbook: its sheets' titles, and the sheets on demand."""

    def __init__(self, data: bytes) -> None:
        self._package = open_package(data)
        part = _workbook_part(self._package)
        _refuse_macros(self._package, part)
        self._relations = _relations(self._package, part)
        elements = _elements(self._package, part)
        self._date1904 = _flag(elements, "workbookPr", "date1904")
        self._uncounted = _flag(elements, "calcPr", "fullCalcOnLoad")
        self._entries = [_entry(attributes) for kind, attributes in elements if kind == "sheet"]
        if len(self._entries) > _MAX_SHEETS:
            raise RefusalError("file_too_big", reason="sheets", limit=_MAX_SHEETS)
        if not self._entries:
            raise RefusalError("file_not_spreadsheet")
        self._refuse_long_parts()
        self._seen = {"[content_types].xml", part.lower()}
        self._sheets: dict[_Entry, Sheet] = {}
        self._looked_through = False

    def _refuse_long_parts(self) -> None:
        titles = {self._relations.get(entry.relation, ("", ""))[1].lower(): entry.title for entry in self._entries}
        for part in self._package.too_big():
            title = titles.get(part.lower())
            raise too_big(part, sheet_title=title) if title else too_big(part)

    @property
    def is_open_data(self) -> bool:
        """Whether this is a download of the site's open data: by the property that they carry, or by their sheets."""
        titles = {entry.title for entry in self._entries}
        marked = self._package.has(_CUSTOM) and _OPEN_DATA_MARK in _custom_properties(self._package)
        return marked or any(sheets <= titles for sheets in OPEN_DATA_SHEETS)

    def titles(self) -> list[str]:
        return [entry.title for entry in self._entries]

    def read(self, wanted: Callable[[str], bool]) -> list[Sheet]:
        """The sheets whose title is `wanted`, each read once; all other parts are looked through for what is unsafe."""
        chosen = [entry for entry in self._entries if wanted(entry.title)]
        unread = [entry for entry in chosen if entry not in self._sheets]
        strings = self._optional("sharedStrings", read_strings) if unread else []
        styles = self._optional("styles", read_styles) if unread else []
        for entry in unread:
            kind, path = self._relations.get(entry.relation, ("", ""))
            if kind == "chartsheet":
                continue
            if not self._package.has(path):
                raise RefusalError("file_corrupt", part=entry.title)
            self._seen.add(path.lower())
            sheet = Sheet(title=entry.title, hidden=entry.hidden, date1904=self._date1904, uncounted=self._uncounted)
            self._sheets[entry] = read_sheet(self._package, path, sheet, strings, styles)
        self._look_through_the_rest()
        return [self._sheets[entry] for entry in chosen if entry in self._sheets]

    def pictures(self, title: str) -> list[SheetPicture]:
        """The pictures that lie on a sheet, none of them decoded."""
        entry = next(entry for entry in self._entries if entry.title == title)
        _, part = self._relations.get(entry.relation, ("", ""))
        drawings = [path for kind, path in _relations(self._package, part).values() if kind == "drawing"]
        return [
            picture
            for drawing in drawings[:1]
            if self._package.has(drawing)
            for picture in read_pictures(self._package, drawing, _relations(self._package, drawing))
        ]

    def _optional(self, kind: str, read: Callable[[Package, str], list[T]]) -> list[T]:
        for found, path in self._relations.values():
            if found == kind and self._package.has(path):
                self._seen.add(path.lower())
                return read(self._package, path)
        return []

    def _look_through_the_rest(self) -> None:
        if self._looked_through:
            return
        for name in self._package.names():
            lower = name.lower()
            if lower not in self._seen and lower.endswith((".xml", ".rels")):
                # what nobody reads may be damaged, but not unsafe
                parse(self._package, name, lenient=True)
        self._looked_through = True


def _flag(elements: list[tuple[str, dict[str, str]]], element: str, attribute: str) -> bool:
    return any(kind == element and attributes.get(attribute) in {"1", "true"} for kind, attributes in elements)


def _entry(attributes: dict[str, str]) -> _Entry:
    relation = next((attributes[name] for name in (*RELATION_ID, "id") if name in attributes), "")
    return _Entry(attributes.get("name", "")[:_MAX_TITLE], relation, attributes.get("state", "visible") != "visible")
