"""Answers that cannot be meant are refused by key and reason, with what to write instead; and what the others mean."""

import pytest

from kpi.text import Text
from kpi.workbook.init.answers import REQUIRED, AnswerError, ColumnAnswer, column_answer, read_answers
from kpi.workbook.init.strategy import drafted
from kpi.workbook.init.vocabulary import Holds
from tests.fiscal_years import CALENDAR
from tests.languages import BOTH
from tests.workbook.init.strategies import DAY, USUAL, answers_of, book, source

TABLE = """
# Лист1
№ | Показник | Од. | База 2024 | Ціль 2025 | Ціль 2027 | Факт 2025
Стратегічна ціль 1. Економіка
Оперативна ціль 1.1. Бізнес
1.1.1 | Нові підприємства | од. | 1 | 2 | 3 | 2
1.1.2 | Задоволеність | % | 60 | зростає | зростає | 61
Стратегічна ціль 2. Довкілля
Оперативна ціль 2.1. Вода
2.1.1 | Якісні проби | % | 80 | 90 | 95 | 85
"""


def refused(**more: object) -> tuple[str, str]:
    """(key, reason) for which the answers are refused, read alone or held against the table."""
    with pytest.raises(AnswerError) as error:
        drafted([source("table.xlsx", book(TABLE, []))], answers_of(**more), DAY)
    for language in BOTH:
        said = Text(language).say(f"init.answer.{error.value.reason}", key=error.value.key)
        assert error.value.key in said, "the sentence does not say which answer"
        assert "{" not in said.replace('{"', "")
    return error.value.key, error.value.reason


@pytest.mark.parametrize("key", REQUIRED)
@pytest.mark.parametrize("value", [None, ""])
def test_what_every_strategy_begins_with_is_needed(key: str, value: object) -> None:
    assert refused(**{key: value}) == (key, "missing")
    with pytest.raises(AnswerError) as error:
        read_answers({name: said for name, said in USUAL.items() if name != key})
    assert (error.value.key, error.value.reason) == (key, "missing")


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("title", 5, "text"),
        ("title", " \n ", "text"),
        ("community", "г" * 501, "text"),
        ("community", ["Громада"], "text"),
        ("first_year", "2025", "number"),
        ("last_year", 2027.0, "number"),
        ("last_year", True, "number"),
        ("figures", "both", "figures"),
        ("language", "UK", "language"),
        ("year_starts_in", 0, "month"),
        ("year_starts_in", 13, "month"),
        ("year_starts_in", "липень", "number"),
        ("currency", "євро", "currency"),
        ("currency", "eur", "currency"),
        ("currency", 978, "currency"),
        ("colour", "blue", "unknown"),
        ("columns", ["Лист1!D1"], "object"),
        ("sectors", {"Економіка": "1"}, "object"),
        ("departments", {"Відділ": "Управління"}, "object"),
        ("directions", {"1.1.1": 1}, "object"),
        ("kinds", ["1.1.1"], "object"),
        ("targets", ["1.1.1"], "object"),
        ("units", {"1.1.1": None}, "object"),
    ],
)
def test_answers_of_a_wrong_kind(key: str, value: object, reason: str) -> None:
    assert refused(**{key: value}) == (key, reason)


@pytest.mark.parametrize(
    ("first", "last"), [(2027, 2025), (1989, 1995), (2095, 2101), (2000, 2030), (-1, 3), (20250, 20270)]
)
def test_years_that_no_strategy_has(first: int, last: int) -> None:
    assert refused(first_year=first, last_year=last) == ("last_year", "years")


@pytest.mark.parametrize(
    ("more", "key", "reason"),
    [
        ({"columns": {"Лист1!D1": "ціна"}}, "columns/Лист1!D1", "column"),
        ({"columns": {"Лист1!D1": ""}}, "columns/Лист1!D1", "column"),
        ({"columns": {"Лист1!D1": True}}, "columns/Лист1!D1", "column"),
        ({"columns": {"Лист1!D1": "target soon"}}, "columns/Лист1!D1", "period"),
        ({"columns": {"Лист1!D1": "fact 2026-Q5"}}, "columns/Лист1!D1", "period"),
        ({"columns": {"Лист1!Z1": "unit"}}, "columns/Лист1!Z1", "place"),
        ({"columns": {"Аркуш!D1": "target 2024"}}, "columns/Аркуш!D1", "place"),
        ({"columns": {"Лист1!G2": 5}}, "columns/Лист1!G2", "place"),
        ({"columns": {"Лист1!G40": None}}, "columns/Лист1!G40", "place"),
        ({"departments": {"відділ води": {"name": "Водоканал"}}}, "departments/відділ води", "nobody"),
        ({"departments": {"Відділ": {}}}, "departments/Відділ", "department"),
        ({"departments": {"Відділ": {"name": " "}}}, "departments/Відділ", "department"),
        ({"departments": {"Відділ": {"drop": "yes"}}}, "departments/Відділ", "department"),
        ({"directions": {"1.1.1": "вбік"}}, "directions/1.1.1", "direction"),
        ({"directions": {"1.1.1": "зменшення"}}, "directions/1.1.1", "against"),
        ({"directions": {"9.9": "зростання"}}, "directions/9.9", "code"),
        ({"kinds": {"1.1.1": "стрибок"}}, "kinds/1.1.1", "kind"),
        ({"kinds": {"9.9": "рівень"}}, "kinds/9.9", "code"),
        ({"units": {"1.1": "од."}}, "units/1.1", "code"),
        ({"targets": {"1.1.2": "багато"}}, "targets/1.1.2", "target"),
        ({"targets": {"1.1.2": "1,234"}}, "targets/1.1.2", "target"),
        ({"targets": {"1.1.2": None}}, "targets/1.1.2", "target"),
        ({"targets": {"1.1.2": True}}, "targets/1.1.2", "target"),
        ({"targets": {"1.1.2": 10**400}}, "targets/1.1.2", "target"),
        ({"targets": {"1.1.2": float("inf")}}, "targets/1.1.2", "target"),
        ({"columns": {"Лист1!G5": float("nan")}}, "columns/Лист1!G5", "column"),
        ({"targets": {"9.9": "5"}}, "targets/9.9", "code"),
        ({"sectors": {"Усе": ["1"]}}, "sectors", "sectors"),
        ({"sectors": {"Усе": ["1", "2", "3"]}}, "sectors", "sectors"),
    ],
)
def test_answers_that_the_table_does_not_bear(more: dict[str, object], key: str, reason: str) -> None:
    assert refused(**more) == (key, reason)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("target 2025", ColumnAnswer(role=Holds.TARGET, period=CALENDAR.period(2025, 12, 1))),
        ("Ціль 2025", ColumnAnswer(role=Holds.TARGET, period=CALENDAR.period(2025, 12, 1))),
        (" fact 2026-H1 ", ColumnAnswer(role=Holds.FACT, period=CALENDAR.period(2026, 6, 1))),
        ("fact 2025 with zeros", ColumnAnswer(role=Holds.FACT, period=CALENDAR.period(2025, 12, 1), zeros=True)),
        ("unit", ColumnAnswer(role=Holds.UNIT)),
        ("пропустити", ColumnAnswer(role=Holds.OTHER)),
    ],
)
def test_what_a_column_may_be_answered_to_be(said: str, meant: ColumnAnswer) -> None:
    assert column_answer(said, "columns/A1", CALENDAR) == meant


def test_answers_are_taken_in_words_and_in_codes_of_either_language() -> None:
    for direction, kind in (("зростання", "потік за рік"), ("increase", "flow"), (" Increase", "FLOW ")):
        draft = drafted(
            [source("table.xlsx", book(TABLE, []))],
            answers_of(
                directions={"1.1.2": direction}, kinds={"1.1.1": kind}, targets={"1.1.2": "75,5"},
                units={"2.1.1": "відсотків"}, sectors={"Люди": ["2"], "Гроші": ["1"]}, currency="EUR",
            ),
            DAY,
        )  # fmt: skip
        assert draft is not None
        first, second = draft.books[0].indicators
        assert (first.kind.value, second.direction.value, dict(second.targets)) == ("flow", "increase", {2027: 75.5})
        assert draft.books[1].indicators[0].unit == "відсотків"
        assert [sector.name for sector in draft.plan.sectors] == ["Люди", "Гроші"]
        assert [(goal.code, goal.sector) for goal in draft.plan.strategic_goals] == [("1", "s2"), ("2", "s1")]
        assert draft.plan.strategy.currency == "EUR"


@pytest.mark.parametrize("said", ["1234,5", 1234.5, "1 234,5"])
def test_a_target_is_a_number_of_json_or_words(said: object) -> None:
    draft = drafted([source("table.xlsx", book(TABLE, []))], answers_of(targets={"1.1.2": said}), DAY)
    assert draft is not None
    assert dict(draft.books[0].indicators[1].targets) == {2027: 1234.5}
