"""Moments as the tables have them."""

from datetime import UTC, datetime


def written(moment: datetime) -> str:
    """A moment in UTC to the second, ISO 8601: texts of it stand in the order of time."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
