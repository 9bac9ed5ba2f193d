"""Every letter as a stranger reads it: towns of three languages, so many things to tell, two languages of letters."""

from datetime import date

import pytest

from kpi.community import PerCommunity
from kpi.model import USUAL_ZONE, Language, community_time
from kpi.model.community_time import keep_zone
from kpi.services.reminders.due import chase_letter
from kpi.services.reminders.letter_body import LetterContext, parts
from kpi.services.reminders.paragraphs import plain
from kpi.services.reminders.working_days import Workdays
from kpi.text import Text
from tests.truth.letters.reading import problems
from tests.truth.letters.towns import town
from tests.truth.letters.writing import EVENTS, letters_of

#: 0 where nothing is public
NUMBERS = (2, *(pytest.param(n, marks=pytest.mark.slow) for n in (0, 1, 5, 11, 21, 111)))
#: (town, language of its letters); Polish letters speak the fallback
READERS = [
    *(("riverton", "en"), ("sadove", "uk")),
    *(
        pytest.param(reader, marks=pytest.mark.slow)
        for reader in (("riverton", "uk"), ("sadove", "en"), ("dolina", "pl"), ("dolina", "uk"))
    ),
]


@pytest.fixture(autouse=True)
def clocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The zone of a town is no other test's."""
    monkeypatch.setattr(community_time, "_zone", PerCommunity(lambda: [USUAL_ZONE]))


@pytest.fixture(params=READERS, ids="-".join)
def reader(request: pytest.FixtureRequest) -> tuple[str, str]:
    name, language = request.param
    return name, language


@pytest.mark.parametrize("n", NUMBERS)
def test_a_stranger_finds_nothing_wrong(reader: tuple[str, str], n: int) -> None:
    name, language = reader
    found, kinds = [], set()
    for restricted in {1: (0, 1)}.get(n, (1,)):
        here = town(name, n, restricted=restricted)
        keep_zone(here.strategy.zone)
        text = Text(Language(language), here.strategy.language).whole
        for letter in letters_of(here, n, text):
            kinds.add(letter.kind)
            found += [f"{letter.kind}: {problem}" for problem in problems(letter, here, text)]
    assert sorted(set(found)) == []
    assert not n or kinds >= {*EVENTS, "news", "before", "at", "after", "weekly", "chase"}


def test_no_word_of_a_workbook_makes_a_header() -> None:
    """Names that would begin one, or an encoded word that holds one."""
    hostile, usual = town("hostile", 2, restricted=1), town("riverton", 2, restricted=1)
    text = Text(Language.EN, Language.EN)
    letters = list(letters_of(hostile, 2, text))
    assert {letter.headers for letter in letters} == {letter.headers for letter in letters_of(usual, 2, text)}
    assert [letter.subject for letter in letters if not letter.subject.isprintable()] == []
    assert all("bcc" not in {header.lower() for header in letter.headers} for letter in letters)


@pytest.mark.parametrize(
    ("name", "language", "moment"),
    [
        ("riverton", "en", "26 Nov 2026 16:30"),
        ("riverton", "uk", "26.11.2026 16:30"),
        ("dolina", "pl", "26 Nov 2026 23:30"),
        ("sadove", "uk", "27.11.2026 00:30"),
    ],
)
def test_a_moment_is_told_by_the_towns_clocks(name: str, language: str, moment: str) -> None:
    here = town(name, 1, restricted=1)
    keep_zone(here.strategy.zone)
    text = Text(Language(language), here.strategy.language).whole
    told = {letter.kind: letter.plain for letter in letters_of(here, 1, text)}
    assert [
        kind for kind in ("waiting", "hidden", "approved", "published", "decision_due") if moment not in told[kind]
    ] == []


def test_an_editors_letter_counts_no_days_where_there_are_none() -> None:
    """On the day of the term, on days off before it, on days off after it: never «0 working days»."""
    here = town("sadove", 1)
    text = Text(Language.EN, here.strategy.language)
    # the second quarter of 2028 is due on Saturday, 15 July; the third of 2027 on Friday, 15 October
    said = {
        date(2027, 10, 15): "Today, 15 Oct 2027, is the last day",
        date(2027, 10, 16): "were due 15 Oct 2027 and are still missing",
        date(2028, 7, 14): "Today is the last working day before it",
        date(2028, 7, 15): "Today, 15 Jul 2028, is the last day",
    }
    for day, words in said.items():
        found = chase_letter(here.dataset, "dep-climate", day, Workdays())
        assert found is not None
        told = plain(parts(found, LetterContext(here.strategy, day, Workdays()), "", text))
        assert words in told, day
        assert " 0 working" not in told
