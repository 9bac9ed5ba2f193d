"""The rows of «Засідання», «Рішення», «Доручення», «Події», «Ризики», «Узгодження»: the way back of reading."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date

from kpi.model import Assignment, Oversight, decision_key
from kpi.workbook.sheet.book_words import BookWords

Value = str | float | date | None
Record = Mapping[str, Value]
Records = Mapping[str, Sequence[Record]]


def oversight_records(oversight: Oversight, words: BookWords, departments: Mapping[str, str]) -> Records:
    """Records by the key of their sheet; `departments`: their names by code."""
    return {
        **{
            field.name: [_record(one) for one in getattr(oversight, field.name)]
            for field in fields(Oversight)
            if field.name != "sheets"
        },
        "assignments": [_assignment(one, oversight, words, departments) for one in oversight.assignments],
    }


def _record(one: object) -> Record:
    """The fields as they are; codes apart by a semicolon."""
    values = {field.name: getattr(one, field.name) for field in fields(one)}  # type: ignore[arg-type]
    return {key: "; ".join(value) if isinstance(value, tuple) else value for key, value in values.items()}


def _assignment(one: Assignment, oversight: Oversight, words: BookWords, departments: Mapping[str, str]) -> Record:
    return {
        **_record(one),
        "department": departments.get(one.department, one.department),
        "withdrawn_by": _withdrawal(one, oversight, words),
    }


def _withdrawal(one: Assignment, oversight: Oversight, words: BookWords) -> str:
    """The number of the decision; with its day where the reader would find two of the number."""
    key = decision_key(one.withdrawn_by)
    alike = [d for d in oversight.decisions if decision_key(d.number) == key and d.day >= one.decision_day]
    if one.withdrawn_on is None or len(alike) < 2:
        return one.withdrawn_by
    return str(words.said("decided")).format(number=one.withdrawn_by, day=words.day(one.withdrawn_on))
