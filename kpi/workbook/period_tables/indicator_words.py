"""Whether the words of a header are those of indicators or their names, in tables of periods."""

from collections.abc import Sequence
from functools import cache

from kpi.model import Language
from kpi.model.folding import TO_CYRILLIC
from kpi.workbook.sheet.layout import words_of

#: beginnings of the words that head a column of indicators
_INDICATOR = tuple(
    word.translate(TO_CYRILLIC) for word in ("ПОКАЗНИК", "ІНДИКАТОР", "КРІ", "KPI", "INDICATOR", "METRIC")
)
_NAMING = tuple(word.translate(TO_CYRILLIC) for word in ("НАЗВ", "НАЙМЕНУВАН", "NAME"))
#: and of those that say the column holds something else about them
_NO_NAME = tuple(
    word.translate(TO_CYRILLIC)
    for word in (
        *("ЗНАЧЕНН", "ВЕЛИЧИН", "ОДИНИЦ", "ВИМІР", "КОД", "ШИФР", "НОМЕР", "ІНДЕКС", "ПЛАН", "ФАКТ", "БАЗ", "ВИКОНА"),
        *("ДЖЕРЕЛ", "ВІДПОВІД", "НАПРЯМ", "ВАГ", "ДИНАМІК", "ПЕРІОД", "РІК", "РОК", "КВАРТАЛ", "МІСЯЦ", "ЧАСТОТ"),
        *(
            "МЕТОД",
            "ФОРМУЛ",
            "ТИП",
            "ВИД",
            "КІЛЬКІСТЬ",
            "СТАН",
            "СТАТУС",
            "ПІДРОЗДІЛ",
        ),
        *(
            "ПРИМІТ",
            "КОМЕНТ",
            "ТЕМП",
            "ПРИРІСТ",
            "РІВЕНЬ",
            "СУМ",
            "ЗВІТ",
            "ОЧІКУВАН",
            "VALUE",
            "UNIT",
            "CODE",
        ),
        *("ACTUAL", "TARGET", "BASELINE", "SOURCE", "YEAR", "TYPE"),
    )
)
_JOINING = frozenset({"ТА", "І", "Й", "АБО", "ДЛЯ", "З", "THE", "OF"})


@cache
def _further() -> tuple[str, ...]:
    """The same of further languages: `indicators` of `[tables]` in workbook.toml of their folders."""
    found = (word for language in Language for word in words_of(language).get("tables", {}).get("indicators", ()))
    return tuple(word.upper().translate(TO_CYRILLIC) for word in found)


def names_indicators(tokens: Sequence[str]) -> bool:
    """Whether a header has a word for indicators or their names, and none for anything else of them.

    «Індикатори результативності», «Найменування показників», «KPI»; never «Одиниця виміру показника».

    tokens  of the header, in capitals of one alphabet
    """
    words = [word for word in tokens if word not in _JOINING]
    if not words or any(word.startswith(_NO_NAME) or word.isdigit() or word in {"%", "*"} for word in words):
        return False
    return any(word.startswith((*_INDICATOR, *_further())) for word in words) or all(
        word.startswith(_NAMING) for word in words
    )
