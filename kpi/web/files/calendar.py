"""GET /calendar.ics[?department=…][&lang=en]: the deadlines of what is public, for calendars that subscribe to them."""

from starlette.routing import Route

from kpi.html.feeds.icalendar import UnknownDepartmentError, feed
from kpi.settings import site_address
from kpi.web.release_routes import ReleaseRequest, route
from kpi.web.responses import Answer

PATH = "/calendar.ics"
MEDIA_TYPE = "text/calendar; charset=utf-8"
#: a calendar asks again after this long and is told that nothing has changed
HEADERS = {"Cache-Control": "public, max-age=900", "Content-Disposition": 'inline; filename="calendar.ics"'}


def routes() -> list[Route]:
    """Nothing heavy is imported before a calendar is asked for."""
    return [route(PATH, calendar, query=("department",))]


def calendar(asked: ReleaseRequest) -> Answer | None:
    """The calendar of a department, of all without one; None where nothing public is that department's."""

    try:
        # its links only as configured: a calendar must not differ by the name it was asked under
        body = feed(asked.survey.dataset, asked.text, asked["department"], site_address())
    except UnknownDepartmentError:
        return None
    return Answer(
        body=body, media_type=MEDIA_TYPE, modified=asked.released, language=asked.text.language, headers=HEADERS
    )
