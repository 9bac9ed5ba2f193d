"""A period is told in words, never by its code."""

import pytest

from kpi.model import Language, Problem, Severity
from kpi.text import Text
from kpi.text.problems import message

ABOUT = {"indicator": "1.1.1", "first": "E2", "day": "01.10.2026", "last": "30.09.2026"}


@pytest.mark.parametrize("code", ["observation_duplicate", "period_finer", "period_not_begun", "period_not_ended"])
@pytest.mark.parametrize(("language", "words"), [(Language.UK, "III кв. 2026"), (Language.EN, "Q3 2026")])
def test_a_sentence_names_the_period_as_people_do(code: str, language: Language, words: str) -> None:
    named = {"period": "2026-Q3"} if code == "observation_duplicate" else {}
    found = "1.1.1" if named else "2026-Q3"
    problem = Problem(code=code, severity=Severity.ERROR, found=found, values={**ABOUT, **named})
    told = message(problem, Text(language)).replace("\u00a0", " ")
    assert words in told
    assert "2026-Q3" not in told
