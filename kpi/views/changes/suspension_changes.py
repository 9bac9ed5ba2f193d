"""Suspensions in two releases: begun, ended, corrected, taken back."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from kpi.measure.in_force import known_by
from kpi.measure.results import Survey
from kpi.views.common.dossier import Pause
from kpi.views.common.values import records
from kpi.views.indicator.dossiers import pause_of


class PauseKind(StrEnum):
    BEGUN = "begun"
    ENDED = "ended"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class PauseChange:
    """`pause` as it was last said, `old` as the earlier release said it, None where it has begun since."""

    code: str
    kind: PauseKind
    pause: Pause
    old: Pause | None


def pause_changes(old: Survey, new: Survey) -> tuple[PauseChange, ...]:
    """The suspensions that differ, in the order of codes and days.

    One is the same as long as its code and first day are. Where one of a code is gone and one has come, its first day
    was corrected.
    """
    before, after = _pauses(old), _pauses(new)
    changes = [
        PauseChange(key[0], kind, pause, before[key])
        for key, pause in after.items()
        if key in before and (kind := _kind(before[key], pause, (old.now.as_of, new.now.as_of)))
    ]
    gone = {code: [p for key, p in before.items() if key[0] == code and key not in after] for code, *_ in before}
    come = {code: [p for key, p in after.items() if key[0] == code and key not in before] for code, *_ in after}
    for code in sorted(gone.keys() | come.keys()):
        left, fresh = gone.get(code, []), come.get(code, [])
        while left and fresh:
            changes.append(PauseChange(code, PauseKind.CORRECTED, fresh.pop(0), left.pop(0)))
        changes += [PauseChange(code, PauseKind.BEGUN, pause, None) for pause in fresh]
        changes += [PauseChange(code, PauseKind.WITHDRAWN, pause, pause) for pause in left]
    return tuple(sorted(changes, key=lambda change: (change.code, change.pause.since)))


def _kind(old: Pause, new: Pause, days: tuple[date, date]) -> PauseKind | None:
    """None where nothing happened. Ended: its last day lies between the days that the releases show, or is new."""
    ended = new.until is not None and new.until < days[1]
    if ended and (old.until is None or old.until >= days[0]) and old == replace(new, until=old.until):
        return PauseKind.ENDED
    return None if old == new else PauseKind.CORRECTED


def _pauses(survey: Survey) -> dict[tuple[str, date, int], Pause]:
    """By code, first day and place among those of that day: what was published by the release."""
    found: dict[tuple[str, date, int], Pause] = {}
    for row in records(known_by(survey.dataset.suspensions, survey.now.known_at)):
        pause = pause_of(row)
        place = sum(key[:2] == (pause.code, pause.since) for key in found)
        found[pause.code, pause.since, place] = pause
    return found
