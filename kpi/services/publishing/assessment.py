"""What a draft would do and whether it may be published: the publishing transaction, looked at."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import Connection

from kpi.measure.comparison import StatusChange
from kpi.measure.dataset import Dataset, part_of
from kpi.model import Account, Draft, DraftKind, DraftState, Level, Plan, code_sort_key
from kpi.services.publishing.checks.blockers import Blocker, Second
from kpi.services.publishing.checks.comments_in_force import keep_comments
from kpi.services.publishing.checks.conflicts import Conflict, conflicts
from kpi.services.publishing.checks.dataset_effects import dataset_effects
from kpi.services.publishing.checks.department_effects import DepartmentEffects, DepartmentPeople, department_effects
from kpi.services.publishing.checks.early_values import AwaitedPeriod
from kpi.services.publishing.checks.oversight import oversight_of
from kpi.services.publishing.checks.personal_data import PersonalData, personal_data
from kpi.services.publishing.checks.plan_effect import PlanEffect
from kpi.services.publishing.checks.public_words import public_words, reasons, remove_answered
from kpi.services.publishing.checks.required_actions import RequiredAction, required_actions, with_actions
from kpi.services.publishing.checks.required_explanations import (
    RequiredExplanation,
    row_keys,
    with_explanations,
)
from kpi.services.publishing.checks.value_context import ValueContext
from kpi.services.publishing.differences.changes import Changes, changes
from kpi.services.publishing.differences.decisions import names_decision
from kpi.services.publishing.differences.facts import ValueChange
from kpi.services.publishing.differences.omitted_rows import Omissions, omissions, ticked_rows
from kpi.services.publishing.editions import years_of_edition
from kpi.services.publishing.parts import respell_decisions, respell_labels
from kpi.services.publishing.permissions import (
    ResponsibleDepartments,
    changes_values_only,
    responsible_departments,
)
from kpi.services.publishing.preview import standing_dataset
from kpi.services.publishing.reassignments import reassigned_rows
from kpi.services.publishing.release_writer import PublicationContext, Receipt, write_release
from kpi.services.publishing.removals import removed_rows
from kpi.services.publishing.uploaded_workbook import CheckedWorkbook, values_of, with_plan
from kpi.store import Store
from kpi.store import read as reading
from kpi.store.as_of import AsOf
from kpi.store.books import corrective_actions
from kpi.store.people import accounts
from kpi.store.uploads import Upload, upload, uploads
from kpi.store.write import TableRows, joined, known_file, last_seq


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """All that a page says of a draft before it is published.

    seq       the store's last upload that all this is about
    opened    indicators that outsiders would see and do not see now; `closed` the other way round
    foreign   codes of another department whose rows the file changes
    effect    what it does to the plan with the same values
    context   what each value stands beside, by its key
    early     values of periods that have not ended; `awaited` periods that the indicators of the file still owe
    personal  public words that look like personal data, and what the author has said of them
    actions   corrective actions that its values owe, with what the author has written of them
    left_out  goals in force that a plan's file does not name: they stay, unless they are ticked
    omitted   the same of decisions and what stands beside them
    departments  what a plan does to departments
    former    an earlier publication of this very file, in whose place something else came into force
    """

    draft: Draft
    seq: int
    published: date
    as_of: date
    receipt: Receipt
    changes: Changes
    statuses: tuple[StatusChange, ...]
    opened: tuple[str, ...]
    closed: tuple[str, ...]
    needs: tuple[RequiredExplanation, ...]
    conflicts: tuple[Conflict, ...]
    foreign: tuple[str, ...]
    second: tuple[Second, ...]
    effect: PlanEffect = field(default_factory=PlanEffect)
    context: Mapping[str, ValueContext] = field(default_factory=dict)
    early: tuple[ValueChange, ...] = ()
    awaited: tuple[AwaitedPeriod, ...] = ()
    personal: tuple[PersonalData, ...] = ()
    actions: tuple[RequiredAction, ...] = ()
    left_out: tuple[str, ...] = ()
    omitted: Omissions = field(default_factory=Omissions)
    departments: DepartmentEffects = field(default_factory=DepartmentEffects)
    former: Upload | None = None

    @property
    def unexplained(self) -> tuple[RequiredExplanation, ...]:
        return tuple(need for need in self.needs if not need.explanation)

    @property
    def asks_decision(self) -> bool:
        """Whether a decision has to be named: the goals change, or a verdict does without a decision of its own."""
        return bool(self.seq) and (self.changes.tree_moves or (self.effect.rules and self.changes.undecided))

    @property
    def blockers(self) -> tuple[Blocker, ...]:
        """Why it cannot be confirmed now; empty where it can."""
        return tuple(self._blockers())

    def _nothing(self) -> Blocker:
        """Why nothing would be written."""
        if any(file.known for file in self.receipt.files):
            return Blocker.SAME_FILE
        offered = self.left_out or self.departments.left_out or self.omitted
        return Blocker.UNTICKED if offered else Blocker.NOTHING_NEW

    def _blockers(self) -> Iterator[Blocker]:
        if self.draft.state in (DraftState.PUBLISHED, DraftState.DISCARDED):
            yield Blocker.CLOSED
        if self.draft.state is DraftState.AWAITING:
            yield Blocker.AWAITING
        if self.receipt.release is None:
            yield self._nothing()
        if self.asks_decision and not names_decision(self.draft.choices.act):
            yield Blocker.NO_ACT
        if self.departments.used:
            yield Blocker.DEPARTMENT_USED
        if self.foreign:
            yield Blocker.FOREIGN
        if self.conflicts:
            yield Blocker.CONFLICT
        if self.unexplained:
            yield Blocker.UNEXPLAINED
        if not all(one.is_whole for one in self.actions):
            yield Blocker.NO_ACTION
        if self.early and not self.draft.choices.early:
            yield Blocker.EARLY
        if any(not one.answer for one in self.personal):
            yield Blocker.PERSONAL


def publication_day(connection: Connection, store: Store, edition: str, today: date) -> date:
    """Today, or the edition's last release where that has a later date: what is sent now is never history."""
    known = reading.releases(connection, store.community, edition)
    return max([today, *(release.published for release in known[-1:])])


def assess(
    connection: Connection, store: Store, draft: Draft, checked: CheckedWorkbook, *, account: Account, today: date
) -> Assessment:
    """Write the draft inside the caller's transaction and tell what came of it; the caller keeps it or takes it back.

    account  the draft's author, or whoever looks at it with the right to approve
    """
    published = publication_day(connection, store, draft.edition, today)
    seq = last_seq(connection, store.community)
    until = AsOf(store.community, draft.edition, published, seq)
    found = responsible_departments(connection, until)
    before = standing_dataset(connection, store, published, draft.edition)
    goals = _goals(draft, checked, found)
    known = known_file(connection, store.community, draft.edition, checked.sha256, published)
    fiscal = years_of_edition(connection, store, draft.edition)
    explained = with_explanations(_taken_of(connection, until, checked, draft, account), draft.explanations)
    told = remove_answered(with_actions(explained, draft.explanations, fiscal), draft.choices.answers)
    checked = keep_comments(connection, until, _spelled(connection, store, until, draft, told))
    act = _act(draft, published, _named_for(account, found, goals) if account.login == draft.login else "")
    receipt, files = write_release(connection, store, [checked], act, _rows_beside(connection, until, draft, checked))
    after = before if receipt.release is None else reading.dataset(connection, receipt.release)
    change, others = changes(files[0], fiscal), uploads(connection, store.community, since=draft.seen_seq)
    return Assessment(
        draft=draft,
        seq=seq,
        published=published,
        receipt=receipt,
        changes=change,
        conflicts=tuple(conflicts(files, others, draft, fiscal)),
        foreign=_foreign(change, found, account, draft),
        personal=personal_data(public_words(change, draft), draft.choices.answers),
        actions=_owed_actions(connection, (until, after), draft, change, today),
        left_out=_left_out(before, checked.reading.plan),
        omitted=omissions(connection, until, checked.reading.plan),
        departments=department_effects(
            (before, after), draft, checked.reading.plan, change, _people(connection, store, draft, found, today)
        ),
        former=None if known is None else upload(connection, store.community, known),
        **dataset_effects((before, after), draft, change, _is_own(found, goals), (today, published)),
    )


def _spelled(
    connection: Connection, store: Store, until: AsOf, draft: Draft, checked: CheckedWorkbook
) -> CheckedWorkbook:
    """The file with its parts and decisions written as they stand in the store."""
    plan = checked.reading.plan
    spelled = plan if plan is None else respell_decisions(connection, until, plan)
    if spelled is not None and spelled != plan:
        checked = with_plan(checked, spelled)
    return respell_labels(connection, store, draft.edition, checked)


def _owed_actions(
    connection: Connection, stands: tuple[AsOf, Dataset | None], draft: Draft, change: Changes, today: date
) -> tuple[RequiredAction, ...]:
    """Of a goal workbook alone: the form asks for them before it makes a draft.

    stands  the moment before the publication, and the dataset after it
    """
    until, after = stands
    codes = {value.code for value in change.values}
    if draft.kind is not DraftKind.GOAL or after is None or not codes:
        return ()
    now = replace(until, seq=last_seq(connection, until.community))
    known = corrective_actions(connection, now, codes)
    return required_actions(part_of(after, codes), change, known, draft.explanations, (today, until.published))


def _people(
    connection: Connection, store: Store, draft: Draft, found: ResponsibleDepartments, today: date
) -> DepartmentPeople:
    """Whose accounts a change of departments concerns; nobody is asked for where no plan changes."""
    everybody = accounts.everybody(connection, store.community) if draft.kind is DraftKind.PLAN else ()
    return DepartmentPeople(everybody, found.index, today)


def _is_own(found: ResponsibleDepartments, goals: tuple[str, ...]) -> Callable[[str], bool]:
    """Whether an indicator is of the goals; one that nobody knows yet is of the draft's own."""
    return lambda code: found.indicators.get(code, goals)[0] in goals


def _goals(draft: Draft, checked: CheckedWorkbook, found: ResponsibleDepartments) -> tuple[str, ...]:
    """The goals that the draft is about: its own one, or those of the rows of a form."""
    if draft.kind is not DraftKind.FORM or checked.reading.goal_book is None:
        return (draft.subject,)
    codes = dict.fromkeys(row.code for row in checked.reading.goal_book.observations)
    return tuple(dict.fromkeys(found.indicators[code][0] for code in codes if code in found.indicators))


def _named_for(account: Account, found: ResponsibleDepartments, goals: Sequence[str]) -> str:
    """The department as which the account sends in the goals, "" for an editor."""
    return next((name for goal in goals if (name := found.named_for(account, goal))), "")


def _rows_beside(connection: Connection, until: AsOf, draft: Draft, checked: CheckedWorkbook) -> TableRows:
    """What the draft writes besides its workbook: rows that it takes away, indicators that change hands."""
    removed = removed_rows(connection, until, draft, set(row_keys(checked)))
    if draft.kind is not DraftKind.PLAN:
        return removed
    plan = checked.reading.plan
    omitted = omissions(connection, until, plan)
    gone = ticked_rows(connection, until, omitted.rows, draft.choices.taken, omitted.sheets)
    return joined(joined(removed, gone), reassigned_rows(connection, until, draft, plan))


def _taken_of(
    connection: Connection, until: AsOf, checked: CheckedWorkbook, draft: Draft, account: Account
) -> CheckedWorkbook:
    """What of the file its author answers for."""
    if draft.choices.oversight_only:
        return oversight_of(connection, until, checked)
    own = account.login == draft.login and changes_values_only(account)
    return values_of(checked) if draft.kind is DraftKind.GOAL and (draft.choices.values_only or own) else checked


def _act(draft: Draft, published: date, department: str) -> PublicationContext:
    names = ("reason", "act", "taken", "merged", "reassigned") if draft.kind is DraftKind.PLAN else ("act",)
    told = {name: value for name in names if (value := getattr(draft.choices, name))}
    rest = [f"{key}: {text}" for key, text in reasons(draft).items()]
    return PublicationContext(
        published=published,
        actor=draft.login,
        department=department,
        edition=draft.edition,
        again=True,
        reason=" ".join(filter(None, (draft.choices.reason, *rest))),
        detail={"draft": draft.number, "name": draft.name, **told},
    )


def _foreign(change: Changes, found: ResponsibleDepartments, account: Account, draft: Draft) -> tuple[str, ...]:
    """Changed codes that are not the author's; who approves has looked at them as an editor."""
    if account.login != draft.login or draft.kind is DraftKind.PLAN:
        return ()
    of_form = draft.kind is DraftKind.FORM
    own = {
        code: found.indicators[code][0] if of_form and code in found.indicators else draft.subject
        for code in change.codes
    }
    return tuple(code for code, goal in sorted(own.items()) if not found.may_code(account, code, goal))


def _left_out(before: Dataset | None, plan: Plan | None) -> tuple[str, ...]:
    if before is None or plan is None:
        return ()
    nodes, named = before.nodes, {goal.code for goal in plan.operational_goals}
    known = nodes.loc[nodes["level"] == Level.OPERATIONAL_GOAL, "code"]
    return tuple(sorted(set(map(str, known)) - named, key=code_sort_key))
