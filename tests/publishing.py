"""Publishing books that were made in memory, and looking at them first: the services of `kpi.publish`, by one call."""

from collections.abc import Sequence
from datetime import date

from kpi.model import Account, DraftKind, Role
from kpi.publish.assess import Assessment, assess
from kpi.publish.door import Act, Checked, Receipt, enter, present_edition, refuse
from kpi.publish.drafts import new_draft
from kpi.publish.public import refresh_public
from kpi.store import Store, open_store
from kpi.store.write import last_seq

EDITOR = Account(1, "editor", "Редакторка", Role.ADMINISTRATOR)


def publish(
    checked: Sequence[Checked],
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
    refuse(checked)
    with opened.writing() as connection:
        receipt = enter(
            connection,
            opened,
            checked,
            Act(published=published, actor=actor, note=note, department=department, edition=edition),
        )
    refresh_public(opened)
    return receipt


def look(checked: Checked, today: date, *, seen_seq: int | None = None, store: Store) -> Assessment:
    """What the preview of a draft with this book says; nothing is stored.

    seen_seq  the last upload that its author had compared the book with; None = the last one there is
    """
    book, plan = checked.reading.goal_book, checked.reading.plan
    kind, subject = (DraftKind.PLAN, "") if book is None else (DraftKind.GOAL, book.goal)
    with store.trying() as connection:
        seen = last_seq(connection, store.community) if seen_seq is None else seen_seq
        edition = plan.strategy.edition if plan is not None else present_edition(connection, store) or ""
        draft = new_draft(EDITOR, kind, subject, edition=edition, seen_seq=seen)
        return assess(connection, store, draft, checked, account=EDITOR, today=today)
