"""The crosswalk of a plan: whether there is one (its rows are in `Dataset.successions`)."""

from sqlalchemy import Connection

from kpi.model import Release
from kpi.store import schema
from kpi.store.as_of import AsOf
from kpi.store.read import latest, of_plan


def has_successions(connection: Connection, release: Release) -> bool:
    """Whether the plan of a release says what became of the goals of the edition before it."""
    until = AsOf(release.community, release.edition, release.published, release.seq)
    query = latest(schema.SUCCESSION, of_plan(connection, until), "code").limit(1)
    return connection.execute(query).first() is not None
