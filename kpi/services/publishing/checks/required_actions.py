"""Corrective actions that a workbook owes: of a last value that lies far behind its plan or moves away (LOOP 1).

The form asks the same of its rows (`kpi.services.reporting.judging`), with the same rule of what answers for a value.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kpi.measure.dataset import Dataset
from kpi.measure.history import series_of
from kpi.measure.measuring import dataset_arrays, known_rows
from kpi.measure.results import Moment
from kpi.model import (
    ACTION_FIELDS,
    FAR_BEHIND,
    JUDGED,
    ActionOutcome,
    CorrectiveAction,
    FiscalYear,
    Period,
    Status,
)
from kpi.services.publishing import keys
from kpi.services.publishing.differences.changes import Changes
from kpi.services.publishing.differences.plan_changes import ChangeKind
from kpi.services.publishing.uploaded_workbook import CheckedWorkbook, with_book
from kpi.workbook.reader.calendar import written_date

Key = tuple[str, Period]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredAction:
    """The corrective action of a value; `texts` what the preview was given so far, by field, "" for nothing."""

    code: str
    period: Period
    status: Status
    texts: Mapping[str, str]

    @property
    def wrong_day(self) -> bool:
        """Whether the day was written and cannot be read."""
        return bool(self.texts["due"]) and written_date(self.texts["due"]) is None

    @property
    def is_whole(self) -> bool:
        return all(self.texts.values()) and not self.wrong_day

    def key(self, name: str) -> str:
        """The key of a field among the explanations of a draft."""
        return keys.action_field_key(self.code, self.period, name)


def is_answered(actions: Mapping[Key, CorrectiveAction], fresh: Collection[Key], period: Period, today: date) -> bool:
    """Whether an action of the indicator is under way, or the one of this very period is done.

    actions  those of the indicator
    fresh    what comes with the value: of a new one any day counts, it has been chosen by who looks at it
    """
    return any(
        (one.is_open and (key in fresh or one.due >= today))
        or (one.outcome is ActionOutcome.DONE and one.period == period)
        for key, one in actions.items()
    )


def is_history(period: Period, today: date) -> bool:
    """Whether the year after the period's own is over: nothing that is done now acts upon such a value.

    To mend what was published of it wants a reason, and no corrective action (decision 0061).
    """
    return period.fiscal_year.period(period.year + 1, 12).end_date <= today


def required_actions(
    after: Dataset,
    change: Changes,
    actions: Iterable[CorrectiveAction],
    texts: Mapping[str, str],
    days: tuple[date, date],
) -> tuple[RequiredAction, ...]:
    """Of each indicator whose last value comes or becomes another one and lies far behind.

    after    at least of the indicators whose values change
    actions  as they stand after the publication
    texts    explanations of the draft; what they say of an action may still be mended
    days     today, and the day of publication
    """
    fiscal, (today, _) = after.strategy.fiscal_year, days
    moved = {
        (value.code, value.period)
        for value in change.values
        if not value.breakdown and value.kind is not ChangeKind.REMOVED and value.new is not None
        if (value.old, value.old_gap) != (value.new, value.new_gap)
        if value.old is None or not is_history(value.period, days[0])
    }
    if not moved:
        return ()
    told = {(one.action.code, one.action.period) for one in change.corrective_actions}
    typed = {key for key in moved if any(keys.action_field_key(*key, name) in texts for name in ACTION_FIELDS)}
    known: dict[str, dict[Key, CorrectiveAction]] = {}
    for one in actions:
        if (one.code, one.period) not in typed:
            known.setdefault(one.code, {})[one.code, one.period] = one
    return tuple(
        RequiredAction(code=code, period=period, status=status, texts=_texts(code, period, texts))
        for code, period, status in _last_far(after, fiscal, days)
        if (code, period) in moved and not is_answered(known.get(code, {}), told, period, today)
    )


def _texts(code: str, period: Period, texts: Mapping[str, str]) -> dict[str, str]:
    return {name: texts.get(keys.action_field_key(code, period, name), "") for name in ACTION_FIELDS}


def _last_far(after: Dataset, fiscal: FiscalYear, days: tuple[date, date]) -> Iterator[tuple[str, Period, Status]]:
    """The last value of each indicator, where it is judged far behind."""
    rows = after.observations[(after.observations["breakdown"] == "") & after.observations["value"].notna()]
    last_day = fiscal.ending(int(rows["end"].max()), 1).end_date if len(rows) else days[0]
    as_of = max(days[0], last_day)
    source = dataset_arrays(after)
    given = known_rows(source, [Moment(fiscal.completed(as_of), as_of, max(as_of, days[1]))])
    series = series_of(source, given)
    valued = series[series["judged"] & series["status"].astype("str").isin([*map(str, JUDGED)])]
    latest = valued.sort_values("end", kind="stable").drop_duplicates("code", keep="last")
    far = latest[latest["status"].astype("str").isin([*map(str, FAR_BEHIND)])]
    names = ("code", "end", "span_months", "status")
    for code, end, span, status in zip(*(far[name].tolist() for name in names), strict=True):
        yield code, fiscal.ending(end, span), Status(status)


def with_actions(checked: CheckedWorkbook, texts: Mapping[str, str], fiscal_year: FiscalYear) -> CheckedWorkbook:
    """The same file with the corrective actions that were written at its preview; one that is not whole is left out."""
    book = checked.reading.goal_book
    if book is None:
        return checked
    own = {(one.code, one.period) for one in book.corrective_actions}
    given = [one for one in _given(texts, fiscal_year) if (one.code, one.period) not in own]
    if not given:
        return checked
    return with_book(checked, replace(book, corrective_actions=(*book.corrective_actions, *given)))


def _given(texts: Mapping[str, str], fiscal_year: FiscalYear) -> Sequence[CorrectiveAction]:
    found: dict[str, dict[str, str]] = {}
    for key, words in texts.items():
        row, name = keys.action_field_of(key)
        if name:
            found.setdefault(row, {})[name] = words
    made = []
    for row, fields in found.items():
        code, period, _ = keys.parse(row, fiscal_year)
        due = written_date(fields.get("due", ""))
        if period is None or due is None or not all(fields.get(name) for name in ACTION_FIELDS):
            continue
        cause, measure, responsible = (fields[name] for name in ("cause", "measure", "responsible"))
        made.append(
            CorrectiveAction(code=code, period=period, due=due, cause=cause, measure=measure, responsible=responsible)
        )
    return made
