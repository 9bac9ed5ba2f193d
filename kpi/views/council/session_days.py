"""Sessions of the council as days to compare with: each beside the release that stood on its day (LOOP 3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kpi.measure.dataset import Dataset
from kpi.text import Text
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.values import records


@dataclass(frozen=True, slots=True)
class SessionDay:
    """A session that has been; `name` "" where it has none in the reader's language, `release` stood on its day."""

    day: date
    name: str
    release: date


def release_on(day: date, releases: Sequence[date]) -> date | None:
    """The release that stood on a day: the last one published by then; None where there was none yet.

    releases  days of releases in any order
    """
    return max((one for one in releases if one <= day), default=None)


def session_days(dataset: Dataset, text: Text, releases: Sequence[date], today: date) -> tuple[SessionDay, ...]:
    """The sessions by `today` of which a release stood on their day, the last one first."""
    found = []
    for row in records(dataset.council_sessions):
        day = row["day"].date()
        stood = release_on(day, releases)
        if day <= today and stood is not None:
            name = LocalizedName.of(text, "", str(row["name"]), str(row["name_en"]))
            found.append(SessionDay(day, "" if name.foreign else name.name, stood))
    return tuple(reversed(found))


def option_words(session: SessionDay, text: Text) -> str:
    """«29.10.2026, чергове засідання: випуск від 14.08.2026»."""
    said = ", ".join(filter(None, (text.date(session.day), session.name)))
    return text.say("council.option", session=said, release=text.date(session.release))


def stood_words(day: date, release: date, sessions: Sequence[SessionDay], text: Text) -> str:
    """Which release a day means that is not a release's own."""
    key = "session" if any(one.day == day for one in sessions) else "day"
    return text.say(f"council.stood.{key}", day=text.date(day), release=text.date(release))
