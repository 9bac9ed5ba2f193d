"""The last session of the council beside what is shown, for its slide."""

from kpi import clock
from kpi.dashboard import releases
from kpi.dashboard.current import Current
from kpi.views.council.session_days import session_days
from kpi.views.dashboard.session_slides import LastSession


def last_session(now: Current) -> LastSession | None:
    """The last session by today, of a past release by its own day; None where there is none to compare with.

    Nothing of somebody's own workbooks, and of an earlier quarter: no release is of that day.
    """
    if now.shown is None or now.own or now.filters.quarter:
        return None
    shown, release = now.board, now.filters.release
    known = [day for day in now.shown.days if release is None or day <= release]
    found = session_days(shown.survey.dataset, now.text, known, release or clock.today())
    if not found:
        return None
    session, newest = found[0], max(known)
    if session.release == newest:
        return LastSession(session, None)
    edition = shown.survey.dataset.strategy.edition
    return LastSession(session, releases.comparison(session.release, shown, now.text.language, edition))
