"""«Якість плану»: what the plan does not say of its indicators, what its targets ask, which reviews are overdue."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from kpi.measure.health.plan_gaps import (
    NEEDED,
    OPTIONAL,
    goals_without_result,
    indicator_gaps,
    overdue_reviews,
    unused,
)
from kpi.measure.results import Survey
from kpi.measure.survey_cache import cache_by_survey
from kpi.model import Level
from kpi.text import Text
from kpi.views.common.board import Board
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.rows import IndicatorRow


@dataclass(frozen=True, slots=True)
class GapLine:
    """What is asked for; of how many indicators it is not stated, in words, and of which."""

    words: str
    lacking: str
    rows: tuple[IndicatorRow, ...]


@dataclass(frozen=True, slots=True)
class EasyTarget:
    """A target that asks for less a year than was gone a year before the base, both as printed."""

    row: IndicatorRow
    former: str
    asked: str


@dataclass(frozen=True, slots=True)
class ResultlessGoal:
    """A goal none of whose indicators is a result; `activity`: the levels of all are stated."""

    name: LocalizedName
    activity: bool


@dataclass(frozen=True, slots=True)
class OverdueReview:
    """A suspension or a risk whose review date has passed; `page` leads to what it is of, "" where nothing does."""

    subject: LocalizedName
    page: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanHealthView:
    """Everything the page says, in its order.

    unused   what the plan says of no indicator and is not asked for, in words
    easy_words  "" where no pace before the base is known
    goals    None where the plan states no levels
    reviews  None where nothing has a review date
    """

    title: str
    total: int
    lines: tuple[GapLine, ...]
    unused: tuple[str, ...]
    met_at_start: tuple[IndicatorRow, ...]
    met_words: str
    easy: tuple[EasyTarget, ...]
    easy_words: str
    goals: tuple[ResultlessGoal, ...] | None
    reviews: tuple[OverdueReview, ...] | None


@cache_by_survey
def gaps_of(survey: Survey) -> pd.DataFrame:
    """`INDICATOR_GAPS` of the release, made once for the page and the files."""
    return indicator_gaps(survey)


def build(board: Board) -> PlanHealthView:
    survey, text = board.survey, board.text
    gaps, rows = gaps_of(survey), {row.code: row for row in board.rows}
    left_out, total = unused(gaps), len(gaps)
    asked = [name for name in (*NEEDED, *OPTIONAL) if name not in left_out]
    whole = int((~gaps[[f"no_{name}" for name in asked]].any(axis=1)).sum())
    met = _those(gaps, "met_at_start", rows)
    return PlanHealthView(
        title=text.say("health.plan.title", n=whole, total=total) if total else text.say("health.plan.empty"),
        total=total,
        lines=tuple(_line(name, gaps, rows, text) for name in asked) if total else (),
        unused=tuple(text.say(f"health.plan.gap.{name}") for name in left_out) if total else (),
        met_at_start=met,
        met_words=_share(len(met), int((~gaps["no_baseline"]).sum()), text),
        easy=tuple(_easy(gaps, rows, text)),
        easy_words=_easy_words(gaps, text),
        goals=None if "result_level" in left_out else _goals(board),
        reviews=_reviews(board),
    )


def _those(gaps: pd.DataFrame, column: str, rows: dict[str, IndicatorRow]) -> tuple[IndicatorRow, ...]:
    return tuple(rows[str(code)] for code in gaps.loc[gaps[column], "code"])


def _line(name: str, gaps: pd.DataFrame, rows: dict[str, IndicatorRow], text: Text) -> GapLine:
    lacking = _those(gaps, f"no_{name}", rows)
    return GapLine(text.say(f"health.plan.gap.{name}"), _share(len(lacking), len(gaps), text), lacking)


def _share(n: int, total: int, text: Text) -> str:
    """«2 із 77 (3 %)»; nothing of nothing is «0»."""
    if not total:
        return text.number(0)
    return text.say("health.plan.share", n=n, total=total, share=text.percent(n / total))


def _easy(gaps: pd.DataFrame, rows: dict[str, IndicatorRow], text: Text) -> list[EasyTarget]:
    found = gaps[gaps["easy"]]
    listed = zip(found["code"], found["former_pace"], found["asked_pace"], strict=True)
    return [
        EasyTarget(row, *(text.quantity(round(pace, 2), row.record.scale.unit) for pace in (former, asked)))
        for row, former, asked in ((rows[str(code)], *paces) for code, *paces in listed)
    ]


def _easy_words(gaps: pd.DataFrame, text: Text) -> str:
    known = int(np.isfinite(gaps["former_pace"]).sum())
    return _share(int(gaps["easy"].sum()), known, text) if known else ""


def _goals(board: Board) -> tuple[ResultlessGoal, ...]:
    found = goals_without_result(board.survey)
    named = (board.node(Level.OPERATIONAL_GOAL, str(code)) for code in found["code"])
    return tuple(ResultlessGoal(n.name, bool(a)) for n, a in zip(named, found["activity"], strict=True) if n)


def _reviews(board: Board) -> tuple[OverdueReview, ...] | None:
    dataset, day = board.survey.dataset, board.survey.now.as_of
    if dataset.suspensions["review_by"].isna().all() and dataset.risks["review_by"].isna().all():
        return None
    found = overdue_reviews(board.survey, day)
    return tuple(_review(board, *row) for row in zip(found["kind"], found["code"], found["review_by"], strict=True))


def _review(board: Board, kind: str, code: str, day: pd.Timestamp) -> OverdueReview:
    name, page = _subject(board, str(code))
    return OverdueReview(name, page, board.text.say(f"health.plan.review.{kind}", day=board.text.date(day.date())))


def _subject(board: Board, code: str) -> tuple[LocalizedName, str]:
    row = board.row(code)
    if row is not None:
        return row.name, "indicator"
    pages = {Level.OPERATIONAL_GOAL: "goal", Level.SECTOR: "sector"}
    node = next((node for (_, at), node in board.nodes.items() if at == code), None)
    return (node.name, pages.get(node.level, "")) if node else (LocalizedName(code, ""), "")
