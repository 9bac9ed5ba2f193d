"""What is kept between answers: survey and board of a release, for one audience and language.

The key holds release, audience and language; redaction comes before the cache. What is kept is shared by all readers
and never changed.
"""

import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from kpi.cache import Cache
from kpi.measure import in_hindsight
from kpi.measure import survey as measure_survey
from kpi.measure.results import Survey
from kpi.model import Basis, Language
from kpi.site import shelf
from kpi.store import NotPublishedError
from kpi.text import Text
from kpi.views.board import Board
from kpi.views.board import board as build_board

PUBLIC = "public"
#: between the release that stands and the day of a past one
_AT = "@"
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Standing:
    """What outsiders are shown now. `old` where the store does not answer and the last good release stays on show."""

    release: str
    old: bool = False

    def at(self, version: date | None) -> str:
        """The key of a past release; of this one where no day is asked."""
        return f"{self.release}{_AT}{version.isoformat()}" if version else self.release


class UnavailableError(Exception):
    """The store does not answer, and nothing was read before."""


_last_good: list[str] = []
_surveys: Cache[Survey] = Cache(8)
_boards: Cache[Board] = Cache(12)


def standing() -> Standing:
    """The release that stands now, readable; `UnavailableError`, or `NotPublishedError` where there is none yet."""
    try:
        release = shelf.current_release()
        survey(release, PUBLIC)
    except (OSError, NotPublishedError) as error:
        if _last_good:
            return Standing(_last_good[0], old=True)
        if isinstance(error, NotPublishedError):
            raise
        log.exception("the store does not answer")
        raise UnavailableError from error
    _last_good[:] = [release]
    return Standing(release)


def warm() -> None:
    """Read what the first reader needs; of an empty store there is nothing to read."""
    shelf.catch_up()
    with suppress(NotPublishedError):
        board(standing().release, PUBLIC, Language.UK)


def survey(release: str, audience: str, basis: Basis = Basis.KNOWN) -> Survey:
    """All that may be said of a release to an audience, as it stood on the day it was published.

    basis  by what its history is told
    `kpi.store.UnknownReleaseError` where none was published on the day of the key.
    """
    if basis is Basis.HINDSIGHT:
        return _surveys.get((release, audience, basis), lambda: in_hindsight(survey(release, audience)))
    return _surveys.get((release, audience), lambda: measure_survey(shelf.read(_version(release))))


def _version(release: str) -> date | None:
    day = release.partition(_AT)[2]
    return date.fromisoformat(day) if day else None


def board(release: str, audience: str, language: Language, basis: Basis = Basis.KNOWN) -> Board:
    """The goal tree and the indicators of a release in one language."""
    key = (release, audience, language, basis)
    return _boards.get(key, lambda: build_board(survey(release, audience, basis), Text(language), basis))


def clear() -> None:
    """Forget all that is kept."""
    for kept in (_surveys, _boards):
        kept.clear()
