"""How much of its quality statement an indicator has: the five facts of the GPRA Modernization Act."""

import pandas as pd

#: how verified, source, accuracy needed, limits, how compensated: columns of `kpi.measure.dataset.INDICATORS`
FACTS = ("verification", "source", "accuracy", "limitations", "compensation")


def stated_facts(indicators: pd.DataFrame) -> pd.DataFrame:
    """Which of `FACTS` each row of `INDICATORS` states: a column of truth values each."""
    return pd.DataFrame({name: indicators[name].str.strip() != "" for name in FACTS}, index=indicators.index)


def completeness(indicators: pd.DataFrame) -> pd.Series:
    """How many of the five facts each row of `INDICATORS` states, 0 to 5."""
    return stated_facts(indicators).sum(axis=1).astype("int32").rename("facts")
