"""Подання даних as HTML: forms and tables that work without a script."""

from collections.abc import Iterable, Sequence

from kpi.html.components import code_and_name, details, section, table
from kpi.html.forms import button, post_form
from kpi.html.page_context import PageContext
from kpi.model.media_types import XLSX
from kpi.text.markup import Markup, el, join
from kpi.views.desk.uploads import Desk, DraftLine, GoalOffer

STEPS = ("fill", "review", "receipt")
#: the media type of .xlsx, beside its ending: some phones know files by the one, some by the other
#: macro-enabled files as well: one that holds no macro is read, one that does is told why not
ACCEPT = f".xlsx,.xlsm,{XLSX}"


def ways(editor: bool, page: PageContext, *, projects: bool = False) -> Markup:
    """The ways to what is done more rarely; an editor looks after all.

    projects  whether an action names a project of a public register
    """
    pages = {"upload/mine": "report.mine.title"} | ({"admin": "admin.way"} if editor else {})
    pages |= {"upload/questions": "question.desk.way", "admin/visibility": "access_page.way"}
    pages |= {"upload/project": "project.way"} if projects else {}
    links = (el("li", el("a", page.say(key), href=page.href(name), class_="p-link")) for name, key in pages.items())
    return el("nav", el("ul", *links, class_="p-ways"), aria_label=page.say("submit.more"))


def top(desk: Desk, step: str, page: PageContext) -> Markup:
    """Whose data, heading, how much is submitted, the steps."""
    now = STEPS.index(step) if step in STEPS else len(STEPS)
    items = (
        el(
            "li",
            page.say(f"report.step.{name}"),
            class_="p-done" if place < now else None,
            aria_current="step" if place == now else None,
        )
        for place, name in enumerate(STEPS)
    )
    return join(
        (
            el("p", desk.who, class_="p-meta"),
            el("h1", desk.heading, class_="p-h1"),
            el("p", desk.lede, class_="p-lede"),
            el("ol", *items, class_="p-steps", aria_label=page.say("submit.steps")),
        )
    )


def said(words: str, *, first: bool = True) -> Markup | None:
    """What became of the last step; a screen reader starts reading here where it is the `first` news of the page."""
    if not words:
        return None
    return el("p", words, class_="p-notice", role="status", tabindex=-1, autofocus=first)


def alert(words: str) -> Markup | None:
    """What could not be done; a screen reader starts here."""
    if not words:
        return None
    return el("p", words, class_="p-alert", role="alert", tabindex=-1, autofocus=True)


def upload_form(desk: Desk, page: PageContext, label: str = "submit.file.label") -> Markup:
    """The place for a workbook: a button, or the whole field as a place to drop a file on; `label` is a key."""
    about = {"aria_labelledby": "file-label", "aria_describedby": "file-hint"}
    field = el("input", type="file", name="file", id="file", accept=ACCEPT, required=True, **about)
    return post_form(
        page.href("upload"),
        desk.token,
        el("h2", page.say(label), class_="p-h3", id="file-label"),
        el(
            "div",
            field,
            el("label", page.say("submit.file.pick"), for_="file", class_="p-button p-pick"),
            el("span", page.say("submit.file.drop"), class_="p-drop-words"),
            class_="p-drop",
            data_drop=True,
        ),
        el("p", page.say("submit.file.hint"), class_="p-meta", id="file-hint"),
        el(
            "p",
            button(page.say("submit.file.check"), primary=True),
            el("span", class_="p-meta", role="status", data_status=True),
            class_="p-actions",
        ),
        enctype="multipart/form-data",
        class_="p-upload",
        data_upload=True,
        data_checking=page.say("submit.file.checking", file="{file}"),
        data_too_big=page.say("submit.file.too_big"),
    )


def submission_drafts(drafts: Sequence[DraftLine], desk: Desk, page: PageContext) -> Markup | None:
    """What the account has sent in and not published."""
    if not drafts:
        return None
    items = el("ul", *(_draft(line, desk, page) for line in drafts), class_="p-drafts")
    return section("drafts", page.say("submit.drafts"), items)


def _draft(line: DraftLine, desk: Desk, page: PageContext) -> Markup:
    onward = page.href("upload/draft", number=str(line.number))
    return el(
        "li",
        el("p", el("b", code_and_name(line.goal, page)), " ", el("span", line.state, class_="p-tag")),
        el("p", line.file, class_="p-meta"),
        el("p", page.say("submit.draft.comment", comment=line.comment)) if line.comment else None,
        el(
            "div",
            el("a", page.say("submit.draft.go_on"), href=onward, class_="p-button"),
            class_="p-actions",
        ),
        discard_way(
            page,
            post_form(
                page.href("upload/discard", number=str(line.number)),
                desk.token,
                button(page.say("submit.discard.sure")),
            ),
        ),
        class_="p-panel",
    )


def discard_way(page: PageContext, sure: Markup) -> Markup:
    """What throws a draft away: it is asked first, for nothing brings the draft back."""
    words = el("p", page.say("submit.discard.words"), class_="p-meta")
    return details(page, page.say("submit.draft.discard"), words, el("div", sure, class_="p-actions"))


def template_button(goal: str, page: PageContext, label: str) -> Markup:
    """One click gives the filled-in workbook of a goal."""
    href = page.href("upload/template", goal=goal)
    return el("a", label, href=href, class_="p-button", download=True)


def template_section(goals: Sequence[GoalOffer], page: PageContext) -> Markup:
    """The filled-in workbooks of the account's goals."""
    words = el("p", page.say("submit.template.words"))
    if len(goals) != 1:
        return join((words, _template_table(goals, page)))
    goal = goals[0]
    button = template_button(goal.name.code, page, page.say("submit.template.one", code=goal.name.code))
    count = el("span", page.count("submit.template.rows", goal.asked), class_="p-meta")
    return join((words, el("p", button, " ", count, class_="p-actions")))


def _template_table(goals: Iterable[GoalOffer], page: PageContext) -> Markup:
    heads = {key: page.say(f"submit.template.column.{key}") for key in ("goal", "submitted", "file")}
    rows = (
        el(
            "tr",
            el("th", code_and_name(goal.name, page), scope="row"),
            el(
                "td",
                page.say("submit.template.of", submitted=goal.submitted, asked=goal.asked),
                class_="p-num",
                data_label=heads["submitted"],
            ),
            el("td", template_button(goal.name.code, page, page.say("submit.template.one", code=goal.name.code))),
        )
        for goal in goals
    )
    return table(page.say("report.whole.title"), heads, rows, numbers={"submitted"})
