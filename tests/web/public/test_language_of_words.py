"""Every word of a workbook on a page in another language says which one it is in (WCAG 3.1.2), page by page."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kpi.model import GoalBook, Plan
from kpi.services.publishing import batches, load
from kpi.store import open_store
from tests.asgi import Client
from tests.books import AUGUST, MAY, checked, hospitals, plan, with_changed_target
from tests.html.languages import said_texts
from tests.layers import alone, layers
from tests.publishing import publish
from tests.services.publishing.flow import UNDER_WAY
from tests.truth.reading import Read, read_site
from tests.workbook.test_english import GOAL, saved
from tests.workbook.test_english import PLAN as ENGLISH_PLAN

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

CYRILLIC = re.compile(r"[А-Яа-яҐґЄєІіЇї]{2,}")
#: how addresses begin that the walk must have met
WAYS = (
    *("/?", "/indicator?", "/goal?", "/sector?", "/department?", "/actions", "/decisions", "/embed/", "/chart/"),
    *("/print/indicator/", "/print/overview"),
)
ENGLISH = re.compile(r"Riverton|Safe streets|Public works|[Mm]iles|Plan adopted|\bPave\b|Road log|Resolution 12")
#: what holds no element: its words are one text, in the language of the sentence
ONE_TEXT = re.compile(r"(?:^|> )title$|\[[\w-]+\]$")


def only_ukrainian() -> tuple[Plan, GoalBook]:
    """A plan and a goal with every kind of words, almost none of them in English."""
    made = plan()
    strategy = replace(made.strategy, title_en="", act="Рішення ради", source="Текст стратегії", about="Про громаду")
    action = replace(UNDER_WAY, cause="Бракує лікарів", measure="Навчити лікарів", responsible="Головний лікар")
    book = hospitals(corrective_actions=(action,))
    first = replace(
        book.indicators[0],
        unit="ліжка",
        task="1.2.1 Ремонт лікарень",
        definition="Частка ліжок",
        source="Звіт лікарні",
        verification="Перевірка комісії",
        limitations="Не всі лікарні",
        compensation="Опитування",
        checked_by="Відділ аналізу",
    )
    named = replace(book.actions[0], partners="Обласна рада")
    book = replace(book, indicators=(first, *book.indicators[1:]), actions=(named, *book.actions[1:]))
    return replace(made, strategy=strategy), book


def pages_in(language: str, where: str, codes: list[str]) -> tuple[Read, ...]:
    """Pages, sheets, frames and drawings in a language that is not the strategy's, all kinds of them."""
    with pytest.MonkeyPatch.context() as patch:
        alone(patch, where, "http://here")
        reads = read_site(Client(layers()), codes, most=4, said=re.compile("(?!)"))
        return tuple(
            read
            for read in reads
            if f"lang={language}" in read.address and read.status == 200 and re.search("html|svg", read.kind)
        )


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> tuple[Read, ...]:
    """Of a plan that is almost wholly in Ukrainian."""
    where = str(tmp_path_factory.mktemp("words") / "postup.sqlite")
    store, (made, book) = open_store(where), only_ukrainian()
    publish([checked(made), checked(book)], MAY, store=store)
    publish([checked(made), checked(with_changed_target(book))], AUGUST, store=store)
    return pages_in("en", where, ["1.2.1", "1.2.10"])


@pytest.fixture(scope="module")
def ukrainian(tmp_path_factory: pytest.TempPathFactory) -> tuple[Read, ...]:
    """Of a plan in English."""
    folder: Path = tmp_path_factory.mktemp("english")
    (folder / "goals").mkdir()
    strategy = [*ENGLISH_PLAN["Strategy"], ("Languages of the site", "en, uk")]
    (folder / "plan.xlsx").write_bytes(saved({**ENGLISH_PLAN, "Strategy": strategy}))
    (folder / "goals/1.1.xlsx").write_bytes(saved(GOAL))
    where = str(folder / "postup.sqlite")
    load(batches([folder]), today=date(2026, 11, 24), store=open_store(where))
    return pages_in("uk", where, ["1.1.1", "1.1.2"])


def unmarked(reads: tuple[Read, ...], words: re.Pattern[str], language: str) -> str:
    """The texts with such words for which another language is named, a line each."""
    found = {
        (text.place, text.words.strip()[:100], read.address.partition("?")[0])
        for read in reads
        for text in said_texts(read.answer.text)
        if words.search(text.words) and text.language != language and not ONE_TEXT.search(text.place)
    }
    return "\n".join(map(str, sorted(found)))


def test_every_ukrainian_word_on_a_page_in_english_is_marked(english: tuple[Read, ...]) -> None:
    for way in WAYS:
        assert any(read.address.startswith(way) for read in english), f"the walk has not met {way}"
    assert unmarked(english, CYRILLIC, "uk") == ""
    for words in ("Навчити лікарів", "Головний лікар", "Ремонт лікарень", "ліжка"):
        assert any(words in read.answer.text for read in english), f"the walk has not met «{words}»"


def test_every_english_word_of_a_plan_on_a_page_in_ukrainian_is_marked(ukrainian: tuple[Read, ...]) -> None:
    for way in ("/?", "/indicator?", "/goal?", "/department?", "/actions", "/print/indicator/"):
        assert any(read.address.startswith(way) for read in ukrainian), f"the walk has not met {way}"
    assert unmarked(ukrainian, ENGLISH, "en") == ""
    for words in ("Miles resurfaced", "Pave", "miles", "Public works", "Riverton"):
        assert any(words in read.answer.text for read in ukrainian), f"the walk has not met «{words}»"
