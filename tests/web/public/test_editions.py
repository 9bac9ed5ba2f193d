"""Two editions of a strategy on one site: each below its own address for ever, the day decides what the rest means."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kpi.model import GoalBook, OperationalGoal
from kpi.store import Store, open_store
from kpi.web import release_boards
from tests.asgi import Answer, Client
from tests.books import MAY, NOVEMBER, checked, hospitals, indicator, observation, plan
from tests.layers import alone, layers
from tests.publishing import publish

OLD, NEW = "/2022-2026", "/2025-2029"
TURN = date(2027, 1, 1)
SITE = "https://strategy.example.org"


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The store of both editions, which is only read."""
    name = str(tmp_path_factory.mktemp("editions") / "own.sqlite")
    _publish(open_store(name))
    return name


@pytest.fixture
def site(where: str, monkeypatch: pytest.MonkeyPatch) -> Client:
    alone(monkeypatch, where, SITE)
    return Client(layers(), "strategy.example.org")


def _publish(store: Store) -> None:
    """The old edition with three releases; the next one from January, whose 1.2.1 is another indicator."""
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    following = plan(
        title="Стратегія відновлення",
        edition="2025–2029",
        first_year=2025,
        last_year=2029,
        baseline_year=2024,
        in_force_from=TURN,
    )
    goal = OperationalGoal(code="1.3", strategic_goal="1", name="Амбулаторії", department="health")
    following = replace(following, operational_goals=(*following.operational_goals, goal))
    targets = ((2027, 50.0), (2029, 60.0))
    beds = indicator("1.2.1", name="Ліжка", targets=targets, target_year=2029, baseline_year=2024)
    clinics = replace(beds, code="1.3.1", name="Амбулаторії з лікарем")
    books = (GoalBook(goal="1.2", indicators=(beds,)), GoalBook(goal="1.3", indicators=(clinics,)))
    publish([checked(following), *map(checked, books)], NOVEMBER, store=store)
    late = replace(hospitals(observation("1.2.1", "2026-Q3", 63.0)), edition="2022-2026")
    publish([checked(late)], date(2026, 11, 20), store=store)


@pytest.fixture
def after(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kpi.clock.today", lambda: date(2027, 2, 1))


def page(site: Client, path: str, status: int = 200) -> str:
    found = site.get(path)
    assert found.status_code == status, path
    return found.text


def to(answer: Answer) -> str:
    assert answer.status_code == 302
    return answer.headers["location"]


def test_before_its_day_the_next_edition_stands_at_its_address_alone(site: Client) -> None:
    front = page(site, "/")
    assert "Стратегія 2022–2026" in front
    assert f'href="{NEW}/"' in front  # the list of editions leads there
    assert "2025–2029, діятиме з 01.01.2027" in front
    assert "Стратегія 2025–2029" in page(site, f"{NEW}/")
    assert "Це редакція стратегії 2025–2029: діятиме з 01.01.2027." in page(site, f"{NEW}/")
    assert "затримується" not in page(site, f"{NEW}/")
    assert "Це редакція" not in front
    assert "Це редакція" not in page(site, f"{OLD}/")


@pytest.mark.usefixtures("after")
def test_from_its_day_on_it_is_the_front_page_and_the_old_one_stays(site: Client) -> None:
    front = page(site, "/")
    assert "Стратегія 2025–2029" in front
    assert "2022–2026, діяла до 31.12.2026" in front
    old = page(site, f"{OLD}/indicator?id=1.2.1")
    assert "Показник 1.2.1" in old
    assert "63" in old
    assert "Це редакція стратегії 2022–2026: діяла до 31.12.2026." in old


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/indicators", "/changes", "/data", "/method", "/sector?id=people", "/goal?id=1.2"),
        *("/indicator?id=1.2.1", "/print/overview", "/print/indicator/1.2.1", "/embed/1.2.1", "/chart/1.2.1.svg"),
        *("/feed.atom", "/calendar.ics", "/sitemap.xml", "/download/values.csv", "/download/indicator/1.2.1.csv"),
        *("/api/v1/openapi.json", "/api/v1/strategy", "/api/v1/indicators/1.2.1", "/api/v1/releases"),
        "/oembed?url=https%3A%2F%2Fstrategy.example.org%2F2025-2029%2Findicator%3Fid%3D1.2.1",
    ],
)
@pytest.mark.parametrize("prefix", [OLD, NEW])
def test_everything_public_stands_below_the_edition(site: Client, prefix: str, path: str) -> None:
    assert site.get(f"{prefix}{path}").status_code == 200


@pytest.mark.parametrize("path", ["/login", "/upload", "/admin", "/healthz", "/assets/postup.css", "/dashboard/"])
def test_nothing_else_stands_below_it(site: Client, path: str) -> None:
    assert site.get(f"{OLD}{path}").status_code == 404


@pytest.mark.parametrize("path", ["/2017-2021/", "/2022-2026x/", "/2022/", "/1.2.1"])
def test_what_is_no_edition_is_no_address(site: Client, path: str) -> None:
    assert site.get(path).status_code == 404


def test_links_of_an_edition_stay_in_it(site: Client) -> None:
    found = page(site, f"{NEW}/goal?id=1.2")
    assert f'href="{NEW}/indicator?id=1.2.1"' in found
    assert 'href="/indicator' not in found
    assert f'href="{NEW}/goal?id=1.2&amp;lang=en"' in found
    assert f'{SITE}{NEW}/goal?id=1.2"' in found  # canonical
    assert 'href="/login?next=/upload"' in found.replace("%2F", "/")


def test_the_api_of_an_edition_leads_on_within_it(site: Client) -> None:
    found = site.get(f"{NEW}/api/v1/indicators/1.2.1").json()["data"]
    links = found["links"]
    assert found["name"] == "Ліжка"
    assert {link.startswith(f"{SITE}{NEW}/") for link in links.values()} == {True}
    for link in links.values():
        assert site.get(link.removeprefix(SITE)).status_code in (200, 302)


def test_strategies_are_listed_with_their_addresses(site: Client) -> None:
    rows = site.get("/api/v1/strategies").json()["data"]
    told = [(row["edition"], row["in_force"], row["in_force_from"], row["strategy"]) for row in rows]
    assert told == [
        ("2022-2026", True, "2022-01-01", f"{SITE}{OLD}/api/v1/strategy"),
        ("2025–2029", False, "2027-01-01", f"{SITE}{NEW}/api/v1/strategy"),
    ]


def test_releases_are_those_of_the_edition(site: Client) -> None:
    def days(path: str) -> list[str]:
        return [row["version"] for row in site.get(path).json()["data"]]

    assert days(f"{OLD}/api/v1/releases") == ["2026-11-20", "2026-05-14"]
    assert days(f"{NEW}/api/v1/releases") == ["2026-11-14"]
    assert days("/api/v1/releases") == ["2026-11-20", "2026-11-14", "2026-05-14"]
    for row in site.get("/api/v1/releases").json()["data"]:
        assert site.get(row["files"].removeprefix(SITE)).status_code == 200


@pytest.mark.usefixtures("after")
def test_a_release_that_was_cited_means_the_edition_of_its_day(site: Client) -> None:
    assert "Показник 1.2.1" in page(site, "/indicator?id=1.2.1&v=2026-05-14")
    assert to(site.get("/i/1.2.1?v=2026-05-14")) == "/indicator?id=1.2.1&v=2026-05-14"
    assert "Показник 1.2.1" in page(site, "/embed/1.2.1?v=2026-05-14")
    assert site.get(f"{NEW}/indicator?id=1.2.1&v=2026-05-14").status_code == 404


def test_citations_name_the_edition(site: Client) -> None:
    assert f"{SITE}{OLD}/i/1.2.1" in page(site, "/indicator?id=1.2.1")
    assert f"{SITE}{NEW}/i/1.2.1" in page(site, f"{NEW}/indicator?id=1.2.1")
    assert to(site.get(f"{NEW}/i/1.2.1")) == f"{NEW}/indicator?id=1.2.1"
    assert f"{SITE}{OLD}/i/1.2.1" in site.get("/download/indicator/1.2.1.bib").text


def test_a_short_address_leads_to_the_edition_that_has_the_code(site: Client) -> None:
    assert to(site.get("/i/1.2.1")) == "/indicator?id=1.2.1"
    assert to(site.get("/i/1.3.1")) == f"{NEW}/indicator?id=1.3.1"
    assert to(site.get("/i/9.9.9")) == "/indicator?id=9.9.9"


@pytest.mark.usefixtures("after")
def test_after_the_turn_a_short_address_leads_to_the_new_one_or_back(site: Client) -> None:
    assert to(site.get("/i/1.2.1")) == "/indicator?id=1.2.1"
    assert to(site.get("/i/1.2.10")) == f"{OLD}/indicator?id=1.2.10"


def test_a_code_of_another_edition_is_told_where_an_address_may_have_meant_it(site: Client) -> None:
    """Of the edition to come nobody can have written it down without its name, and an address with one means it."""
    for path in ("/indicator?id=1.2.1", f"{OLD}/indicator?id=1.2.1", f"{NEW}/indicator?id=1.2.1"):
        assert "Код 1.2.1 є" not in page(site, path)
    missing = page(site, f"{NEW}/indicator?id=1.2.10", 404)
    assert "Код 1.2.10 є в редакції 2022–2026: «Показник 1.2.10»." in missing


@pytest.mark.usefixtures("after")
def test_after_the_turn_an_address_without_an_edition_tells_what_it_meant_before(site: Client) -> None:
    back = page(site, "/indicator?id=1.2.1")
    assert "Код 1.2.1 є і в редакції 2022–2026: «Показник 1.2.1»." in back
    assert f'href="{OLD}/indicator?id=1.2.1"' in back
    for path in (f"{OLD}/indicator?id=1.2.1", f"{NEW}/indicator?id=1.2.1"):
        assert "Код 1.2.1 є" not in page(site, path)


def test_an_internal_code_of_another_edition_is_told_by_nobody(site: Client) -> None:
    assert "Показник 1.2.2" not in page(site, f"{NEW}/indicator?id=1.2.2", 404)


def test_what_sticks_to_an_address_keeps_the_edition(site: Client) -> None:
    answer = site.get(f"{NEW}/indicators).")
    assert (answer.status_code, answer.headers["location"]) == (301, f"{NEW}/indicators")


def test_a_site_of_one_edition_says_nothing_of_editions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = str(tmp_path / "one.sqlite")
    alone(monkeypatch, where, SITE)
    release_boards.clear()
    publish([checked(plan()), checked(hospitals())], MAY, store=open_store(where))
    client = Client(layers(), "strategy.example.org")
    for path in ("/", "/indicator?id=1.2.1", f"{OLD}/indicator?id=1.2.1"):
        assert "едакці" not in page(client, path)
    release_boards.clear()
