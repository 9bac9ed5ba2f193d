"""Every language of the registry: what it must say of itself, its words on the public pages, its forms, its letters."""

import re
from datetime import date

import pytest

from kpi.model import CODE_PATTERN, NAMES_BESIDE, SLUG_PATTERN, USUAL_LANGUAGE, Language, site_languages
from kpi.model.language import register
from kpi.text import Text
from kpi.text.catalog import SHARED, entries, own_words
from kpi.text.long_texts import long_text
from tests.fiscal_years import CALENDAR
from tests.languages import PUBLIC, partial_language

OWN = [language for language in Language if language.value not in SHARED]


@pytest.mark.parametrize("language", OWN)
def test_no_public_word_is_missing(language: Language) -> None:
    """What a public page, file, picture, sheet or feed says stands in every shipped language."""
    missing = [key for key, entry in entries().items() if key.startswith(PUBLIC) and language.value not in entry]
    assert missing == []


@pytest.mark.parametrize("language", list(Language))
def test_a_language_says_what_the_site_asks(language: Language) -> None:
    assert language is Language(language.value) is Language.named(language.value)
    assert language.script in {"latin", "cyrillic"}
    assert len(language.authority) == 3
    assert "_" in language.open_graph
    assert language in language.chain
    assert language.whole.value in SHARED
    assert Text(language).language_name(language)
    for name in ("date_short", "quarter_long", "percent", "quoted", "unit_yes_no"):
        assert language.form(name)
    assert CODE_PATTERN.fullmatch("А.1")
    if language.letters:
        assert SLUG_PATTERN.fullmatch(language.letters)
        assert SLUG_PATTERN.fullmatch(language.letters.lower())


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (1, "1 wskaźnik"),
        (2, "2 wskaźniki"),
        (4, "4 wskaźniki"),
        (5, "5 wskaźników"),
        (12, "12 wskaźników"),
        (22, "22 wskaźniki"),
        (25, "25 wskaźników"),
        (101, "101 wskaźników"),
        (1234, "1234 wskaźniki"),
        (2.5, "2,5 wskaźnika"),
    ],
)
def test_polish_counts(n: float, words: str) -> None:
    assert Text(Language("pl")).count("count.indicators", n).replace("\u00a0", " ").replace("\u202f", "") == words


@pytest.mark.parametrize(
    ("period", "short", "long"),
    [
        ("2026", "2026", "2026 rok"),
        ("2026-H1", "I półr. 2026", "I półrocze 2026 roku"),
        ("2026-Q1", "I kw. 2026", "I kwartał 2026 roku"),
        ("2026-07", "lipiec 2026", "lipiec 2026 roku"),
    ],
)
def test_polish_periods(period: str, short: str, long: str) -> None:
    text = Text(Language("pl"))
    told = [
        words.replace("\u00a0", " ")
        for words in (text.period(CALENDAR.parse(period)), text.period_long(CALENDAR.parse(period)))
    ]
    assert told == [short, long]


def test_polish_dates_numbers_and_units() -> None:
    text = Text(Language("pl"))
    assert (text.date(date(2026, 9, 30)), text.date_long(date(2026, 9, 30))) == ("30.09.2026", "30 września 2026 roku")
    assert text.percent(0.684, 1) == "68,4%"
    plain = str.maketrans("\u00a0\u202f", "  ")
    assert [text.quantity(n, "osób").translate(plain) for n in (1, 3, 5, 22)] == [
        "1 osoba",
        "3 osoby",
        "5 osób",
        "22 osoby",
    ]
    assert text.quantity(1, "osób", after_by=True).translate(plain) == "1 osobę"
    assert text.money(38_200_000, "PLN").translate(plain) == "38,2 mln zł"
    assert Text(Language("uk")).quantity(5, "miejsca").translate(plain) == "5 miejsca", (
        "a unit of Polish bends in Polish alone"
    )


def test_a_site_is_read_in_its_own_language_and_english_unless_the_plan_says_otherwise() -> None:
    pl, uk, en = Language("pl"), USUAL_LANGUAGE, NAMES_BESIDE
    assert (site_languages(uk), site_languages(pl), site_languages(en)) == ((uk, en), (pl, en), (en,))
    assert site_languages(pl, (uk,)) == (pl, uk)
    assert site_languages(en, (uk, en)) == (en, uk)
    assert Text(pl, pl).asked("uk") is None
    assert Text(pl, pl).asked("en") is en


def test_a_word_that_a_language_has_not_is_its_fallbacks_in_that_ones_forms() -> None:
    with partial_language({"overview.sectors": "Secteurs"}) as french:
        text = Text(french)
        assert text.say("overview.sectors") == "Secteurs"
        assert text.say("shell.nav.overview") == "Overview"
        # French counts 1.5 as one; the English words are counted in English
        assert text.count("count.indicators", 1.5) == "1,5 indicators"
        assert text.date(date(2026, 2, 3)) == "3 févr. 2026"
        assert text.whole.language is NAMES_BESIDE
        assert register(french.folder) is french
    assert Language.named("fr") is None


@pytest.mark.parametrize("language", OWN)
def test_every_key_of_a_language_is_one_of_the_catalogue(language: Language) -> None:
    """A site runs on where a key was renamed, with the word of the fallback; here it is told."""
    shared = [key for key, entry in entries().items() if entry.keys() >= SHARED]
    keys = [key for key, _ in own_words(language, shared)]
    assert sorted(key for key in set(keys) if keys.count(key) > 1) == []
    assert [key for key in sorted(set(keys) - set(shared)) if not key.startswith(("unit.", "unit_by."))] == []


def test_a_key_that_nothing_shares_is_left_out() -> None:
    with partial_language({"overview.nothing": "?", "overview.sectors": "Secteurs"}) as french:
        assert Text(french).say("overview.sectors") == "Secteurs"
        assert not Text(french).has("overview.nothing")


def test_a_text_that_counts_cannot_be_one_form() -> None:
    with pytest.raises(ValueError, match="plural forms"), partial_language({"count.indicators": "{n}"}):
        entries()


@pytest.mark.parametrize("name", ["method", "guide"])
@pytest.mark.parametrize("language", list(Language))
def test_a_long_text_has_the_numbers_of_the_shared_ones(language: Language, name: str) -> None:
    if not (language.folder / f"{name}.md").is_file():
        assert language.chain[-1] is not language, "the last of a chain has every text"
        return
    given = [sorted(re.findall(r"\{\w+\}", long_text(name, one))) for one in (language, NAMES_BESIDE)]
    assert given[0] == given[1]
