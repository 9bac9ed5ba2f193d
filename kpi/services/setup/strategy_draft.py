"""Tables that somebody has brought and what was answered about them, kept in the store until the first publication."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from kpi.access import Right
from kpi.clock import now
from kpi.model import Account, Draft, DraftKind, DraftState, FiscalYear, Problem
from kpi.services.publishing.drafts import new_draft
from kpi.services.publishing.permissions import require_right
from kpi.services.publishing.release_writer import RefusedError
from kpi.services.setup.questions import Given, SetupReading, first_answers, read_by_answers
from kpi.services.setup.source_tables import read_sources
from kpi.store import Store
from kpi.store import drafts as kept
from kpi.store.write import last_seq
from kpi.text import Text
from kpi.workbook.init.table.tables import what_was_seen

#: what is kept of the answers in the row of the draft
_ANSWERS, _DONE = "answers", "done"
#: every entry of the archive of tables has this day, so that the same tables are the same bytes
_DAY = (1980, 1, 1, 0, 0, 0)
#: letters of a file's name that are kept
_LONGEST_NAME = 120


class AlreadyPublishedError(Exception):
    """The store holds a release: a strategy is changed by its plan from then on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyTables:
    """The tables of an account and its answers.

    files  names and bytes, in the order in which they were brought
    """

    number: int
    login: str
    files: tuple[tuple[str, bytes], ...] = field(repr=False)
    given: Mapping[str, object]

    @property
    def key(self) -> str:
        """Changes with every table and every answer."""
        told = json.dumps(self.given, sort_keys=True, ensure_ascii=False).encode()
        return hashlib.sha256(_packed(self.files) + told).hexdigest()[:32]

    def reading(self, today: date, told: Text | None = None) -> SetupReading:
        """The tables read by the answers; the questions in the language `told`, else in the strategy's."""
        return read_by_answers(read_sources(self.files).files, self.given, today, told)


def begin(account: Account | None, files: Sequence[tuple[str, bytes]], *, today: date, store: Store) -> StrategyTables:
    """Keep tables in place of the account's former ones; answers that still fit stay.

    RefusedError with the problem of each file where one cannot be read, or where no sheet of them holds a table.
    """
    known = require_right(account, Right.PLAN)
    named = _named(files)
    read = read_sources(named)
    if read.refused:
        raise RefusedError({name: [problem] for name, problem in read.refused.items()})
    given = first_answers(read.files, today)
    if read_by_answers(read.files, given, today).draft is None:
        seen: dict[str, list[Problem]] = {one.name: list(what_was_seen([one], FiscalYear(1))) for one in read.files}
        raise RefusedError(seen)
    content = _packed(named)
    with store.writing() as connection:
        _demand_empty(connection, store)
        former = _own(connection, store, known)
        if former is not None:
            given |= {key: value for key, value in _answers(former).items() if key in {"community", "title", "figures"}}
            _close(connection, store, former)
        draft = new_draft(known, DraftKind.STRATEGY, "", edition="", seen_seq=0)
        names = ", ".join(name for name, _ in named)
        told = {_ANSWERS: json.dumps(given, ensure_ascii=False)}
        draft = replace(draft, sha256=hashlib.sha256(content).hexdigest(), filename=names[:500], explanations=told)
        draft = kept.add(connection, store.community, draft, content)
    return StrategyTables(number=draft.number, login=known.login, files=named, given=given)


def _named(files: Sequence[tuple[str, bytes]]) -> tuple[tuple[str, bytes], ...]:
    """The files with their names alone, each once."""
    found: dict[str, bytes] = {}
    for written, content in files:
        bare = written.replace("\\", "/").rpartition("/")[2][-_LONGEST_NAME:] or "table.xlsx"
        name, n = bare, 2
        while name in found:
            name, n = f"{n}-{bare}", n + 1
        found[name] = content
    return tuple(found.items())


def strategy_tables(account: Account | None, *, store: Store) -> StrategyTables | None:
    """What the account has brought; None where there is nothing."""
    known = require_right(account, Right.PLAN)
    with store.reading() as connection:
        draft = _own(connection, store, known)
        content = None if draft is None else kept.file(connection, draft.sha256)
    if draft is None or content is None:
        return None
    return StrategyTables(number=draft.number, login=draft.login, files=_unpacked(content), given=_answers(draft))


def answer(account: Account | None, given: Given, *, store: Store) -> None:
    """Keep the answers, right or wrong: what was typed is not typed again."""
    known = require_right(account, Right.PLAN)
    with store.writing() as connection:
        draft = _own(connection, store, known)
        if draft is not None:
            told = {_ANSWERS: json.dumps(given, ensure_ascii=False)}
            kept.change(connection, store.community, draft.number, explanations=told, changed_at=now())


def discard(account: Account | None, *, store: Store) -> None:
    """Throw the account's tables and answers away."""
    known = require_right(account, Right.PLAN)
    with store.writing() as connection:
        draft = _own(connection, store, known)
        if draft is not None:
            _close(connection, store, draft)


def settle(connection: Connection, store: Store, number: int, receipt: int, told: Mapping[str, object]) -> None:
    """The tables have become a release; those of others are let go, since the store is no longer empty."""
    for draft in kept.setup_drafts(connection, store.community):
        if draft.number != number:
            _close(connection, store, draft)
    values = {"state": DraftState.PUBLISHED, "receipt": receipt, "changed_at": now()}
    done = {_DONE: json.dumps(told, ensure_ascii=False)}
    kept.change(connection, store.community, number, explanations=done, **values)


def published_by(account: Account | None, *, store: Store) -> Mapping[str, Any] | None:
    """What `settle` was told of the strategy that the account has published; None where it has not."""
    known = require_right(account, Right.PLAN)
    with store.reading() as connection:
        done = kept.setup_drafts(connection, store.community, (DraftState.PUBLISHED,))
    own = [draft for draft in done if draft.login == known.login]
    if not own:
        return None
    told: dict[str, Any] = json.loads(own[-1].explanations[_DONE])
    return told | {"published": date.fromisoformat(told["published"])}


def demand_own(connection: Connection, store: Store, login: str, number: int) -> None:
    """AlreadyPublishedError where the store holds something, LookupError where the tables are no longer those."""
    _demand_empty(connection, store)
    if number not in {one.number for one in kept.setup_drafts(connection, store.community) if one.login == login}:
        raise LookupError(number)


def _demand_empty(connection: Connection, store: Store) -> None:
    if last_seq(connection, store.community):
        raise AlreadyPublishedError


def _own(connection: Connection, store: Store, account: Account) -> Draft | None:
    found = [one for one in kept.setup_drafts(connection, store.community) if one.login == account.login]
    return found[-1] if found else None


def _close(connection: Connection, store: Store, draft: Draft) -> None:
    kept.change(connection, store.community, draft.number, state=DraftState.DISCARDED, changed_at=now())


def _answers(draft: Draft) -> Given:
    found: Given = json.loads(draft.explanations.get(_ANSWERS, "{}"))
    return found


def _packed(files: Sequence[tuple[str, bytes]]) -> bytes:
    """The files as one archive; they are compressed by themselves."""
    kept_in = io.BytesIO()
    with zipfile.ZipFile(kept_in, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, _DAY), content)
    return kept_in.getvalue()


def _unpacked(content: bytes) -> tuple[tuple[str, bytes], ...]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return tuple((entry.filename, archive.read(entry)) for entry in archive.infolist())
