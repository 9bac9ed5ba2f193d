"""From one edition of the strategy to the next: which two releases the crosswalk stands between.

A release of a past day is held against what the other edition had released by that day, the last one against the last.
"""

from dataclasses import dataclass

from kpi.model import edition_after, edition_before
from kpi.services.published import editions, surveys
from kpi.services.published.surveys import ReleaseKey


@dataclass(frozen=True, slots=True)
class EditionStep:
    """The releases of an edition and of the one that follows it; the plan of `new` has a crosswalk."""

    old: ReleaseKey
    new: ReleaseKey


def step_into(key: ReleaseKey) -> EditionStep | None:
    """From the edition before that of a release; None where there is none, or nothing public is said of it."""
    before = edition_before(editions.by_release(key.release), key.edition)
    old = None if before is None else _beside(key, before.edition)
    return None if old is None else told(EditionStep(old, key))


def step_out_of(key: ReleaseKey) -> EditionStep | None:
    """To the edition that follows that of a release; None as above."""
    after = edition_after(editions.by_release(key.release), key.edition)
    new = None if after is None else _beside(key, after.edition)
    return None if new is None else told(EditionStep(key, new))


def step_of(key: ReleaseKey) -> EditionStep | None:
    """Where an edition came from; of the first one where it goes."""
    return step_into(key) or step_out_of(key)


def _beside(key: ReleaseKey, edition: str) -> ReleaseKey | None:
    """The release of another edition that was the last one on the day of this one."""
    days = [one.published for one in editions.every_release(key.release) if one.edition == edition]
    by_then = [day for day in days if key.day is None or day <= key.day]
    if not by_then:
        return None
    return ReleaseKey(key.release, None if by_then[-1] == days[-1] else by_then[-1], edition)


def told(step: EditionStep) -> EditionStep | None:
    """The step where its new release has a crosswalk of which anything is public, else None."""
    return None if surveys.survey_of(step.new).dataset.successions.empty else step
