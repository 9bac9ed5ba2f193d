"""A form that comes when its session has ended: what was typed survives the signing in, and only its author gets it."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import httpx2
import pytest
from sqlalchemy import update

from kpi.store.people.account_tables import SESSION
from tests.html.markup import problems
from tests.web.conftest import PASSWORD, Served
from tests.web.desk.people import token_of
from tests.web.desk.test_report_form import CODE, OTHER, check, fields_of, typed
from tests.web.desk.test_way import main_of

VALUE = "641,25"
NOTE = "уточнено за актами, розділ «Б» & <додаток>"


def ended(served: Served) -> None:
    """Every session has been idle for too long."""
    earlier = (datetime.now(UTC) - timedelta(minutes=31)).isoformat(timespec="microseconds")
    with served.store.writing() as connection:
        connection.execute(update(SESSION).values(seen_at=earlier))


def late(served: Served, act: str = "check", login: str = "koval") -> tuple[httpx2.Client, httpx2.Response]:
    """Somebody types two rows, is away for half an hour, and presses a button."""
    client = served.enter(login)
    fields = fields_of(client.get("/upload").text)
    ended(served)
    words = typed(CODE, value=VALUE, comment=NOTE) | typed(OTHER, value="17,9")
    return client, client.post("/upload/report", data={**fields, **words, "act": act})


def hidden_of(page: str) -> dict[str, str]:
    """The hidden fields of the page's form of signing in."""
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found if name in ("token", "next", "carried")}


def enter_on(client: httpx2.Client, page: str, login: str = "koval", password: str = PASSWORD) -> httpx2.Response:
    return client.post("/login", data={**hidden_of(page), "login": login, "password": password})


def clear(client: httpx2.Client) -> None:
    check(client, "keep", **typed(CODE, value="", comment=""), **typed(OTHER, value=""))


@pytest.mark.parametrize("act", ["check", "keep", f"publish:{CODE}"])
def test_what_was_typed_is_back_in_its_fields_after_signing_in(served: Served, act: str) -> None:
    client, answer = late(served, act)
    assert (answer.status_code, answer.headers["cache-control"]) == (403, "no-store")
    page = answer.text
    assert problems(main_of(page)) == []
    assert "Набране збережено на цій сторінці" in page
    assert 'value="koval"' in page, "whose it is stands in the field already"
    wrong = enter_on(client, page, password="не той пароль")
    assert wrong.status_code == 403
    assert "Набране збережено на цій сторінці" in wrong.text
    back = enter_on(client, wrong.text)
    assert (back.status_code, back.headers["location"]) == (303, "/upload?said=resumed")
    shown = client.get("/upload?said=resumed").text
    assert problems(main_of(shown)) == []
    assert "Набране до завершення сеансу повернуто в поля й збережено як чернетку" in shown
    fields = fields_of(shown)
    assert fields[f"value:{CODE}"] == VALUE
    assert fields[f"comment:{CODE}"] == NOTE
    assert fields[f"value:{OTHER}"] == "17,9"
    assert "набрано: О. Коваль" in shown
    assert VALUE in served.enter("bondar").get("/upload").text, "the department's draft is everybody's"
    assert client.get("/upload/mine").text.count("Квитанція №") == 0, "nothing is published by signing in"
    clear(client)


def test_nothing_typed_reaches_a_log_or_an_address(served: Served) -> None:
    client, answer = late(served)
    back = enter_on(client, answer.text)
    for said in (answer, back):
        assert not said.headers.get("location") or "641" not in said.headers["location"]
    written = served.log.read_text(encoding="utf-8")
    assert "641" not in written
    assert "уточнено" not in written
    clear(client)


@pytest.mark.parametrize("login", ["bondar", "lys", "editor"])
def test_of_another_person_nothing_is_taken(served: Served, login: str) -> None:
    client, answer = late(served)
    back = enter_on(client, answer.text, login)
    assert back.headers["location"] == "/upload?said=anothers"
    shown = client.get("/upload?said=anothers").text
    assert "заповнювала інша людина" in shown
    for page in (shown, served.enter("koval").get("/upload").text):
        assert VALUE not in page


def test_fields_of_another_department_are_never_taken(served: Served) -> None:
    client, answer = late(served)
    carried = hidden_of(answer.text)
    forged = {**carried, "carried": carried["carried"].replace('"koval"', '"lys"')}
    back = client.post("/login", data={**forged, "login": "lys", "password": PASSWORD})
    assert back.headers["location"] == "/upload?said=resumed"
    assert VALUE not in served.enter("koval").get("/upload").text


def test_a_colleagues_words_are_not_replaced(served: Served) -> None:
    client, answer = late(served)
    colleague = served.enter("bondar")
    check(colleague, "keep", **typed(CODE, value="590"))
    back = enter_on(client, answer.text)
    assert back.status_code == 409
    assert problems(main_of(back.text)) == []
    assert "інше: 590" in back.text
    assert fields_of(back.text)[f"value:{CODE}"] == VALUE
    again = client.post("/upload/report", data={**fields_of(back.text), "act": "keep"})
    assert again.headers["location"] == "/upload?said=typed", "the page belongs to the new session"
    assert VALUE in colleague.get("/upload").text
    clear(client)


def test_only_our_own_page_sends_it(served: Served) -> None:
    client, answer = late(served)
    fields = {**hidden_of(answer.text), "login": "koval", "password": PASSWORD}
    elsewhere = {"Origin": "https://evil.example"}
    assert client.post("/login", data=fields, headers=elsewhere).text == ""
    forged = client.post("/login", data={**fields, "token": "forged"})
    assert forged.status_code == 403
    planted = served.client().post("/upload/report", data=typed(CODE, value="1"), headers=elsewhere)
    assert (planted.status_code, planted.text) == (403, "")
    for carried in ("{", "[]", '{"fields": 1}', '{"fields": {"value:9.9.9@x": "1"}, "login": "koval"}'):
        answer = enter_on(client, client.get("/login").text)
        assert answer.status_code == 303
        client.cookies.clear()
        page = client.get("/login").text
        said = client.post(
            "/login", data={**hidden_of(page), "carried": carried, "login": "koval", "password": PASSWORD}
        )
        assert said.headers["location"].startswith("/upload"), carried
        client.cookies.clear()


def test_a_form_that_says_nothing_or_too_much_is_answered_as_before(served: Served) -> None:
    client = served.enter("koval")
    fields = fields_of(client.get("/upload").text)
    ended(served)
    blank = client.post("/upload/report", data={**fields, "act": "check"})
    assert blank.headers["location"].startswith("/login?said=late")
    much = client.post("/upload/report", data={**fields, **typed(CODE, value=VALUE, comment="а" * 400_000)})
    assert much.headers["location"].startswith("/login?said=late"), "it is said that nothing was kept"


def test_a_page_of_an_earlier_session_gives_back_what_was_typed(served: Served) -> None:
    client = served.enter("koval")
    fields = fields_of(client.get("/upload").text)
    again = served.enter("koval")
    answer = again.post("/upload/report", data={**fields, **typed(CODE, value=VALUE), "act": "check"})
    assert answer.status_code == 403
    assert problems(main_of(answer.text)) == []
    assert VALUE not in again.get("/upload").text, "nothing is done without the person"
    carried = hidden_of(answer.text)
    back = again.post("/upload/report", data={"token": token_of(answer.text), "carried": carried["carried"]})
    assert back.headers["location"] == "/upload?said=resumed"
    assert fields_of(again.get("/upload").text)[f"value:{CODE}"] == VALUE
    clear(again)
    other = served.enter("bondar")
    refused = other.post("/upload/report", data={**fields, **typed(CODE, value=VALUE), "act": "check"})
    assert refused.headers["location"] == "/upload?said=anothers"


def switched(client: httpx2.Client, page: str) -> httpx2.Response:
    """Press the other language of the header: what a browser without scripts sends."""
    pressed = re.search(r"<button[^>]*formaction=[^>]*>", page)
    assert pressed is not None
    named = {name: unescape(value) for name, value in re.findall(r'([a-z]+)="([^"]*)"', pressed[0])}
    assert f'id="{named["form"]}"' in page
    fields = {**hidden_of(page), named["name"]: named["value"], "login": "koval", "password": ""}
    return client.post(named["formaction"], data=fields)


def test_the_language_may_change_where_a_form_is_carried(served: Served) -> None:
    client, answer = late(served)
    english = switched(client, answer.text)
    assert english.status_code == 200
    assert problems(main_of(english.text)) == []
    assert "What you typed is kept on this page" in english.text
    again = switched(client, english.text)
    assert "Набране збережено на цій сторінці" in again.text
    assert hidden_of(again.text)["carried"] == hidden_of(answer.text)["carried"]
    assert enter_on(client, again.text).headers["location"] == "/upload?said=resumed"
    assert fields_of(client.get("/upload").text)[f"value:{CODE}"] == VALUE
    clear(client)

    fields = fields_of(client.get("/upload").text)
    changed = served.enter("koval")
    stale = changed.post("/upload/report", data={**fields, **typed(CODE, value=VALUE), "act": "check"})
    english = switched(changed, stale.text)
    assert (english.status_code, 'lang="en"' in english.text) == (403, True)
    assert VALUE not in changed.get("/upload").text, "nothing is done by changing the language"
    back = changed.post("/upload/report?lang=en", data=hidden_of(english.text))
    assert back.headers["location"] == "/upload?said=resumed&lang=en"
    clear(changed)


def test_it_is_said_in_english_too(served: Served) -> None:
    client = served.enter("koval")
    fields = fields_of(client.get("/upload?lang=en").text)
    ended(served)
    answer = client.post("/upload/report?lang=en", data={**fields, **typed(CODE, value=VALUE), "act": "check"})
    assert "What you typed is kept on this page" in answer.text
    back = client.post("/login?lang=en", data={**hidden_of(answer.text), "login": "koval", "password": PASSWORD})
    assert back.headers["location"] == "/upload?said=resumed&lang=en"
    assert "kept as the department’s draft" in client.get("/upload?lang=en&said=resumed").text
    clear(client)
