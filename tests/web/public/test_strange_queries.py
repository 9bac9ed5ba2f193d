"""Queries that nobody's page sends: every public address answers them as what it does not know, never by a fault."""

import pytest

from tests.asgi import Client

_MANY = "&".join(f"a{number}=b" for number in range(600))
QUERIES = {
    "many": _MANY,
    "many of one": "&".join(["v=2026-01-01"] * 600),
    "long": "q=" + "a" * 30_000,
    "no text": "q=%ff%fe&v=%00&lang=%c3%28",
    "half an escape": "q=%&v=%zz&id=%u0430",
    "only signs": "&&==&=;;?&%26=%3d",
    "lone surrogates": "q=%ed%a0%80&id=%ed%b0%80",
    "far numbers": "page=99999999999999999999&page=-1&year=1e9&from=0001-01-01&to=9999-12-31",
}
PATHS = (
    *("/", "/indicators", "/indicator", "/changes", "/decisions", "/report"),
    *("/feed.atom", "/embed/1.1.1", "/i/1.1.1", "/oembed", "/api/v1/indicators", "/login"),
)


@pytest.mark.parametrize("kind", QUERIES)
def test_every_address_answers(client: Client, kind: str) -> None:
    for path in PATHS:
        assert client.get(f"{path}?{QUERIES[kind]}").status_code < 500, path


def test_an_address_within_a_parameter_is_as_strange(client: Client) -> None:
    for query in QUERIES.values():
        asked = client.get("/oembed", params={"url": f"http://here/indicator?id=1.1.1&{query}"})
        assert asked.status_code < 500, query[:40]
