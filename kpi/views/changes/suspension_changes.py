"""Suspensions in two releases: begun, ended, corrected, taken back."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from kpi.measure.in_force import known_by
from kpi.measure.results import Survey
from kpi.views.common.dossier import SuspensionSpan
from kpi.views.common.values import records
from kpi.views.indicator.dossiers import suspension_of


class SuspensionChangeKind(StrEnum):
    BEGUN = "begun"
    ENDED = "ended"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class SuspensionChange:
    """`suspension` as it was last said, `old` as the earlier release said it, None where it has begun since."""

    code: str
    kind: SuspensionChangeKind
    suspension: SuspensionSpan
    old: SuspensionSpan | None


def suspension_changes(old: Survey, new: Survey) -> tuple[SuspensionChange, ...]:
    """The suspensions that differ, in the order of codes and days.

    One is the same as long as its code and first day are. Where one of a code is gone and one has come, its first day
    was corrected.
    """
    before, after = _suspensions(old), _suspensions(new)
    changes = [
        SuspensionChange(key[0], kind, suspension, before[key])
        for key, suspension in after.items()
        if key in before and (kind := _kind(before[key], suspension, (old.now.as_of, new.now.as_of)))
    ]
    gone = {code: [p for key, p in before.items() if key[0] == code and key not in after] for code, *_ in before}
    come = {code: [p for key, p in after.items() if key[0] == code and key not in before] for code, *_ in after}
    for code in sorted(gone.keys() | come.keys()):
        left, fresh = gone.get(code, []), come.get(code, [])
        while left and fresh:
            changes.append(SuspensionChange(code, SuspensionChangeKind.CORRECTED, fresh.pop(0), left.pop(0)))
        changes += [SuspensionChange(code, SuspensionChangeKind.BEGUN, suspension, None) for suspension in fresh]
        changes += [
            SuspensionChange(code, SuspensionChangeKind.WITHDRAWN, suspension, suspension) for suspension in left
        ]
    return tuple(sorted(changes, key=lambda change: (change.code, change.suspension.since)))


def _kind(old: SuspensionSpan, new: SuspensionSpan, days: tuple[date, date]) -> SuspensionChangeKind | None:
    """None where nothing happened. Ended: its last day lies between the days that the releases show, or is new."""
    ended = new.until is not None and new.until < days[1]
    if ended and (old.until is None or old.until >= days[0]) and old == replace(new, until=old.until):
        return SuspensionChangeKind.ENDED
    return None if old == new else SuspensionChangeKind.CORRECTED


def _suspensions(survey: Survey) -> dict[tuple[str, date, int], SuspensionSpan]:
    """By code, first day and place among those of that day: what was published by the release."""
    found: dict[tuple[str, date, int], SuspensionSpan] = {}
    for row in records(known_by(survey.dataset.suspensions, survey.now.known_at)):
        suspension = suspension_of(row)
        place = sum(key[:2] == (suspension.code, suspension.since) for key in found)
        found[suspension.code, suspension.since, place] = suspension
    return found
