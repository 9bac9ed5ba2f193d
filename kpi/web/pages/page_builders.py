"""What each page draws: from a reader at an address to the content of the page."""

from dataclasses import replace

from kpi.html.notice import notice
from kpi.html.page_context import PageContext
from kpi.html.pages import data as data_document
from kpi.html.pages import goal as goal_document
from kpi.html.pages import indicator as indicator_document
from kpi.html.pages import indicators as indicators_document
from kpi.html.pages import method as method_document
from kpi.html.pages import overview as overview_document
from kpi.html.pages import sector as sector_document
from kpi.html.pages import succession as succession_document
from kpi.model import Level
from kpi.opendata import page as data_page
from kpi.services.published.releases import all_releases
from kpi.services.published.successions import step_of
from kpi.text import Text
from kpi.text.markup import EMPTY, join
from kpi.text.scripts import foreign
from kpi.views.common.page_frame import Crumb
from kpi.views.common.withheld import withheld_words
from kpi.views.indicator import page as indicator_view
from kpi.views.indicator.across_editions import across_editions
from kpi.views.list_pages import ListPages, number_of
from kpi.views.public import goal as goal_view
from kpi.views.public import indicators as indicators_view
from kpi.views.public import method as method_view
from kpi.views.public import overview as overview_view
from kpi.views.public import sector as sector_view
from kpi.views.public import unknown_filters
from kpi.views.public.goal_across_editions import goal_across_editions
from kpi.views.public.indicators import IndicatorFilters
from kpi.views.succession import page as succession_view
from kpi.web import release_files
from kpi.web.pages import search_index
from kpi.web.pages.beside import beside_of
from kpi.web.pages.changes import changes
from kpi.web.pages.council.actions import actions
from kpi.web.pages.council.last_session import last_session
from kpi.web.pages.crosswalks import sides_of
from kpi.web.pages.decisions import decisions
from kpi.web.pages.health import department, departments, plan_health
from kpi.web.pages.page_request import PageRequest
from kpi.web.pages.page_shell import Content, Maker, shell_of
from kpi.web.pages.session_report import session_report
from kpi.web.pages.verify import verify
from kpi.web.release_boards import crosswalk_of, former_values


def overview(reader: PageRequest, page: PageContext) -> Content:
    """Огляд: чи виконується стратегія, де ні, що потребує уваги, що змінилося."""
    session = last_session(reader.survey, reader.text, reader.today, reader.version, reader.edition)
    view = overview_view.build(reader.survey, reader.text, board=reader.board, today=reader.today, session=session)
    return Content(finding=view.headline, body=overview_document.body(view, page), description=view.lede)


def sector(reader: PageRequest, page: PageContext) -> Content:
    """Сектор: як справи, які цілі відстають, відколи."""
    view = sector_view.build(reader.survey, reader.id, reader.text, board=reader.board)
    if view is None and not reader.board.level(Level.SECTOR):
        # a strategy without sectors: what a sector would tell stands in the overview
        return Content(finding=page.say("sector.unknown"), body=EMPTY, moved=page.href("overview") or "/")
    if view is None:
        unknown = sector_document.unknown(shell_of(reader), page)
        return Content(finding=page.say("sector.unknown"), body=unknown, known=False)
    here = (Crumb(view.name.name, foreign=view.name.foreign),)
    return Content(finding=view.headline, body=sector_document.body(view, page), crumbs=here, sector=reader.id)


def goal(reader: PageRequest, page: PageContext) -> Content:
    """Оперативна ціль: які показники відстають, чому, що робиться."""
    view = goal_view.build(reader.survey, reader.id, reader.text, board=reader.board)
    if view is None:
        unknown = goal_document.unknown(reader.id, page)
        return Content(finding=page.say("goal.unknown.heading"), body=unknown, known=False)
    view = goal_across_editions(
        view, lambda code: former_values(reader.key, code, reader.text.language), reader.survey.dataset, reader.text
    )
    body = goal_document.body(view, page)
    return Content(finding=view.title, body=body, crumbs=view.crumbs, sector=view.sector, description=view.lede)


def indicator(reader: PageRequest, page: PageContext) -> Content:
    """Показник: статус, число, шлях, джерело, історія, цитата."""
    text, code = reader.text, reader.id
    view = indicator_view.build(reader.survey, code, text, board=reader.board, site=reader.site, today=reader.today)
    if view is None:
        unknown = indicator_document.unknown(code, page, withheld_words(text))
        return Content(finding=text.say("indicator.unknown.heading"), body=unknown, known=False)
    view = across_editions(view, former_values(reader.key, code, text.language), reader.survey.dataset, text)
    reasons = (reason for reason in view.banner.reasons if not foreign(reason, text.language, text.default))
    told = " ".join((f"{view.banner.word}.", *reasons))
    body = indicator_document.body(view, page, beside_of(reader, code, page))
    return Content(finding=view.title, body=body, crumbs=view.crumbs, sector=view.sector, description=told)


def indicators(reader: PageRequest, page: PageContext) -> Content:
    """Показники: знайти будь-який; фільтри — в адресі."""
    view = indicators_view.build(reader.survey, reader.text, IndicatorFilters.of(reader.parameters), board=reader.board)
    here, body = (Crumb(reader.text.say("shell.nav.indicators")),), indicators_document.body(view, page)
    sectors, departments = ([named.code for named in names] for names in (view.sectors, view.departments))
    unknown = unknown_filters.words(reader.parameters, sectors, departments, reader.text)
    pages, filters = view.pages, view.filters
    # of a list in pages the first one searches all of them
    saved = None if page.served or pages.number > 1 else search_index.rows(reader.board, listed=pages.last > 1)
    return Content(
        finding=_numbered(view.headline, pages, reader.text),
        body=join((notice(unknown), body, saved)),
        crumbs=here,
        description=view.found,
        scripts=() if page.served else ("search.js",),
        own={} if filters.narrowing or pages.number == 1 else {"page": str(pages.number)},
        before=None if pages.number == 1 else replace(filters, page=pages.number - 1).parameters(),
        after=None if pages.number == pages.last else replace(filters, page=pages.number + 1).parameters(),
    )


def _numbered(headline: str, pages: ListPages, text: Text) -> str:
    """The headline for a tab: pages of one list are told apart."""
    if pages.number == 1:
        return headline
    return f"{headline} · {text.say('lists.pages.page', number=pages.number, last=pages.last)}"


def method(reader: PageRequest, page: PageContext) -> Content:
    """Методика: як визначається статус."""
    view = method_view.build(reader.survey, reader.text)
    body = method_document.body(view, page)
    return Content(finding=view.title, body=body, crumbs=view.crumbs, description=view.lede)


def data(reader: PageRequest, page: PageContext) -> Content:
    """Дані: усе завантажити, що означають поля, попередні випуски, API."""
    made = release_files.files(reader.version, reader.edition, reader.text, reader.site)
    view = data_page.build(made, all_releases(reader.edition))
    body = data_document.body(view, page)
    return Content(finding=view.title, body=body, crumbs=view.crumbs, description=view.lede)


def succession(reader: PageRequest, page: PageContext) -> Content:
    """Що стало з цілями: від попередньої стратегії до цієї, у першої — до наступної."""
    step = step_of(reader.key)
    if step is None:
        return Content(
            finding=page.say("succession.unknown.heading"), body=succession_document.unknown(page), known=False
        )
    view = succession_view.build(crosswalk_of(step, reader.text.language), number_of(reader.parameters.get("page", "")))
    body = succession_document.body(view, page, sides_of(step, reader.key, page))
    pages = view.pages
    return Content(
        finding=_numbered(view.title, pages, reader.text),
        body=body,
        crumbs=(Crumb(page.say("succession.name")),),
        description=" ".join(view.counts),
        own=_of_page(pages.number),
        before=None if pages.number == 1 else _of_page(pages.number - 1),
        after=None if pages.number == pages.last else _of_page(pages.number + 1),
    )


def _of_page(number: int) -> dict[str, str]:
    return {"page": str(number)} if number > 1 else {}


#: page name -> what it draws
MAKERS: dict[str, Maker] = {
    "overview": overview,
    "indicators": indicators,
    "changes": changes,
    "decisions": decisions,
    "data": data,
    "method": method,
    "sector": sector,
    "goal": goal,
    "indicator": indicator,
    "departments": departments,
    "department": department,
    "plan-health": plan_health,
    "succession": succession,
    "report": session_report,
    "actions": actions,
    "verify": verify,
}
