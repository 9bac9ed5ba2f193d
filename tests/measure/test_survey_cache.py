"""What is made of a whole survey is made once, and kept no longer than the survey."""

import gc
import weakref

import pytest

from kpi.measure.results import Survey
from kpi.measure.survey_cache import cache_by_survey
from tests.views.samples import Sample, survey_of


def test_a_value_is_made_once_for_each_survey() -> None:
    asked: list[Survey] = []

    @cache_by_survey
    def nothing(survey: Survey) -> None:
        asked.append(survey)

    one, other = survey_of([Sample("1.1.1")]), survey_of([Sample("1.1.1")])
    for survey in (one, other, one, other):
        assert nothing(survey) is None
    assert asked == [one, other]


def test_a_survey_that_nobody_needs_is_let_go() -> None:
    @cache_by_survey
    def size(survey: Survey) -> int:
        return len(survey.dataset.indicators)

    survey = survey_of([Sample("1.1.1")])
    assert size(survey) == 1
    left = weakref.ref(survey)
    del survey
    gc.collect()
    assert left() is None


def test_what_it_raises_is_not_kept() -> None:
    failures = [ValueError("not yet")]

    @cache_by_survey
    def later(survey: Survey) -> int:
        if failures:
            raise failures.pop()
        return len(survey.dataset.indicators)

    survey = survey_of([Sample("1.1.1")])
    with pytest.raises(ValueError, match="not yet"):
        later(survey)
    assert later(survey) == 1
