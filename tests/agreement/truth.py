"""What measuring says of every indicator and node, and whether a place that tells it tells the same."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kpi.measure.results import Survey
from kpi.model import ON_PLAN, Language, NoDataReason, Period, Status
from kpi.text import Text
from tests.agreement.reading import begins, numbers
from tests.fiscal_years import CALENDAR

#: numbers in files and in the API have twelve significant digits
_EXACT = 1e-11
_SHARES = ("progress", "expected", "pace")

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Said:
    """One fact as a place tells it: printed words, a number, a code, counts; None where it tells that there is none."""

    where: str
    of: str
    fact: str
    told: Any


@dataclass(frozen=True)
class Truth:
    """`facts` by code of an indicator, «level code» of a node; what is missing in a frame is None."""

    facts: Mapping[str, Facts]
    codes: tuple[str, ...]
    nodes: tuple[str, ...]

    def disagreements(self, said: list[Said], language: Language) -> Iterator[str]:
        for one in said:
            known = self.facts.get(one.of)
            if known is None:
                yield f"{one.where}: {one.of} is told, not measured"
            elif not _agrees(one.fact, one.told, known, language):
                measured = known.get(one.fact, str(known["status"]))
                yield f"{one.where}: {one.of} {one.fact}: told {one.told!r}, measured {measured!r}"


def truth(survey: Survey) -> Truth:
    facts = {str(row["code"]): _indicator(row, survey) for row in survey.now.indicators.to_dict("records")}
    codes = tuple(facts)
    nodes = {f"{row['level']} {row['code']}": _node(row) for row in survey.now.nodes.to_dict("records")}
    return Truth(facts | nodes, codes, tuple(nodes))


def _indicator(row: Mapping[Any, Any], survey: Survey) -> dict[str, Any]:
    found = {
        name: _number(row[name])
        for name in ("progress", "expected", "pace", "planned_value", "baseline_value", "value", "target_value")
    }
    about = survey.dataset.indicators.set_index("code").loc[row["code"]]
    span = tuple(n for n in (_number(about["range_low"]), _number(about["range_high"])) if n is not None)
    period = None if pd.isna(row["end"]) else CALENDAR.ending(int(row["end"]), int(row["span_months"]))
    series = survey.series[survey.series["code"] == row["code"]]
    shown, shown_period, shown_planned = _shown(found, period, series)
    entered, year = shown, survey.year_so_far[survey.year_so_far["code"] == row["code"]].tail(1)
    part = period is None and shown_period is not None and _is_part(shown_period, year)
    if part:  # of a year that is not told whole its sum is shown, beside the plan of the whole year
        shown, shown_planned = float(year["value_so_far"].iloc[0]), _number(year["year_plan"].iloc[0])
    at = series["status"][
        (series["end"] == (shown_period.end if shown_period else 0)) & (series["value"] == entered)
    ].tolist()
    target = found["target_value"]
    flags = {name: bool(row[f"flag_{name}"]) for name in ("hold", "early", "late", "partly", "missed")}
    return found | {
        "status": Status(row["status"]),
        "reason": row["reason"] or None,
        "period": period,
        "current": shown_period is None or shown_period.end == CALENDAR.reached(survey.now.as_of),
        "part_year": period is None and shown_period is not None and _part_year(series, shown_period, about),
        "shown_value": shown,
        "shown_period": shown_period,
        "shown_planned": shown_planned,
        "entered_value": entered,
        "row_planned": None if part else shown_planned,
        "part": part,
        "at": _at(series),
        "row_status": Status(at[-1]) if at and at[-1] else None,
        # where the plan asks for nothing to compare with, the way is not drawn
        "way": (None, None) if found["expected"] is None else (found["progress"], found["expected"]),
        "target": (target,) if target is not None else span,
        "flags": flags,
        "range": bool(span),
    }


def _shown(
    found: Mapping[str, Any], period: Period | None, series: pd.DataFrame
) -> tuple[float | None, Period | None, float | None]:
    """What is judged; where nothing is, the last value, which stays and is dated, with the plan of that day."""
    if period is not None:
        return found["value"], period, found["planned_value"]
    valued = series[series["value"].notna()].tail(1).to_dict("records")
    if not valued:
        return None, None, None
    last = valued[0]
    return (
        float(last["value"]),
        CALENDAR.ending(int(last["end"]), int(last["span_months"])),
        _number(last["planned_value"]),
    )


def _is_part(period: Period, year: pd.DataFrame) -> bool:
    """Whether the last value is a part of a year that is not told whole."""
    return bool(((year["end"] == period.end) & ((year["share_of_year"] < 1) | year["incomplete"])).any())


def _part_year(series: pd.DataFrame, period: Period, about: pd.Series) -> bool:
    """Whether the value of this period is a part of a yearly sum: after the baseline, and compared with nothing."""
    after = pd.isna(about["baseline_end"]) or period.end > about["baseline_end"]
    row = series[(series["end"] == period.end) & (series["span_months"] == period.span_months)]
    return bool(after and not row["judged"].iloc[-1])


def _at(series: pd.DataFrame) -> dict[str, tuple[float | None, str | None]]:
    """Value and status of every period, as judged at that value alone."""
    return {
        CALENDAR.ending(int(row["end"]), int(row["span_months"])).code: (
            _number(row["value"]) if row["judged"] else None,
            row["status"] or None,
        )
        for row in series.to_dict("records")
    }


def _node(row: Mapping[Any, Any]) -> dict[str, Any]:
    counts = {status: int(row[f"n_{status}"]) for status in Status}
    return {
        "status": Status(row["status"]),
        "progress": _number(row["progress"]),
        "expected": _number(row["expected"]),
        "way": (_number(row["progress"]), _number(row["expected"])),
        "counts": {status: n for status, n in counts.items() if n},
        "on_plan_of_assessed": (sum(counts[status] for status in ON_PLAN), int(row["assessed"])),
        "assessed": int(row["assessed"]),
        "active": int(row["active"]),
        "behind": counts[Status.OFF_TRACK] + counts[Status.MOVING_AWAY],
        "total": sum(counts.values()),
    }


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def _agrees(fact: str, told: Any, known: Facts, language: Language) -> bool:
    if fact in _COMPARERS:
        return _COMPARERS[fact](told, known, Text(language))
    return _same(told, known[fact], language, share=fact in _SHARES)


def _word(told: str | None, status: Status | None, text: Text) -> bool:
    return status is not None and told is not None and told.casefold() == text.say(f"status.{status}").casefold()


def _planned(told: str, known: Facts, text: Text, name: str) -> bool:
    """A range is its own plan; a part of a year has none."""
    own = known["range"] and not known["part"]
    planned = known["target"] if known[name] is None and own else known[name]
    return _same(told, planned, text.language, share=False)


def _judged(told: str, known: Facts, text: Text) -> bool:
    """«10 із 15»; «не оцінено», not «0 із 0»."""
    if known["assessed"] == 0:
        return not numbers(told, text.language)
    return _same(told, known["on_plan_of_assessed"], text.language, share=False)


def _period_if_old(told: str | None, known: Facts, text: Text) -> bool:
    """Said only where it is not the quarter that all pages are of, or where it is a part of a year."""
    if told is None:
        return bool(known["current"] and not known["part_year"])
    return _right_period(told, known["shown_period"], text)


def _row_status(told: str, known: Facts, text: Text) -> bool:
    """A row of the time of a suspension says so."""
    return _word(told, known["row_status"], text) or _word(told, known["status"], text)


def _value_at(told: tuple[str, float | None, str | None], known: Facts, text: Text) -> bool:
    period, value, status = told
    measured, judged = known["at"].get(period, (None, None))
    return _same(value, measured, text.language, share=False) and status == judged


def _same(told: Any, measured: Any, language: Language, share: bool) -> bool:
    if isinstance(measured, int | float | tuple) and isinstance(told, str):
        printed = numbers(told, language)
        exact = measured if isinstance(measured, tuple) else (measured,)
        unit = 100 if share else 1
        return len(printed) >= len(exact) and all(
            abs(n - unit * x) <= half + 1e-9 for (n, half), x in zip(printed, exact, strict=False)
        )
    if measured is None or measured == ():
        return told is None or (isinstance(told, str) and not numbers(told, language))
    if isinstance(measured, float):
        return told is not None and abs(float(told) - measured) <= _EXACT * max(1.0, abs(measured))
    return bool(told == measured)


def _right_period(told: str | None, period: Period | None, text: Text) -> bool:
    if period is None or told is None:
        return period is None and told is None
    return told == period.code or text.period(period) in told


def _right_reason(told: str | None, known: Facts, text: Text) -> bool:
    """Lists say more than files, which have the reason alone."""
    plain = text.say(f"progress.no_data.{known['reason']}") if known["reason"] else ""
    return (told or "").startswith((_reason_words(known, text), plain))


def _reason_words(known: Facts, text: Text) -> str:
    """What lists say: that there is no value at all, or no whole year."""
    if known["reason"] == NoDataReason.NO_OBSERVATION and known["part_year"]:
        return text.say("rows.no_whole_year")
    if known["reason"] == NoDataReason.NO_OBSERVATION and known["shown_value"] is None:
        return text.say("rows.no_value")
    return text.say(f"progress.no_data.{known['reason']}") if known["reason"] else ""


def _right_rule(told: str, known: Facts, text: Text) -> bool:
    """The sentence is one that this status may have, and the number in it is the measured one."""
    for key, fact in _rules(known).items():
        found = begins(f"indicator.reason.{key}", told, text.language)
        if found is not None:
            return fact is None or _same(found["now"], known[fact], text.language, share=True)
    return False


def _rules(known: Facts) -> dict[str, str | None]:
    """Sentences by key, with the fact that stands as «now»."""
    flags, status = known["flags"], known["status"]
    if status is Status.NO_DATA:
        keys = [f"no_data.{known['reason']}"]
        keys += ["no_data.part_year", "no_data.before_baseline"] if known["reason"] == "no_observation" else []
        keys += ["no_data.scale_suspect_times"] if known["reason"] == "scale_suspect" else []
        return dict.fromkeys(keys)
    if status is Status.SUSPENDED:
        return {"suspended.since": None, "suspended.plain": None}
    if flags["hold"]:
        key = "hold.broken" if status is Status.MOVING_AWAY else "hold.kept"
        return {f"{key}_range" if known["range"] else key: None}
    achieved = "range" if known["range"] else next((f for f in ("late", "early") if flags[f]), "plain")
    by_status: dict[Status, dict[str, str | None]] = {
        Status.ACHIEVED: {f"achieved.{achieved}": None},
        Status.ON_TRACK: {
            "on_track": "pace",
            "ahead": "pace",
            "nothing_expected": None,
            "nothing_expected_near": None,
        },
        Status.AT_RISK: {"partly": "progress"} if flags["partly"] else {"at_risk": "pace", "too_early": "expected"},
        Status.OFF_TRACK: {"missed": "progress"}
        if flags["missed"]
        else {"off_track": "pace", "off_track_still": "pace"},
        Status.MOVING_AWAY: {
            "moving_away.below_plan": "progress",
            **dict.fromkeys(f"moving_away.{key}" for key in ("back", "back_range", "back_yes_no")),
        },
        Status.NOT_DUE: {"not_due": None},
    }
    return by_status[status]


_COMPARERS: Mapping[str, Callable[[Any, Facts, Text], bool]] = {
    "same": lambda told, known, text: bool(told[0] and told[0] == told[1]),
    "word": lambda told, known, text: _word(told, known["status"], text),
    "row_status": _row_status,
    "rule": _right_rule,
    "reason_words": _right_reason,
    "planned_words": lambda told, known, text: _planned(told, known, text, "planned_value"),
    "row_planned_words": lambda told, known, text: _planned(told, known, text, "row_planned"),
    "shown_planned_words": lambda told, known, text: _planned(told, known, text, "shown_planned"),
    "period": lambda told, known, text: _right_period(told, known["period"], text),
    "shown_period": lambda told, known, text: _right_period(told, known["shown_period"], text),
    "period_if_old": _period_if_old,
    "at": _value_at,
    "on_plan_of_assessed": _judged,
    "way": lambda told, known, text: all(
        _same(one, part, text.language, share=True) for part, one in zip(known["way"], told, strict=True)
    ),
}
