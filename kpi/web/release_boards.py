"""Boards of the published releases: the goal tree and the indicators in words, kept by release, language and basis.

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
from kpi.services.published.surveys import ReleaseKey
from kpi.store import NotPublishedError
from kpi.views.common.board import Board
from kpi.views.common.board import board as build_board

log = logging.getLogger(__name__)
_boards: Cache[Board] = Cache(12, each=1)


def board_of(key: ReleaseKey, language: Language, basis: Basis = Basis.KNOWN) -> Board:
    """A release in one language; errors as in `kpi.services.published.surveys.survey_of`."""
    text = surveys.text(language)
    return _boards.get((key, text, basis), lambda: build_board(surveys.survey_of(key, basis), text, basis))


def board(day: date | None, language: Language, edition: str | None = None) -> Board:
    """The release of that day in words; errors as in `kpi.services.published.releases.survey`."""
    return board_of(key_of(day, edition), language)


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
