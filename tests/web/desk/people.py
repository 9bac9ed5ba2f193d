"""What a head does by hand: fills in a template, sends files and forms."""

import io
import re
from collections.abc import Mapping
from datetime import date

import httpx2
from openpyxl import load_workbook

from kpi.model.media_types import XLSX

SHEET = "Спостереження"


def template(client: httpx2.Client, goal: str) -> bytes:
    """The template of a goal as it comes."""
    answer = client.get(f"/upload/template?goal={goal}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return answer.content


#: what a person types into a cell
Typed = str | float | date | None


def filled(content: bytes, values: Mapping[str, Mapping[str, Typed]], most: int = 99, *, parts: bool = True) -> bytes:
    """The template with cells of the first rows of these codes filled in, by header; of parts too where `parts`."""
    book = load_workbook(io.BytesIO(content))
    sheet = book[SHEET]
    heads = {cell.value: column for column, cell in enumerate(sheet[1], 1)}
    done: dict[str, int] = {}
    for row in range(2, sheet.max_row + 1):
        code = str(sheet.cell(row, 1).value)
        if not parts and sheet.cell(row, heads["Розріз"]).value:
            continue
        if code in values and done.get(code, 0) < most:
            done[code] = done.get(code, 0) + 1
            for header, value in values[code].items():
                sheet.cell(row, heads[header]).value = value
    assert set(done) == set(values), "the template asks for these"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def corrected(content: bytes, cells: Mapping[str, Typed]) -> bytes:
    """The template with one more row in its free part, by header."""
    book = load_workbook(io.BytesIO(content))
    sheet = book[SHEET]
    heads = {cell.value: column for column, cell in enumerate(sheet[1], 1)}
    row = next(n for n in range(2, sheet.max_row + 2) if sheet.cell(n, 1).value is None)
    for header, value in cells.items():
        sheet.cell(row, heads[header]).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def token_of(page: str) -> str:
    found = re.search(r'name="token" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def send(client: httpx2.Client, content: bytes, name: str = "6.2.xlsx") -> httpx2.Response:
    """Upload a file as the form does; the answer says where the browser goes."""
    data = {"token": token_of(client.get("/upload").text)}
    return client.post("/upload", data=data, files={"file": (name, content, XLSX)})


def post(client: httpx2.Client, shown: str, action: str, **fields: str) -> httpx2.Response:
    """Fill in a form of the page `shown` and send it."""
    return client.post(action, data={"token": token_of(client.get(shown).text), **fields})


#: the day of every corrective action that a preview asks for
DUE = "31.12.2031"


def explained(page: str, text: str) -> dict[str, str]:
    """Every field of an explanation, filled in; a corrective action that is asked for with its day."""
    fields = re.findall(r'<(?:textarea|input)\b[^>]* name="(explain:[^"]+)"', page)
    return {name: DUE if name.endswith("#due") else text for name in fields}


def publish(
    client: httpx2.Client, draft: str, text: str = "Оновлено перелік майданчиків.", **fields: str
) -> httpx2.Response:
    """Explain all that has to be explained, confirm, publish."""
    page = client.get(draft).text
    said = {"token": token_of(page), "act": "publish", "confirmed": "yes", **explained(page, text), **fields}
    return client.post(draft, data=said)
