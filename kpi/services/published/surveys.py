"""Surveys of the published releases, each measured once and kept.

They are cut to what is public before they are measured, so redaction comes before the cache. What is kept is shared by
all readers and never changed.
"""

import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from kpi.cache import Cache
from kpi.community import PerCommunity
from kpi.measure import in_hindsight
from kpi.measure import survey as measure_survey
from kpi.measure.results import Survey
from kpi.model import USUAL_LANGUAGE, Basis, Language, Strategy
from kpi.model.community_time import keep_zone
from kpi.model.look.mark import ShownMark
from kpi.services.published import current_release
from kpi.services.published.editions import edition_shown, in_force
from kpi.store import NotPublishedError
from kpi.text import Text

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReleaseKey:
    """The key of what is kept of a release: changes whenever an answer made from it may change.

    release  id of the current release
    day      when a past release was published, None for the last one
    edition  of the strategy, as its plan names it
    """

    release: str
    day: date | None
    edition: str


@dataclass(frozen=True, slots=True)
class CurrentRelease:
    """What outsiders are shown now. `old` where the store does not answer and the last good release stays on show."""

    release: str
    old: bool = False

    def at(self, day: date | None = None, edition: str | None = None) -> ReleaseKey:
        """The key of a past release, of the last one where no day is asked; `edition` None: as the address means it."""
        return ReleaseKey(self.release, day, edition_shown(self.release, day, edition))


class UnavailableError(Exception):
    """The store does not answer, and nothing was read before."""


_last_good: PerCommunity[list[str]] = PerCommunity(list)
#: the strategy in force, by which pages that are of no release are said and drawn
_strategy: PerCommunity[list[Strategy]] = PerCommunity(list)
_surveys: Cache[Survey] = Cache(8, each=2)


def current() -> CurrentRelease:
    """The current release, readable; `UnavailableError`, or `NotPublishedError` where there is none yet."""
    try:
        release = current_release.release_id()
        survey_of(CurrentRelease(release).at())
        _keep_settings(release)
    except (OSError, NotPublishedError) as error:
        if _last_good.own:
            return CurrentRelease(_last_good.own[0], old=True)
        if isinstance(error, NotPublishedError):
            raise
        log.exception("the store does not answer")
        raise UnavailableError from error
    _last_good.own[:] = [release]
    return CurrentRelease(release)


def _keep_settings(release: str) -> None:
    """Clocks, languages and look of the strategy in force: a release, or a new day, may have brought another."""
    strategy = in_force(release)
    keep_zone(strategy.zone)
    _strategy.own[:] = [strategy]


def language() -> Language:
    """The language that the site opens in: that of the strategy in force."""
    strategy = _last_strategy()
    return strategy.language if strategy else USUAL_LANGUAGE


def colour() -> str:
    """The colour of the strategy in force for pages that are of no release, #RRGGBB; "" where its plan names none."""
    strategy = _last_strategy()
    return strategy.colour if strategy else ""


def mark(shown_in: Language) -> ShownMark | None:
    """The picture of the community for pages that are of no release; None where the plan in force has none."""
    strategy = _last_strategy()
    return strategy.mark_in(shown_in) if strategy else None


def _last_strategy() -> Strategy | None:
    """The strategy in force; while the store is silent the last one; None of an empty store."""
    with suppress(OSError, NotPublishedError):
        _keep_settings(current_release.release_id())
    return _strategy.own[0] if _strategy.own else None


def text(language_asked: Language | None = None) -> Text:
    """The words of the site in a language, in its own where none is asked for."""
    strategy = _last_strategy()
    if strategy is None:
        return Text(language_asked or USUAL_LANGUAGE, USUAL_LANGUAGE)
    return Text(language_asked or strategy.language, strategy.language, strategy.said_languages)


def survey_of(key: ReleaseKey, basis: Basis = Basis.KNOWN) -> Survey:
    """All that may be said of a release in public, as it stood on the day it was published.

    basis  by what its history is told
    `kpi.store.UnknownReleaseError` where none was published on the day of the key.
    """
    if basis is Basis.HINDSIGHT:
        return _surveys.get((key, basis), lambda: in_hindsight(survey_of(key)))
    return _surveys.get((key, basis), lambda: measure_survey(current_release.read(key.day, key.edition)))


def clear() -> None:
    """Forget all that is kept."""
    _surveys.clear()
    _strategy.clear()
