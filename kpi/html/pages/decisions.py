"""«Рішення» as HTML: every decision with its assignments, one of them at an address of its own; without scripts."""

from kpi.html.components import code_and_name, department, join_with_dots, name_of, table
from kpi.html.forms import button, get_form, select
from kpi.html.lang_markup import mark_as_written, mark_language, mark_languages
from kpi.html.links import link, way
from kpi.html.outward_links import outward_link
from kpi.html.oversight.fates import fate_chip
from kpi.html.page_context import PageContext
from kpi.html.pages.list_pages import page_links, shown
from kpi.html.shell import outside
from kpi.text import DASH
from kpi.text.markup import Child, Markup, el, join
from kpi.views.oversight.decision_rows import AssignmentRow, DecisionRow, DecisionSubject
from kpi.views.oversight.page import DecisionsView


def body(view: DecisionsView, page: PageContext, *, illustrative: bool) -> Markup:
    """The content of <main>."""

    def to(number: int) -> str | None:
        return page.href("decisions", **view.filters.parameters() | {"page": str(number) if number > 1 else ""})

    counts = el("ul", *(el("li", words) for words in view.counts), class_="p-sums") if view.counts else None
    return join(
        (
            el("h1", view.title, class_="p-h1"),
            _explained(view, page, illustrative=illustrative) if view.counts else None,
            counts,
            _form(view, page) if view.counts and not page.on_paper else None,
            _found(view, page),
            el("p", view.empty, class_="p-empty") if view.empty else None,
            *(decision(row, page) for row in view.rows),
            page_links(view.pages, to, page, "decisions.pages"),
            _feed(page) if view.counts and not page.on_paper else None,
        )
    )


def single(row: DecisionRow, title: str, page: PageContext, *, illustrative: bool) -> Markup:
    """The page of one decision: the address to cite."""
    whole = link(page.say("decisions.all"), page.href("decisions"), class_="p-link")
    made_up = el("p", page.say("decisions.illustrative"), class_="p-meta") if illustrative else None
    name = el("p", name_of(row.name, page), class_="p-lede")
    heading = el("h1", mark_languages(title, page.text), class_="p-h1")
    return join((heading, name, made_up, decision(row, page, alone=True), el("p", whole)))


def unknown(page: PageContext) -> Markup:
    """The page for a decision that is not kept."""
    whole = link(page.say("decisions.all"), page.href("decisions"), class_="p-link")
    heading = el("h1", page.say("decisions.unknown.heading"), class_="p-h1")
    return join((heading, el("p", page.say("decisions.unknown.lede"), class_="p-lede"), el("p", whole)))


def decision(row: DecisionRow, page: PageContext, *, alone: bool = False) -> Markup:
    """A decision; in the list its heading leads to its own page."""
    text = page.text
    act = outside(page.say("decisions.act"), row.link) if row.link else None
    titled = mark_languages(row.title(text), text)
    facts = join_with_dots(part for part in (titled, text.say(f"decision_body.{row.body}"), act) if part)
    own = page.href("decisions", id=row.code)
    heading = None if alone else el("h2", link(name_of(row.name, page), own, class_="p-name"), class_="p-h3")
    return el(
        "article",
        heading,
        el("p", facts, class_="p-meta"),
        el("p", page.say("decisions.about"), " ", _subjects(row.subjects, page), class_="p-small"),
        el("p", mark_language(row.comment, text), class_="p-small") if row.comment else None,
        _assignments(row, page),
        class_="p-decision",
        id=f"d-{row.code}",
    )


def _explained(view: DecisionsView, page: PageContext, *, illustrative: bool) -> Markup:
    made_up = page.say("decisions.illustrative") if illustrative else ""
    return el("p", page.say("decisions.lede", day=page.text.date(view.day)), " ", made_up, class_="p-lede")


def _feed(page: PageContext) -> Markup | None:
    onward = way(
        page.say("decisions.feed_link"),
        page.href("feed.atom", only="decisions"),
        type="application/atom+xml",
        class_="p-link",
    )
    return el("p", page.say("decisions.feed"), " ", onward, ".", class_="p-meta p-found") if onward else None


def _found(view: DecisionsView, page: PageContext) -> Markup | None:
    parts: list[Child] = [el("b", view.found) if view.found else None, shown(view.pages, page)]
    if view.filters.narrowing:
        parts += [" ", link(page.say("decisions.reset"), page.href("decisions"), class_="p-link")]
    return el("p", *parts, class_="p-meta p-found", role="status") if any(parts) else None


def _form(view: DecisionsView, page: PageContext) -> Markup:
    """Filters that there is something to choose by."""
    bodies = [(str(one), page.say(f"decision_body.{one}")) for one in view.bodies]
    departments = [(one.code, one.name) for one in view.departments]
    fates = [(str(one), page.say(f"decisions.state.{one}")) for one in view.fates]
    filters = view.filters
    fields = (
        _choice("body", bodies, filters.body, page),
        _choice("department", departments, filters.department, page),
        _choice("state", fates, filters.state, page),
    )
    sent = button(page.say("decisions.choose.show"))
    return get_form(page.href("decisions"), page, *fields, sent, aria_label=page.say("decisions.choose.label"))


def _choice(name: str, options: list[tuple[str, str]], chosen: str, page: PageContext) -> Markup | None:
    if not options:
        return None
    everything = page.say(f"decisions.choose.{name}.all")
    return select(page.say(f"decisions.choose.{name}.label"), name, options, chosen, everything, text=page.text)


def _subjects(subjects: tuple[DecisionSubject, ...], page: PageContext) -> Markup:
    """What it is about, each with the way to its page."""
    if not subjects:
        return join((page.say("decisions.whole"),))
    return join((_subject(one, page) for one in subjects), "; ")


def _subject(one: DecisionSubject, page: PageContext) -> Markup:
    words = code_and_name(one.name, page)
    if one.gone:
        return join((words, " ", el("span", page.say("decisions.gone"), class_="p-quiet")))
    return link(words, page.href(one.page, id=one.name.code)) if one.page else words


def _assignments(row: DecisionRow, page: PageContext) -> Markup:
    if not row.assignments:
        return el("p", page.say("decisions.unassigned"), class_="p-meta p-quiet")
    labels = {key: page.say(f"decisions.column.{key}") for key in ("name", "department", "due", "state")}
    caption = mark_as_written(page.say("decisions.caption", decision=row.title(page.text)), page.text)
    made = (_assignment(one, labels, page) for one in row.assignments)
    return table(caption, labels, made, class_="p-table-assignments")


def _assignment(one: AssignmentRow, labels: dict[str, str], page: PageContext) -> Markup:
    evidence = None
    if one.evidence:
        shown_evidence = mark_language(one.evidence, page.text, outward_link)
        evidence = el("span", page.say("decisions.evidence"), " ", shown_evidence, class_="p-sub")
    state = fate_chip(one.fate, mark_languages(one.words(page.text), page.text))
    due = page.text.date(one.due) if one.due else _unsaid(page)
    return el(
        "tr",
        el("th", el("span", f"{one.number}.", class_="p-code"), " ", name_of(one.name, page), scope="row"),
        el(
            "td",
            department(one.department, page) if one.department else _unsaid(page),
            class_="p-cell-wide",
            data_label=labels["department"],
        ),
        el("td", due, data_label=labels["due"]),
        el("td", state, evidence, class_="p-cell-wide", data_label=labels["state"]),
    )


def _unsaid(page: PageContext) -> Markup:
    """«—» is read as «не вказано»."""
    return join((el("span", DASH, aria_hidden="true"), el("span", page.say("indicator.fact.none"), class_="p-hidden")))
