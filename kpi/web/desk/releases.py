"""Releases for editors: the list, two side by side; an administrator goes back to an earlier one, with a reason."""

from datetime import date

from starlette.responses import Response

from kpi.access import Right, allows
from kpi.html.desk import releases as document
from kpi.model import Release
from kpi.services.publishing.administration.comparison import (
    ReleaseComparison,
    compare,
    release_list,
    restore_changes,
)
from kpi.services.publishing.administration.undo import UndoError, restore
from kpi.store import UnknownReleaseError
from kpi.text import Text
from kpi.views.desk.releases import ReleaseLine, Releases, ReleasesCompared, StatusLine
from kpi.web.desk.request import DeskRequest, day_of
from kpi.web.desk.words.change_lines import change_lines, other_lines, value_sentences
from kpi.web.desk.words.plan_lines import plan_lines

#: changed values on the page; more are counted
MOST_LINES = 200


def shown(asked: DeskRequest, wrong: str = "", status: int = 200) -> Response:
    """GET /admin/releases, with `old` and `new` in the address side by side; `wrong`: what a form could not do."""
    known = release_list(asked.account, store=asked.store)
    days = [release.published for release in known]
    new = day_of(asked.query.get("new", "")) or (days[0] if days else None)
    old = day_of(asked.query.get("old", "")) or (days[1] if len(days) > 1 else new)
    found = None
    if "old" in asked.query and old is not None and new is not None and old != new:
        try:
            found = compare(asked.account, old, new, store=asked.store)
        except UnknownReleaseError:
            wrong, status = asked.text.say("flow.releases.unknown"), 404
    view = Releases(
        token=asked.token,
        notice=asked.notice,
        wrong=wrong,
        lines=tuple(_line(release, release is known[0], asked.text) for release in known),
        old=old.isoformat() if old else "",
        new=new.isoformat() if new else "",
        compared=None if found is None else _compared(asked, found, days[0]),
        reason=asked.given.get("reason", ""),
    )
    return asked.page(asked.text.say("admin.releases.title"), document.body(view, asked.context), status)


def go_back(asked: DeskRequest) -> Response:
    """POST /admin/releases: the state of the release `old` becomes a new release."""
    wanted = day_of(asked.query.get("old", ""))
    if asked.given.get("confirmed") != "yes":
        return shown(asked, asked.text.say("admin.releases.unticked"), 409)
    try:
        if wanted is None:
            raise UnknownReleaseError("no day")
        done = restore(asked.account, wanted, asked.given.get("reason", ""), today=asked.today, store=asked.store)
    except UndoError as error:
        return shown(asked, asked.text.say(f"flow.undo.{error.reason}", uploads=""), 409)
    except UnknownReleaseError:
        return shown(asked, asked.text.say("flow.releases.unknown"), 404)
    if done is None:
        return asked.to("admin/releases", said="as_it_was")
    return asked.to("upload/receipt", number=done.number, said="restored")


def _line(release: Release, current: bool, text: Text) -> ReleaseLine:
    day = release.published
    return ReleaseLine(
        day.isoformat(), text.date(day), text.count("admin.releases.uploads", release.uploads), release.note, current
    )


def _compared(asked: DeskRequest, found: ReleaseComparison, last: date) -> ReleasesCompared:
    text, old, new = asked.text, found.old.published, found.new.published
    lines = change_lines(found.changes, (), (), asked.names, text)
    others = (*plan_lines(found.changes, asked.names, text), *other_lines(found.changes, asked.names, text))
    counts = (
        ("admin.releases.values", len(lines)),
        ("admin.releases.statuses", len(found.statuses)),
        ("editor.releases.others", len(others)),
    )
    parts = ", ".join(text.count(key, n) for key, n in counts if n)
    back = new == last and allows(asked.account, Right.PLAN)
    return ReleasesCompared(
        old=old.isoformat(),
        new=new.isoformat(),
        heading=text.say("admin.releases.between", old=text.date(old), new=text.date(new)),
        summary=text.say("admin.releases.changed", parts=parts) if parts else text.say("admin.releases.same"),
        lines=lines[:MOST_LINES],
        others=others,
        cut=text.say("admin.releases.cut", shown=MOST_LINES, all=len(lines)) if len(lines) > MOST_LINES else "",
        statuses=tuple(StatusLine(asked.names.indicator(s.code, text), s.before, s.after) for s in found.statuses),
        back_to=old.isoformat() if back else "",
        goes_back=_goes_back(asked, old) if back else (),
    )


def _goes_back(asked: DeskRequest, day: date) -> tuple[str, ...]:
    """What going back to the release of a day would do now, sentence by sentence."""
    text, names = asked.text, asked.names
    changes = restore_changes(asked.account, day, today=asked.today, store=asked.store)
    values = tuple(value_sentences(changes, names, text))
    cut = (text.say("admin.releases.cut", shown=MOST_LINES, all=len(values)),) if len(values) > MOST_LINES else ()
    return (*plan_lines(changes, names, text), *other_lines(changes, names, text), *values[:MOST_LINES], *cut)
