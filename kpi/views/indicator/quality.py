"""The level of an indicator, its quality statement and its corrective actions among the facts of its page."""

from collections.abc import Iterator

from kpi.measure.chain.corrective_fates import fates
from kpi.measure.chain.quality import FACTS, completeness
from kpi.measure.results import Survey
from kpi.text import Text
from kpi.views.common.values import records
from kpi.views.indicator.dossiers import day_or_none
from kpi.views.indicator.fact import Fact

#: the source is a fact of the page already
_STATED = tuple(name for name in FACTS if name != "source")


def quality_facts(survey: Survey, code: str, text: Text) -> Iterator[Fact]:
    """The level where it is said; how many of the five facts there are; those that are stated."""
    rows = survey.dataset.indicators
    own = rows[rows["code"] == code]
    row = own.iloc[0]
    if row["result_level"]:
        yield Fact("level", text.say("indicator.fact.level"), text.say(f"result_level.{row['result_level']}"))
    count = text.say("indicator.quality.count", n=int(completeness(own).iloc[0]))
    yield Fact("quality", text.say("indicator.fact.quality"), count, text.say("indicator.quality.note"))
    for name in _STATED:
        if row[name]:
            yield Fact(name, text.say(f"indicator.fact.{name}"), str(row[name]), wide=True)
    day = day_or_none(row["checked_on"])
    checked = "; ".join(filter(None, (str(row["checked_by"]), text.date(day) if day else "")))
    if checked:
        yield Fact("checked", text.say("indicator.fact.checked"), checked)
    if row["evidence"]:
        yield Fact("evidence", text.say("indicator.fact.evidence"), str(row["evidence"]), wide=True)


def corrective_facts(survey: Survey, code: str, text: Text) -> Iterator[Fact]:
    """The corrective actions of the indicator, the last one first, with what became of each by the day of statuses."""
    rows = survey.dataset.corrective_actions
    rows = rows.assign(fate=fates(rows, survey.now.as_of))
    for row in reversed(records(rows[rows["code"] == code])):
        period = survey.fiscal_year.ending(int(row["end"]), int(row["span_months"]))
        due = day_or_none(row["due"])
        told = {"measure": str(row["measure"]).rstrip("."), "due": text.date(due) if due else ""}
        words = text.say("indicator.corrective", fate=text.say(f"corrective_fate.{row['fate']}"), **told)
        label = text.say("indicator.fact.corrective", period=text.period(period))
        yield Fact("corrective", label, words, str(row["cause"]), wide=True)
