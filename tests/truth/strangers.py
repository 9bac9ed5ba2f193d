"""Editions of communities that are not the shipped one, written as a stranger writes them: only what is required.

letters  codes with Ukrainian letters, real figures, months, quarters, halves, running totals, yearly flows, так/ні
long     units of up to fifty characters, signs and letters of other languages, weights, ranges, long names
yearly   a village: one sector, five indicators, one value a year
ahead    a strategy that has not begun
termless a plan that names no term: values that have not come are not late
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from openpyxl import Workbook

Row = Sequence[object]
PLAN_HEADERS: dict[str, Row] = {
    "Стратегія": ("Параметр", "Значення"),
    "Сектори": ("Код", "Назва", "Name"),
    "Стратегічні цілі": ("Код", "Сектор", "Назва", "Name"),
    "Оперативні цілі": ("Код", "Стратегічна ціль", "Назва", "Name", "Відповідальний підрозділ"),
    "Підрозділи": ("Код", "Назва", "Name", "Контакт"),
}
INDICATOR_HEADERS: Row = (
    *("Код", "Назва показника", "Name", "Одиниця виміру", "Unit", "Напрям", "Вид", "Періодичність"),
    *("Базовий рік", "Базове значення", "Вага", "Відповідальний підрозділ", "Джерело даних", "Межа від", "Межа до"),
)
SUSPENSION_HEADERS: Row = ("Код", "Від", "Причина", "Акт (номер і дата)")
OBSERVATION_HEADERS: Row = ("Код", "Рік", "Півріччя", "Квартал", "Місяць", "Значення", "Коментар")


@dataclass(frozen=True)
class Edition:
    """`plan` by sheet; `goals` by code: rows of «Показники», each ending with its targets, and of «Спостереження».

    suspensions  rows of «Призупинення» by the code of the goal's workbook
    """

    name: str
    years: range
    plan: dict[str, list[Row]]
    goals: dict[str, tuple[list[Row], list[Row]]]
    suspensions: dict[str, list[Row]] = field(default_factory=dict)

    @property
    def codes(self) -> list[str]:
        return [str(row[0]) for indicators, _ in self.goals.values() for row in indicators]

    def write(self, folder: Path) -> Path:
        """`folder`/plan.xlsx and goals/*.xlsx."""
        (folder / "goals").mkdir(parents=True)
        _write(folder / "plan.xlsx", {name: [PLAN_HEADERS[name], *rows] for name, rows in self.plan.items()})
        targets = tuple(f"Ціль {year}" for year in self.years)
        for code, (indicators, observations) in self.goals.items():
            sheets = {
                "Показники": [(*INDICATOR_HEADERS, *targets), *indicators],
                "Спостереження": [OBSERVATION_HEADERS, *observations],
            }
            if code in self.suspensions:
                sheets["Призупинення"] = [SUSPENSION_HEADERS, *self.suspensions[code]]
            _write(folder / "goals" / f"{code}.xlsx", sheets)
        return folder


def _write(path: Path, sheets: dict[str, list[Row]]) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        for cells in sheet.iter_cols(max_col=2):
            for cell in cells:
                cell.number_format = "@"
    book.save(path)


def strategy(community: str, title: str, years: range, **more: object) -> list[Row]:
    rows: dict[str, object] = {
        "Назва": title,
        "Громада": community,
        "Редакція": f"{years[0]}-{years[-1]}",
        "Рік початку": str(years[0]),
        "Рік кінця": str(years[-1]),
        "Базовий рік": str(years[0] - 1),
        "Дані ілюстративні": "ні",
        "Строк подання, днів": "30",
        "Строк подання, річні, днів": "90",
    }
    return [(name, value) for name, value in (rows | more).items()]


def indicator(  # noqa: PLR0917 (a row of a workbook is read from left to right)
    code: str,
    name: str,
    unit: str,
    direction: str,
    base: tuple[int, float] | None,
    targets: Sequence[float | None],
    **more: object,
) -> Row:
    blank = dict.fromkeys(("Name", "Unit", "Вид", "Періодичність", "Вага", "Межа від", "Межа до"))
    cells = blank | {
        "Код": code,
        "Назва показника": name,
        "Одиниця виміру": unit,
        "Напрям": direction,
        "Базовий рік": base[0] if base else None,
        "Базове значення": base[1] if base else None,
        "Відповідальний підрозділ": "Відділ економіки",
        "Джерело даних": "Звіт відділу",
        **more,
    }
    return (*(cells[str(header)] for header in INDICATOR_HEADERS), *targets)


def values(code: str, year: int, part: str, given: Sequence[float | str]) -> list[Row]:
    """Values of a year's parts from the first on: part "Рік", "Півріччя", "Квартал" or "Місяць"."""
    at = {"Півріччя": 2, "Квартал": 3, "Місяць": 4}.get(part)
    rows: list[Row] = []
    for number, value in enumerate(given, 1):
        row: list[object] = [code, year, None, None, None, value, None]
        if at is not None:
            row[at] = number
        rows.append(row)
    return rows


def letters(today: date) -> Edition:
    """«А.1.1»: begun two years ago; the present year is under way."""
    years = range(today.year - 2, today.year + 3)
    base, last, now = years[0] - 1, today.year - 1, today.year
    months = max(today.month - 1, 1)
    quarters = max((today.month - 1) // 3, 1)

    def rise(first: float, final: float) -> list[float]:
        return [first + (final - first) * n / len(years) for n in range(1, len(years) + 1)]

    a1: list[Row] = [
        indicator(
            "А.1.1",
            "Кількість новостворених робочих місць",
            "од.",
            "зростання",
            (base, 120),
            rise(120, 400),
            Вид="потік за рік",
            Періодичність="квартал",
        ),
        indicator(
            "А.1.2",
            "Зібрано вторинної сировини",
            "т",
            "зростання",
            (base, 300),
            rise(300, 900),
            Вид="наростаючим підсумком",
            Періодичність="місяць",
        ),
        indicator(
            "А.1.3",
            "Частка освітлених вулиць",
            "%",
            "зростання",
            (base, 60),
            rise(60, 95),
            Періодичність="квартал",
            Name="Share of streets with lighting",
        ),
        indicator(
            "А.1.4", "Час очікування послуги", "днів", "зменшення", (base, 30), rise(30, 10), Періодичність="півріччя"
        ),
    ]
    b1: list[Row] = [
        indicator(
            "Б.1.1",
            "Температура в приміщеннях закладів",
            "°C",
            "утримання",
            (base, 15),
            [None, None, None, None, None],
            **{"Межа від": 18, "Межа до": 22, "Періодичність": "місяць"},
        ),
        indicator(
            "Б.1.2",
            "Центр надання послуг відкрито",
            "так/ні",
            "зростання",
            (base, 0),
            [None, None, None, None, 1],
            Вид="результат",
            Періодичність="квартал",
        ),
        indicator("Б.1.3", "Кількість ґрунтових доріг", "км", "зменшення", (base, 40), rise(40, 10)),
    ]
    return Edition(
        "letters",
        years,
        {
            "Стратегія": strategy("Ґрунівська громада", "Стратегія розвитку Ґрунівської громади", years),
            "Сектори": [("А", "Економіка", "Economy"), ("Б", "Послуги", "Services")],
            "Стратегічні цілі": [("А", "А", "Робота поруч", "Work nearby"), ("Б", "Б", "Зручні послуги", "")],
            "Оперативні цілі": [
                ("А.1", "А", "Нові підприємства", "New businesses", "Відділ економіки"),
                ("Б.1", "Б", "Послуги без черг", "", "Відділ економіки"),
            ],
            "Підрозділи": [("econ", "Відділ економіки", "Economy department", "econ@example.org")],
        },
        {
            "А.1": (
                a1,
                [
                    *values("А.1.1", years[0], "Квартал", [40, 45, 44, 47]),
                    *values("А.1.1", last, "Квартал", [50, 52, 55, 60]),
                    *values("А.1.1", now, "Квартал", [61, 64, 70][:quarters]),
                    *values("А.1.2", last, "Місяць", [45 * n for n in range(1, 13)]),
                    *values("А.1.2", now, "Місяць", [50 * n for n in range(1, months + 1)]),
                    *values("А.1.3", last, "Квартал", [66, 69, 71, 74]),
                    *values("А.1.3", now, "Квартал", [70, 72, 73][:quarters]),
                    *values("А.1.4", last, "Півріччя", [29, 28.5]),
                ],
            ),
            "Б.1": (
                b1,
                [
                    *values("Б.1.1", last, "Місяць", [16, 16.5, 17, 18, 20, 21, 21, 21, 20, 18, 17, 16.8]),
                    *values("Б.1.1", now, "Місяць", [16.9, 17.1, 17.4, 18.2, 20, 21, 21, 21, 20, 18, 17.6][:months]),
                    *values("Б.1.2", now, "Квартал", ["ні"] * quarters),
                    *values("Б.1.3", last, "Рік", [36]),
                ],
            ),
        },
    )


def long(today: date) -> Edition:
    """Units and names as health and energy have them."""
    years = range(today.year - 1, today.year + 4)
    base, last = years[0] - 1, today.year - 1
    unit = "випадків на 100 тисяч постійного населення на рік"
    goals = [f"{n}.1" for n in (1, 2)]
    first: list[Row] = [
        indicator(
            "1.1.1",
            "Захворюваність на туберкульоз (усі форми, вперше встановлений діагноз), "
            "у тому числі серед дітей віком до 17 років включно, які проживають у громаді постійно",
            unit,
            "зменшення",
            (base, 13450.5),
            [13000, 12500, 12000, 11500, 11000],
            Вага=30,
            Name="Incidence of tuberculosis (all forms)",
            Unit="cases per 100 thousand residents a year",
        ),
        indicator(
            "1.1.2",
            "Викиди CO₂, NO₂ та PM₂,₅ (≥ 2,5 мкм) від котелень м. Łódź-Słupsk, șț ő",
            "кг CO₂-екв./м²",
            "зменшення",
            (base, 184.25),
            [180, 175, 170, 165, 160],
            Вага=70,
            Name="CO₂, NO₂ and PM₂.₅ emissions",
            Unit="kg CO₂e/m²",
        ),
    ]
    second: list[Row] = [
        indicator(
            f"2.1.{n}",
            f"Питоме споживання теплової енергії закладом № {n}",
            "кВт·год/м² на опалювальний сезон",
            "зменшення",
            (base, 200 + n),
            [195, 190, 185, 180, 170],
        )
        for n in range(1, 6)
    ]
    observed = [values(f"2.1.{n}", last, "Рік", [192 + 2 * n])[0] for n in range(1, 5)]
    return Edition(
        "long",
        years,
        {
            "Стратегія": strategy(
                "Об’єднана територіальна громада міста Новоукраїнське-Подільське",
                "Стратегія сталого енергетичного розвитку та клімату",
                years,
                Name="Sustainable energy strategy",
                Community="United community of Novoukrainske",
            ),
            "Сектори": [("health-and-climate", "Охорона здоров’я, клімат і стале енергоспоживання", "Health, climate")],
            "Стратегічні цілі": [(str(n), "health-and-climate", f"Стратегічна ціль № {n}", "") for n in (1, 2)],
            "Оперативні цілі": [(g, g[0], f"Зменшення впливу чинників довкілля, {g}", "", "energy") for g in goals],
            "Підрозділи": [("energy", "Управління енергоменеджменту та охорони довкілля", "Energy department", "")],
        },
        {
            "1.1": (first, [*values("1.1.1", last, "Рік", [13210.4]), *values("1.1.2", last, "Рік", [179.3])]),
            "2.1": (second, observed),
        },
    )


def yearly(today: date) -> Edition:
    """One value a year, nothing late: the last year is due at the end of March."""
    done = today.year - 1 if today.month > 3 else today.year - 2
    years = range(done - 1, done + 3)
    base = years[0] - 1
    names = ("Довжина відремонтованих доріг", "Учні, яких підвозять", "Фонд бібліотеки", "Площа скверу", "Свердловини")
    units = ("км", "осіб", "тис. прим.", "га", "од.")
    rows = [
        indicator(f"1.1.{n}", name, unit, "зростання", (base, 10.0 * n), [12.0 * n, 14.0 * n, 16.0 * n, 18.0 * n])
        for n, (name, unit) in enumerate(zip(names, units, strict=True), 1)
    ]
    observed = [
        values(f"1.1.{n}", year, "Рік", [(11.9 if n % 2 else 10.4) * n])[0]
        for n in range(1, 6)
        for year in (done - 1, done)
    ]
    return Edition(
        "yearly",
        years,
        {
            "Стратегія": strategy("Село Тихе", "План розвитку села Тихого", years),
            "Сектори": [("village", "Село", "Village")],
            "Стратегічні цілі": [("1", "village", "Жити зручно", "Live well")],
            "Оперативні цілі": [("1.1", "1", "Зручне село", "A good village", "Відділ економіки")],
            "Підрозділи": [("department", "Відділ економіки", "Office", "")],
        },
        {"1.1": (rows, observed)},
    )


def ahead(today: date) -> Edition:
    """Its first year is the next one; there is nothing to judge yet."""
    years = range(today.year + 1, today.year + 4)
    rows = [
        indicator(
            "1.1.1",
            "Кількість відкритих майстерень",
            "од.",
            "зростання",
            (today.year, 4),
            [6, 8, 10],
            Періодичність="квартал",
        ),
        indicator("1.1.2", "Частка договорів онлайн", "%", "зростання", (today.year - 1, 20), [40, 60, 80]),
    ]
    return Edition(
        "ahead",
        years,
        {
            "Стратегія": strategy("Громада Завтра", "Стратегія «Завтра»", years, **{"Базовий рік": str(today.year)}),
            "Сектори": [("work", "Праця", "Work")],
            "Стратегічні цілі": [("1", "work", "Майстерні", "Workshops")],
            "Оперативні цілі": [("1.1", "1", "Майстерні поруч", "Workshops nearby", "Відділ економіки")],
            "Підрозділи": [("department", "Відділ економіки", "Office", "")],
        },
        {"1.1": (rows, [])},
    )


def termless(today: date) -> Edition:
    """Quarters and a year without values, and a plan that names no term to report them by."""
    years = range(today.year - 1, today.year + 3)
    last = today.year - 1
    rows = [
        indicator(
            "1.1.1", "Відремонтовані зупинки", "од.", "зростання", (last - 1, 2), [4, 6, 8, 10], Періодичність="квартал"
        ),
        indicator("1.1.2", "Висаджені дерева", "од.", "зростання", (last - 1, 10), [20, 30, 40, 50]),
        indicator("1.1.3", "Площа парку", "га", "зростання", (last - 1, 1), [2, 3, 4, 5]),
    ]
    observed = [*values("1.1.1", last, "Квартал", [2, 3, 3, 4]), *values("1.1.3", last, "Рік", [2])]
    named = strategy("Село Вільне", "План села Вільного", years)
    return Edition(
        "termless",
        years,
        {
            "Стратегія": [row for row in named if not str(row[0]).startswith("Строк")],
            "Сектори": [("village", "Село", "Village")],
            "Стратегічні цілі": [("1", "village", "Жити зручно", "Live well")],
            "Оперативні цілі": [("1.1", "1", "Зелене село", "A green village", "Відділ економіки")],
            "Підрозділи": [("department", "Відділ економіки", "Office", "")],
        },
        {"1.1": (rows, observed)},
    )


STRANGERS: dict[str, Callable[[date], Edition]] = {"letters": letters, "long": long, "yearly": yearly, "ahead": ahead}
