"""Public words of a draft: what of them is new, and the file without those that its author wants removed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from kpi.model import Draft, GoalBook, Indicator, Plan
from kpi.services.publishing import keys
from kpi.services.publishing.checks.personal_data import REMOVE, joined_words, without_personal_data
from kpi.services.publishing.differences.changes import Changes
from kpi.services.publishing.differences.fresh_words import WORDS, words_key
from kpi.services.publishing.uploaded_workbook import CheckedWorkbook, with_book, with_plan
from kpi.store import schema
from kpi.store.tables import oversight
from kpi.store.tables.oversight_rows import oversight_rows
from kpi.text import DASH

_Row = TypeVar("_Row")
#: words without which a row says nothing: a dash stands where nothing else is left
_NEEDED = frozenset({"cause", "measure", "responsible", "reason", "name"})
#: table -> where its rows stand
_SHEETS: Mapping[str, str] = {
    oversight.COUNCIL_SESSION.table.name: "sessions",
    oversight.DECISION.table.name: "decisions",
    oversight.ASSIGNMENT.table.name: "assignments",
    oversight.EVENT.table.name: "events",
    oversight.RISK.table.name: "risks",
    oversight.ALIGNMENT.table.name: "alignments",
}


def public_words(change: Changes, draft: Draft) -> Iterator[tuple[str, str]]:
    """What everybody will read and did not read before, by the key of its row; explanations that no row holds."""
    found: dict[str, list[str]] = {}
    for one in change.fresh_words:
        found.setdefault(one.key, []).extend(one.texts)
    yield from ((key, joined_words(texts)) for key, texts in found.items())
    yield from ((key, text) for key, text in draft.explanations.items() if key == keys.code_of(key))


def reasons(draft: Draft) -> dict[str, str]:
    """The explanations that no row can hold, by the code of the indicator, as everybody will read them."""
    answers = draft.choices.answers
    own = {key: text for key, text in draft.explanations.items() if key == keys.code_of(key)}
    return {key: without_personal_data(text) if answers.get(key) == REMOVE else text for key, text in own.items()}


def remove_answered(checked: CheckedWorkbook, answers: Mapping[str, str]) -> CheckedWorkbook:
    """The same file without the words that its author wants removed."""
    gone = frozenset(key for key, answer in answers.items() if answer == REMOVE)
    if not gone:
        return checked
    if checked.reading.plan is not None:
        checked = with_plan(checked, _plan_without(checked.reading.plan, gone))
    if checked.reading.goal_book is not None:
        checked = with_book(checked, _book_without(checked.reading.goal_book, gone))
    return checked


def _book_without(book: GoalBook, gone: frozenset[str]) -> GoalBook:
    corrective, action = WORDS[schema.CORRECTIVE_ACTION], WORDS[schema.ACTION]
    return replace(
        book,
        observations=tuple(
            _without(row, keys.observation_key(row) in gone, WORDS[schema.OBSERVATION]) for row in book.observations
        ),
        indicators=tuple(_indicator_without(row, gone) for row in book.indicators),
        suspensions=tuple(
            _without(row, keys.suspension_key(row.code, row.since) in gone, WORDS[schema.SUSPENSION])
            for row in book.suspensions
        ),
        actions=tuple(_without(row, keys.action_key(row.code, row.name) in gone, action) for row in book.actions),
        corrective_actions=tuple(
            _without(row, keys.corrective_key(row.code, row.period) in gone, corrective)
            for row in book.corrective_actions
        ),
    )


def _indicator_without(row: Indicator, gone: frozenset[str]) -> Indicator:
    """The break of the series is a value of its own in the book, a column in the store."""
    if keys.quality_key(row.code) not in gone:
        return row
    columns = [name for name in WORDS[schema.INDICATOR] if name != "break_reason"]
    broken = row.series_break
    words = joined_words([*(getattr(row, name) for name in columns), broken.reason if broken else ""])
    if broken is not None:
        broken = replace(broken, reason=without_personal_data(broken.reason, words) or DASH)
    return replace(_without(row, True, columns, words), series_break=broken)


def _plan_without(plan: Plan, gone: frozenset[str]) -> Plan:
    """Rows of the store and of the plan stand in one order."""
    rest: dict[str, Any] = {}
    for revisions, rows in oversight_rows(plan.oversight):
        sheet = _SHEETS[revisions.table.name]
        own = zip(getattr(plan.oversight, sheet), rows, strict=True)
        rest[sheet] = tuple(_without(one, words_key(revisions, row) in gone, WORDS[revisions]) for one, row in own)
    return replace(plan, oversight=replace(plan.oversight, **rest))


def _without(row: _Row, asked: bool, columns: Sequence[str], words: str = "") -> _Row:
    """The row without such words, where its author asked for that; `words` of the row where it has more of them."""
    if not asked:
        return row
    stood = {name: str(getattr(row, name)) for name in columns}
    told = words or joined_words(stood.values())
    left = {name: without_personal_data(text, told) for name, text in stood.items() if text}
    kept = {name: text or (DASH if name in _NEEDED else "") for name, text in left.items()}
    return replace(row, **kept)  # type: ignore[type-var]
