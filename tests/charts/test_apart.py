"""Nothing written in a chart stands on anything else: every chart of the shipped edition, and of strangers' shapes."""

from collections.abc import Sequence
from datetime import date
from itertools import product

import pytest

from kpi.charts.trajectory_parts.labels import laid_out
from kpi.charts.trajectory_parts.layout import LAYOUTS
from kpi.measure.results import Survey
from kpi.model import Direction, Frequency, GapReason, Kind, Language, Observation, SeriesBreak, TargetChange
from kpi.text import Text
from kpi.views.indicator import trajectory
from tests.charts import gallery
from tests.charts.overlaps import overlaps
from tests.languages import BOTH
from tests.views.one import CODE, Differences, measured, seen
from tests.web.public.edition import edition

UNITS = (
    "%",
    "т",
    "так/ні",
    "тис. грн",
    "днів",
    "осіб на 1000 населення",
    "випадків на 100 тис. населення",
    "кВт·год/м² на рік",
    "тис. грн на 1 тис. осіб наявного населення громади",
    "мікрограмівнакубічнийметрповітряунаселеномупункті",
    "tonnes of CO₂ equivalent per 1000 residents a year",
)
DATES = ((2022, 66.0), (2023, 70.0), (2024, 75.0), (2025, 82.0), (2026, 95.0))


def _quarters(values: Sequence[float | GapReason]) -> list[Observation]:
    ends = [f"{year}-Q{quarter}" for year in range(2022, 2027) for quarter in range(1, 5)]
    return [seen(end, value) for end, value in zip(ends, values, strict=False)]


def _strange(unit: str) -> list[tuple[Survey, Differences]]:
    """Surveys of one unit in many shapes: on, under and far off the plan; large; few; broken; replanned."""
    rising = [60.0 + 1.5 * n for n in range(19)]
    million = tuple((year, value * 14_503.7) for year, value in DATES)
    shapes: list[tuple[Sequence[float | GapReason], Differences]] = [
        (rising, {}),
        ([62.0] * 19, {}),
        ([95.0 - n for n in range(19)], {"direction": Direction.DECREASE, "targets": ((2026, 20.0),)}),
        ([v * 14_503.7 for v in rising], {"targets": million, "baseline_value": 62.0 * 14_503.7}),
        ([*[GapReason.NOT_COLLECTED] * 5, *rising[:8], *[GapReason.NOT_COLLECTED] * 2, *rising[9:13]], {}),
        (rising, {"series_break": SeriesBreak(date(2022, 2, 24), "інша мережа маршрутів і кількість мешканців міста")}),
        (
            rising,
            {
                "target_changes": [
                    TargetChange(
                        code=CODE,
                        year=2026,
                        old_value=140.0,
                        new_value=95.0,
                        decided=date(2026, 3, 1),
                        act="№ 1214-VIII",
                    )
                ]
            },
        ),
        ([*rising[:-1], 6900.0], {}),
        (
            [17.0, 16.5, 17.5, 18.0],
            {"direction": Direction.RANGE, "range_low": 18.0, "range_high": 22.0, "targets": ()},
        ),
        ([12.0, 9.0, 14.0, 11.0] * 4, {"kind": Kind.FLOW, "targets": ((2024, 50.0), (2026, 80.0))}),
        ([9.0, 21.0, 33.0, 47.0] * 4 + [10.0, 26.0], {"kind": Kind.YTD, "targets": ((2024, 50.0), (2026, 80.0))}),
    ]
    named: Differences = {"unit": unit, "unit_en": unit}
    return [(measured(_quarters(values), **(named | changes)), changes) for values, changes in shapes] + [
        (measured([seen(str(y), 64.0 + y - 2022) for y in range(2022, 2026)], frequency=Frequency.YEAR, unit=unit), {})
    ]


@pytest.mark.parametrize(("language", "size"), list(product(BOTH, LAYOUTS)))
def test_every_chart_of_the_edition(language: Language, size: str) -> None:
    found: dict[str, list[tuple[str, str]]] = {}
    for code in edition().now.indicators["code"]:
        t = trajectory.build(edition(), code, Text(language))
        assert t is not None
        stood = overlaps(*laid_out(t, language, size))
        found |= {code: stood} if stood else {}
        words = {" ".join(label.lines) for label in laid_out(t, language, size)[1]}
        if size != "small" and t.last_label:
            number = t.last_label.replace("\xa0", " ").partition(" ")[0]
            assert any(word.replace("\xa0", " ").startswith(number) for word in words), (code, t.last_label)
        if size in ("wide", "embed", "narrow", "print"):
            assert not t.break_label or any(t.break_label.startswith(word) for word in words), (code, t.break_label)
    assert found == {}


@pytest.mark.parametrize("unit", UNITS)
def test_strange_units_and_shapes(unit: str) -> None:
    found: list[tuple[str, Differences, list[tuple[str, str]]]] = []
    for survey, changes in _strange(unit):
        t = trajectory.build(survey, CODE, Text(Language.UK))
        assert t is not None
        for size in LAYOUTS:
            frame, labels = laid_out(t, Language.UK, size)
            found += [(size, changes, stood) for stood in [overlaps(frame, labels)] if stood]
            if size == "small":
                continue
            said = " ".join(word for label in labels for word in label.lines).replace("\xa0", " ")
            assert "…" not in said, (size, said)
            assert unit.replace(" ", "") in (said + "".join(frame.tick_labels)).replace(" ", "") or unit in YES_NO, said
    assert found == []


YES_NO = ("так/ні", "днів")


@pytest.mark.parametrize("size", LAYOUTS)
def test_the_gallery(size: str) -> None:
    for name, maker in gallery.TRAJECTORIES.items():
        assert overlaps(*laid_out(maker(), Language.UK, size)) == [], name


def test_the_measure_of_overlaps_finds_them() -> None:
    frame, labels = laid_out(gallery.water(), Language.UK, "narrow")
    moved = labels[-1]._replace(x=labels[0].x, y=labels[0].y, anchor=labels[0].anchor)
    assert overlaps(frame, [*labels[:-1], moved])
    assert overlaps(frame, [*labels, labels[0]._replace(x=frame.layout.width)])
