"""Звірка з карткою проєкту as HTML: the file and the action, then what differs; works without a script."""

from kpi.html.components import section, table
from kpi.html.desk.uploads import alert
from kpi.html.forms import button, labelled, post_form
from kpi.html.lang_markup import mark_language
from kpi.html.page_context import PageContext
from kpi.text.markup import Markup, el, join
from kpi.views.desk.project_comparison import ActionComparison, ProjectComparisonView


def body(
    token: str,
    choices: tuple[tuple[str, str], ...],
    chosen: str,
    page: PageContext,
    *,
    wrong: str = "",
    view: ProjectComparisonView | None = None,
) -> Markup:
    """The content of <main>.

    choices  actions by what the form sends, in words
    wrong    what is wrong with the file that was sent; `view` what was found in it
    """
    return join(
        (
            el("h1", page.say("project.title"), class_="p-h1"),
            el("p", page.say("project.lede"), class_="p-lede"),
            alert(wrong),
            _found(view, page) if view is not None else None,
            _form(token, choices, chosen, page),
        )
    )


def _form(token: str, choices: tuple[tuple[str, str], ...], chosen: str, page: PageContext) -> Markup:
    options = (el("option", words, value=key, selected=key == chosen) for key, words in choices)
    first = el("option", page.say("project.by_number"), value="", selected=not chosen)
    file = el("input", type="file", name="file", accept=".json,application/json", required=True)
    return section(
        "file",
        page.say("project.form"),
        post_form(
            page.href("upload/project"),
            token,
            labelled(page.say("project.file"), file),
            labelled(page.say("project.against"), el("select", first, *options, name="action")),
            button(page.say("project.compare"), primary=True),
            el("p", page.say("project.not_kept"), class_="p-meta"),
            class_="p-panel p-form",
            enctype="multipart/form-data",
        ),
    )


def _found(view: ProjectComparisonView, page: PageContext) -> Markup:
    return join(
        (
            el(
                "p", mark_language(view.about, page.text), class_="p-notice", role="status", tabindex=-1, autofocus=True
            ),
            el("p", view.none, class_="p-empty") if view.none else None,
            *(_action(number, one, view.register, page) for number, one in enumerate(view.actions, start=1)),
            _list("doubts", page.say("project.doubts"), view.doubts),
            _list("metrics", page.say("project.aims"), view.aims),
        )
    )


def _action(number: int, one: ActionComparison, register: str, page: PageContext) -> Markup:
    heads = {
        "facet": page.say("project.column.facet"),
        "ours": page.say("project.column.ours"),
        "theirs": page.say("project.column.theirs", register=register),
        "said": page.say("project.column.said"),
    }
    rows = (
        el(
            "tr",
            el("th", line.label, scope="row"),
            el("td", line.ours, data_label=heads["ours"]),
            el("td", line.theirs, data_label=heads["theirs"]),
            el(
                "td",
                _mark(differs=line.differs, page=page),
                " ",
                line.said,
                data_label=heads["said"],
                class_="p-cell-wide",
            ),
        )
        for line in one.lines
    )
    return section(f"action-{number}", one.heading, table(one.heading, heads, rows), note=one.summary)


def _mark(*, differs: bool, page: PageContext) -> Markup | None:
    """In a word, not by colour alone."""
    return el("span", page.say("project.differs"), class_="p-tag p-tag-error") if differs else None


def _list(identifier: str, heading: str, lines: tuple[str, ...]) -> Markup | None:
    if not lines:
        return None
    return section(identifier, heading, el("ul", *(el("li", line) for line in lines), class_="p-prose"))
