"""Who may do what at the desk: nobody without a session, no form without its token, no foreign goal by any request."""

import re
from datetime import UTC, datetime
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from kpi.web.desk.router import ASKED_BY_SCRIPT, DeskRouter
from kpi.web.sign_in.routes import late_page
from tests.web.conftest import Served
from tests.web.desk.people import filled, post, publish, send, template, token_of

DESK = DeskRouter(late_page)
PATHS = {path: DESK.methods(path) for path in DESK.paths()}
POSTED = [path for path, methods in PATHS.items() if "POST" in methods and path not in ASKED_BY_SCRIPT]
SHOWN = [path for path, methods in PATHS.items() if "GET" in methods]


@pytest.mark.parametrize("path", SHOWN)
def test_nobody_sees_a_page_without_signing_in(served: Served, path: str) -> None:
    answer = served.client().get(f"{path}?number=1&goal=6.2")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login?next=/upload" if "admin" not in path else "/login?next=/admin")


@pytest.mark.parametrize("path", POSTED)
def test_nobody_does_anything_without_signing_in(served: Served, path: str) -> None:
    answer = served.client().post(f"{path}?number=1", data={"token": "x", "act": "publish", "confirmed": "yes"})
    assert answer.status_code == 303
    location = answer.headers["location"]
    # back to the page that the form stood on, where it has one
    shown = f"{path}?number=1" if "GET" in PATHS[path] and path != "/upload/file" else "/upload"
    assert parse_qs(urlsplit(location).query) == {"said": ["late"], "next": [shown]}
    for language, words in (
        ("", "нічого не змінено й не опубліковано"),
        ("&lang=en", "nothing was changed or published"),
    ):
        assert words in served.client().get(location + language).text


@pytest.mark.parametrize("path", POSTED)
def test_a_form_without_our_token_does_nothing(served: Served, path: str) -> None:
    client = served.enter("koval")
    for token in ("", "x", token_of(served.enter("bondar").get("/upload").text)):
        answer = client.post(f"{path}?number=1", data={"token": token, "act": "approve"})
        assert answer.headers["location"] == "/upload?said=stale"


@pytest.mark.parametrize("path", sorted(ASKED_BY_SCRIPT))
def test_a_script_is_told_that_nobody_is_signed_in(served: Served, path: str) -> None:
    for client in (served.client(), served.enter("koval")):
        answer = client.post(path, data={"token": "x", "value:6.2.3@2026-Q3": "480"})
        assert answer.status_code == 401
        assert answer.json() == {"signed": False}


@pytest.mark.slow
def test_a_head_reaches_nothing_of_another_department(served: Served) -> None:
    head, stranger = served.enter("koval"), served.enter("lys")
    content = filled(template(head, "6.2"), {"6.2.3": {"Значення": 480}})
    draft = send(head, content).headers["location"]
    number = draft.split("=")[1]
    assert stranger.get("/upload/template?goal=6.2").status_code == 403
    assert send(stranger, content).status_code == 403
    assert stranger.get(draft).status_code == 404
    for page in ("draft", "compared", "discard", "undo", "decide"):
        answer = post(
            stranger, "/upload", f"/upload/{page}?number={number}", act="approve", reason="x", confirmed="yes"
        )
        assert answer.status_code in (403, 404), page
    assert head.get(draft).status_code == 200, "the draft is still there"
    receipt = publish(head, draft).headers["location"]
    assert stranger.get(receipt).status_code == 403
    answer = post(stranger, "/upload", receipt.replace("receipt", "undo"), reason="x")
    assert answer.status_code == 403
    assert stranger.get("/admin").status_code == 403
    assert stranger.get("/admin/journal.csv").status_code == 403


@pytest.mark.parametrize("number", ["", "0", "999999", "1e3", "-1", "٣", "9" * 40])
def test_a_number_that_is_none_is_a_page_that_says_so(served: Served, number: str) -> None:
    client = served.enter("koval")
    for page in ("draft", "receipt"):
        answer = client.get(f"/upload/{page}", params={"number": number})
        assert answer.status_code == 404
        assert "Цього немає" in answer.text


def test_an_editor_reads_the_journal_and_takes_it_away(served: Served) -> None:
    client = served.enter("editor")
    page = client.get("/admin")
    assert page.status_code == 200
    assert "вхід" in page.text
    day = datetime.now(UTC).date().isoformat()
    csv = client.get(f"/admin/journal.csv?since={day}&actor=koval")
    assert csv.headers["content-type"].startswith("text/csv")
    assert csv.headers["cache-control"] == "no-store"
    lines = csv.text.splitlines()
    assert lines[0].startswith("\ufeff№;Коли")
    assert all(";koval;" in line for line in lines[1:])
    assert client.get("/admin?since=nonsense").status_code == 200


def test_the_journal_is_filtered_by_the_kind_of_deed(served: Served) -> None:
    served.enter("koval")
    client = served.enter("editor")
    whole = client.get("/admin")
    listed = re.search(r'<select name="action">(.*?)</select>', whole.text, re.DOTALL)
    assert listed is not None
    deeds = dict(re.findall(r'<option value="(\w+)"[^>]*>([^<]+)<', listed[1]))
    assert deeds["signin"] == "вхід"
    assert list(deeds.values()) == sorted(deeds.values())
    chosen = client.get("/admin?action=signin&actor=koval")
    assert '<option value="signin" selected>вхід' in chosen.text
    assert set(re.findall(r'<option value="(\w+)"', chosen.text)) == set(deeds), "the others can still be chosen"
    csv = re.search(r'href="(/admin/journal\.csv[^"]*)"', chosen.text)
    assert csv is not None
    lines = client.get(unescape(csv[1])).text.splitlines()
    assert len(lines) > 1
    assert all(";koval;" in line and ";вхід;" in line for line in lines[1:])
    none = client.get("/admin?action=nothing_of_the_kind")
    assert none.status_code == 200
    assert "0 записів" in none.text
