"""One upload starts one reading, whatever follows it; what is refused is not remembered."""

import io
from dataclasses import replace

import pytest
from openpyxl import Workbook

from kpi.services.publishing import drafts
from kpi.services.publishing.submission import confirm
from kpi.store import Store
from kpi.workbook import Expected, Reading
from kpi.workbook.process.reader_pool import POOL
from tests.books import AUGUST, observation
from tests.services.publishing.flow import HEAD, SPORT, started, valued, workbook

Rows = tuple[tuple[str | float | None, ...], ...]
#: names of indicators are «Показник <code>»; HEAD has indicators in both goals
TABLE: Rows = (("Назва", "Факт I кв. 2026", "Факт II кв. 2026"), ("Показник 1.2.1", 51, 52))
ALONE: Rows = (("Код", "Рік", "Квартал", "Місяць", "Значення", "Коментар"), ("1.2.1", 2026, 2, None, 51, "ремонт"))


def file_of(rows: Rows) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Лист1"
    for row in rows:
        sheet.append(row)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that a child was asked to read, in order."""
    asked: list[str] = []
    read = POOL.read

    def counted(data: bytes, filename: str, expected: Expected) -> Reading:
        asked.append(filename)
        return read(data, filename, expected)

    monkeypatch.setattr(POOL, "read", counted)
    return asked


def published(store: Store, number: int) -> bool:
    """The preview looked at twice, an explanation given, the draft confirmed."""
    drafts.preview_draft(HEAD, number, today=AUGUST, store=store)
    drafts.explain(HEAD, number, {"1.2.1": "уточнено за актом"}, today=AUGUST, store=store)
    drafts.preview_draft(HEAD, number, today=AUGUST, store=store)
    return confirm(HEAD, number, today=AUGUST, store=store).receipt is not None


@pytest.mark.parametrize(
    "content", [valued(50.0), file_of(ALONE)], ids=["a workbook of the template", "«Спостереження» alone"]
)
def test_one_upload_is_one_reading(store: Store, readings: list[str], content: bytes) -> None:
    started(store)
    found = drafts.upload(HEAD, content, "once.xlsx", today=AUGUST, store=store)
    assert readings == ["once.xlsx"]
    assert found.draft is not None, found.checked.reading.problems
    assert published(store, found.draft.number)
    assert readings == ["once.xlsx"], "the preview and the confirmation read nothing again"


def test_a_table_is_read_once_for_all_the_goals_that_it_may_be_of(store: Store, readings: list[str]) -> None:
    started(store)
    content = file_of(TABLE)
    asked = drafts.upload(HEAD, content, "table.xlsx", today=AUGUST, store=store)
    assert readings == ["table.xlsx"]
    assert isinstance(asked.checked.reading, Reading)
    assert asked.checked.reading.goal_book is not None
    assert asked.checked.reading.goal_book.goal == "1.2", "its names are found in one of two goals"
    assert asked.checked.reading.interpretation is not None
    key = asked.checked.reading.interpretation.key
    found = drafts.upload(HEAD, content, "table.xlsx", today=AUGUST, confirmed=key, store=store)
    assert found.draft is not None
    assert published(store, found.draft.number)
    assert readings == ["table.xlsx"] * 2


def test_a_table_is_read_again_where_another_book_came_into_force(store: Store, readings: list[str]) -> None:
    started(store)
    content = file_of(ALONE)
    draft = drafts.upload(HEAD, content, "alone.xlsx", today=AUGUST, store=store).draft
    assert draft is not None
    other = workbook(replace(SPORT, observations=(observation("1.10.2", "2025", 64.0),)))
    second = drafts.upload(HEAD, other, "1.10.xlsx", today=AUGUST, store=store).draft
    assert second is not None
    assert confirm(HEAD, second.number, today=AUGUST, store=store).receipt is not None
    drafts.preview_draft(HEAD, draft.number, today=AUGUST, store=store)
    assert readings == ["alone.xlsx", "1.10.xlsx", "alone.xlsx"]


def test_a_refused_file_is_read_each_time_it_is_sent(store: Store, readings: list[str]) -> None:
    started(store)
    wrong = file_of((*ALONE, ("1.2.1", 2026, 1, None, "сорок", "")))
    for _ in range(2):
        assert drafts.upload(HEAD, wrong, "wrong.xlsx", today=AUGUST, store=store).draft is None
    assert readings == ["wrong.xlsx"] * 2
