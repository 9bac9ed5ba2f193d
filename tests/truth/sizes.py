"""The smallest and the largest community that the site is made for, as workbooks of a stranger.

village  one sector, one goal, five indicators, a value a year, one of them a thing that is there or is not
city     12 sectors, 60 strategic and 300 operational goals, 2,000 indicators, ten years, 40 departments
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from tests.truth.strangers import Edition, Row, indicator, strategy, values

SEED = 20260930
_SUBJECTS = (
    "Рух пасажирів громадського транспорту",
    "Втрати води в мережах водопостачання",
    "Учні, охоплені позашкільною освітою",
    "Викиди забруднювальних речовин від стаціонарних джерел",
    "Створені робочі місця на малих підприємствах",
    "Енергоспоживання закладів культури",
    "Задоволеність якістю адміністративних послуг",
    "Площа озеленених територій загального користування",
    "Звернення, розглянуті вчасно",
    "Протяжність облаштованих велосипедних доріжок",
)
_PLACES = ("у центральному районі", "у промисловій зоні", "за програмою оновлення", "у сільських округах", "загалом")
_UNITS = ("%", "осіб", "од.", "тис. м³", "км", "випадків на 100 тис. населення", "кВт·год/м²", "млн грн")
_SECTORS = (
    *("Економіка", "Транспорт і мобільність", "Довкілля та клімат", "Освіта", "Охорона здоров’я", "Культура і спорт"),
    *("Житло", "Енергетика", "Безпека", "Соціальний захист", "Цифрові послуги", "Просторовий розвиток і спадщина"),
)
#: parts of a year: how a workbook calls them, how many a year has
_PARTS = (("Квартал", 4), ("Рік", 1), ("Місяць", 12), ("Квартал", 4))


@dataclass(frozen=True)
class Size:
    """How many of each a city has, and how many years its strategy lasts."""

    sectors: int = 12
    strategic: int = 60
    goals: int = 300
    indicators: int = 2000
    departments: int = 40
    years: int = 10


def village(today: date) -> Edition:
    """A strategy of four years in its third; the last year that is due has been reported."""
    done = today.year - 1 if today.month > 3 else today.year - 2
    years = range(done - 1, done + 3)
    base = years[0] - 1
    rows = [
        indicator("1.1", "Довжина освітлених вулиць", "км", "зростання", (base, 4.5), [5, 6, 7.5, 9]),
        indicator("1.2", "Домогосподарства з роздільним збором сміття", "%", "зростання", (base, 12), [20, 30, 40, 50]),
        indicator("1.3", "Учні, яких довозять довше за 30 хвилин", "осіб", "зменшення", (base, 24), [20, 15, 10, 5]),
        indicator("1.4", "Видано книжок у бібліотеці", "прим.", "зростання", (base, 3100), [3200, 3300, 3400, 3500]),
        indicator("1.5", "Амбулаторію відкрито після ремонту", "так/ні", "зростання", (base, 0), [None, None, None, 1]),
    ]
    observed = [
        *(row for code, first, second in (("1.1", 5.2, 5.4), ("1.2", 21, 33), ("1.3", 24, 26), ("1.4", 3150, 2900))
          for year, value in ((done - 1, first), (done, second)) for row in values(code, year, "Рік", [value])),
        *values("1.5", done, "Рік", [0]),
    ]  # fmt: skip
    return Edition(
        "village",
        years,
        {
            "Стратегія": strategy("Село Криниця", "План розвитку села Криниця", years),
            "Сектори": [("village", "Село", "Village")],
            "Стратегічні цілі": [("1", "village", "Зручне село", "A good village")],
            "Оперативні цілі": [("1", "1", "Зручне село", "A good village", "Відділ економіки")],
            "Підрозділи": [("department", "Відділ економіки", "Office", "")],
        },
        {"1": (rows, observed)},
    )


def city(today: date, size: Size | None = None) -> Edition:
    """In its fifth year; values up to the last quarter that is over, one of 25 left out, a few moving away."""
    made = size or Size()
    years = range(today.year - 4, today.year - 4 + made.years)
    time = _Time(years, today, np.random.default_rng(SEED))
    departments = [f"Управління № {n}" for n in range(1, made.departments + 1)]
    strategic = [
        (str(n + 1), f"s{n % made.sectors + 1}", _goal_name(n), f"Goal {n + 1}") for n in range(made.strategic)
    ]
    goals = [
        (f"{n % made.strategic + 1}.{n // made.strategic + 1}", str(n % made.strategic + 1), _goal_name(n * 7), "",
         departments[n % made.departments])
        for n in range(made.goals)
    ]  # fmt: skip
    books = {
        goal: _book(goal, range(n, made.indicators, made.goals), department, time)
        for n, (goal, *_, department) in enumerate(goals)
    }
    sectors = [(f"s{n + 1}", _SECTORS[n % len(_SECTORS)], f"Sector {n + 1}") for n in range(made.sectors)]
    plan: dict[str, list[Row]] = {
        "Стратегія": strategy("Велике Місто", f"Стратегія сталого розвитку міста до {years[-1]} року", years),
        "Сектори": list(sectors),
        "Стратегічні цілі": list(strategic),
        "Оперативні цілі": list(goals),
        "Підрозділи": [(f"d{n}", name, f"Department {n}", "") for n, name in enumerate(departments, 1)],
    }
    return Edition("city", years, plan, books)


def _goal_name(at: int) -> str:
    return f"{_SUBJECTS[at % len(_SUBJECTS)]}: сталий поступ {_PLACES[at // len(_SUBJECTS) % len(_PLACES)]}"


@dataclass(frozen=True)
class _Time:
    """The strategy's years, the day of the values, where chance comes from."""

    years: range
    today: date
    rng: np.random.Generator


def _book(goal: str, numbers: range, department: str, time: _Time) -> tuple[list[Row], list[Row]]:
    """The indicators of one goal and their values."""
    rows: list[Row] = []
    observed: list[Row] = []
    for at, number in enumerate(numbers, 1):
        code, rising = f"{goal}.{at}", number % 3 > 0
        part, parts = _PARTS[number % len(_PARTS)]
        base = float(np.round(time.rng.uniform(40, 400), 1))
        step = (1 if rising else -1) * base * 0.04
        rows.append(
            indicator(
                code,
                f"{_SUBJECTS[number % len(_SUBJECTS)]} {_PLACES[number // 10 % len(_PLACES)]}, {number + 1}",
                _UNITS[number % len(_UNITS)],
                "зростання" if rising else "зменшення",
                (time.years[0] - 1, base),
                [round(base + step * n, 1) for n in range(1, len(time.years) + 1)],
                Періодичність={1: "рік", 4: "квартал", 12: "місяць"}[parts],
                **{"Відповідальний підрозділ": department},
            )
        )
        observed += _observed(code, (part, parts), (base, step * time.rng.uniform(-0.4, 1.9)), time)
    return rows, observed


def _observed(code: str, part: tuple[str, int], way: tuple[float, float], time: _Time) -> Iterator[Row]:
    """A year's values drift from the base by a step, with noise; what is due is there but for one in 25."""
    (name, parts), (base, step), rng = part, way, time.rng
    for year in time.years:
        quarters = 4 if year < time.today.year else (time.today.month - 1) // 3 if year == time.today.year else 0
        over = quarters * parts // 4
        ends = (year - time.years[0]) + np.arange(1, over + 1) / parts
        given = np.round(np.maximum(base + step * ends + rng.normal(0, abs(base) * 0.01, over), 0), 1)
        kept = rng.uniform(size=over) > 0.04
        yield from (row for row, held in zip(values(code, year, name, given.tolist()), kept, strict=True) if held)
