"""`CorrectiveRow`: a corrective action of an indicator as pages show it, with what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kpi.measure.chain.corrective_fates import fates
from kpi.measure.results import Survey
from kpi.measure.survey_cache import cache_by_survey
from kpi.model import CorrectiveFate, Period
from kpi.text import Text
from kpi.views.common.phrases import sentence_end
from kpi.views.common.values import records
from kpi.views.oversight.decision_rows import Fate, day_of

_SIGNS = {
    CorrectiveFate.OVERDUE: Fate.OVERDUE,
    CorrectiveFate.DONE_ON_TIME: Fate.DONE,
    CorrectiveFate.DONE_LATE: Fate.DONE,
    CorrectiveFate.DROPPED: Fate.WITHDRAWN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectiveRow:
    """What was promised for a period that lies far behind; `words` are a department's own.

    days    by how many its day has passed, 0 where it has not, or where it is closed
    closed  the day on which it was done, None where that is not said
    """

    code: str
    period: Period
    number: int
    cause: str
    measure: str
    responsible: str
    due: date | None
    times_moved: int
    fate: CorrectiveFate
    days: int
    closed: date | None
    reason: str

    @property
    def sign(self) -> Fate:
        return _SIGNS.get(self.fate, Fate.OPEN)

    @property
    def waits(self) -> bool:
        """Whether it is neither done nor dropped."""
        return self.sign in {Fate.OPEN, Fate.OVERDUE}

    def state(self, text: Text) -> str:
        """«до 31.12.2026, перенесено 1 раз», «прострочено на 12 днів», «виконано 28.09.2026», «знято: …»."""
        if self.waits:
            until = text.say("chain.until", day=text.date(self.due)) if self.due else ""
            late = text.count("decisions.overdue", self.days) if self.fate is CorrectiveFate.OVERDUE else ""
            moved = text.count("chain.moved", self.times_moved) if self.times_moved else ""
            return ", ".join(words for words in (until, late, moved) if words)
        fate = text.say(f"corrective_fate.{self.fate}")
        said = f"{fate} {text.date(self.closed)}" if self.closed else fate
        return f"{said}: {self.reason}" if self.reason else said

    def words(self, text: Text) -> str:
        """What is done and how far it is: «Прокласти канали — до 31.03.2027»."""
        state = self.state(text)
        return sentence_end(f"{self.measure.strip().rstrip('.')} — {state}" if state else self.measure)


@cache_by_survey
def corrective_rows(survey: Survey) -> Mapping[str, tuple[CorrectiveRow, ...]]:
    """Of each indicator, by period and number; how they stand is told for the day that the release is judged at."""
    frame, day = survey.dataset.corrective_actions, survey.now.as_of
    found: dict[str, list[CorrectiveRow]] = {}
    for row, fate in zip(records(frame), fates(frame, day), strict=True):
        due = day_of(row["due"])
        late = (day - due).days if due is not None and fate == CorrectiveFate.OVERDUE else 0
        made = CorrectiveRow(
            code=str(row["code"]),
            period=survey.fiscal_year.ending(int(row["end"]), int(row["span_months"])),
            number=int(row["number"]),
            cause=str(row["cause"]),
            measure=str(row["measure"]),
            responsible=str(row["responsible"]),
            due=due,
            times_moved=int(row["times_moved"]),
            fate=CorrectiveFate(str(fate)),
            days=late,
            closed=day_of(row["outcome_day"]),
            reason=str(row["outcome_reason"]),
        )
        found.setdefault(made.code, []).append(made)
    return {code: tuple(rows) for code, rows in found.items()}


def told(rows: tuple[CorrectiveRow, ...]) -> tuple[CorrectiveRow, ...]:
    """Of an indicator's those that a page tells: all that wait, else the last that was closed."""
    return tuple(row for row in rows if row.waits) or rows[-1:]
