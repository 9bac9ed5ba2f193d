"""What is worked out of a whole survey and asked for by each of its hundreds of pages and files: once, and kept."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from kpi.measure.results import Survey

Value = TypeVar("Value")


def cache_by_survey(make: Callable[[Survey], Value]) -> Callable[[Survey], Value]:
    """`make`, called once for each survey; its value is kept as long as the survey is. What it raises is not kept.

    Two threads may both make the first value: it is the same one, for a survey never changes.
    """
    kept: WeakKeyDictionary[Survey, Value] = WeakKeyDictionary()

    @wraps(make)
    def find(survey: Survey) -> Value:
        try:
            return kept[survey]
        except KeyError:
            value = kept[survey] = make(survey)
            return value

    return find
