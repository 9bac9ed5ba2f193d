"""What each department answers for and what it kept of it (decision 0057). No clock: the days are given."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

import pandas as pd

from kpi.measure.chain.corrective_fates import fates
from kpi.measure.dataset import Dataset
from kpi.measure.health.punctuality import TermFate, report_terms
from kpi.measure.in_force import known_by
from kpi.measure.oversight.assignments import is_overdue, overdue_days
from kpi.model import AssignmentState, CorrectiveFate

_ACTIONS: Mapping[str, tuple[CorrectiveFate, ...]] = MappingProxyType(
    {
        "actions_on_time": (CorrectiveFate.DONE_ON_TIME,),
        "actions_late": (CorrectiveFate.DONE_LATE,),
        "actions_open": (CorrectiveFate.OPEN, CorrectiveFate.MOVED),
        "actions_overdue": (CorrectiveFate.OVERDUE,),
        "actions_dropped": (CorrectiveFate.DROPPED,),
    }
)
_ASSIGNMENTS = ("on_time", "late", "open", "overdue", "withdrawn")
#: one row per department: those of `DEPARTMENTS` in their order, then the words that have no row there
RECORDS: Mapping[str, str] = MappingProxyType(
    {
        "department": "str",  # the code, or the name where it has no row
        "goals": "int32",
        "indicators": "int32",
        **{f"terms_{fate}": "int32" for fate in TermFate},
        **dict.fromkeys(_ACTIONS, "int32"),
        **{f"assignments_{name}": "int32" for name in _ASSIGNMENTS},
    }
)


def departments_named(dataset: Dataset) -> tuple[str, ...]:
    """The departments that answer for something: a goal, an indicator, an assignment."""
    used = pd.concat([dataset.nodes["department"], dataset.indicators["department"], dataset.assignments["department"]])
    words = {str(word) for word in used} - {""}
    listed = [str(code) for code in dataset.departments["code"] if str(code) in words]
    return (*listed, *sorted(words - set(listed)))


def department_records(dataset: Dataset, as_of: date, known_at: date) -> pd.DataFrame:
    """`RECORDS`.

    as_of     the day on which actions and assignments are judged
    known_at  the day by which terms may have passed
    """
    names = departments_named(dataset)
    owner = dataset.indicators.set_index("code")["department"]
    terms, actions = report_terms(dataset, known_at), known_by(dataset.corrective_actions, known_at)
    fate, whose = fates(actions, as_of), actions["code"].map(owner)
    counted = {
        "goals": dataset.nodes["department"],
        "indicators": dataset.indicators["department"],
        **{f"terms_{one}": terms.loc[terms["fate"] == one, "code"].map(owner) for one in TermFate},
        **{name: whose[fate.isin(of)] for name, of in _ACTIONS.items()},
        **{f"assignments_{name}": of for name, of in _assignments(dataset.assignments, as_of).items()},
    }
    columns = {name: of.value_counts().reindex(names).fillna(0).to_numpy() for name, of in counted.items()}
    return pd.DataFrame({"department": pd.Series(names, dtype="str"), **columns}).astype(dict(RECORDS))


def _assignments(rows: pd.DataFrame, day: date) -> dict[str, pd.Series]:
    """The departments of assignments by what became of them; one without a term is never late."""
    state, late = rows["state"], is_overdue(rows, day)
    done, days = state == AssignmentState.DONE, overdue_days(rows, day)
    chosen = {
        "on_time": done & (days == 0),
        "late": done & (days > 0),
        "open": (state == AssignmentState.OPEN) & ~late,
        "overdue": late,
        "withdrawn": state == AssignmentState.WITHDRAWN,
    }
    return {name: rows.loc[chosen[name], "department"] for name in _ASSIGNMENTS}
