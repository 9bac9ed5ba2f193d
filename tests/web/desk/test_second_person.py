"""What takes a second person: the author asks, an editor sends it back or approves it, nobody approves the own one."""

import io

import httpx2
import pytest
from openpyxl import load_workbook

from kpi.model import Account, Role, Visibility
from kpi.services.publishing.visibility import change_visibility
from kpi.store import read_public
from tests.settled import DAY
from tests.web.conftest import Served
from tests.web.desk.people import post, publish, send, template


def with_unit(content: bytes, code: str, unit: str) -> bytes:
    """The template in which an indicator has another unit: its meaning changes."""
    book = load_workbook(io.BytesIO(content))
    sheet = book["Показники"]
    heads = {cell.value: column for column, cell in enumerate(sheet[1], 1)}
    row = next(n for n in range(2, sheet.max_row + 1) if str(sheet.cell(n, 1).value) == code)
    sheet.cell(row, heads["Одиниця виміру"]).value = unit
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def unit_of(served: Served, code: str) -> str:
    frame = read_public(where=served.store.name).indicators.set_index("code")
    return str(frame.loc[code, "unit"])


DECISION = "рішення № 12 від 20.11.2026"


def asks(editor: httpx2.Client) -> str:
    """The editor's draft that waits for approval."""
    draft = send(editor, with_unit(template(editor, "6.2"), "6.2.3", "шт."))
    location = draft.headers["location"]
    page = editor.get(location).text
    assert "погодження другої людини" in page
    assert "6.2.3, одиниця виміру: од. → шт." in page
    assert "said=not_ready" in publish(editor, location).headers["location"], "not without a decision"
    assert publish(editor, location, ground=DECISION).headers["location"] == "/upload?said=sent"
    return location


@pytest.mark.slow
def test_sent_back_mended_and_approved(served: Served) -> None:
    head, editor, chief = served.enter("koval"), served.enter("editor"), served.enter("chief")
    draft = asks(editor)
    assert unit_of(served, "6.2.3") == "од."
    assert "очікує погодження" in editor.get("/upload").text
    assert post(head, "/upload", draft.replace("draft", "decide"), act="approve").status_code == 403
    assert draft.replace("&", "&amp;") in chief.get("/admin").text
    assert "Повернути на доопрацювання" in chief.get(draft).text

    silent = post(chief, draft, draft.replace("draft", "decide"), act="return", comment=" ")
    assert "said=no_comment" in silent.headers["location"]
    back = post(chief, draft, draft.replace("draft", "decide"), act="return", comment="Назвіть підставу")
    assert back.headers["location"] == "/admin?said=returned"
    assert "Назвіть підставу" in editor.get("/upload").text

    assert publish(editor, draft, ground=DECISION).headers["location"] == "/upload?said=sent"
    done = post(chief, draft, draft.replace("draft", "decide"), act="approve")
    assert done.headers["location"].startswith("/upload/receipt")
    assert unit_of(served, "6.2.3") == "шт."
    assert "погоджено" in editor.get("/admin").text


@pytest.mark.slow
def test_access_is_opened_by_two(served: Served) -> None:
    chief = Account(id=5, login="chief", name="А. Міністр", role=Role.ADMINISTRATOR)
    change_visibility(chief, "5.1.1", Visibility.INTERNAL, ground="перевірка", today=DAY, store=served.store)
    change_visibility(chief, "5.1.1", Visibility.PUBLIC, today=DAY, store=served.store)
    own, editor = served.enter("chief"), served.enter("editor")
    page = editor.get("/admin").text
    assert "доступ: відкритий" in page
    number = page.partition("/admin/visibility?number=")[2].partition('"')[0]
    answer = post(own, "/upload", f"/upload/decide?number={number}", act="approve")
    assert answer.status_code == 403, "not the one who asked"
    answer = post(editor, "/upload", f"/upload/decide?number={number}", act="return", comment="")
    assert answer.headers["location"] == f"/admin/visibility?said=no_comment&number={number}"
    answer = post(editor, "/upload", f"/upload/decide?number={number}", act="return", comment="зачекаймо")
    assert answer.headers["location"] == "/admin?said=returned"
