"""The small print of an indicator's page: what stands under its chart and its table."""

from kpi.measure.results import Survey
from kpi.model import Kind
from kpi.text import Text
from kpi.views.common.dossier import Dossier
from kpi.views.common.page_frame import version_words
from kpi.views.common.phrases import period_words
from kpi.views.common.provenance import caption
from kpi.views.indicator.value_table import DataRow


def data_note(dossier: Dossier, rows: tuple[DataRow, ...], text: Text) -> str:
    """What the table must tell: how the plan runs, how differences are counted, what the letter means, if it stands."""
    way = {Kind.DELIVERABLE: "steps", Kind.FLOW: "years", Kind.YTD: "years"}.get(dossier.record.kind, "line")
    notes = [way] if any(r.planned is not None for r in dossier.readings) or way == "years" else []
    notes += ["rounded"] if any(row.difference is not None for row in rows) else []
    notes += ["corrected"] if any(row.revised for row in rows) else []
    notes += ["marks"] if any(row.provenance is not None for row in rows) else []
    return " ".join(text.say(f"indicator.data.note.{note}") for note in notes)


def source_line(survey: Survey, dossier: Dossier, text: Text) -> tuple[str, ...]:
    """What stands under the chart: source, period and release, where the numbers come from."""
    record = dossier.record
    parts = []
    if record.source:
        parts.append(text.say("indicator.source.source", source=record.source))
    period = record.period or (dossier.last_valued.period if dossier.last_valued else None)
    if period is not None:
        words = period_words(period, text)
        parts.append(text.say("indicator.source.data", period=words, version=version_words(survey, text)))
    parts.append(caption(dossier, text))
    return tuple(part for part in parts if part)
