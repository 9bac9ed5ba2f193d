"""«Питання» at the desk as HTML: each question with its number and the form of its answer."""

from collections.abc import Sequence

from kpi.html.components import code_and_name, details, section
from kpi.html.desk.uploads import said
from kpi.html.forms import area, button, hidden, post_form, tick
from kpi.html.page_context import PageContext
from kpi.services.questions.answering import LONGEST_ANSWER
from kpi.text.markup import Markup, el, join
from kpi.views.beside.question_desk import QuestionDesk, QuestionLine


def body(view: QuestionDesk, page: PageContext) -> Markup:
    """The content of <main>."""
    waiting = [line for line in view.lines if line.open]
    awaiting = [line for line in view.lines if line.awaits]
    done = [line for line in view.lines if not line.open and not line.awaits]
    return join(
        (
            el("h1", page.say("question.desk.title"), class_="p-h1"),
            el("p", view.summary, class_="p-lede"),
            el(
                "p",
                page.say("question.desk.words.editor" if view.editor else "question.desk.words.head"),
                class_="p-prose",
            ),
            said(view.notice),
            el("p", view.wrong, class_="p-alert", role="alert") if view.wrong else None,
            *(_question(line, view, page) for line in waiting),
            _answered("awaiting", awaiting, view, page),
            _answered("done", done, view, page),
        )
    )


def _answered(name: str, lines: Sequence[QuestionLine], view: QuestionDesk, page: PageContext) -> Markup | None:
    if not lines:
        return None
    return section(name, page.say(f"question.desk.{name}"), *(_done(line, view, page) for line in lines))


def _question(line: QuestionLine, view: QuestionDesk, page: PageContext) -> Markup:
    return section(f"question-{line.number}", _heading(line, page), *_facts(line, view, page), _form(line, view, page))


def _done(line: QuestionLine, view: QuestionDesk, page: PageContext) -> Markup:
    summary = join((_heading(line, page), line.state), " · ")
    form = _form(line, view, page) if view.editor or not line.public else el("p", line.answer, class_="p-prose")
    return details(page, summary, *_facts(line, view, page), form)


def _heading(line: QuestionLine, page: PageContext) -> Markup:
    """With its number: several may be about one indicator."""
    number = page.say("question.desk.number", n=line.number)
    return join((number, code_and_name(line.name, page)), " · ")


def _facts(line: QuestionLine, view: QuestionDesk, page: PageContext) -> tuple[Markup, ...]:
    asker = page.say("question.desk.asker", address=line.asker) if line.asker else page.say("question.desk.nobody")
    # whether there is an address a department is not told
    told = (line.about, line.asked, *((asker,) if view.editor else ()))
    words = (el("p", words) for words in line.words.split("\n") if words.strip())
    return (
        el("p", join(told, " · "), class_="p-meta"),
        el("blockquote", *words, class_="p-question"),
    )


def _form(line: QuestionLine, view: QuestionDesk, page: PageContext) -> Markup:
    public: tuple[Markup, ...] = ()
    if view.editor:
        public = (
            tick(page.say("question.desk.publish"), "publish", checked=line.public),
            area(page.say("question.desk.told"), "told", line.told, most=LONGEST_ANSWER),
        )
    aside = button(page.say("question.desk.close"), "close", formnovalidate=True) if view.editor and line.open else None
    return post_form(
        page.href("upload/questions"),
        view.token,
        hidden("number", line.number),
        area(page.say("question.desk.answer"), "answer", line.answer, most=LONGEST_ANSWER, required=True),
        area(page.say("question.desk.mended"), "mended", line.mended, most=LONGEST_ANSWER),
        *public,
        el("p", button(page.say("question.desk.keep"), "answer", primary=True), " ", aside, class_="p-actions"),
        class_="p-question-form",
    )
