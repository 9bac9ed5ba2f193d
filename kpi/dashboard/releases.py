"""The public data that the pages are made from: the one module here that fetches them.

What is returned is shared by all sessions and never changed.
"""

from datetime import date

import pandas as pd
import streamlit as st

from kpi.measure import in_hindsight
from kpi.measure import survey as measure_survey
from kpi.measure.results import Survey
from kpi.model import Basis, Language, Release, Strategy
from kpi.services.published import editions as published_editions
from kpi.services.published import surveys
from kpi.services.published.releases import all_releases, every_release, key_of
from kpi.services.published.successions import step_into
from kpi.services.published.surveys import ReleaseKey
from kpi.services.published.surveys import UnavailableError as UnavailableError  # noqa: PLC0414
from kpi.store import NotPublishedError as NotPublishedError  # noqa: PLC0414
from kpi.views.changes.comparison import Comparison, compare
from kpi.views.changes.comparison_text import ComparisonText
from kpi.views.common.board import Board
from kpi.views.common.board import board as build_board
from kpi.views.common.page_frame import release_day
from kpi.views.succession.crosswalk import Crosswalk


def releases(edition: str | None = None) -> tuple[Release, ...]:
    """The releases of an edition, of all where none is named, that outsiders may see, the oldest first.

    `UnavailableError` where the store does not answer, `NotPublishedError` where there is none yet.
    """
    return every_release() if edition is None else all_releases(edition)


def editions() -> tuple[Strategy, ...]:
    """The editions of the strategy in the order of their first days. Errors as in `releases`."""
    return published_editions.editions(surveys.current().release)


def edition_of(release: date | None, edition: str | None) -> str:
    """The edition of a release: the one named, else as an address without a name means it. Errors as in `releases`."""
    return key_of(release, edition).edition


def survey(
    release: date | None = None,
    as_of: date | None = None,
    basis: Basis = Basis.KNOWN,
    edition: str | None = None,
) -> Survey:
    """A release measured; `as_of` None = the day that the release itself shows. Errors as in `releases`."""
    return _survey_of(key_of(release, edition), as_of, basis)


def _survey_of(key: ReleaseKey, as_of: date | None, basis: Basis) -> Survey:
    return surveys.survey_of(key, basis) if as_of is None else _survey(key, as_of, basis)


@st.cache_resource(max_entries=24, show_spinner=False)
def _survey(key: ReleaseKey, as_of: date, basis: Basis) -> Survey:
    if basis is Basis.HINDSIGHT:
        return in_hindsight(_survey(key, as_of, Basis.KNOWN))
    return measure_survey(surveys.survey_of(key).dataset, as_of)


def board(release: date | None, as_of: date | None, language: Language, basis: Basis, edition: str) -> Board:
    """A release in words. Errors as in `releases`."""
    return _board(key_of(release, edition), as_of, language, basis)


@st.cache_resource(max_entries=24, show_spinner=False)
def _board(key: ReleaseKey, as_of: date | None, language: Language, basis: Basis) -> Board:
    return build_board(_survey_of(key, as_of, basis), surveys.text(language), basis)


def crosswalk_into(shown: Board, release: date | None, edition: str) -> Crosswalk | None:
    """From the edition before to the one shown; None where nothing public is said of it. Errors as in `releases`.

    shown  of the release, on any day
    """
    step = step_into(key_of(release, edition))
    return None if step is None else Crosswalk(_board(step.old, None, shown.text.language, Basis.KNOWN), shown)


def results(release: date, edition: str) -> pd.DataFrame:
    """How every indicator stood in a release (`kpi.measure.results.INDICATOR_RESULT`). Errors as in `releases`."""
    return _results(key_of(release, edition))


@st.cache_resource(max_entries=64, show_spinner=False)
def _results(key: ReleaseKey) -> pd.DataFrame:
    return surveys.survey_of(key).now.indicators


def comparison(old: date, shown: Board, language: Language, edition: str) -> ComparisonText:
    """The board of a release on its own day beside an earlier one. Errors as in `releases`."""
    then = _board(key_of(old, edition), None, language, Basis.KNOWN)
    return ComparisonText(_comparison(key_of(old, edition), key_of(release_day(shown.survey), edition)), then, shown)


@st.cache_resource(max_entries=16, show_spinner=False)
def _comparison(old: ReleaseKey, new: ReleaseKey) -> Comparison:
    return compare(surveys.survey_of(old), surveys.survey_of(new))
