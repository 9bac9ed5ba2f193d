"""Керування as HTML: approvals, how much is not reported, the journal with its filter and CSV."""

from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby

from kpi.html.components import code_and_name, section, sub, table
from kpi.html.desk.uploads import said
from kpi.html.forms import button, field, get_form, post_form, select, tick
from kpi.html.lang_markup import mark_language, mark_languages
from kpi.html.page_context import PageContext
from kpi.text.markup import Markup, el, join
from kpi.views.desk.admin import Admin, EntryLine, JournalPart, WaitingLine


def body(view: Admin, page: PageContext) -> Markup:
    """The content of <main>."""
    return join(
        (
            el("h1", page.say("admin.title"), class_="p-h1"),
            said(view.notice),
            _done(view),
            _ways(view, page),
            _waiting(view, page),
            _missing(view, page),
            _journal(view.journal, page),
        )
    )


def _done(view: Admin) -> Markup | None:
    """What became of each submission of the last decision."""
    if not view.done:
        return None
    lines = el("ul", *(el("li", words) for words in view.done), class_="p-list")
    return el("div", lines, class_="p-notice", role="status", tabindex=-1, autofocus=True)


def _ways(view: Admin, page: PageContext) -> Markup:
    """The ways to the other pages of looking after."""
    pages = {
        "admin/chase": "editor.chase.way",
        "admin/decisions": "deciding.way",
        "admin/subscribers": "subscribe.lists.way",
        "upload/questions": "question.desk.way",
        "admin/releases": "admin.releases.way",
        "admin/visibility": "access_page.way",
        "admin/suspensions": "suspensions.way",
        "upload/indicator": "editor.values.way",
    }
    if view.administrator:
        pages |= {"admin/plan": "planning.way", "admin/accounts": "accounts.way"}
    links = (el("li", el("a", page.say(key), href=page.href(name), class_="p-link")) for name, key in pages.items())
    return el("nav", el("ul", *links, class_="p-ways"), aria_label=page.say("submit.more"))


def _waiting(view: Admin, page: PageContext) -> Markup:
    title = page.say("admin.waiting.title")
    if not view.waiting:
        return section("waiting", title, el("p", page.say("admin.waiting.none"), class_="p-empty"))
    keys = ("tick", "subject", "effect", "words", "who")
    heads = {key: page.say(f"editor.waiting.column.{key}") for key in keys}
    rows = (_waiting_row(line, heads, page) for line in view.waiting)
    inside = post_form(
        page.href("admin/approve"),
        view.token,
        table(title, heads, rows),
        el("p", page.say("editor.waiting.note"), class_="p-meta"),
        el("p", button(page.say("editor.approve.ticked"), primary=True)),
    )
    return section("waiting", title, inside)


def _waiting_row(line: WaitingLine, heads: dict[str, str], page: PageContext) -> Markup:
    href = page.href("admin/visibility" if line.access else "upload/draft", number=str(line.number))
    onward = el("a", page.say("admin.waiting.look"), href=href, class_="p-button")
    label = el("span", page.say("editor.approve.tick", code=line.subject.code or line.subject.name), class_="p-hidden")
    box = None if line.refusal else tick(label, f"draft:{line.number}@{line.stamp}")
    file = None
    if line.filename:
        file = el("a", line.filename, href=page.href("upload/draft-file", number=str(line.number)), download=True)
    return el(
        "tr",
        el("td", box),
        el("th", code_and_name(line.subject, page), sub(line.access), scope="row"),
        el("td", _sentences(line), data_label=heads["effect"], class_="p-cell-wide"),
        el("td", *_quotes(line, page), data_label=heads["words"], class_="p-cell-wide"),
        el("td", line.who, sub(line.when), file, el("p", onward), data_label=heads["who"]),
    )


def _sentences(line: WaitingLine) -> Markup:
    told = (*line.effect, *((line.refusal,) if line.refusal else ()))
    return el("ul", *(el("li", words) for words in told), class_="p-list")


def _quotes(line: WaitingLine, page: PageContext) -> Iterator[Markup]:
    for about, words in line.words:
        yield el("p", el("span", about, class_="p-sub"), mark_language(words, page.text))


def _missing(view: Admin, page: PageContext) -> Markup:
    title = page.say("admin.missing.title")
    words = el("p", view.missing or page.say("admin.missing.none"), class_="p-prose")
    onward = el("a", page.say("editor.chase.open"), href=page.href("admin/chase"), class_="p-button")
    return section("missing", title, words, el("p", onward) if view.missing else None)


def _journal(view: JournalPart, page: PageContext) -> Markup:
    query = asdict(view.chosen)
    csv = el("a", "CSV", href=page.href("admin/journal.csv", **query), download=True)
    heads = {key: page.say(f"editor.journal.head.{key}") for key in ("time", "who", "action", "subject", "files")}
    title = page.say("admin.journal.title")
    return section(
        "journal",
        title,
        _filter(view, query, page),
        el("p", view.found, class_="p-meta p-found", role="status"),
        *(_day(day, list(entries), heads, page) for day, entries in groupby(view.entries, lambda line: line.day)),
        note=csv,
    )


def _day(day: str, entries: list[EntryLine], heads: dict[str, str], page: PageContext) -> Markup:
    rows = (_entry_row(line, heads, page) for line in entries)
    return join((el("h3", day, class_="p-h3"), table(day, heads, rows)))


def _filter(view: JournalPart, query: dict[str, str], page: PageContext) -> Markup:
    kinds = {"since": "date", "until": "date", "actor": "text", "subject": "text", "goal": "text"}
    fields = (
        field(page.say(f"editor.filter.{name}"), name, query[name], type=kind, maxlength=40)
        for name, kind in kinds.items()
    )
    every = page.say("admin.filter.every_deed")
    return get_form(
        page.href("admin"),
        page,
        *fields,
        select(page.say("admin.journal.action"), "action", view.deeds, view.chosen.action, every),
        button(page.say("admin.filter.show")),
        aria_label=page.say("admin.filter.label"),
    )


def _entry_row(line: EntryLine, heads: dict[str, str], page: PageContext) -> Markup:
    receipts = (
        el(
            "p",
            el("a", page.say("submit.receipt.no", number=number), href=page.href("upload/receipt", number=str(number))),
            sub(file),
        )
        for number, file in line.files[:_MOST_FILES]
    )
    more = len(line.files) - _MOST_FILES
    rest = el("p", page.say("editor.journal.more_files", n=more), class_="p-sub") if more > 0 else None
    reason = el("span", mark_language(line.reason, page.text), class_="p-sub") if line.reason else None
    return el(
        "tr",
        el("th", line.time, scope="row", class_="p-nowrap"),
        el("td", line.who, data_label=heads["who"], class_="p-nowrap"),
        el("td", line.action, reason, class_="p-cell-wide"),
        el(
            "td",
            mark_languages(line.subject, page.text),
            sub(line.goals),
            data_label=heads["subject"],
            class_="p-cell-wide",
        ),
        el("td", *receipts, rest, data_label=heads["files"]),
    )


#: receipts that a row of the journal links; a folder that was loaded has one for each of its files
_MOST_FILES = 5
