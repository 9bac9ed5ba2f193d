"""What the plan's settings say stands on the pages and in the files; what it does not say stands nowhere."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Unpack
from zoneinfo import ZoneInfo

import pytest

from kpi.model import Language
from kpi.model.community_time import local, zone_name
from kpi.services.reminders.mail_settings import letter_text, workdays
from kpi.store import open_store
from kpi.text import Text
from tests.asgi import Client
from tests.books import AUGUST, MAY, checked, hospitals, plan
from tests.languages import BOTH
from tests.layers import alone, layers
from tests.model_fields import StrategyFields
from tests.publishing import publish

Site = Callable[..., Client]


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site whose plan has these settings."""
    with pytest.MonkeyPatch.context() as patch:

        def opened(**settings: Unpack[StrategyFields]) -> Client:
            where = str(tmp_path_factory.mktemp("settings") / "postup.sqlite")
            publish([checked(plan(**settings)), checked(hospitals())], MAY, store=open_store(where))
            alone(patch, where)
            return Client(layers())

        yield opened


def card(client: Client, lang: str = "") -> dict[str, str]:
    told = json.loads(client.get(f"/download/{MAY}/passport.json{lang}").content)
    return {row["element"]: row["value"] for row in told["passport"]}


def test_the_legal_basis_is_the_plans(site: Site) -> None:
    client = site(legal_basis="Статут громади, розділ 4", legal_basis_en="Charter, section 4")
    assert card(client)["Підстава та призначення збору"].endswith("; Статут громади, розділ 4")
    assert "Charter, section 4" in client.get("/data?lang=en").text
    strategy = client.get("/api/v1/strategy").json()["data"]
    assert (strategy["legal_basis"], strategy["currency"]) == ("Статут громади, розділ 4", None)


def test_without_a_legal_basis_none_is_told(site: Site) -> None:
    client = site()
    for address in ("/data", "/data?lang=en", f"/download/{MAY}/passport.json", f"/download/{MAY}/catalogue.jsonld"):
        # a checksum may hold any digits
        said = re.sub(r"[0-9a-f]{64}", "", client.get(address).text)
        assert not [word for word in ("835", "Закон", "Law of", "КМУ", "CMU") if word in said], address


@pytest.mark.parametrize("language", BOTH)
def test_the_catalogue_names_the_strategys_language(site: Site, language: Language) -> None:
    client = site(language=language)
    told = client.get(f"/download/{MAY}/catalogue.jsonld").text
    # hospitals() has names in English too
    own = {Language.UK: ["UKR", "ENG"], Language.EN: ["ENG"]}[language]
    dataset = json.loads(told)["dcat:dataset"][0]
    assert [one["@id"].rpartition("/")[2] for one in dataset["dct:language"]] == own
    assert dataset["dcat:contactPoint"]["vcard:fn"]["@language"] == language


def test_the_footer_leads_where_the_plan_says(site: Site) -> None:
    client = site(
        website="https://rada.example.org",
        accessibility="https://rada.example.org/a11y",
        about="Сайт веде відділ стратегії.",
        about_en="Run by the strategy office.",
    )
    footer = client.get("/").text.partition("<footer")[2]
    assert '<a href="https://rada.example.org" rel="noopener noreferrer external">Сайт громади</a>' in footer
    assert '<a href="https://rada.example.org/a11y" rel="noopener noreferrer external">Доступність</a>' in footer
    assert "Сайт веде відділ стратегії." in footer
    assert "Run by the strategy office." in client.get("/?lang=en").text
    assert "noopener" not in site().get("/").text.partition("<footer")[2]


@pytest.mark.parametrize(
    ("settings", "zone"),
    [
        ({"time_zone": "America/Chicago"}, "America/Chicago"),
        ({}, "Europe/Kyiv"),
        ({"language": Language.EN}, "UTC"),
        ({"language": Language.EN, "time_zone": "Europe/Kyiv"}, "Europe/Kyiv"),
    ],
)
def test_the_day_is_the_communitys(site: Site, settings: StrategyFields, zone: str) -> None:
    client = site(**settings)
    assert client.get("/").status_code == 200
    at = datetime(2026, 11, 28, 23, 30, tzinfo=UTC)
    assert local(at).date() == at.astimezone(ZoneInfo(zone)).date()
    # a moment of a cell that names its zone has its day by the same clocks, in the process that reads workbooks too
    assert zone_name() == zone


def test_working_days_and_the_language_of_letters_are_the_plans(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("POSTUP_LETTERS", raising=False)
    site(working_days="12347", language=Language.EN)
    friday, saturday, sunday = (date(2026, 11, 27) + timedelta(days=step) for step in range(3))
    days = workdays()
    assert [days.worked(day) for day in (friday, saturday, sunday)] == [False, False, True]
    assert letter_text() == Text(Language.EN, Language.EN)
    monkeypatch.setenv("POSTUP_LETTERS", "uk")
    assert letter_text() == Text(Language.UK, Language.EN)


def test_the_colour_is_the_communitys_on_every_page_and_in_every_frame(site: Site) -> None:
    client = site(colour="#7A1F5C")
    style, icon = "/assets/accent-7A1F5C.css", "/assets/mark-7A1F5C.svg"
    for address in ("/", "/goal?id=1.2", "/indicator?id=1.2.1", "/embed/1.2.1", "/print/overview", "/data?lang=en"):
        said = client.get(address).text
        assert (style in said, icon in said) == (True, True), address
    sheet = client.get(style)
    assert sheet.headers["content-type"].startswith("text/css")
    assert "--p-link: light-dark(#7A1F5C, #" in sheet.text
    for path in ("/login", "/help", "/absent"):
        assert "/assets/accent-7A1F5C.css" in client.get(path).text, path
    # a status keeps its colour
    assert not re.search(r"--p-(?:achieved|on_track|at_risk|off_track|grey)", sheet.text)
    assert "#7A1F5C" in client.get(icon).text
    assert client.get("/api/v1/strategy").json()["data"]["colour"] == "#7A1F5C"


def test_without_a_colour_nothing_is_added(site: Site) -> None:
    client = site()
    assert "accent-" not in client.get("/").text.replace("-accented", "")
    assert client.get("/api/v1/strategy").json()["data"]["colour"] is None


@pytest.mark.parametrize("name", ["accent-FFFF00.css", "accent-7a1f5c.css", "accent-7A1F5C.svg", "mark-.svg"])
def test_no_other_colour_is_made(site: Site, name: str) -> None:
    """A file for a colour that nobody can read would be a way to have the site answer anything."""
    assert site().get(f"/assets/{name}").status_code == 404


def test_the_first_answer_after_another_edition_has_its_language_and_its_clocks(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files before pages: they ask nothing that would read the release first."""
    where = str(tmp_path / "next.sqlite")
    publish([checked(plan(time_zone="Europe/Kyiv")), checked(hospitals())], MAY, store=open_store(where))
    alone(monkeypatch, where)
    client = Client(layers())
    assert 'xml:lang="uk"' in client.get("/feed.atom").text
    later = plan(
        edition="2026-2030", first_year=2026, last_year=2030, baseline_year=2025,
        language=Language.EN, time_zone="Pacific/Auckland",
    )  # fmt: skip
    publish([checked(later)], AUGUST, store=open_store(where))
    assert 'xml:lang="en"' in client.get("/feed.atom").text
    assert zone_name() == "Pacific/Auckland"
    assert '<html lang="en"' in client.get("/").text
