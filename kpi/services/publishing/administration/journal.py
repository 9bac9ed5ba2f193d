"""The journal: who did what, when, from which file. Read from the audit; filters and CSV for editors."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select

from kpi.access import Right
from kpi.model import Account
from kpi.services.publishing.permissions import require_right
from kpi.store import Store, accounts, open_store
from kpi.store.audit import entries
from kpi.store.schema import UPLOAD
from kpi.text.csv_text import csv_text
from kpi.text.dates import KYIV

COLUMNS = ("number", "at", "actor", "name", "action", "goals", "files", "detail")


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """A row of the journal. `files` are names of workbooks, `goals` codes; `detail` is all the audit holds besides."""

    number: int
    at: datetime
    actor: str
    name: str
    action: str
    goals: tuple[str, ...]
    files: tuple[str, ...]
    detail: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalQuery:
    """What to show; None and "" ask for nothing. Days are inclusive."""

    since: date | None = None
    until: date | None = None
    actor: str = ""
    action: str = ""
    goal: str = ""
    words: str = field(default="")

    def lets(self, entry: JournalEntry) -> bool:
        day = entry.at.astimezone(KYIV).date()
        text = " ".join((entry.actor, entry.name, entry.action, *entry.goals, *entry.files, str(entry.detail)))
        return (
            (self.since is None or day >= self.since)
            and (self.until is None or day <= self.until)
            and self.actor in ("", entry.actor)
            and self.action in ("", entry.action)
            and (not self.goal or self.goal in entry.goals)
            and self.words.casefold() in text.casefold()
        )


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
        names = {account.login: account.name for account in accounts.everybody(connection, opened.community)}
        files = {
            row.seq: row.filename
            for row in connection.execute(
                select(UPLOAD.c.seq, UPLOAD.c.filename).where(UPLOAD.c.community == opened.community)
            )
        }
        rows = entries(connection, opened.community)
    found = [_entry(row, names, files) for row in rows]
    return [entry for entry in reversed(found) if asked.lets(entry)]


def _entry(row: Mapping[str, object], names: Mapping[str, str], files: Mapping[int, str]) -> JournalEntry:
    detail = json.loads(str(row["detail"]))
    told = detail.get("files", [])
    numbers = [one["seq"] for one in told] or [detail.get("number")]
    goals = [one["goal"] for one in told] or [detail.get("goal", "")]
    actor = str(row["actor"])
    return JournalEntry(
        number=int(str(row["number"])),
        at=datetime.fromisoformat(str(row["at"])),
        actor=actor,
        name=str(detail.get("name", "")) or names.get(actor, ""),
        action=str(row["action"]),
        goals=tuple(dict.fromkeys(goal for goal in goals if goal)),
        files=tuple(dict.fromkeys(files[number] for number in numbers if number in files)),
        detail=detail,
    )


def journal_csv(found: list[JournalEntry]) -> str:
    """The journal as CSV: times in UTC, several goals or files separated by «; »."""
    return csv_text(
        COLUMNS,
        (
            (
                *(e.number, e.at.isoformat(timespec="seconds"), e.actor, e.name, e.action),
                *("; ".join(e.goals), "; ".join(e.files)),
                json.dumps(e.detail, ensure_ascii=False, sort_keys=True),
            )
            for e in found
        ),
    )
