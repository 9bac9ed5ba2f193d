"""What is kept between runs: the survey and the finished pages of a release, for one audience and language.

The key holds release, audience and language; redaction comes before the cache. What is kept is shared by all readers
and never changed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import streamlit as st

from kpi.measure.results import Survey
from kpi.model import Language

PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Finished:
    """A page ready to be drawn.

    body   escaped HTML of the whole page: header, main, footer
    slots  name of a place in the body -> what the interactive chart is drawn from
    """

    title: str
    body: str
    slots: Mapping[str, object] = field(default_factory=dict)


def release() -> str:
    """Id of the release that outsiders are shown now."""
    return "none"


def warm() -> None:
    """Load what the first reader needs."""


@st.cache_resource(max_entries=4, show_spinner=False)
def survey(release: str, audience: str) -> Survey:
    """All that may be said of a release to an audience. Never change it."""
    raise NotImplementedError


@st.cache_resource(max_entries=1000, show_spinner=False)
def finished(
    release: str,
    audience: str,
    language: Language,
    page: str,
    parameters: tuple[tuple[str, str], ...],
    _make: Callable[[], Finished],
) -> Finished:
    """The finished page, made once per release, audience, language and address."""
    return _make()
