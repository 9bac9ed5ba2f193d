"""What takes a second person: the author asks, an editor sends it back or approves it, nobody approves the own one."""

import io

import httpx2
import pytest
from openpyxl import load_workbook

from kpi.model import Account, Role, Visibility
from kpi.services.publishing.visibility import change_visibility
from kpi.store import read_public
from tests.web.conftest import Served
from tests.web.desk.conftest import day
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
    frame = read_public(where=str(served.store.path)).indicators.set_index("code")
    return str(frame.loc[code, "unit"])


def asks(head: httpx2.Client) -> str:
    """The head's draft that waits for approval."""
    draft = send(head, with_unit(template(head, "6.2"), "6.2.3", "шт."))
    location = draft.headers["location"]
    assert "погодження другої людини" in head.get(location).text
    assert publish(head, location).headers["location"] == "/upload?said=sent"
    return location


@pytest.mark.slow
def test_sent_back_mended_and_approved(served: Served) -> None:
    head, editor = served.enter("koval"), served.enter("editor")
    draft = asks(head)
    assert unit_of(served, "6.2.3") == "од."
    assert "очікує погодження" in head.get("/upload").text
    assert post(head, "/upload", draft.replace("draft", "decide"), act="approve").status_code == 403
    assert draft.replace("&", "&amp;") in editor.get("/admin").text
    assert "Повернути на доопрацювання" in editor.get(draft).text

    silent = post(editor, draft, draft.replace("draft", "decide"), act="return", comment=" ")
    assert "said=no_comment" in silent.headers["location"]
    back = post(editor, draft, draft.replace("draft", "decide"), act="return", comment="Назвіть підставу")
    assert back.headers["location"] == "/admin?said=returned"
    assert "Назвіть підставу" in head.get("/upload").text

    assert publish(head, draft).headers["location"] == "/upload?said=sent"
    done = post(editor, draft, draft.replace("draft", "decide"), act="approve")
    assert done.headers["location"].startswith("/upload/receipt")
    assert unit_of(served, "6.2.3") == "шт."
    assert "погоджено" in editor.get("/admin").text


@pytest.mark.slow
def test_access_is_opened_by_two(served: Served) -> None:
    chief = Account(id=5, login="chief", name="А. Міністр", role=Role.ADMINISTRATOR)
    change_visibility(chief, "5.1.1", Visibility.INTERNAL, ground="перевірка", today=day(), store=served.store)
    change_visibility(chief, "5.1.1", Visibility.PUBLIC, today=day(), store=served.store)
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
