"""Working days in Ukraine: Monday to Friday, without the days off that the settings name.

Under martial law public holidays are working days and days off are not moved (Law 2136-IX, article 6, part 6), so the
list of days off is empty unless somebody gives one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Workdays:
    """Which days are worked. `days_off` are single days beside Saturdays and Sundays."""

    days_off: frozenset[date] = frozenset()

    @classmethod
    def parse(cls, written: str) -> "Workdays":
        """Days off as «2027-01-01, 2027-05-03»; ValueError with the word that is no date."""
        return cls(frozenset(date.fromisoformat(word) for word in re.split(r"[,;\s]+", written) if word))

    def worked(self, day: date) -> bool:
        return day.weekday() < _SATURDAY and day not in self.days_off

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
