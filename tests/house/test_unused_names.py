"""No name of the product is there for the tests alone."""

from pathlib import Path

from tools.unused_names import Names

ROOT = Path(__file__).resolve().parents[2]
_CHILD = "started in a process of its own, by its name in a line of Python"
_KEPT = "a column that is kept to be asked for one day: who closed an answer, when an address was confirmed"
_NATIONAL = "the benchmark measures the whole country; its tests hold every number to the engine of one community"
_HANDLER = "called by the server of the standard library, by its name"
_COLUMN = "a column of /api/v1/changes, read by its name"
_ONE_PROCESS = "tests open several stores in one process, a site only one"
#: names that the product does not call by name, and why they stay
ALLOWED = {
    "kpi/measure/national.py: CountryResult.node_coverage": _NATIONAL,
    "kpi/measure/national.py: CountryResult.node_progress": _NATIONAL,
    "kpi/measure/national.py: CountryResult.node_status": _NATIONAL,
    "kpi/web/release_routes.py: clear": _ONE_PROCESS,
    "kpi/web/release_boards.py: clear": _ONE_PROCESS,
    "kpi/store/write.py: UploadOrigin.actor": "read by its name among the columns of an upload",
    "kpi/store/people/subscribers.py: Subscriber.confirmed_at": _KEPT,
    **dict.fromkeys(
        (
            f"kpi/views/changes/decision_changes.py: AssignmentChange.{name}"
            for name in ("new_overdue", "new_state", "old_overdue", "old_state")
        ),
        _COLUMN,
    ),
    **dict.fromkeys(
        (f"kpi/web/protection/counters.py: _Handler.{name}" for name in ("do_GET", "log_message", "version_string")),
        _HANDLER,
    ),
    "kpi/web/on_demand/routes_on_demand.py: RoutesOnDemand.handle": "Starlette calls it of the route that matches",
    "kpi/workbook/init/levels.py: RowKind.look": "rows that stand alike are of one kind: it is compared with the rest",
    "kpi/workbook/process/reader_process.py: main": _CHILD,
    "kpi/workbook/writer/formatted_copy.py: main": _CHILD,
    "kpi/workbook/writer/annotated_values.py: main": _CHILD,
}


def test_every_name_is_used_by_the_product() -> None:
    found = set(Names(ROOT).unused())
    assert sorted(found - ALLOWED.keys()) == []
    assert sorted(ALLOWED.keys() - found) == [], "used now, or gone: take the line out"


MODEL = """
from dataclasses import dataclass
from typing import Protocol

LIMIT, SPARE = 3, 4

@dataclass
class Base:
    shared: int

@dataclass
class Row(Base):
    read: int
    never_read: int

    @property
    def twice(self) -> int:
        return 2 * self.read

    @property
    def recursive(self) -> int:
        return self.recursive

@dataclass
class Other:
    twice: int
    unknown: int

class Source(Protocol):
    def fetch(self) -> int: ...

def rows() -> list[Row]:
    return [Row(LIMIT, 1, 2)]

def called(other: "Other | None", source: Source | None = None) -> int:
    return 1

def only_tested() -> Row:
    return only_tested()
"""
CALLER = """
from datetime import date

from kpi import model
from kpi.offered import rows as made

def later(day: date, word: str) -> int:
    return day.twice + word.never_read

def main(anything) -> int:
    later(None, "")
    total = model.called(None) + anything.unknown
    for row in made():
        total += row.twice + row.shared
    return total

main(0)
"""


def test_what_nothing_reads_is_found_by_its_class(tmp_path: Path) -> None:
    """`Other.twice` is not used because `Row.twice` is, nor because a date has something of that name.

    What is read of a value of unknown class is a use in every class.
    """
    (tmp_path / "kpi").mkdir()
    for name, source in {"model": MODEL, "offered": "from kpi.model import rows\n", "caller": CALLER}.items():
        (tmp_path / "kpi" / f"{name}.py").write_text(source, encoding="utf-8")
    assert Names(tmp_path).unused() == [
        "kpi/model.py: Other.twice",
        "kpi/model.py: Row.never_read",
        "kpi/model.py: Row.recursive",
        "kpi/model.py: SPARE",
        "kpi/model.py: only_tested",
    ]
