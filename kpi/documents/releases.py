"""Випуски as HTML: the list, a form for two of them, what changed between them, the way back."""

from collections.abc import Iterable

from kpi.documents.html import Child, Html, address, el, join
from kpi.documents.parts import chip, coded, language_field, section, table
from kpi.documents.submit import alert, said
from kpi.documents.submit_review import change_table
from kpi.text import DASH, Text
from kpi.views.releases import Compared, ReleaseLine, Releases, StatusLine


def body(view: Releases, text: Text) -> Html:
    """The content of <main>."""
    return join(
        (
            el("h1", text.say("admin.releases.title"), class_="p-h1"),
            el("p", text.say("admin.releases.lede"), class_="p-lede"),
            said(view.notice),
            alert(view.wrong),
            _choice(view, text),
            None if view.compared is None else _compared(view.compared, text),
            None if view.compared is None else _way_back(view, view.compared, text),
            _list(view.lines, text),
        )
    )


def _choice(view: Releases, text: Text) -> Html | None:
    if len(view.lines) < 2:
        return None
    fields: list[Child] = [
        _select(name, chosen, view.lines, text) for name, chosen in (("old", view.old), ("new", view.new))
    ]
    show = el("button", text.say("admin.releases.compare"), type="submit", class_="p-button")
    named = text.say("admin.releases.compare_label")
    return el(
        "form",
        *fields,
        language_field(text),
        show,
        class_="p-form",
        method="get",
        action="/admin/releases",
        aria_label=named,
    )


def _select(name: str, chosen: str, lines: Iterable[ReleaseLine], text: Text) -> Html:
    options = (el("option", line.when, value=line.day, selected=line.day == chosen) for line in lines)
    label = el("span", text.say(f"admin.releases.{name}"))
    return el("label", label, el("select", *options, name=name), class_="p-field")


def _compared(found: Compared, text: Text) -> Html:
    return section(
        "compared",
        found.heading,
        el("p", found.summary),
        change_table(found.lines, text, done=True) if found.lines else None,
        el("p", found.cut, class_="p-meta") if found.cut else None,
        _statuses(found.statuses, text) if found.statuses else None,
    )


def _statuses(lines: Iterable[StatusLine], text: Text) -> Html:
    heads = {key: text.say(f"admin.releases.status.{key}") for key in ("name", "before", "after")}
    rows = (
        el(
            "tr",
            el("th", coded(line.name, text), scope="row"),
            el("td", DASH if line.before is None else chip(line.before, text), data_label=heads["before"]),
            el("td", chip(line.after, text), data_label=heads["after"]),
        )
        for line in lines
    )
    return table(text.say("admin.releases.status.caption"), heads, rows)


def _way_back(view: Releases, found: Compared, text: Text) -> Html | None:
    """The form that brings the earlier state back: a reason and a tick, nothing is erased."""
    if not found.back_to:
        return None
    reason = el("textarea", view.reason, name="reason", rows=2, maxlength=1000, required=True)
    tick = el("input", type="checkbox", name="confirmed", value="yes", required=True)
    inside = el(
        "form",
        el("input", type="hidden", name="token", value=view.token),
        el("p", text.say("admin.releases.back.words")),
        el("label", el("span", text.say("admin.releases.back.reason")), reason, class_="p-field p-field-wide"),
        el("p", el("label", tick, " ", el("span", text.say("admin.releases.back.check")), class_="p-check")),
        el("p", el("button", text.say("admin.releases.back.button"), type="submit", class_="p-button")),
        method="post",
        action=address("admin/releases", lang=text.language, old=found.old, new=found.new),
        class_="p-panel",
    )
    return section("back", text.say("admin.releases.back.title"), inside)


def _list(lines: tuple[ReleaseLine, ...], text: Text) -> Html:
    title = text.count("admin.releases.count", len(lines))
    heads = {key: text.say(f"admin.releases.column.{key}") for key in ("day", "uploads", "note", "open")}
    rows = (_row(line, lines[0].day, heads, text) for line in lines)
    return section("list", title, table(title, heads, rows))


def _row(line: ReleaseLine, last: str, heads: dict[str, str], text: Text) -> Html:
    onward: Child = el("span", text.say("admin.releases.current"), class_="p-tag p-tag-ok")
    if not line.current:
        href = address("admin/releases", lang=text.language, old=line.day, new=last)
        onward = el("a", text.say("admin.releases.against"), href=href, class_="p-link")
    return el(
        "tr",
        el("th", line.when, scope="row", class_="p-nowrap"),
        el("td", line.uploads, data_label=heads["uploads"]),
        el("td", line.note or DASH, class_="p-cell-wide", data_label=heads["note"]),
        el("td", onward),
    )
