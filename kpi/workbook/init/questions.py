"""What a person is asked: a proposed answer with the reason for the doubt, by the key of the answers."""

from collections.abc import Iterator
from dataclasses import dataclass

from kpi.text import Text
from kpi.workbook.init.departments import Departments
from kpi.workbook.init.table.columns import address, skipped
from kpi.workbook.init.table.header import TableColumn
from kpi.workbook.init.table.tables import Table
from kpi.workbook.init.vocabulary import NUMBERS, Holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`id`: the key of the answers, «/», the code, cell or text found. `proposed` is a valid answer."""

    id: str
    proposed: object
    why: str
    certain: bool = False

    def as_json(self) -> dict[str, object]:
        return {"id": self.id, "proposed": self.proposed, "why": self.why, "certain": self.certain}


def about_columns(tables: list[Table], text: Text) -> Iterator[Question]:
    """Columns that nobody knows, and those whose reading is a guess."""
    for table in tables:
        for column in skipped(table.header):
            known = column.role not in {None, Holds.OTHER}
            usual = "column_guessed" if known else "column_unknown"
            why = text.say(f"init.why.{column.why or usual}", header=column.text)
            yield Question(id=f"columns/{address(table.title, column)}", proposed=column_words(column), why=why)


def column_words(column: TableColumn) -> str:
    """The answer that means what a column was taken for: «target 2025», «skip»."""
    if column.role in {None, Holds.OTHER, Holds.PERIOD, Holds.ORDINAL}:
        return "skip"
    assert column.role is not None  # noqa: S101 - told above
    period = f" {column.period.code}" if column.role in NUMBERS and column.period else ""
    return f"{column.role.value}{period}{' running' if column.running and period else ''}"


def about_departments(departments: Departments, community: str, text: Text, *, blanks: int) -> Iterator[Question]:
    """Texts that name a person, and indicators for which nobody is named."""
    for one in departments.found.values():
        if one.why:
            proposed: object = {"name": one.name} if one.name else {"drop": True}
            why = text.say("init.why.person", name=one.name) if one.name else text.say("init.why.person_alone")
            yield Question(id=f"departments/{one.text}", proposed=proposed, why=f"{text.quoted(one.text)}: {why}")
    if blanks:
        why = text.count("init.why.nobody", blanks, community=community)
        yield Question(id=f"departments/{community}", proposed={"name": community}, why=why)
