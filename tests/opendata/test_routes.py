"""Files and API through the real layers: what is served, what is told again, what leaks (nothing)."""

import csv
import io
import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Unpack
from urllib.parse import quote

import pytest
from starlette.types import ASGIApp

from kpi.model import GoalBook, Observation
from kpi.opendata.api.endpoints import ENDPOINTS
from kpi.opendata.files import HANDED, NAMES
from kpi.store import open_store
from kpi.web import release_boards, release_routes
from kpi.web.files import api
from kpi.web.readiness import readiness
from tests.asgi import Answer, Client
from tests.books import AUGUST, MAY, checked, hospitals, observation, plan
from tests.layers import alone, layers
from tests.model_fields import IndicatorFields
from tests.opendata.conftest import ENDINGS
from tests.publishing import publish

HOST = "https://data.example.org"


@pytest.fixture(scope="module")
def shipped_client(served_here: ASGIApp) -> Client:
    return Client(served_here, "localhost")


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Client]]:
    """Opens a store of its own by name; whatever was kept of another one is forgotten."""

    def open_here(name: str) -> Client:
        alone(monkeypatch, str(tmp_path / f"{name}.sqlite"), HOST)
        release_boards.clear()
        release_routes.clear()
        return Client(layers(), "data.example.org")

    yield open_here
    release_boards.clear()
    release_routes.clear()


def addresses(version: str = "") -> list[str]:
    """Every kind of file and every endpoint."""
    of_release = f"{version}/" if version else ""
    asked = f"?v={version}" if version else ""
    files = [f"/download/{of_release}{name}" for name in NAMES]
    files += [f"/download/{of_release}indicator/1.2.1.{ending}" for ending in ENDINGS]
    api = [f"/api/v1{endpoint.path.replace('{code}', '1.2.1')}{asked}" for endpoint in ENDPOINTS]
    return [*files, *api, f"/api/v1/openapi.json{asked}"]


def told(answer: Answer) -> tuple[int, list[tuple[str, str]], bytes]:
    return answer.status_code, sorted(answer.headers.items()), answer.content


def test_files_are_saved_under_names_that_say_what_they_are(shipped_client: Client) -> None:
    for name in NAMES:
        given = shipped_client.get(f"/download/{name}")
        stem, _, ending = name.rpartition(".")
        assert given.status_code == 200, name
        assert given.headers["content-disposition"] == f'attachment; filename="demo-{stem}-2026-11-14.{ending}"'
        assert given.headers["link"] == '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
        assert given.headers["last-modified"] == "Sun, 15 Nov 2026 00:00:00 GMT"
        assert given.headers["access-control-allow-origin"] == "*"
        assert given.headers["cross-origin-resource-policy"] == "cross-origin"
        assert given.headers["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in given.headers


@pytest.mark.parametrize("address", ["/download/values.csv", "/download/indicator/1.1.1.xlsx", "/api/v1/indicators"])
def test_whoever_has_it_is_told_so(shipped_client: Client, address: str) -> None:
    first = shipped_client.get(address)
    again = shipped_client.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = shipped_client.request("HEAD", address)
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["content-length"]) == len(first.content)
    packed = shipped_client.get(address, headers={"Accept-Encoding": "gzip"})
    assert packed.content == first.content
    assert ("content-encoding" in packed.headers) is ("xlsx" not in address)


@pytest.mark.parametrize(
    "address",
    [
        "nothing.csv",
        "indicator/9.9.9.csv",
        "indicator/1.1.1.exe",
        "indicator/1.1.1",
        "2026-11-14/a/b",
        "2026-11-14/values.exe",
        "a%0A/b/c",
        "%0A",
    ],
)
def test_what_does_not_exist_is_told_in_a_sentence(shipped_client: Client, address: str) -> None:
    given = shipped_client.get(f"/download/{address}")
    assert given.status_code == 404
    assert given.text.startswith("За цією адресою нічого немає.")
    english = shipped_client.get(f"/download/{address}?lang=en")
    assert english.text.startswith("There is nothing at this address.")


@pytest.mark.parametrize("version", ["2026-01-01", "20261114", "2026-11-14%00", "x" * 500, "2026-13-01"])
def test_a_release_that_does_not_exist(shipped_client: Client, version: str) -> None:
    given = shipped_client.get(f"/download/{version}/values.csv")
    assert (given.status_code, "Випуску даних від" in given.text) == (404, True)
    assert shipped_client.get(f"/download/values.csv?v={version}").status_code == 404


def test_a_release_by_path_and_by_parameter_is_the_same(shipped_client: Client) -> None:
    for version in ("2026-08-14", "2026-11-14"):
        one = shipped_client.get(f"/download/{version}/values.csv")
        other = shipped_client.get(f"/download/values.csv?v={version}")
        assert told(one) == told(other)
    assert told(one) == told(shipped_client.get("/download/values.csv"))


def test_pages_of_a_list_are_the_whole_list(shipped_client: Client) -> None:
    address, codes, pages = "/api/v1/indicators?limit=30", [], 0
    while address:
        given = shipped_client.get(address)
        page = given.json()
        assert (page["limit"], page["demo"], page["licence"]) == (30, True, "CC BY 4.0")
        assert int(given.headers["x-total-count"]) == page["total"]
        codes += [row["code"] for row in page["data"]]
        following = re.search(r'<([^>]+)>; rel="next"', given.headers["link"])
        assert (following[1] if following else None) == page["next"]
        address, pages = (page["next"] or "").removeprefix("http://localhost"), pages + 1
    assert pages == 3 and len(codes) == len(set(codes)) == page["total"]


def test_csv_of_the_api_is_the_csv_of_the_files(shipped_client: Client) -> None:
    file = shipped_client.get("/download/indicator/1.1.1.csv").content
    assert shipped_client.get("/api/v1/observations?code=1.1.1&format=csv").content == file


def test_filters(shipped_client: Client) -> None:
    def rows(asked: str) -> list[dict[str, object]]:
        return list(shipped_client.get(f"/api/v1/{quote(asked, safe='?&=+-')}").json()["data"])

    assert {row["status"] for row in rows("indicators?status=off_track")} == {"off_track"}
    assert {row["sector"] for row in rows("indicators?sector=health")} == {"health"}
    assert {row["level"] for row in rows("goals?level=sector")} == {"sector"}
    found = rows("observations?from=2026-01-01&to=2026-06-30&limit=1000")
    assert found and all("2026-01-01" <= str(row["period_end"]) <= "2026-06-30" for row in found)
    assert rows("indicators?q=бізнес-центр") and not rows("indicators?q=такого+немає")
    assert rows("indicators?department=Управління+земельних+відносин")


def test_statuses_of_a_past_day_are_those_of_the_history(shipped_client: Client) -> None:
    """The last quarter's end is the day that the release shows; an earlier one is judged by all that it knows."""
    now = shipped_client.get("/api/v1/progress?limit=1000").json()["data"]
    listed = shipped_client.get("/api/v1/indicators?limit=1000").json()["data"]
    same = ("code", "status", "value", "planned_value", "progress", "pace", "flags")
    assert [[row[name] for name in same] for row in now] == [[row[name] for name in same] for row in listed]
    then = shipped_client.get("/api/v1/progress?as_of=2024-12-31&limit=1000").json()["data"]
    assert {row["as_of"] for row in then} == {"2024-12-31"} and then != now


@pytest.mark.parametrize(
    ("asked", "status", "parameter"),
    [
        ("indicators?limit=0", 400, "limit"),
        ("indicators?limit=ten", 400, "limit"),
        ("indicators?status=good", 400, "status"),
        ("indicators?v=yesterday", 400, "v"),
        ("indicators?v=2026-01-01", 404, "v"),
        ("indicators?lang=ru", 400, "lang"),
        ("indicators?colour=red", 400, "colour"),
        ("indicators?limit=1&limit=2", 400, "limit"),
        ("indicators/1.1.1?code=1.1.2", 400, "code"),
        ("progress?as_of=2031-01-01", 404, None),
        ("indicators/9.9.9", 404, None),
        ("changes?from=2020-01-01", 404, None),
        ("secrets", 404, None),
        ("indicators/%0A", 404, None),
        ("%0D%0A", 404, None),
        ("../v2/strategy", 404, None),
    ],
)
def test_a_problem_says_what_where_and_what_to_do(
    shipped_client: Client, asked: str, status: int, parameter: str | None
) -> None:
    given = shipped_client.get(f"/api/v1/{asked}")
    assert (given.status_code, given.headers["content-type"]) == (status, "application/problem+json; charset=utf-8")
    assert given.headers["access-control-allow-origin"] == "*"
    problem = given.json()
    assert problem["status"] == status and problem.get("parameter") == parameter
    assert problem["title"] and problem["detail"].endswith(".") and problem["cure"].endswith(".")


def test_scripts_of_other_sites_may_ask(shipped_client: Client) -> None:
    asked = shipped_client.request("OPTIONS", "/api/v1/strategy", headers={"Origin": "https://news.example"})
    assert (asked.status_code, asked.headers["access-control-allow-origin"]) == (204, "*")
    assert "access-control-allow-credentials" not in asked.headers
    given = shipped_client.get("/api/v1/strategy", headers={"Origin": "https://news.example", "Cookie": "a=b"})
    assert given.headers["access-control-allow-origin"] == "*" and "set-cookie" not in given.headers
    assert "Link" in given.headers["access-control-expose-headers"]


def test_the_root_leads_to_the_description_and_the_strategies_are_listed(shipped_client: Client) -> None:
    for root in ("/api/v1", "/api/v1/"):
        given = shipped_client.get(root)
        assert (given.status_code, given.headers["location"]) == (302, "/api/v1/openapi.json")
    (only,) = shipped_client.get("/api/v1/strategies").json()["data"]
    whole = shipped_client.get(only["strategy"].removeprefix("http://here")).json()["data"]
    assert {name: whole[name] for name in only if name in whole} == {n: v for n, v in only.items() if n in whole}
    assert only["edition"] == "2022-2026"


def test_the_data_page_leads_to_what_there_is(shipped_client: Client) -> None:
    page = shipped_client.get("/data").text
    # the archive of the whole site is asked for in tests/web/test_matrix.py
    files = re.findall(r'href="(/download/(?!site\.zip)[^"]+)"', page)
    assert len(files) == len(set(NAMES) - {"previous_values.csv", "successions.csv"}) + 2 * 3
    for address in files:
        assert shipped_client.get(address).status_code == 200, address
    for example in re.findall(r"<code>http://localhost(/api/[^<]+)</code>", page):
        assert shipped_client.get(example.replace("&amp;", "&")).status_code == 200, example
    size = len(shipped_client.get("/download/values.csv").content)
    assert f"{round(size / 1000)}\u00a0кБ" in page
    past = shipped_client.get("/data?v=2026-08-14").text
    assert "/download/2026-08-14/values.csv" in past and "v=2026-08-14&amp;v=" not in past


def test_while_the_data_load(served_here: ASGIApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """The port answers first: whoever asks meanwhile is told when to come again, without waiting."""
    loading, ended = type(readiness)(), threading.Event()

    def load() -> None:
        ended.wait(30)

    loading.start(load)
    for module in (release_routes, api):
        monkeypatch.setattr(module, "readiness", loading)
    client = Client(served_here, "localhost")
    try:
        for address in ("/download/values.csv", "/api/v1/strategy"):
            given = client.get(f"{address}?lang=en")
            assert (given.status_code, given.headers["retry-after"]) == (503, "30"), address
            assert "loading the data" in given.text
    finally:
        ended.set()


def test_before_the_first_release(opened: Callable[[str], Client]) -> None:
    client = opened("empty")
    given = client.get("/download/values.csv")
    assert (given.status_code, given.headers["retry-after"]) == (503, "30")
    problem = client.get("/api/v1/strategy")
    assert (problem.status_code, problem.json()["status"]) == (503, 503)


def test_a_past_release_is_the_same_byte_for_byte(opened: Callable[[str], Client]) -> None:
    client, store = opened("past"), open_store()
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    # no register of a state concerns this plan
    moving = ("/releases", "/changes", *HANDED)
    addressed = [one for one in addresses(MAY.isoformat()) if not any(name in one for name in moving)]
    before = {address: told(client.get(address)) for address in addressed}
    now = {address: client.get(address).content for address in addresses()}
    publish([checked(hospitals(observation("1.2.1", "2026-Q2", 55.0)))], AUGUST, store=store)
    release_boards.clear()
    release_routes.clear()
    for address, answer in before.items():
        assert answer[0] == 200, address
        assert told(client.get(address)) == answer, address
    assert client.get("/download/values.csv").content != now["/download/values.csv"]


SECRET = ("Канарка", "7788.25", "таємне джерело")


def hidden(value: float, *more: Observation, **changes: Unpack[IndicatorFields]) -> GoalBook:
    """Goal 1.2 whose internal indicator has other words and numbers."""
    book = hospitals(observation("1.2.2", "2026-Q1", value, comment=SECRET[0], source=SECRET[2]), *more)
    indicators = [replace(one, **changes) if one.code == "1.2.2" else one for one in book.indicators]
    return replace(book, indicators=tuple(indicators))


def test_nothing_internal_changes_a_byte_that_outsiders_get(opened: Callable[[str], Client]) -> None:
    """Two stores that differ only in internal rows: files, API, headers, errors are the same."""
    answers = []
    asked = [
        *addresses(),
        *addresses(MAY.isoformat()),
        "/api/v1/indicators/1.2.2",
        "/download/indicator/1.2.2.csv",
        "/data",
    ]
    for name, book in (
        ("one", hidden(7788.25, name=f"{SECRET[0]} перша")),
        ("other", hidden(1.0, observation("1.2.2", "2025-Q4", 3.0), name="Інша", ground="Стаття 7", unit="грн")),
    ):
        client = opened(name)
        publish([checked(plan()), checked(book)], MAY, store=open_store())
        answers.append({address: told(client.get(address)) for address in asked})
    assert answers[0].keys() == answers[1].keys()
    for address, answer in answers[0].items():
        assert answer == answers[1][address], address
        for word in SECRET:
            assert word.encode() not in answer[2], address
            assert json.dumps(word).strip('"').encode() not in answer[2], address
    assert answers[0]["/api/v1/indicators/1.2.2"][0] == answers[0]["/download/indicator/1.2.2.csv"][0] == 404


def test_live_texts_reach_a_reader_unchanged_and_inert(opened: Callable[[str], Client]) -> None:
    client, text = opened("live"), '=HYPERLINK("https://evil.example";"x")'
    book = hospitals(observation("1.2.1", "2026-Q2", 55.0, comment=text, source="+1"))
    publish([checked(plan()), checked(book)], AUGUST, store=open_store())
    row = client.get("/api/v1/observations?code=1.2.1&from=2026-06-30").json()["data"][0]
    assert (row["comment"], row["source"]) == (text, "+1")
    for address in ("/download/values.csv", "/api/v1/observations?format=csv", "/download/indicator/1.2.1.csv"):
        rows = csv.DictReader(io.StringIO(client.get(address).text, newline=""))
        found = [row for row in rows if row["period"] == "2026-Q2"]
        assert [(row["comment"], row["source"]) for row in found] == [(f"'{text}", "'+1")]
