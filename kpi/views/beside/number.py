"""What stands beside an indicator's own series on its page: its parts, other communities, answered questions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kpi.measure.results import Survey
from kpi.text import Text
from kpi.views.beside.answers import Questions, answers
from kpi.views.beside.peers import UNKNOWN, Peers, Population, peers
from kpi.views.common.page_frame import release_day
from kpi.views.indicator.breakdown import Breakdown, breakdown


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """None and () leave a section out."""

    breakdown: Breakdown | None = None
    peers: Peers | None = None
    questions: Questions | None = None
    released: str = ""  # YYYY-MM-DD of the release shown, that a question is about


NOTHING = Beside()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the snapshot tells beside the releases, and how many people live here."""

    answered: Iterable[Mapping[str, Any]] = ()
    others: Iterable[Mapping[str, Any]] = ()
    population: Population = UNKNOWN


def beside_the_number(survey: Survey, code: str, text: Text, told: Told, letter: str = "") -> Beside:
    """All of it of an indicator.

    letter    a prefilled letter, where questions cannot be sent
    """
    edition = survey.dataset.strategy.edition
    answered = answers(told.answered, edition, code, survey.fiscal_year, text)
    return Beside(
        breakdown=breakdown(survey, code, text),
        peers=peers(survey, code, text, told.others, told.population),
        questions=Questions(answers=answered, letter=letter),
        released=release_day(survey).isoformat(),
    )
