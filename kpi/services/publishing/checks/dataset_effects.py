"""What the dataset before a publication and the one after it say differently, and what is asked for it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TypedDict

from kpi.measure.comparison import StatusChange
from kpi.measure.dataset import Dataset, part_of
from kpi.model import Draft, DraftKind
from kpi.services.publishing.checks.blockers import Second
from kpi.services.publishing.checks.early_values import AwaitedPeriod, awaited_periods, early_values
from kpi.services.publishing.checks.plan_effect import PlanEffect, plan_effect
from kpi.services.publishing.checks.required_explanations import RequiredExplanation, required_explanations
from kpi.services.publishing.checks.value_context import ValueContext, value_contexts
from kpi.services.publishing.checks.value_doubts import ValueDoubt, value_doubt
from kpi.services.publishing.differences.changes import Changes
from kpi.services.publishing.differences.facts import ValueChange
from kpi.services.publishing.editions import last_quarter
from kpi.services.publishing.preview import access_changes, status_changes


class DatasetEffects(TypedDict):
    """What the two datasets say of a draft."""

    as_of: date
    statuses: tuple[StatusChange, ...]
    opened: tuple[str, ...]
    closed: tuple[str, ...]
    needs: tuple[RequiredExplanation, ...]
    second: tuple[Second, ...]
    effect: PlanEffect
    context: Mapping[str, ValueContext]
    early: tuple[ValueChange, ...]
    awaited: tuple[AwaitedPeriod, ...]


def dataset_effects(
    datasets: tuple[Dataset | None, Dataset | None],
    draft: Draft,
    change: Changes,
    is_own: Callable[[str], bool],
    days: tuple[date, date],
) -> DatasetEffects:
    """What the dataset before and the one after say differently, and what is asked for it.

    is_own  whether an indicator is of the draft's goals
    days    today, and the day of publication
    """
    (before, after), (today, published), plan = datasets, days, draft.kind is DraftKind.PLAN
    stands = after or before
    as_of = published if stands is None else last_quarter(published, stands.strategy.fiscal_year).end_date
    statuses, opened, closed = _differences(before, after, as_of, published)
    own = statuses if plan else tuple(one for one in statuses if is_own(one.code))
    changed = None if after is None else part_of(after, {value.code for value in change.values})
    context = {} if changed is None or plan else value_contexts(changed, change.values, published)
    effect = plan_effect(before, after, as_of, published) if change.of_plan else PlanEffect()
    return DatasetEffects(
        as_of=as_of,
        statuses=own,
        opened=opened,
        closed=closed,
        needs=() if plan else required_explanations(change, own, _doubts(change, context), draft.explanations),
        second=tuple(_second(before, change, effect)),
        effect=effect,
        context=context,
        early=early_values(change, today),
        awaited=() if changed is None else awaited_periods(changed, today),
    )


def _doubts(change: Changes, context: Mapping[str, ValueContext]) -> dict[str, ValueDoubt]:
    """Doubts about the values that become others, by the key of the row."""
    moved = ((v.key, v.new) for v in change.values if v.new is not None and v.new != v.old and v.key in context)
    found = {key: value_doubt(new, context[key]) for key, new in moved}
    return {key: doubt for key, doubt in found.items() if doubt is not None}


def _differences(
    before: Dataset | None, after: Dataset | None, as_of: date, published: date
) -> tuple[tuple[StatusChange, ...], tuple[str, ...], tuple[str, ...]]:
    if after is None or after is before:
        return (), (), ()
    return status_changes(before, after, as_of, published), *access_changes(before, after, published)


def _second(before: Dataset | None, change: Changes, effect: PlanEffect) -> Iterator[Second]:
    if before is not None and before.strategy.approval:
        yield Second.SETTING
    if any(move.opens for move in change.visibility):
        yield Second.OPENS
    if effect.rules:
        yield Second.VERDICT
