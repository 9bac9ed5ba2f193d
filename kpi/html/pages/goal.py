"""The page of one operational goal as HTML: the content of <main>."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from kpi.charts.glyphs import glyph
from kpi.charts.trajectory import trajectory
from kpi.html.components import (
    chip,
    department,
    join_with_dots,
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
from kpi.html.history_choice import history_choice
from kpi.html.lang_markup import mark_language, mark_languages, mark_name
from kpi.html.links import link
from kpi.html.outward_links import outward
from kpi.html.oversight.waiting import risks, waiting
from kpi.html.page_context import PageContext
from kpi.model import Status
from kpi.text import DASH
from kpi.text.markup import Markup, el, join
from kpi.views.common.localized_name import LocalizedName
from kpi.views.public.goal import GoalExplanation, GoalSuspension, GoalView, Multiple
from kpi.views.public.goal_actions import ActionRow

SIGN = 18


def body(view: GoalView, page: PageContext) -> Markup:
    """The whole page: one h1, sections with h2."""
    return join(
        (
            _head(view, page),
            _indicators(view, page),
            _shared(view, page),
            _reasons(view, page),
            _suspensions(view, page),
            waiting(view.waiting, page),
            _actions(view, page),
            risks(view.risks, page),
            history_choice(view.history, page),
        )
    )


def unknown(code: str, page: PageContext) -> Markup:
    """The page for a code that does not exist, with ways on."""
    lede = page.say("goal.unknown.lede", code=code) if code else page.say("goal.unknown.no_code")
    ways = (
        el("li", link(page.say("indicator.unknown.home"), page.href("overview"), class_="p-link")),
        el("li", link(page.say("indicator.unknown.all"), page.href("indicators"), class_="p-link")),
    )
    heading = el("h1", page.say("goal.unknown.heading"), class_="p-h1")
    return join((heading, el("p", lede, class_="p-lede"), el("ul", *ways, class_="p-prose")))


def _head(view: GoalView, page: PageContext) -> Markup:
    lede, origin = mark_languages(view.lede, page.text), provenance(view.provenance, page)
    if view.department is not None:
        before, after = page.say("goal.responsible", department="\0").split("\0")
        lede = join((lede, " ", before, department(view.department, page), after))
    return join(
        (
            el("h1", mark_languages(view.title, page.text), class_="p-h1 p-h1-long"),
            el("p", lede, class_="p-lede"),
            thin_bar(view.counts, page) if view.multiples else None,
            legend(view.counts, page, q=f"{view.code}.") if view.multiples else None,
            sums(view.counts, page),
            rollup(view.rollup, page) if view.counts.active else None,
            el("p", origin, class_="p-meta") if origin else None,
        )
    )


def _indicators(view: GoalView, page: PageContext) -> Markup:
    heading = page.say("goal.indicators.heading")
    if not view.multiples:
        return section("indicators", heading, el("p", page.say("goal.indicators.none"), class_="p-empty"))
    editions = dict.fromkeys(one.trajectory.previous.edition for one in view.multiples if one.trajectory.previous)
    former = (page.say("goal.indicators.former", edition=edition) for edition in editions)
    how = el("p", " ".join((page.say("goal.indicators.how"), *former)), class_="p-meta")
    parts = [
        _task(task, list(of), page) for task, of in groupby(view.multiples, key=lambda one: one.row.record.task_name)
    ]
    return section("indicators", heading, how, *parts)


def _task(task: LocalizedName, multiples: Sequence[Multiple], page: PageContext) -> Markup:
    """The indicators of a task below its name; of a goal without tasks all of them."""
    drawn = el("div", *(_multiple(one, page, under_task=bool(task.name)) for one in multiples), class_="p-multiples")
    if not task.name:
        return drawn
    return join((el("h3", mark_name(task, page.text), class_="p-h3 p-task"), drawn))


def _shared(view: GoalView, page: PageContext) -> Markup | None:
    """Indicators of other goals that belong here too."""
    if not view.shared:
        return None
    how = el("p", page.say("goal.shared.how"), class_="p-meta")
    multiples = (_multiple(multiple, page) for multiple in view.shared)
    return section("shared", page.say("goal.shared.heading"), how, el("div", *multiples, class_="p-multiples"))


def _multiple(multiple: Multiple, page: PageContext, *, under_task: bool = False) -> Markup:
    row = multiple.row
    name = link(name_of(row.name, page), page.href("indicator", id=row.code), class_="p-name")
    value = el("span", mark_languages(row.value_words, page.text), class_="p-now")
    aim = el("span", mark_languages(multiple.aim, page.text), class_="p-aim") if multiple.aim else None
    head = el(
        "p",
        chip(row.status, page, overdue=bool(row.overdue) and row.judged),
        el("span", join((part for part in (value, origin(row, page), aim) if part), " "), class_="p-meta"),
        class_="p-multiple-head",
    )
    note = el("p", multiple.note, class_="p-meta p-quiet") if multiple.note else None
    chart = trajectory(multiple.trajectory, page.language, "small")
    title = el("h4" if under_task else "h3", name, class_="p-h3")
    former = el("p", multiple.former, class_="p-meta p-quiet") if multiple.former else None
    return el("article", title, head, chart, note, former, class_="p-multiple")


def _reasons(view: GoalView, page: PageContext) -> Markup:
    heading = page.say("goal.reasons.heading")
    if not view.explanations:
        words = page.say("goal.reasons.none" if view.counts.judged else "goal.reasons.not_judged")
        return section("reasons", heading, el("p", words, class_="p-empty"))
    items = (_reason(explanation, page) for explanation in view.explanations)
    return section("reasons", heading, el("ul", *items, class_="p-reasons"), note=page.say("goal.reasons.note"))


def _reason(explanation: GoalExplanation, page: PageContext) -> Markup:
    row = explanation.row
    words = mark_language(explanation.words, page.text) or el("em", page.say("rows.no_explanation"), class_="p-missing")
    sign = glyph(row.status, SIGN, page.say(f"status.{row.status}"))
    name = link(name_of(row.name, page), page.href("indicator", id=row.code), class_="p-name p-strong")
    return el("li", sign, el("div", name, el("p", words, class_="p-meta")))


def _suspensions(view: GoalView, page: PageContext) -> Markup | None:
    if not view.suspensions:
        return None
    items = (_suspension(suspension, page) for suspension in view.suspensions)
    return section("suspensions", page.say("goal.suspension.heading"), el("ul", *items, class_="p-reasons"))


def _suspension(suspension: GoalSuspension, page: PageContext) -> Markup:
    sign = glyph(Status.SUSPENDED, SIGN)
    name = el("b", el("span", suspension.code, class_="p-code"), " ", mark_language(suspension.name, page.text))
    return el(
        "li",
        sign,
        el(
            "div",
            name,
            el("p", join((mark_languages(s, page.text) for s in suspension.sentences), " "), class_="p-meta"),
        ),
    )


def _actions(view: GoalView, page: PageContext) -> Markup:
    heading = page.say("goal.actions.heading")
    if not view.actions:
        return section("actions", heading, el("p", page.say("goal.actions.none"), class_="p-empty"))
    labels = {key: page.say(f"goal.actions.{key}") for key in ("name", "state", "due", "budget", "spent")}
    rows = (_action(action, labels, page) for action in view.actions)
    caption, numbers = page.say("goal.actions.caption"), {"budget", "spent"}
    return section("actions", heading, table(caption, labels, rows, numbers=numbers, class_="p-table-actions"))


def _action(action: ActionRow, labels: dict[str, str], page: PageContext) -> Markup:
    return el(
        "tr",
        el("th", mark_name(action.name, page.text), *_about(action, page), scope="row"),
        el("td", action.state, _sub(_state_words(action, page)), data_label=labels["state"]),
        el("td", action.due, _sub(action.start), data_label=labels["due"]),
        el("td", _amount(action.budget, page), class_="p-num", data_label=labels["budget"]),
        el("td", _amount(action.spent, page), class_="p-num", data_label=labels["spent"]),
    )


def _state_words(action: ActionRow, page: PageContext) -> str:
    done = page.say("goal.action.done", share=action.done) if action.done else ""
    standing = page.say("goal.action.standing", standing=action.standing) if action.standing else ""
    return "; ".join(filter(None, (done, standing)))


def _sub(words: str) -> Markup | None:
    return el("span", words, class_="p-sub") if words else None


def _about(action: ActionRow, page: PageContext) -> Iterator[Markup]:
    """What stands below the name: what it serves, its project, its money by year."""
    parts = [mark_language(part, page.text) for part in action.detail]
    if action.project is not None:
        number, address = action.project
        words = page.say("goal.action.dream", id=number)
        parts.append(outward(address, words) if address else mark_language(words, page.text))
    if parts:
        yield el("span", join_with_dots(parts), class_="p-sub")
    if action.money:
        told = (page.say("goal.action.year", year=y, plan=plan, actual=spent) for y, plan, spent in action.money)
        yield el("span", page.say("goal.action.money", years="; ".join(told)), class_="p-sub")


def _amount(amount: str, page: PageContext) -> Markup | str:
    """«—» is read as «не вказано»."""
    if amount != DASH:
        return amount
    return join((el("span", DASH, aria_hidden="true"), el("span", page.say("indicator.fact.none"), class_="p-hidden")))
