"""A sheet that lists the goals alone, code and name, to which the rows of other sheets refer by the code."""

from kpi.workbook.init.section import code_at, section_of
from kpi.workbook.init.table.header import Spread
from kpi.workbook.init.table.row_kinds import Item, SectionRow

_FEWEST, _MOST_OTHERS = 2, 0.4


def goal_list(spread: Spread, title: str) -> list[Item]:
    """The goals of a sheet; none where most of its rows are something else."""
    found: list[Item] = []
    others = 0
    for row in sorted(spread.sheet.rows):
        texts = [text for _, cell in sorted(spread.sheet.rows[row].items()) if (text := spread.text(cell))]
        goal = _goal(texts, f"{title}!{row}")
        if goal is not None:
            found.append(goal)
        elif texts:
            others += 1
    return found if len(found) >= _FEWEST and others <= _MOST_OTHERS * (len(found) + others) else []


def _goal(texts: list[str], at: str) -> SectionRow | None:
    """«А.1» and «Туризм» beside each other, or «А.1. Туризм» in one cell."""
    first, second = (*texts, "", "")[:2]
    code = first.strip().rstrip(".")
    parsed = section_of(f"{code}. {second}" if second and code_at(first) == code else first)
    return SectionRow(at=at, text=parsed) if parsed.code and parsed.name else None
