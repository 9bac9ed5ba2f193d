"""Every public answer of the shipped edition and of editions of other communities is read for what would be false.

A sentence is listed by its kind: what must never stand anywhere, and what must not stand where it is not so.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import pytest

from kpi.measure.results import Survey
from kpi.publish import batches, load
from kpi.site import published, shelf
from kpi.store import open_store
from tests.asgi import Client
from tests.layers import alone, layers
from tests.shipped import Shipped
from tests.truth.reading import Read, read_site, table
from tests.truth.strangers import STRANGERS, Edition

SHIPPED = "shipped"
#: addresses that explain fields and the method: a dictionary of codes, not a statement about figures
DICTIONARY = re.compile(
    r"/data\b|/method\b|/download/.*(?:structure|datapackage|catalogue|data\.xlsx|passport)|/api/v1/openapi"
)


@dataclass(frozen=True)
class Site:
    """A site that has been read whole; `edition` None is the shipped one."""

    name: str
    edition: Edition | None
    reads: tuple[Read, ...]
    survey: Survey

    @property
    def real(self) -> bool:
        return not self.survey.dataset.strategy.illustrative

    @property
    def late(self) -> bool:
        return bool(self.survey.now.indicators["overdue"].any())

    @cached_property
    def valued(self) -> set[str]:
        """Codes of indicators with a value after the baseline."""
        rows = self.survey.series[self.survey.series["value"].notna()]
        return set(rows["code"])

    def of_kind(self, *kinds: str) -> Iterator[Read]:
        return (read for read in self.reads if read.status == 200 and read.kind in kinds)

    def at(self, address: str) -> Read:
        return next(read for read in self.reads if read.address == address)


@pytest.fixture(scope="module", params=(SHIPPED, *STRANGERS))
def site(
    request: pytest.FixtureRequest, shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    name, folder = str(request.param), tmp_path_factory.mktemp(str(request.param))
    edition = None if name == SHIPPED else STRANGERS[name](shelf.today())
    if edition is None:
        where = shipped_store(folder)
    else:
        where = str(folder / "postup.sqlite")
        load(batches([edition.write(folder / name)]), today=shelf.today(), store=open_store(where))
    with pytest.MonkeyPatch.context() as patch:
        alone(patch, where)
        survey = published.survey()
        codes = survey.dataset.indicators["code"].tolist()
        reads = tuple(read_site(Client(layers()), codes))
        yield Site(name, edition, reads, survey)


Condition = Callable[[Site], bool]
ALWAYS: Condition = lambda site: True  # noqa: E731 (a table of conditions)
#: what must not stand, and where
FALSE: dict[str, tuple[str, Condition]] = {
    "real figures called made up": (
        r"ілюстратив|llustrativ|вигадан|made up|[Дд]емонстраційн|\bdemo-|запропоновано для прикладу"
        r"|proposed as an example",
        lambda site: site.real,
    ),
    "the example in another community": (r"Краматорськ|Kramatorsk", lambda site: site.edition is not None),
    "late where nothing is late": (r"затримується|is delayed|was due by", lambda site: not site.late),
    "a status code spoken": (r"\b(?:no_data|off_track|moving_away|not_due)\b(?!\"|=)", ALWAYS),
    "an empty slot": (r"\bNone\b|\bnan\b|\bNaT\b|<NA>|\{[a-z_]+\}", ALWAYS),
    "zero with a sign": (r"(?<![\d,.−+-])[−+]0(?:,0+)?(?![\d,.])", ALWAYS),
    "the whole way beside a part of it": (r"\b100\s?% шляху[^.]{0,60}частково", ALWAYS),
    "data told missing where they are": (r"Немає даних|No data\b", ALWAYS),
    "collecting called suspended": (r"збір даних призупинено|collection suspended", ALWAYS),
    "a sector that lags": (r"найбільше — сектор", ALWAYS),
    "words that no editor writes": (
        r"Друга думка|незастосовн|[Дд]епартамент|надрукован|задавнен|Розходження тому|виконують кроками"
        r"|[Пп]рогалин|з двох випусків|оцінено 0 (?:з|із) 0|поступу ще не мало|7–8 випадків",
        lambda site: site.edition is not None,
    ),
    "words that no English editor writes": (
        r"pp worse than planned|mean pace holds|growth rate does not apply|printed numbers|None is far behind"
        r"|of the two releases|came before the target date|Ground and purpose|mend it|or a stick|is no official text"
        r"|7–8 cases",
        ALWAYS,
    ),
    "two signs for one currency": (r"₴", ALWAYS),
    "quotation marks of one kind inside each other": (r"««|»»|«[^«»]*«", lambda site: site.name == "ahead"),
    "a past before the start": (
        r"Як змінювалися цілі|How the goals have moved|перший квартал плану|first quarter of the plan|подані за період",
        lambda site: site.name == "ahead",
    ),
    "markup as words": (r"&(?:lt|amp|quot);|<span", ALWAYS),
}


def test_every_address_answers(site: Site) -> None:
    assert len(site.reads) > 100
    assert [(r.status, r.address) for r in site.reads if r.status not in {200, 301, 302, 303, 307, 308}] == []


@pytest.mark.parametrize("kind", FALSE)
def test_nothing_false_is_said(site: Site, kind: str) -> None:
    pattern, condition = FALSE[kind]
    if not condition(site):
        return
    found = []
    for read in site.of_kind("text/html", "image/svg+xml", "application/atom+xml"):
        if DICTIONARY.match(read.address):
            continue
        match = re.search(pattern, read.words)
        if match:
            found.append((read.address, read.words[max(match.start() - 40, 0) : match.end() + 40]))
    assert found == []


def test_codes_of_provenance_follow_the_strategy(site: Site) -> None:
    """Files and the API of a strategy that is real and says no more call nothing illustrative."""
    if not site.real:
        return
    reads = site.of_kind("text/csv", "application/json")
    told = [r.address for r in reads if not DICTIONARY.match(r.address) and "illustrative" in r.words]
    assert told == []


def test_parts_of_years_stand_beside_no_plan_of_a_year(site: Site) -> None:
    summed = site.survey.dataset.indicators
    yearly = set(summed.loc[summed["kind"].isin(["flow", "ytd"]), "code"])
    file = next(r for r in site.of_kind("text/csv") if re.match(r"/download/[0-9-]+/values\.csv$", r.address))
    parts = [row for row in table(file) if row["code"] in yearly and not re.fullmatch(r"\d{4}", row["period"])]
    assert [row for row in parts if row["planned_value"]] == []
    assert all(row["year_plan"] or not row["value"] for row in parts if row["period"][:4] > "0")
    assert parts or site.name not in {SHIPPED, "letters"}


def test_a_value_that_exists_is_not_called_missing(site: Site) -> None:
    for read in site.of_kind("text/html"):
        code = re.match(r"/indicator\?id=([^&]+)", read.address)
        if code is None or code[1] not in site.valued:
            continue
        title = re.search(r"<h1[^>]*>(.*?)</h1>", read.answer.text, re.DOTALL)
        assert title
        assert not re.search(r"даних (?:ще )?немає|no data", title[1]), read.address


def test_counts_of_the_headline_are_those_of_the_api(site: Site) -> None:
    now = site.survey.now.indicators["status"].value_counts()
    on_plan = int(sum(now.get(name, 0) for name in ("achieved", "on_track", "not_due")))
    judged = int(now.sum() - now.get("no_data", 0) - now.get("suspended", 0))
    if not judged:
        return
    title = re.search(r"<h1[^>]*>(.*?)</h1>", site.at("/").answer.text, re.DOTALL)
    assert title
    numbers = [int(n) for n in re.findall(r"\d+", re.sub(r"<[^>]+>", "", title[1]))]
    assert numbers[:2] == [on_plan, judged]
    told = json.loads(site.at("/api/v1/progress").answer.content)
    assert len(told["data"] if "data" in told else told["indicators"]) >= judged


def test_units_and_names_come_through_whole(site: Site) -> None:
    if site.edition is None:
        return
    for indicators, _ in site.edition.goals.values():
        for row in indicators:
            code, name, unit = str(row[0]), str(row[1]), str(row[3])
            drawn = next(
                r
                for r in site.reads
                if (r.kind == "image/svg+xml" and f"/{code}.svg" in r.address)
                or (r.kind == "image/svg+xml" and name.partition(" ")[0] in r.words)
            )
            page = next(r for r in site.of_kind("text/html") if name in r.words)
            assert unit in page.words or unit == "так/ні"
            assert drawn.words


def test_plurals_agree_with_their_numbers(site: Site) -> None:
    for read in site.of_kind("text/html"):
        for number in re.findall(r"\b(\d+)[\s\u202f]показник\b", read.words):
            assert int(number) % 10 == 1, (read.address, number)
            assert int(number) % 100 != 11, (read.address, number)
