"""«Що стало з цілями»: the page between two editions, the ways from goal to goal and back, and what stays hidden."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi.store import open_store
from kpi.web import release_boards
from tests import two_editions as two
from tests.asgi import Client
from tests.books import MAY, checked, hospitals, plan
from tests.layers import alone, layers
from tests.publishing import publish

OLD, NEW = f"/{two.OLD}", f"/{two.NEW}"
#: of the indicators that are hidden on either side: codes that no page may have beside their own edition's, and names
HIDDEN = ("1.2.2", "Прихований наступник", "1.1.4")


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> str:
    return two.kept_in(tmp_path_factory.mktemp("succession"))


@pytest.fixture
def site(where: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """On a day of the new edition."""
    with two.site_of(where, monkeypatch) as site:
        yield site


def page(site: Client, path: str, status: int = 200) -> str:
    found = site.get(path)
    assert found.status_code == status, path
    return found.text


def words(markup: str) -> str:
    """What a reader reads."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", markup)).strip()


def row(markup: str, heading: str, side: str) -> str:
    """The row of a goal or an indicator in one of the two directions, in words."""
    part = markup.partition(f'id="{side}"')[2].partition('<section class="p-section"')[0]
    rows = [words(one) for one in re.findall(r"<tr>.*?</tr>", part)]
    return next(one for one in rows if one.startswith(heading))


def test_the_page_says_what_became_of_every_goal(site: Client) -> None:
    found = page(site, "/succession")
    assert "Що стало з цілями: збережено 1 з 3 оперативних цілей стратегії 2022–2026" in found
    assert "Оперативні цілі: збережено 1, об’єднано 2, нових 1." in found
    counted = "збережено 1, збережено під іншою назвою 1, вилучено 1, не сказано про 1, нових 1"
    assert f"Показники: {counted}." in found
    assert row(found, "1.2 Лікарні", "after") == "1.2 Лікарні Відстає Збережено: 1.1 Лікарні"
    assert row(found, "1 Здоров", "after").endswith("Збережено під іншою назвою: 1 Здорова громада")
    assert row(found, "2.1 Туризм", "after").endswith("Об’єднано в: 1.2 Спорт і туризм")
    assert row(found, "2 Робота", "after").endswith("Про неї в новій стратегії не сказано")
    assert row(found, "2.1.2", "after").endswith("Вилучено")


def test_and_where_every_new_goal_comes_from_with_the_status_that_it_ended_with(site: Client) -> None:
    found = page(site, "/succession")
    assert row(found, "1.1 Лікарні", "before") == "1.1 Лікарні Збережено: 1.2 Лікарні Відстає"
    said = row(found, "1.2 Спорт", "before")
    assert "Об’єднує: 1.10 Спорт" in said
    assert "Об’єднує: 2.1 Туризм Суттєво відстає" in said
    assert row(found, "2.1 Енергія", "before") == "2.1 Енергія Нове"
    assert row(found, "2.2 Зелені", "before") == "2.2 Зелені зони Чи була така ціль раніше, не сказано"


def test_it_stands_below_both_editions_and_says_the_same(site: Client) -> None:
    told = [
        words(page(site, path).partition("<h1")[2].partition("</main>")[0])
        for path in (f"{OLD}/succession", f"{NEW}/succession")
    ]
    assert told[0] == told[1]
    assert f'href="{OLD}/goal?id=1.2"' in page(site, f"{NEW}/succession")
    assert f'href="{NEW}/goal?id=1.1"' in page(site, f"{OLD}/succession")


def test_it_is_linked_listed_and_in_the_other_language(site: Client) -> None:
    assert 'href="/succession"' in page(site, "/")
    assert f'href="{OLD}/succession"' in page(site, f"{OLD}/")
    assert f"<loc>{two.SITE}/succession</loc>" in page(site, "/sitemap.xml")
    english = page(site, "/succession?lang=en")
    assert "What became of the goals: 1 of 3 operational goals of the 2022–2026 strategy are kept" in english
    assert row(english, "2.2", "before").endswith("It is not said whether there was such a goal before")


def test_a_goal_of_the_old_edition_leads_on_and_the_new_one_back(site: Client) -> None:
    old = page(site, f"{OLD}/goal?id=1.2")
    assert "У стратегії 2027–2031 продовжується як 1.1 Лікарні ." in words(old)
    assert f'href="{NEW}/goal?id=1.1"' in old
    new = page(site, "/goal?id=1.1")
    assert "У стратегії 2022–2026 це була ціль 1.2 Лікарні (відстає)." in words(new)
    assert f'href="{OLD}/goal?id=1.2"' in new
    assert "Зі стратегії 2022–2026 сюди увійшло: 1.10 Спорт , 2.1 Туризм (суттєво відстає)." in words(
        page(site, "/goal?id=1.2")
    )
    assert "У стратегії 2022–2026 такої цілі не було." in page(site, "/goal?id=2.1")
    assert "Чи була така ціль у стратегії 2022–2026, не сказано." in page(site, "/goal?id=2.2")


def test_an_indicator_of_the_old_edition_leads_on_and_the_new_one_back(site: Client) -> None:
    old = page(site, f"{OLD}/indicator?id=1.2.1")
    assert "У стратегії 2027–2031 продовжується як 1.1.1 Показник 1.2.1 ." in words(old)
    new = page(site, "/indicator?id=1.1.1")
    assert "У стратегії 2022–2026 це був показник 1.2.1 Показник 1.2.1 (відстає)." in words(new)
    assert "цей показник вилучено" in page(site, f"{OLD}/indicator?id=2.1.2")
    assert "Що стало з цим показником у стратегії 2027–2031, не сказано." in page(site, f"{OLD}/indicator?id=2.1.1")


@pytest.mark.parametrize("address", ["/goal?id=1.1", "/print/goal/1.1"])
def test_small_charts_show_the_former_values_as_the_large_one_does_or_say_why_not(site: Client, address: str) -> None:
    goal, large = page(site, address), page(site, "/indicator?id=1.1.1")
    described = "за стратегією 2022–2026"
    (label,) = [one for one in re.findall(r'<svg[^>]*aria-label="([^"]*)"', goal) if described in one]
    assert any(label == one for one in re.findall(r'<svg[^>]*aria-label="([^"]*)"', large))
    assert "Тонка лінія з порожніми квадратами — значення за стратегією 2022–2026." in words(goal)
    why_not = "Значення показника 1.2.10 стратегії 2022–2026 з цими не поєднано"
    assert why_not in words(page(site, "/indicator?id=1.1.2"))
    assert why_not in words(goal)


def test_small_charts_of_the_first_edition_say_nothing_of_former_values(site: Client) -> None:
    assert "Тонка лінія" not in words(page(site, f"{OLD}/goal?id=1.2"))


def test_a_code_that_the_crosswalk_names_already_is_not_told_twice(site: Client) -> None:
    """1 is kept as 1; of goals and indicators 2.1.1 is another one in each edition."""
    assert "Код 2.1.1 є і в редакції" in page(site, "/indicator?id=2.1.1")
    assert "Код 2.1.1 є" not in page(site, f"{OLD}/indicator?id=2.1.1")
    assert "Код 1.2.1 є в редакції 2022–2026" in page(site, "/indicator?id=1.2.1", 404)


def test_hidden_codes_do_not_leak_in_either_direction(site: Client) -> None:
    paths = ("/succession", f"{OLD}/succession", "/indicator?id=1.1.3", f"{OLD}/indicator?id=2.1.1", "/goal?id=1.1")
    for path in paths:
        told = page(site, path).partition("<main")[2]
        for hidden in HIDDEN:
            assert hidden not in told, (path, hidden)
    assert "Чи був такий показник у стратегії 2022–2026, не сказано." in page(site, "/indicator?id=1.1.3")


def test_before_the_new_edition_was_published_nothing_is_said_of_it(site: Client) -> None:
    past = page(site, f"{OLD}/goal?id=1.2&v={MAY.isoformat()}")
    assert "У стратегії 2027–2031" not in past
    page(site, f"{OLD}/succession?v={MAY.isoformat()}", 404)
    then = page(site, f"{NEW}/succession?v=2026-11-14")
    assert "збережено 1 з 3" in then
    assert row(then, "1.2 Лікарні", "after").startswith("1.2 Лікарні")


def test_a_site_of_one_edition_has_no_such_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = str(tmp_path / "one.sqlite")
    alone(monkeypatch, where, two.SITE)
    release_boards.clear()
    publish([checked(plan()), checked(hospitals())], MAY, store=open_store(where))
    client = Client(layers(), "strategy.example.org")
    assert client.get("/succession").status_code == 404
    assert "succession" not in client.get("/").text
    assert "succession" not in client.get("/sitemap.xml").text
    release_boards.clear()


def test_changes_across_editions_tell_what_became_of_the_goals(site: Client) -> None:
    found = page(site, "/changes?from=2026-11-20&to=2027-04-20")
    assert "Що стало з цілями: збережено 1 з 3 оперативних цілей стратегії 2022–2026" in found
    said = "Порівняно випуск від 20.11.2026 (стратегія 2022–2026) з випуском від 20.04.2027 (стратегія 2027–2031)."
    assert said in found
    assert row(found, "1.2 Лікарні", "after").endswith("Збережено: 1.1 Лікарні")
    assert re.search(r'<option value="2026-11-20" selected[^>]*>20.11.2026, стратегія 2022–2026', found)
    # the other way round means the same two
    assert said in page(site, "/changes?from=2027-04-20&to=2026-11-20")


def test_changes_within_the_edition_are_as_ever_and_offer_the_former_releases(site: Client) -> None:
    found = page(site, "/changes")
    assert "Що стало з цілями:" not in found
    assert '<option value="2026-11-20"' in found
    assert "14.05.2026, стратегія 2022–2026" in found
    assert '<option value="2027-04-20"' not in page(site, f"{OLD}/changes")
    page(site, "/changes?from=2020-01-01&to=2027-04-20", 404)


def test_the_first_release_of_an_edition_is_held_against_the_one_before(site: Client) -> None:
    then = page(site, f"{NEW}/changes?v=2026-11-14")
    assert "Порівняно випуск від 14.05.2026 (стратегія 2022–2026) з випуском від 14.11.2026" in then


def test_the_feed_tells_the_new_edition_as_one_entry(site: Client) -> None:
    new = site.get("/feed.atom").text
    title = "Оприлюднено стратегію 2027–2031: діє з 01.01.2027"
    assert new.count(f"<title>{title}</title>") == 1
    assert "Перший випуск даних" not in new
    # two releases: what the second brought, and the edition itself
    assert new.count('term="release"') == 2
    old = site.get(f"{OLD}/feed.atom").text
    assert old.count(f"<title>{title}</title>") == 1
    assert f'href="{two.SITE}{NEW}/succession"' in old
    assert title not in site.get(f"{OLD}/feed.atom?indicator=1.2.1").text
    assert title not in site.get(f"{OLD}/feed.atom?v={MAY.isoformat()}").text
    entries = re.findall(r"<entry>\s*<id>(.*?)</id>", old, re.DOTALL)
    assert len(set(entries)) == len(entries) > 1


def test_changes_are_reached_from_the_older_edition_too(site: Client) -> None:
    found = page(site, f"{OLD}/changes")
    href = f"{NEW}/changes?from=2026-11-20&amp;to=2027-04-20"
    assert f'href="{href}"' in found
    newer = page(site, href.replace("&amp;", "&"))
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", newer)
    assert heading is not None
    for asked in ("from=2026-11-20&to=2027-04-20", "from=2027-04-20&to=2026-11-20", "to=2027-04-20"):
        older = page(site, f"{OLD}/changes?{asked}")
        assert heading[0] in older, asked
        assert '<option value="2027-04-20" selected' in older
    page(site, f"{OLD}/changes?from=2026-05-14&to=2030-01-01", 404)
    # on a day before the next edition there is nothing to lead to
    assert f"{NEW}/changes" not in page(site, f"{OLD}/changes?v=2026-05-14")
    for base in (OLD, NEW):
        answer = site.get(f"{base}/api/v1/changes?from=2026-11-20&to=2027-04-20").json()["data"]
        assert (answer["edition_from"], answer["edition_to"]) == (two.OLD, two.NEW)


def test_many_goals_stand_on_pages_and_nothing_is_lost_between_them(
    site: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rows(path: str) -> list[tuple[str, str]]:
        markup = page(site, path)
        return [
            (side, one)
            for side in ("after", "before")
            for one in re.findall(
                r"<tr>.*?</tr>", markup.partition(f'id="{side}"')[2].partition('<section class="p-section"')[0]
            )
            if "<td" in one
        ]

    whole = rows("/succession")
    assert 'rel="next"' not in page(site, "/succession")
    assert f"{two.SITE}/succession?page=2" not in page(site, "/sitemap.xml")
    monkeypatch.setattr("kpi.views.succession.page.GOALS", 2)
    monkeypatch.setattr("kpi.views.succession.page.WHOLE_GOALS", 4)
    release_boards.clear()
    # 5 goals of the old edition and 6 of the new one
    parts = [rows(f"/succession?page={number}&lang=uk") for number in range(1, 7)]
    assert all(parts)
    assert sorted(row for part in parts for row in part) == sorted(whole)
    second = page(site, "/succession?page=2&lang=uk")
    assert '<link rel="prev" href="' in second
    assert 'rel="next"' in second
    assert 'aria-label="Сторінки таблиці"' in second
    assert "Оперативні цілі: збережено 1, об’єднано 2, нових 1." in words(second), "counts are of the whole"
    crossing = page(site, "/changes?from=2026-11-20&to=2027-04-20&page=2")
    assert 'href="/changes?from=2026-11-20&amp;to=2027-04-20&amp;page=3"' in crossing
    release_boards.clear()
