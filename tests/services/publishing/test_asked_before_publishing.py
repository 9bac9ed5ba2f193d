"""What is asked before anything is published: periods that go on, words that look like personal data."""

from dataclasses import replace
from datetime import date

import pytest

from kpi.model import ReportState
from kpi.services.publishing import drafts
from kpi.services.publishing.checks.blockers import Blocker
from kpi.services.publishing.checks.personal_data import PersonalDataKind, find_personal_data, without_personal_data
from kpi.services.publishing.due_list import due_list
from kpi.services.publishing.submission import NotReadyError, confirm
from kpi.store import Store, read_public
from tests.books import AUGUST, hospitals, observation
from tests.services.publishing.flow import HEAD, sent, started, workbook

EARLY = observation("1.2.1", "2026-Q3", 52.0)


def test_a_value_of_a_period_that_goes_on_is_asked_about_and_leaves_the_due_one_due(store: Store) -> None:
    started(store)
    draft = sent(store, workbook(hospitals(EARLY)))
    found = drafts.preview_draft(HEAD, draft.number, today=AUGUST, store=store)
    assert [value.key for value in found.early] == ["1.2.1@2026-Q3"]
    assert [(one.code, one.period.code) for one in found.awaited] == [("1.2.1", "2026-Q2")]
    assert found.blockers == (Blocker.EARLY,)
    with pytest.raises(NotReadyError):
        confirm(HEAD, draft.number, today=AUGUST, store=store)
    drafts.answer(HEAD, draft.number, early=True, store=store)
    assert confirm(HEAD, draft.number, today=AUGUST, store=store).receipt is not None
    states = {item.code: item.state for item in due_list(HEAD, AUGUST, store=store).items}
    assert states["1.2.1"] is ReportState.MISSING, "the second quarter is still asked for"
    later = {item.code: item.state for item in due_list(HEAD, date(2026, 10, 5), store=store).items}
    assert later["1.2.1"] is ReportState.MISSING, "and so is the third, whose final value has not been sent"


def test_a_file_with_the_due_period_owes_nothing(store: Store) -> None:
    started(store)
    draft = sent(store, workbook(hospitals(observation("1.2.1", "2026-Q2", 52.0))))
    found = drafts.preview_draft(HEAD, draft.number, today=AUGUST, store=store)
    assert (found.early, found.awaited) == ((), ())


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Звертайтеся: 067 123 45 67", {PersonalDataKind.TELEPHONE}),
        ("+38 (050) 123-45-67 черговий", {PersonalDataKind.TELEPHONE}),
        ("тел. 48-10-10", {PersonalDataKind.TELEPHONE}),
        ("call +44 20 7946 0958", {PersonalDataKind.TELEPHONE}),
        ("пишіть на ivan.koval@example.org", {PersonalDataKind.EMAIL}),
        ("Ремонт за адресою вул. Шкільна, буд. 12", {PersonalDataKind.ADDRESS}),
        ("на вулиці Героїв України, 7-А", {PersonalDataKind.ADDRESS}),
        ("просп. Миру 5", {PersonalDataKind.ADDRESS}),
        ("at 12 High Street", {PersonalDataKind.ADDRESS}),
        ("Іваненко Петро Олексійович проходить лікування", {PersonalDataKind.HEALTH}),
        ("Померла Коваль О. П.", {PersonalDataKind.HEALTH}),
        ("Mrs Jane Brown was diagnosed in March", {PersonalDataKind.HEALTH}),
        ("Олена Іваненко: інфаркт, діагноз підтверджено", {PersonalDataKind.HEALTH}),
        ("Діагноз Олени Іваненко підтверджено", {PersonalDataKind.HEALTH}),
        ("Іваненко Олена: діабет", {PersonalDataKind.HEALTH}),
        ("Зоряна Ковальчук лікується", {PersonalDataKind.HEALTH}),
        ("Jane Brown: heart attack", {PersonalDataKind.HEALTH}),
        ("Anna Kowalska, diabetes", {PersonalDataKind.HEALTH}),
        ("Лікування хворих у лікарні імені Тараса Шевченка", set()),
        ("Лікування хворих у Міській Лікарні № 3", set()),
        ("Підписала Олена Іваненко", set()),
        ("Відремонтовано 12 км доріг у 2026 році, 3 вулиці", set()),
        ("Площа доріг 120 га, 4 120,5 тис. грн", set()),
        ("Рішення № 77 від 12.03.2026, додаток 3", set()),
        ("Управління освіти, лист 01-12/345", set()),
        ("Лікування 120 хворих у 3 закладах", set()),
        ("Підписав Коваль О. П.", set()),
        ("Перераховано за 2025–2026 роки: 1 234 567 890 грн", set()),
        ("вулиця Шкільна відкрита для руху", set()),
        ("Repaired 12 km of roads; decision no. 5 of 2026-03-12", set()),
    ],
)
def test_what_looks_like_personal_data(text: str, kinds: set[PersonalDataKind]) -> None:
    assert {kind for kind, _ in find_personal_data(text)} == kinds


def test_words_are_taken_out_without_a_trace() -> None:
    said = "Зупинено; тел. 48-10-10, вул. Шкільна, буд. 12 (ivan@example.org). Відновимо у грудні."
    assert without_personal_data(said) == "Зупинено. Відновимо у грудні."


def comments(store: Store) -> str:
    frame = read_public(where=store.name).observations
    return " | ".join(frame["comment"].tolist())


@pytest.mark.parametrize(("answer", "there"), [("keep", True), ("remove", False)])
def test_personal_data_are_asked_about_before_anybody_reads_them(store: Store, answer: str, there: bool) -> None:
    started(store)
    told = observation("1.2.1", "2026-Q2", 52.0, comment="Ремонт, телефон 067 123 45 67")
    draft = sent(store, workbook(hospitals(told)))
    found = drafts.preview_draft(HEAD, draft.number, today=AUGUST, store=store)
    (one,) = found.personal
    assert (one.key, one.words) == ("1.2.1@2026-Q2", ("067 123 45 67",)) or "067 123 45 67" in one.words[0]
    assert found.blockers == (Blocker.PERSONAL,)
    drafts.answer(HEAD, draft.number, personal={one.key: answer}, store=store)
    assert confirm(HEAD, draft.number, today=AUGUST, store=store).receipt is not None
    assert ("067 123 45 67" in comments(store)) is there
    assert "Ремонт" in comments(store)


def test_an_explanation_is_public_too(store: Store) -> None:
    started(store)
    draft = sent(store, workbook(hospitals(observation("1.2.1", "2026-Q2", 90.0))))
    text = {"1.2.1": "Питайте за адресою вул. Шкільна, 12"}
    drafts.explain(HEAD, draft.number, text, today=AUGUST, store=store)
    found = drafts.preview_draft(HEAD, draft.number, today=AUGUST, store=store)
    assert found.blockers == (Blocker.PERSONAL,)
    drafts.answer(HEAD, draft.number, personal={found.personal[0].key: "remove"}, store=store)
    assert confirm(HEAD, draft.number, today=AUGUST, store=store).receipt is not None
    assert "Шкільна" not in comments(store)


def test_what_stood_there_before_is_not_asked_about_again(store: Store) -> None:
    started(store)
    book = hospitals(observation("1.2.1", "2026-Q2", 52.0, comment="тел. 48-10-10"))
    draft = sent(store, workbook(book))
    key = drafts.preview_draft(HEAD, draft.number, today=AUGUST, store=store).personal[0].key
    drafts.answer(HEAD, draft.number, personal={key: "keep"}, store=store)
    confirm(HEAD, draft.number, today=AUGUST, store=store)
    more = replace(book, observations=(*book.observations, observation("1.2.1", "2026-Q2", 21.0, breakdown="жінки")))
    assert drafts.preview_draft(HEAD, sent(store, workbook(more)).number, today=AUGUST, store=store).personal == ()
