"""What a table does not say in so many words, guessed with the doubt told: unit, direction, kind, frequency."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from kpi.model import Direction, Frequency, Kind, Language, Period
from kpi.workbook.init.cells import Says
from kpi.workbook.init.table.row_kinds import TableIndicator, ValueAt
from kpi.workbook.init.units import MAX_UNIT, split_unit
from kpi.workbook.init.vocabulary import Holds, begins, capitals, has_word, typed_in_any, words

_TOKEN = re.compile(r"[^\W_]+|%")
_SPANS = {1: Frequency.MONTH, 3: Frequency.QUARTER, 6: Frequency.HALF_YEAR, 12: Frequency.YEAR}
#: a part of a year is one of a flow where the parts of a year make about a year, and one alone is clearly less
_YEAR_LOW, _YEAR_HIGH, _MOST_OF_A_YEAR = 0.6, 1.5, 0.72
#: nine months of a flow that runs as planned are three quarters of its year
_MOST_OF_A_SUM = 0.9
_WORDS_LOOKED_AT = 2


class Guess(NamedTuple):
    """What is proposed, and why it is doubtful: a word of `init.why`, "" where it is certain."""

    value: str
    why: str = ""


class NameAndUnit(NamedTuple):
    name: str
    unit: str
    why: str = ""


def name_and_unit(row: TableIndicator, *, in_names: bool, language: Language) -> NameAndUnit:
    """The unit of a row from its column, its name or its values; of a row without any a guess that is asked about.

    in_names  the header says that names carry their units
    """
    if row.unit:
        return NameAndUnit(row.name, row.unit[:MAX_UNIT])
    name, unit = split_unit(row.name, in_names=in_names)
    if unit:
        return NameAndUnit(name, unit)
    stated = [value.value for value in values_of(row)]
    typed = [value.unit for value in stated if value.unit]
    if typed:
        return NameAndUnit(row.name, max(typed, key=typed.count)[:MAX_UNIT])
    if any(value.yes_no for value in stated):
        return NameAndUnit(row.name, language.form("unit_yes_no"))
    if begins(capitals(row.name), ("ЧАСТКА", "ВІДСОТОК", "ПИТОМА ВАГА", "РІВЕНЬ ОХОПЛЕНН")) or "PERCENT" in (
        row.name.upper()
    ):
        return NameAndUnit(row.name, "%", "unit")
    return NameAndUnit(row.name, language.form("unit_number"), "unit")


def values_of(row: TableIndicator) -> list[ValueAt]:
    """Everything that a row says in its columns of numbers."""
    return [*([row.base] if row.base else []), *row.targets.values(), *row.facts.values()]


def numbers(row: TableIndicator) -> list[float]:
    """Base and targets in the order of years."""
    base = [row.base.value.number] if row.base and row.base.value.says is Says.NUMBER else []
    planned = [row.targets[year].value for year in sorted(row.targets)]
    found = [*base, *(value.number for value in planned if value.says is Says.NUMBER)]
    return [number for number in found if number is not None]


def is_of_less(name: str, most: int = _WORDS_LOOKED_AT) -> bool:
    """Whether a name is about what is better when it is less: «Втрати води», «Рівень безробіття»."""
    upper = capitals(name)
    if has_word(upper, words("names_of_less", "settled")):
        return False
    tokens = _TOKEN.findall(upper)
    quantities = words("names_of_less", "quantities")
    while tokens and tokens[0] in quantities:
        tokens.pop(0)
    nouns = words("names_of_less", "nouns")
    ahead = [" ".join(tokens[n:]) + " " for n in range(min(most, len(tokens)))]
    return any(begins(text, nouns) for text in ahead)


def direction(row: TableIndicator) -> Guess:
    """Where an indicator is to go: by its column, its numbers, its bounds, its words, its name."""
    line, said = numbers(row), _said_direction(row.texts.get(Holds.DIRECTION, ""))
    led = {v.value.direction for v in row.targets.values() if v.value.direction is not None}
    by_words = led.pop() if len(led) == 1 else None
    if Direction.RANGE in {said, by_words}:
        held = bool(line) or any(v.value.says is Says.RANGE for v in row.targets.values())
        return Guess(Direction.RANGE, "range") if held else Guess(Direction.INCREASE, "no_numbers")
    if len(line) > 1 and line[-1] != line[0]:
        found = Direction.INCREASE if line[-1] > line[0] else Direction.DECREASE
        return Guess(found, _against(row, found, said, by_words))
    if said is not None or by_words is not None:
        return Guess(said or by_words or "")
    proposed = Direction.DECREASE if is_of_less(row.name, most=4) else Direction.INCREASE
    return Guess(proposed, "same_numbers" if len(line) > 1 else "no_numbers")


def _against(row: TableIndicator, found: Direction, said: Direction | None, by_words: Direction | None) -> str:
    """What speaks against the direction that the numbers have, "" for nothing."""
    line = numbers(row)
    if said not in {None, found}:
        return "against_word"
    if said is None and line not in (sorted(line), sorted(line, reverse=True)):
        return "not_straight"
    if said is None and by_words not in {None, found}:
        return "bound_against"
    return "against_name" if said is None and found is Direction.INCREASE and is_of_less(row.name) else ""


def _said_direction(text: str) -> Direction | None:
    upper = capitals(text)
    for key, found in (("up", Direction.INCREASE), ("down", Direction.DECREASE), ("hold", Direction.RANGE)):
        if upper and begins(upper, words("contents", key)):
            return found
    return None


@cache
def _yes_no() -> frozenset[str]:
    return frozenset(map(capitals, ("так/ні", "yes/no", *typed_in_any("yes_no"))))


def kind(row: TableIndicator, unit: str) -> Guess:
    """How the numbers add up over time."""
    said = capitals(row.texts.get(Holds.KIND, ""))
    for key in ("deliverable", "flow", "increment", "ytd", "level"):
        if said and begins(said, words("contents", key)):
            return Guess(Kind(key)) if key != "flow" or not _sums(row) else Guess(Kind.YTD, "sum_since_january")
    if capitals(unit).replace(" ", "") in _yes_no() or _is_yes_no(row):
        return Guess(Kind.DELIVERABLE)
    name = capitals(row.name)
    if has_word(name, words("names_of_less", "running")):
        return Guess(Kind.YTD, "running")
    mean = begins(name, words("names", "means"))
    state = mean or has_word(name, words("names_of_less", "state")) or unit.startswith("%")
    return Guess(Kind.LEVEL) if state else _by_numbers(row)


def _by_numbers(row: TableIndicator) -> Guess:
    """The kind as the values of parts of a year tell it."""
    if _sums(row):
        return Guess(Kind.YTD if _grows_with_the_year(row) else Kind.LEVEL, "sum_since_january")
    return Guess(Kind.FLOW, "parts_make_a_year") if _parts_make_a_year(row) else Guess(Kind.LEVEL)


def _sums(row: TableIndicator) -> dict[Period, float]:
    """The values that are told as sums since the beginning of the year, but of its first part, which is no sum yet."""
    return {
        period: stands.value.number
        for period, stands in row.facts.items()
        if stands.running and period.span_months == 3 and period.number > 1 and stands.value.number is not None
    }


def _grows_with_the_year(row: TableIndicator) -> bool:
    """Whether sums since January are as much less than the first of them, or than a year, as those of a flow are."""
    sums = _sums(row)
    last = max(sums, key=lambda period: period.end)
    first = row.facts.get(last.fiscal_year.period(last.year, 3, 1))
    if first is not None and first.value.number is not None and sums[last]:
        return first.value.number / sums[last] < _MOST_OF_A_YEAR
    planned = row.targets.get(last.year)
    year = planned.value.number if planned is not None else next(iter(numbers(row)[-1:]), None)
    return not year or sums[last] / year < _MOST_OF_A_SUM


def _is_yes_no(row: TableIndicator) -> bool:
    stated = [value.value for value in values_of(row) if value.value.says is Says.NUMBER]
    return bool(stated) and all(value.yes_no for value in stated)


def _parts_make_a_year(row: TableIndicator) -> bool:
    """Whether the values of parts of a year are so much less than those of whole years as parts of a flow are."""
    parts = [(p, v.value.number) for p, v in row.facts.items() if p.span_months < 12 and v.value.number is not None]
    whole = [v.value.number for p, v in row.facts.items() if p.is_year and v.value.number is not None]
    base = [row.base.value.number] if row.base and row.base.value.number is not None else []
    planned = [v.value.number for v in row.targets.values() if v.value.number]
    against = whole or base or planned[:1]
    if not parts or not against or not all((*whole, *base, *against)):
        return False  # of a zero no part can be told
    return all(_is_part_of(parts, reference) for reference in (*against[-1:], *base))


def _is_part_of(parts: Sequence[tuple[Period, float]], whole: float) -> bool:
    """Whether values of parts are those of a year of about `whole`."""
    per_year = 12 / parts[0][0].span_months
    mean = sum(value for _, value in parts) / len(parts)
    return _YEAR_LOW <= mean * per_year / whole <= _YEAR_HIGH and mean / whole <= _MOST_OF_A_YEAR


def frequency(row: TableIndicator, taken: Iterable[Period]) -> Frequency:
    """How often there is a value: as the table says, else by the shortest period that has one."""
    said = capitals(row.texts.get(Holds.FREQUENCY, ""))
    for key, found in (
        *(("month", Frequency.MONTH), ("quarter", Frequency.QUARTER), ("half_year", Frequency.HALF_YEAR)),
        *(("year", Frequency.YEAR),),
    ):
        if said and any(word in said for word in words("contents", key)):
            return found
    return _SPANS[min((period.span_months for period in taken), default=12)]
