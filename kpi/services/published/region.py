"""How every community of this process stands by its own published release: what the page over them is made of.

Each is asked within its own community, and read from its public snapshot alone. What is kept here of a community is a
few hundred numbers; its dataset goes again.
"""

import logging
from datetime import date

from kpi import clock
from kpi.cache import Cache
from kpi.community import Community, declared, entered
from kpi.measure.many.community_standing import CommunityStanding, summary
from kpi.measure.many.standing import standing
from kpi.services.published import current_release, editions
from kpi.store import NotPublishedError

log = logging.getLogger(__name__)
_kept: Cache[CommunityStanding] = Cache(2, each=1)


def region_key() -> tuple[tuple[str, date] | None, ...]:
    """Changes whenever the page over all communities may: the release and the day of each."""
    found: list[tuple[str, date] | None] = []
    for one in declared():
        with entered(one):
            found.append(_release())
    return tuple(found)


def standings() -> tuple[CommunityStanding, ...]:
    """Every community in the order of the file, each measured once for a release and a day."""
    found = []
    for one in declared():
        with entered(one):
            found.append(_standing(one))
    return tuple(found)


def _release() -> tuple[str, date] | None:
    try:
        return current_release.release_id(), clock.today()
    except (OSError, NotPublishedError):
        return None


def _standing(community: Community) -> CommunityStanding:
    try:
        key = (current_release.release_id(), clock.today())
        return _kept.get(key, lambda: _measured(community, *key))
    except NotPublishedError:
        return CommunityStanding(community=community)
    except OSError as error:
        # StoreError among them: the others are shown all the same
        log.error("a community cannot be read", exc_info=error)
        return CommunityStanding(community=community, trouble=True)


def _measured(community: Community, release: str, today: date) -> CommunityStanding:
    current_release.keep_time()
    dataset = current_release.read(None, editions.in_front(release))
    return summary(community, dataset, standing(dataset, today))
