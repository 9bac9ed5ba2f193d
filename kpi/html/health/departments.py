"""The list of departments as HTML: the content of <main>."""

from kpi.html.components import department, table
from kpi.html.page_context import PageContext
from kpi.text.markup import Child, Markup, el, join
from kpi.views.health.departments import DepartmentLine, DepartmentsView


def body(view: DepartmentsView, page: PageContext) -> Markup:
    """The finding, the table, what «on time» means."""
    heading = el("h1", view.title, class_="p-h1")
    if not view.lines:
        return heading
    order = el("p", page.say("health.departments.order"), class_="p-lede")
    how = el("p", page.say("health.terms.how"), class_="p-meta") if view.terms else None
    return join((heading, order, _table(view, page), how))


def _table(view: DepartmentsView, page: PageContext) -> Markup:
    keys = ("name", "goals", "indicators", "plan", *(("terms",) if view.terms else ()))
    labels = {key: page.say(f"health.departments.column.{key}") for key in keys}
    rows = (_row(line, labels, page) for line in view.lines)
    caption = page.say("health.departments.caption")
    return table(caption, labels, rows, numbers=("goals", "indicators"), class_="p-table-departments")


def _row(line: DepartmentLine, labels: dict[str, str], page: PageContext) -> Markup:
    counts, text = line.counts, page.text
    judged = page.say("health.departments.plan", n=counts.on_plan, judged=text.count("rows.judged", counts.judged))
    terms = line.terms.words(text) if line.terms else page.say("health.departments.no_terms")
    cells: dict[str, Child] = {
        "goals": text.number(line.goals),
        "indicators": text.number(counts.total),
        "plan": judged if counts.judged else page.say("health.departments.not_judged"),
        "terms": terms,
    }
    numbers = {"goals", "indicators"}
    told = (
        el("td", cells[key], class_="p-num" if key in numbers else None, data_label=label)
        for key, label in labels.items()
        if key != "name"
    )
    return el("tr", el("th", department(line.name, page), scope="row"), *told)
