"""`python -m kpi progress`: the worked examples through workbooks, and the three forms of its output."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kpi.__main__ import main
from kpi.cli.progress_report import as_json, as_table, report
from kpi.model import Kind
from tests.measure import golden, workbooks
from tests.measure.one import PLAIN, RANGE, dataset

#: a workbook has no publication date of its own and refuses what contradicts itself
UNWRITABLE = {"hand-23": "the direction contradicts the target", "hand-58": "published after the day"}


def progress(capsys: pytest.CaptureFixture[str], *args: object) -> dict[str, Any]:
    assert main(["progress", *map(str, args), "--format", "json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize(
    "case", [c for c in golden.cases("indicator") if c["id"] not in UNWRITABLE], ids=lambda case: case["id"]
)
def test_worked_example(case: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = workbooks.write(case, tmp_path)
    found = progress(capsys, path, "--as-of", golden.as_of(case))
    assert found["as_of"] == golden.as_of(case).isoformat()
    (row,), wanted = found["indicators"], case["expected"]
    assert row["code"] == "1.1.1"
    for name, key in (("value", "value"), ("progress", "p"), ("expected", "e"), ("pace", "r")):
        number = wanted[key]
        assert row[name] == (None if number is None else pytest.approx(golden.number(number["exact"]), rel=1e-12)), name
    assert (row["period"], row["status"], row["flags"]) == (wanted["period"], wanted["status"], sorted(wanted["flags"]))


def test_what_contradicts_itself_is_refused_with_the_way_to_the_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (case,) = (c for c in golden.cases("indicator") if c["id"] == "hand-23")
    assert main(["progress", str(workbooks.write(case, tmp_path))]) == 1
    told = capsys.readouterr()
    assert "1.1.xlsx" in told.err
    assert "kpi check" in told.err
    assert told.out == ""


def test_json_has_exactly_the_documented_keys(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = progress(capsys, workbooks.write(golden.cases("indicator")[0], tmp_path), "--as-of", "2025-06-30")
    assert list(found) == ["as_of", "indicators", "nodes"]
    (row,) = found["indicators"]
    assert list(row) == [
        *("code", "period", "value", "progress", "expected", "pace", "status", "flags"),
        *("second_opinion", "continuation"),
    ]
    assert list(row["second_opinion"]) == ["ratio", "status"]
    assert row["continuation"] == {"value": None, "low": None, "high": None, "reason": "few_observations"}
    assert [node["level"] for node in found["nodes"]] == ["strategy", "strategic_goal", "operational_goal"]
    goal = found["nodes"][-1]
    assert goal == {
        **{"level": "operational_goal", "code": "1.1", "progress": 0.4, "expected": 0.5, "status": "at_risk"},
        **{"coverage": 1.0, "assessed": 1, "active": 1, "suspended": 0, "counts": {"at_risk": 1}, "flags": []},
    }


def test_csv_has_a_row_for_every_indicator_and_node(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = workbooks.write(golden.cases("indicator")[0], tmp_path)
    assert main(["progress", str(path), "--as-of", "2025-06-30", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["level"] for row in rows] == ["indicator", "strategy", "strategic_goal", "operational_goal"]
    assert (rows[0]["code"], rows[0]["period"], rows[0]["progress"], rows[0]["status"]) == (
        "1.1.1",
        "2024",
        "0.4",
        "at_risk",
    )
    assert (rows[-1]["assessed"], rows[-1]["active"]) == ("1", "1")


def test_the_table_speaks_to_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = workbooks.write(golden.cases("indicator")[0], tmp_path)
    assert main(["progress", str(path), "--as-of", "2025-06-30"]) == 0
    table = capsys.readouterr().out
    assert "Станом на 30.06.2025" in table
    assert "Відстає" in table
    assert "1 з 1" in table


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize(
    ("base", "target", "rows"),
    [
        (-1e308, 1e308, (1e308, -1e308, 5e307)),
        (1e-300, 2e-300, (1.2e-300, 1.5e-300, 1.6e-300)),
        (0.0, 5e-324, (1.0, 2.0, 3.5)),
        (50.0, 60.0, (1e308, -1e308, 1e308)),
    ],
)
def test_numbers_at_the_edge_of_floating_point_are_told_as_missing(
    kind: Kind, base: float, target: float, rows: tuple[float, ...]
) -> None:
    for given in (PLAIN, RANGE):
        limits = {"targets": ((2026, target),)} if given is PLAIN else {"range_low": target, "range_high": target}
        edge = replace(given, kind=kind, baseline_value=base, **limits)
        day = date(2024, 12, 31)
        found = report(dataset(edge, *zip(("2022", "2023", "2024"), rows, strict=True)), day, day)
        numbers = json.loads(as_json(found))["indicators"][0]
        assert all(
            numbers[name] is None or abs(numbers[name]) < float("inf") for name in ("progress", "expected", "pace")
        )
        assert as_table(found)


def test_a_day_that_is_none_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["progress", "--as-of", "30.09.2026"])
    assert ended.value.code == 2
    assert "2026-09-30" in capsys.readouterr().err


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A store with one release of the first worked example; the path of its workbook."""
    monkeypatch.setenv("POSTUP_STORE", str(tmp_path / "var" / "postup.sqlite"))
    path = workbooks.write(golden.cases("indicator")[0], tmp_path)
    assert main(["load", str(path), "--published", "2025-06-20"]) == 0
    capsys.readouterr()
    return path


def test_the_store_gives_what_its_workbooks_give(stored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    day = ("--as-of", "2025-06-30")
    assert progress(capsys, *day)["indicators"] == progress(capsys, stored, *day)["indicators"]


@pytest.mark.usefixtures("stored")
def test_nothing_published_after_the_day_exists(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["progress", "--as-of", "2025-06-19", "--format", "json"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["indicators"][0]["status"] == "no_data"
    assert "--known-at 2025-06-20" in told.err
    assert main(["progress", "--as-of", "2025-06-19", "--known-at", "2025-06-20", "--format", "json"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["indicators"][0]["status"] == "at_risk"
    assert told.err == ""


def test_an_empty_store_says_how_to_fill_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POSTUP_STORE", str(tmp_path / "postup.sqlite"))
    assert main(["progress"]) == 1
    assert "kpi load" in capsys.readouterr().err
