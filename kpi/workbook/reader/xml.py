"""XML parts through expat, without a tree: DOCTYPE refused, names without their namespace."""

from collections.abc import Callable
from typing import Protocol
from xml.parsers import expat

from kpi.workbook.reader.refusal import RefusalError
from kpi.workbook.reader.zip_guard import Package

_MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/package/2006/relationships",
    "http://schemas.openxmlformats.org/package/2006/content-types",
)
_RELATION = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
#: the attribute r:id under both spellings of its namespace
RELATION_ID = tuple(f"{space} id" for space in _RELATION)


class Handler(Protocol):
    """What a pass over one part listens to."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def text(self, data: str) -> None: ...


def spellings(*names: str) -> dict[str, str]:
    """expat's names («namespace local») of elements of the main namespaces -> local names."""
    return {f"{space} {name}": name for name in names for space in _MAIN} | {name: name for name in names}


def _refuse_doctype(*_: object) -> None:
    raise RefusalError("file_unsafe_xml")


def parse(package: Package, name: str, handler: Handler | None = None, *, lenient: bool = False) -> None:
    """One pass over the part `name`; without a handler it is only looked through for what is unsafe or damaged.

    lenient  XML that is not well-formed is no problem
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.EntityDeclHandler = _refuse_doctype
    if handler is not None:
        parser.buffer_text = True
        parser.buffer_size = 2**16
        parser.StartElementHandler = handler.start
        parser.EndElementHandler = handler.end
        parser.CharacterDataHandler = handler.text
    feed: Callable[[bytes, bool], object] = parser.Parse
    try:
        for chunk in package.chunks(name):
            feed(chunk, False)
        feed(b"", True)
    except (expat.ExpatError, ValueError, LookupError, UnicodeError) as error:
        # ValueError and LookupError: an encoding in the declaration that does not exist
        if lenient:
            return
        raise RefusalError("file_corrupt", part=name) from error
