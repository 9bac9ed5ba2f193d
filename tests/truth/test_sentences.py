"""Every public answer of the shipped edition and of editions of other communities is read for what would be false.

A sentence is listed by its kind: what must never stand anywhere, and what must not stand where it is not so.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote, unquote

import pandas as pd
import pytest

from kpi.clock import today
from kpi.measure.results import Survey
from kpi.model import Language
from kpi.services.published import releases
from kpi.services.publishing import batches, load
from kpi.store import open_store
from kpi.text import Text
from kpi.views.common.course import Course, course
from tests.asgi import Client
from tests.layers import alone, layers
from tests.shipped import Shipped
from tests.truth.courses import ended, suspended
from tests.truth.reading import PAST, RESTATED, SITE, Read, read_site, table
from tests.truth.strangers import STRANGERS as RUNNING
from tests.truth.strangers import Edition
from tools.edition import NEXT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]  # the first test of an edition reads its whole site

STRANGERS = RUNNING | {"ended": ended, "suspended": suspended}

#: the two editions of data/, each on a site of its own: the second has no values and begins later
SHIPPED, FOLLOWING = "shipped", "following"
#: addresses that explain fields and the method: a dictionary of codes, not a statement about figures
DICTIONARY = re.compile(
    r"/data\b|/method\b|/download/.*(?:structure|datapackage|catalogue|data\.xlsx|passport)|/api/v1/openapi"
)


@dataclass(frozen=True)
class Site:
    """A site that has been read whole; `edition` None is a shipped one."""

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

    @property
    def course(self) -> Course:
        return course(self.survey, today())

    @cached_property
    def valued(self) -> set[str]:
        """Codes of indicators with a value after the baseline."""
        rows = self.survey.series[self.survey.series["value"].notna()]
        return set(rows["code"])

    def of_kind(self, *kinds: str) -> Iterator[Read]:
        return (read for read in self.reads if read.status == 200 and read.kind in kinds)

    def at(self, address: str) -> Read:
        return next(read for read in self.reads if read.address == address)


@pytest.fixture(scope="module", params=(SHIPPED, FOLLOWING, *STRANGERS))
def site(
    request: pytest.FixtureRequest, shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    name, folder = str(request.param), tmp_path_factory.mktemp(str(request.param))
    edition = None if name in {SHIPPED, FOLLOWING} else STRANGERS[name](today())
    if name == SHIPPED:
        where = shipped_store(folder)
    elif edition is None:
        where = str(folder / "postup.sqlite")
        load(batches([NEXT.folder]), today=today(), store=open_store(where))
    else:
        where = str(folder / "postup.sqlite")
        load(batches([edition.write(folder / name)]), today=today(), store=open_store(where))
    with pytest.MonkeyPatch.context() as patch:
        alone(patch, where)
        survey = releases.survey()
        codes = survey.dataset.indicators["code"].tolist()
        # of a shipped edition every indicator; of one shape of address a hundred tell what all would, and of past
        # releases every third, whose words are made as those of the present one
        part = {"most": 100, "one_in": 3} if edition is None else {}
        reads = tuple(read_site(Client(layers()), codes, said=RESTATED if edition else PAST, **part))
        yield Site(name, edition, reads, survey)


Condition = Callable[[Site], bool]
ALWAYS: Condition = lambda site: True  # noqa: E731 (a table of conditions)
#: everywhere, but on the pages of one language only
ENGLISH: Condition = lambda site: True  # noqa: E731
UKRAINIAN: Condition = lambda site: True  # noqa: E731
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
    "an empty slot": (r"\bNone\b(?! far behind| of the)|\bnan\b|\bNaT\b|<NA>|\{[a-z_]+\}", ALWAYS),
    "zero with a sign": (r"(?<![\d,.−+-])[−+]0(?:,0+)?(?![\d,.])", ALWAYS),
    "the whole way beside a part of it": (r"\b100\s?% шляху[^.]{0,60}частково", ALWAYS),
    "data told missing where they are": (r"Немає даних|No data\b", ALWAYS),
    "collecting called suspended": (r"збір (?:даних )?призупинено|collection suspended", ALWAYS),
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
    "markup that is read": (r"</?(?:span|b|i|em|strong|a|div|p)\b[^>]*>|&(?:lt|gt|amp|quot|nbsp);", ALWAYS),
    "a rule cut by a comparison sign": (r"(?:відстають або віддаляються|far behind or moving away),? \| ?1/2", ALWAYS),
    "a deadline passed before the start": (
        r"строк досягнення минув|[Cс]трок досягнення минув|target date has passed",
        lambda site: site.course is Course.NOT_STARTED,
    ),
    "a status that has lasted since before the start": (
        r"Не оцінено з |Not assessed since|квартал поспіль|quarter in a row|від початку плану",
        lambda site: site.course is Course.NOT_STARTED,
    ),
    "data submitted where there are none": (
        r"подані за період|for periods up to|Станом на|As of \d",
        lambda site: not site.valued and site.course is Course.NOT_STARTED,
    ),
    "announced though it is over": (
        r"Наступне оновлення|Next update|починається|begins on|Перші дані|ще не оцінено|not assessed yet",
        lambda site: site.course is Course.ENDED,
    ),
    "over though it runs": (r"Стратегія завершилася|The strategy ended", lambda site: site.course is not Course.ENDED),
    "begins though it has begun": (
        r"Стратегія починається|The strategy begins|Початок стратегії|strategy’s first day",
        lambda site: site.course is not Course.NOT_STARTED,
    ),
    "judged though suspended": (
        r"За планом \d+ показник\S* із \d|\d+ of \d+ assessed indicators? on track|ще не оцінено|not assessed yet"
        r"|показників: спершу \d+, тепер|\d+ at first, \d+ now|Наступне оновлення|Next update",
        lambda site: site.course is Course.SUSPENDED,
    ),
    "a quarterly rhythm of yearly values": (
        r"щокварталу|\bquarterly\b|щомісяця|\bmonthly\b",
        lambda site: set(site.survey.dataset.indicators["frequency"]) == {"year"},
    ),
    "a share of nothing": (r"\b0 (?:з|із|of) 0\b", ALWAYS),
    "a decimal comma in English": (r"(?<![\d,.])\d{1,3},\d{1,2}(?![\d,])", ENGLISH),
    "a decimal point in Ukrainian": (r"(?<![\d.:/-])\d+\.\d\s?%", UKRAINIAN),
    "quotation marks of one kind inside each other": (r"««|»»|«[^«»]*«", lambda site: site.name == "ahead"),
    "a past before the start": (
        r"Як змінювалися цілі|How the goals have moved|перший квартал плану|first quarter of the plan|подані за період",
        lambda site: site.name == "ahead",
    ),
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
    spoken = condition if condition in {ENGLISH, UKRAINIAN} else None
    for read in site.of_kind("text/html", "image/svg+xml", "application/atom+xml"):
        if DICTIONARY.match(read.address) or (spoken is not None and read.english != (spoken is ENGLISH)):
            continue
        words = read.ours if spoken is ENGLISH else read.words
        match = re.search(pattern, words)
        if match:
            found.append((read.address, words[max(match.start() - 40, 0) : match.end() + 40]))
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
    first = str(site.survey.dataset.strategy.first_year)  # of years before the strategy there is no plan
    assert [r for r in parts if r["value"] and not r["year_plan"] and r["period"][:4] >= first] == []
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


def counted(unit: str, words: str) -> bool:
    """Whether a unit stands in the words: as written, or in the form that its number asks for («20,8 особи»)."""
    return unit in words or any(
        form in words for form in {"осіб": ("особи", "особа"), "днів": ("дня", "день")}.get(unit, ())
    )


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
            said = site.at(f"/indicator?id={quote(code)}").words
            assert name in said
            assert unit == "так/ні" or counted(unit, said), (code, unit)
            assert drawn.words
            assert "…" not in drawn.words or len(name) > 60, (code, drawn.words[:200])


PLURAL = {"one": "показник", "few": "показники", "many": "показників"}


def plural_uk(number: int) -> str:
    """The form after a whole number, by the rule of a grammar book."""
    if number % 10 == 1 and number % 100 != 11:
        return "one"
    return "few" if number % 10 in {2, 3, 4} and number % 100 not in {12, 13, 14} else "many"


def test_every_code_has_its_addresses(site: Site) -> None:
    """The short address leads to the indicator, oEmbed and the pictures know it, whatever letters its code has."""
    for code in [row[0] for rows, _ in site.edition.goals.values() for row in rows] if site.edition else []:
        name = quote(str(code))
        assert site.at(f"/i/{name}").status in {301, 302, 303, 307, 308}, code
        for address in (f"/embed/{name}", f"/chart/{name}.svg", f"/print/indicator/{name}"):
            assert site.at(address).status == 200, address
        told = json.loads(site.at(f"/oembed?format=json&url={quote(f'{SITE}/i/{name}', safe='')}").answer.content)
        assert str(code) in unquote(told["html"])


def test_the_legend_adds_up_to_all(site: Site) -> None:
    """The bar of statuses on the front page says of every indicator where it stands."""
    counts = site.survey.now.indicators["status"].value_counts()
    for address, language in (("/", Language.UK), ("/?lang=en", Language.EN)):
        words, text = site.at(address).words, Text(language)
        for status, number in counts.items():
            name = text.say(f"status.{status}")
            assert re.search(rf"{re.escape(name)} (?:— )?{number}\b", words), (address, name, number)
    assert int(counts.sum()) == len(site.survey.now.indicators)


def test_the_line_of_freshness_and_the_passport_tell_the_same_rhythm(site: Site) -> None:
    passport = next(r for r in site.reads if re.match(r"/download/[^/]+/passport\.json$", r.address))
    card = {row["element"]: row["value"] for row in json.loads(passport.answer.content)["passport"]}
    rhythm, front = card["Періодичність оновлення"], site.at("/").words
    due = re.search(r"Наступне оновлення: до (\d\d\.\d\d\.\d{4})", front)
    late = re.search(r"мало бути до (\d\d\.\d\d\.\d{4})", front)
    assert not (due and late)
    if told := due or late:
        assert told[1] in rhythm
    else:
        assert not re.search(r"\d\d\.\d\d\.\d{4}", rhythm)


def test_values_in_files_are_those_of_the_api(site: Site) -> None:
    file = next(r for r in site.of_kind("text/csv") if re.match(r"/download/[0-9-]+/values\.csv$", r.address))
    rows = [row for row in table(file) if row["value"]]
    told = json.loads(site.at("/api/v1/observations").answer.content)["data"]
    known = {(row["code"], row["period"]): row["value"] for row in told if row["value"] is not None}
    shared = [row for row in rows if (row["code"], row["period"]) in known]
    assert shared or not site.valued
    assert all(float(row["value"]) == float(known[row["code"], row["period"]]) for row in shared)


def test_a_value_outside_its_bounds_is_not_called_within(site: Site) -> None:
    now = site.survey.now.indicators.set_index("code")
    bounds = site.survey.dataset.indicators.set_index("code")
    for read in site.of_kind("text/html"):
        code = re.match(r"/indicator\?id=([^&]+)", read.address)
        if code is None or (name := unquote(code[1])) not in now.index:
            continue
        value, low, high = now["value"].loc[name], bounds["range_low"].loc[name], bounds["range_high"].loc[name]
        if pd.notna(value) and pd.notna(low) and pd.notna(high) and not low <= value <= high:
            difference = re.search(r"(?:Відхилення від меж|Outside the bounds).{0,60}", read.words)
            assert not (difference and re.search(r"у межах|within", difference[0])), read.address


def test_plurals_agree_with_their_numbers(site: Site) -> None:
    # «Амбулаторія № 2» beside «показник 8.2.1»: a code follows the noun, the number before it counts nothing
    for read in site.of_kind("text/html"):
        for number, word in re.findall(
            r"(?<![\d,])(\d+)[\s\u202f](показник|показники|показників)\b(?! \d)", read.words
        ):
            found = PLURAL[plural_uk(int(number))]
            # «із 3 показників»: after a preposition the noun stands in its own case
            assert word in {found, "показників"}, (read.address, number, word)
        for number, word in re.findall(r"(?<![\d.])(\d+) (indicators?)\b(?! \d)", read.words):
            before = read.words[: read.words.find(f"{number} {word}")][-12:]
            assert (int(number) == 1) == (word == "indicator") or " of " in before, (read.address, number, word)
