"""An indicator of the workbook from its row in the source table and its story."""

from collections.abc import Sequence
from datetime import date

from kpi.model import Direction, Frequency, Indicator, Kind, Provenance, SeriesBreak, TargetChange, Visibility
from tools.edition import sources
from tools.edition.carried import CarriedBase
from tools.edition.documented import baseline
from tools.edition.quality import quality_statement, result_level
from tools.edition.sources import FIRST, Edition

#: the day from which most series are not comparable with earlier years
_WAR = date(2022, 2, 24)
_VISIBILITY = {
    "public": Visibility.PUBLIC,
    "public_aggregate": Visibility.AGGREGATE,
    "public_delayed": Visibility.DELAYED,
    "internal_only": Visibility.INTERNAL,
}


def year_targets(story: sources.Table, edition: Edition = FIRST) -> dict[int, float]:
    """The original planned values by year: «- 30 60 - 100» of 2022–2026 has none for 2022 and 2025."""
    planned = zip(edition.years, story.get("targets", "").split(), strict=False)
    return {year: float(text) for year, text in planned if text != "-"}


def indicator(
    row: sources.Row,
    story: sources.Table,
    changes: Sequence[TargetChange],
    edition: Edition = FIRST,
    carried: CarriedBase | None = None,
) -> Indicator:
    """The indicator with the targets in force after `changes`; `carried`: its base is of the edition before."""
    targets = year_targets(story, edition) | {c.year: c.new_value for c in changes if c.code == row["code"]}
    year, value = (carried.year, carried.value) if carried else _baseline(row, story)
    known = baseline(row["code"], edition) is not None
    return Indicator(
        code=row["code"],
        name=row["name_uk"],
        name_en=row["name_en"],
        unit=row["unit_uk"],
        unit_en=_unit_en(row),
        direction=Direction(story.get("direction", _direction(row))),
        department=sources.departments(edition)[row["responsible_department_id"]],
        targets=tuple(sorted(targets.items())),
        target_year=max(targets, default=edition.years[-1]),
        baseline_year=year,
        baseline_value=value,
        weight=story.get("weight"),
        source=row["data_source_uk"],
        kind=Kind(story.get("kind", _kind(row))),
        frequency=Frequency(story.get("frequency", row["frequency"])),
        range_low=sources.number(row["range_low"]),
        range_high=sources.number(row["range_high"]),
        visibility=_VISIBILITY[row["visibility"]],
        ground=ground(row, edition),
        open_from=story.get("open_from"),
        delay_months=story.get("delay"),
        definition=_definition(row, story, edition, carried),
        provenance=Provenance.ILLUSTRATIVE,
        baseline_provenance=Provenance.DOCUMENTED if known else Provenance.ILLUSTRATIVE,
        series_break=_break(story),
        result_level=result_level(row["code"], edition),
        **quality_statement(row["code"], edition),
    )


def ground(row: sources.Row, edition: Edition = FIRST) -> str:
    """Why access is restricted; the source table has no words for internal ones."""
    if row["visibility"] == "internal_only":
        return row["visibility_reason_uk"] or str(sources.story(edition)["words"]["internal_ground"])
    return row["visibility_reason_uk"]


def _unit_en(row: sources.Row) -> str:
    return "yes/no" if row["unit_uk"] == "так/ні" else row["unit_en"]


def _direction(row: sources.Row) -> str:
    return {"decrease": "decrease", "in_range": "range"}.get(row["direction"], "increase")


def _kind(row: sources.Row) -> str:
    """How the numbers add up: told by the name where the table's «cumulative» can mean two things."""
    if row["direction"] == "complete":
        return "deliverable"
    if "з початку року" in row["name_uk"]:
        return "ytd"
    return "flow" if "за рік" in row["name_uk"] else "level"


def _baseline(row: sources.Row, story: sources.Table) -> tuple[int | None, float | None]:
    if row["baseline_value"]:
        return int(row["baseline_year"]), sources.number(row["baseline_value"])
    if "base" not in story:
        return None, None
    year, value = story["base"].split("=")
    return int(year), float(value)


def _break(story: sources.Table) -> SeriesBreak | None:
    reason = story.get("break")
    return SeriesBreak(story.get("break_since", _WAR), reason) if reason else None


def _definition(row: sources.Row, story: sources.Table, edition: Edition, carried: CarriedBase | None) -> str:
    """«Методика»: what is counted, where the baseline is from, what is illustrative."""
    words = sources.story(edition)["words"]
    parts = [sources.story(edition)["method"].get(row["code"], "")]
    known = baseline(row["code"], edition)
    if carried is not None:
        parts.append(words["base_carried"].format(code=carried.code, name=carried.name, dated=carried.dated))
    elif known is not None:
        parts.append(words[row["baseline_status"]].format(source=known.source, dated=known.dated))
    elif "base" in story:
        parts.append(words["base_estimated"])
    if row["target_status"] == "not set":
        parts.append(words["targets_not_set"])
    if row["note"]:
        parts.append(story.get("note", row["note"]))
    return " ".join(p for p in parts if p)
