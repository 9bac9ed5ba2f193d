"""Assignments as HTML: what is asked, what was answered, the form of an answer."""

from kpi.html.components import name_of, section, sub
from kpi.html.desk.uploads import alert
from kpi.html.forms import area, button, field, hidden, post_form
from kpi.html.lang_markup import mark_language, mark_languages
from kpi.html.page_context import PageContext
from kpi.text.markup import Markup, el, join
from kpi.views.desk.deciding import AssignmentAnswerLine, AssignmentLine

MOST = 1000


def assignments_section(lines: tuple[AssignmentLine, ...], token: str, page: PageContext) -> Markup | None:
    """«Доручення» of one's own departments; none where nothing is open."""
    if not lines:
        return None
    words = el("p", page.say("deciding.own.words"), class_="p-meta")
    listed = (_asked(line, token, page, {}) for line in lines)
    return section(
        "assignments", page.say("deciding.own.title"), words, *listed, note=page.count("deciding.own.count", len(lines))
    )


def answer_page(line: AssignmentLine, wrong: str, typed: dict[str, str], token: str, page: PageContext) -> Markup:
    """One assignment with the answer that could not be taken, as it was written."""
    title = el("h1", page.say("deciding.own.title"), class_="p-h1")
    return join((title, alert(wrong), _asked(line, token, page, typed)))


def facts(line: AssignmentLine, page: PageContext, *, below: bool = False) -> Markup:
    """What is asked, of whom, by which day, how it stands; `below` its decision that is not named again."""
    late = el("span", line.late, class_="p-tag p-tag-warn") if line.late else None
    department = name_of(line.department, page) if line.department.name else line.department.code
    return join(
        (
            el("p", el("strong", f"{line.number}. " if below else None, mark_language(line.name, page.text))),
            None if below else el("p", mark_languages(line.called, page.text), sub(line.about), class_="p-meta"),
            el("p", department, " · ", line.due or page.say("deciding.no_term"), " ", late),
        )
    )


def answered(answer: AssignmentAnswerLine, page: PageContext) -> Markup:
    """The answer in its own words."""
    returned = el("p", answer.returned, class_="p-alert") if answer.returned else None
    return el(
        "div",
        el("p", answer.said, sub(answer.who)),
        el("blockquote", mark_language(answer.words, page.text), class_="p-question"),
        returned,
    )


def keys(line: AssignmentLine) -> tuple[Markup, ...]:
    """What tells a form's assignment from others."""
    return hidden("decision", line.decision), hidden("day", line.day), hidden("number", line.number)


def _asked(line: AssignmentLine, token: str, page: PageContext, typed: dict[str, str]) -> Markup:
    answer = line.answer
    done = typed.get("done", answer.done if answer else "")
    words = typed.get("words", answer.words if answer else "")
    form = post_form(
        page.href("upload/assignment"),
        token,
        *keys(line),
        field(page.say("deciding.field.done"), "done", done, type="date"),
        area(page.say("deciding.field.answer"), "words", words, most=MOST, required=True),
        el("p", page.say("deciding.own.hint"), class_="p-meta"),
        el("p", button(page.say("deciding.own.send"), "answer"), class_="p-actions"),
        class_="p-question-form",
    )
    return el("div", facts(line, page), answered(answer, page) if answer else None, form, class_="p-panel")
