"""A city of another country, whose workbooks are in English: no page speaks of Ukraine, its money, its law, its war."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from kpi.services.publishing import batches, load
from kpi.store import open_store
from tests.asgi import Client
from tests.layers import alone, layers
from tests.truth.reading import Read, read_site
from tests.workbook.test_english import GOAL, PLAN, saved

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

TODAY = date(2026, 11, 24)
#: in any language of the pages
UKRAINE = re.compile(
    r"₴|\bгрн\b|гривн|UAH|[Hh]ryvnia|Kyiv|Київ|київськ|Ukrain(?!ian, | \(UK\))|Україн|№ 835|No\. 835|КМУ|CMU\b|Закон"
    r"|Law of|24\.02\.2022|воєнн|martial|DREAM|ДРІМ|/UKR\b|Краматорськ|Kramatorsk|GovernmentOrganization"
)
CYRILLIC = re.compile(r"[А-Яа-яҐґЄєІіЇї]+")
#: dictionaries of fields in both languages, and the method's text on what workbooks may say
BILINGUAL = re.compile(r"/download/.*(?:structure|catalogue|datapackage|\.xlsx)|/api/v1/openapi")

IN_UKRAINIAN = re.compile(rf"lang(?:=|%3D)uk|{BILINGUAL.pattern}")


@pytest.fixture(scope="module")
def reads(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Read, ...]]:
    folder = tmp_path_factory.mktemp("foreign")
    (folder / "goals").mkdir()
    (folder / "plan.xlsx").write_bytes(saved(PLAN))
    (folder / "goals/1.1.xlsx").write_bytes(saved(GOAL))
    where = str(folder / "postup.sqlite")
    load(batches([folder]), today=TODAY, store=open_store(where))
    with pytest.MonkeyPatch.context() as patch:
        alone(patch, where)
        yield tuple(read_site(Client(layers()), ["1.1.1", "1.1.2"], most=12))


def told(read: Read) -> bool:
    kinds = {"text/html", "image/svg+xml", "application/atom+xml", "text/calendar", "text/csv", "application/json"}
    return read.status == 200 and read.kind in kinds | {"application/ld+json"}


def test_the_walk_reaches_the_site(reads: tuple[Read, ...]) -> None:
    assert len(reads) > 60
    assert [(r.status, r.address) for r in reads if r.status >= 400] == []


def test_nothing_of_ukraine_is_said(reads: tuple[Read, ...]) -> None:
    found = [
        (read.address, read.words[max(match.start() - 40, 0) : match.end() + 40])
        for read in filter(told, reads)
        if (match := UKRAINE.search(read.words)) and not (BILINGUAL.search(read.address) and "Ukrain" in match[0])
    ]
    assert not found, "\n".join(map(str, found))


def test_a_page_in_english_has_no_ukrainian_word(reads: tuple[Read, ...]) -> None:
    found = [
        (read.address, match[0])
        for read in filter(told, reads)
        if not IN_UKRAINIAN.search(read.address) and (match := CYRILLIC.search(read.ours))
    ]
    assert not found, "\n".join(map(str, found))


def test_money_is_the_citys(reads: tuple[Read, ...]) -> None:
    (goal,) = (read for read in reads if read.address == "/goal?id=1.1")
    assert "$2.5 million" in goal.words.replace("\u00a0", " ")
