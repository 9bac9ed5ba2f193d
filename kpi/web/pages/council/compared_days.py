"""From the days of an address to releases: a session's day, or any other, means the release that stood on it."""

from dataclasses import dataclass, replace
from datetime import date

from kpi.services.published.successions import EditionStep, step_out_of
from kpi.text import Text
from kpi.views.changes.page import Choice
from kpi.views.council.session_days import SessionDay, release_on, session_days, stood_words
from kpi.web.pages.page_request import PageRequest
from kpi.web.release_comparison import day_of, days, former_days


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedDays:
    """`since` and `until` as days of releases where they mean one, else as they were written.

    sessions  that may be compared with, the last one first
    asked     the day of the session that the address begins with, None of none
    stood     which release a day means, where it is not a release's own
    early     the first day asked for on which nothing had been published yet
    """

    since: str
    until: str
    sessions: tuple[SessionDay, ...]
    asked: date | None
    stood: tuple[str, ...]
    early: date | None = None

    def told(self, choice: Choice) -> Choice:
        """The choice of the form, with the sessions in it."""
        return replace(choice, sessions=self.sessions, since=self.asked, stood=self.stood)


def sessions_of(reader: PageRequest) -> tuple[SessionDay, ...]:
    """The sessions that the release on show can be compared with, the last one first."""
    if reader.survey.dataset.council_sessions.empty:
        return ()
    known = days(reader.version, reader.edition)
    return session_days(reader.survey.dataset, reader.text, known, reader.today)


def compared_days(reader: PageRequest, known: tuple[date, ...], former: tuple[date, ...]) -> ComparedDays:
    """What `from` and `to` of the address mean.

    known, former  days of releases of the edition and of the one before, the latest first
    """
    own, stood, meant, early = {*known, *former, *_later(reader, known)}, [], {}, None
    sessions = sessions_of(reader)
    for name in ("from", "to"):
        words = meant[name] = reader.parameters.get(name, "")
        day = day_of(words)
        if day is None or day in own or day > reader.today:
            continue
        release = release_on(day, known) or release_on(day, former)
        if release is None:
            early = early or day
        else:
            meant[name] = release.isoformat()
            stood.append(stood_words(day, release, sessions, reader.text))
    return ComparedDays(
        since=meant["from"],
        until=meant["to"],
        sessions=sessions,
        asked=next((one.day for one in sessions if one.day.isoformat() == reader.parameters.get("from")), None),
        stood=tuple(stood),
        early=early,
    )


def _later(reader: PageRequest, known: tuple[date, ...]) -> tuple[date, ...]:
    """The releases of the edition after, which an address may name too."""
    step = step_out_of(reader.key)
    return () if step is None else former_days(EditionStep(step.new, step.old), None, known)


def unknown_title(days_: ComparedDays, words: str, text: Text) -> str:
    """Why there is nothing to compare with the day that was asked for."""
    day = day_of(words)
    if days_.early is not None and day == days_.early:
        return text.say("council.before", date=text.date(day))
    return text.say("changes.title.unknown", date=text.date(day) if day else f"«{words}»")
