"""The public data that the pages are made from: the one module here that fetches them.

What is returned is shared by all sessions and never changed.
"""

from datetime import date

import pandas as pd
import streamlit as st

from kpi.measure import in_hindsight
from kpi.measure import survey as measure_survey
from kpi.measure.results import Survey
from kpi.model import Basis, Language, Release
from kpi.site import published
from kpi.site.cache import UnavailableError as UnavailableError  # noqa: PLC0414 (offered on)
from kpi.site.shelf import today as today  # noqa: PLC0414
from kpi.store import NotPublishedError as NotPublishedError  # noqa: PLC0414
from kpi.text import Text
from kpi.views.board import Board
from kpi.views.board import board as build_board


def releases() -> tuple[Release, ...]:
    """The releases that outsiders may see, the oldest first.

    `UnavailableError` where the store does not answer, `NotPublishedError` where there is none yet.
    """
    return published.releases()


def survey(release: date | None = None, as_of: date | None = None, basis: Basis = Basis.KNOWN) -> Survey:
    """A release measured; `as_of` None = the day that the release itself shows. Errors as in `releases`."""
    if as_of is None and basis is Basis.KNOWN:
        return published.survey(release)
    return _survey(published.tag(release), release, as_of, basis)


@st.cache_resource(max_entries=24, show_spinner=False)
def _survey(tag: str, _release: date | None, as_of: date | None, basis: Basis) -> Survey:
    if basis is Basis.HINDSIGHT:
        return in_hindsight(survey(_release, as_of))
    return measure_survey(published.dataset(_release), as_of)


def board(release: date | None, as_of: date | None, language: Language, basis: Basis) -> Board:
    """A release in words. Errors as in `releases`."""
    if as_of is None and basis is Basis.KNOWN:
        return published.board(release, language)
    return _board(published.tag(release), release, as_of, language, basis)


@st.cache_resource(max_entries=24, show_spinner=False)
def _board(tag: str, _release: date | None, as_of: date | None, language: Language, basis: Basis) -> Board:
    return build_board(survey(_release, as_of, basis), Text(language), basis)


def results(release: date) -> pd.DataFrame:
    """How every indicator stood in a release (`kpi.measure.results.INDICATOR_RESULT`). Errors as in `releases`."""
    return _results(published.tag(release), release)


@st.cache_resource(max_entries=64, show_spinner=False)
def _results(tag: str, _release: date) -> pd.DataFrame:
    return published.survey(_release).now.indicators
