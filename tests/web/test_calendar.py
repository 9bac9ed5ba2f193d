"""GET /calendar.ics through the real layers, from the published snapshot."""

import gzip
from datetime import date
from pathlib import Path

import icalendar
import pytest

from kpi.store import open_store
from tests.asgi import Client
from tests.books import MAY, checked, hospitals, observation, plan
from tests.publishing import publish


def test_nothing_published_yet(client: Client) -> None:
    answer = client.get("/calendar.ics")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.usefixtures("published")
def test_the_calendar_of_what_is_public(client: Client) -> None:
    answer = client.get("/calendar.ics")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in answer.headers
    calendar = icalendar.Calendar.from_ical(answer.content)
    days = [event.decoded("DTSTART") for event in calendar.walk("VEVENT")]
    assert date(2026, 10, 15) in days
    text = answer.text.replace("\r\n ", "")
    assert "1.2.1 Показник 1.2.1" in text
    assert "Показник 1.2.2" not in text  # internal
    assert "URL:https://site.example.org/indicators" in text


@pytest.mark.usefixtures("published")
def test_a_calendar_that_has_it_is_told_so(client: Client) -> None:
    first = client.get("/calendar.ics")
    tag = first.headers["etag"]
    for sent in (tag, tag.removeprefix("W/"), f'"other", {tag}'):
        again = client.get("/calendar.ics", headers={"If-None-Match": sent})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get("/calendar.ics", headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.usefixtures("published")
def test_a_new_release_has_a_new_tag(client: Client, where: str) -> None:
    before = client.get("/calendar.ics").headers["etag"]
    publish([checked(hospitals(observation("1.2.1", "2026-Q2", 51.0)))], date(2026, 8, 14), store=open_store(where))
    assert client.get("/calendar.ics").headers["etag"] != before


@pytest.mark.usefixtures("published")
def test_departments_and_languages(client: Client) -> None:
    whole = client.get("/calendar.ics")
    one = client.get("/calendar.ics", params={"department": "health", "lang": "en"})
    assert (one.status_code, one.headers["content-language"]) == (200, "en")
    assert "Data due: Q3 2026" in one.text.replace("\r\n ", "")
    assert one.headers["etag"] != whole.headers["etag"]
    for unknown in ("spare", "nobody", "x" * 5000, "\x00"):
        assert client.get("/calendar.ics", params={"department": unknown}).status_code == 404


@pytest.mark.usefixtures("published")
def test_it_is_packed_for_those_who_take_that(client: Client) -> None:
    plain = client.get("/calendar.ics")
    packed = client.get("/calendar.ics", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content
    assert int(packed.headers["content-length"]) < len(gzip.compress(plain.content)) * 1.1 < len(plain.content)


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(("method", "status"), [("HEAD", 200), ("POST", 405), ("PUT", 405)])
def test_methods(client: Client, method: str, status: int) -> None:
    assert client.request(method, "/calendar.ics", headers={"origin": "https://site.example.org"}).status_code == status


def test_two_stores_that_differ_in_what_is_internal_answer_alike(
    client: Client, where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = []
    for number, value in enumerate((1.0, 2.0)):
        other = f"{tmp_path}/{number}/postup.sqlite"
        monkeypatch.setenv("POSTUP_STORE", other)
        book = hospitals(observation("1.2.2", "2026-Q1", value, comment="службове" * (number + 1)))
        publish([checked(plan()), checked(book)], MAY, store=open_store(other))
        answer = client.get("/calendar.ics")
        answers.append((answer.status_code, sorted(answer.headers.items()), answer.content))
    assert answers[0] == answers[1]
