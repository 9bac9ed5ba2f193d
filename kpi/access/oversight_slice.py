"""What outsiders may know of decisions, assignments, events, risks and alignments: nothing of a hidden subject.

What the strategy has no more is told as it was: goals were public, an indicator is where it was public when it was last
there and is hidden by nothing since.

A decision or an event of which every subject is hidden is not told at all, and neither are its assignments; hidden
subjects drop out of the others. One that names no subject is about the whole strategy. Words are not searched: what a
person writes into a name that is shown is shown.
"""

from collections.abc import Collection

import pandas as pd

from kpi.measure.dataset import Dataset
from kpi.model import Visibility

_KEY = ["number", "day"]


def oversight_slice(dataset: Dataset, told: Collection[str]) -> dict[str, pd.DataFrame]:
    """The frames of which something is cut, by their names in `Dataset`.

    told  the codes of goals and indicators that outsiders may hear of
    """
    former = _former(dataset)
    told = frozenset(told) | frozenset(former["code"])
    subjects = dataset.decision_subjects
    public = subjects[subjects["code"].isin(told)]
    whole, shown = _keys(subjects, _KEY), _keys(public, _KEY)
    keys = _keys(dataset.decisions, _KEY)
    decisions = dataset.decisions[~keys.isin(whole) | keys.isin(shown)]
    return {
        "decisions": _fresh(decisions),
        "decision_subjects": _fresh(public),
        "assignments": _fresh(_assignments(dataset.assignments, decisions)),
        "events": _fresh(_events(dataset.events, told)),
        "risks": _fresh(dataset.risks[dataset.risks["goal"].isin(told)]),
        "alignments": _fresh(dataset.alignments[dataset.alignments["code"].isin(told)]),
        "former_subjects": _fresh(former[former["code"].isin(_named(public, dataset.events))]),
    }


def _former(dataset: Dataset) -> pd.DataFrame:
    """Of what is gone that which outsiders knew; a code that something in force has is that one's."""
    rows = dataset.former_subjects
    standing = {*dataset.nodes["code"], *dataset.indicators["code"]}
    return rows[rows["visibility"].isin(["", str(Visibility.PUBLIC)]) & ~rows["code"].isin(standing)]


def _named(subjects: pd.DataFrame, events: pd.DataFrame) -> set[str]:
    return {*subjects["code"], *(code for codes in events["codes"] for code in codes.split())}


def _keys(rows: pd.DataFrame, names: list[str]) -> pd.MultiIndex:
    return pd.MultiIndex.from_arrays([rows[name] for name in names])


def _fresh(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.reset_index(drop=True)


def _assignments(rows: pd.DataFrame, decisions: pd.DataFrame) -> pd.DataFrame:
    """Those of told decisions; the decision that withdrew one is named where it is told itself."""
    told = _keys(decisions, _KEY)
    own = rows[_keys(rows, ["decision", "decision_day"]).isin(told)]
    named = _keys(own, ["withdrawn_by", "withdrawn_on"]).isin(told)
    return own.assign(withdrawn_by=own["withdrawn_by"].where(named, ""), withdrawn_on=own["withdrawn_on"].where(named))


def _events(rows: pd.DataFrame, told: Collection[str]) -> pd.DataFrame:
    """Those about the whole strategy, and those of which a code is left."""
    left = [" ".join(code for code in codes.split() if code in told) for codes in rows["codes"]]
    codes = pd.Series(left, index=rows.index, dtype="str")
    return rows.assign(codes=codes)[(rows["codes"] == "") | (codes != "")]
