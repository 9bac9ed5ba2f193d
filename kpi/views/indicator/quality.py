"""The level of an indicator, its quality statement and its corrective actions among the facts of its page."""

from collections.abc import Iterator

from kpi.measure.chain.corrective_fates import fates
from kpi.measure.chain.quality import FACTS, completeness
from kpi.measure.results import Survey
from kpi.measure.survey_cache import cache_by_survey
from kpi.text import Text
from kpi.views.common.values import Record
from kpi.views.indicator.dossiers import day_or_none, facts_of, grouped
from kpi.views.indicator.fact import Fact

#: the source is a fact of the page already
_STATED = tuple(name for name in FACTS if name != "source")


@cache_by_survey
def _completeness(survey: Survey) -> dict[str, int]:
    """How many of the five facts each indicator states."""
    indicators = survey.dataset.indicators
    return dict(zip(indicators["code"].tolist(), completeness(indicators).tolist(), strict=True))


@cache_by_survey
def _corrective(survey: Survey) -> dict[str, list[Record]]:
    """The corrective actions of each indicator with their fate by the day of statuses."""
    rows = survey.dataset.corrective_actions
    rows = rows.assign(fate=fates(rows, survey.now.as_of))
    return grouped(rows, tuple(map(str, survey.dataset.indicators["code"])))


def quality_facts(survey: Survey, code: str, text: Text) -> Iterator[Fact]:
    """The level where it is said; how many of the five facts there are; those that are stated."""
    row = facts_of(survey, code)
    if row["result_level"]:
        yield Fact("level", text.say("indicator.fact.level"), text.say(f"result_level.{row['result_level']}"))
    count = text.say("indicator.quality.count", n=_completeness(survey)[code])
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
    for row in reversed(_corrective(survey)[code]):
        period = survey.fiscal_year.ending(int(row["end"]), int(row["span_months"]))
        due = day_or_none(row["due"])
        told = {"measure": str(row["measure"]).rstrip("."), "due": text.date(due) if due else ""}
        words = text.say("indicator.corrective", fate=text.say(f"corrective_fate.{row['fate']}"), **told)
        label = text.say("indicator.fact.corrective", period=text.period(period))
        yield Fact("corrective", label, words, str(row["cause"]), wide=True)
