"""Подання даних as HTML: forms and tables that work without a script."""

from collections.abc import Iterable

from kpi.documents.html import Child, Html, address, el, join, link
from kpi.documents.parts import coded, indicator_address, section, table
from kpi.model import ReportState
from kpi.model.media_types import XLSX
from kpi.text import Text
from kpi.views.submit import Desk, DraftLine, DueLine, GoalOffer, Start

STEPS = ("template", "check", "review", "confirm")
_STATE_TAGS = {
    ReportState.MISSING: "p-tag p-tag-error",
    ReportState.RETURNED: "p-tag p-tag-warn",
    ReportState.SUBMITTED: "p-tag p-tag-ok",
}
#: the media type of .xlsx, beside its ending: some phones know files by the one, some by the other
#: macro-enabled files as well: one that holds no macro is read, one that does is told why not
_ACCEPT = f".xlsx,.xlsm,{XLSX}"


def start(view: Start, text: Text) -> Html:
    """The first page of the way: what waits, templates, the place for a file, the due list."""
    return join(
        (
            top(view.desk, "template", text),
            said(view.notice),
            _ways(view, text) if view.editor else None,
            _drafts(view, text),
            _templates(view, text),
            upload_form(view.desk, text),
            _due(view, text),
            None if view.editor else _ways(view, text),
        )
    )


def _ways(view: Start, text: Text) -> Html:
    """The ways to what is done more rarely, at the end; for an editor, who looks after all, they come first."""
    pages = {"admin/visibility": "access_page.way"}
    if view.editor:
        pages = {"admin": "admin.way"} | pages
    links = (
        el("li", el("a", text.say(key), href=address(page, lang=text.language), class_="p-link"))
        for page, key in pages.items()
    )
    return el("nav", el("ul", *links, class_="p-ways"), aria_label=text.say("submit.more"))


def top(desk: Desk, step: str, text: Text) -> Html:
    """Whose data, heading, how much is submitted, the four steps."""
    now = STEPS.index(step) if step in STEPS else len(STEPS)
    items = (
        el(
            "li",
            text.say(f"submit.step.{name}"),
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
            el("ol", *items, class_="p-steps", aria_label=text.say("submit.steps")),
        )
    )


def said(words: str, *, first: bool = True) -> Html | None:
    """What became of the last step; a screen reader starts reading here where it is the `first` news of the page."""
    if not words:
        return None
    return el("p", words, class_="p-notice", role="status", tabindex=-1, autofocus=first)


def alert(words: str) -> Html | None:
    """What could not be done; a screen reader starts here."""
    if not words:
        return None
    return el("p", words, class_="p-alert", role="alert", tabindex=-1, autofocus=True)


def form(action: str, desk: Desk, *children: Child, **attributes: str | bool | None) -> Html:
    """A form that brings its token back."""
    token = el("input", type="hidden", name="token", value=desk.token)
    return el("form", token, *children, method="post", action=action, **attributes)


def upload_form(desk: Desk, text: Text, label: str = "submit.file.label") -> Html:
    """The place for a workbook: a button, or the whole field as a place to drop a file on; `label` is a key."""
    about = {"aria_labelledby": "file-label", "aria_describedby": "file-hint"}
    field = el("input", type="file", name="file", id="file", accept=_ACCEPT, required=True, **about)
    return form(
        address("upload", lang=text.language),
        desk,
        el("h2", text.say(label), class_="p-h3", id="file-label"),
        el(
            "div",
            field,
            el("label", text.say("submit.file.pick"), for_="file", class_="p-button p-pick"),
            el("span", text.say("submit.file.drop"), class_="p-drop-words"),
            class_="p-drop",
            data_drop=True,
        ),
        el("p", text.say("submit.file.hint"), class_="p-meta", id="file-hint"),
        el(
            "p",
            el("button", text.say("submit.file.check"), type="submit", class_="p-button p-primary"),
            el("span", class_="p-meta", role="status", data_status=True),
            class_="p-actions",
        ),
        enctype="multipart/form-data",
        class_="p-upload",
        data_upload=True,
        data_checking=text.say("submit.file.checking", file="{file}"),
        **{f"data_rows_{form}": words for form, words in _rows_words(text).items()},
        data_too_big=text.say("submit.file.too_big"),
        data_wrong_kind=text.say("submit.file.wrong_kind"),
    )


def _rows_words(text: Text) -> dict[str, str]:
    """«Перевіряємо {n} рядків…» in each plural form that whole numbers take, for the browser to choose from."""
    samples = {"one": 1, "few": 2, "many": 5, "other": 10}
    return {form: text.count("submit.file.rows", n).replace(str(n), "{n}") for form, n in samples.items()}


def _drafts(view: Start, text: Text) -> Html | None:
    if not view.drafts:
        return None
    items = el("ul", *(_draft(line, view.desk, text) for line in view.drafts), class_="p-drafts")
    return section("drafts", text.say("submit.drafts"), items)


def _draft(line: DraftLine, desk: Desk, text: Text) -> Html:
    onward = address("upload/draft", lang=text.language, number=str(line.number))
    return el(
        "li",
        el("p", el("b", coded(line.goal, text)), " ", el("span", line.state, class_="p-tag")),
        el("p", text.say("submit.draft.file", file=line.filename, when=line.when), class_="p-meta"),
        el("p", text.say("submit.draft.comment", comment=line.comment)) if line.comment else None,
        el(
            "div",
            el("a", text.say("submit.draft.go_on"), href=onward, class_="p-button"),
            form(
                address("upload/discard", lang=text.language, number=str(line.number)),
                desk,
                el("button", text.say("submit.draft.discard"), type="submit", class_="p-button"),
            ),
            class_="p-actions",
        ),
        class_="p-panel",
    )


def template_button(goal: str, text: Text, label: str) -> Html:
    """One click gives the filled-in workbook of a goal."""
    href = address("upload/template", lang=text.language, goal=goal)
    return el("a", label, href=href, class_="p-button", download=True)


def _templates(view: Start, text: Text) -> Html:
    if len(view.goals) == 1:
        goal = view.goals[0]
        button = template_button(goal.name.code, text, text.say("submit.template.one", code=goal.name.code))
        words = text.count("submit.template.rows", goal.asked)
        inside: Html = el("p", button, " ", el("span", words, class_="p-meta"), class_="p-actions")
    else:
        inside = _template_table(view.goals, text)
    return section("templates", text.say("submit.templates"), el("p", text.say("submit.template.words")), inside)


def _template_table(goals: Iterable[GoalOffer], text: Text) -> Html:
    heads = {key: text.say(f"submit.template.column.{key}") for key in ("goal", "submitted", "file")}
    rows = (
        el(
            "tr",
            el("th", coded(goal.name, text), scope="row"),
            el(
                "td",
                text.say("submit.template.of", submitted=goal.submitted, asked=goal.asked),
                class_="p-num",
                data_label=heads["submitted"],
            ),
            el("td", template_button(goal.name.code, text, text.say("submit.template.one", code=goal.name.code))),
        )
        for goal in goals
    )
    return table(text.say("submit.templates"), heads, rows, numbers={"submitted"})


def _due(view: Start, text: Text) -> Html:
    if not view.due:
        return section("due", text.say("submit.due.title"), el("p", text.say("submit.due.none"), class_="p-empty"))
    heads = {
        "name": text.say("submit.due.column.name"),
        "last": text.say("submit.due.column.last"),
        "state": text.say("submit.due.column.state"),
        "detail": text.say("submit.due.column.detail"),
    }
    rows = (_due_row(line, heads, text) for line in view.due)
    note = text.count("count.indicators", len(view.due))
    return section(
        "due",
        text.say("submit.due.title"),
        table(text.say("submit.due.title"), heads, rows, numbers={"last"}, class_="p-table-due"),
        note=note,
    )


def _due_row(line: DueLine, heads: dict[str, str], text: Text) -> Html:
    name: Html = coded(line.name, text)
    if line.link:
        name = link(name, indicator_address(text, line.name.code), class_="p-name")
    tag = el("span", text.say(f"flow.state.{line.state}"), class_=_STATE_TAGS.get(line.state, "p-tag"))
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
