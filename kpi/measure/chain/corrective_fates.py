"""What became of corrective actions, from all that was ever said of them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from types import MappingProxyType

import pandas as pd

from kpi.measure.dataset import CORRECTIVE_ACTIONS, Schema, frame
from kpi.model import ActionOutcome, CorrectiveFate, code_sort_key

KEY = ["code", "end", "span_months"]
_SAID = (
    "cause",
    "measure",
    "responsible",
    "due",
    "expected_value",
    "money",
    "outcome",
    "outcome_day",
    "outcome_reason",
)
#: one row per revision: what a release said of the corrective action of an indicator and a period
REVISIONS: Schema = MappingProxyType(
    {name: CORRECTIVE_ACTIONS[name] for name in (*KEY, *_SAID, "published")} | {"seq": "int32", "removed": "bool"}
)
_CLOSED = frozenset({ActionOutcome.DONE, ActionOutcome.DROPPED})
Row = Mapping[str, object]


def corrective_actions(revisions: pd.DataFrame) -> pd.DataFrame:
    """`CORRECTIVE_ACTIONS` of `REVISIONS`: one row per action, by code, period and number.

    Of the revisions of a day the last one counts. What was taken back was never said: a revision that says again what
    an earlier one said undoes those between them, one that is `removed` undoes all. A period has a second action where
    the first was done or dropped and something else was promised then. A day is put off by every later day that is
    said, also where the move was not called one.
    """
    if revisions.empty:
        return frame([], CORRECTIVE_ACTIONS)
    rows = revisions.sort_values(["published", "seq"], kind="stable", na_position="first")
    rows = rows.drop_duplicates([*KEY, "published"], keep="last")
    found = [row for _, said in rows.groupby(KEY, sort=False) for row in _of_period(said)]
    found.sort(key=lambda row: (code_sort_key(str(row["code"])), row["end"], row["span_months"], row["number"]))
    return _with_fate(frame(found, CORRECTIVE_ACTIONS))


def fates(actions: pd.DataFrame, day: date) -> pd.Series:
    """The `CorrectiveFate` of each row of `CORRECTIVE_ACTIONS` on a day: one that waits past its day is overdue."""
    waits = actions["fate"].isin([CorrectiveFate.OPEN, CorrectiveFate.MOVED])
    late = waits & (actions["due"] < pd.Timestamp(day))
    return actions["fate"].mask(late, str(CorrectiveFate.OVERDUE)).rename("fate")


def _of_period(said: pd.DataFrame) -> Iterator[dict[str, object]]:
    """The actions of one indicator and period, the first one first."""
    chain = _standing([{str(name): value for name, value in row.items()} for row in said.to_dict("records")])
    for number, words in enumerate(_apart(chain), start=1):
        first, last = words[0], words[-1]
        days = [pd.Timestamp(str(row["due"])) for row in words]
        moved = sum(1 for before, after in pairwise(days) if after > before)
        told = {name: last[name] for name in (*KEY, *_SAID, "published")}
        since = {"number": number, "first_due": first["due"], "times_moved": moved, "since": first["published"]}
        yield {**told, **since}


def _standing(said: Sequence[Row]) -> list[Row]:
    """The revisions that were not taken back, in their order."""
    chain: list[Row] = []
    for row in said:
        known = [n for n, other in enumerate(chain) if _same(row, other)]
        chain = [] if row["removed"] else chain[: known[0] + 1] if known else [*chain, row]
    return chain


def _same(one: Row, other: Row) -> bool:
    return all(one[name] == other[name] or (pd.isna(one[name]) and pd.isna(other[name])) for name in _SAID)  # type: ignore[call-overload] # plain cells


def _apart(chain: Sequence[Row]) -> list[list[Row]]:
    """The revisions of each action: what is promised anew after one was closed is another one."""
    found: list[list[Row]] = []
    for row in chain:
        if not found or (found[-1][-1]["outcome"] in _CLOSED and not row["outcome"]):
            found.append([])
        found[-1].append(row)
    return found


def _with_fate(actions: pd.DataFrame) -> pd.DataFrame:
    outcome, on_day = actions["outcome"], actions["outcome_day"].fillna(actions["published"])
    fate = pd.Series(str(CorrectiveFate.OPEN), index=actions.index, dtype="str")
    fate = fate.mask(actions["times_moved"] > 0, str(CorrectiveFate.MOVED))
    fate = fate.mask(outcome == ActionOutcome.DROPPED, str(CorrectiveFate.DROPPED))
    done = outcome == ActionOutcome.DONE
    fate = fate.mask(done, str(CorrectiveFate.DONE_LATE))
    return actions.assign(fate=fate.mask(done & (on_day <= actions["first_due"]), str(CorrectiveFate.DONE_ON_TIME)))
