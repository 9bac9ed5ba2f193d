"""A planner's table as a text table, and the strategy that comes of it as lines.

=== title
answers: {"first_year": 2025}   added to the usual ones
merge: Лист1!D1:E1              a merged range
file: two.xlsx                  the sheets below stand in another file
# Лист1 …                       the sheets; words are those of tables.py
---                             below it what must come of them, no more and no less
sector S1 | name
strategic 1 | name | sector
goal 1.1 | name | strategic goal | department
= 1.1.1 | name | unit | direction kind frequency | base | targets | facts
? directions/1.1.1 = …          every question with its proposed answer
- Лист1!9 total                 every row that was left out
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kpi.model import Indicator, Language, Observation
from kpi.text import Text
from kpi.workbook.init.answers import Answers, read_answers
from kpi.workbook.init.strategy import StrategyDraft, drafted
from kpi.workbook.init.table.tables import SourceFile
from kpi.workbook.reader.numbers import as_written
from kpi.workbook.reader.whole_sheets import SheetsWanted, sheets_of
from tests.workbook.rawbook import pack, parts, rows_xml, worksheet
from tests.workbook.tables import sheets_of as tables_of_text

DAY = date(2026, 11, 29)
USUAL = {
    "community": "Тестова громада",
    "title": "Стратегія Тестової громади",
    "first_year": 2025,
    "last_year": 2027,
    "figures": "real",
    "language": "uk",
}
FOLDER = Path(__file__).parent / "tables"


@dataclass(slots=True)
class Case:
    """One text of `tables/*.txt`."""

    title: str
    answers: dict[str, object] = field(default_factory=dict)
    files: dict[str, list[str]] = field(default_factory=dict)
    merges: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)


def cases() -> Iterator[Case]:
    """All cases of the folder."""
    for path in sorted(FOLDER.glob("*.txt")):
        yield from read_cases(path)


def read_cases(path: Path) -> Iterator[Case]:
    """All cases of a file."""
    for block in path.read_text(encoding="utf-8").split("=== ")[1:]:
        yield _case(block)


def _case(block: str) -> Case:
    head, _, rest = block.partition("\n")
    case, file, wanted = Case(head.strip()), "table.xlsx", False
    for line in rest.splitlines():
        word, _, said = line.partition(" ")
        if wanted:
            case.expected += [line.strip()] if line.strip() else []
        elif line.strip() == "---":
            wanted = True
        elif word == "answers:":
            case.answers = json.loads(said)
        elif word == "merge:":
            case.merges.append(said.strip())
        elif word == "file:":
            file = said.strip()
        else:
            case.files.setdefault(file, []).append(line)
    return case


def answers_of(**more: object) -> Answers:
    """The usual answers with others."""
    return read_answers({**USUAL, **more})


def book(text: str, merges: list[str]) -> bytes:
    """The bytes of the .xlsx that a text table shows."""
    sheets = {}
    for title, rows in tables_of_text(text).items():
        own = [merge.rpartition("!")[2] for merge in merges if merge.rpartition("!")[0] in {"", title}]
        ranges = "".join(f"<mergeCell ref='{ref}'/>" for ref in own)
        sheets[title] = worksheet(rows_xml(rows), f"<mergeCells>{ranges}</mergeCells>" if own else "")
    return pack(parts(sheets))


def source(name: str, data: bytes) -> SourceFile:
    """A file as the command reads it."""
    read = sheets_of(SheetsWanted(data))
    assert read.problem is None
    return SourceFile(name=name, sheets=read.sheets)


def draft_of(case: Case) -> StrategyDraft:
    """The strategy of a case."""
    files = [source(name, book("\n".join(lines), case.merges)) for name, lines in case.files.items()]
    draft = drafted(files, answers_of(**case.answers), DAY)
    assert draft is not None, "no table was recognised"
    return draft


def lines_of(draft: StrategyDraft) -> Iterator[str]:
    """The whole strategy as lines; a level that stands there only because the plan needs one is none."""
    plan = draft.plan
    needed = {sector.code for sector in plan.sectors if sector.name == plan.strategy.title}
    needed |= {goal.code for goal in plan.strategic_goals if goal.name == plan.strategy.title}
    yield from (f"sector {sector.code} | {sector.name}" for sector in plan.sectors if sector.code not in needed)
    for one in plan.strategic_goals:
        if one.code not in needed:
            yield f"strategic {one.code} | {one.name} | {_or_dash(one.sector, needed)}"
    for goal in plan.operational_goals:
        above = _or_dash(goal.strategic_goal, needed)
        yield f"goal {goal.code} | {goal.name} | {above} | {goal.department or '—'}"
        book = next((one for one in draft.books if one.goal == goal.code), None)
        for indicator in book.indicators if book else ():
            own = (
                [one for one in book.observations if one.code == indicator.code and not is_unsaid(one)] if book else []
            )
            yield _indicator(indicator, own)
    for question in draft.questions:
        proposed = (
            question.proposed
            if isinstance(question.proposed, str)
            else json.dumps(question.proposed, ensure_ascii=False)
        )
        yield f"? {question.id} = {proposed}"
    yield from (f"- {row} {why}" for row, why in draft.balance.dropped)


def is_unsaid(one: Observation) -> bool:
    """Whether it stands for a period that the table says nothing of."""
    return one.comment in {Text(language).say("init.unsaid") for language in Language}


def _or_dash(code: str, needed: set[str]) -> str:
    return code if code and code not in needed else "—"


def _indicator(one: Indicator, observations: list[Observation]) -> str:
    base = f"{one.baseline_year}: {as_written(one.baseline_value)}" if one.baseline_value is not None else "—"
    targets = "; ".join(f"{year}: {as_written(value)}" for year, value in one.targets) or "—"
    if one.range_low is not None and one.range_high is not None:
        targets += f" [{as_written(one.range_low)}–{as_written(one.range_high)}]"
    facts = "; ".join(f"{o.period.code}: {_value(o)}" for o in observations) or "—"
    how = f"{one.direction.value} {one.kind.value} {one.frequency.value}"
    return f"= {one.code} | {one.name} | {one.unit} | {how} | {one.department} | {base} | {targets} | {facts}"


def _value(one: Observation) -> str:
    if one.value is None:
        return str(one.gap.value if one.gap else "")
    return as_written(one.value) + ("?" if one.preliminary else "")
