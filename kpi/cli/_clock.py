"""The clock of the command line: the community's, whatever zone the machine keeps."""

from datetime import UTC, date, datetime

from kpi.cli._parser import UK
from kpi.text.dates import KYIV


def today() -> date:
    return datetime.now(UTC).astimezone(KYIV).date()


def moment(at: datetime) -> str:
    """«14.11.2026 14:20 EET»."""
    local = at.astimezone(KYIV)
    return f"{UK.date(local.date())} {local:%H:%M %Z}"
