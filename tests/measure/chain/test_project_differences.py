"""Our action against the record of its project: what is the same, what differs by how much, what cannot be told."""

from dataclasses import replace
from datetime import date

import pytest

from kpi.measure.chain.project_differences import Agreement, Facet, OwnAction, differences
from kpi.model import ActionState
from kpi.model.oversight.project_record import ProjectRecord

OURS = OwnAction(
    code="1.1",
    name="Ремонт школи",
    number=1,
    project="DREAM-UA-040825-30FC5B9E",
    state=ActionState.IN_PROGRESS,
    start=date(2025, 2, 1),
    due=date(2026, 12, 31),
    planned=25_000_000.0,
    spent=1_500_000.0,
    currency="UAH",
    body="04053216",
    place="UA14120190010055742",
)
THEIRS = ProjectRecord(
    register="DREAM",
    number="DREAM-UA-040825-30FC5B9E",
    title="",
    status="active",
    details="",
    states=("in_progress", "not_started"),
    updated=None,
    start=date(2025, 2, 1),
    end=date(2026, 12, 31),
    planned=25_000_000.4,
    spent=1_500_000.0,
    contracted=8_000_000.0,
    currency="UAH",
    bodies=("99999999", "04053216"),
    places=("UA14120190010055742",),
    aims=(),
    doubts=(),
)


def facet(name: str, ours: OwnAction = OURS, theirs: ProjectRecord = THEIRS) -> Facet:
    return next(one for one in differences(ours, theirs) if one.name == name)


def test_what_agrees_agrees() -> None:
    found = differences(OURS, THEIRS)
    assert [one.name for one in found] == [
        *("number", "state", "planned", "spent", "contracted", "start", "due", "body", "place"),
    ]
    assert {one.agreement for one in found} == {Agreement.SAME}


@pytest.mark.parametrize(
    ("name", "changes", "by"),
    [
        ("number", {"number": "DREAM-UA-040825-00000000"}, None),
        ("state", {"status": "complete", "states": ("done",)}, None),
        ("planned", {"planned": 25_000_001.0}, 1.0),
        ("spent", {"spent": 0.0}, -1_500_000.0),
        ("contracted", {"contracted": 25_000_002.0}, 2.0),
        ("start", {"start": date(2025, 1, 31)}, -1.0),
        ("due", {"end": date(2027, 1, 31)}, 31.0),
        ("body", {"bodies": ("99999999",)}, None),
        ("place", {"places": ("UA00000000000000000",)}, None),
    ],
)
def test_what_differs_says_by_how_much(name: str, changes: dict[str, object], by: float | None) -> None:
    found = facet(name, theirs=replace(THEIRS, **changes))  # type: ignore[arg-type]
    assert (found.agreement, found.by) == (Agreement.DIFFERS, by)


@pytest.mark.parametrize(
    ("name", "ours", "theirs", "agreement"),
    [
        ("number", {"project": ""}, {}, Agreement.OURS_MISSING),
        ("planned", {"planned": None}, {}, Agreement.OURS_MISSING),
        ("spent", {}, {"spent": None}, Agreement.THEIRS_MISSING),
        ("start", {"start": None}, {"start": None}, Agreement.NEITHER),
        ("body", {}, {"bodies": ()}, Agreement.THEIRS_MISSING),
        ("place", {"place": ""}, {"places": ()}, Agreement.NEITHER),
        ("place", {"place": ""}, {}, Agreement.OURS_MISSING),
        ("state", {}, {"status": "", "states": ()}, Agreement.THEIRS_MISSING),
        ("state", {}, {"status": "frozen", "states": ()}, Agreement.INCOMPARABLE),
        ("contracted", {"planned": None}, {}, Agreement.OURS_MISSING),
        ("contracted", {}, {"contracted": None}, Agreement.THEIRS_MISSING),
        ("planned", {}, {"currency": "EUR"}, Agreement.INCOMPARABLE),
        ("contracted", {}, {"currency": "EUR"}, Agreement.INCOMPARABLE),
        ("planned", {}, {"currency": ""}, Agreement.SAME),
        ("spent", {"currency": ""}, {"currency": "EUR"}, Agreement.SAME),
    ],
)
def test_what_one_side_does_not_state_is_no_difference(
    name: str, ours: dict[str, object], theirs: dict[str, object], agreement: Agreement
) -> None:
    found = facet(name, replace(OURS, **ours), replace(THEIRS, **theirs))  # type: ignore[arg-type]
    assert found.agreement is agreement
