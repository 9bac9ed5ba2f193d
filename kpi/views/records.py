"""From the frames of a survey to the `Record` of single indicators."""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from kpi.measure.results import Survey
from kpi.model import Direction, Frequency, Kind, Language, Level, NoDataReason, Provenance, Status, Visibility
from kpi.text import Text
from kpi.views.record import Opinion, Outlook, Pause, Planned, Reading, Record, Result, Revision
from kpi.views.values import Scale, decimals_by_code, index_or_none, number_or_none

FLAG = "flag_"
Row = dict[str, object]


def day_or_none(value: object) -> date | None:
    """The date of a frame's cell, None for NaT."""
    return None if pd.isna(value) else pd.Timestamp(value).date()  # type: ignore[call-overload, arg-type]


def _rows(frame: pd.DataFrame, code: str) -> list[Row]:
    return frame.loc[frame["code"] == code].to_dict("records")  # type: ignore[return-value]


def _reading(row: Row) -> Reading:
    texts = {
        name: str(row[name]) for name in ("gap", "comment", "provenance", "source", "sheet", "cell", "source_file")
    }
    return Reading(
        end=int(str(row["end"])),
        span_months=int(str(row["span_months"])),
        value=number_or_none(row["value"]),
        judged=bool(row["judged"]),
        planned=number_or_none(row["planned_value"]),
        status=Status(str(row["status"])) if row["status"] else None,
        preliminary=bool(row["preliminary"]),
        coverage_pct=number_or_none(row["coverage_pct"]),
        restricted_until=day_or_none(row["restricted_until"]),
        published=day_or_none(row["published"]),
        **texts,
    )


def _revision(row: Row) -> Revision:
    return Revision(
        end=int(str(row["end"])),
        span_months=int(str(row["span_months"])),
        old_value=number_or_none(row["old_value"]),
        new_value=number_or_none(row["new_value"]),
        old_gap=str(row["old_gap"]),
        new_gap=str(row["new_gap"]),
        published=day_or_none(row["published"]),
        comment=str(row["comment"]),
        department=str(row["department"]),
    )


def _result(row: Row) -> Result:
    return Result(
        status=Status(str(row["status"])),
        reason=NoDataReason(str(row["reason"])) if row["reason"] else None,
        end=index_or_none(row["end"]),
        span_months=index_or_none(row["span_months"]),
        value=number_or_none(row["value"]),
        planned=number_or_none(row["planned_value"]),
        baseline=number_or_none(row["baseline_value"]),
        target=number_or_none(row["target_value"]),
        first_target=number_or_none(row["first_target_value"]),
        target_end=int(str(row["target_end"])),
        progress=number_or_none(row["progress"]),
        expected=number_or_none(row["expected"]),
        pace=number_or_none(row["pace"]),
        age_months=index_or_none(row["age_months"]),
        due_end=index_or_none(row["due_end"]),
        overdue=bool(row["overdue"]),
        comment=str(row["comment"]),
        flags=frozenset(n.removeprefix(FLAG) for n, value in row.items() if n.startswith(FLAG) and value),
    )


def ancestors(survey: Survey, goal: str) -> tuple[str, ...]:
    """Codes of the operational goal and of everything above it, from below."""
    nodes = survey.dataset.nodes
    keys = zip(nodes["level"], nodes["code"], strict=True)
    parents = dict(zip(keys, zip(nodes["parent_level"], nodes["parent"], strict=True), strict=True))
    found: list[str] = []
    key = (str(Level.OPERATIONAL_GOAL), goal)
    while key[1] and key in parents:
        found.append(key[1])
        key = parents[key]
    return tuple(found)


def pauses(survey: Survey, codes: tuple[str, ...]) -> tuple[Pause, ...]:
    """Suspensions of these codes that have begun by the as-of date and were known then, the earliest first."""
    frame = survey.dataset.suspensions
    known = frame["published"].isna() | (frame["published"] <= pd.Timestamp(survey.now.known_at))
    begun = frame["since"] <= pd.Timestamp(survey.now.as_of)
    rows = frame.loc[frame["code"].isin(codes) & known & begun].sort_values("since").to_dict("records")
    return tuple(
        Pause(
            code=str(row["code"]),
            since=pd.Timestamp(row["since"]).date(),
            until=day_or_none(row["until"]),
            reason=str(row["reason"]),
            act=str(row["act"]),
            review_by=day_or_none(row["review_by"]),
        )
        for row in rows
    )


def _targets(survey: Survey, code: str) -> tuple[Planned, ...]:
    frame = survey.dataset.targets
    known = frame["published"].isna() | (frame["published"] <= pd.Timestamp(survey.now.known_at))
    decided = frame["decided"].isna() | (frame["decided"] <= pd.Timestamp(survey.now.as_of))
    rows = frame.loc[(frame["code"] == code) & known & decided].sort_values(["end", "decided"], na_position="first")
    return tuple(
        Planned(int(r["end"]), float(r["value"]), day_or_none(r["decided"]), str(r["act"]))
        for r in rows.to_dict("records")
    )


def _opinion(rows: list[Row]) -> Opinion:
    if not rows:
        return Opinion(None, None, "")
    row = rows[0]
    status = Status(str(row["status"])) if row["status"] else None
    return Opinion(number_or_none(row["ratio"]), status, str(row["reason"]))


def _outlook(rows: list[Row]) -> Outlook:
    if not rows:
        return Outlook(None, None, None, None, "")
    row = rows[0]
    numbers = [number_or_none(row[name]) for name in ("value", "low", "high")]
    return Outlook(numbers[0], numbers[1], numbers[2], index_or_none(row["end"]), str(row["reason"]))


def _record(survey: Survey, row: Row, text: Text, decimals: int) -> Record:
    code = str(row["code"])
    english = text.language is Language.EN
    low, high = number_or_none(row["range_low"]), number_or_none(row["range_high"])
    texts = ("goal", "department", "source", "definition", "break_reason", "sheet", "cell", "source_file")
    return Record(
        code=code,
        name=str(row["name_en"] if english and row["name_en"] else row["name"]),
        name_foreign=english and not row["name_en"],
        direction=Direction(str(row["direction"])),
        kind=Kind(str(row["kind"])),
        frequency=Frequency(str(row["frequency"])),
        visibility=Visibility(str(row["visibility"])),
        provenance=Provenance(str(row["provenance"])),
        baseline_provenance=Provenance(str(row["baseline_provenance"])),
        baseline_end=index_or_none(row["baseline_end"]),
        range=None if low is None or high is None else (low, high),
        break_end=index_or_none(row["break_end"]),
        as_of=survey.now.as_of,
        scale=Scale(str(row["unit_en"] if english and row["unit_en"] else row["unit"]), decimals, text),
        result=_result(_rows(survey.now.indicators, code)[0]),
        readings=tuple(sorted(map(_reading, _rows(survey.series, code)), key=lambda r: (r.end, r.span_months))),
        revisions=tuple(map(_revision, _rows(survey.revisions, code))),
        targets=_targets(survey, code),
        pauses=pauses(survey, (code, *ancestors(survey, str(row["goal"])))),
        outlook=_outlook(_rows(survey.continuation, code)),
        opinion=_opinion(_rows(survey.second_opinion, code)),
        **{name: str(row[name]) for name in texts},
    )


def records(survey: Survey, text: Text, codes: Iterable[str]) -> tuple[Record, ...]:
    """The records of these indicators in their given order; codes that the survey does not hold are left out."""
    wanted = tuple(codes)
    frame = survey.dataset.indicators
    rows = {str(r["code"]): r for r in frame.loc[frame["code"].isin(wanted)].to_dict("records")}
    decimals = decimals_by_code(survey.dataset)
    return tuple(_record(survey, rows[code], text, decimals[code]) for code in wanted if code in rows)  # type: ignore[arg-type]
