"""Подання даних as HTML: forms and tables that work without a script."""

from collections.abc import Iterable

from kpi.html.components import code_and_name, section, table
from kpi.html.forms import button, post_form
from kpi.html.links import link
from kpi.html.page_context import PageContext
from kpi.model import ReportState
from kpi.model.media_types import XLSX
from kpi.text.markup import Markup, el, join
from kpi.views.desk.uploads import Desk, DraftLine, DueLine, GoalOffer, Start

STEPS = ("template", "check", "review", "confirm")
_STATE_TAGS = {
    ReportState.MISSING: "p-tag p-tag-error",
    ReportState.RETURNED: "p-tag p-tag-warn",
    ReportState.SUBMITTED: "p-tag p-tag-ok",
}
#: the media type of .xlsx, beside its ending: some phones know files by the one, some by the other
#: macro-enabled files as well: one that holds no macro is read, one that does is told why not
_ACCEPT = f".xlsx,.xlsm,{XLSX}"


def start(view: Start, page: PageContext) -> Markup:
    """The first page of the way: what waits, templates, the place for a file, the due list."""
    return join(
        (
            top(view.desk, "template", page),
            said(view.notice),
            _ways(view, page) if view.editor else None,
            _drafts(view, page),
            _templates(view, page),
            upload_form(view.desk, page),
            _due(view, page),
            None if view.editor else _ways(view, page),
        )
    )


def _ways(view: Start, page: PageContext) -> Markup:
    """The ways to what is done more rarely, at the end; for an editor, who looks after all, they come first."""
    pages = {"admin/visibility": "access_page.way"}
    if view.editor:
        pages = {"admin": "admin.way"} | pages
    links = (el("li", el("a", page.say(key), href=page.href(name), class_="p-link")) for name, key in pages.items())
    return el("nav", el("ul", *links, class_="p-ways"), aria_label=page.say("submit.more"))


def top(desk: Desk, step: str, page: PageContext) -> Markup:
    """Whose data, heading, how much is submitted, the four steps."""
    now = STEPS.index(step) if step in STEPS else len(STEPS)
    items = (
        el(
            "li",
            page.say(f"submit.step.{name}"),
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
    field = el("input", type="file", name="file", id="file", accept=_ACCEPT, required=True, **about)
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
        **{f"data_rows_{form}": words for form, words in _rows_words(page).items()},
        data_too_big=page.say("submit.file.too_big"),
        data_wrong_kind=page.say("submit.file.wrong_kind"),
    )


def _rows_words(page: PageContext) -> dict[str, str]:
    """«Перевіряємо {n} рядків…» in each plural form that whole numbers take, for the browser to choose from."""
    samples = {"one": 1, "few": 2, "many": 5, "other": 10}
    return {form: page.count("submit.file.rows", n).replace(str(n), "{n}") for form, n in samples.items()}


def _drafts(view: Start, page: PageContext) -> Markup | None:
    if not view.drafts:
        return None
    items = el("ul", *(_draft(line, view.desk, page) for line in view.drafts), class_="p-drafts")
    return section("drafts", page.say("submit.drafts"), items)


def _draft(line: DraftLine, desk: Desk, page: PageContext) -> Markup:
    onward = page.href("upload/draft", number=str(line.number))
    return el(
        "li",
        el("p", el("b", code_and_name(line.goal, page)), " ", el("span", line.state, class_="p-tag")),
        el("p", page.say("submit.draft.file", file=line.filename, when=line.when), class_="p-meta"),
        el("p", page.say("submit.draft.comment", comment=line.comment)) if line.comment else None,
        el(
            "div",
            el("a", page.say("submit.draft.go_on"), href=onward, class_="p-button"),
            post_form(
                page.href("upload/discard", number=str(line.number)),
                desk.token,
                button(page.say("submit.draft.discard")),
            ),
            class_="p-actions",
        ),
        class_="p-panel",
    )


def template_button(goal: str, page: PageContext, label: str) -> Markup:
    """One click gives the filled-in workbook of a goal."""
    href = page.href("upload/template", goal=goal)
    return el("a", label, href=href, class_="p-button", download=True)


def _templates(view: Start, page: PageContext) -> Markup:
    if len(view.goals) == 1:
        goal = view.goals[0]
        button = template_button(goal.name.code, page, page.say("submit.template.one", code=goal.name.code))
        words = page.count("submit.template.rows", goal.asked)
        inside: Markup = el("p", button, " ", el("span", words, class_="p-meta"), class_="p-actions")
    else:
        inside = _template_table(view.goals, page)
    return section("templates", page.say("submit.templates"), el("p", page.say("submit.template.words")), inside)


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
    return table(page.say("submit.templates"), heads, rows, numbers={"submitted"})


def _due(view: Start, page: PageContext) -> Markup:
    if not view.due:
        return section("due", page.say("submit.due.title"), el("p", page.say("submit.due.none"), class_="p-empty"))
    heads = {
        "name": page.say("submit.due.column.name"),
        "last": page.say("submit.due.column.last"),
        "state": page.say("submit.due.column.state"),
        "detail": page.say("submit.due.column.detail"),
    }
    rows = (_due_row(line, heads, page) for line in view.due)
    note = page.count("count.indicators", len(view.due))
    return section(
        "due",
        page.say("submit.due.title"),
        table(page.say("submit.due.title"), heads, rows, numbers={"last"}, class_="p-table-due"),
        note=note,
    )


def _due_row(line: DueLine, heads: dict[str, str], page: PageContext) -> Markup:
    name: Markup = code_and_name(line.name, page)
    # what outsiders do not see has a page of the desk
    own = page.href("indicator" if line.link else "upload/indicator", id=line.name.code)
    name = link(name, own, class_="p-name")
    tag = el("span", page.say(f"flow.state.{line.state}"), class_=_STATE_TAGS.get(line.state, "p-tag"))
    return el(
        "tr",
        el("th", name, scope="row"),
        el(
            "td",
            line.last,
            el("span", line.last_period, class_="p-sub") if line.last_period else None,
            class_="p-num",
            data_label=heads["last"],
        ),
        el("td", tag),
        el("td", line.detail, class_="p-cell-wide"),
    )
