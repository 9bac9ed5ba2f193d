"""Two histories of one strategy: as it was known at each quarter, or by what is known now; every page says which."""

from dataclasses import dataclass
from datetime import date

from kpi.measure.clock import history_frequency
from kpi.measure.results import Survey
from kpi.measure.survey_cache import cache_by_survey
from kpi.model import Basis, Frequency
from kpi.text import Text

#: the parameter of the address that holds the choice
PARAMETER = "history"


@dataclass(frozen=True, slots=True)
class HistoryWay:
    """One of the two histories to choose: its words, whether it is shown, the value of the parameter, "" by default."""

    words: str
    shown: bool
    value: str


@dataclass(frozen=True, slots=True)
class HistoryChoice:
    """What a page says of its history: `words` which it is, and the two ways; `page` and `id` are where it stands."""

    words: str
    ways: tuple[HistoryWay, ...]
    page: str
    id: str = ""


def history_choice(survey: Survey, basis: Basis, text: Text, page: str, id: str = "") -> HistoryChoice | None:
    """The choice on a page; None where no quarter has ended yet, or nothing was ever published."""
    published = _published(survey)
    if not survey.moments or not published:
        return None
    ways = tuple(
        HistoryWay(text.say(f"history.way.{way}"), way is basis, "" if way is Basis.KNOWN else way.value)
        for way in Basis
    )
    return HistoryChoice(_words(survey, basis, published, text), ways, page, id)


@cache_by_survey
def _published(survey: Survey) -> list[date]:
    """The days of the releases up to the one shown, the first of them first."""
    days = sorted(day.date() for day in survey.dataset.releases["published"].dropna())
    return [day for day in days if day <= survey.now.known_at]


@cache_by_survey
def history_rhythm(survey: Survey) -> Frequency:
    """The periods that the history of a survey is told in."""
    return history_frequency(survey.dataset)


def _words(survey: Survey, basis: Basis, published: list[date], text: Text) -> str:
    rhythm = history_rhythm(survey)
    if basis is Basis.HINDSIGHT:
        return text.say(f"history.hindsight.{rhythm}", date=text.date(published[-1]))
    words, fiscal = text.say(f"history.known.{rhythm}"), survey.fiscal_year
    before = [moment.end for moment in survey.moments if fiscal.last_day(moment.end + rhythm.months) < published[0]]
    if not before:
        return words
    last = text.period(fiscal.ending(before[-1], rhythm.months))
    return f"{words} {text.say(f'history.before_first.{rhythm}', period=last, date=text.date(published[0]))}"
