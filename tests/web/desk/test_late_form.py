"""A form that comes when its session has ended: what was typed survives the signing in, and only its author gets it."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from itertools import product

import httpx2
import pytest
from sqlalchemy import update

from kpi.store.people.account_tables import SESSION
from kpi.web.desk.forms.carried import WORDED
from tests.html.markup import problems
from tests.web.conftest import PASSWORD, Served
from tests.web.desk.people import token_of
from tests.web.desk.test_report_form import CODE, OTHER, check, fields_of, typed
from tests.web.desk.test_way import main_of

VALUE = "641,25"
FORGED = '{"fields": {"value:9.9.9@x": "1"}, "login": "koval", "address": "/upload/report"}'
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
    for carried in ("{", "[]", '{"fields": 1}', FORGED, FORGED.replace("upload/report", "account")):
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
    back = again.post("/upload/again", data={"token": token_of(answer.text), "carried": carried["carried"]})
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
    back = changed.post("/upload/again?lang=en", data=hidden_of(english.text))
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


ADDRESS = "second@example.org"


def addressed(served: Served, login: str = "chief") -> tuple[httpx2.Client, dict[str, str]]:
    """An administrator writes a department’s second address."""
    client = served.enter(login)
    forms = re.findall(r"<form.*?</form>", client.get("/admin/chase").text, re.DOTALL)
    form = next(one for one in forms if 'name="address"' in one)
    hidden = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form)
    fields = {name: unescape(value) for name, value in hidden}
    return client, {**fields, "address": ADDRESS, "act": "second"}


def test_any_other_form_is_sent_once_more_by_its_author(served: Served) -> None:
    client, fields = addressed(served)
    ended(served)
    answer = client.post("/admin/chase", data=fields)
    assert (answer.status_code, answer.headers["cache-control"]) == (403, "no-store")
    assert "Набране збережено на цій сторінці" in answer.text
    back = enter_on(client, answer.text, "chief")
    assert back.status_code == 200
    assert problems(main_of(back.text)) == []
    assert "нічого не зроблено" in back.text
    assert f"<p>{ADDRESS}</p>" in back.text
    assert ADDRESS not in client.get("/admin/chase").text, "nothing is done by signing in"
    english = switched(client, back.text)
    assert "Send it again" in english.text
    done = client.post("/upload/again", data=hidden_of(english.text))
    assert done.status_code == 303
    assert ADDRESS in client.get("/admin/chase").text


def test_any_other_form_of_another_person_is_not_shown(served: Served) -> None:
    client, fields = addressed(served)
    ended(served)
    answer = client.post("/admin/chase", data={**fields, "address": "other@example.org"})
    for login in ("editor", "koval"):
        back = enter_on(client, answer.text, login)
        assert back.headers["location"] == "/upload?said=anothers"
        client.cookies.clear()
        answer = client.post("/admin/chase", data={**fields, "address": "other@example.org"})
    forged = hidden_of(answer.text)["carried"].replace('"chief"', '"koval"')
    shown = enter_with(client, answer.text, forged, "koval")
    sent = client.post("/upload/again", data=hidden_of(shown.text))
    assert sent.status_code == 403, "what the person may not do is not done"


def enter_with(client: httpx2.Client, page: str, carried: str, login: str) -> httpx2.Response:
    return client.post("/login", data={**hidden_of(page), "carried": carried, "login": login, "password": PASSWORD})


def test_a_form_of_ticks_leads_back_to_its_page(served: Served) -> None:
    client, fields = addressed(served)
    ended(served)
    answer = client.post("/admin/chase", data={**fields, "address": " "})
    assert answer.headers["location"] == "/login?said=late&next=/admin/chase"


def test_a_page_of_an_earlier_session_is_sent_once_more(served: Served) -> None:
    _, fields = addressed(served)
    again = served.enter("chief")
    answer = again.post("/admin/chase", data={**fields, "address": "third@example.org"})
    assert answer.status_code == 403
    assert "third@example.org" not in again.get("/admin/chase").text
    again.post("/upload/again", data=hidden_of(answer.text))
    assert "third@example.org" in again.get("/admin/chase").text


#: what is written besides sentences: it is short; `act`, a document of a suspension, has the reason beside it
SHORT = {"id", "login", "email", "code", "unit", "q", "act"}


def test_every_field_for_sentences_is_known(served: Served) -> None:
    """What is written is carried only where the field is known to hold words."""
    found = set()
    pages = ("/admin", "/admin/chase", "/admin/accounts", "/admin/releases", "/admin/visibility", "/admin/plan")
    more = ("/admin/department", "/admin/suspensions", "/upload/indicator?id=1.2.1")
    for login, page in product(("chief", "editor"), (*pages, *more)):
        html = served.enter(login).get(page).text
        for form in re.findall(r'<form(?=[^>]*method="post").*?</form>', html, re.DOTALL):
            found |= set(re.findall(r'<textarea[^>]*name="([^":]*)', form))
            fields = re.findall(r"<input[^>]*>", form)
            texts = [one for one in fields if re.search(r'type="(text|email)"', one)]
            found |= {name[1] for one in texts if (name := re.search(r'name="([^":]*)', one))}
    assert len(found) > 4
    assert found <= WORDED | SHORT
