"""Publishing books made in memory, and previewing them: the services of `kpi.services.publishing`, by one call."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kpi.model import Account, DraftKind, Role
from kpi.services.publishing import drafts
from kpi.services.publishing.administration.plan_edit import plan_to_change, plan_workbook, with_department
from kpi.services.publishing.assessment import Assessment, assess
from kpi.services.publishing.drafts import new_draft
from kpi.services.publishing.editions import present_edition
from kpi.services.publishing.release_writer import (
    PublicationContext,
    Receipt,
    enter,
    raise_refused,
)
from kpi.services.publishing.snapshot import refresh_after
from kpi.services.publishing.submission import confirm
from kpi.services.publishing.uploaded_workbook import CheckedWorkbook
from kpi.store import Store, open_store
from kpi.store.write import last_seq

EDITOR = Account(id=1, login="editor", name="Редакторка", role=Role.ADMINISTRATOR)


def publish(
    checked: Sequence[CheckedWorkbook],
    published: date,
    actor: str = "",
    note: str = "",
    *,
    edition: str | None = None,
    department: str = "",
    store: Store | None = None,
) -> Receipt:
    """All the books in one transaction and one release, as `load` publishes a batch of files."""
    opened = store or open_store()
    raise_refused(checked)
    with opened.writing() as connection:
        receipt = enter(
            connection,
            opened,
            checked,
            PublicationContext(published=published, actor=actor, note=note, department=department, edition=edition),
        )
    refresh_after(opened)
    return receipt


def look(checked: CheckedWorkbook, today: date, *, seen_seq: int | None = None, store: Store) -> Assessment:
    """What the preview of a draft with this book says; nothing is stored.

    seen_seq  the last upload that its author had compared the book with; None = the last one there is
    """
    book, plan = checked.reading.goal_book, checked.reading.plan
    kind, subject = (DraftKind.PLAN, "") if book is None else (DraftKind.GOAL, book.goal)
    with store.trying() as connection:
        seen = last_seq(connection, store.community) if seen_seq is None else seen_seq
        edition = plan.strategy.edition if plan is not None else present_edition(connection, store, today) or ""
        draft = new_draft(EDITOR, kind, subject, edition=edition, seen_seq=seen)
        return assess(connection, store, draft, checked, account=EDITOR, today=today)


def give_addresses(store: Store, account: Account, today: date) -> None:
    """Every department of the plan with an address of its own, published by an administrator's account."""
    book, _ = plan_to_change(account, today=today, store=store)
    assert book is not None
    for one in book.departments:
        book = with_department(book, replace(one, contact=f"{one.code}@example.org"))
    draft = drafts.upload(account, plan_workbook(book), "plan.xlsx", today=today, store=store).draft
    assert draft is not None
    assert confirm(account, draft.number, today=today, store=store).receipt is not None
