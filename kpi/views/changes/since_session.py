"""What changed since the last session of the council, in one line (LOOP 3)."""

from dataclasses import dataclass

from kpi.text import Text
from kpi.views.changes.comparison import Comparison
from kpi.views.changes.comparison_text import turned_words
from kpi.views.council.session_days import SessionDay


@dataclass(frozen=True, slots=True)
class SinceSession:
    """One line, and the same with the release that stood on that day.

    since  the session's day as addresses write it, "" where nothing was published since
    """

    words: str
    whole: str
    since: str


def since_session(session: SessionDay, found: Comparison | None, text: Text) -> SinceSession:
    """The line of a session; `found` between its release and the one shown, None where that is the same one."""
    if found is None:
        nothing = text.say("council.nothing_since", day=text.date(session.day))
        return SinceSession(nothing, nothing, "")
    said = {"day": text.date(session.day), "found": turned_words(found, text)}
    whole = text.say("council.since_release", release=text.date(session.release), **said)
    return SinceSession(text.say("council.since", **said), whole, session.day.isoformat())
