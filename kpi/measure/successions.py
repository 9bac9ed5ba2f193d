"""Which indicators of an edition are those of the edition before: what the crosswalk says, and whether values join."""

import numpy as np
import pandas as pd

from kpi.measure.dataset import Dataset
from kpi.model import Kind, Succession

#: why values of two kept indicators are no one series: another unit, another kind, sums since another base
UNIT, KIND, BASE = "unit", "kind", "base"


def kept_indicators(old: Dataset, new: Dataset) -> pd.DataFrame:
    """The indicators that are kept one to one: columns previous_code, code, why_not (above, "" of one series).

    Units and kinds are compared as the plans write them. A sum of increments begins at its own baseline.
    """
    rows = new.successions
    alone = ~rows.duplicated("code", keep=False) & ~rows.duplicated("previous_code", keep=False)
    kept = rows.loc[alone & (rows["succession"] == Succession.KEPT), ["previous_code", "code"]]
    facts = _facts(old).add_prefix("previous_").merge(kept, on="previous_code").merge(_facts(new), on="code")
    differs = [facts["previous_unit"] != facts["unit"], facts["previous_kind"] != facts["kind"]]
    why = np.select([*differs, facts["kind"] == Kind.INCREMENT], [UNIT, KIND, BASE], default="")
    return facts[["previous_code", "code"]].assign(why_not=pd.Series(why, index=facts.index, dtype="str"))


def _facts(dataset: Dataset) -> pd.DataFrame:
    found = dataset.indicators[["code", "unit", "kind"]]
    return found.assign(unit=found["unit"].str.split().str.join(" "))
