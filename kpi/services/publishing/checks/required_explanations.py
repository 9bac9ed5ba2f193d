"""Which changes need an explanation, and the explanations put into the rows they are about."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from kpi.measure.comparison import StatusChange
from kpi.model import JUDGED, SEVERITY_ORDER, GapReason, Observation, Period, Status
from kpi.services.publishing.checks.value_doubts import ValueDoubt
from kpi.services.publishing.differences.changes import Changes
from kpi.services.publishing.differences.facts import ValueChange
from kpi.services.publishing.differences.plan_changes import ChangeKind
from kpi.services.publishing.keys import observation_key, row_key
from kpi.services.publishing.uploaded_workbook import CheckedWorkbook, with_book

LONGEST_COMMENT = 2000
#: fewer letters explain nothing
_FEWEST_LETTERS = 3
_NOTHING = frozenset({"так", "нема", "немає", "yes", "okay", "none", "ooo", "xxx", "ххх"})


class ExplanationReason(StrEnum):
    """The weightiest first; the last five are those of `DoubtKind`."""

    WORSE = "worse"  # the status worsens
    REVISED = "revised"  # a published value changes or goes
    GAP = "gap"  # there is no value and no reason
    SCALE = "scale"
    FALLING = "falling"
    NEGATIVE = "negative"
    BOUNDS = "bounds"
    JUMP = "jump"  # the value moves by over 20 %


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredExplanation:
    """A row (or a whole indicator: `period` None) that needs words, and the words that it has, "" for none yet.

    value, doubt   the value that is doubted, and why; None where it is not
    status         how the status worsens; None where it does not
    """

    key: str
    code: str
    period: Period | None
    breakdown: str
    reasons: tuple[ExplanationReason, ...]
    explanation: str
    value: float | None = None
    doubt: ValueDoubt | None = None
    status: StatusChange | None = None


def required_explanations(
    found: Changes, statuses: Iterable[StatusChange], doubts: Mapping[str, ValueDoubt], texts: Mapping[str, str]
) -> tuple[RequiredExplanation, ...]:
    """What needs an explanation. A comment in the row itself is one, unless it is the comment that stood there before.

    statuses  of the goal's indicators
    doubts    about the values of rows, by the row's key
    texts     explanations given for keys without a row that could hold them
    """
    reasons: dict[str, list[ExplanationReason]] = {}
    worse: dict[str, StatusChange] = {}
    for change in statuses:
        if _worse(change):
            key = _last_row(found.values, change.code)
            worse[key] = change
            reasons.setdefault(key, []).append(ExplanationReason.WORSE)
    for value in found.values:
        if value.moved:
            reasons.setdefault(value.key, []).append(ExplanationReason.REVISED)
        if _unreasoned(value):
            reasons.setdefault(value.key, []).append(ExplanationReason.GAP)
        if value.key in doubts:
            reasons.setdefault(value.key, []).append(ExplanationReason(doubts[value.key].kind))
    by_key = {value.key: value for value in found.values}
    needs = (_need(key, by_key.get(key), why, texts) for key, why in reasons.items())
    return tuple(replace(need, doubt=doubts.get(need.key), status=worse.get(need.key)) for need in needs)


def _need(
    key: str, value: ValueChange | None, why: Iterable[ExplanationReason], texts: Mapping[str, str]
) -> RequiredExplanation:
    if value is None:
        said = texts.get(key, "")
        return RequiredExplanation(
            key=key, code=key, period=None, breakdown="", reasons=tuple(why), explanation=said if explains(said) else ""
        )
    # what was written for this very change counts, though it may be word for word what stood there before
    said = texts.get(key, "") or ("" if value.kind is ChangeKind.REMOVED else value.fresh_comment)
    return RequiredExplanation(
        key=key,
        code=value.code,
        period=value.period,
        breakdown=value.breakdown,
        reasons=tuple(why),
        explanation=said if explains(said) else "",
        value=value.new,
    )


def explains(words: str) -> bool:
    """Whether words say something: «ок» and «—» do not."""
    letters = "".join(letter for letter in words.casefold() if letter.isalpha())
    return len(letters) >= _FEWEST_LETTERS and letters not in _NOTHING


def _unreasoned(value: ValueChange) -> bool:
    """«Н/д» without a reason: it says no more than silence until somebody says why."""
    gone = value.kind is ChangeKind.REMOVED
    return not gone and value.new is None and value.new_gap is GapReason.NO_VALUE


def _worse(change: StatusChange) -> bool:
    """A judged indicator that is judged worse, or no longer for want of data."""
    if change.before is None or change.before not in JUDGED or change.after is Status.SUSPENDED:
        return False
    return SEVERITY_ORDER.index(change.after) < SEVERITY_ORDER.index(change.before)


def _last_row(values: Iterable[ValueChange], code: str) -> str:
    """The key of the last changed total of an indicator; of the indicator where none of its totals changes."""
    own = [v for v in values if v.code == code and not v.breakdown and v.kind is not ChangeKind.REMOVED]
    return max(own, key=lambda v: v.period.end).key if own else row_key(code)


def with_explanations(checked: CheckedWorkbook, texts: Mapping[str, str]) -> CheckedWorkbook:
    """The same file, each explanation in the comment of the row that it is about."""
    book = checked.reading.goal_book
    if book is None or not texts:
        return checked
    rows = tuple(_with_text(o, texts.get(observation_key(o), "")) for o in book.observations)
    return with_book(checked, replace(book, observations=rows))


def _with_text(observation: Observation, text: str) -> Observation:
    if not text:
        return observation
    if not observation.comment:
        return replace(observation, comment=text)
    ended = observation.comment if observation.comment[-1] in ".!?…" else f"{observation.comment}."
    return replace(observation, comment=f"{ended} {text}"[:LONGEST_COMMENT])


def row_keys(checked: CheckedWorkbook) -> Iterator[str]:
    """Keys of all rows of the file."""
    if checked.reading.goal_book is not None:
        yield from map(observation_key, checked.reading.goal_book.observations)
