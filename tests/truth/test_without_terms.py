"""A plan that names no term: no page, file, feed or calendar calls anything due on a day, late or missing.

Its quarters have ended without values, so that a term that the plan does not name would be heard everywhere.
"""

import json
import re
from collections.abc import Iterator
from datetime import date

import pytest

from kpi.services.publishing import batches, load
from kpi.store import open_store
from tests.asgi import Client
from tests.layers import alone, layers
from tests.truth.reading import Read, read_site, table
from tests.truth.strangers import termless

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

TODAY = date(2026, 11, 24)
EDITION = termless(TODAY)
DUE = re.compile(
    r"не подано|строк[^.]{0,60}минув|[Пп]рострочен|[Зз]апізн|[Нн]аступне оновлення|оновлення очікувал|строк подання|"
    r"[Oo]verdue(?![\",])|not submitted|[Ww]ere due|was due|[Nn]ext update|update was expected|due by|\blate\b",
)
#: where fields and the method are explained, whatever stands in them here
DICTIONARY = re.compile(r"/data\b|/method\b|/help\b|/download/.*(?:structure|datapackage|\.xlsx)|/api/v1/openapi")


@pytest.fixture(scope="module")
def reads(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Read, ...]]:
    folder = EDITION.write(tmp_path_factory.mktemp("termless") / "edition")
    where = str(folder.parent / "postup.sqlite")
    load(batches([folder]), today=TODAY, store=open_store(where))
    with pytest.MonkeyPatch.context() as patch:
        alone(patch, where)
        yield tuple(read_site(Client(layers()), EDITION.codes, most=12))


def test_the_walk_reaches_the_site(reads: tuple[Read, ...]) -> None:
    assert len(reads) > 60
    assert [(r.status, r.address) for r in reads if r.status >= 400] == []


def test_nothing_is_called_due_or_late(reads: tuple[Read, ...]) -> None:
    found = [
        (read.address, read.words[max(match.start() - 60, 0) : match.end() + 60])
        for read in reads
        if not DICTIONARY.search(read.address) and (match := DUE.search(read.words))
    ]
    assert not found, "\n".join(map(str, found))


def test_the_calendar_is_empty_and_nobody_is_led_to_it(reads: tuple[Read, ...]) -> None:
    (calendar,) = (read for read in reads if read.address == "/calendar.ics")
    assert calendar.answer.text.startswith("BEGIN:VCALENDAR")
    assert "VEVENT" not in calendar.answer.text
    assert [read.address for read in reads if b'href="/calendar.ics' in read.answer.content] == []


def test_machines_are_told_of_no_term(reads: tuple[Read, ...]) -> None:
    strategy = next(read for read in reads if read.address == "/api/v1/strategy")
    assert json.loads(strategy.answer.text)["data"]["next_update"] is None
    (indicators,) = (read for read in reads if read.address.endswith(f"/{TODAY}/indicators.csv"))
    assert [row["overdue"] for row in table(indicators)] == ["false"] * len(EDITION.codes)


def test_an_indicator_says_from_when_its_next_value_may_come(reads: tuple[Read, ...]) -> None:
    (page,) = (read for read in reads if read.address == "/indicator?id=1.1.1")
    assert "за I кв. 2026 — після 31.03.2026" in page.words.replace("\u00a0", " ")
