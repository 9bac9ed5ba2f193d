"""The tables of a release: complete, typed, the same numbers as on the pages, each with its origin."""

import re
from datetime import date
from math import isnan

import pytest

from kpi.measure.results import Survey
from kpi.model import Kind, Language, Provenance, Status
from kpi.opendata.columns import number
from kpi.opendata.fields import FILLED, KEYS, OF_INDICATORS, TABLES, Type
from kpi.opendata.tables import ReleaseTables, build
from kpi.text import Text
from kpi.views.common.board import board
from kpi.views.indicator.dossiers import dossiers
from kpi.views.indicator.value_table import revision_rows
from tests.views.one import measured, seen

PYTHON = {
    Type.TEXT: (str,),
    Type.NUMBER: (int, float),
    Type.WHOLE: (int,),
    Type.DATE: (date,),
    Type.BOOL: (bool,),
}


@pytest.mark.parametrize("name", list(TABLES))
def test_every_cell_is_of_its_fields_type(release: ReleaseTables, name: str) -> None:
    table = release[name]
    for place, field in enumerate(table.fields):
        cells = [row[place] for row in table.rows]
        given = [cell for cell in cells if cell is not None]
        assert all(type(cell) in PYTHON[field.type] for cell in given), field.name
        assert not any(isinstance(cell, float) and isnan(cell) for cell in given), field.name
        assert "" not in given, field.name
        if field.codes:
            assert set(given) <= set(field.codes), field.name
        if field.pattern:
            assert all(re.fullmatch(field.pattern, str(cell)) for cell in given), field.name
        if field.required:
            assert len(given) == len(cells), field.name


@pytest.mark.parametrize("name", list(KEYS))
def test_a_row_is_known_by_its_key(release: ReleaseTables, name: str) -> None:
    rows = [tuple(row[field] for field in KEYS[name]) for row in release[name].records()]
    assert len(set(rows)) == len(rows)
    assert rows or name in FILLED


def test_every_row_says_of_which_release_it_is_and_that_it_is_made_up(release: ReleaseTables) -> None:
    """Of a demonstration only what is documented is not made up."""
    for table in release.tables.values():
        for row in table.records():
            made_up = table.name != "values" or row["provenance"] != "documented"
            assert (row["version"], row["licence"], row["demo"]) == (date(2026, 11, 14), "CC BY 4.0", made_up)


def test_a_part_of_a_year_has_the_plan_of_the_year_and_none_of_its_own(release: ReleaseTables, survey: Survey) -> None:
    kinds = {row["code"]: row["kind"] for row in release["indicators"].records()}
    rows = [row for row in release["values"].records() if kinds[row["code"]] in ("flow", "ytd")]
    parts = [row for row in rows if row["value"] is not None and len(str(row["period"])) > 4 and not row["breakdown"]]
    assert len(parts) > 50
    for row in parts:
        assert row["planned_value"] is None
        assert row["year_to_date"] is not None
    assert sum(row["year_plan"] is not None for row in parts) > 50
    assert all(row["year_plan"] is None for row in release["values"].records() if kinds[row["code"]] == "level")
    running = {row["code"]: row for row in release["indicators"].records() if row["year_to_date"] is not None}
    assert running
    for code, row in running.items():
        period = next(p for p in parts if (p["code"], p["period"]) == (code, row["year_to_date_period"]))
        assert (row["year_to_date"], row["year_plan"]) == (period["year_to_date"], period["year_plan"])


def test_the_sum_since_january_of_a_flow_by_quarters_is_no_quarter() -> None:
    quarters = [seen(f"2026-Q{n}", value) for n, value in ((1, 15.0), (2, 18.0), (3, 18.0))]
    survey = measured(quarters, kind=Kind.FLOW, unit="т", baseline_value=30.0, targets=((2026, 80.0),))
    found = build(survey)
    told = [(row["period"], row["year_to_date"], row["year_plan"]) for row in found["values"].records()]
    assert told == [("2026-Q1", 15, 80), ("2026-Q2", 33, 80), ("2026-Q3", 51, 80)]
    (row,) = found["indicators"].records()
    assert (row["year_to_date_period"], row["year_to_date"], row["year_plan"]) == ("2026-Q3", 51, 80)
    assert row["planned_value"] is None


def test_the_value_of_an_indicator_says_whether_it_is_documented(release: ReleaseTables) -> None:
    known = {(row["code"], row["period"]): row["provenance"] for row in release["values"].records()}
    rows = [row for row in release["indicators"].records() if row["value"] is not None]
    assert rows
    assert all(row["value_provenance"] in ("documented", "illustrative") for row in rows)
    levels = [row for row in rows if row["kind"] == "level"]
    assert all(row["value_provenance"] == known[row["code"], row["period"]] for row in levels)


def test_a_sum_is_documented_only_where_all_of_its_parts_are() -> None:
    marks = {n: Provenance.DOCUMENTED if n == 4 else Provenance.ILLUSTRATIVE for n in range(1, 5)}
    quarters = [seen(f"2025-Q{n}", 5.0, provenance=mark) for n, mark in marks.items()]
    found = build(measured(quarters, kind=Kind.FLOW, unit="т", baseline_value=10.0))
    summed = next(row for row in found["values"].records() if row["computed"])
    assert (summed["provenance"], summed["demo"]) == ("illustrative", True)


def test_every_number_names_workbook_sheet_department_and_release(release: ReleaseTables) -> None:
    goals = {row["code"]: row["goal"] for row in release["indicators"].records()}
    submitted = [row for row in release["values"].records() if not row["computed"]]
    assert len(submitted) > 800
    for row in submitted:
        assert row["workbook"] == f"{goals[row['code']]}.xlsx"
        assert row["sheet"] and row["department"] and row["release"]
    for row in release["values"].records():
        if row["computed"]:
            assert row["value"] is None and row["assessed_value"] is not None and row["sheet"] is None


def test_statuses_counts_and_numbers_are_those_of_the_pages(release: ReleaseTables, survey: Survey) -> None:
    rows = {row["code"]: row for row in release["indicators"].records()}
    shown = board(survey, Text(Language.UK))
    assert set(rows) == {row.code for row in shown.rows}
    for row in shown.rows:
        told = rows[row.code]
        assert told["status"] == row.status
        assert (told["period"] or "") == (row.period.code if row.period and row.record.value is not None else "")
        assert told["status_quarters"] == row.since.quarters
        for name in ("value", "planned_value", "target_value", "progress", "pace"):
            expected = getattr(row.record, name)
            assert told[name] == (None if expected is None else pytest.approx(expected, rel=1e-11)), (row.code, name)
    strategy = next(row for row in release["goals"].records() if row["level"] == "strategy")
    counts = {status: sum(row["status"] == status for row in rows.values()) for status in Status}
    assert counts == {status: strategy[f"n_{status}"] for status in Status}


def test_values_are_held_against_the_plan_as_on_the_page(release: ReleaseTables, survey: Survey) -> None:
    codes = tuple(str(row["code"]) for row in release["indicators"].records())
    rows = {(r["code"], r["period"]): r for r in release["values"].records() if r["breakdown"] is None}
    compared = 0
    for dossier in dossiers(survey, Text(Language.UK), codes):
        for reading in dossier.readings:
            row = rows[dossier.code, reading.period.code]
            if reading.judged:
                compared += 1
                assert row["assessed_value"] == pytest.approx(reading.value, rel=1e-11)
                assert (row["status"] or "") == (reading.status or "")
            assert (row["gap"] or "") == reading.gap or row["computed"]
    assert compared > 500


def test_corrections_are_those_of_the_pages(release: ReleaseTables, survey: Survey) -> None:
    codes = sorted({str(row["code"]) for row in release["revisions"].records()})
    shown = [
        row
        for dossier in dossiers(survey, Text(Language.UK), codes)
        for row in revision_rows(dossier, Text(Language.UK))
    ]
    told = list(release["revisions"].records())
    assert len(told) == len(shown) == len(survey.revisions) > 0
    assert {(row["department"], row["comment"] or "") for row in told} >= {
        (r.department, r.comment) for r in shown if r.comment
    }


def test_rows_of_indicators_lead_to_an_indicator(release: ReleaseTables) -> None:
    codes = {row["code"] for row in release["indicators"].records()}
    for name in OF_INDICATORS:
        assert {row["code"] for row in release[name].records()} <= codes


def test_one_target_a_year_is_in_force(release: ReleaseTables) -> None:
    held: dict[tuple[object, object], int] = {}
    for row in release["targets"].records():
        key = (row["code"], row["year"])
        held[key] = held.get(key, 0) + bool(row["in_force"])
    assert set(held.values()) == {1}


@pytest.mark.parametrize(
    ("given", "written"), [(3.0, "3"), (0.1 + 0.2, "0.3"), (1e20, "1e+20"), (-0.0, "0"), (2 / 3, "0.666666666667")]
)
def test_numbers_as_a_person_would_write_them(given: float, written: str) -> None:
    assert str(number(given)) == written
