"""Which releases a report to a session is made of, and the report: one rule for page, files and command."""

from dataclasses import dataclass
from datetime import date

from kpi.model import Language, Level
from kpi.services.published import releases
from kpi.store import UnknownReleaseError
from kpi.views.report.blocks import SessionReport
from kpi.views.report.report import build
from kpi.web import release_boards
from kpi.web.release_comparison import between, days


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportChoice:
    """Days of releases. `old` None where there is none to compare with; `since` the day that it goes back to, asked for
    or of a session; None where it is the release before."""

    new: date
    old: date | None
    since: date | None
    edition: str
    sector: str = ""


class UnknownSectorError(ValueError):
    """The release has no sector with this code; `known` are the codes that it has."""

    def __init__(self, known: tuple[str, ...]) -> None:
        super().__init__("no such sector")
        self.known = known


def choose(
    as_of: date | None, since: date | None, sector: str = "", *, version: date | None = None, edition: str | None = None
) -> ReportChoice:
    """What was published by `as_of` (by now without it), beside what was published by `since`.

    Without `since` that is the last session of the council after which something was published; of a plan without
    sessions the release before.

    version  the release's day as an address names it, where no other day is asked for
    `UnknownReleaseError` where nothing had been published by that day, `UnknownSectorError`.
    """
    named = releases.key_of(version, edition).edition
    known = days(None, named)
    by = as_of or version
    new = known[0] if by is None else next((day for day in known if day <= by), None)
    if new is None:
        raise UnknownReleaseError(str(by))
    before = next((day for day in known if day < new), None)
    if since is None:
        since, old = _last_session(known, new, by or new, named) or (None, before)
    else:
        old = next((day for day in known if day <= min(since, new)), None)
    if sector:
        _require_sector(new, named, sector)
    return ReportChoice(new=new, old=old, since=since, edition=named, sector=sector)


def _last_session(known: tuple[date, ...], new: date, by: date, edition: str) -> tuple[date, date] | None:
    """The last session before the day after which something was published, and what had been published by it."""
    for session in reversed([day for day in _sessions(new, edition) if day < by]):
        old = next((day for day in known if day <= session), None)
        if old is not None and old < new:
            return session, old
    return None


def _sessions(day: date, edition: str) -> list[date]:
    """The days of the council's sessions as a release knows them, ascending."""
    return [session.date() for session in releases.survey(day, edition).dataset.council_sessions["day"]]


def _require_sector(day: date, edition: str, sector: str) -> None:
    nodes = releases.survey(day, edition).dataset.nodes
    known = tuple(map(str, nodes.loc[nodes["level"] == Level.SECTOR, "code"]))
    if sector not in known:
        raise UnknownSectorError(known)


def report_of(choice: ReportChoice, language: Language, site: str) -> SessionReport:
    """The report, from the public releases alone; errors as in `kpi.services.published.releases.survey`.

    site  where the site is reached, with its community and without its edition; "" unknown
    """
    then = None if choice.old is None else between(choice.old, choice.new, language, choice.edition)
    board = then.new if then else release_boards.board(choice.new, language, choice.edition)
    return build(board, then, since=choice.since, sector=choice.sector, site=site)
