"""A village's table, made up: five indicators, two goals, values typed with their units."""

from tests.workbook.init.strategies import book

TABLE = """# Лист1
Мета | Що рахуємо | Було у 2024 | Хочемо 2025 | Хочемо 2026 | Стало 2025 | Відповідальний
Дороги | Відремонтовані вулиці | 2 км | 3 км | 5 км | 3,5 км | Шевчук Н.В.
 | Освітлені вулиці | 10 шт. | 12 шт. | 14 шт. | 11 шт. | Відділ благоустрою
Вода | Аварії на лініях | 9 шт. | 7 шт. | 5 шт. | 6 шт. | Відділ благоустрою
 | Обстежені колодязі | 4 шт. | 4 шт. | 4 шт. | 4 шт. | Відділ благоустрою
"""
GENERAL = {"community": "Вербова громада", "title": "Стратегія Вербової громади", "language": "uk",
           "first_year": "2025", "last_year": "2026", "year_starts_in": "1", "figures": "real"}  # fmt: skip


def table(text: str = TABLE) -> bytes:
    """The bytes of its .xlsx."""
    return book(text, [])
