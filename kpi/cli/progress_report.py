"""What `progress` prints: one moment's results as JSON (docs/method.md), CSV rows, or aligned text."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from kpi.cli.parser import WORDS
from kpi.measure import continuation, measure, second_opinion
from kpi.measure.dataset import Dataset
from kpi.measure.results import FLAGS, Measurement, Moment
from kpi.model import FiscalYear, Status
from kpi.text.numbers import DASH

#: «досягнуто частково» and «не досягнуто» are the words of a status, not flags of the method
_FLAGS = tuple(flag for flag in FLAGS if flag not in {"partly", "missed"})
_NODE_FLAGS = ("weights_off",)
_COLUMNS = ("level", "code", "period", "value", "progress", "expected", "pace", "status", "flags")


@dataclass(frozen=True, eq=False)
class Report:
    """A moment's measurement with its continuation and second opinion, all in the order of the indicators."""

    measurement: Measurement
    continuation: pd.DataFrame
    second_opinion: pd.DataFrame
    fiscal_year: FiscalYear


def report(dataset: Dataset, as_of: date, known_at: date) -> Report:
    """Measure a dataset at one moment. Raises NegativeWeightError."""
    fiscal = dataset.strategy.fiscal_year
    moment = Moment(fiscal.completed(as_of), as_of, known_at)
    trends = continuation(dataset, moment), second_opinion(dataset, moment)
    return Report(measure(dataset, as_of, known_at), *trends, fiscal)


def as_json(found: Report) -> str:
    """One JSON object: as_of, indicators, nodes; a number that does not exist is null."""
    measured = found.measurement
    both = zip(_records(found.continuation), _records(found.second_opinion), strict=True)
    indicators = [
        _indicator(row, found.fiscal_year) | {"second_opinion": _opinion(opinion), "continuation": _continuation(trend)}
        for row, (trend, opinion) in zip(_records(measured.indicators), both, strict=True)
    ]
    whole = {
        "as_of": measured.as_of.isoformat(),
        "indicators": indicators,
        "nodes": [_node(row) for row in _records(measured.nodes)],
    }
    return json.dumps(whole, ensure_ascii=False, allow_nan=False)


def as_csv(found: Report) -> str:
    """One row per indicator and node, numbers with a decimal point; flags are separated by spaces."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow((*_COLUMNS, "coverage", "assessed", "active", "suspended"))
    for row in _records(found.measurement.indicators):
        flat = _indicator(row, found.fiscal_year) | {"level": "indicator"}
        writer.writerow([*_cells(flat, _COLUMNS), "", "", "", ""])
    for row in _records(found.measurement.nodes):
        writer.writerow(_cells(_node(row), (*_COLUMNS, "coverage", "assessed", "active", "suspended")))
    return file.getvalue()


def as_table(found: Report) -> str:
    """Two aligned tables in Ukrainian: the indicators, then the goals above them."""
    names = ("code", "period", "value", "progress", "expected", "pace", "status", "flags")
    indicators = [_heading(names), *(_told(row, found.fiscal_year) for row in _records(found.measurement.indicators))]
    goals = [_heading(("level", "code", "progress", "expected", "coverage", "status"))]
    for row in _records(found.measurement.nodes):
        assessed = WORDS.say("progress.assessed", assessed=row["assessed"], active=row["active"])
        shares = [WORDS.percent(row[name]) for name in ("progress", "expected")]
        name, status = WORDS.say(f"level.{row['level']}"), WORDS.say(f"status.{row['status']}")
        goals.append([name, row["code"], *shares, assessed, status])
    head = WORDS.say("progress.as_of", day=WORDS.date(found.measurement.as_of))
    return "\n".join((head, "", *_aligned(indicators, {2, 3, 4, 5}), "", *_aligned(goals, {2, 3})))


def _heading(names: Sequence[str]) -> list[str]:
    return [WORDS.say(f"progress.column.{name}") for name in names]


def _told(row: dict[str, Any], fiscal_year: FiscalYear) -> list[str]:
    """An indicator's line of the table; the last column has the reason of `no_data` and the flags."""
    period = DASH if row["end"] is None else WORDS.period(fiscal_year.ending(row["end"], row["span_months"]))
    notes = [WORDS.say(f"progress.no_data.{row['reason']}")] if row["reason"] else []
    # a reason says more than the flag of the same name
    notes += [WORDS.say(f"progress.flag.{flag}") for flag in FLAGS if row[f"flag_{flag}"] and flag != row["reason"]]
    shares = [WORDS.percent(row[name]) for name in ("progress", "expected")]
    pace, status = WORDS.number(row["pace"], 2), WORDS.say(f"status.{row['status']}")
    return [row["code"], period, WORDS.number(row["value"]), *shares, pace, status, ", ".join(notes)]


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as dictionaries of plain values: None where a number does not exist."""
    columns = {}
    for name, column in frame.items():
        plain = column.astype(object)
        columns[str(name)] = plain.where(column.notna(), None).tolist()
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _indicator(row: dict[str, Any], fiscal_year: FiscalYear) -> dict[str, Any]:
    period = None if row["end"] is None else fiscal_year.ending(row["end"], row["span_months"]).code
    return {
        "code": row["code"],
        "period": period,
        **{name: row[name] for name in ("value", "progress", "expected", "pace", "status")},
        "flags": sorted(flag for flag in _FLAGS if row[f"flag_{flag}"]),
    }


def _opinion(row: dict[str, Any]) -> dict[str, Any]:
    if row["reason"]:
        return {"ratio": None, "reason": row["reason"]}
    return {"ratio": row["ratio"], "status": row["status"]}


def _continuation(row: dict[str, Any]) -> dict[str, Any]:
    numbers = {name: row[name] for name in ("value", "low", "high")}
    return numbers | {"reason": row["reason"]} if row["reason"] else numbers


def _node(row: dict[str, Any]) -> dict[str, Any]:
    names = ("level", "code", "progress", "expected", "status", "coverage", "assessed", "active", "suspended")
    return {
        **{name: row[name] for name in names},
        "counts": {str(status): row[f"n_{status}"] for status in Status if row[f"n_{status}"]},
        "flags": sorted(flag for flag in _NODE_FLAGS if row[f"flag_{flag}"]),
    }


def _cells(row: dict[str, Any], names: Iterable[str]) -> list[object]:
    """The fields of a CSV row; codes consist of letters, digits and points, so no field can be taken for a formula."""
    values = (row.get(name) for name in names)
    return ["" if v is None else " ".join(v) if isinstance(v, list) else v for v in values]


def _aligned(rows: Sequence[Sequence[str]], numbers: set[int]) -> list[str]:
    """Rows of equal columns, numbers to the right."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return [
        "  ".join(
            cell.rjust(width) if at in numbers else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
