"""The demonstration as `serve --demo` fills it: both editions, and what a stranger reads of the one without values."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from kpi.access.public_slice import public_slice
from kpi.services.publishing.loading.demonstration import examples, show_example
from kpi.store import open_store, read_internal, releases
from kpi.web import release_boards
from tests.asgi import Client
from tests.layers import alone, layers
from tests.settled import DAY
from tests.shipped import EDITION
from tools.edition import FIRST, NEXT, books, plan

OLD, NEW = "/2022-2026", "/2027"
SITE = "https://strategy.example.org"
TURNED = date(2027, 1, 10)
LATE = date(2027, 3, 20)


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> str:
    name = str(tmp_path_factory.mktemp("demonstration") / "own.sqlite")
    assert show_example(open_store(name), today=DAY)
    return name


@pytest.fixture
def site(where: str, monkeypatch: pytest.MonkeyPatch) -> Client:
    alone(monkeypatch, where, SITE)
    release_boards.clear()
    return Client(layers(), "strategy.example.org")


def on(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    monkeypatch.setattr("kpi.clock.today", lambda: day)
    release_boards.clear()


def page(site: Client, path: str) -> str:
    found = site.get(path)
    assert found.status_code == 200, path
    return found.text


def words(site: Client, path: str) -> str:
    """What is read on a page, on one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page(site, path)))


def heading(html: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)
    assert found is not None
    return re.sub(r"<[^>]+>", "", found[1])


class TestStore:
    def test_both_are_loaded_each_with_its_releases(self, where: str) -> None:
        assert [folder.name for folder in examples()] == [FIRST.name, NEXT.name]
        found = [(one.edition, one.published) for one in releases(where=where)]
        assert sorted(found) == sorted((one.name, day) for one in (FIRST, NEXT) for day in one.releases)

    def test_what_is_stored_of_the_second_is_what_its_workbooks_say(self, where: str) -> None:
        stored = read_internal(where=where, edition=NEXT.name)
        assert sorted(stored.indicators["code"]) == sorted(i.code for b in books(edition=NEXT) for i in b.indicators)
        assert stored.observations.empty
        assert stored.strategy.in_force_from == plan(NEXT).strategy.in_force_from
        assert len(public_slice(stored, DAY).indicators) == len(stored.indicators)

    def test_a_store_that_held_the_first_alone_gets_the_second(self, tmp_path: Path) -> None:
        store = open_store(str(tmp_path / "old.sqlite"))
        assert show_example(store, today=DAY, folders=[EDITION])
        assert show_example(store, today=DAY)
        assert not show_example(store, today=DAY)
        assert {one.edition for one in releases(where=store.name)} == {FIRST.name, NEXT.name}


class TestBeforeItsDay:
    """The settled day: the first edition is in front, the second stands at its address."""

    def test_the_front_page_is_the_first_and_leads_to_the_second(self, site: Client) -> None:
        front = page(site, "/")
        assert plan().strategy.title in front
        assert "Це редакція" not in front
        said = words(site, "/")
        assert "2022–2026, чинна до 31.12.2026" in said
        assert "2027, діятиме з 01.01.2027" in said
        assert f'href="{NEW}/"' in front

    def test_the_second_says_that_it_is_an_example_and_not_in_force(self, site: Client) -> None:
        said = words(site, f"{NEW}/")
        named = "Назва документа: «Приклад стратегії розвитку Краматорської громади до 2027 року»."
        assert f"Це редакція стратегії 2027: діятиме з 01.01.2027. {named}" in said
        assert "це вигаданий приклад наступної редакції, а не документ громади" in said
        assert "Демонстраційні дані." in said
        assert "затримується" not in said

    @pytest.mark.parametrize("path", ["/", "/indicators", "/method", "/indicator?id=1.1.1", "/print/overview"])
    @pytest.mark.parametrize("language", ["", "en"])
    def test_one_year_is_no_span(self, site: Client, path: str, language: str) -> None:
        said = page(site, f"{NEW}{path}{'&' if '?' in path else '?'}lang={language}" if language else f"{NEW}{path}")
        assert "2027–2027" not in said
        assert ("Strategy 2027" if language else "Стратегія 2027") in said

    @pytest.mark.parametrize("path", ["/sector?id=health", "/goal?id=1.1"])
    def test_where_nothing_is_judged_nothing_is_called_too_few(self, site: Client, path: str) -> None:
        said = words(site, f"{NEW}{path}")
        assert "замало" not in said
        assert "Жодного показника не оцінено" in said
        assert "оцінено 0 із" not in said

    def test_a_card_says_once_that_nothing_is_judged(self, site: Client) -> None:
        said = words(site, f"{NEW}/")
        assert said.count("Показники ще не оцінювали.") == len(plan(NEXT).sectors)
        assert "замало" not in said
        assert "Жодного показника не оцінено" not in said

    def test_an_indicator_without_values_is_not_blamed_for_it(self, site: Client) -> None:
        assert "Після базового періоду значень ще немає." in words(site, f"{NEW}/indicator?id=1.1.1")
        without_base = words(site, f"{NEW}/indicator?id=3.1.3")
        assert "Значень ще немає." in without_base
        assert "базового періоду" not in without_base

    def test_the_page_of_data_speaks_of_the_plan_and_of_days_that_were(self, site: Client) -> None:
        said = page(site, f"{NEW}/data")
        assert heading(said).replace("\xa0", " ") == "Завантажте весь план: 39 показників; значень ще немає"
        (asked,) = set(re.findall(r"/progress\?as_of=(\d{4}-\d\d-\d\d)", said))
        assert date.fromisoformat(asked) <= DAY

    def test_the_feed_begins_without_a_count_of_nothing(
        self, site: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        said = page(site, f"{NEW}/feed.atom")
        assert "Оприлюднено стратегію 2027" in said
        assert "за планом 0" not in said
        # without the edition before it there is nothing to compare it with
        only = open_store(str(tmp_path / "only.sqlite"))
        show_example(only, today=DAY, folders=[NEXT.folder])
        alone(monkeypatch, only.name, SITE)
        release_boards.clear()
        said = page(site, "/feed.atom")
        assert "Показників 39, жодного ще не оцінено." in said
        assert "за планом 0" not in said
        release_boards.clear()

    @pytest.mark.parametrize(
        ("path", "name"),
        [
            ("/indicator?id=1.1.1", "/dashboard/indicator?id=1.1.1"),
            ("/", "/dashboard/"),
            ("/indicators", "/dashboard/table"),
        ],
    )
    def test_the_way_to_the_dashboard_keeps_the_edition(self, site: Client, path: str, name: str) -> None:
        """1.1.1 of the edition in force is another indicator."""
        found = set(re.findall(r'href="(/dashboard/[^"]*)"', page(site, f"{NEW}{path}")))
        mark = "&amp;" if "?" in name else "?"
        assert f"{name}{mark}edition=2027" in found
        assert not [link for link in found if "edition=2027" not in link]
        assert not [link for link in re.findall(r'href="(/dashboard/[^"]*)"', page(site, path)) if "edition" in link]

    def test_every_page_of_the_second_answers_in_both_languages(self, site: Client) -> None:
        found = [one.code for one in plan(NEXT).operational_goals]
        paths = [f"/sector?id={one.code}" for one in plan(NEXT).sectors]
        paths += [f"/goal?id={code}" for code in found] + ["/indicators", "/changes", "/data", "/method"]
        paths += [f"/indicator?id={i.code}" for b in books(edition=NEXT) for i in b.indicators]
        for path in paths:
            said = words(site, f"{NEW}{path}")
            assert "Це редакція стратегії 2027" in said, path
            english = page(site, f"{NEW}{path}{'&' if '?' in path else '?'}lang=en")
            assert "This is the 2027 edition of the strategy: in force from 1 Jan 2027." in english, path

    def test_the_api_lists_both(self, site: Client) -> None:
        rows = json.loads(page(site, "/api/v1/strategies"))["data"]
        assert [(row["edition"], row["in_force"], row["in_force_from"]) for row in rows] == [
            ("2022-2026", True, "2022-01-01"),
            ("2027", False, "2027-01-01"),
        ]


class TestAfterItsDay:
    def test_the_second_is_in_front_and_leads_to_the_values_of_the_first(
        self, site: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        on(monkeypatch, TURNED)
        front = page(site, "/")
        assert plan(NEXT).strategy.title in front
        assert heading(front) == "Перші дані з’являться до 15.03.2027"
        assert "починається" not in words(site, "/")
        assert "Усі значення попередньої, 2022–2026, лишаються за її адресою." in front
        assert f'href="{OLD}/"' in front
        assert "2022–2026, діяла до 31.12.2026" in words(site, "/")

    def test_the_first_stays_whole_at_its_address(self, site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        on(monkeypatch, TURNED)
        said = words(site, f"{OLD}/")
        assert heading(page(site, f"{OLD}/")).startswith("За планом 28 показників із 62 оцінених")
        assert "Це редакція стратегії 2022–2026: діяла до 31.12.2026." in said
        assert "значень ще немає" not in said

    def test_what_is_late_is_said_to_be_late_and_nothing_is_foretold(
        self, site: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        on(monkeypatch, LATE)
        front = page(site, "/")
        assert heading(front) == "Даних ще немає"
        assert "Оновлення затримується: мало бути до 15.03.2027" in words(site, "/")
