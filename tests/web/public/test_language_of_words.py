"""Every word of a workbook on a page in another language says which one it is in (WCAG 3.1.2), page by page."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from kpi.model import GoalBook, Plan
from kpi.store import open_store
from tests.asgi import Client
from tests.books import AUGUST, MAY, checked, hospitals, plan, with_changed_target
from tests.html.languages import SaidText, said_texts
from tests.layers import alone, layers
from tests.publishing import publish
from tests.services.publishing.flow import UNDER_WAY
from tests.truth.reading import Read, read_site

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

CYRILLIC = re.compile(r"[А-Яа-яҐґЄєІіЇї]{2,}")
#: how addresses begin that the walk must have met
WAYS = (
    *("/?", "/indicator?", "/goal?", "/sector?", "/department?", "/actions", "/decisions", "/embed/", "/chart/"),
    *("/print/indicator/", "/print/overview"),
)
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


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Read, ...]]:
    """Pages, sheets, frames and drawings in English, all kinds of them."""
    where = str(tmp_path_factory.mktemp("words") / "postup.sqlite")
    store, (made, book) = open_store(where), only_ukrainian()
    publish([checked(made), checked(book)], MAY, store=store)
    publish([checked(made), checked(with_changed_target(book))], AUGUST, store=store)
    with pytest.MonkeyPatch.context() as patch:
        alone(patch, where, "http://here")
        reads = read_site(Client(layers()), ["1.2.1", "1.2.10"], most=4)
        yield tuple(read for read in reads if read.english and read.status == 200 and re.search("html|svg", read.kind))


def unmarked(text: SaidText) -> bool:
    return bool(CYRILLIC.search(text.words)) and text.language != "uk" and not ONE_TEXT.search(text.place)


def test_every_ukrainian_word_on_a_page_in_english_is_marked(english: tuple[Read, ...]) -> None:
    for way in WAYS:
        assert any(read.address.startswith(way) for read in english), f"the walk has not met {way}"
    found = {
        (text.place, text.words.strip()[:100], read.address.partition("?")[0])
        for read in english
        for text in said_texts(read.answer.text)
        if unmarked(text)
    }
    assert not found, "\n".join(map(str, sorted(found)))
    for words in ("Навчити лікарів", "Головний лікар", "Ремонт лікарень", "ліжка"):
        assert any(words in read.answer.text for read in english), f"the walk has not met «{words}»"
