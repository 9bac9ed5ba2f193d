"""What a letter about an event of the desk says. Nothing restricted is named: it is there after signing in."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import repeat
from urllib.parse import quote

import pandas as pd

from kpi.measure.dataset import Dataset
from kpi.model import Draft, DraftKind, Level, Visibility, edition_prefix
from kpi.services.reminders.desk_event import DeskEvent, EventKind
from kpi.services.reminders.letter_body import goal_heading, item_words
from kpi.services.reminders.paragraphs import Lines, Paragraph, Part
from kpi.store.beside.questions import ReaderQuestion
from kpi.store.uploads import Upload
from kpi.text import Text
from kpi.text.decision_number import decision_number
from kpi.text.editions import edition_words
from kpi.text.joins import inner_quotes

#: which page of the site a letter leads to
_PAGES = {
    EventKind.RETURNED: "upload",
    EventKind.WAITING: "admin",
    EventKind.HIDDEN: "admin",
    EventKind.DECISION_DUE: "admin",
    EventKind.PUBLISHED: "admin",
    EventKind.REVIEW: "admin/suspensions",
    EventKind.QUESTION: "upload/questions",
    EventKind.ASSIGNMENT_DUE: "upload#assignments",
    EventKind.ASSIGNMENT_LATE: "upload#assignments",
    EventKind.ASSIGNMENT_RETURNED: "upload#assignments",
    EventKind.ASSIGNMENT_ANSWER: "admin/decisions#answers",
    EventKind.ASSIGNMENTS_OVERDUE: "admin/decisions",
    EventKind.RISK_REVIEW: "admin/decisions#risks",
}

#: of one thing or of many, the sentence says which
_COUNTED = frozenset(
    {
        *(EventKind.REVIEW, EventKind.RISK_REVIEW),
        *(EventKind.ASSIGNMENT_DUE, EventKind.ASSIGNMENT_LATE, EventKind.ASSIGNMENTS_OVERDUE),
    }
)


def letter_subject(event: DeskEvent, dataset: Dataset, text: Text) -> str:
    """«Подання за ціллю 6.2 повернуто на доопрацювання»."""
    said = text.say(f"editor.letter.subject.{event.kind}", **_about(event, dataset, text))
    return text.say("remind.subject.demo", subject=said) if dataset.strategy.illustrative else said


def letter_parts(event: DeskEvent, dataset: Dataset, text: Text, site: str) -> Iterator[Part]:
    """The whole letter. `site` is the site's address, "" where it is not configured."""
    if dataset.strategy.illustrative:
        yield Paragraph(text.say("remind.demo"))
    yield Paragraph(text.say("remind.hello"))
    yield Paragraph(_body(event, dataset, text))
    if event.former is not None:
        yield Paragraph(text.say("remind.former", edition=edition_words(event.former, text)))
    yield from _details(event, dataset, text)
    if event.restricted:
        key = "restricted" if event.restricted < len(event.keys) else "restricted_alone"
        yield Paragraph(text.count(f"editor.letter.{key}", event.restricted))
    if site:
        yield Paragraph(text.say("editor.letter.link", address=f"{site.rstrip('/')}/{_page(event, text)}"))
    yield Paragraph(text.say("editor.letter.automatic"))
    if dataset.strategy.contact:
        yield Paragraph(text.say("remind.questions", contact=dataset.strategy.contact))
    yield Paragraph(dataset.strategy.title_in(text.language))


def _page(event: DeskEvent, text: Text) -> str:
    if event.kind is EventKind.APPROVED:
        return f"upload/receipt?number={event.uploads[0].seq}"
    if event.kind is EventKind.ANSWER and event.question is not None:
        # the edition is named: the same code is another indicator in the one that follows
        prefix = edition_prefix(event.question.edition).removeprefix("/")
        asked = f"&lang={text.lang}" if text.lang else ""
        return f"{prefix}/indicator?id={quote(event.question.code)}{asked}"
    return _PAGES.get(event.kind, "")


def _body(event: DeskEvent, dataset: Dataset, text: Text) -> str:
    key, about = f"editor.letter.body.{event.kind}", _about(event, dataset, text)
    return text.count(key, len(event.keys), **about) if event.kind in _COUNTED else text.say(key, **about)


def _about(event: DeskEvent, dataset: Dataset, text: Text) -> dict[str, str]:
    """What the sentences of a letter are filled with."""
    said = {"n": text.number(len(event.keys)), "department": _department(event.department, dataset, text)}
    if event.draft is not None:
        said |= {"subject": _subject(event.draft, dataset, text), "who": event.draft.name}
        said["when"] = text.moment(event.draft.changed_at)
    if event.kind is EventKind.APPROVED:
        one = event.uploads[0]
        said |= {"number": str(one.seq), "when": text.moment(one.at), "subject": _upload_subject(one, dataset, text)}
    if event.question is not None:
        asked = event.question
        said |= {"code": asked.code, "indicator": _indicator(asked.code, event.named, text)}
        said["version"] = text.date(date.fromisoformat(asked.released))
    name = said.get("subject") or said["department"]
    return said | {"quoted": text.quoted(inner_quotes(name, text.language))}


def _details(event: DeskEvent, dataset: Dataset, text: Text) -> Iterator[Part]:
    if event.draft is not None and event.draft.comment and event.kind is EventKind.RETURNED:
        # words of people may name what is restricted: where something is, they are read on the page alone
        words = event.draft.comment if event.open else text.say("editor.letter.words_on_page")
        yield Lines(text.say("editor.letter.words"), (words,))
    if event.question is not None and event.kind is EventKind.ANSWER:
        yield from _answer(event.question, text)
    if event.drafts:
        yield Lines(text.say("editor.letter.decisions"), tuple(_waits(event, dataset, text)))
    if event.kind is EventKind.PUBLISHED:
        lines = tuple(
            text.say(
                "editor.letter.upload",
                number=one.seq,
                who=one.name or one.login,
                subject=_upload_subject(one, dataset, text),
                when=text.moment(one.at),
            )
            for one in event.uploads
        )
        yield Lines(text.say("editor.letter.uploads"), lines)
    if event.suspensions:
        lines = tuple(
            text.say("editor.letter.review", code=code, name=_name(code, dataset, text), day=text.date(day))
            for code, day in event.suspensions
        )
        yield Lines(text.say("editor.letter.reviews"), lines)
    yield from _of_decisions(event, dataset, text)
    if event.reports:
        lines = tuple(
            text.say(
                "remind.item_late",
                item=item_words(one, text),
                period=text.period_long(one.period),
                deadline=text.date(one.deadline) if one.deadline else "",
            )
            for one in event.reports
        )
        yield Lines(text.say("editor.letter.reports"), lines)


def _of_decisions(event: DeskEvent, dataset: Dataset, text: Text) -> Iterator[Part]:
    """The words with which an answer came back; assignments and risks, each with its day."""
    if event.words:
        # they may name what is restricted: where something is, they are read on the page alone
        words = event.words if event.open else text.say("editor.letter.words_on_page")
        yield Lines(text.say("editor.letter.words"), (words,))
    if event.assignments:
        yield Lines(text.say("editor.letter.assignments"), tuple(_assignments(event, dataset, text)))
    if event.risks:
        lines = (
            text.say(
                "editor.letter.risk",
                goal=one.goal,
                name=text.named(one.name, one.name_en),
                day=text.date(one.review),
            )
            for one in event.risks
        )
        yield Lines(text.say("editor.letter.reviews"), tuple(lines))


def _assignments(event: DeskEvent, dataset: Dataset, text: Text) -> Iterator[str]:
    for one in event.assignments:
        told = {
            "name": text.named(one.name, one.name_en),
            "decision": decision_number(one.decision, text),
            "decided": text.date(one.decision_day),
            "due": text.date(one.due) if one.due else "",
        }
        said = text.say("editor.letter.assignment" if one.due else "editor.letter.assignment_open", **told)
        # a department knows its own name
        department = "" if event.department else _department(one.department, dataset, text)
        yield f"{department}: {said}" if department else said


def _answer(question: ReaderQuestion, text: Text) -> Iterator[Part]:
    """The answer alone: words of the asker are never sent to an address that nobody has confirmed."""
    yield Paragraph(question.answer)
    if question.mended:
        yield Paragraph(text.say("question.letter.mended", words=question.mended))


def _indicator(code: str, named: tuple[str, str], text: Text) -> str:
    """Code and name; the code alone where the name is not for everybody any more."""
    name = text.named(*named)
    return f"{code} {text.quoted(inner_quotes(name, text.language))}" if name else code


def _waits(event: DeskEvent, dataset: Dataset, text: Text) -> Iterator[str]:
    """What has waited for days, of whom, since when, how long."""
    for draft, waited in event.drafts:
        told = {"subject": _subject(draft, dataset, text), "who": draft.name, "when": text.moment(draft.changed_at)}
        yield text.count("editor.letter.waited", waited, **told)


def _subject(draft: Draft, dataset: Dataset, text: Text) -> str:
    """What a draft is of; an indicator that is not open to the public has no name here."""
    if draft.kind is DraftKind.PLAN:
        return text.say("editor.letter.plan")
    if draft.kind is DraftKind.VISIBILITY:
        return text.say("editor.letter.access")
    if draft.kind is DraftKind.FORM:
        return text.say("editor.letter.data")
    return _goal(draft.subject, dataset, text)


def _upload_subject(one: Upload, dataset: Dataset, text: Text) -> str:
    if one.goal:
        return _goal(one.goal, dataset, text)
    return text.say("editor.letter.plan" if one.kind == "plan" else "editor.letter.data")


def _goal(code: str, dataset: Dataset, text: Text) -> str:
    return goal_heading(code, _name(code, dataset, text), text)


def _name(code: str, dataset: Dataset, text: Text) -> str:
    """Of an indicator that is open to the public, or of a goal; "" else."""
    own, nodes = dataset.indicators, dataset.nodes
    return _named(own, own["visibility"] == Visibility.PUBLIC, code, text) or _named(
        nodes, nodes["level"] != Level.STRATEGY, code, text
    )


def _department(code: str, dataset: Dataset, text: Text) -> str:
    """Its name; what the plan calls it where it has no row of its own."""
    return _named(dataset.departments, repeat(True), code, text) or code


def _named(frame: pd.DataFrame, told: Iterable[bool], code: str, text: Text) -> str:
    """The name of the row with a code among those that are told; "" where there is none."""
    rows = zip(told, frame["code"], frame["name"], frame["name_en"], strict=False)
    return next((text.named(str(own), str(english)) for may, one, own, english in rows if may and one == code), "")
