"""«Про показник», second opinion, continuation, target changes, origin and citation (METHOD 5, 6)."""

from dataclasses import dataclass
from datetime import date

from kpi.measure.results import Survey
from kpi.measure.survey_cache import cache_by_survey
from kpi.model import (
    FORM_SHEET,
    Frequency,
    Level,
    Period,
    Provenance,
    Status,
    Visibility,
    month_index,
)
from kpi.text import Text
from kpi.views.common.dossier import Dossier, ValueReading
from kpi.views.common.indicator_record import IndicatorRecord
from kpi.views.common.localized_name import LocalizedName
from kpi.views.common.phrases import period_words, sentence_end, status_words
from kpi.views.common.provenance import mark, provenance_of
from kpi.views.common.rows import IndicatorRow
from kpi.views.indicator.dossiers import extensions_of
from kpi.views.indicator.fact import Fact
from kpi.views.indicator.plan_path import plan_vertices
from kpi.views.indicator.quality import corrective_facts, quality_facts


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A target change: of which year, was → is, when decided and by which act."""

    year: str
    old: str
    new: str
    decided: str
    act: str


@dataclass(frozen=True, slots=True)
class ValueOrigin:
    """Where the judged number is from: what every reader can follow, and the cell that departments find it in.

    digest  the beginning of the workbook's SHA-256, "" unknown; so is `kept` where the cell is not known
    """

    sentences: tuple[str, ...]
    kept: str
    digest: str


def facts(survey: Survey, dossier: Dossier, row: IndicatorRow, text: Text) -> tuple[Fact, ...]:
    """The facts in the order of the page."""
    say, record = text.say, dossier.record
    none, kind, provenance = say("indicator.fact.none"), record.kind, record.provenance
    year = record.year_words(record.target_end)
    department = say("rows.department_illustrative") if row.department.illustrative else ""
    about_target = "; ".join(filter(None, (_first(dossier, text), mark(dossier, provenance, text))))
    return (
        _baseline(dossier, text),
        Fact("target", say("indicator.fact.target", year=year), record.target_words or none, about_target),
        Fact("targets", say("indicator.fact.targets"), _yearly(dossier, text), wide=True),
        Fact("direction", say("indicator.fact.direction"), say(f"direction.{record.direction}")),
        Fact("frequency", say("indicator.fact.frequency"), say(f"frequency.{record.frequency}")),
        Fact(
            "kind",
            say("indicator.fact.kind"),
            say(f"kind.{kind}"),
            text.of_year(f"indicator.kind.{kind}", record.fiscal_year),
        ),
        Fact("department", say("indicator.fact.department"), row.department.name or none, department),
        Fact("source", say("indicator.fact.source"), record.source or none, wide=True),
        *quality_facts(survey, record.code, text),
        *corrective_facts(survey, record.code, text),
        Fact("definition", say("indicator.fact.definition"), record.definition or record.name.name, wide=True),
        Fact("code", say("indicator.fact.code"), record.code),
        *((Fact("task", say("indicator.fact.task"), record.task_name.name, wide=True),) if record.task else ()),
        *_also_under(survey, record, text),
        *_weight(row, text),
        Fact("next", say("indicator.fact.next"), _next_words(survey, dossier, text)),
        Fact(
            "provenance",
            say("indicator.fact.provenance"),
            say(f"provenance.{provenance}"),
            say(f"indicator.provenance.{provenance}"),
        ),
        *_visibility(dossier, text),
    )


def _also_under(survey: Survey, record: IndicatorRecord, text: Text) -> tuple[Fact, ...]:
    """Further goals on whose pages the indicator stands, and where it is counted."""
    goals = [named for named in _goal_names(survey) if named[0] in record.also_under] if record.also_under else []
    if not goals:
        return ()
    names = [f"{code} {LocalizedName.of(text, code, name, english).name}" for code, name, english in goals]
    note = text.say("indicator.also_under.note", goal=record.goal)
    return (Fact("also_under", text.say("indicator.fact.also_under"), "; ".join(names), note, wide=True),)


@cache_by_survey
def _goal_names(survey: Survey) -> tuple[tuple[str, str, str], ...]:
    """Code, name and English name of every operational goal, in the order of the plan."""
    nodes = survey.dataset.nodes
    goals = nodes[nodes["level"] == Level.OPERATIONAL_GOAL]
    named = zip(goals["code"], goals["name"], goals["name_en"], strict=True)
    return tuple((str(code), str(name), str(english)) for code, name, english in named)


def _visibility(dossier: Dossier, text: Text) -> tuple[Fact, ...]:
    """Who may see it, and on what ground; nothing of what is public as a whole."""
    record = dossier.record
    if record.visibility is Visibility.PUBLIC:
        return ()
    shown = text.say(f"indicator.visibility.{record.visibility}")
    return (Fact("visibility", text.say("indicator.fact.visibility"), shown, record.ground, wide=True),)


def _baseline(dossier: Dossier, text: Text) -> Fact:
    record = dossier.record
    value, end = record.baseline_value, record.baseline_end
    if value is None or end is None:
        return Fact("baseline", text.say("indicator.fact.baseline_none"), text.say("indicator.fact.none"))
    label = text.say("indicator.fact.baseline", year=record.year_words(end))
    told = dossier.mixed or record.baseline_provenance is Provenance.ILLUSTRATIVE
    note = text.say(f"indicator.baseline.{record.baseline_provenance}") if told else ""
    return Fact("baseline", label, record.scale.amount(value), note)


def _weight(row: IndicatorRow, text: Text) -> tuple[Fact, ...]:
    """Its share of the goal, as in every list; only where the goal's indicators weigh unequally."""
    if row.weight is None:
        return ()
    return (Fact("weight", text.say("indicator.fact.weight"), text.percent(row.weight)),)


def _first(dossier: Dossier, text: Text) -> str:
    record = dossier.record
    if (
        "target_revised" not in record.flags
        or record.first_target_value is None
        or record.first_target_value == record.target_value
    ):
        return ""
    return text.say("indicator.fact.first_target", value=record.scale.amount(record.first_target_value))


def _yearly(dossier: Dossier, text: Text) -> str:
    """«2022 — 66,0; 2023 — 72,6»: the plan in force, the unit once in the target's own fact."""
    record = dossier.record
    parts = [
        text.say("indicator.fact.yearly", year=record.year_words(v.end), value=record.scale.bare(v.value))
        for v in plan_vertices(dossier)
    ]
    return (
        "; ".join(parts) if parts and record.range is None else record.target_words or text.say("indicator.fact.none")
    )


def next_period(dossier: Dossier, first_year: int) -> Period | None:
    """The next period whose values are awaited: after the last row and the last passed deadline; None after the end.

    first_year  of the strategy: nothing is awaited of the time before it, as in `kpi.measure.deadlines`
    """
    record = dossier.record
    months = Frequency(record.frequency).months
    last = max([*(r.end for r in dossier.readings), record.due_end or 0, month_index(first_year, 1) - 1])
    end = (last // months + 1) * months
    return record.fiscal_year.ending(end, months) if end <= record.target_end else None


def _next_words(survey: Survey, dossier: Dossier, text: Text) -> str:
    record = dossier.record
    period = next_period(dossier, survey.dataset.strategy.first_year)
    if record.status is Status.SUSPENDED:
        return text.say("indicator.fact.next_suspended")
    if period is None:
        return text.say("indicator.fact.next_none")
    if record.visibility is Visibility.DELAYED and record.delay_months:
        opens = record.fiscal_year.last_day(period.end + record.delay_months)
        return text.say("indicator.fact.next_after", day=text.date(opens), period=period_words(period, text))
    day = survey.dataset.strategy.due_day(period)
    if day is None:
        # the plan names no term: nothing is said of when the values come, only of when the period ends
        return text.say("indicator.fact.next_after", day=text.date(period.end_date), period=period_words(period, text))
    if granted := extensions_of(survey).get((dossier.code, period.end)):
        day = max(day, granted.deadline)
    return text.say("indicator.fact.next_by", day=text.date(day), period=period_words(period, text))


def opinion_sentences(dossier: Dossier, text: Text) -> tuple[str, ...]:
    """The growth-rate ratio beside our status, or why it does not apply (METHOD 6)."""
    opinion, status = dossier.opinion, dossier.record.status
    if opinion.status is None or opinion.ratio is None:
        if not opinion.reason:
            return ()
        return (text.say("indicator.opinion.none", reason=text.say(f"indicator.opinion.reason.{opinion.reason}")),)
    ratio, theirs = text.number(opinion.ratio, 2), status_words(opinion.status, text)
    if opinion.status is status:
        return (text.say("indicator.opinion.same", ratio=ratio, status=theirs),)
    ours = status_words(status, text)
    return (
        text.say("indicator.opinion.differs", ratio=ratio, theirs=theirs, ours=ours),
        text.say("indicator.opinion.why"),
    )


def outlook_sentence(dossier: Dossier, text: Text) -> str:
    """Where the mean pace leads, or why no continuation is drawn (METHOD 5)."""
    outlook, scale = dossier.outlook, dossier.record.scale
    if outlook.value is None or outlook.low is None or outlook.high is None or outlook.end is None:
        if not outlook.reason:
            return ""
        return text.say("indicator.outlook.none", reason=text.say(f"indicator.outlook.reason.{outlook.reason}"))
    return text.say(
        "indicator.outlook.drawn",
        year=dossier.record.year_words(outlook.end),
        value=scale.amount(outlook.value),
        band=scale.span(outlook.low, outlook.high),
    )


def change_rows(dossier: Dossier, text: Text) -> tuple[ChangeRow, ...]:
    """Decided target changes, the latest first; «було» is the value in force before."""
    before: dict[int, float] = {}
    found = []
    for planned in sorted(dossier.targets, key=lambda t: t.decided or date.min):
        if planned.decided is not None:
            old = before.get(planned.end)
            found.append(
                ChangeRow(
                    year=dossier.record.year_words(planned.end),
                    old=dossier.record.scale.amount(old),
                    new=dossier.record.scale.amount(planned.value),
                    decided=text.date(planned.decided),
                    act=planned.act,
                )
            )
        before[planned.end] = planned.value
    return tuple(reversed(found))


def judged_reading(dossier: Dossier) -> ValueReading | None:
    """The row that the judged value stands in: the one of its period, or the last of its parts."""
    end = dossier.record.end
    if end is None:
        return None
    ending = [r for r in dossier.readings if r.end == end and r.value is not None]
    spans = [r for r in ending if r.span_months == dossier.record.span_months]
    return next(iter(spans or ending), None)


def origin(dossier: Dossier, text: Text) -> ValueOrigin | None:
    """Source, release and row of the data of the number shown; None where there is no number.

    A workbook is not open to the public: its sheet is told apart, for the departments; not its cell, which hangs on how
    many rows of it are internal.
    """
    record = dossier.record
    reading = judged_reading(dossier) or dossier.last_valued
    if reading is None:
        return None
    sentences = []
    if reading.published is not None:
        sentences.append(text.say("indicator.origin.published", day=text.date(reading.published)))
    sentences.append(text.say("indicator.origin.row", code=dossier.code, period=reading.period.code))
    if reading.source or record.source:
        source = sentence_end(reading.source or record.source)
        sentences.append(text.say("indicator.origin.source", source=source))
    provenance = provenance_of(dossier, reading)
    if dossier.mixed or provenance is Provenance.ILLUSTRATIVE:
        sentences.append(text.say(f"indicator.origin.{provenance}"))
    kept = ""
    if reading.sheet == FORM_SHEET:
        kept = text.say("indicator.origin.form")
    elif reading.sheet:
        kept = text.say("indicator.origin.kept", goal=record.goal, sheet=reading.sheet)
    return ValueOrigin(tuple(sentences), kept, reading.source_file[:12])
