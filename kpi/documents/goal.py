"""The page of one operational goal as HTML: the content of <main>."""

from kpi.documents.foreign import mixed, written
from kpi.documents.history import history_choice
from kpi.documents.html import Html, address, el, join, link, raw
from kpi.documents.parts import (
    chip,
    department,
    dotted,
    indicator_address,
    legend,
    name_of,
    origin,
    provenance,
    rollup,
    section,
    sums,
    table,
    thin_bar,
)
from kpi.figures.glyphs import glyph
from kpi.figures.trajectory import trajectory
from kpi.model import Status
from kpi.text import DASH, Text
from kpi.views.goal import ActionRow, Explanation, GoalView, Multiple, PauseRow

SIGN = 18


def body(view: GoalView, text: Text) -> Html:
    """The whole page: one h1, sections with h2."""
    return join(
        (
            _head(view, text),
            _indicators(view, text),
            _reasons(view, text),
            _pauses(view, text),
            _actions(view, text),
            history_choice(view.history, text),
        )
    )


def unknown(code: str, text: Text) -> Html:
    """The page for a code that does not exist, with ways on."""
    lede = text.say("goal.unknown.lede", code=code) if code else text.say("goal.unknown.no_code")
    ways = (
        el("li", link(text.say("indicator.unknown.home"), address("overview", lang=text.language), class_="p-link")),
        el("li", link(text.say("indicator.unknown.all"), address("indicators", lang=text.language), class_="p-link")),
    )
    heading = el("h1", text.say("goal.unknown.heading"), class_="p-h1")
    return join((heading, el("p", lede, class_="p-lede"), el("ul", *ways, class_="p-prose")))


def _head(view: GoalView, text: Text) -> Html:
    lede, origin = view.lede, provenance(view.provenance, text)
    if view.department is not None:
        before, after = text.say("goal.responsible", department="\0").split("\0")
        lede = join((view.lede, " ", before, department(view.department, text), after))
    return join(
        (
            el("h1", mixed(view.title, text), class_="p-h1 p-h1-long"),
            el("p", lede, class_="p-lede"),
            thin_bar(view.counts, text) if view.multiples else None,
            legend(view.counts, text, q=f"{view.code}.") if view.multiples else None,
            sums(view.counts, text),
            rollup(view.rollup, text) if view.counts.active else None,
            el("p", origin, class_="p-meta") if origin else None,
        )
    )


def _indicators(view: GoalView, text: Text) -> Html:
    heading = text.say("goal.indicators.heading")
    if not view.multiples:
        return section("indicators", heading, el("p", text.say("goal.indicators.none"), class_="p-empty"))
    how = el("p", text.say("goal.indicators.how"), class_="p-meta")
    multiples = (_multiple(multiple, text) for multiple in view.multiples)
    return section("indicators", heading, how, el("div", *multiples, class_="p-multiples"))


def _multiple(multiple: Multiple, text: Text) -> Html:
    row = multiple.row
    name = link(name_of(row.name, text), indicator_address(text, row.code), class_="p-name")
    value = el("span", row.value_words, class_="p-now")
    aim = el("span", multiple.aim, class_="p-aim") if multiple.aim else None
    head = el(
        "p",
        chip(row.status, text, overdue=bool(row.overdue) and row.judged),
        el("span", join((part for part in (value, origin(row, text), aim) if part), " "), class_="p-meta"),
        class_="p-multiple-head",
    )
    note = el("p", multiple.note, class_="p-meta p-quiet") if multiple.note else None
    chart = raw(trajectory(multiple.trajectory, text.language, "small"))
    return el("article", el("h3", name, class_="p-h3"), head, chart, note, class_="p-multiple")


def _reasons(view: GoalView, text: Text) -> Html:
    heading = text.say("goal.reasons.heading")
    if not view.explanations:
        words = text.say("goal.reasons.none" if view.counts.judged else "goal.reasons.not_judged")
        return section("reasons", heading, el("p", words, class_="p-empty"))
    items = (_reason(explanation, text) for explanation in view.explanations)
    return section("reasons", heading, el("ul", *items, class_="p-reasons"), note=text.say("goal.reasons.note"))


def _reason(explanation: Explanation, text: Text) -> Html:
    row = explanation.row
    words = written(explanation.words, text) or el("em", text.say("rows.no_explanation"), class_="p-missing")
    sign = raw(glyph(row.status, SIGN, text.say(f"status.{row.status}")))
    name = link(name_of(row.name, text), indicator_address(text, row.code), class_="p-name p-strong")
    return el("li", sign, el("div", name, el("p", words, class_="p-meta")))


def _pauses(view: GoalView, text: Text) -> Html | None:
    if not view.pauses:
        return None
    items = (_pause(pause, text) for pause in view.pauses)
    return section("suspensions", text.say("goal.pause.heading"), el("ul", *items, class_="p-reasons"))


def _pause(pause: PauseRow, text: Text) -> Html:
    sign = raw(glyph(Status.SUSPENDED, SIGN))
    name = el("b", el("span", pause.code, class_="p-code"), " ", pause.name)
    return el(
        "li", sign, el("div", name, el("p", join((mixed(s, text) for s in pause.sentences), " "), class_="p-meta"))
    )


def _actions(view: GoalView, text: Text) -> Html:
    heading = text.say("goal.actions.heading")
    if not view.actions:
        return section("actions", heading, el("p", text.say("goal.actions.none"), class_="p-empty"))
    labels = {key: text.say(f"goal.actions.{key}") for key in ("name", "state", "due", "budget", "spent")}
    rows = (_action(action, labels, text) for action in view.actions)
    caption, numbers = text.say("goal.actions.caption"), {"budget", "spent"}
    return section("actions", heading, table(caption, labels, rows, numbers=numbers, class_="p-table-actions"))


def _action(action: ActionRow, labels: dict[str, str], text: Text) -> Html:
    detail = (
        el("span", dotted(written(part, text) for part in action.detail), class_="p-sub") if action.detail else None
    )
    done = el("span", text.say("goal.action.done", share=action.done), class_="p-sub") if action.done else None
    return el(
        "tr",
        el("th", written(action.name, text), detail, scope="row"),
        el("td", action.state, done, data_label=labels["state"]),
        el("td", action.due, data_label=labels["due"]),
        el("td", _amount(action.budget, text), class_="p-num", data_label=labels["budget"]),
        el("td", _amount(action.spent, text), class_="p-num", data_label=labels["spent"]),
    )


def _amount(amount: str, text: Text) -> Html | str:
    """«—» is read as «не вказано»."""
    if amount != DASH:
        return amount
    return join((el("span", DASH, aria_hidden="true"), el("span", text.say("indicator.fact.none"), class_="p-hidden")))
