"""GET and POST /question?indicator=…&period=…&release=…: a form without scripts, kept by nobody's cache.

What is sent comes from our own page (the guard), is limited in length and number, and is about a public indicator.
"""

from dataclasses import dataclass, replace
from datetime import date
from http import HTTPStatus
from urllib.parse import urlencode

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kpi import clock
from kpi.html.page_context import PageContext
from kpi.html.page_frame import render_page
from kpi.html.pages import indicator as indicator_document
from kpi.html.questions import form as document
from kpi.html.questions.form import TRAP, Written
from kpi.measure.results import Survey
from kpi.services.published import releases
from kpi.services.questions.asking import AskedQuestion, QuestionError, ask
from kpi.services.reminders.mail_settings import usable_mail_settings
from kpi.store import NotPublishedError, UnknownReleaseError, open_store
from kpi.store.beside.questions import ReaderQuestion
from kpi.text import Text
from kpi.text.markup import Markup
from kpi.views.beside.question_form import QuestionForm, build
from kpi.views.common import page_frame
from kpi.views.common.page_frame import Crumb
from kpi.views.common.withheld import withheld_words
from kpi.web.addresses import START
from kpi.web.assets import asset_url
from kpi.web.desk.letter_dispatch import send_letters_soon
from kpi.web.edition_paths import edition_of, prefix_of, site_of
from kpi.web.pages import status_pages
from kpi.web.pages.routes import answer_of
from kpi.web.protection.pasted_addresses import bare
from kpi.web.protection.private_pages import private
from kpi.web.readiness import readiness
from kpi.web.responses import respond
from kpi.web.visitor import form_of, text_of, visit_of

PATH = "/question"
_LONGEST_CODE = 60


def routes() -> list[Route]:
    return [Route(PATH, question, methods=["GET", "POST"])]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A request: the fields of its form or the parameters of its address, and from where it comes."""

    given: dict[str, str]
    text: Text
    page: PageContext
    edition: str | None
    network: str
    posted: bool

    def field(self, name: str, most: int = 4000) -> str:
        return self.given.get(name, "")[:most]


async def question(request: Request) -> Response:
    """The form, what was sent, or that it has come."""
    text, posted = text_of(request), request.method == "POST"
    site, prefix = site_of(request), prefix_of(request)
    given = await form_of(request) if posted else dict(request.query_params)
    code = bare(given.get("indicator", ""))[:_LONGEST_CODE]
    here = f"{PATH}?{urlencode({'indicator': code})}" if code else PATH
    page = PageContext(text=text, site=site, prefix=prefix, address=here, asset=asset_url)
    if readiness.loading:
        return respond(request, answer_of(status_pages.loading(page), text))
    asked = _Asked(
        given=given | {"indicator": code},
        text=text,
        page=page,
        edition=edition_of(request),
        network=visit_of(request).address,
        posted=posted,
    )
    return await run_sync(_answered, asked)


def _answered(asked: _Asked) -> Response:
    try:
        survey = _survey(asked)
    except NotPublishedError:
        return RedirectResponse(START, 303, {"Cache-Control": "no-store"})
    code, text = asked.field("indicator"), asked.text
    form = build(survey, code, text, period=asked.field("period", 20), site=asked.page.site)
    if form is None:
        unknown = indicator_document.unknown(code, asked.page, withheld_words(text))
        return _page(asked, survey, text.say("indicator.unknown.heading"), unknown, HTTPStatus.NOT_FOUND)
    if not asked.posted:
        if asked.field("said") == "thanks":
            return _page(asked, survey, text.say("question.thanks.title"), document.thanks(form, asked.page))
        return _form(asked, survey, form, Written())
    return _taken(asked, survey, form)


def _survey(asked: _Asked) -> Survey:
    """The release that the form names, the current one where it names none that there is."""
    try:
        return releases.survey(date.fromisoformat(asked.field("release", 10)), asked.edition)
    except (ValueError, UnknownReleaseError):
        return releases.survey(None, asked.edition)


def _taken(asked: _Asked, survey: Survey, form: QuestionForm) -> Response:
    """What was sent: kept, or the form again with what is to be changed."""
    written = Written(
        words=asked.field("words"),
        address=asked.field("address", 300),
        period=asked.field("period", 20),
        bare=asked.field("bare") == "yes",
    )
    if usable_mail_settings() is None:
        return _form(asked, survey, form, written, HTTPStatus.CONFLICT)
    if not asked.field(TRAP):
        try:
            store = open_store()
            ask(_question(asked, form, written), asked.network, now=clock.now(), store=store)
        except QuestionError as error:
            status = HTTPStatus.TOO_MANY_REQUESTS if error.reason == "often" else HTTPStatus.UNPROCESSABLE_ENTITY
            words = asked.text.say(f"question.error.{error.reason}")
            told = replace(written, error=words, wrong=error.field)
            return _form(asked, survey, form, told, status)
        send_letters_soon(store)
    # a program that fills in what nobody sees is answered as everybody is
    onward = asked.page.href("question", indicator=form.code, said="thanks") or "/"
    return RedirectResponse(onward, 303, {"Cache-Control": "no-store"})


def _question(asked: _Asked, form: QuestionForm, written: Written) -> AskedQuestion:
    """The number as this site prints it, whatever the form says of its value."""
    number = form.number(written.period or "")
    about = ReaderQuestion(
        edition=form.edition,
        code=form.code,
        period=number.period if number else "",
        released=form.released,
        value=number.value if number else "",
        words="",
        language=asked.text.language.value,
    )
    return AskedQuestion(about=about, words=written.words, address=written.address, bare=written.bare)


def _form(asked: _Asked, survey: Survey, form: QuestionForm, written: Written, status: int = 200) -> Response:
    sending = usable_mail_settings() is not None
    body = document.body(form, written, asked.page, sending=sending)
    return _page(asked, survey, asked.text.say("question.title"), body, status)


def _page(asked: _Asked, survey: Survey, title: str, body: Markup, status: int = 200) -> Response:
    """It lies below the indicator, but where there is none."""
    code = asked.field("indicator")
    above = () if status == HTTPStatus.NOT_FOUND else (Crumb(code, "indicator", code),)
    crumbs = (*above, Crumb(asked.text.say("question.title")))
    shell = page_frame.build(survey, asked.text, "question", crumbs=crumbs, today=clock.today())
    html = render_page(title, body, asked.page, shell=shell)
    return private(html, status, {"Content-Language": asked.text.language.value})
