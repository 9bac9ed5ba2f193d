"""The codes that a strategy has already: what a file's look-alike letters are held against."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import Connection

from kpi.cache import Cache
from kpi.model import Plan
from kpi.store import Store
from kpi.store.as_of import AsOf
from kpi.store.books import goals_of_indicators, plan
from kpi.store.histories.former_subjects import former_codes
from kpi.store.write import last_seq

#: of the last states, those that are gone as well
_former: Cache[tuple[str, ...]] = Cache(2, each=1)
#: of the last states of the stores: every file is held against them
_known: Cache[tuple[str, ...]] = Cache(2, each=1)


def known_codes(connection: Connection, store: Store, edition: str | None) -> tuple[str, ...]:
    """The codes of goals and indicators of an edition as the store has them; None: there is no edition yet.

    For a connection that has written nothing itself.
    """
    return _of_state(_known, _read_codes, connection, store, edition)


def codes_ever(connection: Connection, store: Store, edition: str | None) -> tuple[str, ...]:
    """The codes that goals and indicators of an edition have ever had; for a connection that has written nothing."""
    return _of_state(_former, former_codes, connection, store, edition)


def _of_state(
    kept: Cache[tuple[str, ...]],
    read: Callable[[Connection, AsOf], tuple[str, ...]],
    connection: Connection,
    store: Store,
    edition: str | None,
) -> tuple[str, ...]:
    """What is read of the last state of an edition, once for each."""
    if edition is None:
        return ()
    until = AsOf(store.community, edition, date.max, last_seq(connection, store.community))
    return kept.get((store.name, until), lambda: read(connection, until))


def _read_codes(connection: Connection, until: AsOf) -> tuple[str, ...]:
    tree = plan(connection, until)
    return (*(() if tree is None else codes_of(tree)), *goals_of_indicators(connection, until))


def codes_of(tree: Plan) -> tuple[str, ...]:
    """The codes of a plan's goals."""
    return (*(goal.code for goal in tree.strategic_goals), *(goal.code for goal in tree.operational_goals))
