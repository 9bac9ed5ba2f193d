"""What all indicators of a strategy have in common while they are made of a table."""

from dataclasses import dataclass, field
from datetime import date

from kpi.model import Period
from kpi.model.folding import fold
from kpi.text import Text
from kpi.workbook.init.answers import Answers
from kpi.workbook.init.departments import Departments


@dataclass(slots=True, kw_only=True)
class Setting:
    """What all indicators of a strategy have in common while they are made.

    text      of what stands in the workbooks; `told` of the questions
    first     the strategy is set up now, not read again for its next values
    withheld  headers of columns whose zeros say that nothing was reported yet
    heads     headers of columns that must be asked about, each with the reason and how many cells it is about
    """

    answers: Answers
    text: Text
    told: Text
    day: date
    first: bool
    departments: Departments
    file_of: dict[str, str]
    withheld: frozenset[str] = frozenset()
    heads: dict[tuple[str, str], int] = field(default_factory=dict)
    blanks: int = 0

    def ask(self, head: str, why: str) -> None:
        """Count a cell for the question about its column; one that has been answered is not asked again."""
        if head not in self.answers.columns:
            self.heads[head, why] = self.heads.get((head, why), 0) + 1

    @property
    def community(self) -> str:
        """Who answers where nobody is named."""
        answer = self.departments.answers.get(fold(self.answers.community))
        return (answer.name if answer else "") or self.answers.community

    def begins_after(self, period: Period) -> bool:
        """Whether a period has not begun on the day of reading."""
        return period.start_date > self.day
