"""GET and POST /upload/questions: the questions of readers, for editors all, for a department its own."""

from datetime import date

from starlette.responses import Response

from kpi import clock
from kpi.html.questions import desk as document
from kpi.services.questions.answering import ReplyError, answer, awaiting_publication, close, is_editor, questions_for
from kpi.store.beside.questions import QuestionState, ReaderQuestion
from kpi.text import Text
from kpi.views.beside.question_desk import QuestionDesk, QuestionLine
from kpi.web.desk.request import DeskRequest, number_of


def shown(asked: DeskRequest, wrong: str = "", status: int = 200) -> Response:
    """The page; `wrong`: what a form could not do, its fields as they were written."""
    found = questions_for(asked.account, now=clock.now(), store=asked.store)
    waiting = sum(one.state is QuestionState.OPEN for one in found)
    awaiting = awaiting_publication(found, asked.store)
    view = QuestionDesk(
        token=asked.token,
        notice=asked.notice,
        wrong=wrong,
        summary=asked.text.count("question.desk.waiting", waiting),
        editor=is_editor(asked.account),
        lines=tuple(_line(asked, one, awaits=one.number in awaiting, resumed=bool(wrong)) for one in found),
    )
    return asked.page(asked.text.say("question.desk.title"), document.body(view, asked.context), status)


def decide(asked: DeskRequest) -> Response:
    """An answer, or that a question is laid aside."""
    number = number_of(asked.given.get("number", ""))
    if number is None:
        raise LookupError(asked.given.get("number", ""))
    if asked.given.get("act") == "close":
        close(asked.account, number, now=clock.now(), store=asked.store)
        return asked.to("upload/questions", said="laid_aside")
    publish = asked.given.get("publish") == "yes"
    try:
        answer(asked.account, _given(asked, number), publish=publish, now=clock.now(), store=asked.store)
    except ReplyError as error:
        return shown(asked, asked.text.say(f"question.desk.error.{error.reason}"), 409)
    return asked.to("upload/questions", said="told" if publish else "answered")


def _given(asked: DeskRequest, number: int) -> ReaderQuestion:
    fields = {name: asked.given.get(name, "").replace("\r\n", "\n") for name in ("answer", "mended", "told")}
    return ReaderQuestion(
        number=number,
        edition="",
        code="",
        period="",
        released="",
        value="",
        words="",
        answer=fields["answer"],
        mended=fields["mended"],
        told_words=fields["told"],
    )


def _line(asked: DeskRequest, one: ReaderQuestion, *, awaits: bool, resumed: bool) -> QuestionLine:
    text = asked.text
    ours = resumed and asked.given.get("number") == str(one.number)
    typed = asked.given if ours else {}
    return QuestionLine(
        number=one.number,
        name=asked.names_of(one.edition).indicator(one.code, text),
        about=_about(asked, one),
        words=one.words,
        asked=text.say("question.desk.asked", when=text.moment(one.asked)),
        state=_state(one, text, awaits=awaits),
        open=one.state is QuestionState.OPEN,
        awaits=awaits,
        public=one.public,
        answer=typed.get("answer", one.answer),
        mended=typed.get("mended", one.mended),
        told=typed.get("told", one.told_words or one.words),
        asker=one.address,
    )


def _about(asked: DeskRequest, one: ReaderQuestion) -> str:
    version = asked.text.date(date.fromisoformat(one.released))
    if not one.period:
        return asked.text.say("question.about_whole", version=version)
    period = asked.text.period(asked.names_of(one.edition).fiscal_year.parse(one.period))
    return asked.text.say("question.about", period=period, value=one.value, version=version)


def _state(one: ReaderQuestion, text: Text, *, awaits: bool) -> str:
    key = "public" if one.public else "awaiting" if awaits else str(one.state)
    return text.say(f"question.desk.state.{key}", day=text.date(one.decided), who=one.decided_by)
