"""The time as the command line prints it: the community's, whatever zone the machine keeps."""

from datetime import datetime

from kpi.cli.parser import WORDS
from kpi.model.community_time import local


def moment(at: datetime) -> str:
    """«14.11.2026 14:20 EET»."""
    return f"{WORDS.moment(at)} {local(at):%Z}"
