"""The questions at the desk: who sees which, answering them, telling the answer beside the number."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from kpi.access import RIGHTS, Right, allows
from kpi.model import Account
from kpi.services.publishing.file_check import present_until
from kpi.services.publishing.permissions import ForbiddenError, responsible_departments
from kpi.services.publishing.snapshot import refresh_after
from kpi.services.questions.asking import forget_addresses_in
from kpi.store import Store, audit
from kpi.store.beside import questions
from kpi.store.beside.questions import QuestionState, ReaderQuestion
from kpi.store.people import accounts

#: letters of an answer, of what was mended, of the question as everybody reads it
LONGEST_ANSWER = 3000


class ReplyError(Exception):
    """The answer is not taken; `reason` is a key below `question.desk.error`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def questions_for(account: Account | None, *, now: datetime, store: Store) -> tuple[ReaderQuestion, ...]:
    """The questions that an account may answer, open ones first, the oldest of them first, then the newest answers.

    An editor has all of them, a department those about its own indicators; who asked is shown to editors alone.
    """
    if account is None or account.disabled:
        return ()
    with store.writing() as connection:
        forget_addresses_in(connection, store.community, now)
    with store.reading() as connection:
        found = questions.questions(connection, store.community)
    if not is_editor(account):
        own = {edition: _own_codes(account, store, now, edition) for edition in {one.edition for one in found}}
        found = [replace(one, address="") for one in found if one.code in own[one.edition]]
    waiting = sorted((one for one in found if one.state is QuestionState.OPEN), key=lambda one: one.number)
    return (*waiting, *(one for one in found if one.state is not QuestionState.OPEN))


def awaiting_publication(found: Iterable[ReaderQuestion], store: Store) -> set[int]:
    """Numbers of the questions that a department has answered and no editor has looked at since."""
    with store.reading() as connection:
        known = accounts.everybody(connection, store.community)
    # an editor whose account is closed has looked at it nevertheless
    editors = {one.login for one in known if Right.APPROVE in RIGHTS[one.role]}
    answered = (one for one in found if one.state is QuestionState.ANSWERED and not one.public)
    return {one.number for one in answered if one.decided_by not in editors}


def is_editor(account: Account | None) -> bool:
    """Whether the account decides what is public."""
    return allows(account, Right.APPROVE)


def _own_codes(account: Account, store: Store, now: datetime, edition: str) -> set[str]:
    """What the account answers for in an edition: a question stays about the indicator of the page it was asked on."""
    with store.reading() as connection:
        until = present_until(connection, store, now.date(), edition)
        return set(responsible_departments(connection, until).own_codes(account))


def answer(account: Account | None, given: ReaderQuestion, *, publish: bool, now: datetime, store: Store) -> None:
    """Keep an answer: a department's waits for an editor to make it public, an editor's is told where he says so.

    given  number, answer, mended, told_words; the rest is as it is kept. ForbiddenError, LookupError, ReplyError.
    """
    allowed = {one.number: one for one in questions_for(account, now=now, store=store)}
    kept = allowed.get(given.number)
    if account is None or kept is None:
        raise LookupError(given.number)
    if publish and not is_editor(account):
        raise ForbiddenError("publish_answer")
    if not given.answer.strip():
        raise ReplyError("empty")
    if publish and not given.told_words.strip():
        raise ReplyError("no_question")
    if max(len(given.answer), len(given.mended), len(given.told_words)) > LONGEST_ANSWER:
        raise ReplyError("long")
    told = given.told_words.strip() if publish else "" if is_editor(account) else kept.told_words
    if kept.public and not is_editor(account):
        raise ForbiddenError("publish_answer")
    decided = replace(
        kept,
        state=QuestionState.ANSWERED,
        answer=given.answer.strip(),
        mended=given.mended.strip(),
        told_words=told,
        decided_by=account.login,
    )
    _keep(account, decided, "answer", now, store)


def close(account: Account | None, number: int, *, now: datetime, store: Store) -> None:
    """Lay a question aside without an answer: it is none, or none about a number; for editors."""
    if account is None or not is_editor(account):
        raise ForbiddenError("publish_answer")
    with store.reading() as connection:
        kept = questions.question(connection, store.community, number)
    if kept is None:
        raise LookupError(number)
    _keep(
        account, replace(kept, state=QuestionState.CLOSED, told_words="", decided_by=account.login), "close", now, store
    )


def _keep(account: Account, decided: ReaderQuestion, deed: str, now: datetime, store: Store) -> None:
    with store.writing() as connection:
        questions.decide(connection, store.community, decided, now)
        detail = {"number": decided.number, "code": decided.code, "public": decided.public, "deed": deed}
        audit.record(connection, store.community, actor=account.login, action="question_decided", detail=detail, at=now)
    refresh_after(store)
