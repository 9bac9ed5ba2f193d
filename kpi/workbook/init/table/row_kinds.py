"""What a row of a planner's table is: a node of the tree, an indicator, or a row that is left out."""

from dataclasses import dataclass, field

from kpi.model import Period
from kpi.workbook.init.cells import CellValue, Says
from kpi.workbook.init.section import SectionText
from kpi.workbook.init.vocabulary import Holds

#: how a row stands there, which tells levels without words and codes: bold, indent, merged across, in capitals
RowLook = tuple[bool, int, bool, bool]
PLAIN: RowLook = (False, 0, False, False)
BOLD: RowLook = (True, 0, False, False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueAt:
    """What a cell says, its address «Аркуш!H9», and that of its column's header.

    running  it is a sum since the beginning of the year
    """

    value: CellValue
    at: str
    head: str = ""
    running: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRow:
    """A row that names a node of the tree."""

    at: str
    text: SectionText
    look: RowLook = PLAIN
    department: str = ""
    role: Holds | None = None


@dataclass(slots=True, kw_only=True)
class TableIndicator:
    """A row, or several, of one indicator. `texts`: what else is said of it, by role; `left_out`: cells not taken.

    goal     the code of its goal, where a column refers to goals of another sheet
    hidden   the header of its name where the row is hidden, "" where a person sees it
    by_year  rows tell the year, or what was planned and what was reported
    """

    at: str
    code: str
    name: str
    unit: str = ""
    department: str = ""
    texts: dict[Holds, str] = field(default_factory=dict)
    base_year: int | None = None
    base: ValueAt | None = None
    targets: dict[int, ValueAt] = field(default_factory=dict)
    facts: dict[Period, ValueAt] = field(default_factory=dict)
    left_out: list["DroppedRow"] = field(default_factory=list)
    rows: int = 1
    task: str = ""
    goal: str = ""
    by_year: bool = False
    hidden: str = ""

    def take(self, other: "TableIndicator") -> None:
        """Add what another row says of the same indicator; what stands already is kept."""
        self.rows += other.rows
        self.left_out += other.left_out
        self.unit = self.unit or other.unit
        self.department = self.department or other.department
        self.base_year = self.base_year or other.base_year
        if self.base is None or self.base.value.says is Says.BLANK:
            self.base = other.base or self.base
        self.texts = {**other.texts, **self.texts}
        for mine, theirs in ((self.targets, other.targets), (self.facts, other.facts)):
            for key, value in theirs.items():
                if key not in mine or mine[key].value.says is Says.BLANK:  # type: ignore[index]
                    mine[key] = value  # type: ignore[index]


@dataclass(frozen=True, slots=True, kw_only=True)
class DroppedRow:
    """A row that is neither a goal nor an indicator. `why`: a word of `init.why`."""

    at: str
    why: str


Item = SectionRow | TableIndicator | DroppedRow
