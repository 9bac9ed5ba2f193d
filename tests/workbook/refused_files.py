"""Files that people drop where a workbook is expected, and the one sentence by which every door refuses each."""

import html

from kpi.model import Language
from kpi.text import Text
from kpi.text.problems import message, remedy
from kpi.workbook import read_bytes
from tests.fiscal_years import CALENDAR
from tests.workbook.rawbook import pack

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "Workbook".encode("utf-16-le") + b"\0" * 600
KINDS = {
    "table.csv": "Код;Назва;План 2027\n1.1;Вода;12,5\n".encode(),
    "table.xls": _OLE,
    "table.ods": pack({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}),
    "table.numbers": pack({"Index/Document.iwa": b"x", "Metadata/Properties.plist": b"x"}),
    "table.docx": pack({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}),
    "table.pdf": b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n",
}


def sentence(name: str, language: Language = Language.UK) -> tuple[str, str]:
    """What is wrong and what to do, of the reader itself."""
    (problem,) = read_bytes(KINDS[name], name, fiscal_year=CALENDAR).problems
    assert problem.code in {"file_format_unsupported", "file_document", "file_other_program"}
    return message(problem, Text(language)), remedy(problem, Text(language))


def unsaid(page: str, name: str, language: Language = Language.UK) -> list[str]:
    """What a page does not say of a refused file."""
    told = html.unescape(page)
    return [words for words in sentence(name, language) if words not in told]
