"""The page of the report to a session."""

from kpi.html.page_context import PageContext
from kpi.html.pages import session_report as document
from kpi.model import Level
from kpi.opendata.report import printing
from kpi.opendata.report.formats import ReportFormat
from kpi.services.published import releases
from kpi.store import UnknownReleaseError
from kpi.text.markup import el
from kpi.views.common.page_frame import Crumb
from kpi.views.report.page import ReportPage
from kpi.web import release_boards
from kpi.web.pages.council.compared_days import sessions_of
from kpi.web.pages.page_request import PageRequest
from kpi.web.pages.page_shell import Content
from kpi.web.pages.report_choice import ReportChoice, choose, report_of
from kpi.web.release_comparison import day_of, days


def session_report(reader: PageRequest, page: PageContext) -> Content:
    """Звіт для сесії: Word, PDF, слайди, Excel."""
    text, given = reader.text, reader.parameters
    here = (Crumb(text.say("session_report.name")),)
    known = days(None, reader.edition)
    sectors = [node.name for node in release_boards.board(None, text.language, reader.edition).level(Level.SECTOR)]
    sector = given.get("sector", "") if given.get("sector", "") in {one.code for one in sectors} else ""
    try:
        choice = _choice(reader, sector)
    except UnknownReleaseError as error:
        title = text.say("answers.no_release", version=str(error))
        return Content(finding=title, body=el("h1", title, class_="p-h1"), crumbs=here, known=False)
    made = report_of(choice, text.language, page.host)
    can_print, sessions = printing.available(), sessions_of(reader)
    view = ReportPage(
        title=text.say(
            "session_report.page_title", date=text.date(releases.survey(choice.new, choice.edition).now.as_of)
        ),
        report=made,
        releases=known,
        new=choice.new,
        old=choice.old,
        sector=sector,
        sectors=tuple(sectors),
        formats=tuple(kind for kind in ReportFormat if can_print or kind is not ReportFormat.PDF),
        pdf=can_print,
        sessions=sessions,
        since=next((one.day for one in sessions if one.day == choice.since), None),
    )
    return Content(
        finding=view.title,
        body=document.body(view, page),
        crumbs=here,
        description=text.say("session_report.page_lede"),
    )


def _choice(reader: PageRequest, sector: str) -> ReportChoice:
    """The releases that the address means; a day that is none is told."""
    found = {}
    for name in ("as_of", "since"):
        written = reader.parameters.get(name, "")
        found[name] = day_of(written)
        if written and found[name] is None:
            raise UnknownReleaseError(written)
    return choose(**found, sector=sector, version=reader.version, edition=reader.edition)
