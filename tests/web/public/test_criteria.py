"""docs/criteria.md: its pages answer, its tests exist, its answers to the five facts are those of the shipped edition."""

import re
from pathlib import Path

import pytest

from kpi.measure.chain.quality import FACTS, stated_facts
from kpi.services.published import releases
from tests.asgi import Client

ROOT = Path(__file__).resolve().parents[3]
Row = dict[str, str]
_ANSWERS = {"yes", "partly", "no"}
_QUOTED = re.compile(r"`([^`]+)`")


def tables() -> list[list[Row]]:
    """The rows of each table by the heads of its columns."""
    found: list[list[Row]] = []
    heads: list[str] = []
    for line in (ROOT / "docs/criteria.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
        if not cells:
            heads = []
        elif not heads:
            heads = cells
            found.append([])
        elif set("".join(cells)) - {"-"}:
            found[-1].append(dict(zip(heads, cells, strict=True)))
    return found


ROWS = [row for table in tables() for row in table]


def test_both_sets_are_whole_and_each_answer_is_one_of_three() -> None:
    criteria, facts = tables()
    assert [row["№"] for row in criteria] == [str(number) for number in range(1, 17)]
    assert [_QUOTED.findall(row["Field"])[0] for row in facts] == list(FACTS)
    assert {row["Answer"] for row in ROWS} <= _ANSWERS
    assert all(bool(row["What is missing"]) == (row["Answer"] != "yes") for row in criteria)


@pytest.mark.parametrize("page", sorted({page for row in ROWS for page in _QUOTED.findall(row["Pages"])}))
def test_a_page_that_is_named_answers_in_both_languages(client: Client, page: str) -> None:
    for address in (page, f"{page}{'&' if '?' in page else '?'}lang=en"):
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.get("№") or row["Field"])
def test_every_row_names_tests_that_exist(row: Row) -> None:
    named = [test.split("::") for test in _QUOTED.findall(row["Tests"])]
    assert named
    for file, name in named:
        assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8"), name


def test_the_answers_to_the_five_facts_are_those_of_the_edition(client: Client) -> None:
    assert client.get("/plan-health").status_code == 200
    stated = stated_facts(releases.survey().dataset.indicators)
    for row in tables()[1]:
        (field,) = _QUOTED.findall(row["Field"])
        count = int(stated[field].sum())
        whole = "yes" if count == len(stated) else "partly" if count else "no"
        assert row["Answer"] == whole, field
