"""The form of the desk as HTML: fields that work without a script, and what report_form.js needs to do it better."""

import json

from kpi.html.components import code_and_name, section
from kpi.html.desk.deciding.assignments import assignments_section
from kpi.html.desk.report_actions import action_row, back, former
from kpi.html.desk.report_rows import report_row
from kpi.html.desk.uploads import ACCEPT, said, submission_drafts, template_section, top, upload_form, ways
from kpi.html.forms import button, hidden, post_form
from kpi.html.page_context import PageContext
from kpi.text.markup import Child, Markup, el, join
from kpi.views.desk.report import ReportView, Untaken

#: how long a session lives without a request, in seconds, a minute less than it does: «seen» is kept by the minute
IDLE_SECONDS = 29 * 60


def form(view: ReportView, page: PageContext) -> Markup:
    """The page: the rows, the place for files, the workbook as a second way."""
    return join(
        (
            top(view.desk, "fill", page),
            _summary(view, page) if view.checked and view.faulty else said(view.notice),
            # above the rows: of a hundred of them it would stand far below the word that leads to it
            _untaken(view.untaken, page) if view.untaken else None,
            ways(view.editor, page, projects=view.projects),
            submission_drafts(view.drafts, view.desk, page),
            back(view, page),
            former(view.awaited, page),
            _rows(view, page),
            assignments_section(view.assignments, view.desk.token, page),
            _files(view, page),
            _whole(view, page),
        )
    )


def _whole(view: ReportView, page: PageContext) -> Markup:
    """Workbooks of whole goals: each goes into the edition that it names, so the place for them is one."""
    offered = template_section(view.goals, page) if not view.edition else None
    return section("templates", page.say("report.whole.title"), offered, upload_form(view.desk, page))


def _summary(view: ReportView, page: PageContext) -> Markup:
    """What keeps the rows from being published, each with the way to its field."""
    items = (
        el(
            "li",
            el("a", join((code_and_name(name, page), period), ", "), href=f"#{anchor}"),
            el("span", words, class_="p-sub"),
        )
        for anchor, name, period, words in view.faulty
    )
    heading = page.count("report.summary", len(view.faulty))
    return el(
        "div",
        el("h2", heading, class_="p-h3", tabindex=-1, autofocus=True),
        el("ul", *items, class_="p-list"),
        class_="p-alert",
        role="alert",
    )


def _rows(view: ReportView, page: PageContext) -> Markup:
    parts: list[Child] = [
        # what Enter in a field presses: the first button of the form
        button(page.say("report.check"), "check", class_="p-hidden", tabindex=-1, aria_hidden="true"),
        hidden("seq", view.seq),
        hidden("edition", view.edition) if view.edition else None,
        _group("asked", view, page),
        _actions(view, page) if view.actions else None,
        _group("submitted", view, page) if view.submitted else None,
    ]
    if view.asked or view.submitted or view.actions:
        parts.append(_bar(view, page))
    form = post_form(
        page.href("upload/report"), view.desk.token, *parts, class_="p-report", id="report", **_for_script(view, page)
    )
    return join((form, _unasked(view, page)))


def _for_script(view: ReportView, page: PageContext) -> dict[str, str | int | None]:
    """Addresses and sentences of the script."""
    keys = ("offline", "refused", "trouble", "too_long", "ended", "enter", "warning", "go_on", "restored")
    pasting = ("untaken", "untaken_line", "spread")
    marks = {"lines": "{lines}", "n": "{n}", "text": "{text}"}
    words = {f"data_{key}": page.say(f"report.{key}", **marks) for key in (*keys, *pasting)}
    filled = {"one": 1, "few": 2, "many": 5, "other": 10}
    counted = {
        f"data_filled_{form}": page.count("report.filled", n).replace(str(n), "{n}") for form, n in filled.items()
    }
    places = {
        "data_judge": page.href("upload/judge"),
        "data_save": page.href("upload/autosave"),
        "data_login_page": page.href("login"),
        "data_login": view.login,
        "data_idle": IDLE_SECONDS,
        "data_mine": page.say("report.keep_mine"),
        "data_theirs": page.say("report.take_theirs"),
        "data_absences": json.dumps(dict(view.absences), ensure_ascii=False),
    }
    return words | counted | places


def _group(key: str, view: ReportView, page: PageContext) -> Markup:
    """The rows that are `asked` for, or those `submitted` already."""
    listed, words = view.asked if key == "asked" else view.submitted, None
    if not listed:
        words = el("p", page.say("report.group.all_done"), class_="p-empty")
    elif key == "submitted":
        words = el("p", page.say("report.group.submitted_words"), class_="p-meta")
    heads = ("name", "last", "planned", "value", "gap")
    head = el(
        "div",
        *(el("span", page.say(f"report.column.{name}")) for name in heads),
        class_="p-report-head",
        aria_hidden="true",
    )
    rows = el("div", *(report_row(line, view.reasons, page) for line in listed), class_="p-report-rows")
    note = page.count("report.rows", len(listed))
    return section(
        f"group-{key}",
        page.say(f"report.group.{key}"),
        words,
        head if listed else None,
        rows if listed else None,
        note=note,
    )


def _actions(view: ReportView, page: PageContext) -> Markup:
    """Open corrective actions whose period has no row here."""
    rows = el("div", *(action_row(line, page) for line in view.actions), class_="p-report-rows")
    words = el("p", page.say("report.group.actions_words"), class_="p-meta")
    return section("group-actions", page.say("report.group.actions"), words, rows)


def _bar(view: ReportView, page: PageContext) -> Markup:
    """What is always in sight: check, keep, what was saved when."""
    check = button(page.say("report.check"), "check", primary=True)
    keep = button(page.say("report.keep"), "keep", data_keep=True)
    filled = page.count("report.filled", view.filled) if view.filled else ""
    state = el("span", filled, class_="p-meta", data_filled=True)
    saved_at = el("span", "", class_="p-meta", role="status", data_saved=True)
    return el("div", check, keep, state, saved_at, class_="p-report-bar")


def _unasked(view: ReportView, page: PageContext) -> Markup | None:
    if not view.unasked:
        return None
    items = (el("li", code_and_name(name, page), " — ", why) for name, why in view.unasked)
    return section("group-unasked", page.say("report.group.not_asked"), el("ul", *items, class_="p-list"))


def _files(view: ReportView, page: PageContext) -> Markup:
    """The place for files that fill the fields."""
    about = {"aria_labelledby": "fill-files", "aria_describedby": "files-hint"}
    chosen = el("input", type="file", name="files", id="files", accept=ACCEPT, multiple=True, required=True, **about)
    inside = post_form(
        page.href("upload/files"),
        view.desk.token,
        hidden("edition", view.edition) if view.edition else None,
        el(
            "div",
            chosen,
            el("label", page.say("report.files.pick"), for_="files", class_="p-button p-pick"),
            el("span", page.say("report.files.drop"), class_="p-drop-words"),
            class_="p-drop",
            data_drop=True,
        ),
        el("p", page.say("report.files.hint"), class_="p-meta", id="files-hint"),
        el(
            "p",
            button(page.say("report.files.fill")),
            el("span", class_="p-meta", role="status", data_status=True),
            class_="p-actions",
        ),
        enctype="multipart/form-data",
        class_="p-upload",
        data_upload="files",
        data_checking=page.say("report.files.reading", file="{file}"),
        data_too_big=page.say("submit.file.too_big"),
    )
    return section("fill-files", page.say("report.files.title"), _value_table(view, page), inside)


def _value_table(view: ReportView, page: PageContext) -> Markup | None:
    """The workbook of all that is due of one's own; an editor, whose are all goals, takes those of single ones."""
    if view.editor or not view.asked:
        return None
    label = page.say("report.files.table")
    link = el("a", label, href=page.href("upload/values.xlsx", edition=view.edition), class_="p-button", download=True)
    count = el("span", page.count("submit.template.rows", len(view.asked)), class_="p-meta")
    return el("p", link, " ", count, class_="p-actions")


def _untaken(found: Untaken, page: PageContext) -> Markup | None:
    if not found.lines and not found.marked:
        return None
    items = el("ul", *(el("li", words) for words in found.lines), class_="p-list")
    marked = None
    if found.marked:
        words = page.say("report.files.marked", file=found.marked)
        marked = el("p", el("a", words, href=page.href("upload/marked"), class_="p-button", download=True))
    # it stays when the word of the files is gone from the address (said_once.js)
    return section("untaken", page.say("report.files.untaken"), el("div", items, marked, data_stays="untaken"))
