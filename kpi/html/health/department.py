"""The page of one department as HTML: the content of <main>."""

from kpi.charts.term_strip import term_strip
from kpi.html.components import (
    code_and_name,
    indicator_table,
    join_with_dots,
    legend,
    name_of,
    section,
    sums,
    table,
    thin_bar,
)
from kpi.html.lang_markup import mark_languages, mark_name
from kpi.html.links import link
from kpi.html.page_context import PageContext
from kpi.text.markup import Markup, el, join
from kpi.views.health.department import DepartmentGoal, DepartmentView, Promise, Task
from kpi.views.health.terms import TermRow

#: indicators that the table holds; of more the list in pages has all
_MOST = 150


def body(view: DepartmentView, page: PageContext) -> Markup:
    """The whole page: one h1, sections with h2."""
    return join(
        (
            _head(view, page),
            _goals(view, page),
            _terms(view, page),
            _promises(view, page),
            _tasks(view, page),
            _indicators(view, page),
            el("p", link(page.say("health.department.all"), page.href("departments"), class_="p-link")),
        )
    )


def unknown(page: PageContext) -> Markup:
    """The page for a department that nothing public names."""
    heading = el("h1", page.say("health.department.none.heading"), class_="p-h1")
    lede = el("p", page.say("health.department.none.lede"), class_="p-lede")
    onward = el("p", link(page.say("health.department.all"), page.href("departments"), class_="p-link"))
    return join((heading, lede, onward))


def _head(view: DepartmentView, page: PageContext) -> Markup:
    drawn = None
    if view.rows:
        drawn = (
            thin_bar(view.counts, page),
            legend(view.counts, page, department=view.name.code),
            sums(view.counts, page),
        )
    said = view.terms.words(page.text) if view.terms else ""
    lede = el("p", f"{page.say('health.terms.heading')}: {said}.", class_="p-lede") if said else None
    made_up = el("p", page.say("rows.department_illustrative"), class_="p-meta") if view.name.illustrative else None
    heading = el("h1", mark_languages(view.title, page.text), class_="p-h1 p-h1-long")
    return join((heading, lede, made_up, *(drawn or ())))


def _goals(view: DepartmentView, page: PageContext) -> Markup | None:
    if not view.goals:
        return None
    items = (el("li", _goal(goal, page)) for goal in view.goals)
    return section("goals", page.say("health.department.goals"), el("ul", *items, class_="p-prose"))


def _goal(goal: DepartmentGoal, page: PageContext) -> Markup:
    name = link(code_and_name(goal.name, page), page.href(goal.page, id=goal.name.code) if goal.page else None)
    counts = goal.counts
    words = page.say("health.departments.plan", n=counts.on_plan, judged=page.count("rows.judged", counts.judged))
    on_plan = page.say("health.departments.column.plan").lower()
    said = el("span", f"{on_plan} {words}", class_="p-meta") if counts.judged else None
    return join((part for part in (name, said) if part), " ")


def _terms(view: DepartmentView, page: PageContext) -> Markup | None:
    if not view.term_rows:
        return None
    labels = {key: page.say(f"health.terms.column.{key}") for key in ("name", "marks", "lapses")}
    rows = (_term(row, labels, page) for row in view.term_rows)
    made = table(page.say("health.terms.caption"), labels, rows, class_="p-table-terms")
    how = el("p", page.say("health.terms.how"), class_="p-meta")
    return section("terms", page.say("health.terms.heading"), made, how, note=_share(view, page))


def _share(view: DepartmentView, page: PageContext) -> str:
    return view.terms.words(page.text) if view.terms else ""


def _term(row: TermRow, labels: dict[str, str], page: PageContext) -> Markup:
    titles = [
        f"{period}: {page.say(f'health.terms.fate.{fate}')}"
        for period, fate in zip(row.periods, row.fates, strict=True)
    ]
    lapses = join(el("div", words) for words in row.lapses) if row.lapses else page.say("health.terms.all_kept")
    return el(
        "tr",
        el(
            "th",
            link(name_of(row.row.name, page), page.href("indicator", id=row.row.code), class_="p-name"),
            scope="row",
        ),
        el("td", term_strip(row.fates, titles, "; ".join(titles)), data_label=labels["marks"]),
        el("td", lapses, class_="p-cell-wide", data_label=labels["lapses"]),
    )


def _promises(view: DepartmentView, page: PageContext) -> Markup | None:
    if view.promises is None:
        return None
    heading = page.say("health.promise.heading")
    if not view.promises:
        return section("actions", heading, el("p", page.say("health.promise.none"), class_="p-empty"))
    labels = {key: page.say(f"health.promise.column.{key}") for key in ("measure", "indicator", "due", "fate")}
    rows = (_promise(one, labels, page) for one in view.promises)
    return section("actions", heading, table(page.say("health.promise.caption"), labels, rows), note=_day(view, page))


def _promise(one: Promise, labels: dict[str, str], page: PageContext) -> Markup:
    name = link(name_of(one.row.name, page), page.href("indicator", id=one.row.code), class_="p-name")
    fate = join_with_dots((page.say(f"corrective_fate.{one.fate}"), *one.notes))
    return el(
        "tr",
        el("th", mark_name(one.measure, page.text), scope="row"),
        el("td", name, el("span", one.period, class_="p-sub"), data_label=labels["indicator"]),
        el("td", one.due, data_label=labels["due"]),
        el("td", fate, data_label=labels["fate"]),
    )


def _tasks(view: DepartmentView, page: PageContext) -> Markup | None:
    if view.tasks is None:
        return None
    heading = page.say("health.task.heading")
    if not view.tasks:
        return section("assignments", heading, el("p", page.say("health.task.none"), class_="p-empty"))
    labels = {key: page.say(f"health.task.column.{key}") for key in ("name", "decision", "due", "state")}
    rows = (_task(one, labels, page) for one in view.tasks)
    made = table(page.say("health.task.caption"), labels, rows)
    return section("assignments", heading, made, note=_day(view, page))


def _task(one: Task, labels: dict[str, str], page: PageContext) -> Markup:
    return el(
        "tr",
        el("th", name_of(one.name, page), scope="row"),
        el(
            "td",
            link(mark_languages(one.decision, page.text), page.href("decisions", id=one.code)),
            data_label=labels["decision"],
        ),
        el("td", one.due, data_label=labels["due"]),
        el("td", el("b", one.state) if one.late else one.state, data_label=labels["state"]),
    )


def _day(view: DepartmentView, page: PageContext) -> str:
    return page.say("health.day", day=page.text.date(view.day))


def _indicators(view: DepartmentView, page: PageContext) -> Markup:
    heading = page.say("health.department.indicators")
    if not view.rows:
        return section("indicators", heading, el("p", page.say("health.department.no_indicators"), class_="p-empty"))
    made = indicator_table(
        view.rows[:_MOST],
        page,
        caption=page.say("health.department.indicators_caption"),
        since_year=view.since_year,
        target_year=view.target_year,
        with_code=True,
    )
    listed = page.href("indicators", department=view.name.code)
    return section("indicators", heading, made, note=link(page.say("health.department.listed"), listed))
