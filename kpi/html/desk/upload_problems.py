"""A file that is not taken as it is: how it was read, what is wrong cell by cell."""

from collections.abc import Iterable

from kpi.html.components import section, table
from kpi.html.desk.uploads import template_button, top, upload_form
from kpi.html.forms import button, hidden, post_form
from kpi.html.page_context import PageContext
from kpi.model import Severity
from kpi.text.markup import Markup, el, join
from kpi.views.desk.uploads import Desk, ProblemLine, Problems, TableRead


def checked(desk: Desk, problems: Problems, page: PageContext, table_read: TableRead | None = None) -> Markup:
    """A file that is not taken as it is: how it was read, what is wrong where, the place for the mended one."""
    return join(
        (
            top(desk, "fill", page),
            upload_form(desk, page),
            problem_section(problems, page),
            None if table_read is None else _as_read(desk, table_read, page),
        )
    )


def _as_read(desk: Desk, found: TableRead, page: PageContext) -> Markup:
    """A table that follows no template: what each column was taken for, the first rows, the confirmation."""
    columns = {key: page.say(f"submit.table.{key}") for key in ("letters", "header", "role")}
    rows = {key: page.say(f"submit.table.{key}") for key in ("row", "indicator", "values")}
    confirm = None
    if found.key:
        confirm = post_form(
            page.href("upload/as-read"),
            desk.token,
            hidden("key", found.key),
            el("p", page.say("submit.table.words")),
            button(page.say("submit.table.confirm"), primary=True),
            class_="p-panel",
        )
    return section(
        "as-read",
        page.say("submit.table.title"),
        el("p", found.heading),
        _plain(page.say("submit.table.columns"), columns, found.columns),
        _plain(page.say("submit.table.rows"), rows, found.rows),
        el("p", found.left_out, class_="p-meta") if found.left_out else None,
        confirm,
    )


def _plain(caption: str, heads: dict[str, str], lines: Iterable[tuple[str, str, str]]) -> Markup:
    _, second, third = heads.values()
    rows = (
        el("tr", el("th", one, scope="row"), el("td", two, data_label=second), el("td", three, data_label=third))
        for one, two, three in lines
    )
    return table(caption, heads, rows)


def problem_section(problems: Problems, page: PageContext) -> Markup:
    """What is wrong, cell by cell; the heading takes the focus."""
    marked = None
    if problems.marked:
        href = page.href("upload/marked")
        marked = el("a", page.say("submit.problems.marked"), href=href, download=True)
    heading = el("h2", problems.heading, class_="p-h2", id="problems", tabindex=-1, autofocus=True)
    aside = el("p", marked, class_="p-note") if marked else None
    again = None
    if problems.goal:
        again = el("p", template_button(problems.goal, page, page.say("submit.template.one", code=problems.goal)))
    return el(
        "section",
        el("div", heading, aside, class_="p-section-head"),
        el("p", problems.words),
        problem_table(problems.lines, page) if problems.lines else None,
        again,
        class_="p-section",
        aria_labelledby="problems",
    )


def problem_table(lines: Iterable[ProblemLine], page: PageContext) -> Markup:
    """Level, cell, what stands there, what to do."""
    heads = {key: page.say(f"submit.problems.column.{key}") for key in ("level", "place", "found", "cure")}
    return table(
        page.say("submit.problems.caption"),
        heads,
        (_problem_row(line, heads, page) for line in lines),
        class_="p-table-problems",
    )


def _problem_row(line: ProblemLine, heads: dict[str, str], page: PageContext) -> Markup:
    kind = "p-tag-error" if line.severity is Severity.ERROR else "p-tag-warn"
    level = el("span", page.say(f"submit.level.{line.severity}"), class_=f"p-tag {kind}")
    place = el("code", line.place, class_="p-cell") if line.place else page.say("submit.problems.whole")
    return el(
        "tr",
        el("th", level, scope="row"),
        el("td", place, el("span", line.subject, class_="p-sub") if line.subject else None),
        el("td", el("b", line.found) if line.found else None, data_label=heads["found"]),
        el("td", line.message, " ", el("span", line.remedy, class_="p-strong"), class_="p-cell-wide"),
    )
