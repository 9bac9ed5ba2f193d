"""The moment of a release stands wherever the release is named, so that two publications of a day differ."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kpi.clock import now
from kpi.measure.results import Survey
from kpi.model import Language
from kpi.model.community_time import local
from kpi.opendata import tables
from kpi.opendata.files import Files, of_indicator
from kpi.opendata.metadata import about
from kpi.store import open_store, public_releases
from kpi.text import Text
from kpi.views.common import page_frame
from kpi.views.indicator import page as indicator_page
from kpi.views.public.attribution import imprint
from kpi.web import release_boards, release_routes
from tests.asgi import Client
from tests.books import MAY, checked, hospitals, observation, plan
from tests.layers import alone, layers
from tests.publishing import publish

UK, EN = Text(Language.UK), Text(Language.EN)
SITE = "https://data.example.org"
BOTH = pytest.mark.parametrize(
    ("text", "words"), [(UK, "версія 14.11.2026, 16:42"), (EN, "version 14 Nov 2026, 16:42")]
)


def published(survey: Survey, moment: str, *, timed: bool = True) -> Survey:
    """The survey, its last release published at a moment, ISO 8601 in UTC."""
    known = survey.dataset.releases
    known = known.assign(moment=[*known["moment"].tolist()[:-1], moment], timed=[*known["timed"].tolist()[:-1], timed])
    return replace(survey, dataset=replace(survey.dataset, releases=known))


@pytest.fixture(scope="module")
def dated(survey: Survey) -> Survey:
    return published(survey, "2026-11-14T14:42:07+00:00")


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


@BOTH
def test_pages_and_paper_name_the_moment(dated: Survey, text: Text, words: str) -> None:
    page = indicator_page.build(dated, "1.1.1", text)
    assert page is not None
    assert words in plain(page.citation)
    assert words in plain(page_frame.build(dated, text, "overview").footer.cite)
    assert imprint(dated, text).version_words == words
    assert [words in part for part in map(plain, page.source_line)].count(True) == 1
    assert imprint(dated, text).after(page.source_line)[:-1] == page.source_line, "the version is told once"


@BOTH
def test_citations_of_reference_managers_differ_within_a_day(dated: Survey, text: Text, words: str) -> None:
    later = published(dated, "2026-11-14T15:00:00+00:00")
    for ending, said in (
        ("bib", (words.split(" ", 1)[1], "-2026-11-14T1642,")),
        ("ris", ("ET  - 2026-11-14T16:42\r\n",)),
    ):
        releases = [tables.build(one) for one in (dated, later)]
        first, second = (of_indicator(one, "1.1.1", ending, about(one, text, SITE)) for one in releases)
        assert first is not None and second is not None
        assert first.body != second.body
        for part in said:
            assert part in first.body.decode()


def test_descriptions_for_machines_carry_the_moment(dated: Survey) -> None:
    files = Files(tables.build(dated), UK, SITE)
    passport, package = json.loads(files["passport.json"].body), json.loads(files["datapackage.json"].body)
    assert (passport["version"], passport["moment"]) == ("2026-11-14", "2026-11-14T16:42:07+02:00")
    assert "14.11.2026, 16:42" in {row["value"] for row in passport["passport"]}
    assert package["created"] == "2026-11-14T16:42:07+02:00"
    catalogue = json.loads(files["catalogue.jsonld"].body)
    moments = [one["dct:modified"] for one in (catalogue, *catalogue["dcat:dataset"])]
    assert moments == [{"@type": "xsd:dateTime", "@value": "2026-11-14T16:42:07+02:00"}] * 2


def test_the_noon_of_history_is_nobodys_moment(survey: Survey) -> None:
    """What is loaded later has noon of its day by rule: no text gives it as a time of publication."""
    assert survey.dataset.releases["moment"].iloc[-1].startswith("2026-11-14T12:00")
    release = tables.build(survey)
    files = Files(release, UK, SITE)
    told = [files[name].body for name in ("passport.json", "datapackage.json", "catalogue.jsonld")]
    cited = [of_indicator(release, "1.1.1", ending, about(release, UK, SITE)) for ending in ("bib", "ris")]
    told += [one.body for one in cited if one is not None]
    assert len(told) == 5
    for body in told:
        assert b"12:00" not in body and b"14:00" not in body
    assert page_frame.build(survey, UK, "overview").footer.cite.endswith("версія 14.11.2026.")
    assert json.loads(files["passport.json"].body)["moment"] is None


def test_the_list_of_releases_gives_real_moments_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone(monkeypatch, str(tmp_path / "moments.sqlite"), SITE)
    forget: tuple[Callable[[], None], ...] = (release_boards.clear, release_routes.clear)
    # the machine's day: a moment is real where a release is published on its own
    store, day = open_store(), local(now()).date()
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    publish([checked(hospitals(observation("1.2.1", "2026-Q2", 55.0)))], day, store=store)
    for clear in forget:
        clear()
    client = Client(layers(), "data.example.org")
    rows = client.get("/api/v1/releases").json()["data"]
    at = public_releases()[-1].moment
    assert at is not None
    assert [row["moment"] for row in rows] == [at.isoformat(), None]
    assert f", {local(at):%H:%M}" in client.get("/api/v1/indicators/1.2.1").json()["data"]["citation"]
    for clear in forget:
        clear()
