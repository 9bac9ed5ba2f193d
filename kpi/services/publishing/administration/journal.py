"""The journal: who did what to whom or what, when, from which file. Read from the audit; filters for editors."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from kpi.access import Right
from kpi.model import Account
from kpi.model.community_time import local
from kpi.services.publishing.administration.publication_contents import PublicationContents, publication_contents
from kpi.services.publishing.permissions import require_right
from kpi.store import Store, open_store
from kpi.store.audit import entries
from kpi.store.people import accounts
from kpi.store.schema import UPLOAD


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """One publication of an entry: the number of its receipt, its file ("" where it has none), what it holds."""

    number: int
    filename: str
    contents: PublicationContents


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """A row of the journal.

    goals, codes  codes of goals and of indicators that it names
    whom          login of the account that something was done to; "" where it is the actor's own or nobody's
    whom_name     that account's name as it is now, its login where there is none
    reason        as the person wrote it
    detail        all that the audit holds
    """

    number: int
    at: datetime
    actor: str
    name: str
    action: str
    goals: tuple[str, ...]
    codes: tuple[str, ...]
    files: tuple[PublishedFile, ...]
    whom: str
    whom_name: str
    reason: str
    detail: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalQuery:
    """What to show; None and "" ask for nothing. Days are inclusive; `subject` is a login, a name or a code."""

    since: date | None = None
    until: date | None = None
    actor: str = ""
    action: str = ""
    goal: str = ""
    subject: str = ""

    def lets(self, entry: JournalEntry) -> bool:
        day = local(entry.at).date()
        subject = self.subject.casefold()
        return (
            (self.since is None or day >= self.since)
            and (self.until is None or day <= self.until)
            and self.actor in ("", entry.actor)
            and self.action in ("", entry.action)
            and (not self.goal or self.goal in entry.goals)
            and (not subject or subject in entry.whom_name.casefold() or self.subject in (entry.whom, *entry.codes))
        )


@dataclass(frozen=True, slots=True)
class _Known:
    """What the rows of the audit are read with: names by login, files and contents by the number of an upload."""

    names: Mapping[str, str]
    files: Mapping[int, str]
    contents: Mapping[int, PublicationContents]


def journal(
    account: Account | None, wanted: JournalQuery | None = None, *, store: Store | None = None
) -> list[JournalEntry]:
    """The journal, the newest first; for editors and administrators."""
    require_right(account, Right.JOURNAL)
    return local_journal(wanted, store=store)


def local_journal(wanted: JournalQuery | None = None, *, store: Store | None = None) -> list[JournalEntry]:
    """The journal for whoever sits at the server's own terminal and may read the store's file anyway."""
    opened = store or open_store()
    asked = wanted or JournalQuery()
    with opened.reading() as connection:
        known = _known(connection, opened.community)
        rows = entries(connection, opened.community)
    found = [_entry(row, known) for row in rows]
    return [entry for entry in reversed(found) if asked.lets(entry)]


def _known(connection: Connection, community: str) -> _Known:
    names = {account.login: account.name for account in accounts.everybody(connection, community)}
    uploads = connection.execute(select(UPLOAD.c.seq, UPLOAD.c.filename).where(UPLOAD.c.community == community))
    return _Known(names, {row.seq: row.filename for row in uploads}, publication_contents(connection, community))


def _entry(row: Mapping[str, object], known: _Known) -> JournalEntry:
    detail = json.loads(str(row["detail"]))
    told = detail.get("files", [])
    numbers = [one["seq"] for one in told] or [detail.get("number")]
    goals = [one["goal"] for one in told] or [detail.get("goal", "")]
    actor, whom = str(row["actor"]), str(detail.get("login", ""))
    return JournalEntry(
        number=int(str(row["number"])),
        at=datetime.fromisoformat(str(row["at"])),
        actor=actor,
        name=str(detail.get("name", "")) or known.names.get(actor, ""),
        action=str(row["action"]),
        goals=tuple(dict.fromkeys(goal for goal in goals if goal)),
        codes=tuple(detail.get("codes", ())) or ((str(detail["code"]),) if detail.get("code") else ()),
        files=tuple(
            PublishedFile(number, known.files[number], known.contents.get(number, PublicationContents()))
            for number in dict.fromkeys(numbers)
            if number in known.files
        ),
        whom="" if whom == actor else whom,
        whom_name="" if whom == actor else known.names.get(whom, whom),
        reason=str(detail.get("reason", "")),
        detail=detail,
    )
