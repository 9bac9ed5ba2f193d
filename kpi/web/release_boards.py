"""Boards of the published releases: the goal tree and the indicators in words; the crosswalks between editions.

Boards are kept by release, language and basis, crosswalks by their two releases and the language.

What is kept is shared by all readers and never changed.
"""

import logging
import threading
from contextlib import suppress
from datetime import date

from kpi.cache import Cache
from kpi.community import declared, entered, region
from kpi.model import Basis, Language
from kpi.services.published import current_release, surveys
from kpi.services.published.region import standings
from kpi.services.published.releases import key_of
from kpi.services.published.successions import EditionStep, step_into, step_of
from kpi.services.published.surveys import ReleaseKey
from kpi.store import NotPublishedError
from kpi.views.common.board import Board
from kpi.views.common.board import board as build_board
from kpi.views.indicator.previous_series import PreviousSeries, previous_series
from kpi.views.succession.crosswalk import Crosswalk
from kpi.views.succession.page import pages_of

log = logging.getLogger(__name__)
_boards: Cache[Board] = Cache(12, each=1)
_crosswalks: Cache[Crosswalk] = Cache(4, each=2)


def board_of(key: ReleaseKey, language: Language, basis: Basis = Basis.KNOWN) -> Board:
    """A release in one language; errors as in `kpi.services.published.surveys.survey_of`."""
    text = surveys.text(language)
    return _boards.get((key, text, basis), lambda: build_board(surveys.survey_of(key, basis), text, basis))


def board(day: date | None, language: Language, edition: str | None = None) -> Board:
    """The release of that day in words; errors as in `kpi.services.published.releases.survey`."""
    return board_of(key_of(day, edition), language)


def crosswalk_of(step: EditionStep, language: Language) -> Crosswalk:
    """Both editions of a step in one language; errors as in `board_of`."""
    return _crosswalks.get(
        (step, language), lambda: Crosswalk(board_of(step.old, language), board_of(step.new, language))
    )


def succession_pages(key: ReleaseKey, language: Language) -> int:
    """Pages of what became of the goals; 0 where no edition beside says it. Errors as in `board_of`."""
    step = step_of(key)
    return 0 if step is None else pages_of(crosswalk_of(step, language)).last


def former_values(key: ReleaseKey, code: str, language: Language) -> PreviousSeries | None:
    """What an indicator of a release was measured at in the edition before; None where nothing is said of that.

    Errors as in `board_of`.
    """
    step = step_into(key)
    return None if step is None else previous_series(crosswalk_of(step, language), code)


def warm() -> None:
    """Read what the first reader needs; of an empty store there is nothing to read.

    Of several communities nothing is measured before it is asked for.
    """
    if not declared():
        current_release.catch_up()
        with suppress(NotPublishedError):
            board(None, surveys.language())
        return
    for community in declared():
        with entered(community):
            try:
                current_release.catch_up()
            except OSError as error:
                # StoreError among them: the others are shown all the same, and this one's pages say what is wrong
                log.error("the store of a community cannot be read", exc_info=error)
    if region() is not None:
        # nobody waits for it; who asks for the page meanwhile waits for the communities that are not measured yet
        threading.Thread(target=standings, name="postup-region", daemon=True).start()


def clear() -> None:
    """Forget all boards and the surveys that they are made of."""
    surveys.clear()
    _boards.clear()
    _crosswalks.clear()
