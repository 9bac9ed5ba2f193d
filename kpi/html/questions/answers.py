"""Answered questions on the page of an indicator and on its sheet, and the way to ask one."""

from kpi.html.components import section
from kpi.html.lang_markup import mark_language
from kpi.html.links import link
from kpi.html.page_context import PageContext
from kpi.text.markup import Markup, el, join
from kpi.views.beside.answers import PublicAnswer, Questions


def questions(found: Questions | None, code: str, released: str, page: PageContext) -> Markup | None:
    """The section; None where nothing is answered and nothing can be asked, on paper where nothing is answered."""
    if found is None:
        return None
    way = _way(found, code, released, page)
    if not found.answers and (way is None or page.on_paper):
        return None
    listed = el("div", *(_answer(one, page) for one in found.answers), class_="p-answers") if found.answers else None
    return section("questions", page.say("question.heading"), listed, way)


def _way(found: Questions, code: str, released: str, page: PageContext) -> Markup | None:
    """To the form where a server answers it, to the letter elsewhere; paper names the address of the page."""
    words = page.say("question.ask")
    if page.served and not page.on_paper:
        href = page.href("question", indicator=code, release=released)
        return el("p", link(words, href, class_="p-button", rel="nofollow"), class_="p-actions")
    if page.on_paper and page.host:
        where = f"{page.host}{page.href('question', indicator=code, release=released)}"
        return el("p", words, ": ", where, class_="p-meta")
    if found.letter and not page.on_paper:
        return el("p", el("a", words, href=found.letter, class_="p-button"), class_="p-actions")
    return None


def _answer(one: PublicAnswer, page: PageContext) -> Markup:
    mended = None
    if one.mended:
        mended = el("p", el("b", page.say("question.mended")), " ", mark_language(one.mended, page.text))
    dates = page.say("question.dates", asked=one.asked, answered=one.answered)
    return el(
        "article",
        el("p", join((one.about, dates), " · "), class_="p-meta"),
        el("blockquote", *_paragraphs(one.question, page), class_="p-question"),
        *_paragraphs(one.answer, page),
        mended,
        class_="p-answer",
    )


def _paragraphs(words: str, page: PageContext) -> tuple[Markup, ...]:
    return tuple(el("p", mark_language(line, page.text)) for line in words.split("\n") if line.strip())
