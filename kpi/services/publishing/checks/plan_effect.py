"""What a publication does to the plan, its values apart: whose verdicts it changes, what is counted otherwise.

Told by effect. Two states of the plan are measured with the same values, and what they are made of is compared column
by column: a column that is new one day rules like the others until it is said here that it only describes.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from kpi.measure import measure
from kpi.measure.dataset import Dataset
from kpi.measure.results import INDICATOR_RESULT, NODE_RESULT
from kpi.model import code_sort_key
from kpi.services.publishing.differences.facts import DESCRIBES

#: who may see it is asked about apart (`Second.OPENS`), and closing takes effect at once
_ACCESS = frozenset({"visibility", "ground", "open_from", "delay_months"})
#: who answers for it: another department changes no verdict
_RESPONSIBLE = frozenset({"department"})
#: where a row stands in its workbook, and when it came
_PLACE = frozenset({"sheet", "cell", "source_file", "published"})
#: results that tell of reports and their words, not of the plan
_REPORTING = frozenset({"comment", "due_end", "overdue", "age_months"})


@dataclass(frozen=True, slots=True)
class PlanEffect:
    """Codes of indicators and goals, in the order of the plan.

    verdicts  measured otherwise with the same values: status, progress, expected, counts
    content   indicators that come or go, or whose definition, targets or suspensions are others
    """

    verdicts: tuple[str, ...] = ()
    content: tuple[str, ...] = ()

    @property
    def rules(self) -> bool:
        """Whether a second person and a decision are needed."""
        return bool(self.verdicts or self.content)


def plan_effect(before: Dataset | None, after: Dataset | None, as_of: date, known_at: date) -> PlanEffect:
    """The effect of what came between two datasets; none where nothing stood before.

    as_of  the day judged at; the last day of the strategy is judged as well, for what takes effect later
    """
    if before is None or after is None or after is before:
        return PlanEffect()
    content = _content(before, after)
    last = after.strategy.last_day
    same_values = _with_values_of(after, before)
    verdicts: set[str] = set()
    for day in (as_of, max(as_of, last)):
        verdicts |= _verdicts(before, same_values, day, max(known_at, day))
    return PlanEffect(_ordered(verdicts), _ordered(content))


def _ordered(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(codes, key=code_sort_key))


def _with_values_of(after: Dataset, before: Dataset) -> Dataset:
    """The plan of `after` with the values of `before`, as far as its indicators still are."""
    rows = before.observations
    return replace(after, observations=rows[rows["code"].isin(after.indicators["code"])].reset_index(drop=True))


def _verdicts(before: Dataset, after: Dataset, day: date, known_at: date) -> set[str]:
    was, now = measure(before, day, known_at), measure(after, day, known_at)
    found = _differing(was.indicators, now.indicators, ["code"], [n for n in INDICATOR_RESULT if n not in _REPORTING])
    return found | _differing(was.nodes, now.nodes, ["level", "code"], list(NODE_RESULT))


def _content(before: Dataset, after: Dataset) -> set[str]:
    """Codes whose rows of the plan differ."""
    columns = [n for n in before.indicators.columns if n not in DESCRIBES | _ACCESS | _RESPONSIBLE | _PLACE]
    found = _differing(before.indicators, after.indicators, ["code"], columns)
    for name, key in (("targets", ["code", "end", "decided"]), ("suspensions", ["code", "since"])):
        one, two = (_last(getattr(dataset, name), key) for dataset in (before, after))
        found |= _differing(one, two, key, [n for n in one.columns if n not in _PLACE])
    return found


def _last(frame: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    return frame.drop_duplicates(key, keep="last")


def _differing(one: pd.DataFrame, two: pd.DataFrame, key: list[str], columns: list[str]) -> set[str]:
    """Codes of rows that only one frame has, or that differ in one of the columns; missing equals missing."""
    rest = [name for name in columns if name not in key]
    both = one[[*key, *rest]].merge(two[[*key, *rest]], on=key, how="outer", suffixes=("", "+"), indicator=True)
    differs = (both["_merge"] != "both").to_numpy()
    for name in rest:
        was, now = both[name], both[f"{name}+"]
        equal = ((was == now) | (was.isna() & now.isna())).fillna(False).to_numpy(dtype=bool)
        differs = differs | ~equal
    return set(both.loc[differs, "code"].astype(str))
