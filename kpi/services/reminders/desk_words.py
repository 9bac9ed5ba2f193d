"""What a letter about an event of the desk says. Nothing restricted is named: it is there after signing in."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import quote

from kpi.measure.dataset import Dataset
from kpi.model import NAMES_BESIDE, Draft, DraftKind, Level, Visibility, edition_prefix
from kpi.services.reminders.desk_event import DeskEvent, EventKind
from kpi.services.reminders.letter_body import Lines, Paragraph, Part, goal_heading
from kpi.store.beside.questions import ReaderQuestion
from kpi.store.uploads import Upload
from kpi.text import Text
from kpi.text.decision_number import decision_number
from kpi.text.editions import edition_words

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


def letter_subject(event: DeskEvent, dataset: Dataset, text: Text) -> str:
    """«Подання за ціллю 6.2 повернуто на доопрацювання»."""
    said = text.say(f"editor.letter.subject.{event.kind}", **_about(event, dataset, text))
    return text.say("remind.subject.demo", subject=said) if dataset.strategy.illustrative else said


def letter_parts(event: DeskEvent, dataset: Dataset, text: Text, site: str) -> Iterator[Part]:
    """The whole letter. `site` is the site's address, "" where it is not configured."""
    if dataset.strategy.illustrative:
        yield Paragraph(text.say("remind.demo"))
    yield Paragraph(text.say("remind.hello"))
    yield Paragraph(text.say(f"editor.letter.body.{event.kind}", **_about(event, dataset, text)))
    if event.former is not None:
        yield Paragraph(text.say("remind.former", edition=edition_words(event.former, text)))
    yield from _details(event, dataset, text)
    if event.restricted:
        yield Paragraph(text.count("editor.letter.restricted", event.restricted))
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


def _about(event: DeskEvent, dataset: Dataset, text: Text) -> dict[str, str]:
    """What the sentences of a letter are filled with."""
    said = {"n": text.number(len(event.keys)), "department": _department(event.department, dataset)}
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
    return said


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
            text.say("editor.letter.review", code=code, name=_name(code, dataset), day=text.date(day))
            for code, day in event.suspensions
        )
        yield Lines(text.say("editor.letter.reviews"), lines)
    yield from _of_decisions(event, dataset, text)
    if event.reports:
        lines = tuple(
            text.say(
                "remind.item_late",
                item=text.say("remind.item", code=one.code, name=one.name, unit=one.unit),
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
            text.say("editor.letter.risk", goal=goal, name=name, day=text.date(day)) for goal, name, day in event.risks
        )
        yield Lines(text.say("editor.letter.reviews"), tuple(lines))


def _assignments(event: DeskEvent, dataset: Dataset, text: Text) -> Iterator[str]:
    for one in event.assignments:
        told = {
            "name": one.name,
            "decision": decision_number(one.decision, text),
            "decided": text.date(one.decision_day),
            "due": text.date(one.due) if one.due else "",
        }
        said = text.say("editor.letter.assignment" if one.due else "editor.letter.assignment_open", **told)
        # a department knows its own name
        department = "" if event.department else _department(one.department, dataset)
        yield f"{department}: {said}" if department else said


def _answer(question: ReaderQuestion, text: Text) -> Iterator[Part]:
    """The answer alone: words of the asker are never sent to an address that nobody has confirmed."""
    yield Paragraph(question.answer)
    if question.mended:
        yield Paragraph(text.say("question.letter.mended", words=question.mended))


def _indicator(code: str, named: tuple[str, str], text: Text) -> str:
    """Code and name; the code alone where the name is not for everybody any more."""
    name = (text.language is NAMES_BESIDE and named[1]) or named[0]
    return text.say("question.letter.indicator", code=code, name=name) if name else code


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
    return goal_heading(code, _name(code, dataset), text)


def _name(code: str, dataset: Dataset) -> str:
    """Of a goal, or of an indicator that is open to the public; "" else."""
    nodes = dataset.nodes[(dataset.nodes["code"] == code) & (dataset.nodes["level"] != Level.STRATEGY)]
    own = dataset.indicators[
        (dataset.indicators["code"] == code) & (dataset.indicators["visibility"] == Visibility.PUBLIC)
    ]
    names = [*own["name"], *nodes["name"]]
    return str(names[0]) if names else ""


def _department(code: str, dataset: Dataset) -> str:
    rows = dataset.departments[dataset.departments["code"] == code]
    return str(rows["name"].iloc[0]) if len(rows) else code
