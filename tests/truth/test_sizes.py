"""A village and a city: no page of the one speaks of quarters, no list of the other is too long to be read."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from kpi.clock import today
from kpi.model import Language, Status
from kpi.services.publishing import batches, load
from kpi.store import open_store
from kpi.text import Text
from kpi.views.common.counts import StatusCounts
from tests.asgi import Client
from tests.layers import alone, layers
from tests.truth.reading import Read, read_site
from tests.truth.sizes import Size, city, village

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

QUARTER = re.compile(r"кварт\w*|\bкв\.|quarter\w*|\bQ[1-4]\b", re.IGNORECASE)
#: what explains the method or the fields of files, of any strategy
EXPLAINED = re.compile(r"^/(?:method|data|start|help)\b|^/api/|^/download/")
#: a city in small: lists of several pages, goals enough to be folded
SMALL = Size(sectors=12, strategic=12, goals=48, indicators=220, departments=7)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Read, ...]]:
    folder = tmp_path_factory.mktemp("village")
    edition = village(today())
    where = str(folder / "postup.sqlite")
    load(batches([edition.write(folder / "village")]), today=today(), store=open_store(where))
    with pytest.MonkeyPatch.context() as patch:
        alone(patch, where)
        yield tuple(read_site(Client(layers()), edition.codes))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    folder = tmp_path_factory.mktemp("city")
    where = str(folder / "postup.sqlite")
    edition = city(today(), SMALL).write(folder / "city")
    load(batches([edition]), today=today(), store=open_store(where))
    with pytest.MonkeyPatch.context() as patch:
        alone(patch, where)
        yield Client(layers())


def test_a_village_with_yearly_figures_reads_of_no_quarter(tiny: tuple[Read, ...]) -> None:
    kinds = {"text/html", "image/svg+xml", "application/atom+xml", "text/calendar"}
    read = [one for one in tiny if one.status == 200 and one.kind in kinds and not EXPLAINED.match(one.address)]
    assert len(read) > 40
    found = [
        (one.address, one.words[max(match.start() - 40, 0) : match.end() + 30])
        for one in read
        for match in QUARTER.finditer(one.words)
    ]
    assert not found, "\n".join(map(str, found))


def test_a_villages_history_is_told_in_years(tiny: tuple[Read, ...]) -> None:
    front = next(one for one in tiny if one.address == "/").words
    assert re.search(r"Що змінилося з \d{4} року", front)
    assert "Числа за роками" in front
    assert re.search(r"з \d{4} року", front)


def test_a_thing_that_is_there_or_not_has_targets_in_words(tiny: tuple[Read, ...]) -> None:
    page = next(one for one in tiny if one.address == "/indicator?id=1.5").words
    assert re.search(r"Річні цілі.{0,40}—\s*так", page)


def test_the_only_sector_does_not_say_the_overview_again(tiny: tuple[Read, ...]) -> None:
    front, sector = (next(one for one in tiny if one.address == address) for address in ("/", "/sector?id=village"))
    assert "p-legend" in front.answer.text
    assert "p-legend" not in sector.answer.text
    assert "p-cards" not in front.answer.text
    assert "Жодна з 1" not in sector.words


def codes(page: str) -> list[str]:
    """The codes of a list's rows, in their order."""
    return re.findall(r'<th scope="row"><a class="p-name" href="/indicator\?id=([^"&]+)', page) or re.findall(
        r'href="/indicator\?id=([^"&]+)[^>]*class="p-name"', page
    )


def test_every_indicator_stands_on_one_page_of_the_list(large: Client) -> None:
    pages = [large.get(f"/indicators?page={n}").text for n in (1, 2, 3)]
    listed = [code for page in pages for code in codes(page)]
    assert len(listed) == len(set(listed)) == SMALL.indicators
    assert [len(codes(page)) for page in pages] == [100, 100, 20]
    assert "101–200 з 220" in pages[1]


def test_the_pages_lead_to_each_other(large: Client) -> None:
    middle = large.get("/indicators?page=2").text
    assert re.search(r'<link rel="prev" href="[^"]*/indicators"', middle)
    assert re.search(r'<link rel="next" href="[^"]*/indicators\?page=3"', middle)
    assert re.search(r'<link rel="canonical" href="[^"]*/indicators\?page=2"', middle)
    first = large.get("/indicators").text
    assert re.search(r'<link rel="canonical" href="[^"]*/indicators"', first)
    assert 'rel="prev"' not in first
    assert "/indicators?page=3" in large.get("/sitemap.xml").text


def test_a_search_looks_at_all_pages_and_finds_goals_and_departments(large: Client) -> None:
    last = codes(large.get("/indicators?page=3").text)[-1]
    assert codes(large.get(f"/indicators?q={last}").text) == [last]
    goals = large.get(f"/indicators?q={quote('сталий поступ')}").text
    assert "Цілі за вашим запитом" in goals
    assert re.search(r'class="p-hits".*href="/goal\?id=1\.1"', goals, re.DOTALL)
    units = large.get(f"/indicators?q={quote('Управління')}").text
    assert "Підрозділи за вашим запитом" in units
    filtered = large.get("/indicators?sector=s1&page=9").text
    assert 'rel="prev"' not in filtered


def test_the_overview_of_many_goals_begins_with_what_needs_attention(large: Client) -> None:
    page = large.get("/").text
    assert page.index('id="attention"') < page.index('id="goals"')
    assert page.count('class="p-sector"') == SMALL.sectors
    assert len(set(re.findall(r'href="/goal\?id=([^"&]+)', page))) == SMALL.goals
    assert not re.search(r'class="p-sector" open', page)


def test_a_number_is_spelled_in_one_way() -> None:
    """Counts go to sentences as numbers; years do not."""
    text = Text(Language.UK)
    said = (
        text.count("indicators.found", 2000, total=2000),
        text.say("overview.lede.before", quarter=text.say("rows.quarter.whole", year=2025), on_plan=1453, judged=2000),
        StatusCounts.of([Status.ON_TRACK] * 2000).bar(text).label,
    )
    assert not any(re.search(r"\b(?:2000|1453)\b", words) for words in said)
    assert "2025" in said[1]
