"""«Рішення» as HTML: answers that wait, decisions with their assignments, sessions, events, risks."""

from collections.abc import Mapping

from kpi.html.components import code_and_name, details, section
from kpi.html.desk.deciding.assignments import answered, facts, keys
from kpi.html.desk.deciding.beside import events, risks, sessions
from kpi.html.desk.deciding.forms import act_form, day, long, text, way_of
from kpi.html.desk.planning import draft_notice
from kpi.html.desk.uploads import alert, said
from kpi.html.forms import area, button, field, hidden, post_form, select
from kpi.html.lang_markup import mark_language
from kpi.html.page_context import PageContext
from kpi.html.shell import outside
from kpi.text.markup import Child, Markup, el, join
from kpi.views.desk.deciding import AssignmentLine, Deciding, DecisionLine


def body(view: Deciding, page: PageContext) -> Markup:
    """The content of <main>."""
    return join(
        (
            el("h1", page.say("deciding.title"), class_="p-h1"),
            el("p", view.summary, class_="p-lede"),
            el("p", page.say("deciding.words"), class_="p-prose"),
            said(view.notice),
            alert(view.wrong),
            draft_notice(view.draft, page),
            _answers(view, page),
            _decisions(view, page),
            sessions(view, page),
            events(view, page),
            risks(view, page),
        )
    )


def _answers(view: Deciding, page: PageContext) -> Markup | None:
    if not view.answers:
        return None
    listed = (_answer(line, view, page) for line in view.answers)
    return section("answers", page.say("deciding.answers.title"), *listed)


def _answer(line: AssignmentLine, view: Deciding, page: PageContext) -> Markup:
    """An answer that waits: closed as it says, or returned with words."""
    answer = line.answer
    close = _close_form(line, view, page)
    back = post_form(
        page.href("admin/decisions"),
        view.token,
        *keys(line),
        area(page.say("deciding.field.return"), "comment", required=True),
        el("p", button(page.say("deciding.answers.return"), "return"), class_="p-actions"),
        class_="p-question-form",
    )
    returned = details(page, page.say("deciding.answers.return_way"), back)
    return el("div", facts(line, page), answered(answer, page) if answer else None, close, returned, class_="p-panel")


def _close_form(line: AssignmentLine, view: Deciding, page: PageContext) -> Markup:
    answer = line.answer
    done, words = (answer.done, answer.words if answer.done else "") if answer else ("", "")
    return post_form(
        page.href("admin/decisions"),
        view.token,
        *keys(line),
        el(
            "div",
            field(page.say("deciding.field.done"), "done", done, type="date", required=True),
            class_="p-form",
        ),
        field(page.say("deciding.field.evidence"), "evidence", words, required=True, maxlength=1000, wide=True),
        el("p", button(page.say("deciding.close"), "done"), class_="p-actions"),
        class_="p-question-form",
    )


def _withdraw_form(line: AssignmentLine, view: Deciding, page: PageContext) -> Markup:
    return post_form(
        page.href("admin/decisions"),
        view.token,
        *keys(line),
        el(
            "div",
            field(page.say("deciding.field.withdrawn_by"), "by", required=True, maxlength=60),
            field(page.say("deciding.field.withdrawn_on"), "by_day", type="date", required=True),
            class_="p-form",
        ),
        el("p", button(page.say("deciding.withdraw"), "withdraw"), class_="p-actions"),
        class_="p-question-form",
    )


def _decisions(view: Deciding, page: PageContext) -> Markup:
    opened = view.typed.get("act") == "decision"
    new = details(page, page.say("deciding.new.decision"), _decision_form(view, page), open=opened)
    listed: list[Child] = [_decision(line, view, page) for line in view.decisions]
    if not listed:
        listed = [el("p", page.say("deciding.none.decisions"), class_="p-empty")]
    return section("decisions", page.say("deciding.list.decisions"), new, *listed)


def _decision(line: DecisionLine, view: Deciding, page: PageContext) -> Markup:
    subjects = join((code_and_name(one, page) for one in line.subjects), "; ")
    link = el("p", outside(line.link, line.link, class_="p-link")) if line.link else None
    typed = view.typed.get("act") if view.typed.get("decision") == line.number else ""
    asked = way_of(page.say("deciding.new.assignment"), line.called)
    new = details(page, asked, _assignment_form(line, view, page), open=typed == "assignment")
    edit = way_of(page.say("deciding.edit.way"), line.called)
    edited = details(page, edit, _edit_form(line, view, page), open=typed == "edit")
    return el(
        "div",
        el("h3", line.called, class_="p-h3"),
        el("p", mark_language(line.name, page.text)),
        el("p", subjects, class_="p-meta") if line.subjects else None,
        link,
        el("p", mark_language(line.comment, page.text), class_="p-meta") if line.comment else None,
        *(_assignment(one, view, page) for one in line.assignments),
        new,
        edited,
        class_="p-panel",
    )


def _assignment(line: AssignmentLine, view: Deciding, page: PageContext) -> Markup:
    ways: tuple[Markup, ...] = ()
    if line.open:
        ways = (
            details(page, page.say("deciding.close_way", number=line.number), _close_form(line, view, page)),
            details(page, page.say("deciding.withdraw_way", number=line.number), _withdraw_form(line, view, page)),
        )
    return el("div", facts(line, page, below=True), el("p", line.state), *ways)


def _decision_form(view: Deciding, page: PageContext) -> Markup:
    typed = view.typed if view.typed.get("act") == "decision" else {}
    return act_form(
        page,
        view.token,
        "decision",
        el(
            "div",
            text(page, "number", typed, most=60),
            day(page, "day", typed),
            select(page.say("deciding.field.body"), "body", view.bodies, typed.get("body", "")),
            class_="p-form",
        ),
        long(page, "name", typed, most=1000),
        *_said(typed, page),
    )


def _said(typed: Mapping[str, str], page: PageContext) -> tuple[Markup, ...]:
    """What a decision may say besides its title."""
    return (
        long(page, "link", typed, most=500, required=False, type="url"),
        long(page, "subjects", typed, most=1000, required=False),
        long(page, "comment", typed, most=2000, required=False),
    )


def _edit_form(line: DecisionLine, view: Deciding, page: PageContext) -> Markup:
    """The fields of a decision as it stands; number and day stay as they are."""
    mine = view.typed.get("act") == "edit" and view.typed.get("decision") == line.number
    typed = view.typed if mine else line.fields
    return act_form(
        page,
        view.token,
        "edit",
        hidden("decision", line.number),
        hidden("decided", line.day),
        el("div", select(page.say("deciding.field.body"), "body", view.bodies, typed.get("body", "")), class_="p-form"),
        long(page, "name", typed, most=1000),
        long(page, "name_en", typed, most=1000, required=False),
        *_said(typed, page),
    )


def _assignment_form(line: DecisionLine, view: Deciding, page: PageContext) -> Markup:
    mine = view.typed.get("act") == "assignment" and view.typed.get("decision") == line.number
    typed = view.typed if mine else {}
    chosen = select(page.say("deciding.field.department"), "department", view.departments, typed.get("department", ""))
    return act_form(
        page,
        view.token,
        "assignment",
        hidden("decision", line.number),
        hidden("decided", line.day),
        long(page, "assignment", typed, most=1000),
        el("div", chosen, day(page, "due", typed, required=False), class_="p-form"),
    )
