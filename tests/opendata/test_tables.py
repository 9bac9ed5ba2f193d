"""The tables of a release: complete, typed, the same numbers as on the pages, each with its origin."""

import re
from datetime import date
from math import isnan

import pytest

from kpi.measure.results import Survey
from kpi.model import Language, Status
from kpi.opendata.columns import number
from kpi.opendata.fields import KEYS, OF_INDICATORS, TABLES, Type
from kpi.opendata.tables import Release
from kpi.text import Text
from kpi.views.board import board
from kpi.views.dossiers import dossiers
from kpi.views.readings import revision_rows

PYTHON = {
    Type.TEXT: (str,),
    Type.NUMBER: (int, float),
    Type.WHOLE: (int,),
    Type.DATE: (date,),
    Type.BOOL: (bool,),
}


@pytest.mark.parametrize("name", list(TABLES))
def test_every_cell_is_of_its_fields_type(release: Release, name: str) -> None:
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
def test_a_row_is_known_by_its_key(release: Release, name: str) -> None:
    rows = [tuple(row[field] for field in KEYS[name]) for row in release[name].records()]
    assert len(set(rows)) == len(rows) > 0


def test_every_row_says_of_which_release_it_is_and_that_it_is_made_up(release: Release) -> None:
    for table in release.tables.values():
        for row in table.records():
            assert (row["version"], row["licence"], row["demo"]) == (date(2026, 11, 14), "CC BY 4.0", True)


def test_every_number_names_workbook_sheet_cell_department_and_release(release: Release) -> None:
    goals = {row["code"]: row["goal"] for row in release["indicators"].records()}
    submitted = [row for row in release["values"].records() if not row["computed"]]
    assert len(submitted) > 800
    for row in submitted:
        assert row["workbook"] == f"{goals[row['code']]}.xlsx"
        assert re.fullmatch(r"[A-Z]+\d+", str(row["cell"]))
        assert row["sheet"] and row["department"] and row["release"]
    for row in release["values"].records():
        if row["computed"]:
            assert row["value"] is None and row["assessed_value"] is not None and row["cell"] is None


def test_statuses_counts_and_numbers_are_those_of_the_pages(release: Release, survey: Survey) -> None:
    rows = {row["code"]: row for row in release["indicators"].records()}
    shown = board(survey, Text(Language.UK))
    assert set(rows) == {row.code for row in shown.rows}
    for row in shown.rows:
        told = rows[row.code]
        assert told["status"] == row.status
        assert (told["period"] or "") == (row.period.code if row.period and row.raw.value is not None else "")
        assert told["status_quarters"] == row.since.quarters
        for name in ("value", "planned_value", "target_value", "progress", "pace"):
            expected = getattr(row.raw, name)
            assert told[name] == (None if expected is None else pytest.approx(expected, rel=1e-11)), (row.code, name)
    strategy = next(row for row in release["goals"].records() if row["level"] == "strategy")
    counts = {status: sum(row["status"] == status for row in rows.values()) for status in Status}
    assert counts == {status: strategy[f"n_{status}"] for status in Status}


def test_values_are_held_against_the_plan_as_on_the_page(release: Release, survey: Survey) -> None:
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


def test_corrections_are_those_of_the_pages(release: Release, survey: Survey) -> None:
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


def test_rows_of_indicators_lead_to_an_indicator(release: Release) -> None:
    codes = {row["code"] for row in release["indicators"].records()}
    for name in OF_INDICATORS:
        assert {row["code"] for row in release[name].records()} <= codes


def test_one_target_a_year_is_in_force(release: Release) -> None:
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
