"""Subscribing twice, leaving once, and what a letter after a release says; none tells whether an address is known."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from typing import Unpack

import pytest

from kpi.model import DecisionBody, Language
from kpi.services.publishing.administration.journal import local_journal
from kpi.services.publishing.permissions import ForbiddenError
from kpi.services.reminders.smtp import Mailer, sender, server
from kpi.services.subscriptions.letters import send_subscriptions
from kpi.services.subscriptions.subscribing import (
    MOST_FROM_ONE,
    SubscriptionError,
    add_to_list,
    confirm,
    leave,
    lists,
    subscribe,
    take_off_list,
)
from kpi.store import Store, open_store
from kpi.store.people import subscribers as kept
from kpi.store.people.subscribers import Subscriber, SubscriberState
from kpi.text import Text
from kpi.web.desk.words.journal_words import subject_words
from tests.books import AUGUST, MAY, checked, hospitals, observation, oversight, plan
from tests.languages import BOTH
from tests.model_fields import StrategyFields
from tests.publishing import publish
from tests.services.publishing.flow import EDITOR, HEAD, SPORT
from tests.services.reminders.mailserver import MailServer
from tests.services.reminders.test_desk_letters import words

NOW = datetime(2026, 8, 1, 9, tzinfo=UTC)
READER = "reader@example.org"
NEXT = AUGUST + timedelta(1)


@pytest.fixture
def store(tmp_path: object) -> Store:
    opened = open_store(f"{tmp_path}/postup.sqlite")
    publish([checked(plan()), checked(hospitals()), checked(SPORT)], MAY, store=opened)
    return opened


def known(store: Store) -> list[Subscriber]:
    with store.reading() as connection:
        return kept.subscribers(connection, store.community)


def asked(store: Store, address: str = READER, *, now: datetime = NOW, network: str = "192.0.2.7") -> None:
    subscribe(address, "uk", network, now=now, store=store)


def letters(
    store: Store, mail: MailServer, *, day: date = NEXT, news: bool = True, now: datetime = NOW
) -> Sequence[tuple[list[str], EmailMessage]]:
    before = len(mail.taken)
    with Mailer(server(f"smtp://localhost:{mail.port}?tls=none"), lambda _: None) as post:
        sent = send_subscriptions(
            store,
            post,
            sender("Поступ <postup@example.org>"),
            day=day,
            now=now,
            site="https://kpi.example.org",
            news=news,
        )
    assert sent == len(mail.taken) - before
    return mail.taken[before:]


def subscribed(store: Store, mail: MailServer) -> Subscriber:
    asked(store)
    letters(store, mail, news=False)
    (one,) = known(store)
    assert confirm(one.key, now=NOW, store=store)
    return known(store)[0]


def august(store: Store, **settings: Unpack[StrategyFields]) -> None:
    """A release in which 1.2.1 fell and something was decided."""
    decided = oversight()
    new = replace(decided.decisions[0], number="44", day=date(2026, 8, 10), body=DecisionBody.COUNCIL, name="Про ліки")
    whole = replace(plan(**settings), oversight=replace(decided, decisions=(*decided.decisions, new)))
    publish([checked(whole), checked(hospitals(observation("1.2.1", "2026-Q2", 5.0)))], AUGUST, store=store)


def test_a_subscription_begins_with_a_confirmed_address(store: Store, mail: MailServer) -> None:
    asked(store)
    ((to, letter),) = letters(store, mail, news=False)
    assert to == [READER]
    (one,) = known(store)
    assert f"https://kpi.example.org/subscribe/confirm?key={one.key}" in words(letter)
    assert one.state is SubscriberState.ASKED
    assert letters(store, mail) == [], "asked once, and told nothing until it is confirmed"
    assert confirm(one.key, now=NOW, store=store)
    assert confirm(one.key, now=NOW, store=store), "twice is once"
    assert (known(store)[0].state, known(store)[0].told) == (SubscriberState.CONFIRMED, MAY.isoformat())
    assert not confirm("nobody", now=NOW, store=store)


def test_a_letter_after_a_release_says_what_came_and_goes_once(store: Store, mail: MailServer) -> None:
    one = subscribed(store, mail)
    assert letters(store, mail) == [], "nothing came yet"
    august(store)
    assert letters(store, mail, day=AUGUST) == [], "the day is not over"
    assert letters(store, mail, news=False) == [], "a page in passing sends none"
    ((to, letter),) = letters(store, mail)
    assert to == [READER]
    text = words(letter)
    assert "1.2.1 Показник 1.2.1:" in text
    assert "№ 44 від 10.08.2026: Про ліки" in text
    assert "Закупити (Управління охорони здоров'я): строк 01.05.2026 минув 106 днів тому" in text
    assert f"https://kpi.example.org/subscribe/leave?key={one.key}" in text
    assert letter["List-Unsubscribe"] == f"<https://kpi.example.org/subscribe/leave?key={one.key}>"
    assert "1.2.2" not in text, "values of 1.2.2 are internal"
    assert letters(store, mail) == []


def test_an_english_reader_has_an_english_letter(store: Store, mail: MailServer) -> None:
    subscribe(READER, Language.EN.value, "192.0.2.7", now=NOW, store=store)
    ((_, letter),) = letters(store, mail, news=False)
    assert "confirm the subscription" in words(letter)
    assert letter["Content-Language"] == "en"
    confirm(known(store)[0].key, now=NOW, store=store)
    august(store)
    ((_, letter),) = letters(store, mail)
    assert "Worsened:" in words(letter)
    assert "Buy (" in words(letter)
    assert "/changes?lang=en" in words(letter)


def test_whoever_leaves_is_forgotten(store: Store, mail: MailServer) -> None:
    one = subscribed(store, mail)
    leave(one.key, now=NOW, store=store)
    leave(one.key, now=NOW, store=store)
    assert known(store) == []
    august(store)
    assert letters(store, mail) == []


def test_a_known_address_is_answered_as_a_new_one_and_asked_once_a_day(store: Store, mail: MailServer) -> None:
    asked(store)
    asked(store, READER.upper(), now=NOW + timedelta(hours=2))
    assert len(known(store)) == 1
    letters(store, mail, news=False)
    asked(store, now=NOW + timedelta(days=2))
    ((to, _),) = letters(store, mail, news=False, now=NOW + timedelta(days=2))
    assert to == [READER]
    confirm(known(store)[0].key, now=NOW + timedelta(days=2), store=store)
    asked(store, now=NOW + timedelta(days=4))
    assert letters(store, mail, news=False) == []


def test_what_nobody_confirms_is_forgotten(store: Store, mail: MailServer) -> None:
    asked(store)
    assert letters(store, mail, now=NOW + timedelta(days=8)) == []
    assert known(store) == []


def test_too_many_and_wrong_ones_are_refused(store: Store) -> None:
    with pytest.raises(SubscriptionError) as error:
        asked(store, "no address")
    assert error.value.reason == "address"
    for n in range(MOST_FROM_ONE):
        asked(store, f"reader{n}@example.org")
    with pytest.raises(SubscriptionError) as error:
        asked(store, "more@example.org")
    assert error.value.reason == "often"
    asked(store, "more@example.org", network="198.51.100.1")
    asked(store, "later@example.org", now=NOW + timedelta(hours=2))


def test_editors_keep_the_list_of_a_committee(store: Store, mail: MailServer) -> None:
    def added(committee: str, address: str, codes: str = "") -> None:
        add_to_list(EDITOR, committee, address, codes, "uk", now=NOW, store=store)

    added(" Комісія  зі спорту ", "sport@example.org", "1.10; 2.1")
    added("Комісія зі здоров'я", "health@example.org", "1.2")
    for committee, address, reason in (
        ("Комісія зі спорту", "SPORT@example.org", "listed"),
        ("", "x@example.org", "committee"),
        ("Комісія", "x", "address"),
    ):
        with pytest.raises(SubscriptionError) as error:
            added(committee, address)
        assert error.value.reason == reason
    with pytest.raises(ForbiddenError):
        add_to_list(HEAD, "К", "x@example.org", "", "uk", now=NOW, store=store)
    with pytest.raises(ForbiddenError):
        lists(HEAD, store=store)
    august(store)
    ((to, letter),) = letters(store, mail)
    assert to == ["health@example.org"], "nothing came of the goals of the other committee"
    assert "Про ліки" in words(letter)
    found, readers = lists(EDITOR, store=store)
    assert ([one.committee for one in found], readers) == (["Комісія зі здоров'я", "Комісія зі спорту"], 0)
    take_off_list(EDITOR, found[0].key, now=NOW, store=store)
    leave(found[1].key, now=NOW, store=store)
    assert lists(EDITOR, store=store) == ((), 0)
    with pytest.raises(LookupError):
        take_off_list(EDITOR, found[0].key, now=NOW, store=store)
    entry = next(one for one in local_journal(store=store) if one.action == "list_add")
    assert subject_words(entry, Text(BOTH[0])) == "список «Комісія зі здоров'я»"
    assert not any("@example.org" in repr(one.detail) for one in local_journal(store=store)), "no address in the audit"


def test_a_letter_that_does_not_go_is_tried_again(store: Store, mail: MailServer) -> None:
    asked(store)
    with Mailer(server("smtp://localhost:9?tls=none"), lambda _: None) as post:
        told = send_subscriptions(
            store, post, sender("p@example.org"), day=NEXT, now=NOW, site="https://kpi.example.org", news=True
        )
    assert told == 0
    assert len(letters(store, mail, news=False)) == 1


def test_without_the_sites_address_nothing_goes(store: Store, mail: MailServer) -> None:
    asked(store)
    with Mailer(server(f"smtp://localhost:{mail.port}?tls=none"), lambda _: None) as post:
        assert send_subscriptions(store, post, sender("p@example.org"), day=NEXT, now=NOW, site="", news=True) == 0


def test_links_of_a_letter_open_in_its_language_whatever_the_site_opens_in(tmp_path: object, mail: MailServer) -> None:
    english = open_store(f"{tmp_path}/english.sqlite")
    publish([checked(plan(language=Language.EN)), checked(hospitals()), checked(SPORT)], MAY, store=english)
    for language in BOTH:
        subscribe(f"{language}@example.org", language.value, "192.0.2.7", now=NOW, store=english)
    asking = {to[0][:2]: words(letter) for to, letter in letters(english, mail, news=False)}
    for one in known(english):
        confirm(one.key, now=NOW, store=english)
    august(english, language=Language.EN)
    telling = {to[0][:2]: words(letter) for to, letter in letters(english, mail)}
    links = {name: re.findall(r"https://\S+", asking[name] + telling[name]) for name in ("uk", "en")}
    assert [len(found) for found in links.values()] == [3, 3]
    assert all("lang=uk" in link for link in links["uk"]), links["uk"]
    assert not any("lang=" in link for link in links["en"]), links["en"]


def test_an_english_letter_names_departments_in_english(store: Store, mail: MailServer) -> None:
    subscribe(READER, Language.EN.value, "192.0.2.7", now=NOW, store=store)
    letters(store, mail, news=False)
    confirm(known(store)[0].key, now=NOW, store=store)
    august(store)
    ((_, letter),) = letters(store, mail)
    assert "Buy (Health department): due" in words(letter)


@pytest.mark.parametrize("illustrative", [True, False])
def test_what_is_illustrative_is_told_by_the_subject_too(
    tmp_path: object, mail: MailServer, *, illustrative: bool
) -> None:
    store = open_store(f"{tmp_path}/own.sqlite")
    settings: StrategyFields = {"illustrative": illustrative}
    publish([checked(plan(**settings)), checked(hospitals()), checked(SPORT)], MAY, store=store)
    subscribed(store, mail)
    august(store, **settings)
    ((_, letter),) = letters(store, mail)
    assert str(letter["Subject"]).startswith("[демо] ") is illustrative
    assert ("Демонстраційні дані" in words(letter)) is illustrative
