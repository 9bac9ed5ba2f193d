"""/actions over the shipped edition and over a site without actions."""

import gzip
import re
from html import unescape

import pytest

from kpi.model import Language
from kpi.services.published import releases
from kpi.store import open_store
from tests.asgi import Client
from tests.books import MAY as FIRST
from tests.books import checked, hospitals, plan
from tests.html.reading import Page
from tests.languages import BOTH
from tests.layers import alone, layers
from tests.publishing import publish


def rows(html: str) -> int:
    """Actions in the tables: every row of theirs but the sums."""
    return sum(
        found.count("<tr>") - 1
        for found in re.findall(r'<table class="p-table p-blocks p-table-plan">.*?</table>', html)
    )


@pytest.mark.parametrize("language", BOTH)
def test_every_action_stands_there_once(client: Client, language: Language) -> None:
    answer = client.get("/actions" + ("?lang=en" if language is Language.EN else ""))
    assert answer.status_code == 200
    assert Page(answer.text).problems == []
    actions = releases.survey().dataset.actions
    assert rows(answer.text) == len(actions)
    plain = unescape(answer.text).replace("\u00a0", " ")
    for name in actions["name"]:
        assert str(name)[:12] in plain, name
    assert not re.search(r"\b(nan|None|NaT|<NA>)\b|\{", Page(answer.text[answer.text.index("<main") :]).text)


def test_filters_stand_in_the_address_and_in_the_form(client: Client) -> None:
    page = client.get("/actions?sector=health&state=in_progress&year=2026").text
    assert re.findall(r'value="([^"]+)" selected', page) == ["health", "in_progress", "2026"]
    assert 0 < rows(page) < rows(client.get("/actions").text)
    assert "Такого значення фільтра немає: «ні»" in client.get("/actions?goal=ні").text.replace("\u00a0", " ")
    assert client.get("/actions?sector=economy&goal=8.2").status_code == 200


def test_it_is_found_where_other_pages_are(client: Client) -> None:
    assert 'href="/actions"' in client.get("/").text
    assert "/actions</loc>" in client.get("/sitemap.xml").text
    sheet = client.get("/print/actions")
    assert sheet.status_code == 200
    assert rows(sheet.text) == rows(client.get("/actions").text)
    assert "<form" not in sheet.text
    for file in ("/download/actions.csv", "/download/action_money.csv", "/download/data.xlsx"):
        assert f'href="{file}"' in client.get("/actions").text
        assert client.get(file).status_code == 200
    assert client.get("/api/v1/actions").status_code == client.get("/api/v1/action_money").status_code == 200


def test_the_heading_comes_early(client: Client) -> None:
    """By what a reader on a bad connection waits for."""
    page = client.get("/actions").text
    assert len(gzip.compress(page[: page.index("</h1>")].encode())) <= 14_000


def test_a_past_release_tells_its_own_actions(client: Client) -> None:
    past = client.get("/actions?v=2026-05-14")
    assert past.status_code == 200
    assert "v=2026-05-14" in past.text


def test_without_actions_there_is_no_page_and_no_way_to_it(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = str(tmp_path_factory.mktemp("none") / "postup.sqlite")
    publish([checked(plan()), checked(hospitals(actions=()))], FIRST, store=open_store(where))
    alone(monkeypatch, where)
    client = Client(layers())
    assert client.get("/actions").status_code == 404
    assert client.get("/print/actions").status_code == 404
    assert "/actions" not in client.get("/").text
    assert "/actions" not in client.get("/sitemap.xml").text
