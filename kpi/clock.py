"""The clock: asked only where something happens now. What is computed is given its day (docs/map.md)."""

from datetime import UTC, date, datetime

from kpi.model.community_time import local


def now() -> datetime:
    """The moment, with its zone (UTC), as the store keeps it."""
    return datetime.now(UTC)


def today() -> date:
    """The community's day, whatever zone the machine keeps."""
    return local(now()).date()
