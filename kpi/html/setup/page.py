"""/start for an administrator of an empty store: the tables, at most eight questions, the preview, the receipt."""

from collections.abc import Iterable

from kpi.html.components import section
from kpi.html.desk.uploads import ACCEPT
from kpi.html.forms import button, hidden, post_form
from kpi.html.links import link
from kpi.html.page_context import PageContext
from kpi.html.setup.questions import questions
from kpi.model.media_types import XLSX
from kpi.settings import command_on_pages
from kpi.text.markup import Child, Markup, el, join
from kpi.views.desk.setup import SetupBalance, SetupReceipt, SetupView, TableProblem

STEPS = ("tables", "questions", "preview", "publish")
PREVIEW = "/start/preview/"
#: where a person goes who has published: page → words
_ONWARD = {
    "overview": "setup.done.site",
    "upload/receipt": "setup.done.receipt",
    "upload": "setup.done.upload",
    "admin/accounts": "setup.done.people",
    "admin/visibility": "setup.done.visibility",
    "help": "setup.done.help",
}


def steps(now: str, page: PageContext) -> Markup:
    """Where on the way from the table to the site this page stands."""
    items = (
        el(
            "li",
            page.say(f"setup.step.{name}"),
            class_="p-done" if place < STEPS.index(now) else None,
            aria_current="step" if name == now else None,
        )
        for place, name in enumerate(STEPS)
    )
    return el("ol", *items, class_="p-steps p-steps-four", aria_label=page.say("setup.steps"))


def tables_form(token: str, page: PageContext, *, title: str = "setup.tables.title", level: str = "h2") -> Markup:
    """The place for one table or several."""
    label = {"aria_labelledby": "tables-label", "aria_describedby": "tables-hint"}
    accept = f"{ACCEPT},{XLSX}"
    field = el("input", type="file", name="files", id="tables", accept=accept, multiple=True, required=True, **label)
    pick = el("label", page.say("report.files.pick"), for_="tables", class_="p-button p-pick")
    return post_form(
        page.href("start/tables"),
        token,
        el(level, page.say(title), class_="p-h2" if level == "h2" else "p-h3", id="tables-label"),
        el(
            "div",
            field,
            pick,
            el("span", page.say("setup.tables.drop"), class_="p-drop-words"),
            class_="p-drop",
            data_drop=True,
        ),
        el("p", page.say("setup.tables.hint"), class_="p-meta", id="tables-hint"),
        el(
            "p",
            button(page.say("setup.tables.read"), primary=True),
            el("span", class_="p-meta", role="status", data_status=True),
            class_="p-actions",
        ),
        enctype="multipart/form-data",
        class_="p-upload",
        data_upload=True,
        data_checking=page.say("report.files.reading", file="{file}"),
        data_too_big=page.say("setup.tables.too_big"),
    )


def beginning(token: str, page: PageContext, notice: Markup | None, problems: Iterable[TableProblem] = ()) -> Markup:
    """The first step: nothing has been brought yet, or what was brought cannot be taken."""
    return join(
        (
            el("h1", page.say("setup.title"), class_="p-h1"),
            notice,
            el("p", page.say("setup.lede"), class_="p-lede"),
            steps("tables", page),
            _problems(tuple(problems), page),
            tables_form(token, page),
        )
    )


def _problems(problems: tuple[TableProblem, ...], page: PageContext) -> Markup | None:
    """What was seen in the files and the way on; a screen reader starts here."""
    if not problems:
        return None
    items = (
        el("li", el("b", one.file), ": ", el("code", one.cell, class_="p-cell") if one.cell else None,
           " " if one.cell else None, one.words, " ", one.cure)
        for one in problems
    )  # fmt: skip
    told = (el("h2", page.say("setup.problems.title"), class_="p-h3"), el("ul", *items, class_="p-prose"))
    return el("div", *told, class_="p-alert", role="alert", tabindex=-1, autofocus=True)


def setup(view: SetupView, page: PageContext, notice: Markup | None) -> Markup:
    """The questions, the balance, the preview and the publication."""
    asked = page.count("setup.asked", view.questions)
    return join(
        (
            el("h1", page.say("setup.title"), class_="p-h1"),
            notice,
            el("p", page.say("setup.files", files=", ".join(view.files)), " ", asked, class_="p-lede"),
            steps("publish" if view.previewed else "questions", page),
            questions(view, page),
            balance(view.balance, page),
            _onward(view, page),
            section(
                "others",
                page.say("setup.others"),
                tables_form(view.token, page, title="setup.tables.again", level="h3"),
                post_form(page.href("start/discard"), view.token, button(page.say("setup.discard"))),
            ),
        )
    )


def balance(found: SetupBalance, page: PageContext) -> Markup:
    """Rows in, rows out, and each row that was left out with why."""
    numbers = (el("div", el("dt", label), el("dd", number)) for label, number in found.numbers)
    rows = (el("li", el("code", row, class_="p-cell"), " ", why) for row, why in found.dropped)
    dropped = page.count("setup.dropped", len(found.dropped)) if found.dropped else page.say("setup.nothing_dropped")
    return section(
        "balance",
        page.say("setup.balance"),
        el("dl", *numbers, class_="p-facts"),
        el("p", dropped, class_="p-meta"),
        el("ul", *rows, class_="p-dropped") if found.dropped else None,
    )


def _onward(view: SetupView, page: PageContext) -> Markup:
    """The preview, the workbooks, the publication: none of them while an answer is missing."""
    if not view.ready:
        return section("onward", page.say("setup.onward"), el("p", page.say("setup.not_ready")))
    books = el("a", page.say("setup.workbooks"), href=page.href("start/workbooks.zip"), class_="p-button")
    if not view.previewed:
        words: Child = page.say("setup.preview.first")
        acts: tuple[Child, ...] = (_act("preview", "setup.preview.make", view, page), books)
    else:
        words = page.say("setup.preview.look")
        seen = el("a", page.say("setup.preview.open"), href=page.at(PREVIEW), class_="p-button")
        acts = (seen, books, _act("publish", "setup.publish", view, page))
    return section("onward", page.say("setup.onward"), el("p", words), el("div", *acts, class_="p-actions"))


def _act(path: str, words: str, view: SetupView, page: PageContext) -> Markup:
    sent = button(page.say(words), primary=True)
    return post_form(page.href(f"start/{path}"), view.token, hidden("key", view.key), sent)


def making(pages: int, page: PageContext) -> Markup:
    """The preview is not there yet: that work goes on, how far it is, and that the page comes back by itself."""
    so_far = page.count("setup.preview.making.pages", pages) if pages else page.say("setup.preview.making.reading")
    return join(
        (
            el("h1", page.say("setup.preview.making.title"), class_="p-h1"),
            el("p", so_far, class_="p-lede", role="status"),
            el("p", page.say("setup.preview.making.words"), class_="p-meta"),
            el("p", link(page.say("setup.preview.back"), page.href("start"), class_="p-link")),
        )
    )


def receipt(done: SetupReceipt, page: PageContext) -> Markup:
    """What was published, and what comes next."""
    names = ("files", "goals", "indicators", "values")
    numbers = (
        el("div", el("dt", page.say(f"setup.number.{name}")), el("dd", page.text.number(getattr(done, name))))
        for name in names
    )
    day = page.text.date(done.published)
    asked = {"upload/receipt": {"number": str(done.number)}}
    links = (el("li", link(page.say(key), page.href(to, **asked.get(to, {})))) for to, key in _ONWARD.items())
    command = f"{command_on_pages()} load {page.say('start.word.table')} --all-goals"
    return join(
        (
            el("h1", page.say("setup.done.title"), class_="p-h1"),
            el("p", page.say("setup.done.lede", day=day, number=done.number), class_="p-lede"),
            el("dl", *numbers, class_="p-facts"),
            el("div", el("h2", page.say("setup.done.next"), class_="p-h2"), el("ul", *links),
               el("p", page.say("setup.done.quarter")), el("pre", el("code", command)), class_="p-prose"),
        )
    )  # fmt: skip
