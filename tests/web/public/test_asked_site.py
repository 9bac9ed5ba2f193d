"""What the saved edition asks of the site is what a reader's client is answered."""

from urllib.parse import quote

import pytest

from kpi.cli.asked_site import fetch
from kpi.web.application import create_site
from tests.asgi import Client

THERE = (
    "/chart/1.1.1.svg?lang=en&size=narrow",
    "/chart/1.1.1.svg",
    "/download/indicator/1.1.1.csv",
    "/download/structure.csv",
)
ABSENT = ("/download/indicator/9.9.9.csv", "/chart/9.9.9.svg", f"/download/{quote('немає')}.csv", "/nowhere?a=b")


@pytest.mark.usefixtures("shipped")
def test_files_are_answered_as_to_a_client_and_absent_ones_are_none() -> None:
    found = fetch("", (*THERE, *ABSENT))
    client = Client(create_site())
    assert list(found) == [*THERE, *ABSENT]
    for address in THERE:
        answer = client.get(address)
        assert answer.status_code == 200
        assert found[address] == answer.content
    assert [found[address] for address in ABSENT] == [None] * len(ABSENT)
    assert found[THERE[0]] != found[THERE[1]]


@pytest.mark.usefixtures("shipped")
def test_an_edition_is_asked_for_below_its_prefix() -> None:
    named = fetch("/2022-2026", ("/download/indicator/1.1.1.csv",))
    assert named == fetch("", ("/download/indicator/1.1.1.csv",))
    assert fetch("/1990-1994", ("/download/indicator/1.1.1.csv",)) == {"/download/indicator/1.1.1.csv": None}
