"""What editors do: approve or send back, see who has not reported, read the journal."""

from dataclasses import fields
from operator import itemgetter

from starlette.responses import Response

from kpi.access import Right, allows
from kpi.html.desk import admin as document
from kpi.model import Draft, DraftKind
from kpi.services.publishing.administration.journal import JournalEntry, JournalQuery, journal, journal_csv
from kpi.services.publishing.drafts import waiting
from kpi.services.publishing.due_list import MissingReports, missing_reports
from kpi.services.publishing.permissions import ForbiddenError
from kpi.services.publishing.submission import NotReadyError, approve, send_back
from kpi.text import Text
from kpi.views.common.localized_name import LocalizedName
from kpi.views.desk.admin import Admin, EntryLine, JournalFilter, MissingLine, WaitingLine
from kpi.web.desk.labels import LabelIndex
from kpi.web.desk.request import DeskRequest, day_of, file_answer

#: entries of the journal on the page; the CSV has all
MOST_ENTRIES = 100
#: what the form of the journal asks for
FILTERS = tuple(field.name for field in fields(JournalFilter))


def overview(asked: DeskRequest) -> Response:
    """GET /admin."""
    if not allows(asked.account, Right.REPORTING):
        raise ForbiddenError("reporting")
    text, names = asked.text, asked.names
    chosen = _chosen(asked)
    whole, wanted = journal(asked.account, store=asked.store), _filter(chosen)
    entries = [entry for entry in whole if wanted.lets(entry)]
    shown = entries[:MOST_ENTRIES]
    found = text.count("admin.journal.found", len(entries))
    if len(entries) > len(shown):
        found = text.say("admin.journal.newest", found=found, shown=len(shown))
    view = Admin(
        notice=asked.notice,
        administrator=allows(asked.account, Right.ACCOUNTS),
        waiting=tuple(_waiting(draft, names, text) for draft in waiting(asked.account, store=asked.store)),
        missing=tuple(
            _missing(line, names, text) for line in missing_reports(asked.account, asked.today, store=asked.store)
        ),
        chosen=chosen,
        found=found,
        deeds=tuple(sorted(((action, _deed(action, text)) for action in {e.action for e in whole}), key=itemgetter(1))),
        entries=tuple(_entry(entry, text) for entry in shown),
    )
    return asked.page(text.say("admin.title"), document.body(view, asked.context))


def journal_file(asked: DeskRequest) -> Response:
    """GET /admin/journal.csv: all that the filter lets through."""
    chosen = _chosen(asked)
    text = journal_csv(journal(asked.account, _filter(chosen), store=asked.store))
    return file_answer(text.encode(), "journal.csv", "text/csv; charset=utf-8")


def _chosen(asked: DeskRequest) -> JournalFilter:
    return JournalFilter(*(asked.query.get(name, "").strip()[:40] for name in FILTERS))


def _filter(chosen: JournalFilter) -> JournalQuery:
    since, until = day_of(chosen.since), day_of(chosen.until)
    return JournalQuery(since=since, until=until, actor=chosen.actor, action=chosen.action, goal=chosen.goal)


def _waiting(draft: Draft, names: LabelIndex, text: Text) -> WaitingLine:
    subject = names.goal(draft.subject, text)
    if draft.kind is DraftKind.VISIBILITY:
        subject = names.indicator(draft.subject, text)
    elif draft.kind is DraftKind.PLAN:
        subject = LocalizedName("", text.say("admin.waiting.plan"))
    access = ""
    if draft.kind is DraftKind.VISIBILITY:
        access = text.say("admin.waiting.access", access=text.say(f"visibility.{draft.access.visibility}"))
    return WaitingLine(
        number=draft.number,
        subject=subject,
        who=draft.name,
        when=text.moment(draft.changed_at),
        filename=draft.filename,
        access=access,
    )


def _missing(line: MissingReports, names: LabelIndex, text: Text) -> MissingLine:
    department = names.department(line.department, text).name or line.department_name
    return MissingLine(department, names.goal(line.goal, text), line.codes, line.overdue)


def _entry(entry: JournalEntry, text: Text) -> EntryLine:
    return EntryLine(
        when=text.moment(entry.at),
        who=entry.name or entry.actor or text.say("submit.conflict.loaded"),
        action=_deed(entry.action, text),
        reason=str(entry.detail.get("reason", "")),
        goals=", ".join(entry.goals),
        files=", ".join(entry.files),
    )


def _deed(action: str, text: Text) -> str:
    key = f"flow.action.{action}"
    return text.say(key) if text.has(key) else action


def decide(asked: DeskRequest) -> Response:
    """POST /upload/decide: approve another's submission, or send it back with a comment."""
    number, comment = asked.number, asked.given.get("comment", "")
    if asked.given.get("act") == "return":
        try:
            send_back(asked.account, number, comment, store=asked.store)
        except ForbiddenError as error:
            if error.action != "comment":
                raise
            found = {draft.number: draft for draft in waiting(asked.account, store=asked.store)}
            if number not in found:
                return asked.to("admin", said="no_comment")
            page = "admin/visibility" if found[number].kind is DraftKind.VISIBILITY else "upload/draft"
            return asked.to(page, number=number, said="no_comment")
        return asked.to("admin", said="returned")
    try:
        outcome = approve(asked.account, number, today=asked.today, store=asked.store)
    except NotReadyError:
        return asked.to("upload/draft", number=number, said="busy")
    if outcome.receipt is None:
        return asked.to("admin")
    return asked.to("upload/receipt", number=outcome.receipt.number)
