"""The editions of the strategy that outsiders may see, and which of them an address means.

`release` is the id of what is published now (`current_release.release_id`): with it what is kept changes.
"""

from datetime import date

from kpi import clock
from kpi.cache import Cache
from kpi.model import Release, Strategy, edition_address, fold_edition, in_force_on
from kpi.store import NotPublishedError, public_editions, public_releases

_kept: Cache[tuple[tuple[Strategy, ...], tuple[Release, ...]]] = Cache(2, each=2)
#: by release and day: every request asks
_in_force: Cache[Strategy] = Cache(4, each=4)


def _published(release: str) -> tuple[tuple[Strategy, ...], tuple[Release, ...]]:
    return _kept.get(release, lambda: (tuple(public_editions()), tuple(public_releases())))


def editions(release: str) -> tuple[Strategy, ...]:
    """Every edition as its last release has it, in the order of their first days; errors as in `public_releases`."""
    return tuple(sorted(_published(release)[0], key=lambda one: one.begins))


def by_release(release: str) -> tuple[Strategy, ...]:
    """The same in the order of their last releases."""
    return _published(release)[0]


def every_release(release: str) -> tuple[Release, ...]:
    """The releases of all editions, the oldest first."""
    return _published(release)[1]


def strategy_in_force() -> Strategy:
    """The plan's own words of the edition in force today; `NotPublishedError` where nothing is published."""
    found = in_force_on(public_editions(), clock.today())
    if found is None:
        raise NotPublishedError("nothing has been published yet")
    return found


def in_force(release: str) -> Strategy:
    """The same of what is published, by its id, without reading it again."""
    return _on(release, clock.today())


def in_front(release: str, day: date | None = None) -> str:
    """The edition in force on a day, today where none is given: the front page and all addresses that name none.

    `NotPublishedError` where there is no edition.
    """
    return _on(release, day or clock.today()).edition


def _on(release: str, day: date) -> Strategy:
    def found() -> Strategy:
        strategy = in_force_on(_published(release)[0], day)
        if strategy is None:
            raise NotPublishedError("nothing has been published yet")
        return strategy

    return _in_force.get((release, day), found)


def edition_shown(release: str, day: date | None, edition: str | None) -> str:
    """The edition that is meant: the one named; of a past release without a name the one then in force.

    An address that was written down while another edition was in force goes on meaning that one.
    """
    if edition is not None:
        return edition
    if day is None:
        return in_front(release)
    then = [one.edition for one in every_release(release) if one.published == day]
    named = in_front(release, day)
    return named if named in then or not then else then[-1]


def addressed(release: str, segment: str) -> Strategy | None:
    """The edition whose address begins with this segment of a path."""
    wanted = fold_edition(segment)
    return next((one for one in _published(release)[0] if wanted and edition_address(one.edition) == wanted), None)
