"""What outsiders may read beside the releases, from the snapshot alone: answers, other communities."""

from typing import Any

from kpi.cache import Cache
from kpi.services.published.surveys import ReleaseKey
from kpi.store.beside.public import ANSWER, PEER, public_items

_told: Cache[tuple[dict[str, Any], ...]] = Cache(8, each=4)


def public_answers(key: ReleaseKey) -> tuple[dict[str, Any], ...]:
    """All of them as plain values; errors as in `surveys.survey_of`."""
    return _told.get((key.release, ANSWER), lambda: tuple(public_items(ANSWER)))


def public_peers(key: ReleaseKey) -> tuple[dict[str, Any], ...]:
    """The shared indicators of other communities."""
    return _told.get((key.release, PEER), lambda: tuple(public_items(PEER)))
