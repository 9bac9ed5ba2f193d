"""Editions that are not simply running: over with all its data, and suspended as a whole."""

from datetime import date

from tests.truth.strangers import Edition, indicator, strategy, values


def ended(today: date) -> Edition:
    """Over since the end of last year; every value is there, of years, halves and quarters."""
    years = range(today.year - 3, today.year)
    base = years[0] - 1
    rows = [
        indicator("1.1", "Відкрито групи продовженого дня", "груп", "зростання", (base, 2), [3, 4, 6]),
        indicator(
            "1.2", "Втрати води в мережі", "%", "зменшення", (base, 40), [36, 33, 30], Періодичність="півріччя", Вага=60
        ),
        indicator(
            "1.3",
            "Висаджено саджанців",
            "шт.",
            "зростання",
            (base, 100),
            [200, 300, 400],
            Вид="потік за рік",
            Періодичність="квартал",
            Вага=40,
        ),
    ]
    observed = [
        *(row for year, value in zip(years, (3, 5, 6), strict=True) for row in values("1.1", year, "Рік", [value])),
        *(row for year in years for row in values("1.2", year, "Півріччя", [38 - (year - base) * 2, 37 - year + base])),
        *(row for year in years for row in values("1.3", year, "Квартал", [20, 80, 60, 40 + 40 * (year - base)])),
    ]
    return Edition(
        "ended",
        years,
        {
            "Стратегія": strategy("Громада Вчора", "Стратегія громади Вчора", years),
            "Сектори": [("life", "Життя", "Life")],
            "Стратегічні цілі": [("1", "life", "Жити поруч", "Living nearby")],
            "Оперативні цілі": [("1", "1", "Жити поруч", "Living nearby", "Відділ економіки")],
            "Підрозділи": [("department", "Відділ економіки", "Office", "")],
        },
        {"1": (rows, observed)},
    )


def suspended(today: date) -> Edition:
    """Begun two years ago and suspended as a whole since the beginning of this one; values go on."""
    years = range(today.year - 2, today.year + 3)
    base, last = years[0] - 1, today.year - 1
    rows = [
        indicator("7.1.1", "Протяжність тротуарів", "км", "зростання", (base, 12), [13, 14, 15, 16, 17]),
        indicator(
            "7.1.2", "Відвідувачі музею", "осіб", "зростання", (base, 900), [950, 1000, 1050, 1100, 1150],
            Періодичність="квартал",
        ),
    ]  # fmt: skip
    observed = [
        *values("7.1.1", last - 1, "Рік", [13.2]),
        *values("7.1.1", last, "Рік", [14.5]),
        *values("7.1.2", last, "Квартал", [910, 940, 990, 1005]),
    ]
    return Edition(
        "suspended",
        years,
        {
            "Стратегія": strategy("Громада Перерви", "Стратегія громади Перерви", years),
            "Сектори": [("city", "Місто", "City")],
            "Стратегічні цілі": [("7", "city", "Ходити пішки", "Walking")],
            "Оперативні цілі": [("7.1", "7", "Тротуари й музей", "Pavements and the museum", "Відділ економіки")],
            "Підрозділи": [("department", "Відділ економіки", "Office", "")],
        },
        {"7.1": (rows, observed)},
        {"7.1": [("7.1", f"01.01.{today.year}", "Бойові дії", "Розпорядження № 1 від 02.01")]},
    )
