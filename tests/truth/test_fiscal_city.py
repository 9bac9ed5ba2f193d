"""A city whose years begin in July, read whole: nothing speaks of years of the calendar, nothing is called late."""

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import unquote

import pytest

from kpi.model import Language
from kpi.services.publishing import batches, load
from kpi.store import open_store
from kpi.text import Text
from tests.asgi import Client
from tests.layers import alone, layers
from tests.truth import fiscal_city
from tests.truth.reading import Read, read_site
from tests.truth.test_foreign import told

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

CODES = ("1.1.1", "1.1.2", "1.1.3")
#: «Q1 2026», «H2 2025»: of which of two years nobody could tell
BARE_PART = re.compile(r"\b[QH][1-4]\s20\d\d")
#: a year that is no day's, no month's and no fiscal year's: «target for 2028», “Since 2024”
BARE_YEAR = re.compile(
    r"(?:\b(?:for|in|by|since|of|baseline,?|target,?|until|end of|year)\s)(20\d\d)\b(?![/–-]|, FY)", re.IGNORECASE
)
OF_CALENDAR = re.compile(r"since January|January–December|calendar year|from 1 January|evenly from January")


@pytest.fixture(scope="module")
def reads(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Read, ...]]:
    folder = fiscal_city.write(tmp_path_factory.mktemp("fiscal") / "city")
    where = str(folder / "postup.sqlite")
    load(batches([folder]), today=fiscal_city.TODAY, store=open_store(where))
    with pytest.MonkeyPatch.context() as patch:
        alone(patch, where)
        yield tuple(read_site(Client(layers()), list(CODES), most=12))


def found_in(reads: tuple[Read, ...], pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    return [
        (read.address, read.words[max(match.start() - 60, 0) : match.end() + 60])
        for read in filter(told, reads)
        for match in pattern.finditer(read.words)
    ]


def at(reads: tuple[Read, ...], address: str) -> Read:
    return next(read for read in reads if unquote(read.address) == address)


def test_the_walk_reaches_the_site(reads: tuple[Read, ...]) -> None:
    assert len(reads) > 60
    assert [(r.status, r.address) for r in reads if r.status >= 400] == []


@pytest.mark.parametrize("pattern", [OF_CALENDAR, BARE_PART, BARE_YEAR], ids=["words", "parts", "years"])
def test_nothing_speaks_of_years_of_the_calendar(reads: tuple[Read, ...], pattern: re.Pattern[str]) -> None:
    assert found_in(reads, pattern) == []


def test_nothing_is_called_late(reads: tuple[Read, ...]) -> None:
    late = Text(Language.EN).say("shell.fresh.late", date="").strip(" .")
    assert found_in(reads, re.compile(re.escape(late))) == []
    told_of = json.loads(at(reads, "/api/v1/indicators").answer.text)["data"]
    assert [one["code"] for one in told_of if one["overdue"]] == []


def test_a_year_that_has_ended_is_on_its_pages(reads: tuple[Read, ...]) -> None:
    page = " ".join(at(reads, "/indicator?id=1.1.1").words.split())
    assert "Actual, FY2025/26 61.5 miles" in page
    assert "Target for the end of FY2027/28" in page
    assert "2022/23–2027/28" in page
    assert "5 miles since July" in " ".join(at(reads, "/indicator?id=1.1.2").words.split())
    assert "September 2025" in at(reads, "/indicator?id=1.1.3").words


def test_files_tell_the_days_of_every_period(reads: tuple[Read, ...]) -> None:
    (values,) = (r for r in reads if r.address.partition("?")[0].endswith("/values.csv") and r.status == 200)
    rows = list(csv.DictReader(io.StringIO(values.words.lstrip("\ufeff"))))
    days = {(row["code"], row["period"]): (row["period_start"], row["period_end"], row["value"]) for row in rows}
    assert days["1.1.1", "FY2026"] == ("2025-07-01", "2026-06-30", "61.5")
    assert days["1.1.2", "FY2027-Q1"] == ("2026-07-01", "2026-09-30", "5")
    assert days["1.1.3", "2025-09"] == ("2025-09-01", "2025-09-30", "33")


def test_the_api_tells_the_month_that_years_begin_in(reads: tuple[Read, ...]) -> None:
    strategy = json.loads(at(reads, "/api/v1/strategy").answer.text)
    assert strategy.get("data", strategy)["first_month"] == 7


def test_terms_stand_in_the_calendar_by_their_days(reads: tuple[Read, ...]) -> None:
    calendar = at(reads, "/calendar.ics").words
    # FY2027 ends on 30 June 2027, and its term is 120 days
    assert f"DTSTART;VALUE=DATE:{date(2027, 10, 28):%Y%m%d}" in calendar
    assert "FY2026/27" in calendar
