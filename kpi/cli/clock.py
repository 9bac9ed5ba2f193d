"""The time as the command line prints it: the community's, whatever zone the machine keeps."""

from datetime import datetime

from kpi.cli.parser import UK
from kpi.text.dates import KYIV


def moment(at: datetime) -> str:
    """«14.11.2026 14:20 EET»."""
    return f"{UK.moment(at)} {at.astimezone(KYIV):%Z}"
