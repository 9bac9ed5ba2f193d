"""Whether a status that moved is better or worse: one rule for the overview and for the comparison of releases."""

from enum import StrEnum

from kpi.model import JUDGED, SEVERITY_ORDER, Status

_SEVERITY = {status: place for place, status in enumerate(SEVERITY_ORDER)} | {
    Status.NOT_DUE: SEVERITY_ORDER.index(Status.ON_TRACK)  # it counts as on track (METHOD 1)
}


class StatusChangeKind(StrEnum):
    """In the order of the page."""

    WORSE = "worse"
    BETTER = "better"
    APPEARED = "appeared"
    RESUMED = "resumed"
    MISSING = "missing"
    SUSPENDED = "suspended"


def turn(old: Status, new: Status) -> StatusChangeKind | None:
    """What became of a status: worse or better by the order of severity where both are judged.

    That data appeared or an assessment was resumed makes nothing better. None where it stayed, or where one that counts
    as on track took the place of another.
    """
    if old is new:
        return None
    if new not in JUDGED:
        return StatusChangeKind.MISSING if new is Status.NO_DATA else StatusChangeKind.SUSPENDED
    if old not in JUDGED:
        return StatusChangeKind.APPEARED if old is Status.NO_DATA else StatusChangeKind.RESUMED
    if _SEVERITY[old] == _SEVERITY[new]:
        return None
    return StatusChangeKind.WORSE if _SEVERITY[new] < _SEVERITY[old] else StatusChangeKind.BETTER
