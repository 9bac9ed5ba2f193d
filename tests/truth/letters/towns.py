"""Communities whose letters strangers read. Only the Ukrainian one has illustrative data.

riverton   of another country: English, years from July, dollars, codes of letters, long units, yearly figures, a
           department of 200 letters, one with quotes and an ampersand, a goal without a department, targets of 0
dolina     Polish: its letters are in English, its names in Polish
sadove     Ukrainian, every name with an English one beside, names in quotation marks
hostile    as riverton, and its words would be headers
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property

from kpi.measure.books import dataset_from_books
from kpi.measure.dataset import Dataset
from kpi.model import (
    Assignment,
    Decision,
    DecisionBody,
    Department,
    Direction,
    Frequency,
    GoalBook,
    Indicator,
    Language,
    OperationalGoal,
    Oversight,
    Plan,
    Risk,
    Sector,
    StrategicGoal,
    Strategy,
    Visibility,
)

#: the day on which the letters are written, a Friday
TODAY = date(2026, 11, 27)
DECIDED = date(2026, 9, 24)
LONG = "Office of climate, energy, water, waste, parks, streets, schools and all other services of the city; " * 2
QUOTED = 'Parks & "Green" Spaces <east>'
UNIT = "tonnes of CO₂ equivalent per 1,000 residents"


@dataclass(frozen=True, eq=False)
class Town:
    """A community: its plan, its workbook, and how many of everything there is."""

    name: str
    plan: Plan
    book: GoalBook

    @cached_property
    def dataset(self) -> Dataset:
        return dataset_from_books([(self.book, None)], self.plan)

    @property
    def strategy(self) -> Strategy:
        return self.plan.strategy


@dataclass(frozen=True, kw_only=True)
class _Kind:
    """What differs between the towns."""

    strategy: Strategy
    words: Mapping[str, tuple[str, str]]
    unit: tuple[str, str]
    departments: tuple[tuple[str, str], tuple[str, str]]
    prefix: str
    frequency: Frequency


@cache
def town(name: str, n: int, *, restricted: int = 0) -> Town:
    """With `n` indicators that everybody may see and `restricted` that not, assignments and risks as many."""
    kind = _KINDS[name]
    goal = f"{kind.prefix}.2"
    codes = [f"{goal}.{number}" for number in range(1, n + restricted + 1)]
    indicators = tuple(_indicator(kind, code, hidden=at >= n) for at, code in enumerate(codes))
    return Town(name, _plan(kind, goal, n), GoalBook(goal=goal, indicators=indicators))


def _indicator(kind: _Kind, code: str, *, hidden: bool) -> Indicator:
    own, english = kind.words["indicator"]
    return Indicator(
        code=code,
        name=own,
        name_en=english,
        unit=kind.unit[0],
        unit_en=kind.unit[1],
        direction=Direction.DECREASE,
        department="dep-climate",
        frequency=kind.frequency,
        baseline_year=2023,
        baseline_value=12.5,
        targets=((2028, 0.0),),
        target_year=2028,
        visibility=Visibility.INTERNAL if hidden else Visibility.PUBLIC,
        ground="7" if hidden else "",
    )


def _plan(kind: _Kind, goal: str, n: int) -> Plan:
    said = kind.words
    first, second = kind.departments
    return Plan(
        strategy=kind.strategy,
        sectors=(Sector("sector", *said["goal"]),),
        strategic_goals=(StrategicGoal(kind.prefix, "sector", *said["goal"]),),
        operational_goals=(
            OperationalGoal(code=goal, strategic_goal=kind.prefix, name=said["goal"][0], name_en=said["goal"][1]),
        ),
        departments=(
            Department("dep-climate", *first, "first@example.org, copy@example.org"),
            Department("dep-parks", *second, "second@example.org"),
        ),
        oversight=Oversight(
            decisions=(
                Decision(
                    number="No. 12/7",
                    day=DECIDED,
                    body=DecisionBody.COUNCIL,
                    name=said["decision"][0],
                    name_en=said["decision"][1],
                    subjects=(goal,),
                ),
            ),
            assignments=tuple(_assignment(said["assignment"], number) for number in range(1, n + 1)),
            risks=tuple(
                Risk(goal=goal, name=f"{said['risk'][0]} {number}", name_en=_numbered(said["risk"][1], number))
                for number in range(1, n + 1)
            ),
        ),
    )


def _assignment(words: tuple[str, str], number: int) -> Assignment:
    return Assignment(
        decision="No. 12/7",
        decision_day=DECIDED,
        number=str(number),
        name=f"{words[0]} {number}",
        name_en=_numbered(words[1], number),
        department="dep-climate",
        due=date(2026, 10, 31),
    )


def _numbered(words: str, number: int) -> str:
    return f"{words} {number}" if words else ""


_KINDS = {
    "riverton": _Kind(
        strategy=Strategy(
            title="Riverton Forward: a strategy & an action plan",
            community="City of Riverton",
            edition="2024-2028",
            first_year=2024,
            last_year=2028,
            baseline_year=2023,
            illustrative=False,
            language=Language.EN,
            currency="USD",
            first_month=7,
            time_zone="America/Chicago",
            contact="City clerk, tel. 555-0100, clerk@example.org",
            deadline_days=45,
            deadline_days_year=120,
        ),
        words={
            "indicator": ("Emissions of buildings, roads and <all> other sources", ""),
            "goal": ("Clean air & water", ""),
            "decision": ("On the climate budget", ""),
            "assignment": ("Publish the inventory", ""),
            "risk": ("The grid is rebuilt", ""),
        },
        unit=(UNIT, ""),
        departments=((LONG[:200].strip(), ""), (QUOTED, "")),
        prefix="ENV",
        frequency=Frequency.YEAR,
    ),
    "dolina": _Kind(
        strategy=Strategy(
            title="Strategia rozwoju „Nasza Dolina”",
            community="Gmina Dolina",
            edition="2024-2028",
            first_year=2024,
            last_year=2028,
            baseline_year=2023,
            illustrative=False,
            language=Language.PL,
            currency="PLN",
            time_zone="Europe/Warsaw",
            deadline_days=15,
        ),
        words={
            "indicator": ("Liczba miejsc w żłobkach", ""),
            "goal": ("Więcej miejsc opieki", ""),
            "decision": ("W sprawie żłobków", ""),
            "assignment": ("Wskazać budynek", ""),
            "risk": ("Budynek jest wolny", ""),
        },
        unit=("miejsc", ""),
        departments=(("Wydział Spraw Społecznych", ""), ("Zarząd „Zieleni”", "")),
        prefix="Ż",
        frequency=Frequency.QUARTER,
    ),
    "sadove": _Kind(
        strategy=Strategy(
            title="Стратегія розвитку Садового",
            title_en="Strategy of Sadove",
            community="Садівська громада",
            community_en="Sadove community",
            edition="2024-2028",
            first_year=2024,
            last_year=2028,
            baseline_year=2023,
            illustrative=True,
            contact="strategy@example.org",
            deadline_days=15,
        ),
        words={
            "indicator": ("Викиди будинків", "Emissions of buildings"),
            "goal": ("Програма «Чисте повітря»", "“Clean air” programme"),
            "decision": ("Про клімат", "On the climate"),
            "assignment": ("Оприлюднити звіт", "Publish the report"),
            "risk": ("Мережу відбудовано", "The grid is rebuilt"),
        },
        unit=("т на рік", "tonnes a year"),
        departments=(("Відділ «Довкілля»", "Environment department"), ("Відділ & парк", "Parks department")),
        prefix="Б",
        frequency=Frequency.QUARTER,
    ),
}
_HEADER = "x\r\nBcc: victim@example.org\r\n\r\n<p>=?utf-8?q?=0ABcc:victim@example.org?="
_KINDS["hostile"] = replace(
    _KINDS["riverton"],
    strategy=replace(_KINDS["riverton"].strategy, title=_HEADER, community=_HEADER),
    words=dict.fromkeys(_KINDS["riverton"].words, (_HEADER, "")),
    departments=((_HEADER, ""), (_HEADER, "")),
)
