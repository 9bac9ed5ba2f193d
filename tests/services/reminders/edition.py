"""A small edition with contacts, one open and one restricted indicator, and one of a department without an address."""

from dataclasses import replace
from datetime import date

from kpi.model import Frequency, GoalBook, Observation, Oversight, Plan, Suspension, Visibility
from tests.books import indicator, observation
from tests.books import plan as plain_plan

PUBLISHED = date(2026, 8, 14)
#: the third quarter's deadline: a Thursday
DEADLINE = date(2026, 10, 15)
OPEN, SECRET, SPORT = "1.2.1", "1.2.2", "1.10.1"


def plan(contact: str = "health@example.org") -> Plan:
    """With nothing decided: of letters about that test_oversight_letters.py tells."""
    made = plain_plan(contact="Питання: strategy@example.org")
    departments = tuple(replace(d, contact=contact) if d.code == "health" else d for d in made.departments)
    return replace(made, departments=departments, oversight=Oversight())


def books(*more: Observation, suspensions: tuple[Suspension, ...] = ()) -> tuple[GoalBook, GoalBook]:
    hospitals = GoalBook(
        goal="1.2",
        indicators=(
            indicator(OPEN, name="Ліжок <b>на</b> 10 тис."),
            indicator(SECRET, name="Канарка", visibility=Visibility.INTERNAL, ground="Стаття 6"),
            indicator("1.2.3", name="Чужа канарка", department="Спорт"),
        ),
        observations=(
            *(observation(code, period, 50.0) for code in (OPEN, SECRET, "1.2.3") for period in ("2026-Q1", "2026-Q2")),
            *(more or ()),
        ),
        suspensions=suspensions,
    )
    sport = GoalBook(
        goal="1.10",
        indicators=(indicator(SPORT, department="sport", frequency=Frequency.QUARTER),),
        observations=tuple(observation(SPORT, f"2026-Q{number}", 1.0) for number in (1, 2, 3)),
    )
    return hospitals, sport
