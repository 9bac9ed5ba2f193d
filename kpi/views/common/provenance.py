"""Which numbers are documented and which illustrative, told at each of them where a strategy holds both."""

from kpi.measure.dataset import Dataset
from kpi.measure.in_force import observations_in_force
from kpi.model import Provenance
from kpi.text import Text
from kpi.views.common.dossier import Dossier, ValueReading

#: so many documented numbers are listed in a line; of more the line says where each is marked
MOST_LISTED = 6


def mixes(dataset: Dataset) -> bool:
    """Whether documented and illustrative numbers stand side by side in the strategy."""
    indicators, observations = dataset.indicators, observations_in_force(dataset.observations)
    valued = observations["value"].notna()
    based = indicators["baseline_value"].notna()
    said = {
        *indicators["provenance"],
        *indicators.loc[based, "baseline_provenance"],
        *observations.loc[valued, "provenance"],
    }
    return {str(Provenance.DOCUMENTED), str(Provenance.ILLUSTRATIVE)} <= said


def provenance_of(dossier: Dossier, reading: ValueReading) -> Provenance:
    """Of a value: what its row says, otherwise what the indicator says."""
    return Provenance(reading.provenance) if reading.provenance else dossier.record.provenance


def mark(dossier: Dossier, provenance: Provenance, text: Text) -> str:
    """«документоване» or «ілюстративне» beside a number, "" in a strategy whose numbers are all alike."""
    return text.say(f"provenance.{provenance}") if dossier.mixed else ""


def _numbers(dossier: Dossier, text: Text) -> list[tuple[str, Provenance]]:
    """Every value of the page with its period in words and its provenance: the baseline, then the rows."""
    record = dossier.record
    found = []
    if record.baseline_value is not None and record.baseline_end is not None:
        year = record.year_words(record.baseline_end)
        found.append((text.say("indicator.source.baseline", year=year), record.baseline_provenance))
    for reading in dossier.readings:
        if reading.value is not None:
            period = reading.period
            found.append((text.period(period), provenance_of(dossier, reading)))
    return found


def caption(dossier: Dossier, text: Text) -> str:
    """What the line under the chart says of its numbers; "" where all of a strategy are documented."""
    numbers = _numbers(dossier, text)
    kinds = {provenance for _, provenance in numbers} or {dossier.record.provenance}
    if kinds == {Provenance.ILLUSTRATIVE}:
        return text.say("indicator.source.illustrative")
    if not dossier.mixed:
        return ""
    planned = dossier.record.provenance
    if kinds == {Provenance.DOCUMENTED}:
        return text.say(f"indicator.source.documented_plan.{planned}")
    documented = [period for period, provenance in numbers if provenance is Provenance.DOCUMENTED]
    if len(documented) > MOST_LISTED:
        return text.say("indicator.source.marked")
    return text.say(f"indicator.source.mixed_plan.{planned}", periods=", ".join(documented))


def all_documented(dossier: Dossier) -> bool:
    """Whether no number of the indicator's chart is illustrative: value, baseline, plan."""
    record = dossier.record
    based = record.baseline_value is None or record.baseline_provenance is Provenance.DOCUMENTED
    rows = all(provenance_of(dossier, r) is Provenance.DOCUMENTED for r in dossier.readings if r.value is not None)
    return based and rows and record.provenance is Provenance.DOCUMENTED
