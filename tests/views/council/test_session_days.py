"""Sessions of the council as days to compare with: which release stood on a day, what is offered, what is said."""

from dataclasses import replace
from datetime import date

import pytest

from kpi.measure.dataset import Dataset, frame
from kpi.measure.schemas.oversight import COUNCIL_SESSIONS
from kpi.model import Language
from kpi.text import Text
from kpi.views.council.session_days import SessionDay, option_words, release_on, session_days, stood_words
from tests.views.samples import Sample, survey_of

UK, EN = Text(Language.UK), Text(Language.EN)
MAY, AUGUST, NOVEMBER = date(2026, 5, 14), date(2026, 8, 14), date(2026, 11, 14)
RELEASES = (NOVEMBER, AUGUST, MAY)


def with_sessions(*days: date, name: str = "", name_en: str = "") -> Dataset:
    rows = [{"day": day, "name": name, "name_en": name_en} for day in days]
    return replace(survey_of([Sample("1.1.1")]).dataset, council_sessions=frame(rows, COUNCIL_SESSIONS))


@pytest.mark.parametrize(
    ("day", "stood"),
    [
        (date(2026, 5, 13), None),
        (MAY, MAY),  # what was published on the day of the session stood on it
        (date(2026, 8, 13), MAY),
        (AUGUST, AUGUST),
        (date(2030, 1, 1), NOVEMBER),
    ],
)
def test_the_release_that_stood_on_a_day(day: date, stood: date | None) -> None:
    assert release_on(day, RELEASES) == stood
    assert release_on(day, tuple(reversed(RELEASES))) == stood


def test_only_sessions_that_have_been_and_can_be_compared_with_are_offered() -> None:
    early, july, october, coming = date(2026, 3, 26), date(2026, 7, 2), date(2026, 10, 29), date(2026, 12, 17)
    dataset = with_sessions(early, july, october, coming)
    found = session_days(dataset, UK, RELEASES, date(2026, 11, 20))
    assert found == (SessionDay(october, "", AUGUST), SessionDay(july, "", MAY))
    assert session_days(dataset, UK, (), date(2026, 11, 20)) == ()
    assert session_days(with_sessions(), UK, RELEASES, date(2026, 11, 20)) == ()


def test_a_session_is_named_in_the_language_of_the_page_alone() -> None:
    today = date(2026, 11, 20)
    (named,) = session_days(with_sessions(date(2026, 7, 2), name="Чергова сесія"), UK, RELEASES, today)
    assert option_words(named, UK) == "02.07.2026, Чергова сесія: випуск від 14.05.2026"
    english = replace(EN, default=Language.UK)
    (foreign,) = session_days(with_sessions(date(2026, 7, 2), name="Чергова сесія"), english, RELEASES, today)
    assert "Чергова" not in option_words(foreign, english)
    (both,) = session_days(with_sessions(date(2026, 7, 2), name="Сесія", name_en="Session"), english, RELEASES, today)
    assert "Session" in option_words(both, english)


def test_which_release_a_day_means_is_said() -> None:
    session = SessionDay(date(2026, 7, 2), "", MAY)
    assert stood_words(session.day, MAY, (session,), UK).startswith("У день засідання ради 02.07.2026")
    assert stood_words(date(2026, 7, 3), MAY, (session,), UK).startswith("На 03.07.2026 останнім був випуск")
