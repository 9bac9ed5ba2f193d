"""The page over all communities: counts as each tells them itself, shared indicators, nothing that is not public."""

import csv
import io
import re
from dataclasses import replace

import pytest

from kpi.cli.sites import declare_from
from kpi.community import Community, entered, named
from kpi.measure.many.community_standing import CommunityStanding, SharedIndicator
from kpi.model import GoalBook, Kind, Language, Status, Visibility
from kpi.store import open_store
from kpi.text import Text
from kpi.views.public.region import Sorting, build, per_head
from tests.books import NOVEMBER, checked, hospitals, indicator, observation
from tests.communities.conftest import NAMES, WAYS, Set
from tests.fiscal_years import CALENDAR
from tests.publishing import publish

UK, EN = Text(Language.UK, Language.UK), Text(Language.EN, Language.UK)
CANARY = "канарка-5c1d"


def catalogued(period: str, value: float, hidden: float | None = None, *, unit: str = "осіб") -> GoalBook:
    """Goal 1.2 with an indicator of a catalogue, and where asked an internal one of the same catalogue."""
    shared = indicator("1.2.4", catalogue_code="ЦСР 3.1", unit=unit, name="Відвідувачі", name_en="Visitors")
    book = hospitals()
    known, others = [observation("1.2.4", period, value)], book.indicators
    if hidden is not None:
        secret = indicator("1.2.3", catalogue_code=f"ЦСР {CANARY}", name=CANARY, visibility=Visibility.INTERNAL)
        others, known = (*others, secret), [*known, observation("1.2.3", period, hidden, comment=CANARY)]
    return replace(book, indicators=(*others, shared), observations=(*book.observations, *known))


def put(key: str, book: GoalBook) -> None:
    with entered(named(key)):
        publish([checked(book)], NOVEMBER, store=open_store())


@pytest.mark.parametrize("way", WAYS)
def test_counts_are_those_that_each_community_tells_itself(together: Set, way: str) -> None:
    client = together(way).client()
    page = client.get("/?lang=en").text
    told = list(csv.DictReader(io.StringIO(client.get("/communities.csv").text)))
    assert [row["community"] for row in told] == list(NAMES)
    for row in told:
        own = client.get(f"/{row['community']}/api/v1/indicators").json()["data"]
        statuses = [one["status"] for one in own]
        assert {status: int(row[f"n_{status}"]) for status in map(str, Status)} == {
            status: statuses.count(status) for status in map(str, Status)
        }
        assert int(row["indicators"]) == len(own)
        assert row["name"] == NAMES[row["community"]] and row["as_of"] == own[0]["as_of"]
        assert f'href="/{row["community"]}/?lang=en"' in page
    assert f"{told[0]['on_plan']} of {told[0]['assessed']} assessed" in page


def test_what_is_shared_stands_side_by_side_with_its_period(together: Set) -> None:
    places = {
        key: f'prefix = "/{key}"\npopulation = {n}\ncounted_on = 2025-01-01'
        for key, n in (("persha", 2000), ("druha", 40000))
    }
    client = together(**places).client()
    put("persha", catalogued("2026-Q2", 50.0))
    put("druha", catalogued("2025-Q4", 60.0))
    page = client.get("/").text
    section = page[page.index('id="shared"') :]
    assert "ЦСР 3.1" in section and "періоди значень різні" in section
    assert re.findall(r'data-label="На 1000 жителів">([\d,]+)', section) == ["25,0", "1,50"]
    assert "жителів станом на 01.01.2025" in section
    assert re.findall(r'data-label="Період">([^<]+)<', section.replace("\u00a0", " ")) == ["II кв. 2026", "IV кв. 2025"]
    rows = list(csv.DictReader(io.StringIO(client.get("/shared-indicators.csv").text)))
    assert [(row["community"], row["period"], row["value"], row["value_per_1000"]) for row in rows] == [
        ("persha", "2026-Q2", "50.0", "25.0"),
        ("druha", "2025-Q4", "60.0", "1.5"),
    ]
    told = client.get("/communities.json").json()
    assert [one["community"] for one in told["communities"]] == list(NAMES)
    assert [one["value"] for one in told["shared_indicators"]] == [50.0, 60.0]


def test_a_code_of_one_community_alone_is_shared_by_nobody(together: Set) -> None:
    client = together().client()
    put("persha", catalogued("2026-Q2", 50.0))
    page = client.get("/?lang=en").text
    assert "No catalogue code is named by two communities" in page and "ЦСР 3.1" not in page


def test_what_is_internal_is_in_no_byte_of_it(together: Set) -> None:
    """Stores that differ in internal rows alone give the same page, tables and headers."""
    both = together()
    client, answers = both.client(), []
    for hidden in (1.0, 99.0, None):
        for key in NAMES:
            put(key, catalogued("2026-Q2", 50.0, hidden))
        paths = ("/", "/?lang=en&sort=on_plan", "/communities.csv", "/shared-indicators.csv", "/communities.json")
        found = [client.get(path) for path in paths]
        assert not any(CANARY in one.text for one in found)
        answers.append([(one.content, dict(one.headers)) for one in found])
    assert answers[0] == answers[1] == answers[2]


def test_the_table_is_sorted_by_its_address(together: Set) -> None:
    client = together().client()

    def names(query: str) -> list[str]:
        page = client.get(f"/{query}").text
        return re.findall(r'class="p-name"[^>]*>([^<]+)</a>', page)

    assert names("") == [NAMES["persha"], NAMES["druha"]]
    assert names("?sort=name") == [NAMES["druha"], NAMES["persha"]]
    assert names("?sort=name&order=falling") == [NAMES["persha"], NAMES["druha"]]
    assert names("?sort=<script>") == names("")
    assert 'aria-sort="descending"' in client.get("/?sort=name&order=falling").text


@pytest.mark.sqlite
def test_a_community_without_data_is_told_beside_the_others(together: Set) -> None:
    both = together()
    for file in (both.folder / "d").iterdir():
        file.unlink()
    page = both.get("/?lang=en").text
    assert "Nothing has been published yet" in page and NAMES["persha"] in page
    (both.folder / "d" / "public.sqlite").write_bytes(b"no database at all" * 100)
    page = both.get("/?lang=en").text
    assert "The data cannot be read now" in page and NAMES["persha"] in page


def test_nobody_signs_in_there_and_nothing_is_kept_in_the_browser(together: Set) -> None:
    client = together().client()
    for path in ("/", "/nothing", "/communities.csv"):
        answer = client.get(path, {"Cookie": "postup.persha=x; postup=y"})
        assert "set-cookie" not in answer.headers and "hreflang" not in re.findall(r"<body.*", answer.text + "<body")[0]
        assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert client.request("POST", "/").status_code == 405
    assert client.get("/dashboard/_stcore/health").status_code == 404


def test_the_page_stands_where_the_file_puts_it(together: Set) -> None:
    both = together()
    file = both.folder / "sites.toml"
    text = file.read_text(encoding="utf-8").partition("[region]")[0]

    def again(over: str) -> None:
        file.write_text(text + over, encoding="utf-8")
        declare_from(file)

    again("[region]\nprefix = '/region'\n")
    assert both.get("/").status_code == 404
    for path in ("/region", "/region/"):
        assert 'href="/region/?sort=name"' in both.get(path).text
    again("[region]\nhost = 'oblast.example'\n")
    assert both.get("/", host="oblast.example").status_code == 200
    assert both.get("/", host="region.example").status_code == 404
    again("")
    assert both.get("/").status_code == 404 and both.get("/persha/").status_code == 200


SOME = SharedIndicator(
    catalogue_code="A",
    code="1",
    name="n",
    name_en="",
    unit="осіб",
    unit_en="people",
    kind=Kind.LEVEL,
    status=Status.ON_TRACK,
    value=50.0,
    period=CALENDAR.period(2026, 3, 2),
    illustrative=False,
)
TOWN = Community(key="town", population=1000, counted_on="2025-01-01")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, True),
        ({"unit": "тис. осіб"}, True),
        ({"unit": "Од."}, True),
        ({"unit": "%"}, False),
        ({"unit": "‰"}, False),
        ({"unit": "грн на особу"}, False),
        ({"unit": "тис. грн"}, False),
        ({"unit": "балів"}, False),
        ({"unit": "осіб на 1000"}, False),
        ({"kind": Kind.FLOW, "period": CALENDAR.period(2025, 12)}, True),
        ({"kind": Kind.YTD, "period": CALENDAR.period(2026, 3, 2)}, False),
        ({"kind": Kind.YTD, "period": CALENDAR.period(2025, 3, 4)}, True),
        ({"kind": Kind.INCREMENT, "period": CALENDAR.period(2025, 3, 4)}, False),
        ({"kind": Kind.DELIVERABLE, "period": CALENDAR.period(2025, 3, 4)}, False),
        ({"value": None}, False),
    ],
)
def test_per_head_is_told_only_of_what_counts_something(changes: dict[str, object], told: bool) -> None:
    one = replace(SOME, **changes)  # type: ignore[arg-type]
    assert (per_head(one, TOWN, UK) is not None) is told
    assert per_head(one, replace(TOWN, population=None), UK) is None


def test_a_value_per_head_is_exact() -> None:
    assert per_head(SOME, TOWN, UK) == 50.0


@pytest.mark.parametrize("text", [UK, EN])
def test_nobody_is_ranked_in_words(text: Text) -> None:
    found = [CommunityStanding(community=TOWN), CommunityStanding(community=TOWN, trouble=True)]
    view = build(found, text, name="", sorting=Sorting.ON_PLAN)
    said = " ".join((view.title, view.lede, *(row.state for row in view.rows))).casefold()
    assert not re.search(r"най|кращ|гірш|best|worst|lead|rank|рейтинг", said)
