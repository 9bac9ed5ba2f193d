"""What one run shows: the address read once, the board it asks for, the indicators that its filters let through."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from weakref import WeakKeyDictionary

import pandas as pd
import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from kpi.charts.tokens import Theme
from kpi.community import current as current_community
from kpi.dashboard import identity, releases
from kpi.dashboard.address.filters import FilterParameter, Filters, Reader
from kpi.dashboard.session_keys import SessionKey
from kpi.dashboard.trial_dataset import TrialDataset
from kpi.measure import paces
from kpi.measure.clock import history_frequency
from kpi.measure.results import Survey
from kpi.model import Basis, Period, Status, Strategy, edition_address
from kpi.services.published import surveys
from kpi.text import Text
from kpi.views.common.board import Board
from kpi.views.common.localized_name import LocalizedName
from kpi.views.dashboard.selection import Selection, departments_of, goals_of, sectors_of, select, tasks_of
from kpi.views.succession.crosswalk import Crosswalk


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRelease:
    """The data of a run. `days` are the releases, the newest first; `quarters` those before the day shown last.

    editions  of the strategy, in the order of their first days; none of somebody's own workbooks
    """

    selection: Selection
    days: tuple[date, ...]
    quarters: tuple[Period, ...]
    last_day: date
    editions: tuple[Strategy, ...]
    sectors: tuple[LocalizedName, ...]
    goals: tuple[LocalizedName, ...]
    tasks: Mapping[str, str]
    departments: tuple[LocalizedName, ...]

    @property
    def board(self) -> Board:
        return self.selection.board

    @property
    def survey(self) -> Survey:
        return self.selection.board.survey


@dataclass(frozen=True, slots=True, kw_only=True)
class Current:
    """One run. `shown` None where there are no data, `trouble` says why; `own` where somebody's workbooks are shown."""

    text: Text
    theme: Theme
    filters: Filters
    shown: ShownRelease | None
    trouble: str
    unknown: tuple[str, ...]
    own: TrialDataset | None

    @property
    def selection(self) -> Selection:
        """What is shown; only pages that need no data run without."""
        if self.shown is None:
            raise LookupError(self.trouble)
        return self.shown.selection

    @property
    def board(self) -> Board:
        return self.selection.board


def current() -> Current:
    """What the present run shows."""
    if SessionKey.CURRENT not in st.session_state:
        # until one session of the process has called st.navigation, Streamlit's old discovery of pages/ answers a deep
        # link with the page's file alone; without it dashboard.py runs first
        PagesManager.uses_pages_directory = False
        st.rerun()
    found: Current = st.session_state[SessionKey.CURRENT]
    return found


def begin() -> Current:
    """Read the address and find its data: once a run, before anything is drawn."""
    identity.enter_community()
    _forget_another_reader()
    reader = Reader({name: st.query_params.get_all(name) for name in st.query_params})
    site = surveys.text()
    language = reader.one(FilterParameter.LANGUAGE, site.languages) or site.default
    text, own = site.in_language(language), st.session_state.get(SessionKey.OWN)
    theme = Theme.DARK if st.context.theme.type == "dark" else Theme.LIGHT
    shown, filters, trouble = None, Filters(language=language, default=text.default), ""
    try:
        filters, shown = _asked(reader, text, own)
    except releases.NotPublishedError:
        trouble = text.say("dashboard.not_published")
    except releases.UnavailableError:
        trouble = text.say("dashboard.unavailable")
    found = Current(
        text=text, theme=theme, filters=filters, shown=shown, trouble=trouble, unknown=tuple(reader.unknown), own=own
    )
    st.session_state[SessionKey.CURRENT] = found
    return found


def _forget_another_reader() -> None:
    """What a session holds belongs to whoever opened it: when that changes, all of it goes."""
    tag = f"{current_community().key} {identity.tag()}".strip()
    if st.session_state.get(SessionKey.WHO, "") != tag:
        st.session_state.clear()
        st.session_state[SessionKey.WHO] = tag


def _asked(reader: Reader, text: Text, own: TrialDataset | None) -> tuple[Filters, ShownRelease]:
    editions = () if own else releases.editions()
    edition, release = (None, None) if own else _release(reader, editions)
    days = _days(edition) if edition else ()
    last = own.survey() if own else releases.survey(release, edition=edition)
    quarters = _quarters(last)
    code = reader.one(FilterParameter.QUARTER, [quarter.code for quarter in quarters]) or ""
    as_of = last.fiscal_year.parse(code).end_date if code else None
    basis = Basis(reader.one(FilterParameter.HISTORY, [way.value for way in Basis]) or Basis.KNOWN)
    board = (
        own.board(as_of, text.language, basis)
        if own
        else releases.board(release, as_of, text.language, basis, edition or "")
    )
    sectors, departments = sectors_of(board), departments_of(board)
    goals, tasks = goals_of(board), tasks_of(board)
    filters = Filters(
        language=text.language,
        default=text.default,
        edition=edition_address(edition) if edition and edition != releases.edition_of(None, None) else "",
        release=None if days and release == days[0] else release,
        quarter=code,
        sectors=reader.many(FilterParameter.SECTOR, [sector.code for sector in sectors]),
        goals=reader.many(FilterParameter.GOAL, [goal.code for goal in goals]),
        tasks=reader.many(FilterParameter.TASK, list(tasks)),
        departments=reader.many(FilterParameter.DEPARTMENT, [department.code for department in departments]),
        statuses=reader.many(FilterParameter.STATUS, list(Status)),
        history=basis,
    )
    return filters, ShownRelease(
        selection=_selected(board, filters),
        days=days,
        quarters=quarters,
        last_day=last.now.as_of,
        editions=editions,
        sectors=sectors,
        goals=goals,
        tasks=tasks,
        departments=departments,
    )


def _selected(board: Board, filters: Filters) -> Selection:
    chosen = {"goals": filters.goals, "tasks": filters.tasks}
    return select(board, filters.sectors, filters.departments, filters.statuses, **chosen)


def _release(reader: Reader, editions: Sequence[Strategy]) -> tuple[str, date | None]:
    """The edition and the release that the address asks for: a day alone means the edition that was in force then."""
    names = {edition_address(one.edition): one.edition for one in editions}
    segment = reader.one(FilterParameter.EDITION, list(names))
    named = names[segment] if segment else None
    release = reader.day(FilterParameter.RELEASE, _days(named))
    return releases.edition_of(release, named), release


def _days(edition: str | None) -> tuple[date, ...]:
    """The days of the releases of an edition, of all where none is named, the newest first."""
    return tuple(sorted({one.published for one in releases.releases(edition)}, reverse=True))


def _quarters(last: Survey) -> tuple[Period, ...]:
    """The quarters of the edition that ended before the day that is shown by itself, the oldest first.

    Half-years or years where nothing is reported by quarters.
    """
    first, span = last.dataset.strategy.first_year, history_frequency(last.dataset).months
    ended = (last.fiscal_year.ending(moment.end, span) for moment in last.moments if moment.end % span == 0)
    return tuple(quarter for quarter in ended if quarter.year >= first and quarter.end_date < last.now.as_of)


_PACES: WeakKeyDictionary[Survey, pd.DataFrame] = WeakKeyDictionary()


def paces_of(survey: Survey) -> pd.DataFrame:
    """`kpi.measure.paces`, kept as long as the survey is."""
    if survey not in _PACES:
        _PACES[survey] = paces(survey)
    return _PACES[survey]


#: so many releases are told beside one another; the older ones have the filter and their documents
MOST_RELEASES = 8


def told_by_release(now: Current) -> dict[date, pd.DataFrame]:
    """How every indicator stood in the releases up to the shown one, the newest first; {} for somebody's own files."""
    if now.shown is None or now.own is not None:
        return {}
    days = [day for day in now.shown.days if now.filters.release is None or day <= now.filters.release]
    edition = now.shown.survey.dataset.strategy.edition
    return {day: releases.results(day, edition) for day in days[:MOST_RELEASES]}


def crosswalk_into(now: Current) -> Crosswalk | None:
    """From the edition before to the one shown; None where nothing public is said of it, or of own files."""
    if now.shown is None or now.own is not None:
        return None
    return releases.crosswalk_into(now.board, now.filters.release, now.board.survey.dataset.strategy.edition)
