"""The register of documented values: source/documented.csv, the only way in which a value can claim to be documented.

One row a value: which indicator and period, how much of the period it covers, the place in the source, how it was
checked. A row whose value covers less than its period is refused, so a part of a year never passes for the year.
"""

from dataclasses import dataclass
from functools import cache

from kpi.model import Indicator, Kind, Observation, Period, Provenance, month_index
from tools.edition import sources
from tools.edition.sources import CALENDAR, FIRST, Edition

#: how a value covers its period: all of it; its state on a day; a running total up to its end; not less than
COVERS = ("whole", "at", "to_date", "least")


@dataclass(frozen=True, slots=True, kw_only=True)
class Documented:
    """One row of the register.

    base     it is the baseline of the indicator, `period` being the base year
    value    in the indicator's unit, every digit of the source
    months   of the period that the value covers; 0 for a state on a day
    as_of    "2016-08", the month of a state; "" where the period says it
    dated    the same for a reader, in Ukrainian
    """

    code: str
    base: bool
    period: Period
    value: float
    covers: str
    months: int
    as_of: str
    dated: str
    named: str
    url: str
    locator: str
    checked: str
    comment: str

    @property
    def source(self) -> str:
        """What «Джерело» of the value says."""
        return "; ".join(part for part in (self.named, self.url) if part)


@cache
def register(edition: Edition = FIRST) -> tuple[Documented, ...]:
    return tuple(_row(row) for row in sources.rows("documented.csv", edition))


def _row(row: sources.Row) -> Documented:
    return Documented(
        code=row["code"],
        base=row["what"] == "base",
        period=CALENDAR.parse(row["period"]),
        value=float(row["value"]),
        covers=row["covers"],
        months=int(row["months"]),
        as_of=row["as_of"],
        dated=row["dated_uk"],
        named=row["source_uk"],
        url=row["url"],
        locator=row["locator"],
        checked=row["checked_uk"],
        comment=row["comment_uk"],
    )


def baseline(code: str, edition: Edition = FIRST) -> Documented | None:
    return next((row for row in register(edition) if row.base and row.code == code), None)


def observations(indicator: Indicator, edition: Edition = FIRST) -> dict[Period, Observation]:
    """The documented observations of an indicator by period."""
    rows = [row for row in register(edition) if row.code == indicator.code and not row.base]
    wrong = [said for row in rows for said in problems(row, indicator.kind)]
    if wrong:
        raise ValueError("; ".join(wrong))
    return {
        row.period: Observation(
            code=row.code,
            period=row.period,
            value=row.value,
            comment=row.comment,
            provenance=Provenance.DOCUMENTED,
            source=row.source,
        )
        for row in rows
    }


def problems(row: Documented, kind: Kind) -> list[str]:
    """Why the value may not stand for its period; empty where it may."""
    where, span = f"{row.code} {row.period.code}", row.period.span_months
    found = [] if row.covers in COVERS else [f"{where}: «{row.covers}» is no way to cover a period"]
    if not (row.checked and row.locator and row.dated and row.named):
        found.append(f"{where}: a documented value has a source, a place in it, a date and a check")
    if kind is Kind.FLOW and (row.covers != "whole" or row.months != span):
        found.append(f"{where}: {row.months} of {span} months are not the period")
    if kind is Kind.YTD and row.months != 12 and (row.covers != "to_date" or row.period.end % 12 == 0):
        found.append(f"{where}: {row.months} months are not the total of the year")
    if row.covers == "at" and not _in_time(row, kind):
        found.append(f"{where}: the state of {row.as_of} is not of this period")
    if row.covers == "least" and not row.comment.startswith("Щонайменше"):
        found.append(f"{where}: a value that is «not less than» says so")
    return found


def _in_time(row: Documented, kind: Kind) -> bool:
    """A state belongs to its period; a result that is still missing later was missing then, too."""
    year, month = map(int, row.as_of.split("-"))
    day = month_index(year, month)
    still_missing = kind is Kind.DELIVERABLE and row.value == 0
    return row.period.end - row.period.span_months < day and (day <= row.period.end or still_missing)
