"""The form: shown, kept, judged while it is typed, checked, and a single correction published in its row."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus

from starlette.responses import JSONResponse, Response

from kpi.access import Right, allows
from kpi.clock import now
from kpi.html.desk import report_form as document
from kpi.model import OUTCOME_FIELDS, GapReason, Period, TypedFields, TypedRow
from kpi.model.folding import fold
from kpi.services.publishing import drafts
from kpi.services.publishing.keys import parse, row_key
from kpi.services.publishing.submission import NotReadyError
from kpi.services.reporting.department_drafts import SaveResult, read_rows, save_rows
from kpi.services.reporting.form import report_form
from kpi.services.reporting.judging import RowJudgement, judge_rows
from kpi.services.reporting.report_context import ReportContext
from kpi.services.reporting.submission import UnreadyRowsError, draft_form, publish_form
from kpi.views.desk.report import ReportView, Untaken
from kpi.web.desk.due_view import draft_lines, goal_offers
from kpi.web.desk.rejected_uploads import RejectedUploads
from kpi.web.desk.report.assignments import own_lines
from kpi.web.desk.report.form_view import NOTHING, collision_words, form_lines, problems_of
from kpi.web.desk.report.former_rows import former_rows
from kpi.web.desk.report.receipt_mail import mailed
from kpi.web.desk.report.row_words import row_words
from kpi.web.desk.report.typed_form import SentRow, sent_rows
from kpi.web.desk.request import PRIVATE, DeskRequest, number_of
from kpi.workbook import prepare_reading
from kpi.workbook.goal.gaps import OFFERED, words_of_absence
from kpi.workbook.report_form.typed_rows import Line

#: the reason whose day stands in a field of its own
_REASON = {GapReason.RESTRICTED: "report.field.restricted"}


def context_of(asked: DeskRequest) -> ReportContext:
    """What stands now; LookupError before the first release."""
    found = asked.report_context
    if found is None:
        raise LookupError("release")
    return found


def shown(asked: DeskRequest, shelf: RejectedUploads) -> Response:
    """GET /upload: the form. `row` names the row that a link leads to, `fix` one whose published value is corrected."""
    # while the page is looked at, what reads its files gets ready
    prepare_reading()
    return _page(asked, _untaken(asked, shelf))


def _page(asked: DeskRequest, untaken: Untaken | None = None, mine: Mapping[str, TypedFields] = NOTHING) -> Response:
    """The page; `mine` as in `form_lines`."""
    context = asked.report_context
    here = asked.query.get("fix", "") or asked.query.get("row", "")
    lines = None
    if context is not None:
        form = report_form(asked.account, context, asked.due, asked=_fixed(asked), store=asked.store)
        lines = form_lines(form, context, asked.names, asked.text, here=here, mine=mine)
    waiting = drafts.my_drafts(asked.account, store=asked.store)
    reasons = tuple((str(reason), asked.text.say(_REASON.get(reason, f"gap.{reason}"))) for reason in OFFERED)
    view = ReportView(
        desk=asked.desk,
        seq=context.seq if context else 0,
        asked=lines.asked if lines else (),
        actions=lines.actions if lines else (),
        submitted=lines.submitted if lines else (),
        unasked=lines.unasked if lines else (),
        reasons=reasons,
        absences={fold(words): reason for reason, words in reasons} | words_of_absence(),
        drafts=draft_lines(waiting, asked.names_of, asked.text),
        goals=goal_offers(asked.due, asked.names, asked.text),
        untaken=untaken,
        notice=asked.notice,
        checked=bool(mine) or asked.query.get("checked") == "1",
        filled=lines.filled if lines else 0,
        login=asked.account.login,
        editor=allows(asked.account, Right.REPORTING),
        edition=asked.edition,
        awaited=former_rows(asked),
        assignments=own_lines(asked),
        projects=context is not None and context.names_projects,
    )
    body = document.form(view, asked.context)
    return asked.page(asked.desk.heading, body, 409 if mine else 200, scripts=("report_paste.js", "report_form.js"))


def _untaken(asked: DeskRequest, shelf: RejectedUploads) -> Untaken | None:
    filled = asked.query.get("said") in {"filled", "nothing_filled"} or asked.query.get("untaken") == "1"
    return shelf.untaken(asked.account.login) if filled else None


def _fixed(asked: DeskRequest) -> Collection[tuple[str, Period]]:
    """The row whose published value is to be corrected, as the address names it."""
    try:
        code, period, _ = parse(asked.query.get("fix", ""), asked.fiscal_year)
    except ValueError:
        return ()
    return [(code, period)] if period is not None else ()


@dataclass(frozen=True, slots=True)
class Sent:
    """What came with a form: its rows, and what became of them in the department's draft."""

    context: ReportContext
    rows: tuple[SentRow, ...]
    saved: SaveResult


def _kept(asked: DeskRequest) -> Sent:
    """Keep the rows of the form that are the account's own and have changed."""
    context = context_of(asked)
    own = context.own(asked.account)
    rows = tuple(row for row in sent_rows(asked.given, asked.fiscal_year) if row.change.code in own)
    changes = [row.change for row in rows if row.touched or row.change.version]
    return Sent(context, rows, save_rows(asked.account, context, changes, now=now(), store=asked.store))


def sent(asked: DeskRequest) -> Response:
    """POST /upload/report: keep what was typed; then check it all, or publish the correction of one row."""
    found = _kept(asked)
    act = asked.given.get("act", "check")
    if found.saved.collisions:
        return _collided(asked, found)
    if act == "keep":
        return asked.to("upload", said="typed", edition=asked.edition)
    one = act.removeprefix("publish:") if act.startswith("publish:") else ""
    lines = [line for line in _lines(asked, found) if one in ("", row_key(line[0], line[1]))]
    if not lines:
        return asked.to("upload", said="blank", edition=asked.edition)
    return _drafted(asked, found.context, lines, publish=bool(one))


def _collided(asked: DeskRequest, found: Sent) -> Response:
    """The page with what the reader has typed beside what colleagues have."""
    lost = {(row.code, row.period) for row in found.saved.collisions}
    return _page(asked, mine={row_key(*row.key): row.change.fields for row in found.rows if row.key in lost})


def resumed(asked: DeskRequest, fields: Mapping[str, str]) -> Response:
    """Keep the fields of the reader's form that came after its session had ended as the department's draft.

    Nothing is checked or published: whoever comes back looks at it first.
    """
    if asked.report_context is None:
        return asked.to("upload")
    again = replace(asked, given=fields)
    found = _kept(again)
    if found.saved.collisions:
        return _collided(again, found)
    return again.to("upload", said="resumed", edition=again.edition)


def _drafted(asked: DeskRequest, context: ReportContext, lines: Sequence[Line], *, publish: bool) -> Response:
    """To the preview of the lines, or to what keeps them from it; a correction in its row is published at once."""
    seen = number_of(asked.given.get("seq", ""))
    try:
        draft = draft_form(
            asked.account, context, lines, seen_seq=context.seq if seen is None else seen, store=asked.store
        )
        if not publish:
            return asked.to("upload/draft", number=draft.number)
        outcome = publish_form(asked.account, draft, today=asked.today, store=asked.store)
    except UnreadyRowsError:
        return asked.to("upload", checked="1", edition=asked.edition)
    except NotReadyError as error:
        return asked.to("upload/draft", number=error.assessment.draft.number)
    if outcome.receipt is None:
        return asked.to("upload/mine", said="sent")
    return mailed(asked, asked.to("upload/receipt", number=outcome.receipt.number), outcome.receipt)


def _lines(asked: DeskRequest, found: Sent) -> list[Line]:
    """Everything that the department has typed, in the order of the form, then what stands on no page of it."""
    typed = read_rows(found.context, found.context.own(asked.account), store=asked.store)
    order = [row.key for row in found.rows if row.key in typed]
    keys = [*order, *(key for key in typed if key not in set(order))]
    return [(*key, typed[key].fields) for key in keys]


def judged(asked: DeskRequest) -> Response:
    """POST /upload/judge: what the rows that were sent mean, for the script."""
    context = context_of(asked)
    own = context.own(asked.account)
    rows = [row for row in sent_rows(asked.given, asked.fiscal_year) if row.change.code in own]
    lines = [(*row.key, row.change.fields) for row in rows if row.touched and not row.change.fields.is_blank]
    found = {row_key(one.code, one.period): _said(asked, one) for one in judge_rows(context, lines)}
    blank = {"words": [], "problems": [], "action": False, "corrected": False}
    told = {row_key(*row.key): found.get(row_key(*row.key), blank) for row in rows}
    return JSONResponse({"rows": told}, headers=PRIVATE)


def _said(asked: DeskRequest, one: RowJudgement) -> dict[str, object]:
    words = row_words(one, asked.names, asked.text)
    stated = one.reading.observation
    corrected = one.standing is not None and stated is not None
    return {
        "words": [{"tone": word.tone, "text": word.words} for word in words],
        "problems": sorted(problems_of(one)),
        "action": one.needs_action,
        "corrected": corrected,
    }


def saved(asked: DeskRequest) -> Response:
    """POST /upload/autosave: keep the rows in the department's draft; what a colleague has otherwise is told.

    Of rows with a field that is too long to be kept whole nothing is kept: it is told, and stays on the page.
    """
    if any(row.is_too_long for row in sent_rows(asked.given, asked.fiscal_year)):
        return JSONResponse({"signed": True}, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, PRIVATE)
    found = _kept(asked)
    told = {row_key(*key): row.version for key, row in found.saved.rows.items()}
    return JSONResponse(
        {
            "saved": asked.text.say("report.saved", time=asked.text.time(now())),
            "versions": told,
            "collisions": [_collision(asked, row) for row in found.saved.collisions],
        },
        headers=PRIVATE,
    )


def _collision(asked: DeskRequest, row: TypedRow) -> dict[str, object]:
    fields = {
        name: getattr(row.fields, name) for name in ("value", "gap", "restricted_until", "comment", *OUTCOME_FIELDS)
    }
    words = collision_words(row, asked.text)
    return {"key": row_key(row.code, row.period), "version": row.version, "words": words, "fields": fields}
