"""The page that hands the report out: what may be chosen, and the report of what is chosen."""

from dataclasses import dataclass
from datetime import date

from kpi.views.common.localized_name import LocalizedName
from kpi.views.council.session_days import SessionDay
from kpi.views.report.blocks import SessionReport


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """`releases` the latest first, `old` and `new` those chosen; `formats` the endings that can be made here."""

    title: str
    report: SessionReport
    releases: tuple[date, ...]
    new: date
    old: date | None
    sector: str
    sectors: tuple[LocalizedName, ...]
    formats: tuple[str, ...]
    pdf: bool
    #: of the council, the last one first; `since` the day of the one that the report begins with
    sessions: tuple[SessionDay, ...] = ()
    since: date | None = None
