"""«Мої подання» as HTML."""

from kpi.html.components import table
from kpi.html.desk.uploads import discard_way, said
from kpi.html.forms import button, post_form
from kpi.html.page_context import PageContext
from kpi.text import DASH
from kpi.text.markup import Child, Markup, el, join
from kpi.views.desk.report import SubmissionLine, Submissions

_TAGS = {"ok": "p-tag p-tag-ok", "warn": "p-tag p-tag-warn", "": "p-tag"}


def submissions(view: Submissions, page: PageContext) -> Markup:
    """The page: a table of drafts and receipts, the newest first."""
    title = page.say("report.mine.title")
    heads = {key: page.say(f"report.mine.column.{key}") for key in ("number", "what", "who", "state", "act")}
    rows = (_row(line, view, heads, page) for line in view.lines)
    listed = table(title, heads, rows, class_="p-table-changes") if view.lines else None
    return join(
        (
            el("p", view.desk.who, class_="p-meta"),
            el("h1", title, class_="p-h1"),
            el("p", page.say("report.mine.words"), class_="p-lede"),
            said(view.notice),
            listed or el("p", page.say("report.mine.none"), class_="p-empty"),
            el("p", el("a", page.say("submit.back"), href=page.href("upload"), class_="p-link")),
        )
    )


def _row(line: SubmissionLine, view: Submissions, heads: dict[str, str], page: PageContext) -> Markup:
    title: Child = line.title
    if line.page:
        title = el("a", line.title, href=page.href(line.page, number=str(line.number)), class_="p-link")
    file = None
    if line.file:
        words = el("a", line.file, href=page.href("upload/source", number=str(line.number)), download=True)
        file = el("span", words, class_="p-sub")
    return el(
        "tr",
        el("th", title, scope="row"),
        el("td", line.what, file, data_label=heads["what"], class_="p-cell-wide"),
        el("td", line.who, data_label=heads["who"], class_="p-cell-wide"),
        el("td", el("span", line.state, class_=_TAGS[line.tone]), data_label=heads["state"], class_="p-cell-wide"),
        el("td", _act(line, view, page), data_label=heads["act"], class_="p-cell-wide"),
    )


def _act(line: SubmissionLine, view: Submissions, page: PageContext) -> Child:
    if line.act == "undo":
        # why is asked on the receipt
        href = page.href("upload/receipt", number=str(line.number))
        return el("a", page.say("report.mine.undo"), href=f"{href}#undo", class_="p-button")
    if not line.act:
        return DASH
    action = page.href(f"upload/{line.act}", number=str(line.number))
    if line.act == "discard":
        return discard_way(page, post_form(action, view.desk.token, button(page.say("submit.discard.sure"))))
    return post_form(action, view.desk.token, button(page.say(f"report.mine.{line.act}")))
