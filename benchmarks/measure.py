"""Measuring one edition: the day shown, and the whole survey with its history of quarters."""

from benchmarks._made import edition
from benchmarks.timing import Timing, interleaved
from kpi.measure import default_times, measure, survey

MEASURE_LIMIT_MS, SURVEY_LIMIT_MS = 50, 250


def timings() -> list[Timing]:
    """Median milliseconds for an edition of 90 indicators and as many quarters as the real one has."""
    dataset = edition()
    as_of, known_at = default_times(dataset)
    quarters = len(survey(dataset).moments)
    medians = interleaved({"measure": lambda: measure(dataset, as_of, known_at), "survey": lambda: survey(dataset)})
    size = f"{len(dataset.indicators)} indicators, {len(dataset.observations)} observations"
    return [
        Timing(
            name="measure: one day", value=medians["measure"], ratio=None, note=size, limit=f"≤ {MEASURE_LIMIT_MS} ms"
        ),
        Timing(
            name=f"measure: survey of {quarters} quarters",
            value=medians["survey"],
            ratio=medians["survey"] / medians["measure"],
            note="against one day; all quarters in one pass",
            limit=f"≤ {SURVEY_LIMIT_MS} ms",
        ),
    ]
