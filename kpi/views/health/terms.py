"""Terms of reports as pages tell them: how many were kept, which were not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kpi.measure.health.punctuality import TermFate, report_terms
from kpi.measure.results import Survey
from kpi.measure.survey_cache import cache_by_survey
from kpi.text import Text
from kpi.views.common.board import Board
from kpi.views.common.rows import IndicatorRow
from kpi.views.common.values import Record, records


@dataclass(frozen=True, slots=True)
class TermCounts:
    """How many terms were kept, late, missing."""

    kept: int
    late: int
    missing: int

    @classmethod
    def of(cls, fates: Iterable[Iterable[TermFate]]) -> "TermCounts":
        listed = [fate for row in fates for fate in row]
        return cls(*(listed.count(fate) for fate in TermFate))

    @property
    def total(self) -> int:
        return self.kept + self.late + self.missing

    def words(self, text: Text) -> str:
        """«Вчасно 8 із 10 (80 %), із запізненням 1, не подано 1»."""
        share = text.percent(self.kept / self.total)
        parts = [text.say("health.terms.kept", n=self.kept, total=self.total, share=share)]
        parts += [
            text.say(f"health.terms.{key}", n=n) for key, n in (("late", self.late), ("missing", self.missing)) if n
        ]
        return ", ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """The last terms of an indicator, the oldest first; `lapses` says of each that was not kept what happened."""

    row: IndicatorRow
    periods: tuple[str, ...]
    fates: tuple[TermFate, ...]
    lapses: tuple[str, ...]


@cache_by_survey
def terms_by_code(survey: Survey) -> dict[str, list[Record]]:
    """`TERMS` of the release, by indicator."""
    found: dict[str, list[Record]] = {}
    for row in records(report_terms(survey.dataset, survey.now.known_at)):
        found.setdefault(str(row["code"]), []).append(row)
    return found


def term_rows(board: Board, rows: Sequence[IndicatorRow]) -> tuple[TermRow, ...]:
    """Those of which a term can be told, in the order of their codes' rows."""
    by_code = terms_by_code(board.survey)
    return tuple(_row(board, row, by_code[row.code]) for row in rows if row.code in by_code)


def _row(board: Board, row: IndicatorRow, terms: Sequence[Record]) -> TermRow:
    fiscal, text = board.survey.fiscal_year, board.text
    periods = [text.period(fiscal.ending(int(term["end"]), int(term["span_months"]))) for term in terms]
    fates = [TermFate(str(term["fate"])) for term in terms]
    lapses = (
        _lapse(period, fate, term, text)
        for period, fate, term in zip(periods, fates, terms, strict=True)
        if fate is not TermFate.KEPT
    )
    return TermRow(row=row, periods=tuple(periods), fates=tuple(fates), lapses=tuple(lapses))


def _lapse(period: str, fate: TermFate, term: Record, text: Text) -> str:
    due = text.date(term["deadline"].date())
    if fate is TermFate.MISSING:
        return text.say("health.terms.lapse.missing", period=period, due=due)
    return text.say("health.terms.lapse.late", period=period, due=due, day=text.date(term["published"].date()))
