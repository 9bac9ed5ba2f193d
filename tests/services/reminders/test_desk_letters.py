"""Letters to people about what happens at the desk: each goes once, is journalled, names nothing restricted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from kpi.model import Account, DraftState, Language, Oversight, Plan, Role, Suspension, TypedFields, Visibility
from kpi.model.community_time import local
from kpi.services.publishing import drafts
from kpi.services.publishing.administration.journal import JournalQuery, local_journal
from kpi.services.publishing.submission import approve, confirm, send_back
from kpi.services.publishing.visibility import VisibilityRequest, set_visibility
from kpi.services.questions.answering import answer
from kpi.services.questions.asking import AskedQuestion, ask
from kpi.services.reminders.chase import chase_list, set_second_address
from kpi.services.reminders.desk_events import DECISION_DAYS, RECENT
from kpi.services.reminders.desk_letters import send_desk_letters
from kpi.services.reminders.recipients import Recipients
from kpi.services.reminders.smtp import Mailer, sender, server
from kpi.services.reminders.working_days import Workdays
from kpi.services.reporting.report_context import report_context
from kpi.services.reporting.submission import draft_form
from kpi.store import Store, open_store
from kpi.store import drafts as kept
from kpi.store.beside.questions import ReaderQuestion
from kpi.store.people import accounts
from kpi.text import Text
from tests import two_editions as two
from tests.books import AUGUST, MAY, checked, hospitals, observation, plan
from tests.fiscal_years import CALENDAR
from tests.measure.one import PLAIN, dataset
from tests.publishing import publish
from tests.services.publishing.flow import (
    ADMIN,
    EDITOR,
    HEAD,
    SECOND_ADMIN,
    SPORT,
    UNDER_WAY,
    plan_workbook,
    sent,
    valued,
    workbook,
)
from tests.services.reminders.mailserver import MailServer

PEOPLE = (
    replace(HEAD, email="koval@example.org"),
    replace(EDITOR, email="editor@example.org"),
    replace(ADMIN, email="admin@example.org"),
    SECOND_ADMIN,
)
REVIEWED = Suspension(code="1.2.1", since=date(2026, 8, 1), reason="ремонт", act="№ 3", review_by=date(2026, 8, 10))
#: values of 1.2.2 are internal
RESTRICTED = ("1.2.2", "Показник 1.2.2", "службове")


def without_decisions(*, approval: bool = True) -> Plan:
    """The plan with nothing decided: of that test_oversight_letters.py tells."""
    return replace(plan(approval=approval), oversight=Oversight())


@pytest.fixture
def site(tmp_path: object) -> Store:
    """Two goals with an internal indicator and an action under way, four accounts, approval of everything."""
    store = open_store(f"{tmp_path}/postup.sqlite")
    publish(
        [checked(without_decisions()), checked(hospitals(corrective_actions=(UNDER_WAY,))), checked(SPORT)],
        MAY,
        store=store,
    )
    with store.writing() as connection:
        for account in PEOPLE:
            accounts.add(connection, store.community, account, "", datetime.now(UTC))
    return store


def sent_letters(
    store: Store,
    mail: MailServer,
    now: datetime | None = None,
    *,
    digests: bool = True,
    day: date = AUGUST,
    language: Language = Language.UK,
) -> list[tuple[list[str], EmailMessage]]:
    """What goes to the mail server in one run."""
    before = len(mail.taken)
    with Mailer(server(f"smtp://localhost:{mail.port}?tls=none"), lambda _: None) as post:
        told = send_desk_letters(
            store,
            post,
            sender("Поступ <postup@example.org>"),
            Text(language),
            day=day,
            days=Workdays(),
            now=now or datetime.now(UTC),
            site="https://kpi.example.org",
            digests=digests,
        )
        assert [trouble for _, trouble in told] == [""] * (len(mail.taken) - before)
    return mail.taken[before:]


def words(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    content = str(body.get_content()).replace("\u00a0", " ")
    return str(f"{message['Subject']}\n{content}")


def whole(message: EmailMessage) -> str:
    parts = (str(part.get_content()) for part in message.walk() if not part.is_multipart())
    return "".join((*parts, str(message["Subject"])))


def test_a_submission_from_waiting_to_approved_in_letters(site: Store, mail: MailServer) -> None:
    draft = confirm(HEAD, sent(site, valued(52.0)).number, today=AUGUST, store=site).draft
    ((to, waiting),) = sent_letters(site, mail)
    assert sorted(to) == ["admin@example.org", "editor@example.org"], "who may approve and has an address"
    assert "Чекає на ваше рішення: Ціль 1.2. Лікарні" in words(waiting)
    assert "https://kpi.example.org/admin" in words(waiting)
    assert sent_letters(site, mail) == [], "each goes once"

    send_back(EDITOR, draft.number, "Назвіть джерело", store=site)
    ((to, returned),) = sent_letters(site, mail)
    assert to == ["koval@example.org"]
    assert "повернуто на доопрацювання" in words(returned)
    assert "Назвіть джерело" not in words(returned), "the goal has an internal indicator: words are on the page"
    assert "Слова редактора — на сторінці подання" in words(returned)

    confirm(HEAD, draft.number, today=AUGUST, store=site)
    again = sent_letters(site, mail, datetime.now(UTC) + timedelta(seconds=1))
    assert [len(to) for to, _ in again] == [2], "a new asking is a new letter"
    done = approve(EDITOR, draft.number, today=AUGUST, store=site).receipt
    assert done is not None
    ((to, approved),) = sent_letters(site, mail)
    assert to == ["koval@example.org"]
    assert f"Номер квитанції: {done.number}" in words(approved)
    assert f"https://kpi.example.org/upload/receipt?number={done.number}" in words(approved)
    html = approved.get_body(("html",))
    assert html is not None
    assert "Номер квитанції" in html.get_content()
    for _, message in mail.taken:
        assert not [one for one in RESTRICTED if one in whole(message)]
    told = local_journal(JournalQuery(action="letter"), store=site)
    assert [one.detail["to"] for one in told[:1]] == [["koval"]]
    assert "@example.org" not in repr([one.detail for one in told])


def test_two_askings_at_one_moment_are_told_apart(site: Store, mail: MailServer) -> None:
    draft, moment = sent(site, valued(52.0)), datetime.now(UTC)
    for number in range(2):
        for state in (DraftState.OPEN, DraftState.AWAITING):
            with site.writing() as connection:
                kept.change(connection, site.community, draft.number, state=state, changed_at=moment)
        assert len(sent_letters(site, mail)) == 1, number


def test_whoever_may_approve_a_plan_is_told_that_one_waits(site: Store, mail: MailServer) -> None:
    """In a town with one administrator it is an editor who decides (0035)."""
    named = plan(approval=True)
    limits = replace(named.strategy.settings, at_risk=0.2)
    changed = replace(named, strategy=replace(named.strategy, settings=limits))
    draft = drafts.upload(ADMIN, plan_workbook(changed), "plan.xlsx", today=AUGUST, store=site).draft
    assert draft is not None
    drafts.set_choices(ADMIN, draft.number, act="рішення № 12 від 01.08.2026", store=site)
    assert confirm(ADMIN, draft.number, today=AUGUST, store=site).receipt is None
    ((to, waiting),) = sent_letters(site, mail)
    assert to == ["editor@example.org"]
    assert "Чекає на ваше рішення: план стратегії" in words(waiting)
    approve(EDITOR, draft.number, today=AUGUST, store=site)


@pytest.mark.parametrize(("code", "is_told"), [("1.2.1", True), ("1.2.2", False)])
def test_a_form_is_named_and_its_words_stand_where_its_rows_are_public(
    code: str, is_told: bool, site: Store, mail: MailServer
) -> None:
    context = report_context(site, AUGUST)
    assert context is not None
    lines = [(code, CALENDAR.parse("2026-Q2"), TypedFields(gap="not_provided", comment="обліку ще немає"))]
    asked = draft_form(HEAD, context, lines, seen_seq=context.seq, store=site)
    assert confirm(HEAD, asked.number, today=AUGUST, store=site).receipt is None
    ((_, waiting),) = sent_letters(site, mail)
    assert "Чекає на ваше рішення: дані\n" in words(waiting)
    send_back(EDITOR, asked.number, "Назвіть джерело", store=site)
    ((_, returned),) = sent_letters(site, mail)
    assert ("Назвіть джерело" in words(returned)) is is_told


@pytest.mark.parametrize(
    ("language", "subject", "lines"),
    [
        (Language.UK, "Чекають на рішення вже кілька днів: 1", ("Лікарні", "чекає 3 робочі дні")),
        (Language.EN, "Waiting for a decision for days: 1", ("Hospitals", "waiting for 3 working days")),
    ],
)
def test_a_decision_that_is_due_is_told_once(
    language: Language, subject: str, lines: tuple[str, str], site: Store, mail: MailServer
) -> None:
    asked = confirm(HEAD, sent(site, valued(52.0)).number, today=AUGUST, store=site).draft
    assert len(sent_letters(site, mail)) == 1, "that it waits"
    due = Workdays().shifted(local(asked.changed_at).date(), DECISION_DAYS)
    assert sent_letters(site, mail, day=due - timedelta(days=1)) == []
    assert sent_letters(site, mail, day=due, digests=False) == [], "a page in passing sends nothing of the day"
    ((to, told),) = sent_letters(site, mail, day=due, language=language)
    assert sorted(to) == ["admin@example.org", "editor@example.org"]
    assert subject in words(told)
    for part in (*lines, "О. Коваль", "https://kpi.example.org/admin"):
        assert part in words(told)
    assert not [one for one in RESTRICTED if one in whole(told)]
    assert sent_letters(site, mail, day=due + timedelta(days=9)) == []
    approve(EDITOR, asked.number, today=AUGUST, store=site)


def test_what_was_decided_is_not_due(site: Store, mail: MailServer) -> None:
    asked = confirm(HEAD, sent(site, valued(52.0)).number, today=AUGUST, store=site).draft
    approve(EDITOR, asked.number, today=AUGUST, store=site)
    later = sent_letters(site, mail, day=date(2027, 6, 1))
    assert not ["кілька днів" in words(message) for _, message in later if "кілька днів" in words(message)]


def test_words_of_a_return_stand_in_the_letter_where_all_is_public(site: Store, mail: MailServer) -> None:
    sport = replace(HEAD, departments=("sport",))
    draft = drafts.upload(sport, valued_of_sport(), "1.10.xlsx", today=AUGUST, store=site).draft
    assert draft is not None
    asked = confirm(sport, draft.number, today=AUGUST, store=site).draft
    send_back(EDITOR, asked.number, "Назвіть джерело", store=site)
    ((_, returned),) = sent_letters(site, mail)
    assert "• Назвіть джерело" in words(returned)


def valued_of_sport() -> bytes:
    return workbook(replace(SPORT, observations=(observation("1.10.1", "2026-Q2", 64.0),)))


def test_what_heads_publish_is_one_letter_of_the_day(site: Store, mail: MailServer) -> None:
    publish([checked(without_decisions(approval=False))], MAY, store=site)
    for value in (52.0, 52.5):
        confirm(HEAD, sent(site, valued(value, comment=f"уточнено: {value}")).number, today=AUGUST, store=site)
    assert sent_letters(site, mail, digests=False) == [], "a page in passing sends no digest"
    ((to, digest),) = sent_letters(site, mail)
    assert sorted(to) == ["admin@example.org", "editor@example.org"]
    assert "Підрозділи опублікували дані: 2" in words(digest)
    assert words(digest).count("О. Коваль, Ціль 1.2. Лікарні") == 2
    assert sent_letters(site, mail) == []


def test_the_day_of_a_suspensions_review_is_told_once(site: Store, mail: MailServer) -> None:
    book = hospitals()
    publish([checked(replace(book, suspensions=(*book.suspensions, REVIEWED)))], AUGUST, store=site)
    assert sent_letters(site, mail, day=date(2026, 8, 9)) == []
    ((to, review),) = sent_letters(site, mail)
    assert sorted(to) == ["admin@example.org", "editor@example.org"]
    assert "1.2.1 Показник 1.2.1: 10.08.2026" in words(review)
    assert sent_letters(site, mail) == []
    later = sent_letters(site, mail, day=date(2027, 1, 4))
    assert ["1.2.10" in words(message) for _, message in later] == [True], "the other one in its own time"


def test_a_second_address_is_told_after_five_working_days(site: Store, mail: MailServer) -> None:
    """Values of the second quarter are due on 15 July."""
    now = datetime.now(UTC)
    with pytest.raises(Exception, match="settings"):
        set_second_address(EDITOR, "health", "deputy@example.org", now=now, store=site)
    with pytest.raises(Exception, match="no_address"):
        set_second_address(ADMIN, "health", "deputy", now=now, store=site)
    set_second_address(ADMIN, "health", "deputy@example.org", now=now, store=site)
    (health,) = [one for one in chase_list(EDITOR, AUGUST, Workdays(), store=site) if one.code == "health"]
    assert (health.second, health.addresses) == ("deputy@example.org", ("health@example.org",))
    before = [words(letter) for _, letter in sent_letters(site, mail, day=date(2026, 7, 21))]
    assert ["за I квартал" in told and "за II квартал" not in told for told in before] == [True]
    ((to, escalation),) = sent_letters(site, mail, day=date(2026, 7, 22))
    assert to == ["deputy@example.org"]
    assert words(escalation).count("5 робочих днів після строку чи довше") == 2, "22 July is the fifth, not more"
    assert "Управління охорони здоров'я" in words(escalation)
    assert "1.2.1 Показник 1.2.1, % — за II квартал 2026 року, строк минув 15.07.2026" in words(escalation)
    assert "обмеженим доступом" in words(escalation)
    assert not [one for one in RESTRICTED if one in whole(escalation)]
    assert sent_letters(site, mail, day=AUGUST) == []
    set_second_address(ADMIN, "health", "", now=now, store=site)
    told = local_journal(JournalQuery(action="escalation"), store=site)
    assert [one.detail["set"] for one in told] == [False, True]


def test_hiding_at_once_is_told_without_a_name(site: Store, mail: MailServer) -> None:
    wish = VisibilityRequest(
        code="1.2.1", visibility=Visibility.INTERNAL, ground="стаття 6", why="адреса укриття", at_once=True
    )
    set_visibility(EDITOR, wish, today=AUGUST, store=site)
    ((to, hidden),) = sent_letters(site, mail)
    assert to == ["admin@example.org"], "never who did it"
    assert "негайно приховує показник" in words(hidden)
    for secret in ("1.2.1", "укриття", "стаття"):
        assert secret not in whole(hidden)


def test_what_is_long_past_is_not_told_when_mail_is_configured(site: Store, mail: MailServer) -> None:
    confirm(HEAD, sent(site, valued(52.0)).number, today=AUGUST, store=site)
    assert sent_letters(site, mail, datetime.now(UTC) + RECENT + timedelta(hours=1)) == []


def test_a_letter_that_was_refused_goes_the_next_time(site: Store, mail: MailServer) -> None:
    confirm(HEAD, sent(site, valued(52.0)).number, today=AUGUST, store=site)
    way = server(f"smtp://localhost:{mail.port}?tls=none")
    with refusing(mail, "editor@example.org", "admin@example.org"), Mailer(way, lambda _: None) as post:
        told = send_desk_letters(
            site,
            post,
            sender("postup@example.org"),
            Text(Language.EN),
            day=AUGUST,
            days=Workdays(),
            now=datetime.now(UTC),
        )
        assert [trouble for _, trouble in told] == ["recipient"]
    ((_, waiting),) = sent_letters(site, mail)
    assert "Чекає на ваше рішення" in words(waiting)


@contextmanager
def refusing(mail: MailServer, *addresses: str) -> Iterator[None]:
    mail.refused |= set(addresses)
    yield
    mail.refused -= set(addresses)


def test_an_account_without_an_address_is_reached_by_its_department() -> None:
    known = Recipients((Account(id=1, login="x", name="X", role=Role.HEAD, departments=("нема",)),), dataset(PLAIN))
    assert known.of_login("x") == known.of_login("y") == ()


def test_a_question_is_told_to_who_answers_it_and_the_answer_to_who_asked(site: Store, mail: MailServer) -> None:
    now = datetime.now(UTC)
    about = ReaderQuestion(edition="2022-2026", code="1.2.1", period="", released="2026-05-14", value="", words="")
    asked = AskedQuestion(about=about, words="КУПУЙТЕ на нашому сайті", address="reader@example.org", bare=True)
    number = ask(asked, "192.0.2.1", now=now, store=site)
    ((to, told),) = sent_letters(site, mail)
    assert {"admin@example.org", "editor@example.org", "koval@example.org"} <= set(to), "its head too"
    assert "reader@example.org" not in to
    assert "КУПУЙТЕ" not in whole(told)
    assert "upload/questions" in words(told)
    given = replace(about, number=number, answer="Так і є.", mended="Виправлено одиницю.", told_words="")
    answer(EDITOR, given, publish=False, now=now, store=site)
    ((to, told),) = sent_letters(site, mail)
    assert to == ["reader@example.org"]
    assert "Так і є." in words(told)
    assert "Виправлено одиницю." in words(told)
    assert "КУПУЙТЕ" not in whole(told), "what a stranger wrote is sent to no address that he names"
    assert sent_letters(site, mail) == []
    assert sent_letters(site, mail, now + RECENT + timedelta(days=1)) == []


def test_a_second_address_is_told_of_the_last_values_of_a_former_strategy(tmp_path: Path, mail: MailServer) -> None:
    """Values of 2026 are due on 15 January 2027, when another edition is in force."""
    store = open_store(f"{tmp_path}/both.sqlite")
    two.publish_both(store)
    set_second_address(ADMIN, "health", "deputy@example.org", now=datetime.now(UTC), store=store)
    before = [words(told) for _, told in sent_letters(store, mail, day=date(2027, 1, 21))]
    assert not any("за IV квартал 2026 року" in told for told in before)
    ((to, told),) = sent_letters(store, mail, day=date(2027, 1, 22))
    assert to == ["deputy@example.org"]
    assert "за IV квартал 2026 року, строк минув 15.01.2027" in words(told)
    assert "Ідеться про останні дані стратегії 2022–2026, яка діяла раніше" in words(told)


def test_who_asked_is_answered_in_the_language_and_of_the_edition_of_the_page(tmp_path: Path, mail: MailServer) -> None:
    """2.1.1 is another indicator in the edition that is in force when the answer is given."""
    store = open_store(f"{tmp_path}/both.sqlite")
    two.publish_both(store)
    with store.writing() as connection:
        accounts.add(connection, store.community, PEOPLE[1], "", datetime.now(UTC))
    day = date(2027, 2, 1)
    now = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)
    about = ReaderQuestion(
        edition=two.OLD, code="2.1.1", period="", released="2026-05-14", value="", words="", language="en"
    )
    asked = AskedQuestion(about=about, words="Why is it lower than last year?", address="reader@example.org", bare=True)
    number = ask(asked, "192.0.2.1", now=now, store=store)
    ((_, told),) = sent_letters(store, mail, now, day=day, digests=False)
    assert "2.1.1 «Ночівлі туристів»" in words(told), "an editor reads the language of the site"
    answer(EDITOR, replace(about, number=number, answer="Fewer guests."), publish=False, now=now, store=store)
    ((to, told),) = sent_letters(store, mail, now, day=day, digests=False)
    assert to == ["reader@example.org"]
    assert told["Content-Language"] == "en"
    assert "The answer to your question about indicator 2.1.1" in words(told)
    assert "2.1.1 “Ночівлі туристів”" in words(told)
    assert "https://kpi.example.org/2022-2026/indicator?id=2.1.1&lang=en" in words(told)
    assert words(told).rstrip().endswith("Sustainable development strategy"), "whose letter it is, in its language"
    assert "енергія" not in whole(told)
