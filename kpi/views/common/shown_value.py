"""The value that lists show of an indicator: the judged one; where none is judged the last there is, with its date."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from kpi.measure.dataset import Dataset
from kpi.measure.results import Survey
from kpi.model import NoDataReason, Period, Provenance
from kpi.text import Text
from kpi.views.common.provenance import mixes
from kpi.views.common.values import number_or_none


@dataclass(frozen=True, slots=True)
class ShownValue:
    """`value` in the unit. `part_year`: of a yearly sum only a part, which is compared with nothing.

    provenance  None where the strategy does not mix documented and illustrative values
    """

    value: float
    period: Period
    part_year: bool
    provenance: Provenance | None

    def note(self, text: Text, end: int) -> str:
        """«II кв. 2025», «III кв. 2026, рік неповний»; "" for a judged value of a period that ends in month `end`."""
        period = text.period(self.period)
        if self.part_year:
            return text.say("rows.part_year", period=period)
        return "" if self.period.end == end else period


def shown_by_code(survey: Survey) -> dict[str, ShownValue]:
    """By code, of those that have a value: the row of the judged period, else the last row with a value."""
    valued = survey.series[survey.series["value"].notna()]
    now = survey.now.indicators.set_index("code")["end"]
    rows = valued.assign(at=valued["end"] == valued["code"].map(now).fillna(-1).astype("int64"))
    rows = rows.sort_values("at", kind="stable").drop_duplicates("code", keep="last")
    bases = rows["code"].map(survey.dataset.indicators.set_index("code")["baseline_end"]).fillna(0)
    kinds = rows["provenance"] if mixes(survey.dataset) else pd.Series("", index=rows.index)
    past = rows["end"] > bases.astype("int64")
    fiscal = survey.fiscal_year
    columns = (rows["code"], rows["end"], rows["span_months"], rows["value"], ~rows["judged"] & past, kinds)
    return {
        str(code): ShownValue(float(value), fiscal.ending(int(end), int(months)), bool(part), _provenance(str(kind)))
        for code, end, months, value, part, kind in zip(*(c.tolist() for c in columns), strict=True)
    }


def _provenance(word: str) -> Provenance | None:
    return Provenance(word) if word else None


def why_not(text: Text, reason: NoDataReason | None, shown: ShownValue | None) -> str:
    """Why an indicator is not assessed, by what it has; "" without a reason."""
    if reason != NoDataReason.NO_OBSERVATION:
        return text.say(f"progress.no_data.{reason}") if reason else ""
    if shown is None:
        return text.say("rows.no_value")
    return text.say("rows.no_whole_year" if shown.part_year else "progress.no_data.no_observation")


def weights_by_code(dataset: Dataset) -> Mapping[str, float]:
    """Shares of their goal (0..1) of the indicators whose goal weighs them unequally."""
    facts = dataset.indicators[["code", "goal", "weight"]]
    by_goal = facts.groupby("goal")["weight"]
    whole, several = by_goal.transform("sum"), by_goal.transform("nunique") > 1
    share = (facts["weight"] / whole.where(whole > 0)).where(several & facts["weight"].notna())
    return {
        str(code): found
        for code, one in zip(facts["code"].tolist(), share.tolist(), strict=True)
        if (found := number_or_none(one)) is not None
    }
