"""What changed since the last session of the council, in one line (LOOP 3)."""

from dataclasses import dataclass

from kpi.text import Text
from kpi.views.changes.comparison import Comparison
from kpi.views.changes.comparison_text import turned_words
from kpi.views.council.session_days import SessionDay


@dataclass(frozen=True, slots=True)
class SinceSession:
    """`since` is the session's day as addresses write it, "" where nothing was published since."""

    words: str
    since: str


def since_session(session: SessionDay, found: Comparison | None, text: Text) -> SinceSession:
    """The line of a session; `found` between its release and the one shown, None where that is the same one."""
    if found is None:
        return SinceSession(text.say("council.nothing_since", day=text.date(session.day)), "")
    days = {"day": text.date(session.day), "release": text.date(session.release)}
    words = text.say("council.since", found=turned_words(found, text), **days)
    return SinceSession(words, session.day.isoformat())
