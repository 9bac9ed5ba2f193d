"""What each page draws: from a reader at an address to the content of the page."""

from collections.abc import Callable

from kpi.documents import data as data_document
from kpi.documents import goal as goal_document
from kpi.documents import indicator as indicator_document
from kpi.documents import indicators as indicators_document
from kpi.documents import method as method_document
from kpi.documents import overview as overview_document
from kpi.documents import sector as sector_document
from kpi.documents.html import join
from kpi.documents.notice import notice
from kpi.opendata import page as data_page
from kpi.site import handed, published
from kpi.site.changing import changes
from kpi.site.finish import Content, shell_of
from kpi.site.reader import Reader
from kpi.text.scripts import foreign
from kpi.views import goal as goal_view
from kpi.views import indicator as indicator_view
from kpi.views import indicators as indicators_view
from kpi.views import method as method_view
from kpi.views import overview as overview_view
from kpi.views import sector as sector_view
from kpi.views import unknown_filters
from kpi.views.indicators import Filters
from kpi.views.shell import Way
from kpi.views.withheld import withheld_words


def overview(reader: Reader) -> Content:
    """Огляд: чи виконується стратегія, де ні, що потребує уваги, що змінилося."""
    view = overview_view.build(reader.survey, reader.text, board=reader.board)
    return Content(view.headline, overview_document.body(view, reader.text), description=view.lede)


def sector(reader: Reader) -> Content:
    """Сектор: як справи, які цілі відстають, відколи."""
    view = sector_view.build(reader.survey, reader.id, reader.text, board=reader.board)
    if view is None:
        unknown = sector_document.unknown(shell_of(reader), reader.text)
        return Content(reader.text.say("sector.unknown"), unknown, known=False)
    here = (Way(view.name.name, foreign=view.name.foreign),)
    return Content(view.headline, sector_document.body(view, reader.text), here, reader.id)


def goal(reader: Reader) -> Content:
    """Оперативна ціль: які показники відстають, чому, що робиться."""
    view = goal_view.build(reader.survey, reader.id, reader.text, board=reader.board)
    if view is None:
        unknown = goal_document.unknown(reader.id, reader.text)
        return Content(reader.text.say("goal.unknown.heading"), unknown, known=False)
    return Content(view.title, goal_document.body(view, reader.text), view.crumbs, view.sector, description=view.lede)


def indicator(reader: Reader) -> Content:
    """Показник: статус, число, шлях, джерело, історія, цитата."""
    text, code = reader.text, reader.id
    view = indicator_view.build(reader.survey, code, text, board=reader.board, site=reader.site, today=reader.today)
    if view is None:
        unknown = indicator_document.unknown(code, text, withheld_words(reader.survey.dataset, text))
        return Content(text.say("indicator.unknown.heading"), unknown, known=False)
    reasons = (reason for reason in view.banner.reasons if not foreign(reason, text.language))
    told = " ".join((f"{view.banner.word}.", *reasons))
    body = indicator_document.body(view, text)
    return Content(view.title, body, view.crumbs, view.sector, description=told)


def indicators(reader: Reader) -> Content:
    """Показники: знайти будь-який; фільтри — в адресі."""
    view = indicators_view.build(reader.survey, reader.text, Filters.of(reader.parameters), board=reader.board)
    here, body = (Way(reader.text.say("shell.nav.indicators")),), indicators_document.body(view, reader.text)
    sectors, departments = ([named.code for named in names] for names in (view.sectors, view.departments))
    unknown = unknown_filters.words(reader.parameters, sectors, departments, reader.text)
    return Content(view.headline, join((notice(unknown), body)), here, description=view.found)


def method(reader: Reader) -> Content:
    """Методика: як визначається статус."""
    view = method_view.build(reader.survey, reader.text)
    return Content(view.title, method_document.body(view, reader.text), view.crumbs, description=view.lede)


def data(reader: Reader) -> Content:
    """Дані: усе завантажити, що означають поля, попередні випуски, API."""
    made = handed.files(reader.version, reader.text, reader.site)
    view = data_page.build(made, published.releases())
    return Content(view.title, data_document.body(view, reader.text), view.crumbs, description=view.lede)


#: page name -> what it draws
MAKERS: dict[str, Callable[[Reader], Content]] = {
    "overview": overview,
    "indicators": indicators,
    "changes": changes,
    "data": data,
    "method": method,
    "sector": sector,
    "goal": goal,
    "indicator": indicator,
}
