"""Drop-downs, limits and input hints of a template, as xlsxwriter takes them.

A rule that a person may have to pass over («х» for a number, «обмежено до …» for a reason) warns instead of refusing.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from kpi.model import Kind
from kpi.text import Text
from kpi.workbook.sheet.book_words import BookWords, answers_of
from kpi.workbook.sheet.layout import Column
from kpi.workbook.writer.due import DueRow

Rule = Mapping[str, object]
_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
_MOST = 1e15
#: Excel's own limits for the title and the text of a hint
_TITLE, _PROMPT, LONGEST_LIST = 32, 255, 255
NO_RULES: Mapping[str, Rule] = MappingProxyType({})


def value_rule(row: DueRow, text: Text, words: BookWords) -> Rule:
    """What may be entered as the value of a row, with a hint that tells the unit and the last value."""
    indicator = row.indicator
    hint = text.of_year(f"template.hint.{indicator.kind.value}", row.period.fiscal_year).capitalize()
    told_of: dict[str, object] = {"hint": hint, "unit": indicator.unit}
    if row.last is not None and row.last.value is not None:
        told_of |= {"value": text.number(row.last.value), "period": text.period(row.last.period)}
        prompt = text.say("template.prompt_last", **told_of)
    else:
        prompt = text.say("template.prompt", **told_of)
    told = {
        "input_title": f"{indicator.code} · {text.period(row.period)}"[:_TITLE],
        "input_message": prompt[:_PROMPT],
    }
    return _limits(row, text, words) | told


def _limits(row: DueRow, text: Text, words: BookWords) -> dict[str, object]:
    if answers := answers_of(row.indicator.unit):
        return list_rule(answers, text)
    percent = row.indicator.unit == "%"
    low, high = (0, 100) if percent else (0 if row.indicator.kind is Kind.DELIVERABLE else -_MOST, _MOST)
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": low,
        "maximum": high,
        "error_type": "warning",
        "error_title": text.say("template.check.number_title"),
        "error_message": number_error(text, words) if not percent else text.say("template.check.percent"),
    }


def number_error(text: Text, words: BookWords) -> str:
    """What to do where no number stands; the words are those of the workbook."""
    return text.say("template.check.number", not_applicable=words.said("not_applicable"))


def gap_rule(text: Text, words: BookWords, year: int | None = None) -> Rule:
    """The reasons for a missing value; with a `year` also a restriction, whose date is then written by hand."""
    if year is None:
        return list_rule(tuple(words.gaps().values()), text)
    restricted = words.restricted(words.day(date(year, 12, 31)))
    told = text.say("template.check.gap", restricted=restricted)
    return list_rule((*words.gaps().values(), restricted), text) | {"error_type": "warning", "error_message": told}


def list_rule(words: Sequence[str], text: Text) -> dict[str, object]:
    """One of these words."""
    return {
        "validate": "list",
        "source": list(words),
        "error_title": text.say("template.check.list_title"),
        "error_message": text.say("template.check.list"),
    }


def column_rule(column: Column, text: Text, words: BookWords, years: Sequence[int] = ()) -> Rule | None:
    """The rule that follows from the layout alone; None where everything may stand. `years` are those of the plan."""
    if column.choices:
        return list_rule(tuple(column.choices), text)
    match column.type:
        case "text":
            return {
                "validate": "length",
                "criteria": "<=",
                "value": column.limit,
                "error_title": text.say("template.check.text_title"),
                "error_message": text.say("template.check.text", limit=column.limit),
            }
        case "date":
            return {
                "validate": "date",
                "criteria": "between",
                "minimum": _FIRST_DAY,
                "maximum": _LAST_DAY,
                "error_title": text.say("template.check.date_title"),
                "error_message": text.say("template.check.date", day=words.day(date(2026, 12, 31))),
            }
        case "number":
            return _between(column.min, column.max, text, words)
        case "period-part" | "year":
            return _part_rule(column.key, years, text, words)
    return None


def _part_rule(key: str, years: Sequence[int], text: Text, words: BookWords) -> Rule:
    """The year and the parts of a year as whole numbers."""
    bounds = {"half": (1, 2), "quarter": (1, 4), "month": (1, 12)}
    low, high = bounds.get(key) or (min(years, default=2000), max(years, default=2100))
    return {**_between(low, high, text, words), "validate": "integer"}


def _between(low: float | None, high: float | None, text: Text, words: BookWords) -> dict[str, object]:
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": -_MOST if low is None else low,
        "maximum": _MOST if high is None else high,
        "error_title": text.say("template.check.number_title"),
        "error_message": number_error(text, words),
    }
