"""The application as a whole: headers once, closed routes, packed scripts, the front page in two languages."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit import file_util

from kpi.model import Language
from kpi.store import open_store
from kpi.text import Text
from tests.asgi import Client
from tests.books import MAY, checked, hospitals, plan
from tests.languages import BOTH
from tests.layers import alone, layers
from tests.publishing import publish

STATIC = Path(file_util.get_static_dir())


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The application over a published store."""
    where = str(tmp_path_factory.mktemp("layers") / "postup.sqlite")
    publish([checked(plan()), checked(hospitals())], MAY, store=open_store(where))
    with pytest.MonkeyPatch.context() as patch:
        alone(patch, where)
        yield Client(layers())


@pytest.mark.parametrize(
    "path", ["/", "/indicator?id=1.1.1", "/nowhere", "/healthz", "/dashboard/_stcore/health", "/assets/x"]
)
def test_every_answer_carries_the_headers_once(client: Client, path: str) -> None:
    headers = client.get(path).headers
    for name in ("content-security-policy", "x-content-type-options", "referrer-policy", "permissions-policy"):
        assert len(headers.getlist(name)) == 1, name
    rules = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
    # `default-src` stands for none of these but the second
    assert [rules.get(name) for name in ("frame-ancestors", "object-src", "base-uri")] == ["'none'"] * 3
    assert "unsafe-eval'" not in headers["content-security-policy"].replace("wasm-unsafe-eval'", "")
    assert ("unsafe" in headers["content-security-policy"]) == path.startswith("/dashboard")
    assert "strict-transport-security" not in headers


def test_strict_transport_only_where_there_is_tls(client: Client) -> None:
    assert "strict-transport-security" in client.get("https://here/").headers


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/dashboard/_stcore/metrics", 404),
        ("GET", "/dashboard/_stcore/agent/openapi.json", 404),
        ("POST", "/dashboard/_stcore/agent/interact", 404),
        ("GET", "/dashboard/_stcore/script-health-check", 404),
        ("PUT", "/dashboard/_stcore/upload_file/a/b", 403),
        ("GET", "/dashboard/_stcore/health", 200),
    ],
)
def test_what_nobody_needs_is_closed(client: Client, method: str, path: str, status: int) -> None:
    assert client.request(method, path).status_code == status


def test_a_page_holds_no_script_and_no_style_of_its_own(client: Client) -> None:
    page = client.get("/").text
    assert re.findall(r"<script(?![^>]*(?:\bsrc=|application/ld\+json))[^>]*>", page) == []
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=", page) == []


@pytest.mark.parametrize("language", BOTH)
def test_a_page_speaks_the_language_of_the_address(client: Client, language: Language) -> None:
    answer = client.get("/indicator", params={"id": "1.2.1", "lang": language.value})
    assert answer.status_code == 200
    assert f'<html lang="{language.value}">' in answer.text
    assert answer.headers["content-language"] == language.value
    assert "treamlit" not in answer.text


def test_the_front_page_asks_no_other_host(client: Client) -> None:
    named = re.findall(r'(?:src|href)="(?:https?:)?//([^"/]*)', client.get("/").text)
    assert set(named) <= {"here"}


def test_all_that_the_front_page_names_is_there(client: Client) -> None:
    head = client.get("/").text.partition("<body")[0]
    named = re.findall(r'(?:src|href)="(/[^"]+)"', head)
    assert len(named) >= 4
    for address in named:
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("path", ["/nowhere", "/indicator/1.1.1", "/.env", "/pages/indicator.py", "/index.html"])
def test_an_address_that_does_not_exist_is_a_404_in_words(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert Text(Language.UK).say("web.missing.title") in answer.text


def test_pages_are_read_never_written(client: Client) -> None:
    assert client.request("POST", "/", headers={"Origin": "http://here"}).status_code == 405


def test_scripts_come_packed_and_the_same(client: Client) -> None:
    file = next((STATIC / "static/js").glob("index.*.js"))
    answer = client.get(f"/dashboard/static/js/{file.name}", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.content == file.read_bytes()
    assert len(gzip.compress(answer.content, 6)) < len(answer.content) / 2


def test_a_script_that_does_not_exist_is_never_the_page(client: Client) -> None:
    assert client.get("/dashboard/static/js/none.js").status_code == 404
    assert client.get("/dashboard/static/../dashboard.py").status_code == 404


def test_health_says_how_far_the_loading_is(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["status"] == "ok"
