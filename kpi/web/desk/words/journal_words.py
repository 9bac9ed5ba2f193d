"""The journal in words: who did what to whom, what a publication holds; as lines of the page and as CSV."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import cast

from kpi.model import code_sort_key
from kpi.model.community_time import local
from kpi.services.publishing.administration.journal import JournalEntry, PublishedFile
from kpi.services.publishing.administration.publication_contents import PublicationContents
from kpi.text import Text
from kpi.text.csv_text import csv_text
from kpi.text.decision_number import decision_number

#: codes that a line names; more are counted
MOST_CODES = 8
_COLUMNS = ("number", "when", "login", "who", "action", "subject", "goals", "receipts", "files", "reason")
#: Excel takes a file for UTF-8 by this mark alone
MARK = "\ufeff"


def action_words(action: str, text: Text) -> str:
    """What was done; the code itself of a deed that has no words."""
    key = f"flow.action.{action}"
    return text.say(key) if text.has(key) else action


def subject_words(entry: JournalEntry, text: Text) -> str:
    """To whom or to what it was done: «О. Коваль (koval): редактор», «13 значень; призупинення: 1.1.1»."""
    return "; ".join(_subject(entry, text))


def _subject(entry: JournalEntry, text: Text) -> Iterator[str]:
    detail = entry.detail
    if entry.whom:
        who = text.say("editor.journal.account", name=entry.whom_name, login=entry.whom)
        role = str(detail.get("role", ""))
        if role:
            departments = detail.get("departments", ())
            named = ", ".join(departments) if isinstance(departments, list) else ""
            key = "editor.journal.role_of" if named else "editor.journal.role"
            who = text.say(key, who=who, role=text.say(f"access.role.{role}"), departments=named)
        yield who
    if entry.codes:
        yield text.say("editor.journal.indicators", codes=_listed(entry.codes, text))
    yield from _of_decisions(detail, text)
    if visibility := str(detail.get("visibility", "")):
        yield text.say("editor.journal.visibility", access=text.say(f"visibility.{visibility}"))
    if reminded := detail.get("reminders"):
        departments = {str(one["department"]) for one in reminded} if isinstance(reminded, list) else set()
        yield text.say("editor.journal.departments", codes=", ".join(sorted(departments)))
    if entry.action not in _NAMED:
        yield from contents_words(_joined(entry.files), text)
    if act := str(detail.get("act", "")):
        yield text.say("editor.journal.decision", act=act)
    if kind := str(detail.get("kind", "")):
        yield text.say(f"editor.letter.kind.{kind}")
    if isinstance(to := detail.get("to"), list) and to:
        yield text.say("editor.journal.to", logins=", ".join(to))
    if via := str(detail.get("via", "")):
        yield text.say("editor.journal.via", via=via)


def _of_decisions(detail: Mapping[str, object], text: Text) -> Iterator[str]:
    """Of an answer to an assignment which one, of whom, done when; of a mailing list its name."""
    if number := str(detail.get("assignment", "")):
        yield text.say(
            "editor.journal.assignment",
            number=number,
            decision=decision_number(str(detail["decision"]), text),
            day=text.date(date.fromisoformat(str(detail["decided"]))),
            department=detail["department"],
        )
    if name := str(detail.get("list", "")):
        yield text.say("editor.journal.list", name=name)
    if done := str(detail.get("done", "")):
        yield text.say("editor.journal.done_on", day=text.date(date.fromisoformat(done)))


def _joined(files: Iterable[PublishedFile]) -> PublicationContents:
    whole = PublicationContents()
    for file in files:
        held = file.contents
        for sheet, rows in held.oversight.items():
            whole.oversight.setdefault(sheet, []).extend(rows)
        whole.values, whole.actions = whole.values + held.values, whole.actions + held.actions
        whole.plan = whole.plan or held.plan
        for name in _LISTS:
            getattr(whole, name).update(getattr(held, name))
    return whole


#: deeds whose codes say all that their publication holds
_NAMED = ("visibility", "hide", "confirm_hiding", "extension")
_LISTS = ("added", "removed", "targets", "suspensions", "extensions", "access", "definitions", "departments")


def contents_words(held: PublicationContents, text: Text) -> Iterator[str]:
    """«13 значень», «призупинення: 1.1.1», «цілі: 1.1.2»: nothing of it is left unsaid."""
    if held.values:
        yield text.count("editor.contents.values", held.values)
    for name in _LISTS:
        if codes := getattr(held, name):
            yield text.say(f"editor.contents.{name}", codes=_listed(codes, text))
    if held.actions:
        yield text.count("editor.contents.actions", held.actions)
    for sheet, rows in held.oversight.items():
        yield text.say(f"editor.contents.{sheet}", codes=_cut([_row_told(sheet, row, text) for row in rows], text))
    if held.plan:
        yield text.say("editor.contents.plan")


def _row_told(sheet: str, row: Mapping[str, object], text: Text) -> str:
    words = _row_words(sheet, row, text)
    return text.say("editor.contents.gone", row=words) if row.get("removed") else words


def _row_words(sheet: str, row: Mapping[str, object], text: Text) -> str:
    """What a row of a plan's decisions is called: of an assignment also whom it is of and how it stands."""
    if sheet == "assignments":
        told = {name: str(row[name]) for name in ("number", "decision", "department")}
        told["decision"] = decision_number(told["decision"], text)
        return text.say("editor.contents.assignment", **told, state=text.say(f"assignment_state.{row['state']}"))
    if sheet == "decisions":
        return decision_number(str(row["number"]), text)
    return str(row["goal"]) if sheet == "risks" else text.date(cast("date", row["day"]))


def _listed(codes: Iterable[str], text: Text) -> str:
    return _cut(sorted(codes, key=code_sort_key), text)


def _cut(ordered: Sequence[str], text: Text) -> str:
    shown = ", ".join(ordered[:MOST_CODES])
    more = len(ordered) - MOST_CODES
    return text.say("editor.contents.more", codes=shown, n=more) if more > 0 else shown


def journal_csv(found: Iterable[JournalEntry], text: Text) -> str:
    """The journal for a spreadsheet of the reader's language: byte-order mark, local time with its zone, no JSON.

    In Ukrainian the columns are separated by semicolons, as Excel reads them there.
    """
    heads = [text.say(f"editor.journal.column.{name}") for name in _COLUMNS]
    return MARK + csv_text(heads, (_row(entry, text) for entry in found), separator(text))


def separator(text: Text) -> str:
    """What Excel divides the columns of a CSV by in the reader's language."""
    return text.language.form("list_separator")


def _row(entry: JournalEntry, text: Text) -> tuple[object, ...]:
    at = local(entry.at)
    return (
        entry.number,
        at.isoformat(sep=" ", timespec="seconds"),
        entry.actor,
        entry.name,
        action_words(entry.action, text),
        subject_words(entry, text),
        ", ".join(entry.goals),
        ", ".join(text.say("submit.receipt.no", number=file.number) for file in entry.files),
        ", ".join(dict.fromkeys(file.filename for file in entry.files if file.filename)),
        entry.reason,
    )
