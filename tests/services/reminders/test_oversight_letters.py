"""Letters about assignments and risks: each once, to whom they concern, nothing hidden named."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from kpi.model import Language, Visibility
from kpi.services.assignments.answering import answer, send_back
from kpi.services.reminders.oversight_events import DUE_SOON
from kpi.store import Store, open_store
from kpi.store.people import accounts
from tests.books import AUGUST, MAY, NOVEMBER, checked, hospitals, oversight, plan
from tests.publishing import publish
from tests.services.publishing.flow import EDITOR, HEAD, SPORT
from tests.services.reminders.mailserver import MailServer
from tests.services.reminders.test_desk_letters import sent_letters, whole, words

KEY = ("№ 21-зразок", date(2026, 3, 26), "1")
DUE = date(2026, 5, 1)
PEOPLE = (replace(HEAD, email="koval@example.org"), replace(EDITOR, email="editor@example.org"))


def filled(folder: object, *, hidden: bool = False) -> Store:
    store = open_store(f"{folder}/postup.sqlite")
    book = hospitals()
    if hidden:
        first = replace(book.indicators[0], visibility=Visibility.INTERNAL, ground="Стаття 6")
        book = replace(book, indicators=(first, *book.indicators[1:]))
    known = oversight()
    subjects = ("1.2.1",) if hidden else ("1.2",)
    decided = (replace(known.decisions[0], subjects=subjects), *known.decisions[1:])
    whole_plan = replace(plan(), oversight=replace(known, decisions=decided))
    publish([checked(whole_plan), checked(book), checked(SPORT)], MAY, store=store)
    with store.writing() as connection:
        for account in PEOPLE:
            accounts.add(connection, store.community, account, "", datetime.now(UTC))
    return store


@pytest.fixture
def site(tmp_path: object) -> Store:
    return filled(tmp_path)


def said(store: Store, done: date | None = DUE) -> None:
    answer(HEAD, KEY, done=done, words="акт № 7", today=AUGUST, now=datetime.now(UTC), store=store)


def test_a_department_is_told_of_its_term_before_it_comes_and_once(site: Store, mail: MailServer) -> None:
    assert sent_letters(site, mail, day=DUE - timedelta(DUE_SOON + 1)) == []
    ((to, letter),) = sent_letters(site, mail, day=DUE - timedelta(DUE_SOON))
    assert to == ["health@example.org"]
    text = words(letter)
    assert "Наближається строк доручень: 1" in text
    assert "Закупити — строк 01.05.2026 (рішення № 21-зразок від 26.03.2026)" in text
    assert "https://kpi.example.org/upload#assignments" in text
    assert sent_letters(site, mail, day=DUE) == []


def test_what_is_overdue_is_told_to_the_department_and_to_editors_once(site: Store, mail: MailServer) -> None:
    late, editors = sent_letters(site, mail, day=AUGUST)
    assert (late[0], editors[0]) == (["health@example.org"], ["editor@example.org"])
    assert "Строк доручень минув: 1" in words(late[1])
    assert "Управління охорони здоров'я: Закупити" in words(editors[1])
    assert "https://kpi.example.org/admin/decisions" in words(editors[1])
    assert sent_letters(site, mail, day=AUGUST) == []
    assert sent_letters(site, mail, day=AUGUST + timedelta(1)) == []


def test_a_page_in_passing_sends_no_digest(site: Store, mail: MailServer) -> None:
    assert sent_letters(site, mail, day=AUGUST, digests=False) == []


def test_an_answer_waits_and_comes_back_in_letters(site: Store, mail: MailServer) -> None:
    sent_letters(site, mail, day=AUGUST)
    said(site)
    ((to, waiting),) = sent_letters(site, mail, digests=False)
    assert to == ["editor@example.org"]
    assert "Підрозділ відповів на доручення" in words(waiting)
    assert "https://kpi.example.org/admin/decisions#answers" in words(waiting)
    send_back(EDITOR, KEY, "Додайте акт", today=AUGUST, now=datetime.now(UTC), store=site)
    ((to, back),) = sent_letters(site, mail, digests=False, language=Language.EN)
    assert to == ["koval@example.org"]
    assert "Your answer to an assignment was returned" in words(back)
    assert "Додайте акт" in words(back)
    assert sent_letters(site, mail) == []


def test_who_has_answered_that_it_is_done_is_not_chased(site: Store, mail: MailServer) -> None:
    said(site)
    told = sent_letters(site, mail, day=AUGUST)
    assert [to for to, _ in told] == [["editor@example.org"], ["editor@example.org"]]


def test_an_answer_of_long_ago_is_told_to_nobody(site: Store, mail: MailServer) -> None:
    said(site)
    later = datetime.now(UTC) + timedelta(8)
    assert all("Підрозділ відповів" not in words(one) for _, one in sent_letters(site, mail, later))


def test_editors_are_told_when_a_risk_is_to_be_looked_at(site: Store, mail: MailServer) -> None:
    sent_letters(site, mail, day=AUGUST)
    ((to, letter),) = sent_letters(site, mail, day=NOVEMBER)
    assert to == ["editor@example.org"]
    assert "Настав день перегляду ризиків: 1" in words(letter)
    assert "Ціль 1.2. Є світло: 14.11.2026" in words(letter)
    assert sent_letters(site, mail, day=NOVEMBER + timedelta(1)) == []


def test_nothing_of_a_hidden_indicator_is_named(tmp_path: object, mail: MailServer) -> None:
    site = filled(tmp_path, hidden=True)
    sent = sent_letters(site, mail, day=AUGUST)
    assert len(sent) == 2
    said(site)
    send_back(EDITOR, KEY, "про лікарню", today=AUGUST, now=datetime.now(UTC), store=site)
    sent += sent_letters(site, mail, day=AUGUST)
    assert len(sent) == 3
    for _, letter in sent:
        assert not any(word in whole(letter) for word in ("Закупити", "21-зразок", "про лікарню"))
