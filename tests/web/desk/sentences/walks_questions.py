"""Questions of readers: a department answers its own, an editor makes an answer public or lays a question aside."""

from datetime import UTC, datetime

from kpi.services.questions.asking import AskedQuestion, ask
from kpi.store.beside.questions import ReaderQuestion
from tests.web.desk.sentences.site import Site, Situations, publishing

PAGE = "/upload/questions"
ABOUT = ReaderQuestion(
    edition="2022-2026", code="6.2.3", period="2026-Q1", released="2026-11-14", value="540 од.", words=""
)


# an answer in public stands beside the numbers, so it has a store of its own
@publishing
def questions_are_answered(site: Site) -> Situations:
    koval, editor = site.enter("koval"), site.enter("editor")
    asked = AskedQuestion(about=ABOUT, words="Чому майданчиків стало менше?", address="", bare=True)
    told, aside = (str(ask(asked, "192.0.2.7", now=datetime.now(UTC), store=site.store)) for _ in range(2))
    reply = {"number": told, "answer": "Рахуємо двори.", "act": "answer"}
    yield "a_head_answers_a_question", koval.press(PAGE, **reply)
    public = reply | {"told": "Чому стало менше?", "publish": "yes"}
    yield "a_head_makes_an_answer_public", koval.press(PAGE, **public)
    yield "an_answer_is_made_public", editor.press(PAGE, **public)
    yield "a_question_is_laid_aside", editor.press(PAGE, number=aside, act="close")
