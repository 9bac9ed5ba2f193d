"""The page of changes: what differs between the two releases that its address asks for."""

from dataclasses import replace

from kpi.html.notice import notice
from kpi.html.page_context import PageContext
from kpi.html.pages import changes as document
from kpi.text.markup import join
from kpi.views.changes.page import ChangesFilter, Choice, build
from kpi.views.common.page_frame import Crumb
from kpi.views.public import unknown_filters
from kpi.web.addresses import feed_of
from kpi.web.pages.council.compared_days import compared_days, unknown_title
from kpi.web.pages.edition_changes import across, crossing_of, former_releases, way_on
from kpi.web.pages.page_request import PageRequest
from kpi.web.pages.page_shell import Content
from kpi.web.release_comparison import between, days, pair_of


def changes(reader: PageRequest, page: PageContext) -> Content:
    """Зміни: що змінилося між двома випусками, що виправлено."""
    text, parameters, known = reader.text, reader.parameters, days(reader.version, reader.edition)
    here = (Crumb(text.say("page.changes")),)
    former = former_releases(reader, known)
    asked = compared_days(reader, known, former.days if former else ())
    if step := crossing_of(reader, former, known, asked.since, asked.until):
        return across(reader, page, step, asked.told(Choice(releases=known, former=former)))
    wanted = pair_of(asked.since, asked.until, known)
    choice = asked.told(Choice(releases=known, old=wanted.old, new=wanted.new, former=former))
    if wanted.unknown:
        title, words = unknown_title(asked, wanted.unknown, text), "changes.unknown.words"
        nothing = join((way_on(reader, page, known), document.empty_page(title, text.say(words), choice, page)))
        return Content(finding=title, body=nothing, crumbs=here, known=False)
    if wanted.old is None or wanted.new is None or wanted.old == wanted.new:
        title = text.say(f"changes.title.{'first' if wanted.old is None else 'same'}", date=text.date(wanted.new))
        nothing = join((way_on(reader, page, known), document.empty_page(title, "", choice, page)))
        return Content(finding=title, body=nothing, crumbs=here)
    chosen = ChangesFilter(parameters.get("sector", ""), parameters.get("department", ""))
    view = build(between(wanted.old, wanted.new, text.language, reader.edition), known, chosen)
    view = replace(view, choice=asked.told(replace(view.choice, former=former)))
    feed = feed_of("changes", {"sector": view.choice.chosen.sector, "department": view.choice.chosen.department}, text)
    # what is told of a past release leads to that release
    of_past = reader.version is None and wanted.new != known[0]
    told = document.sections(view, replace(page, release=wanted.new) if of_past else page, feed)
    sectors, departments = ([named.code for named in names] for names in (view.choice.sectors, view.choice.departments))
    unknown = unknown_filters.words({**parameters, "status": ""}, sectors, departments, text)
    body = join((notice(unknown), way_on(reader, page, known), document.introduction(view, page), told))
    return Content(finding=view.title, body=body, crumbs=here, description=view.lede)
