"""What the person who sets up a strategy has answered: a JSON file, or the answers of a terminal (docs/workbook.md)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from kpi.model import Direction, FiscalYear, Kind, Language, Period
from kpi.model.folding import fold
from kpi.workbook.init.periods import header_period
from kpi.workbook.init.vocabulary import Holds
from kpi.workbook.sheet.alphabet import fold_code
from kpi.workbook.sheet.layout import layout

REQUIRED = ("community", "title", "first_year", "last_year", "figures", "language")
_KEYS = frozenset(
    (
        *REQUIRED,
        "year_starts_in",
        "currency",
        "columns",
        "sectors",
        "departments",
        "directions",
        "kinds",
        "targets",
        "units",
    )
)
#: «only a direction» for a target in words
DIRECTION_ONLY = "direction_only"
SKIP = "skip"
_YEARS = range(1990, 2101)
_MOST_YEARS = 30
_GREATEST = 1e15
_FIGURES = ("real", "example")
_ROLES = {
    **{role.value: role for role in Holds if role not in {Holds.PERIOD, Holds.ORDINAL, Holds.OTHER}},
    **{
        SKIP: Holds.OTHER,
        "other": Holds.OTHER,
        "ціль": Holds.TARGET,
        "план": Holds.TARGET,
        "факт": Holds.FACT,
    },
    **{
        "plan": Holds.TARGET,
        "actual": Holds.FACT,
        "baseline": Holds.BASE,
        "база": Holds.BASE,
        "код": Holds.CODE,
    },
    **{
        "назва": Holds.NAME,
        "одиниця": Holds.UNIT,
        "підрозділ": Holds.DEPARTMENT,
        "джерело": Holds.SOURCE,
    },
    **{"примітка": Holds.NOTE, "пропустити": Holds.OTHER, "методика": Holds.DEFINITION},
}
_CURRENCY = re.compile("[A-Z]{3}")
_Kind = TypeVar("_Kind")


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnAnswer:
    """What a column is.

    zeros    the zeros that its format hides are values
    running  its numbers are sums since the beginning of the year
    """

    role: Holds
    period: Period | None = None
    zeros: bool = False
    running: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentAnswer:
    """What stands in a column of departments, `text`, is called `name`; "" for nobody whom the site should name."""

    text: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The answers, checked. Keys of `directions`, `kinds`, `targets`, `units` are folded codes, of `departments` texts.

    cells    numbers of single cells that could not be read: «Аркуш!H9» → 43,7, None for «no value»
    headers  columns by the words of their headers, as an earlier reading of the same table was confirmed
    """

    community: str
    title: str
    first_year: int
    last_year: int
    illustrative: bool
    language: Language
    year_starts_in: int = 1
    currency: str = ""
    columns: Mapping[str, ColumnAnswer] = field(default_factory=dict)
    cells: Mapping[str, float | None] = field(default_factory=dict)
    headers: Mapping[str, ColumnAnswer] = field(default_factory=dict)
    sectors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    departments: Mapping[str, DepartmentAnswer] = field(default_factory=dict)
    directions: Mapping[str, Direction] = field(default_factory=dict)
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    targets: Mapping[str, str | float] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)

    @property
    def fiscal_year(self) -> FiscalYear:
        """The years of the strategy."""
        return FiscalYear(self.year_starts_in)


class AnswerError(ValueError):
    """An answer is missing or cannot be meant. `key`: which; `reason`: a word of `init.answer` in the words."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(f"{key}: {reason}")
        self.key, self.reason = key, reason


def read_answers(given: object) -> Answers:
    """The answers of a JSON value; AnswerError."""
    if not isinstance(given, dict):
        raise AnswerError("{…}", "object")
    for key in REQUIRED:
        if given.get(key) in (None, ""):
            raise AnswerError(key, "missing")
    unknown = next((key for key in given if key not in _KEYS), None)
    if unknown is not None:
        raise AnswerError(str(unknown), "unknown")
    first, last = _whole(given, "first_year"), _whole(given, "last_year")
    if first not in _YEARS or last not in _YEARS or not 0 <= last - first < _MOST_YEARS:
        raise AnswerError("last_year", "years")
    columns, cells = _columns(given, FiscalYear(_month(given)))
    return Answers(
        community=_text(given, "community"),
        title=_text(given, "title"),
        first_year=first,
        last_year=last,
        illustrative=_one_of(given, "figures", _FIGURES) == "example",
        language=Language(_one_of(given, "language", [one.value for one in Language])),
        year_starts_in=_month(given),
        currency=_currency(given),
        columns=columns,
        cells=cells,
        sectors={name: tuple(map(str, codes)) for name, codes in _table(given, "sectors", list).items()},
        departments={fold(text): _department(text, one) for text, one in _table(given, "departments", dict).items()},
        directions={fold_code(c): _direction(c, word) for c, word in _table(given, "directions", str).items()},
        kinds={fold_code(c): _kind(c, word) for c, word in _table(given, "kinds", str).items()},
        targets={fold_code(c): _target(c, said) for c, said in _table(given, "targets", object).items()},
        units={fold_code(c): word for c, word in _table(given, "units", str).items()},
    )


def _text(given: Mapping[str, object], key: str) -> str:
    value = given[key]
    if not isinstance(value, str) or not value.strip() or len(value) > 500:
        raise AnswerError(key, "text")
    return " ".join(value.split())


def _whole(given: Mapping[str, object], key: str) -> int:
    value = given[key]
    if isinstance(value, bool) or not isinstance(value, int):
        raise AnswerError(key, "number")
    return value


def _one_of(given: Mapping[str, object], key: str, words: "list[str] | tuple[str, ...]") -> str:
    if given[key] not in words:
        raise AnswerError(key, key)
    return str(given[key])


def _month(given: Mapping[str, object]) -> int:
    month = 1 if given.get("year_starts_in") is None else _whole(given, "year_starts_in")
    if not 1 <= month <= 12:
        raise AnswerError("year_starts_in", "month")
    return month


def _currency(given: Mapping[str, object]) -> str:
    code = given.get("currency") or ""
    if not isinstance(code, str) or (code and not _CURRENCY.fullmatch(code)):
        raise AnswerError("currency", "currency")
    return code


def _table(given: Mapping[str, object], key: str, kind: type[_Kind]) -> dict[str, _Kind]:
    """An object of the answers whose values are of one type."""
    found = {} if given.get(key) is None else given[key]
    if not isinstance(found, dict) or not all(isinstance(value, kind) for value in found.values()):
        raise AnswerError(key, "object")
    return {str(name): value for name, value in found.items()}


def _columns(
    given: Mapping[str, object], fiscal_year: FiscalYear
) -> tuple[dict[str, ColumnAnswer], dict[str, float | None]]:
    columns: dict[str, ColumnAnswer] = {}
    cells: dict[str, float | None] = {}
    for place, said in _table(given, "columns", object).items():
        if said is None or (isinstance(said, int | float) and not isinstance(said, bool)):
            cells[place] = None if said is None else _number(said, f"columns/{place}", "column")
        else:
            columns[place] = column_answer(str(said), f"columns/{place}", fiscal_year)
    return columns, cells


def _number(said: float, key: str, reason: str) -> float:
    """A number of JSON, of which Python reads NaN, Infinity and any count of digits."""
    if not abs(said) < _GREATEST:
        raise AnswerError(key, reason)
    return float(said)


def column_answer(said: str, key: str, fiscal_year: FiscalYear) -> ColumnAnswer:
    """«target 2025», «fact 2026-H1», «unit», «skip», «fact 2025 with zeros», «fact 2026-Q3 running»; AnswerError."""
    words = said.strip().removesuffix("with zeros").strip()
    zeros = words != said.strip()
    running = words.endswith(" running")
    words = words.removesuffix(" running")
    word, _, period = words.partition(" ")
    role = _ROLES.get(word.lower())
    if role is None:
        raise AnswerError(key, "column")
    found = header_period(period, fiscal_year)
    # of «2026-Q5» the year alone would be understood
    if period and (found.period is None or found.rest.strip(" .,;:–-")):
        raise AnswerError(key, "period")
    return ColumnAnswer(role=role, period=found.period, zeros=zeros, running=running or found.running)


def _department(text: str, said: Mapping[str, Any]) -> DepartmentAnswer:
    if said.get("drop") is True:
        return DepartmentAnswer(text=text)
    if isinstance(said.get("name"), str) and said["name"].strip():
        return DepartmentAnswer(text=text, name=" ".join(said["name"].split())[:200])
    raise AnswerError(f"departments/{text}", "department")


def _target(code: str, said: object) -> str | float:
    """A number as JSON has it, or words: «75,5», direction_only."""
    if isinstance(said, int | float) and not isinstance(said, bool):
        return _number(said, f"targets/{code}", "target")
    if not isinstance(said, str):
        raise AnswerError(f"targets/{code}", "target")
    return said


def _direction(code: str, word: str) -> Direction:
    found = layout("goal").sheets["indicators"].column("direction").choice(word) or word.strip().lower()
    if found not in {one.value for one in Direction}:
        raise AnswerError(f"directions/{code}", "direction")
    return Direction(found)


def _kind(code: str, word: str) -> Kind:
    found = layout("goal").sheets["indicators"].column("kind").choice(word) or word.strip().lower()
    if found not in {one.value for one in Kind}:
        raise AnswerError(f"kinds/{code}", "kind")
    return Kind(found)
