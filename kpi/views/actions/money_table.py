"""Plan and fact by year and source, with totals that are the sums of the printed rows; what they do not hold."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from kpi.measure.results import Survey
from kpi.text import DASH, Text
from kpi.views.actions.action_table import ActionTable
from kpi.views.common.values import number_or_none, records


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyRow:
    """`sum` of a year or of all; `year` "" where the row above says it."""

    year: str
    source: str
    plan: str
    actual: str
    share: str
    sum: bool = False


def printed(amount: float | None, text: Text) -> str:
    """Whole units of the currency, «—» for none."""
    return DASH if amount is None else text.number(amount, 0)


def sum_of(amounts: pd.Series) -> float | None:
    """The sum of amounts, None where there is none."""
    return number_or_none(amounts.sum(min_count=1))


def share_words(plan: float | None, actual: float | None, text: Text) -> str:
    """The actual as a share of the plan, «—» where one of them is not told."""
    return DASH if not plan or actual is None else text.percent(actual / plan)


def money_rows(survey: Survey, table: ActionTable, text: Text) -> tuple[MoneyRow, ...]:
    """By year and source, each year with its sum where it has several sources, all with theirs; () without money."""
    lines = table.lines
    if lines.empty:
        return ()
    years = [int(end) for end in sorted(lines["end"].dropna().unique())]
    found: list[MoneyRow] = []
    for end in years:
        found += _of_year(text.year_of(end, survey.fiscal_year), lines[lines["end"] == end], text)
    undivided = lines[lines["end"].isna()]
    if len(undivided):
        found += _of_year(text.say("actions.money.undivided"), undivided, text)
    return (*found, _row(text.say("actions.total"), "", _sums(lines), text, total=True))


def year_rows(survey: Survey, table: ActionTable, text: Text) -> tuple[MoneyRow, ...]:
    """The years alone, with the sum of all; () without money."""
    lines = table.lines
    if lines.empty:
        return ()
    years = [int(end) for end in sorted(lines["end"].dropna().unique())]
    found = [
        _row(text.year_of(end, survey.fiscal_year), "", _sums(part), text)
        for end, part in ((end, lines[lines["end"] == end]) for end in years)
    ]
    undivided = lines[lines["end"].isna()]
    if len(undivided):
        found.append(_row(text.say("actions.money.undivided"), "", _sums(undivided), text))
    return (*found, _row(text.say("actions.total"), "", _sums(lines), text, total=True))


def _of_year(year: str, lines: pd.DataFrame, text: Text) -> Iterator[MoneyRow]:
    sources = [(str(source), part) for source, part in lines.groupby("source", sort=True)]
    said = [(source or text.say("actions.money.no_source"), _sums(part)) for source, part in sources]
    if len(said) == 1:
        yield _row(year, said[0][0], said[0][1], text)
        return
    for number, (source, sums) in enumerate(said):
        yield _row(year if number == 0 else "", source, sums, text)
    yield _row("", text.say("actions.money.of_year", year=year), _sums(lines), text, total=True)


def _sums(lines: pd.DataFrame) -> tuple[float | None, float | None]:
    return sum_of(lines["plan"]), sum_of(lines["actual"])


def _row(
    year: str, source: str, sums: tuple[float | None, float | None], text: Text, *, total: bool = False
) -> MoneyRow:
    plan, actual = sums
    return MoneyRow(
        year=year,
        source=source,
        plan=printed(plan, text),
        actual=printed(actual, text),
        share=share_words(plan, actual, text),
        sum=total,
    )


def not_included(table: ActionTable, text: Text, *, narrowed: bool) -> tuple[str, ...]:
    """What the totals do not hold: actions without money, without one of its two figures, not divided by years."""
    rows = table.rows
    plan, actual = rows["plan"].notna(), rows["actual"].notna()
    shown = rows["shown_plan"].notna() | rows["shown_actual"].notna()
    counts = {
        "none": ~plan & ~actual,
        "no_actual": plan & ~actual,
        "no_plan": ~plan & actual,
        "elsewhere": (plan | actual) & ~shown,
    }
    if not narrowed:
        del counts["elsewhere"]
    return tuple(text.count(f"actions.without.{name}", int(n)) for name, those in counts.items() if (n := those.sum()))


def whole_sums(table: ActionTable) -> tuple[float | None, float | None]:
    """Plan and fact of the actions as they are shown."""
    return _sums(table.lines)


def sources(table: ActionTable) -> tuple[str, ...]:
    """The sources that are named, in the order of letters."""
    return tuple(sorted({str(row["source"]) for row in records(table.lines) if row["source"]}, key=str.casefold))
