"""Suspensions for editors: what is suspended until when, by which act; a new one, and the end of one."""

from datetime import date

from starlette.responses import Response

from kpi.html.desk import suspensions as document
from kpi.model import Suspension
from kpi.services.publishing.administration.plan_edit import UnfinishedError, suspension_workbook, suspensions
from kpi.text import DASH, Text
from kpi.views.common.localized_name import LocalizedName
from kpi.views.desk.planning import SuspensionLine, Suspensions
from kpi.web.desk.rejected_uploads import RejectedUploads
from kpi.web.desk.request import DeskRequest
from kpi.web.desk.uploads import checked_file

_FIELDS = ("code", "since", "until", "reason", "act", "review")


def shown(asked: DeskRequest, wrong: str = "", draft: int | None = None) -> Response:
    """GET /admin/suspensions; with `wrong`, what a form could not do; `draft`: what is in the way."""
    text = asked.text
    known = suspensions(asked.account, today=asked.today, store=asked.store)
    given = {name: asked.given.get(name, "") for name in _FIELDS} if wrong else dict.fromkeys(_FIELDS, "")
    new = SuspensionLine(
        name=LocalizedName(given["code"], ""),
        since=given["since"],
        since_words="",
        until=given["until"],
        until_words="",
        reason=given["reason"],
        act=given["act"],
        review=given["review"],
        review_words="",
        over=False,
    )
    view = Suspensions(asked.token, wrong, draft, tuple(_line(row, asked) for row in known), new)
    return asked.page(text.say("suspensions.title"), document.body(view, asked.context), 409 if wrong else 200)


def _line(row: Suspension, asked: DeskRequest) -> SuspensionLine:
    text = asked.text
    name = asked.names.indicator(row.code, text)
    until, until_words = _day(row.until, text)
    review, review_words = _day(row.review_by, text)
    over = row.until is not None and row.until < asked.today
    return SuspensionLine(
        name=name if name.name else asked.names.goal(row.code, text),
        since=row.since.isoformat(),
        since_words=text.date(row.since),
        until=until,
        until_words=until_words,
        reason=row.reason,
        act=row.act,
        review=review,
        review_words=review_words,
        over=over,
        review_due=not over and row.review_by is not None and row.review_by <= asked.today,
    )


def _day(day: date | None, text: Text) -> tuple[str, str]:
    return ("", DASH) if day is None else (day.isoformat(), text.date(day))


def change(asked: DeskRequest, shelf: RejectedUploads) -> Response:
    """POST /admin/suspensions: a suspension as a workbook of its goal through the door, to its preview."""
    try:
        wanted = _wanted(asked)
        goal, content = suspension_workbook(asked.account, wanted, today=asked.today, store=asked.store)
    except ValueError as error:
        return shown(asked, asked.text.say(f"suspensions.wrong.{error}"))
    except LookupError:
        return shown(asked, asked.text.say("suspensions.wrong.code"))
    except UnfinishedError as error:
        return shown(asked, asked.text.say("suspensions.wrong.unfinished"), error.number)
    return checked_file(asked, shelf, f"{goal}.xlsx", content)


def _wanted(asked: DeskRequest) -> Suspension:
    given = {name: " ".join(asked.given.get(name, "").split()) for name in _FIELDS}
    if not all(given[name] for name in ("code", "since", "reason", "act")):
        raise ValueError("blank")
    try:
        days = [date.fromisoformat(given[name]) if given[name] else None for name in ("since", "until", "review")]
    except ValueError:
        raise ValueError("day") from None
    since, until, review = days
    if since is None or (until is not None and until < since):
        raise ValueError("day")
    return Suspension(
        code=given["code"], since=since, reason=given["reason"], act=given["act"], until=until, review_by=review
    )
