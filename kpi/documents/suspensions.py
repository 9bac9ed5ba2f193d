"""Призупинення as HTML: the list with a form for each, a form for a new one."""

from kpi.documents.html import Html, address, el, join
from kpi.documents.parts import coded, section, table
from kpi.documents.submit import alert
from kpi.text import Text
from kpi.views.planning import SuspensionLine, Suspensions


def body(view: Suspensions, text: Text) -> Html:
    """The content of <main>."""
    return join(
        (
            el("h1", text.say("suspensions.title"), class_="p-h1"),
            el("p", text.say("suspensions.lede"), class_="p-lede"),
            alert(view.wrong),
            _in_the_way(view, text),
            section("new", text.say("suspensions.new"), _form(view.new, view.token, text, fixed=False)),
            _list(view, text),
        )
    )


def _in_the_way(view: Suspensions, text: Text) -> Html | None:
    if view.draft is None:
        return None
    href = address("upload/draft", lang=text.language, number=str(view.draft))
    return el("p", el("a", text.say("submit.draft.go_on"), href=href, class_="p-button"))


def _list(view: Suspensions, text: Text) -> Html:
    title = text.say("suspensions.list")
    if not view.lines:
        return section("list", title, el("p", text.say("suspensions.none"), class_="p-empty"))
    heads = {key: text.say(f"suspensions.column.{key}") for key in ("name", "since", "until", "reason", "review")}
    rows = (_row(line, heads, view.token, text) for line in view.lines)
    return section("list", title, table(title, heads | {"change": text.say("suspensions.column.change")}, rows))


def _row(line: SuspensionLine, heads: dict[str, str], token: str, text: Text) -> Html:
    summary = el("summary", text.say("suspensions.change", code=line.name.code))
    over = el("span", text.say("suspensions.over"), class_="p-tag") if line.over else None
    return el(
        "tr",
        el("th", coded(line.name, text), scope="row"),
        el("td", line.since_words, data_label=heads["since"], class_="p-nowrap"),
        el("td", line.until_words, " ", over, data_label=heads["until"]),
        el("td", line.reason, el("span", line.act, class_="p-sub"), class_="p-cell-wide", data_label=heads["reason"]),
        el("td", line.review_words, data_label=heads["review"], class_="p-nowrap"),
        el("td", el("details", summary, _form(line, token, text, fixed=True), class_="p-more"), class_="p-cell-wide"),
    )


def _form(line: SuspensionLine, token: str, text: Text, *, fixed: bool) -> Html:
    """`fixed`: code and first day are those of a known suspension."""
    hidden = [("token", token), *([("code", line.name.code), ("since", line.since)] if fixed else [])]
    about = () if fixed else (_field("code", line.name.code, text), _field("since", line.since, text, kind="date"))
    return el(
        "form",
        *(el("input", type="hidden", name=name, value=value) for name, value in hidden),
        el(
            "div",
            *about,
            _field("until", line.until, text, kind="date", needed=False),
            _field("review", line.review, text, kind="date", needed=False),
            class_="p-form",
        ),
        _field("reason", line.reason, text, wide=True),
        _field("act", line.act, text, wide=True),
        el("p", el("button", text.say("planning.look"), type="submit", class_="p-button")),
        method="post",
        action=address("admin/suspensions", lang=text.language),
        class_="p-panel",
    )


def _field(name: str, value: str, text: Text, *, kind: str = "text", needed: bool = True, wide: bool = False) -> Html:
    field = el("input", type=kind, name=name, value=value or None, maxlength=500, required=needed, autocomplete="off")
    label = el("span", text.say(f"suspensions.field.{name}"))
    return el("label", label, field, class_="p-field p-field-wide" if wide else "p-field")
