"""«Якість плану» as HTML: the content of <main>."""

from collections.abc import Iterable, Sequence

from kpi.html.components import code_and_name, details, section, table
from kpi.html.links import link
from kpi.html.page_context import PageContext
from kpi.text.markup import Child, Markup, el, join
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.rows import IndicatorRow
from kpi.views.health.plan_health import EasyTarget, GapLine, OverdueReview, PlanHealthView, ResultlessGoal


def body(view: PlanHealthView, page: PageContext) -> Markup:
    """The whole page: one h1, sections with h2."""
    heading = el("h1", view.title, class_="p-h1")
    if not view.total:
        return heading
    lede = el("p", page.say("health.plan.lede"), class_="p-lede")
    return join((heading, lede, _stated(view, page), _targets(view, page), _goals(view, page), _reviews(view, page)))


def _stated(view: PlanHealthView, page: PageContext) -> Markup:
    labels = {key: page.say(f"health.plan.stated.{key}") for key in ("what", "lacking", "which")}
    rows = (_gap(line, view.total, labels, page) for line in view.lines)
    made = table(page.say("health.plan.stated.caption"), labels, rows, class_="p-table-gaps")
    unused = None
    if view.unused:
        unused = el("p", page.say("health.plan.unused", what="; ".join(view.unused)), class_="p-meta")
    return section("stated", page.say("health.plan.stated.heading"), made, unused)


def _gap(line: GapLine, total: int, labels: dict[str, str], page: PageContext) -> Markup:
    which: Child = page.say("health.plan.stated.everywhere")
    if len(line.rows) == total:
        which = page.say("health.plan.stated.nowhere")
    elif line.rows:
        which = details(page, page.count("health.plan.stated.list", len(line.rows)), _indicators(line.rows, page))
    return el(
        "tr",
        el("th", line.words, scope="row"),
        el("td", line.lacking, data_label=labels["lacking"]),
        el("td", which, class_="p-cell-wide", data_label=labels["which"]),
    )


def _indicators(rows: Iterable[IndicatorRow], page: PageContext) -> Markup:
    return _list(_named(row.name, "indicator", page) for row in rows)


def _list(items: Iterable[Child]) -> Markup:
    return el("ul", *(el("li", item) for item in items), class_="p-prose")


def _named(name: LocalizedName, kind: str, page: PageContext) -> Markup:
    return link(code_and_name(name, page), page.href(kind, id=name.code) if kind else None)


def _targets(view: PlanHealthView, page: PageContext) -> Markup:
    met = page.say("health.plan.met.about", share=view.met_words)
    known = page.say("health.plan.easy.about", share=view.easy_words) if view.easy_words else ""
    return section(
        "targets",
        page.say("health.plan.targets.heading"),
        el("h3", page.say("health.plan.met.heading"), class_="p-h3"),
        el("p", met, class_="p-meta"),
        _indicators(view.met_at_start, page) if view.met_at_start else None,
        el("h3", page.say("health.plan.easy.heading"), class_="p-h3"),
        el("p", known or page.say("health.plan.easy.unknown"), class_="p-meta"),
        _list(_easy(one, page) for one in view.easy) if view.easy else None,
        el("p", page.say("health.plan.easy.rule"), class_="p-meta p-prose") if view.easy_words else None,
    )


def _easy(one: EasyTarget, page: PageContext) -> Markup:
    words = page.say("health.plan.easy.row", former=one.former, asked=one.asked)
    return join((_named(one.row.name, "indicator", page), el("span", words, class_="p-meta")), " ")


def _goals(view: PlanHealthView, page: PageContext) -> Markup | None:
    if view.goals is None:
        return None
    return _section("goals", [_goal(goal, page) for goal in view.goals], page)


def _goal(goal: ResultlessGoal, page: PageContext) -> Markup:
    words = page.say(f"health.plan.goals.{'activity' if goal.activity else 'unsaid'}")
    return join((_named(goal.name, "goal", page), el("span", words, class_="p-meta")), " ")


def _reviews(view: PlanHealthView, page: PageContext) -> Markup | None:
    if view.reviews is None:
        return None
    return _section("reviews", [_review(one, page) for one in view.reviews], page)


def _review(one: OverdueReview, page: PageContext) -> Markup:
    return join((_named(one.subject, one.page, page), el("span", one.words, class_="p-meta")), " ")


def _section(key: str, items: Sequence[Child], page: PageContext) -> Markup:
    told = _list(items) if items else el("p", page.say("health.plan.none"), class_="p-empty")
    return section(key, page.say(f"health.plan.{key}.heading"), told)
