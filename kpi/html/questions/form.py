"""The form of a question: works without scripts; where nothing can be sent, the letter that says the same."""

from dataclasses import dataclass

from kpi.html.components import name_of
from kpi.html.forms import area, button, field, hidden, select, tick
from kpi.html.links import link
from kpi.html.page_context import PageContext
from kpi.services.questions.asking import LONGEST
from kpi.text.markup import Markup, el, join
from kpi.views.beside.question_form import QuestionForm

#: a field that nobody sees and only programs fill in
TRAP = "website"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written before, and why it was not taken: `error` in words about the field `wrong`."""

    words: str = ""
    address: str = ""
    period: str | None = None
    bare: bool = False
    error: str = ""
    wrong: str = ""


def body(form: QuestionForm, written: Written, page: PageContext, *, sending: bool) -> Markup:
    """The whole page; `sending`: questions can be sent here, else a letter is offered."""
    back = link(page.say("question.back"), page.href("indicator", id=form.code), class_="p-link")
    head = (
        el("h1", page.say("question.title"), class_="p-h1"),
        el("p", el("span", form.code, class_="p-code"), " ", name_of(form.name, page), class_="p-lede"),
        el("p", page.say("question.version", version=form.version), class_="p-meta"),
    )
    return join((*head, _form(form, written, page) if sending else _letter(form, page), el("p", back)))


def thanks(form: QuestionForm, page: PageContext) -> Markup:
    """That the question has come."""
    back = link(page.say("question.back"), page.href("indicator", id=form.code), class_="p-link")
    heading = el("h1", page.say("question.thanks.title"), class_="p-h1")
    return join((heading, el("p", page.say("question.thanks.words"), class_="p-lede", role="status"), el("p", back)))


def _form(form: QuestionForm, written: Written, page: PageContext) -> Markup:
    error = None
    if written.error:
        error = el("p", written.error, class_="p-alert", role="alert", id="wrong", tabindex=-1, autofocus=True)
    chosen = form.chosen if written.period is None else written.period
    options = [(one.period, one.label) for one in form.numbers]
    wrong = {"aria_invalid": "true", "aria_describedby": "wrong"}
    trap = field(page.say("question.trap"), TRAP, tabindex=-1)
    return el(
        "form",
        error,
        hidden("indicator", form.code),
        hidden("release", form.released),
        select(page.say("question.number"), "period", options, chosen, page.say("question.whole")),
        area(
            page.say("question.words"),
            "words",
            written.words,
            most=LONGEST,
            required=True,
            **(wrong if written.wrong == "words" else {}),
        ),
        tick(page.say("question.bare"), "bare", checked=written.bare, required=True),
        field(
            page.say("question.address"),
            "address",
            written.address,
            type="email",
            maxlength=254,
            autocomplete="email",
            aria_describedby="kept",
        ),
        el("p", page.say("question.kept"), class_="p-meta", id="kept"),
        el("div", trap, class_="p-trap", aria_hidden="true"),
        el("p", button(page.say("question.send"), primary=True)),
        method="post",
        action=page.href("question"),
        class_="p-question-form",
    )


def _letter(form: QuestionForm, page: PageContext) -> Markup:
    """A letter with all of it filled in; without an address what to do."""
    if not form.letter:
        contact = page.say("question.contact", contact=form.contact) if form.contact else page.say("question.no_way")
        return el("p", contact, class_="p-prose")
    words = el("p", page.say("question.by_letter"), class_="p-prose")
    return join((words, el("p", el("a", page.say("question.write"), href=form.letter, class_="p-button p-primary"))))
