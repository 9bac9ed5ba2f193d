"""The clocks of the community: the zone in which a moment has its day.

Each community of the process has its own. Whoever reads its strategy in force sets the zone
(`kpi.services.published`).
"""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from kpi.community import PerCommunity
from kpi.model.enums import USUAL_ZONE

_zone = PerCommunity(lambda: [USUAL_ZONE])


def keep_zone(name: str) -> None:
    """From now on the time of the community that is meant is that of a zone of the IANA database."""
    _zone.own[:] = [name]


def zone_name() -> str:
    """The name of that zone."""
    return _zone.own[0]


def local(at: datetime) -> datetime:
    """A moment by the community's clocks."""
    return at.astimezone(ZoneInfo(zone_name()))


def midnight(day: date) -> datetime:
    """The beginning of a day by the community's clocks."""
    return datetime.combine(day, time(), ZoneInfo(zone_name()))
