"""Counts of indicators by status: the headline of every page, so that no percentage stands without its numbers."""

from collections.abc import Iterable
from dataclasses import dataclass

from kpi.model import FAR_BEHIND, JUDGED, ON_PLAN, Status
from kpi.text import Text
from kpi.views.common.phrases import status_words
from kpi.views.common.series import Segment, StatusBar

_PLACE = {status: place for place, status in enumerate(Status)}


@dataclass(frozen=True, slots=True)
class StatusCounts:
    """How many indicators have each status; `counts` in the order of bars, zeros included."""

    counts: tuple[int, ...]

    @classmethod
    def of(cls, statuses: Iterable[Status]) -> "StatusCounts":
        listed = list(statuses)
        return cls(tuple(listed.count(status) for status in Status))

    def __getitem__(self, status: Status) -> int:
        return self.counts[_PLACE[status]]

    def _sum(self, wanted: Iterable[Status]) -> int:
        return sum(self[status] for status in wanted)

    @property
    def total(self) -> int:
        return sum(self.counts)

    @property
    def judged(self) -> int:
        """M of the headline: all but no_data and suspended."""
        return self._sum(JUDGED)

    @property
    def on_plan(self) -> int:
        """N of the headline: achieved, on_track and not_due, which counts as on track (METHOD 1)."""
        return self._sum(ON_PLAN)

    @property
    def far_behind(self) -> int:
        """K of the headline: off_track and moving_away."""
        return self._sum(FAR_BEHIND)

    @property
    def active(self) -> int:
        return self.total - self[Status.SUSPENDED]

    @property
    def share_on_plan(self) -> float | None:
        """0..1 of the judged, None where nothing was judged."""
        return self.on_plan / self.judged if self.judged else None

    def present(self) -> tuple[tuple[Status, int], ...]:
        """The statuses that occur, in the order of bars."""
        return tuple((status, n) for status, n in zip(Status, self.counts, strict=True) if n)

    def bar(self, text: Text) -> StatusBar:
        """The status bar with the whole distribution in words."""
        words = "; ".join(f"{text.say(f'status.{status}')}\u00a0— {text.number(n)}" for status, n in self.present())
        label = text.say("rows.bar", total=text.count("count.indicators", self.total), words=words)
        return StatusBar(tuple(Segment(status, n) for status, n in self.present()), label)

    def sums(self, text: Text) -> tuple[str, ...]:
        """How the sums of headlines come from the statuses: «Разом за планом 30: ціль досягнуто 6 + за планом 24»."""
        return tuple(
            text.say(f"rows.sum.{name}", n=self._sum(wanted), parts=text.say("rows.sum.plus").join(parts))
            for name, wanted in (("on_plan", ON_PLAN), ("far_behind", FAR_BEHIND))
            if len(parts := self._parts(text, wanted)) > 1
        )

    def _parts(self, text: Text, wanted: Iterable[Status]) -> list[str]:
        listed = [(status, n) for status, n in self.present() if status in set(wanted)]
        return [text.say("rows.sum.part", status=status_words(status, text), n=n) for status, n in listed]
