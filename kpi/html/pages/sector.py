"""Sector as HTML."""

from functools import partial

from kpi.charts.bars import track
from kpi.charts.goal_lines import goal_lines
from kpi.charts.heat import heat
from kpi.html.components import (
    code_and_name,
    department,
    distribution,
    explore,
    fold,
    indicator_table,
    name_of,
    provenance,
    rollup,
    section,
    sums,
)
from kpi.html.history_choice import history_choice
from kpi.html.lang_markup import mark_language, mark_languages
from kpi.html.links import link, localized_markup
from kpi.html.oversight.waiting import waiting
from kpi.html.page_context import PageContext
from kpi.model import Status
from kpi.text.markup import Markup, el, join
from kpi.views.common.page_frame import Shell
from kpi.views.common.series import Track
from kpi.views.public.sector import GoalTable, SectorView, StrategicSection


def body(view: SectorView, page: PageContext) -> Markup:
    """The content of <main>."""
    return join(
        (
            el("h1", mark_languages(view.headline, page.text), class_="p-h1"),
            *((sums(view.counts, page),) if view.only else (_distribution(view, page), rollup(view.rollup, page))),
            _moved(view, page),
            history_choice(view.history, page),
            waiting(view.waiting, page),
            el("p", onward) if (onward := explore(page, "sector", "dashboard/sector", sector=view.name.code)) else None,
            *(_strategic(part, view, page, first=part is view.sections[0]) for part in view.sections),
        )
    )


def _distribution(view: SectorView, page: PageContext) -> Markup | None:
    return distribution(view.counts, page, sector=view.name.code) if view.counts.total else None


def unknown(shell: Shell, page: PageContext) -> Markup:
    """What stands at an address of a sector that does not exist."""
    ways = (
        el("li", link(name_of(sector, page), page.href("sector", id=sector.code), class_="p-link"))
        for sector in shell.sectors
    )
    home = link(shell.navigation[0].label, page.href("overview"), class_="p-link")
    return join(
        (
            el("h1", page.say("sector.unknown"), class_="p-h1"),
            el("p", page.say("sector.unknown_way"), class_="p-lede"),
            el("ul", *ways, el("li", home), class_="p-prose"),
        )
    )


def _moved(view: SectorView, page: PageContext) -> Markup | None:
    if not any(cell.judged for row in view.heat.rows for cell in row.cells):
        return None
    drawn = partial(mark_language, text=page.text)
    table = heat(view.heat, view.heat_caption, page.say("sector.heat.goal"), page.language, drawn)
    chart = None
    if view.goal_lines.lines:
        figure = el(
            "figure",
            el("figcaption", view.goal_lines.subtitle, class_="p-meta"),
            el("div", goal_lines(view.goal_lines, page.language, drawn)),
            class_="p-chart-box",
        )
        title = el("h3", view.goal_lines.title, class_="p-h3")
        chart = el("div", title, fold(page, page.say("sector.lines.show"), figure), class_="p-goal-lines")
    note = page.say(f"sector.heat.note.{view.rhythm}")
    return section("moved", page.say("sector.heat.title"), table, _scale(view, page), chart, note=note)


def _scale(view: SectorView, page: PageContext) -> Markup:
    """What the grounds of the table mean: those that occur in it."""
    cells = [cell for row in view.heat.rows for cell in row.cells]
    shown = {"few"} if any(cell.few for cell in cells) else set()
    shown |= {"none"} if any(not cell.judged for cell in cells) else set()
    grounds = [(ground, words) for ground, words in view.heat_scale if ground.isdigit() or ground in shown]
    items = (el("li", el("span", class_=f"p-heat-{ground}", aria_hidden="true"), words) for ground, words in grounds)
    return el("ul", el("li", page.say("sector.heat.scale")), *items, class_="p-heat-scale")


def _strategic(part: StrategicSection, view: SectorView, page: PageContext, *, first: bool) -> Markup:
    key = None
    if first:
        example = track(Track(0.5, 0.7, Status.ON_TRACK, page.say("sector.key")))
        key = el(
            "p", el("span", example, class_="p-key-track"), el("span", page.say("sector.key")), class_="p-meta p-key"
        )
    origin = provenance(part.provenance, page)
    return section(
        f"goal-{part.name.code}",
        code_and_name(part.name, page),
        el("p", origin, class_="p-meta") if origin else None,
        rollup(part.rollup, page, part.counts) if len(part.goals) > 1 else None,
        key,
        *(_goal(goal, view, page) for goal in part.goals),
    )


def _goal(goal: GoalTable, view: SectorView, page: PageContext) -> Markup:
    responsible = None
    if goal.department is not None:
        responsible = join((page.say("sector.responsible"), " ", department(goal.department, page)))
    origin = provenance(goal.provenance, page)
    # small screens find the origin on the goal's own page
    about = join(
        (responsible, el("span", " · " if responsible else None, origin, class_="p-phone-hide") if origin else None)
    )
    head = el("h3", link(code_and_name(goal.name, page), page.href("goal", id=goal.name.code)), class_="p-h3")
    table = el("p", page.say("sector.no_indicators"), class_="p-empty")
    if goal.rows:
        table = indicator_table(
            goal.rows,
            page,
            caption=join(
                (
                    f"{goal.name.code} ",
                    localized_markup(goal.name.name, foreign=goal.name.foreign, own=page.text.default),
                )
            ),
            since_year=view.since_year,
            target_year=view.target_year,
        )
    return el(
        "div",
        head,
        el("p", about, class_="p-meta") if about else None,
        rollup(goal.rollup, page, goal.counts),
        table,
        class_="p-goal-table",
    )
