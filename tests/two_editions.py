"""Two editions of one strategy and the crosswalk between them, with codes that are hidden on either side."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kpi.model import (
    Frequency,
    GoalBook,
    Kind,
    OperationalGoal,
    Plan,
    Sector,
    StrategicGoal,
    Succession,
    SuccessionLink,
    Visibility,
)
from kpi.store import Store, open_store
from kpi.web import release_boards
from tests.asgi import Client
from tests.books import MAY, NOVEMBER, checked, hospitals, indicator, observation, plan
from tests.layers import alone, layers
from tests.model_fields import IndicatorFields
from tests.publishing import publish

SITE = "https://strategy.example.org"

OLD, NEW = "2022-2026", "2027-2031"
#: the day from which the new edition is in force, and its first release
TURN = date(2027, 1, 1)
LATE = date(2026, 11, 20)
#: of the community, since the new edition
COLOUR = "#7A1F5C"
KEPT, MERGED, SPLIT, DROPPED, ADDED = (
    *(Succession.KEPT, Succession.MERGED, Succession.SPLIT),
    *(Succession.DROPPED, Succession.NEW),
)
#: 1.2.2 is internal in the old edition, 1.1.4 in the new one; nobody has 9
LINKS = (
    SuccessionLink("1", "1", KEPT),
    SuccessionLink("9", "2", KEPT),
    SuccessionLink("1.2", "1.1", KEPT),
    SuccessionLink("1.10", "1.2", MERGED),
    SuccessionLink("2.1", "1.2", MERGED),
    SuccessionLink("", "2.1", ADDED),
    SuccessionLink("1.2.1", "1.1.1", KEPT),
    SuccessionLink("1.2.10", "1.1.2", KEPT),
    SuccessionLink("1.2.2", "1.1.3", KEPT),
    SuccessionLink("2.1.1", "1.1.4", KEPT),
    SuccessionLink("2.1.2", "", DROPPED),
    SuccessionLink("", "2.1.1", ADDED),
)
#: what outsiders may know of them, in the order of the codes
TOLD = (
    *(("", "2.1", "new"), ("", "2.1.1", "new")),
    *(("1", "1", "kept"), ("1.2", "1.1", "kept"), ("1.2.1", "1.1.1", "kept"), ("1.2.10", "1.1.2", "kept")),
    *(("1.10", "1.2", "merged"), ("2.1", "1.2", "merged"), ("2.1.2", "", "dropped")),
)


def new_plan(links: tuple[SuccessionLink, ...] = LINKS) -> Plan:
    """The plan of 2027–2031: hospitals go on under another code, sport and tourism are one goal."""
    content = plan(
        title="Стратегія сталого розвитку",
        title_en="Sustainable development strategy",
        edition=NEW,
        first_year=2027,
        last_year=2031,
        baseline_year=2026,
        in_force_from=TURN,
        colour=COLOUR,
    )
    return replace(
        content,
        sectors=(Sector("people", "Люди", "People"), Sector("place", "Довкілля", "Environment")),
        strategic_goals=(
            StrategicGoal("1", "people", "Здорова громада", "A healthy community"),
            StrategicGoal("2", "place", "Чиста громада"),
        ),
        operational_goals=(
            OperationalGoal(code="1.1", strategic_goal="1", name="Лікарні", name_en="Hospitals", department="health"),
            OperationalGoal(code="1.2", strategic_goal="1", name="Спорт і туризм"),
            OperationalGoal(code="2.1", strategic_goal="2", name="Енергія"),
            OperationalGoal(code="2.2", strategic_goal="2", name="Зелені зони"),
        ),
        successions=links,
    )


def tourism() -> GoalBook:
    """Goal 2.1 of the old edition."""
    ends: IndicatorFields = {"targets": ((2026, 90.0),), "frequency": Frequency.YEAR}
    return GoalBook(
        goal="2.1",
        indicators=(
            replace(indicator("2.1.1", **ends), name="Ночівлі туристів"),
            replace(indicator("2.1.2", **ends), name="Туристичні маршрути"),
        ),
        observations=(observation("2.1.1", "2025", 44.0), observation("2.1.2", "2025", 51.0)),
    )


def new_books() -> tuple[GoalBook, ...]:
    """Goals 1.1 and 2.1 of the new edition; 1.2 and 2.2 have no indicator yet."""
    ends: IndicatorFields = {"targets": ((2029, 70.0), (2031, 80.0)), "target_year": 2031, "baseline_year": 2026}
    persons: IndicatorFields = {**ends, "unit": "осіб", "kind": Kind.FLOW, "frequency": Frequency.YEAR}
    hidden: IndicatorFields = {**ends, "visibility": Visibility.INTERNAL, "ground": "Стаття 6"}
    return (
        GoalBook(
            goal="1.1",
            indicators=(
                replace(indicator("1.1.1", **ends), name="Показник 1.2.1"),
                replace(indicator("1.1.2", **persons), name="Пацієнти"),
                replace(indicator("1.1.3", **ends), name="Відкритий наступник"),
                replace(indicator("1.1.4", **hidden), name="Прихований наступник"),
            ),
            observations=(observation("1.1.1", "2027-Q1", 66.0), observation("1.1.4", "2027-Q1", 8317.5)),
        ),
        GoalBook(goal="2.1", indicators=(replace(indicator("2.1.1", **ends), name="Власна енергія"),)),
    )


def publish_both(store: Store, links: tuple[SuccessionLink, ...] = LINKS) -> None:
    """The old edition in May, the new one in November without values, late data of the old one after it."""
    old = (replace(hospitals(), edition=OLD), replace(tourism(), edition=OLD))
    publish([checked(plan()), *map(checked, old)], MAY, store=store)
    books = (replace(book, observations=(), edition=NEW) for book in new_books())
    publish([checked(new_plan(links)), *map(checked, books)], NOVEMBER, store=store)
    late = replace(hospitals(observation("1.2.1", "2026-Q3", 63.0)), edition=OLD)
    publish([checked(late)], LATE, store=store)


def publish_first_values(store: Store) -> None:
    """What the new edition is told of its first quarter."""
    publish([checked(replace(book, edition=NEW)) for book in new_books()[:1]], date(2027, 4, 20), store=store)


def kept_in(folder: Path) -> str:
    """A store in the folder with both editions and the first values of the new one."""
    store = open_store(str(folder / "own.sqlite"))
    publish_both(store)
    publish_first_values(store)
    return str(folder / "own.sqlite")


@contextmanager
def site_of(where: str, patch: pytest.MonkeyPatch) -> Iterator[Client]:
    """The site of such a store on a day of the new edition."""
    alone(patch, where, SITE)
    patch.setattr("kpi.clock.today", lambda: date(2027, 5, 10))
    release_boards.clear()
    yield Client(layers(), "strategy.example.org")
    release_boards.clear()
