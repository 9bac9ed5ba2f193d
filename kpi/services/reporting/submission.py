"""From filled rows to one draft: a file of what was typed, published like any other, over any number of goals."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from kpi.access import Right
from kpi.clock import now
from kpi.model import Account, Draft, DraftKind, DraftState, FileChoices
from kpi.services.publishing.drafts import new_draft, own
from kpi.services.publishing.editions import last_quarter, years_of_edition
from kpi.services.publishing.permissions import ForbiddenError, require_right
from kpi.services.publishing.submission import Outcome, confirm
from kpi.services.reporting.department_drafts import clear_rows
from kpi.services.reporting.judging import RowJudgement, judge_rows
from kpi.services.reporting.report_context import ReportContext
from kpi.store import Store
from kpi.store import drafts as kept
from kpi.store.audit import record
from kpi.workbook.report_form.form_file import read_lines, write_form
from kpi.workbook.report_form.typed_rows import Line

#: name of the file that is kept of a form
FILENAME = "form.csv"


class UnreadyRowsError(Exception):
    """Rows that cannot be published as they stand; nothing was kept as a draft. `rows`: all of them, judged."""

    def __init__(self, rows: Sequence[RowJudgement]) -> None:
        super().__init__(", ".join(f"{row.code} {row.period}" for row in rows if not row.is_ready))
        self.rows = tuple(rows)


def draft_form(
    account: Account | None, context: ReportContext, lines: Sequence[Line], *, seen_seq: int, store: Store
) -> Draft:
    """Keep the filled rows as the account's draft in place of its former one, whose explanations of the same rows stay.

    seen_seq  the store's last upload that the account's page was made of
    Raises UnreadyRowsError where a row cannot be read or lacks words or a corrective action, ForbiddenError for a
    row of another department.
    """
    known = require_right(account, Right.SUBMIT)
    foreign = [code for code, _, _ in lines if code not in context.own(known)]
    if foreign:
        raise ForbiddenError("goal", goal=context.goals.get(foreign[0], foreign[0]))
    judged = judge_rows(context, lines)
    if not all(row.is_ready for row in judged):
        raise UnreadyRowsError(judged)
    content = write_form(lines)
    draft = new_draft(known, DraftKind.FORM, "", edition=context.edition, seen_seq=min(seen_seq, context.seq))
    with store.writing() as connection:
        for old in kept.list_drafts(connection, store.community, login=known.login):
            if old.kind is DraftKind.FORM and old.edition == context.edition:
                draft = replace(draft, explanations=old.explanations)
                kept.change(connection, store.community, old.number, state=DraftState.DISCARDED, changed_at=now())
        draft = replace(
            draft,
            period=last_quarter(context.today, context.fiscal_year).code,
            filename=FILENAME,
            sha256=hashlib.sha256(content).hexdigest(),
            wishes=FileChoices(),
        )
        return kept.add(connection, store.community, draft, content)


def publish_form(account: Account, draft: Draft, *, today: date, store: Store) -> Outcome:
    """`confirm`, and what was published is no longer typed: colleagues see it as submitted.

    Raises what `confirm` does.
    """
    with store.reading() as connection:
        lines = form_lines(connection, store, draft)
    outcome = confirm(account, draft.number, today=today, store=store)
    clear_rows([(code, period) for code, period, _ in lines], store=store)
    return outcome


def form_lines(connection: Connection, store: Store, draft: Draft) -> list[Line]:
    """What was typed, of a draft that waits; of one that was published or discarded, or is no form, nothing."""
    content = kept.file(connection, draft.sha256) if draft.kind is DraftKind.FORM else None
    return read_lines(content, years_of_edition(connection, store, draft.edition)) if content else []


def withdraw(account: Account | None, number: int, *, store: Store) -> Draft:
    """Take a draft that waits for an approval back to mend it; one that does not wait stays as it is."""
    with store.writing() as connection:
        draft = own(connection, store, account, number)
        if draft.state is not DraftState.AWAITING:
            return draft
        detail = {"draft": number, "goal": draft.subject}
        record(connection, store.community, actor=draft.login, action="withdraw", detail=detail, at=now())
        return kept.change(connection, store.community, number, state=DraftState.OPEN, changed_at=now())
