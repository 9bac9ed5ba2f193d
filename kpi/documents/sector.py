"""Sector as HTML."""

from kpi.documents.foreign import mixed
from kpi.documents.history import history_choice
from kpi.documents.html import Html, address, el, join, link, named, raw
from kpi.documents.parts import (
    coded,
    department,
    distribution,
    fold,
    goal_address,
    indicator_table,
    name_of,
    provenance,
    rollup,
    section,
    sector_address,
)
from kpi.figures.bars import track
from kpi.figures.goal_lines import goal_lines
from kpi.figures.heat import heat
from kpi.model import Status
from kpi.text import Text
from kpi.views.sector import GoalTable, Sector, StrategicSection
from kpi.views.series import Track
from kpi.views.shell import Shell


def body(view: Sector, text: Text) -> Html:
    """The content of <main>."""
    return join(
        (
            el("h1", mixed(view.headline, text), class_="p-h1"),
            distribution(view.counts, text, sector=view.name.code) if view.counts.total else None,
            rollup(view.rollup, text),
            _moved(view, text),
            history_choice(view.history, text),
            *(_strategic(part, view, text, first=part is view.sections[0]) for part in view.sections),
        )
    )


def unknown(shell: Shell, text: Text) -> Html:
    """What stands at an address of a sector that does not exist."""
    ways = (
        el("li", link(name_of(sector, text), sector_address(text, sector.code), class_="p-link"))
        for sector in shell.sectors
    )
    home = link(shell.navigation[0].label, address("overview", lang=text.language), class_="p-link")
    return join(
        (
            el("h1", text.say("sector.unknown"), class_="p-h1"),
            el("p", text.say("sector.unknown_way"), class_="p-lede"),
            el("ul", *ways, el("li", home), class_="p-prose"),
        )
    )


def _moved(view: Sector, text: Text) -> Html | None:
    if not any(cell.judged for row in view.heat.rows for cell in row.cells):
        return None
    table = raw(heat(view.heat, view.heat_caption, text.say("sector.heat.goal"), text.language))
    chart = None
    if view.goal_lines.lines:
        figure = el(
            "figure",
            el("figcaption", view.goal_lines.subtitle, class_="p-meta"),
            el("div", raw(goal_lines(view.goal_lines, text.language))),
            class_="p-chart-box",
        )
        title = el("h3", view.goal_lines.title, class_="p-h3")
        chart = el("div", title, fold(text.say("sector.lines.show"), figure), class_="p-goal-lines")
    return section(
        "moved", text.say("sector.heat.title"), table, _scale(view, text), chart, note=text.say("sector.heat.note")
    )


def _scale(view: Sector, text: Text) -> Html:
    """What the grounds of the table mean: those that occur in it."""
    cells = [cell for row in view.heat.rows for cell in row.cells]
    shown = {"few"} if any(cell.few for cell in cells) else set()
    shown |= {"none"} if any(not cell.judged for cell in cells) else set()
    grounds = [(ground, words) for ground, words in view.heat_scale if ground.isdigit() or ground in shown]
    items = (el("li", el("span", class_=f"p-heat-{ground}", aria_hidden="true"), words) for ground, words in grounds)
    return el("ul", el("li", text.say("sector.heat.scale")), *items, class_="p-heat-scale")


def _strategic(part: StrategicSection, view: Sector, text: Text, *, first: bool) -> Html:
    key = None
    if first:
        example = raw(track(Track(0.5, 0.7, Status.ON_TRACK, text.say("sector.key"))))
        key = el(
            "p", el("span", example, class_="p-key-track"), el("span", text.say("sector.key")), class_="p-meta p-key"
        )
    origin = provenance(part.provenance, text)
    return section(
        f"goal-{part.name.code}",
        coded(part.name, text),
        el("p", origin, class_="p-meta") if origin else None,
        rollup(part.rollup, text, part.counts) if len(part.goals) > 1 else None,
        key,
        *(_goal(goal, view, text) for goal in part.goals),
    )


def _goal(goal: GoalTable, view: Sector, text: Text) -> Html:
    responsible = None
    if goal.department is not None:
        responsible = join((text.say("sector.responsible"), " ", department(goal.department, text)))
    origin = provenance(goal.provenance, text)
    # small screens find the origin on the goal's own page
    about = join(
        (responsible, el("span", " · " if responsible else None, origin, class_="p-phone-hide") if origin else None)
    )
    head = el("h3", link(coded(goal.name, text), goal_address(text, goal.name.code)), class_="p-h3")
    table = el("p", text.say("sector.no_indicators"), class_="p-empty")
    if goal.rows:
        table = indicator_table(
            goal.rows,
            text,
            caption=join(
                (f"{goal.name.code} ", named(goal.name.name, foreign=goal.name.foreign, language=text.language))
            ),
            since_year=view.since_year,
            target_year=view.target_year,
        )
    return el(
        "div",
        head,
        el("p", about, class_="p-meta") if about else None,
        rollup(goal.rollup, text, goal.counts),
        table,
        class_="p-goal-table",
    )
