"""Releases for editors: the list, two side by side; an administrator goes back to an earlier one, with a reason."""

from datetime import date

from starlette.responses import Response

from kpi.access import Right, allows
from kpi.html.desk import releases as document
from kpi.measure.comparison import ValueDifference
from kpi.model import Release, code_sort_key
from kpi.services.publishing.administration.comparison import ReleaseComparison, compare, release_list
from kpi.services.publishing.administration.undo import UndoError, restore
from kpi.store import UnknownReleaseError
from kpi.text import Text
from kpi.views.desk.releases import ReleaseLine, Releases, ReleasesCompared, StatusLine
from kpi.views.desk.uploads import ChangeLine
from kpi.web.desk.request import DeskRequest, day_of

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
    ordered = sorted(found.values, key=lambda one: (code_sort_key(one.code), one.period.end, one.breakdown))
    lines = tuple(_difference(one, asked) for one in ordered[:MOST_LINES])
    counts = (("admin.releases.values", len(ordered)), ("admin.releases.statuses", len(found.statuses)))
    parts = ", ".join(text.count(key, n) for key, n in counts if n)
    back = new == last and allows(asked.account, Right.PLAN)
    return ReleasesCompared(
        old=old.isoformat(),
        new=new.isoformat(),
        heading=text.say("admin.releases.between", old=text.date(old), new=text.date(new)),
        summary=text.say("admin.releases.changed", parts=parts) if parts else text.say("admin.releases.same"),
        lines=lines,
        cut=text.say("admin.releases.cut", shown=len(lines), all=len(ordered)) if len(ordered) > len(lines) else "",
        statuses=tuple(StatusLine(asked.names.indicator(s.code, text), s.before, s.after) for s in found.statuses),
        back_to=old.isoformat() if back else "",
    )


def _difference(one: ValueDifference, asked: DeskRequest) -> ChangeLine:
    scale = asked.names.scale(one.code, asked.text, one.old, one.new)
    return ChangeLine(
        name=asked.names.indicator(one.code, asked.text),
        period=asked.text.period(one.period),
        breakdown=one.breakdown,
        before=scale.amount(one.old),
        after=scale.amount(one.new),
        difference=scale.difference_words(scale.difference(one.new, one.old)),
        status_before=None,
        status_after=None,
    )
