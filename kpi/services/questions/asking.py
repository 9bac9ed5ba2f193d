"""Taking a question: what is refused, how often, how long the asker's address is kept."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from kpi.access.sessions import digest
from kpi.model.contact import plain_address
from kpi.services.sign_in.login import network_of
from kpi.store import Store, audit
from kpi.store.beside import questions
from kpi.store.beside.questions import ReaderQuestion
from kpi.store.beside.tries import note_try, tries

#: letters of a question
SHORTEST, LONGEST = 10, 1500
#: questions of an hour, from one network address and from all of them
MOST_FROM_ONE, MOST_IN_ALL, WINDOW = 5, 60, timedelta(hours=1)
#: unanswered ones that a desk holds: beyond it somebody is filling it
MOST_OPEN = 500
#: an address is forgotten so long after the answer, and in any case after it was given
AFTER_ANSWER, AFTER_ASKING = timedelta(days=30), timedelta(days=180)
_ADDRESS = re.compile(r"[^\s@]{1,64}@[^\s@]{1,120}\.[^\s@.]{2,}")
#: «+380…», «050 123-45-67», «(050) 1234567»: begun by + or 0, which no amount is, and not within one
_TELEPHONE = re.compile(r"(?<![\d.,])(?<!\d[ \u00a0\u202f])(?:\+\d|38[ -]?\(?0|\(?0)[\d ()\u00a0-]{7,}\d")
_TELEPHONE_DIGITS = range(9, 14)


class QuestionError(Exception):
    """The question is not taken: `reason` is a key below `question.error`, `field` the one it is about."""

    def __init__(self, reason: str, field: str = "words") -> None:
        super().__init__(reason)
        self.reason, self.field = reason, field


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """What a form brings. `about` has no words and no address yet; `bare`: it says to hold nobody's personal data."""

    about: ReaderQuestion
    words: str
    address: str
    bare: bool


def checked(asked: AskedQuestion) -> ReaderQuestion:
    """The question as it is kept; QuestionError says what to write otherwise."""
    words = "\n".join(line.rstrip() for line in asked.words.replace("\r\n", "\n").strip().split("\n"))
    words = "".join(sign for sign in words if sign.isprintable() or sign == "\n")
    address = asked.address.strip()
    if len(words) < SHORTEST:
        raise QuestionError("short")
    if len(words) > LONGEST:
        raise QuestionError("long")
    if _ADDRESS.search(words) or _has_telephone(words):
        raise QuestionError("personal")
    if address and plain_address(address) is None:
        raise QuestionError("address", "address")
    if not asked.bare:
        raise QuestionError("bare", "bare")
    return replace(asked.about, words=words, address=(plain_address(address) or "") if address else "")


def _has_telephone(words: str) -> bool:
    numbers = (re.sub(r"\D", "", found[0]) for found in _TELEPHONE.finditer(words))
    return any(len(digits) in _TELEPHONE_DIGITS for digits in numbers)


def ask(asked: AskedQuestion, network: str, *, now: datetime, store: Store) -> int:
    """Keep a question; its number at the desk. QuestionError where it is not taken.

    network  the address that it comes from: only its hash is kept, for an hour
    """
    found = checked(asked)
    with store.writing() as connection:
        forget_addresses_in(connection, store.community, now)
        here = digest(network_of(network)) or digest("-")
        from_here, in_all = tries(connection, questions.ASKING, store.community, here, now - WINDOW)
        waiting = sum(
            one.state is questions.QuestionState.OPEN for one in questions.questions(connection, store.community)
        )
        if from_here >= MOST_FROM_ONE or in_all >= MOST_IN_ALL or waiting >= MOST_OPEN:
            raise QuestionError("often")
        note_try(connection, questions.ASKING, store.community, here, now)
        number = questions.add(connection, store.community, found, now)
        detail = {"number": number, "code": found.code, "period": found.period, "reachable": bool(found.address)}
        audit.record(connection, store.community, actor="", action="question", detail=detail, at=now)
    return number


def forget_addresses(store: Store, now: datetime) -> int:
    """Forget the askers' addresses that are needed no longer; of how many."""
    with store.writing() as connection:
        return forget_addresses_in(connection, store.community, now)


def forget_addresses_in(connection: Connection, community: str, now: datetime) -> int:
    """The same in a transaction that is open."""
    return questions.forget(connection, community, answered_before=now - AFTER_ANSWER, asked_before=now - AFTER_ASKING)
