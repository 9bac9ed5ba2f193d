"""From what is done about a strategy (`kpi.model.Oversight`) to the frames of a `Dataset`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict

import pandas as pd

from kpi.measure import dataset as ds
from kpi.measure.schemas.oversight import FRAMES
from kpi.model import Oversight, code_sort_key, decision_key


def _unchanged(word: str) -> str:
    return word


def oversight_frames(
    oversight: Oversight,
    department: Callable[[str], str] = _unchanged,
    former: Sequence[Mapping[str, object]] = (),
) -> dict[str, pd.DataFrame]:
    """The frames, by their names in `Dataset`; each ascending by day or code, else in the order of its sheet.

    department  the code of the department that a word means
    former      rows of `FORMER_SUBJECTS`
    """
    decisions = sorted(oversight.decisions, key=lambda one: one.day)
    assignments = sorted(oversight.assignments, key=lambda one: (one.decision_day, decision_key(one.decision)))
    rows: Mapping[str, list[dict[str, object]]] = {
        "decisions": [asdict(one) for one in decisions],
        "decision_subjects": [
            {"number": one.number, "day": one.day, "code": code} for one in decisions for code in one.subjects
        ],
        "assignments": [{**asdict(one), "department": department(one.department)} for one in assignments],
        "council_sessions": [asdict(one) for one in sorted(oversight.sessions, key=lambda one: one.day)],
        "events": [
            {**asdict(one), "codes": " ".join(one.codes)} for one in sorted(oversight.events, key=lambda one: one.day)
        ],
        "risks": [asdict(one) for one in sorted(oversight.risks, key=lambda one: code_sort_key(one.goal))],
        "alignments": [asdict(one) for one in sorted(oversight.alignments, key=lambda one: code_sort_key(one.code))],
    }
    rows = {**rows, "former_subjects": [dict(one) for one in former]}
    return {name: ds.frame(rows[name], schema) for name, schema in FRAMES.items()}
