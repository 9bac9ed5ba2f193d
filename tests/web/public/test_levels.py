"""A strategy without sectors, or with operational goals alone: no page invents a heading for what is not there."""

import csv
import io
import json
import re
from collections.abc import Iterator

import pytest

from kpi.services.published import releases
from kpi.store import open_store
from kpi.text import Text
from kpi.web.addresses import every_page
from tests.asgi import Client
from tests.books import MAY, checked, hospitals
from tests.languages import BOTH
from tests.layers import alone, layers
from tests.publishing import publish
from tests.workbook.test_levels import flat

#: what only a page of a strategy with the level says
SECTOR_WORDS = re.compile(r"[Сс]ектор(?!альн)|[Ss]ectors?\b")
STRATEGIC_WORDS = re.compile(r"[Сс]тратегічн\w+ ціл|[Ss]trategic goal|Інші цілі|Other goals")
#: pages that explain what fields and levels there are
DICTIONARY = ("/data", "/method")


@pytest.fixture(scope="module", params=[True, False], ids=["strategic", "operational"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Client, bool]]:
    where = str(tmp_path_factory.mktemp("flat") / "postup.sqlite")
    publish([checked(flat(strategic=request.param)), checked(hospitals())], MAY, store=open_store(where))
    with pytest.MonkeyPatch.context() as patch:
        alone(patch, where)
        yield Client(layers()), bool(request.param)


def test_no_page_speaks_of_what_is_not_there(site: tuple[Client, bool]) -> None:
    client, strategic = site
    pages = [page.href for language in BOTH for page in every_page(releases.survey(), Text(language))]
    assert "/goal?id=1.2" in pages
    assert not [page for page in pages if page.startswith("/sector")]
    for page in (*pages, "/print/overview", "/print/goal/1.2", "/print/indicator/1.2.1"):
        answer = client.get(page)
        assert answer.status_code == 200, page
        body = re.sub(r"<(script|style)\b.*?</\1>", "", answer.text, flags=re.DOTALL)
        words = re.sub(r"<[^>]+>", " ", body)
        if page.partition("?")[0] != "/verify":  # it tells of which edition a release is
            assert "2022-2026" not in words.replace("/2022-2026/", "/"), f"{page}: the edition's code stands for a goal"
        if page.partition("?")[0] not in DICTIONARY:
            assert not SECTOR_WORDS.search(words), (page, SECTOR_WORDS.search(words))
            assert strategic or not STRATEGIC_WORDS.search(words), (page, STRATEGIC_WORDS.search(words))


def test_the_overview_lists_every_goal(site: tuple[Client, bool]) -> None:
    client, strategic = site
    page = client.get("/").text
    for goal in ("1.10", "1.2", "2.1"):
        assert f'href="/goal?id={goal}"' in page
    heading = '<h3 class="p-h3">Робота</h3>'
    assert (heading in page) is strategic
    assert '<h3 class="p-h3"></h3>' not in page


def test_an_address_of_a_sector_leads_on(site: tuple[Client, bool]) -> None:
    client, _ = site
    for address, wanted in (("/sector?id=people", "/"), ("/sector", "/"), ("/sector?id=people&lang=en", "/?lang=en")):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["location"]) == (302, wanted)


def test_files_leave_the_places_blank(site: tuple[Client, bool]) -> None:
    client, strategic = site
    rows = list(csv.DictReader(io.StringIO(client.get(f"/download/{MAY}/indicators.csv").content.decode("utf-8-sig"))))
    assert {(row["sector"], row["strategic_goal"]) for row in rows} == {("", "1" if strategic else "")}
    one = client.get("/api/v1/indicators/1.2.1").json()["data"]
    assert (one["sector"], one["strategic_goal"]) == ("", "1" if strategic else "")
    assert json.loads(client.get("/api/v1/goals?level=sector").content)["data"] == []
    assert client.get("/feed.atom").status_code == 200
    assert client.get("/feed.atom?sector=people").status_code == 404
    assert client.get("/share/overview.png").status_code == 200
