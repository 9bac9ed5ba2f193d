"""What changed since the last session, of the release that a page shows."""

from datetime import date

from kpi.measure.results import Survey
from kpi.text import Text
from kpi.views.changes.since_session import SinceSession, since_session
from kpi.views.common.page_frame import release_day
from kpi.views.council.session_days import session_days
from kpi.web.release_comparison import comparison, days


def last_session(survey: Survey, text: Text, today: date, version: date | None, edition: str) -> SinceSession | None:
    """The line; None without a session that can be compared with.

    version  the past release asked for, None = the current one; errors as in `kpi.services.published.releases.survey`
    """
    if survey.dataset.council_sessions.empty:
        return None
    sessions = session_days(survey.dataset, text, days(version, edition), today)
    if not sessions:
        return None
    session, shown = sessions[0], release_day(survey)
    found = None if session.release == shown else comparison(session.release, shown, edition)
    return since_session(session, found, text)
