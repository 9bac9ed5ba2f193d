"""Working days: the weekdays that the strategy names («Робочі дні»), without the days off that the settings name.

No holidays of a country are known: the list of days off (POSTUP_DAYS_OFF) is empty unless somebody gives one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Workdays:
    """Which days are worked: `weekdays` (digits of ISO 8601), without the single days of `days_off`."""

    days_off: frozenset[date] = frozenset()
    weekdays: str = "12345"

    @classmethod
    def parse(cls, written: str) -> "Workdays":
        """Days off as «2027-01-01, 2027-05-03»; ValueError with the word that is no date."""
        return cls(frozenset(date.fromisoformat(word) for word in re.split(r"[,;\s]+", written) if word))

    def worked(self, day: date) -> bool:
        return str(day.isoweekday()) in self.weekdays and day not in self.days_off

    def last_by(self, day: date) -> date:
        """The day itself where it is worked, else the last working day before it."""
        return day if self.worked(day) else self.shifted(day, -1)

    def shifted(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, before it where `count` is negative; the day itself for 0."""
        step = _DAY if count > 0 else -_DAY
        for _ in range(abs(count)):
            day += step
            while not self.worked(day):
                day += step
        return day

    def between(self, first: date, last: date) -> int:
        """How many working days there are after `first` up to and with `last`; 0 where `last` is not later."""
        return sum(map(self.worked, _days(first, last)))


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days):
        yield first + timedelta(days=number + 1)
