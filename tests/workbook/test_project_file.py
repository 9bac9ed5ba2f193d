"""A project's JSON as it may be saved: several shapes of the register, files that harm or mean nothing."""

import json
from datetime import date
from typing import Any

import pytest

from kpi.model.oversight.project_record import ProjectAim, ProjectDoubt, ProjectRecord
from kpi.workbook.project_file import MOST_BYTES, ProjectFileError, read_project
from kpi.workbook.project_file.json_door import DEEPEST, MOST_VALUES

NUMBER = "DREAM-UA-040825-30FC5B9E"
#: as programs of others read it: a wrapper, ways to the project, money at the one in force
WRAPPED: dict[str, Any] = {
    "internal": {"id": "5f0c", "code": NUMBER, "status": "active:implementation"},
    "external": {"updated": "2026-07-29T10:11:12.000Z"},
    "cdu_response": {
        "title": [{"lang": "en", "translation": "School"}, {"lang": "uk", "translation": "Ремонт школи"}],
        "status": "active",
        "statusDetails": "implementation",
        "parties": [
            {"roles": ["initiator"], "identifier": {"scheme": "UA-EDR", "id": "04053216", "legalName": "Рада"}}
        ],
        "metrics": [
            {"title": [{"lang": "uk", "translation": "Місць"}], "basicValue": 10, "targetValue": {"amount": "120"}}
        ],
        "approaches": [
            {
                "id": "a",
                "status": "active",
                "budget": {"valueBreakdown": [{"value": {"amount": 10, "currency": "UAH"}}]},
            },
            {
                "id": "b",
                "status": "active",
                "items": [
                    {"locations": [{"gazetteer": {"scheme": "UA-CATOTTG", "identifiers": ["UA14120190010055742"]}}]}
                ],
                "budget": {
                    "valueBreakdown": [
                        {"value": {"amount": 20_000_000, "currency": "UAH"}},
                        {"value": {"amount": 5_000_000, "currency": "UAH"}},
                    ]
                },
                "implementation": {
                    "period": {"startDate": "2025-02-01", "endDate": "2027-03-31T00:00:00Z"},
                    "financialProgress": {
                        "breakdown": [{"measure": {"spent": 1_000_000}}, {"measure": {"spent": 500_000}}]
                    },
                },
            },
            {"id": "c", "status": "cancelled", "budget": {"valueBreakdown": [{"value": {"amount": 90_000_000}}]}},
        ],
        "contracts": [
            {"id": "UA-2025-03-01-000001-a", "value": {"amount": 7_000_000, "currency": "UAH"}},
            {"id": "UA-2025-04-01-000002-a", "value": {"amount": 1_000_000, "currency": "UAH"}},
        ],
    },
}
#: as documented in 2024: everything at one level, lines of a budget in versions
FLAT: dict[str, Any] = {
    "id": "18062025-f6837f1a",
    "projectId": "dream-ua-18062025-f6837f1a",
    "title": {"uk": "Котельня", "en": "Boiler house"},
    "status": "complete",
    "dateModified": "2026-08-01",
    "budget": {
        "lines": [
            {
                "type": "capex",
                "original": {"amount": 100, "currency": "UAH"},
                "revised": {"amount": 150, "currency": "UAH"},
            },
            {
                "type": "opex",
                "agreed": {"amount": 30, "currency": "UAH"},
                "original": {"amount": 70, "currency": "UAH"},
            },
        ]
    },
    "period": {"startDate": "2024-01-10", "endDate": "2025-12-01"},
}


def read(content: Any) -> ProjectRecord:
    return read_project(json.dumps(content, ensure_ascii=False).encode())


def refused(data: bytes) -> ProjectFileError:
    with pytest.raises(ProjectFileError) as caught:
        read_project(data)
    return caught.value


def test_the_wrapped_shape() -> None:
    found = read(WRAPPED)
    assert found == ProjectRecord(
        register="DREAM",
        number=NUMBER,
        title="Ремонт школи",
        status="active",
        details="implementation",
        states=("in_progress",),
        updated=date(2026, 7, 29),
        start=date(2025, 2, 1),
        end=date(2027, 3, 31),
        planned=25_000_000.0,
        spent=1_500_000.0,
        contracted=8_000_000.0,
        currency="UAH",
        bodies=("04053216",),
        places=("UA14120190010055742",),
        aims=(ProjectAim(name="Місць", base=10.0, target=120.0),),
        doubts=(),
    )


def test_the_flat_shape_with_versions_of_a_budget() -> None:
    found = read(FLAT)
    assert (found.number, found.title) == ("DREAM-UA-18062025-F6837F1A", "Котельня")
    # the agreed version before the revised one, that before the original
    assert (found.planned, found.currency) == (180.0, "UAH")
    assert (found.status, found.details, found.states) == ("complete", "", ("done",))
    assert (found.start, found.end, found.updated) == (date(2024, 1, 10), date(2025, 12, 1), date(2026, 8, 1))
    assert (found.spent, found.contracted, found.bodies, found.aims) == (None, None, (), ())


@pytest.mark.parametrize(
    ("budget", "planned"),
    [
        ({"finance": {"internationalPartners": [{"amount": 5}], "stateFunds": [{"value": {"amount": 6}}]}}, 11.0),
        ({"finance": {"privateInvestments": [{"amount": 5}], "localBudget": {"amount": "2.5"}}}, 7.5),
        ({"budget": {"capex": {"agreed": 7}, "opex": {"original": 1}}}, 8.0),
        ({"budget": {"value": {"amount": 12, "currency": "uah"}}}, 12.0),
        ({"budget": {"amount": 12}}, 12.0),
        ({"budget": 13}, 13.0),
        ({"budget": {"lines": "багато"}}, None),
        ({"approaches": [{"budget": {"finance": [{"value": 3}, {"value": 4}]}}]}, 7.0),
        ({}, None),
    ],
)
def test_other_names_of_money(budget: dict[str, Any], planned: float | None) -> None:
    assert read({"code": NUMBER, **budget}).planned == planned


@pytest.mark.parametrize(
    ("said", "status", "states"),
    [
        ({"status": "pending", "statusDetails": "initiated"}, "pending", ("not_started",)),
        ({"status": "active", "statusDetails": "approved"}, "active", ("in_progress", "not_started")),
        ({"internal": {"status": "cancelled:mistaken"}}, "cancelled", ("stopped",)),
        ({"status": "UNSUCCESSFUL "}, "unsuccessful", ("stopped",)),
        ({"status": "frozen"}, "frozen", ()),
        ({"status": 7}, "", ()),
        ({}, "", ()),
    ],
)
def test_states(said: dict[str, Any], status: str, states: tuple[str, ...]) -> None:
    found = read({"code": NUMBER, **said})
    assert (found.status, found.states) == (status, states)


@pytest.mark.parametrize(
    "wrap", [lambda one: {"data": one}, lambda one: [one], lambda one: {"data": {"cdu_response": one}}]
)
def test_wrappers(wrap: Any) -> None:
    assert read(wrap(FLAT)).title == "Котельня"


def test_a_byte_order_mark_is_none_of_its_content() -> None:
    assert read_project(b"\xef\xbb\xbf" + json.dumps(FLAT).encode()).planned == 180.0


@pytest.mark.parametrize("months", [48576, 0, -3, "вічно", 1e300])
def test_a_length_that_no_project_has_is_told(months: object) -> None:
    found = read({**FLAT, "timeline": {"project_duration_months": months}})
    assert found.doubts == (ProjectDoubt(place="timeline.project_duration_months", kind="months", found=str(months)),)


@pytest.mark.parametrize(
    ("changes", "kind", "place"),
    [
        ({"period": {"startDate": "колись", "endDate": "2025-12-01"}}, "no_day", "period.startDate"),
        ({"period": {"startDate": "6072-01-01"}}, "far_day", "period.startDate"),
        ({"period": {"startDate": "2026-01-01", "endDate": "2025-12-01"}}, "order", "start"),
        ({"budget": {"lines": [{"agreed": -5}, {"agreed": 10}]}}, "amount", "budget.lines[0]"),
        ({"budget": {"lines": [{"agreed": "1e400"}, {"agreed": 10}]}}, "amount", "budget.lines[0]"),
        ({"budget": {"lines": [{"agreed": True}, {"agreed": 10}]}}, "amount", "budget.lines[0]"),
        ({"budget": {"lines": [{"agreed": 9e15}, {"agreed": 10}]}}, "amount", "budget.lines[0]"),
    ],
)
def test_what_cannot_be_meant_is_told_with_its_place(changes: dict[str, Any], kind: str, place: str) -> None:
    found = read({**FLAT, **changes})
    assert [(one.kind, one.place) for one in found.doubts] == [(kind, place)]
    if kind == "order":
        assert found.start is found.end is None
    if kind == "amount":
        assert found.planned == 10.0


def test_sums_in_several_currencies_are_no_sum() -> None:
    lines = [{"agreed": {"amount": 1, "currency": "UAH"}}, {"agreed": {"amount": 2, "currency": "EUR"}}]
    found = read({**FLAT, "budget": {"lines": lines}})
    assert found.planned is None
    assert [(one.kind, one.found) for one in found.doubts] == [("currencies", "EUR, UAH")]
    mixed = {
        "budget": 5,
        "contracts": [{"value": {"amount": 1, "currency": "EUR"}}, {"value": {"amount": 1, "currency": "EUR"}}],
    }
    euro = read({"code": NUMBER, **mixed})
    assert (euro.planned, euro.contracted, euro.currency) == (5.0, 2.0, "EUR")
    both = {
        "budget": {"value": {"amount": 5, "currency": "UAH"}},
        "contracts": [{"value": {"amount": 1, "currency": "EUR"}}],
    }
    other = read({"code": NUMBER, **both})
    assert (other.planned, other.contracted, other.currency) == (None, None, "")


def test_texts_of_strangers_are_cleaned_and_short() -> None:
    found = read({**FLAT, "title": "а\u202eб\x00" + "в" * 5000, "metrics": [{"title": 5}, "слово"]})
    assert "\u202e" not in found.title and "\x00" not in found.title
    assert len(found.title) <= 300
    assert [one.name for one in found.aims] == ["", ""]


@pytest.mark.parametrize(
    ("data", "reason", "value"),
    [
        (b"", "empty", None),
        (b" \n ", "empty", None),
        (b" " * (MOST_BYTES + 1), "large", MOST_BYTES >> 20),
        (b'{"a": "\xff"}', "encoding", 8),
        (b'{"a": 1,\n "b" 2}', "json", 2),
        (b'{"code": 1', "json", 1),
        (b"[" * (DEEPEST + 1), "deep", 1),
        (b'{"a":' * 100_000, "deep", 1),
        (b'{"a": "\\"[[", "b": ' + b"[" * 40, "deep", 1),
        (b'{"a": NaN}', "no_number", "NaN"),
        (b'{"a": -Infinity}', "no_number", "-Infinity"),
        (b'{"a": ' + b"9" * 5000 + b"}", "no_number", "9" * 40 + "…"),
        (b'{"a": 1, "a": 2}', "repeated", "a"),
        (b"[" + b"1," * MOST_VALUES + b"1]", "many", MOST_VALUES),
        (b"5", "not_object", None),
        (b"[]", "not_one", None),
        (b'[{"code": 1}, {"code": 2}]', "not_one", None),
        (b'{"data": [{"internal": {}}]}', "not_one", None),
        (b'{"title": "x", "code": "UA-1"}', "no_project", "code, title"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(data: bytes, reason: str, value: object) -> None:
    error = refused(data)
    assert error.reason == reason
    assert value is None or value in error.values.values()


def test_a_bracket_within_a_text_is_no_level() -> None:
    assert read({**FLAT, "title": '"[' + "[{" * 100 + '\\"'}).number.startswith("DREAM-UA-")
