"""Who may see an indicator, changed without a workbook. Opening needs a second person.

An administrator closes at once and asks a second person to open. An editor may close at once in an emergency: another
person confirms it afterwards, or opens the indicator again. Everybody else who sends in the indicator's values asks an
administrator for either.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sqlalchemy import Connection

from kpi.access import Right, allows
from kpi.model import AccessChoice, Account, Draft, DraftKind, DraftState, Visibility
from kpi.services.publishing.admin_changes import AdminChange, do
from kpi.services.publishing.assessment import publication_day
from kpi.services.publishing.differences.openness import opens
from kpi.services.publishing.drafts import new_draft
from kpi.services.publishing.editions import present_edition
from kpi.services.publishing.permissions import ForbiddenError, require_right, responsible_departments
from kpi.services.publishing.snapshot import refresh_after
from kpi.store import Store, open_store, schema
from kpi.store import drafts as kept
from kpi.store.as_of import AsOf
from kpi.store.audit import record
from kpi.store.departments import department_index
from kpi.store.read import latest, of_plan
from kpi.store.rows import Row
from kpi.store.uploads import steps, upload
from kpi.store.write import last_seq


@dataclass(frozen=True, slots=True, kw_only=True)
class VisibilityRequest:
    """Who is to see an indicator.

    ground  why it is withheld; needed for everything but «відкритий»
    why     for whoever decides; kept with the change
    at_once close now, where the account may, and let another person confirm it afterwards
    """

    code: str
    visibility: Visibility
    ground: str = ""
    open_from: date | None = None
    delay_months: int | None = None
    why: str = ""
    at_once: bool = False

    def choice(self, *, entitled: bool) -> AccessChoice:
        """As a draft keeps it. `entitled`: its author may change who sees what."""
        if self.visibility is not Visibility.PUBLIC and not self.ground.strip():
            raise ForbiddenError("ground")
        late = self.visibility is Visibility.DELAYED
        if late and self.open_from is None and self.delay_months is None:
            raise ForbiddenError("no_delay")
        return AccessChoice(
            visibility=self.visibility,
            ground=self.ground.strip() if self.visibility is not Visibility.PUBLIC else "",
            open_from=self.open_from if late else None,
            delay_months=self.delay_months if late else None,
            why=self.why.strip(),
            entitled=entitled,
        )


def change_visibility(
    account: Account | None,
    code: str,
    visibility: Visibility,
    *,
    ground: str = "",
    open_from: date | None = None,
    delay_months: int | None = None,
    today: date,
    store: Store | None = None,
) -> int | Draft:
    """`set_visibility` of an administrator, in single words."""
    require_right(account, Right.VISIBILITY)
    return set_visibility(
        account,
        VisibilityRequest(
            code=code, visibility=visibility, ground=ground, open_from=open_from, delay_months=delay_months
        ),
        today=today,
        store=store,
    )


def set_visibility(
    account: Account | None, wish: VisibilityRequest, *, today: date, store: Store | None = None
) -> int | Draft:
    """Close an indicator at once, or ask a second person: the number of the release, or the asking draft.

    Whoever may not change who sees what asks for the own indicators alone, also for closing.
    Raises ForbiddenError; LookupError for an unknown code, and for one that is another department's.
    """
    opened = store or open_store()
    known = require_right(account, Right.SUBMIT)
    entitled = allows(known, Right.VISIBILITY)
    with opened.writing() as connection:
        draft = wished(connection, opened, known, wish, today)
        before, after = rows_of(connection, opened, draft, today)
        hides = wish.at_once and allows(known, Right.HIDE)
        if not (entitled or hides) or opens(before, after):
            return _ask(connection, opened, draft)
        number = settle(connection, opened, draft, today=today)
        if not entitled:
            _ask(connection, opened, replace(draft, wishes=replace(draft.access, hidden=number)))
    refresh_after(opened)
    return number


def former_access(connection: Connection, store: Store, draft: Draft, today: date) -> AccessChoice:
    """Who saw the indicator of a draft before it was hidden; ForbiddenError where that was changed again since."""
    if draft.access.hidden is None:
        raise LookupError(str(draft.number))
    standing, wished_row = rows_of(connection, store, draft, today)
    if any(standing[name] != wished_row[name] for name in _RULES):
        raise ForbiddenError("changed_since")
    hiding = steps(connection, upload(connection, store.community, draft.access.hidden), store.community)
    former = next((s.before for s in hiding if s.revisions is schema.INDICATOR and s.key == (draft.subject,)), None)
    if former is None:
        raise LookupError(draft.subject)
    return replace(
        draft.access,
        visibility=Visibility(str(former["visibility"])),
        ground=str(former["ground"]),
        open_from=former["open_from"],  # type: ignore[arg-type]
        delay_months=former["delay_months"],  # type: ignore[arg-type]
    )


_RULES = ("visibility", "ground", "open_from", "delay_months")


def reopen(connection: Connection, store: Store, draft: Draft, account: Account, comment: str, *, today: date) -> int:
    """Open again what another person has hidden at once; the number of the release. The comment says why."""
    former = former_access(connection, store, draft, today)
    said = replace(draft, login=account.login, name=account.name, wishes=replace(former, why=comment))
    return settle(connection, store, said, today=today, approved_by=draft.login)


def wished(connection: Connection, store: Store, account: Account, wish: VisibilityRequest, today: date) -> Draft:
    """The draft of a wish, not kept yet; LookupError where the indicator is not the account's."""
    wishes, code = wish.choice(entitled=allows(account, Right.VISIBILITY)), wish.code
    edition = present_edition(connection, store, today) or ""
    seen = last_seq(connection, store.community)
    until = AsOf(store.community, edition, publication_day(connection, store, edition, today), seen)
    found = responsible_departments(connection, until)
    if code not in found.indicators or not found.may_code(account, code, found.indicators[code][0]):
        raise LookupError(f"no indicator {code}")
    return replace(new_draft(account, DraftKind.VISIBILITY, code, edition=edition, seen_seq=seen), wishes=wishes)


def _ask(connection: Connection, store: Store, draft: Draft) -> Draft:
    for old in kept.list_drafts(connection, store.community, login=draft.login):
        if (old.kind, old.subject) == (draft.kind, draft.subject):
            kept.change(connection, store.community, old.number, state=DraftState.DISCARDED)
    asked = kept.add(connection, store.community, replace(draft, state=DraftState.AWAITING), b"")
    detail: dict[str, object] = {
        "draft": asked.number,
        "code": asked.subject,
        "visibility": str(asked.access.visibility),
    }
    if asked.access.hidden is not None:
        detail["number"] = asked.access.hidden
    action = "ask" if asked.access.hidden is None else "hide"
    record(connection, store.community, actor=draft.login, action=action, detail=detail, at=datetime.now(UTC))
    return asked


def settle(
    connection: Connection, store: Store, draft: Draft, *, today: date, approved_by: str = "", via: str = ""
) -> int:
    """Write a change of visibility; returns the number of its release."""
    before, after = rows_of(connection, store, draft, today)
    deed = AdminChange(
        kind="visibility",
        like=upload(connection, store.community, int(str(before["seq"]))),
        login=draft.login,
        name=draft.name,
        published=publication_day(connection, store, draft.edition, today),
        reason=draft.access.why or str(after["ground"]),
        approved_by=approved_by,
        draft=draft.number or None,
        detail={"code": draft.subject, "visibility": after["visibility"], "approved_by": approved_by, "via": via},
    )
    return do(connection, store, deed, {schema.INDICATOR.table.name: [after]})


def rows_of(connection: Connection, store: Store, draft: Draft, today: date) -> tuple[Row, Row]:
    """The indicator's row as it stands and as it is wished; LookupError for an unknown code."""
    day = publication_day(connection, store, draft.edition, today)
    until = AsOf(store.community, draft.edition, day, last_seq(connection, store.community))
    names = (*schema.INDICATOR.key, *schema.INDICATOR.content, *schema.INDICATOR.place)
    query = latest(schema.INDICATOR, until, *names, "published", "seq")
    rows = [row for row in connection.execute(query).mappings() if row["code"] == draft.subject]
    found = department_index(connection, of_plan(connection, until)).coded(rows)
    if not found:
        raise LookupError(f"no indicator {draft.subject}")
    chosen = draft.access
    wished: Row = {
        "visibility": str(chosen.visibility),
        "ground": chosen.ground,
        "open_from": chosen.open_from,
        "delay_months": chosen.delay_months,
    }
    return found[0], {name: found[0][name] for name in names} | wished
