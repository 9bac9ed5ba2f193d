"""The journal: its filter, its newest entries by day, all of it as CSV."""

from dataclasses import fields
from operator import itemgetter

from starlette.responses import Response

from kpi.model.community_time import local
from kpi.services.publishing.administration.journal import JournalEntry, JournalQuery, journal
from kpi.text import Text
from kpi.views.desk.admin import EntryLine, JournalFilter, JournalPart
from kpi.web.desk.request import DeskRequest, day_of, file_answer
from kpi.web.desk.words.journal_words import action_words, journal_csv, subject_words

#: entries of the journal on the page; the CSV has all
MOST_ENTRIES = 100
#: what the form of the journal asks for
FILTERS = tuple(field.name for field in fields(JournalFilter))


def journal_part(asked: DeskRequest) -> JournalPart:
    """The journal as the page of an editor has it."""
    text, chosen = asked.text, _chosen(asked)
    whole, wanted = journal(asked.account, store=asked.store), _filter(chosen)
    entries = [entry for entry in whole if wanted.lets(entry)]
    shown = entries[:MOST_ENTRIES]
    found = text.count("admin.journal.found", len(entries))
    if len(entries) > len(shown):
        found = text.say("admin.journal.newest", found=found, shown=len(shown))
    deeds = {(action, action_words(action, text)) for action in {entry.action for entry in whole}}
    return JournalPart(
        chosen=chosen,
        found=found,
        deeds=tuple(sorted(deeds, key=itemgetter(1))),
        entries=tuple(_entry(entry, text) for entry in shown),
    )


def journal_file(asked: DeskRequest) -> Response:
    """GET /admin/journal.csv: all that the filter lets through."""
    found = journal(asked.account, _filter(_chosen(asked)), store=asked.store)
    return file_answer(journal_csv(found, asked.text).encode(), "journal.csv", "text/csv; charset=utf-8")


def _chosen(asked: DeskRequest) -> JournalFilter:
    return JournalFilter(**{name: asked.query.get(name, "").strip()[:40] for name in FILTERS})


def _filter(chosen: JournalFilter) -> JournalQuery:
    return JournalQuery(
        since=day_of(chosen.since),
        until=day_of(chosen.until),
        actor=chosen.actor,
        action=chosen.action,
        goal=chosen.goal,
        subject=chosen.subject,
    )


def _entry(entry: JournalEntry, text: Text) -> EntryLine:
    return EntryLine(
        day=text.date(local(entry.at).date()),
        time=text.time(entry.at),
        who=entry.name or entry.actor or text.say("editor.journal.server"),
        action=action_words(entry.action, text),
        subject=subject_words(entry, text),
        reason=entry.reason,
        goals=", ".join(entry.goals),
        files=tuple((file.number, file.filename) for file in entry.files),
    )
