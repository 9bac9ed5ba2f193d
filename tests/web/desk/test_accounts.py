"""The administrator's page of accounts: what it does holds at once, and what it cannot do it says."""

import pytest

from tests.html.markup import problems
from tests.web.conftest import PASSWORD, Served
from tests.web.desk.people import post

PAGE = "/admin/accounts"


def main_of(page: str) -> str:
    return page[page.index("<main") : page.index("</main>") + len("</main>")]


@pytest.mark.slow
def test_add_change_close_and_open(served: Served) -> None:
    chief = served.enter("chief")
    fields = {"login": "nova", "name": "Н. Нова", "email": "", "password": PASSWORD, "role": "head"}
    wrong = post(chief, PAGE, PAGE, act="add", **fields)
    assert wrong.status_code == 409
    assert "Нічого не змінено" in wrong.text
    assert PASSWORD not in wrong.text
    assert 'value="nova"' in wrong.text
    assert problems(main_of(wrong.text)) == []
    added = post(chief, PAGE, PAGE, act="add", **fields, **{"department:dep-edu": "yes"})
    assert added.headers["location"] == "/admin/accounts?done=added"
    nova = served.enter("nova")
    assert "10.1" in nova.get("/upload").text
    assert nova.get(PAGE).status_code == 403

    post(chief, PAGE, PAGE, act="role", login="nova", role="editor")
    assert "Усі оперативні цілі" in nova.get("/upload").text
    post(chief, PAGE, PAGE, act="disable", login="nova")
    assert nova.get("/upload").status_code == 303, "the session has ended"
    post(chief, PAGE, PAGE, act="enable", login="nova")
    other = "зовсім інше довге речення"
    post(chief, PAGE, PAGE, act="password", login="nova", password=other)
    assert served.enter("nova", other).get("/upload").status_code == 200
    assert problems(main_of(chief.get(PAGE).text)) == []


def test_the_last_administrator_stays(served: Served) -> None:
    chief = served.enter("chief")
    for fields in ({"act": "role", "role": "editor"}, {"act": "disable"}):
        answer = post(chief, PAGE, PAGE, login="chief", **fields)
        assert answer.status_code == 409
        assert "останній адміністратор" in answer.text
    assert post(chief, PAGE, PAGE, act="role", login="editor", role="nobody").status_code == 409
    assert chief.get(PAGE).status_code == 200


def test_editors_and_heads_change_no_account(served: Served) -> None:
    for login in ("editor", "koval"):
        client = served.enter(login)
        answer = post(client, "/upload", PAGE, act="disable", login="chief")
        assert answer.status_code == 403
    assert served.enter("chief").get(PAGE).status_code == 200
