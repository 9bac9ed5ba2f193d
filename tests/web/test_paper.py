"""Sheets, embeds, pictures and short addresses through the real layers, from the published snapshot."""

from datetime import date

import pytest

from kpi.store import open_store
from tests.asgi import Client
from tests.books import MAY, checked, hospitals, observation
from tests.publishing import publish

HTML, PNG = "text/html; charset=utf-8", "image/png"
#: address -> what it is answered with
PUBLIC = {
    "/print/overview": HTML,
    "/print/sector/people": HTML,
    "/print/goal/1.2": HTML,
    "/print/indicator/1.2.1": HTML,
    "/embed/1.2.1": HTML,
    "/chart/1.2.1.svg": "image/svg+xml",
    "/chart/1.2.1.png": PNG,
    "/share/overview.png": PNG,
    "/share/sector/people.png": PNG,
    "/share/goal/1.2.png": PNG,
    "/oembed?url=https://site.example.org/i/1.2.1": "application/json; charset=utf-8",
}
FOREIGN = ("/embed/", "/chart/", "/share/", "/oembed")


def test_nothing_published_yet(client: Client) -> None:
    for path in PUBLIC:
        answer = client.get(path)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "30"), path
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.usefixtures("published")
def test_each_is_answered_once_and_then_told_that_nothing_has_changed(client: Client) -> None:
    for path, kind in PUBLIC.items():
        answer = client.get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (200, kind), path
        assert answer.headers["cache-control"] == "no-cache"
        assert "set-cookie" not in answer.headers
        again = client.get(path, headers={"If-None-Match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b""), path
        head = client.request("HEAD", path)
        assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", answer.headers["etag"])


@pytest.mark.usefixtures("published")
def test_only_embeds_stand_in_frames_of_other_sites(client: Client) -> None:
    for path in (*PUBLIC, "/", "/indicator?id=1.2.1", "/embed/9.9.9", "/embed", "/embeds/1.2.1"):
        headers = client.get(path).headers
        rules = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
        assert rules["frame-ancestors"] == ("*" if path.startswith("/embed/") else "'none'"), path
        assert rules["default-src"] == rules["base-uri"] == "'none'"
        foreign = path.startswith(FOREIGN) and not path.startswith(("/embed/9", "/embeds"))
        assert headers["cross-origin-resource-policy"] == ("cross-origin" if foreign else "same-origin"), path
        assert headers["x-content-type-options"] == "nosniff"
    rules = dict(r.split(" ", 1) for r in client.get("/embed/1.2.1").headers["content-security-policy"].split("; "))
    assert rules["form-action"] == "'none'"
    assert "connect-src" not in rules  # falls back to none
    assert rules["script-src"] == "'self'"


@pytest.mark.usefixtures("published")
def test_what_is_internal_is_nowhere(client: Client) -> None:
    for path in ("/print/indicator/1.2.2", "/embed/1.2.2", "/chart/1.2.2.svg", "/chart/1.2.2.png", "/embed/9.9.9"):
        assert client.get(path).status_code == 404
    assert client.get("/oembed?url=https://site.example.org/i/1.2.2").status_code == 404
    for path in PUBLIC:
        if not path.endswith(".png"):
            assert "1.2.2" not in client.get(path).text, path


@pytest.mark.usefixtures("published")
def test_a_release_that_does_not_exist_is_said_to(client: Client) -> None:
    answer = client.get("/print/overview?v=2020-01-01")
    assert answer.status_code == 404
    assert "2020-01-01" in answer.text
    assert client.get(f"/print/overview?v={MAY}").status_code == 200


@pytest.mark.usefixtures("published")
def test_a_past_release_stays_byte_for_byte_what_it_was(client: Client, where: str) -> None:
    asked = [f"{path}{'&' if '?' in path else '?'}v={MAY}" for path in PUBLIC if "oembed" not in path]
    then = {path: client.get(path).content for path in asked}
    publish([checked(hospitals(observation("1.2.1", "2026-Q2", 61.0)))], date(2026, 8, 14), store=open_store(where))
    assert {path: client.get(path).content for path in asked} == then


def test_the_short_address_keeps_language_and_release(client: Client) -> None:
    answer = client.get("/i/1.2.1?lang=en&v=2026-05-14&utm=x")
    assert (answer.status_code, answer.headers["location"]) == (302, "/indicator?id=1.2.1&lang=en&v=2026-05-14")
    assert client.get("/i/1.2.1").headers["location"] == "/indicator?id=1.2.1"
    assert client.get("/i/%D0%B6").headers["location"] == "/indicator?id=%D0%B6", "the page knows which codes there are"
    assert client.get("/i/a%20b").status_code == 404
    assert client.get("/i/a%0d%0ab").status_code == 404


def test_oembed_speaks_json_only(client: Client) -> None:
    assert client.get("/oembed?url=https://site.example.org/i/1.2.1&format=xml").status_code == 501


@pytest.mark.usefixtures("published")
def test_the_head_of_a_page_names_its_picture_and_how_to_embed_it(client: Client) -> None:
    page = client.get("/indicator?id=1.2.1").text
    assert '<meta property="og:image" content="https://site.example.org/chart/1.2.1.png?size=share">' in page
    assert 'type="application/json+oembed" href="https://site.example.org/oembed?format=json&amp;url=https%3A' in page
    assert "/share/overview.png" in client.get("/").text
    assert 'href="/print/indicator/1.2.1"' in page
    assert "&lt;iframe src=&#34;https://site.example.org/embed/1.2.1?v=" in page
    assert 'href="/print/overview"' in client.get("/").text


@pytest.mark.parametrize("path", ["/chart/none", "/chart/", "/share/x", "/print/", "/print/x", "/embed/1/2", "/i/1/2"])
def test_what_only_looks_like_a_route_is_a_missing_page(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "p-h1" in answer.text
