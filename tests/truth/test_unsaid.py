"""A plan with its required cells alone: what it does not say, no page and no file says for it."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date

import pytest

from kpi.services.publishing import batches, load
from kpi.store import open_store
from tests.asgi import Client
from tests.layers import alone, layers
from tests.truth.reading import Read, read_site, table
from tests.workbook.test_english import Rows, saved

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

TODAY = date(2026, 11, 24)
PLAN: Mapping[str, Rows] = {
    "Стратегія": [
        ("Параметр", "Значення"),
        ("Назва", "Стратегія селища Тихе"),
        ("Громада", "Селище Тихе"),
        ("Редакція", "2025-2027"),
        ("Рік початку", 2025),
        ("Рік кінця", 2027),
        ("Базовий рік", 2024),
        ("Дані ілюстративні", "ні"),
    ],
    "Оперативні цілі": [("Код", "Назва", "Відповідальний підрозділ"), ("1", "Чиста вода", "")],
    "Підрозділи": [("Код", "Назва"), ("water", "Водоканал")],
}
GOAL: Mapping[str, Rows] = {
    "Показники": [
        ("Код", "Назва показника", "Одиниця виміру", "Напрям", "Ціль 2027", "Відповідальний підрозділ"),
        ("1.1", "Домогосподарства з водопроводом", "%", "зростання", 80, "Водоканал"),
    ],
    "Спостереження": [("Код", "Рік", "Квартал", "Місяць", "Значення"), ("1.1", 2025, None, None, 61)],
}
#: what would be a promise, a right or a duty that the plan does not name
CLAIMED = re.compile(
    r"CC.?BY|Creative ?Commons|creativecommons|вільно використовувати|free to use|Free to use|"
    r"ілюстративн|illustrative|mailto:|Law of|Закон України",
)

#: where fields and codes are explained, whatever stands in them here
DICTIONARY = re.compile(r"/data\b|/method\b|/download/.*(?:structure|datapackage|catalogue|\.xlsx)|/api/v1/openapi")


def whole(read: Read) -> bool:
    """Answers of which what machines read is read too."""
    return read.kind in {"text/html", "application/json", "application/ld+json"}


@pytest.fixture(scope="module")
def reads(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Read, ...]]:
    folder = tmp_path_factory.mktemp("unsaid")
    (folder / "goals").mkdir()
    (folder / "plan.xlsx").write_bytes(saved(PLAN))
    (folder / "goals/1.xlsx").write_bytes(saved(GOAL))
    where = str(folder / "postup.sqlite")
    load(batches([folder]), today=TODAY, store=open_store(where))
    with pytest.MonkeyPatch.context() as patch:
        alone(patch, where)
        yield tuple(read_site(Client(layers()), ["1.1"], most=12))


def test_the_walk_reaches_the_site(reads: tuple[Read, ...]) -> None:
    assert len(reads) > 60
    assert [(r.status, r.address) for r in reads if r.status >= 400] == []


def test_nothing_is_claimed_for_the_plan(reads: tuple[Read, ...]) -> None:
    found = [
        (read.address, read.words[max(match.start() - 40, 0) : match.end() + 40])
        for read in reads
        if not DICTIONARY.search(read.address)
        and (match := CLAIMED.search(read.answer.text if whole(read) else read.words))
    ]
    assert not found, "\n".join(map(str, found))


def test_pages_say_that_no_terms_are_stated(reads: tuple[Read, ...]) -> None:
    pages = [
        r
        for r in reads
        if r.kind == "text/html" and r.status == 200 and re.match(r"/(\?|$|goal|indicator|data)", r.address)
    ]
    assert len(pages) > 8
    missing = [
        r.address
        for r in pages
        if not re.search(r"Умови використання даних не зазначено|No terms of use are stated", r.words)
    ]
    assert not missing


def test_machines_are_told_of_no_licence(reads: tuple[Read, ...]) -> None:
    documents = {read.address.rpartition("/")[2]: read.answer.text for read in reads if "json" in read.kind}
    assert "license" not in json.loads(documents["openapi.json"])["info"]
    assert "licenses" not in json.loads(documents["datapackage.json"])
    assert "dct:license" not in documents["catalogue.jsonld"]
    assert json.loads(documents["strategy"])["licence"] is None
    (line,) = table(next(read for read in reads if read.address.endswith("/values.csv")))
    assert line["licence"] == ""
