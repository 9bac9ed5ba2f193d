"""«Про показник», second opinion, continuation, target changes, origin and citation (DESIGN 6.4, METHOD 5, 6)."""

from dataclasses import dataclass
from datetime import date, timedelta

from kpi.measure.results import Survey
from kpi.model import Frequency, Period, Provenance, Status, Visibility, index_year_month
from kpi.text import Text
from kpi.views.phrases import period_words, sentence_end, status_words
from kpi.views.planline import plan_vertices
from kpi.views.record import Reading, Record
from kpi.views.rows import IndicatorRow
from kpi.views.trajectory import target_words


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and what is said of it; `key` names it, `note` is the small print; `wide` takes two columns."""

    key: str
    label: str
    value: str
    note: str = ""
    wide: bool = False


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A target change: of which year, was → is, when decided and by which act."""

    year: str
    old: str
    new: str
    decided: str
    act: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the judged number is from: sentences; `digest` is the beginning of the workbook's SHA-256, "" unknown."""

    sentences: tuple[str, ...]
    digest: str


def facts(survey: Survey, record: Record, row: IndicatorRow, text: Text) -> tuple[Fact, ...]:
    """The facts in the order of the page."""
    say = text.say
    year = index_year_month(record.result.target_end)[0]
    department = say("rows.department_illustrative") if row.department.illustrative else ""
    found = [
        _baseline(record, text),
        Fact(
            "target",
            say("indicator.fact.target", year=year),
            target_words(record) or say("indicator.fact.none"),
            _first(record, text),
        ),
        Fact("targets", say("indicator.fact.targets"), _yearly(record, text), wide=True),
        Fact("direction", say("indicator.fact.direction"), say(f"direction.{record.direction}")),
        Fact("frequency", say("indicator.fact.frequency"), say(f"frequency.{record.frequency}")),
        Fact("kind", say("indicator.fact.kind"), say(f"kind.{record.kind}"), say(f"indicator.kind.{record.kind}")),
        Fact(
            "department",
            say("indicator.fact.department"),
            row.department.name or say("indicator.fact.none"),
            department,
        ),
        Fact("source", say("indicator.fact.source"), record.source or say("indicator.fact.none"), wide=True),
        Fact("definition", say("indicator.fact.definition"), record.definition or record.name, wide=True),
        Fact("code", say("indicator.fact.code"), record.code),
        Fact("next", say("indicator.fact.next"), _next_words(survey, record, text)),
        Fact(
            "provenance",
            say("indicator.fact.provenance"),
            say(f"provenance.{record.provenance}"),
            say(f"indicator.provenance.{record.provenance}"),
        ),
    ]
    if record.visibility is not Visibility.PUBLIC:
        shown = say(f"visibility.{record.visibility}")
        found.append(Fact("visibility", say("indicator.fact.visibility"), shown, record.ground, wide=True))
    return tuple(found)


def _baseline(record: Record, text: Text) -> Fact:
    value, end = record.result.baseline, record.baseline_end
    if value is None or end is None:
        return Fact("baseline", text.say("indicator.fact.baseline_none"), text.say("indicator.fact.none"))
    label = text.say("indicator.fact.baseline", year=index_year_month(end)[0])
    note = text.say(f"indicator.baseline.{record.baseline_provenance}")
    return Fact("baseline", label, record.scale.amount(value), note)


def _first(record: Record, text: Text) -> str:
    result = record.result
    if "target_revised" not in result.flags or result.first_target is None or result.first_target == result.target:
        return ""
    return text.say("indicator.fact.first_target", value=record.scale.amount(result.first_target))


def _yearly(record: Record, text: Text) -> str:
    """«2022 — 66,0; 2023 — 72,6»: the plan in force, the unit once in the target's own fact."""
    parts = [
        text.say("indicator.fact.yearly", year=index_year_month(v.end)[0], value=record.scale.bare(v.value))
        for v in plan_vertices(record)
    ]
    return (
        "; ".join(parts) if parts and record.range is None else target_words(record) or text.say("indicator.fact.none")
    )


def next_period(record: Record) -> Period | None:
    """The next period whose values are awaited: after the last row and the last passed deadline; None after the end."""
    months = Frequency(record.frequency).months
    last = max([*(r.end for r in record.readings), record.result.due_end or 0])
    end = (last // months + 1) * months
    return Period.ending(end, months) if last and end <= record.result.target_end else None


def _next_words(survey: Survey, record: Record, text: Text) -> str:
    period = next_period(record)
    if record.result.status is Status.SUSPENDED:
        return text.say("indicator.fact.next_suspended")
    if period is None:
        return text.say("indicator.fact.next_none")
    day = period.end_date + timedelta(days=survey.dataset.strategy.deadline_days)
    return text.say("indicator.fact.next_by", day=text.date(day), period=period_words(period, text))


def opinion_sentences(record: Record, text: Text) -> tuple[str, ...]:
    """The growth-rate ratio beside our status, or why it does not apply (METHOD 6)."""
    opinion, status = record.opinion, record.result.status
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


def outlook_sentence(record: Record, text: Text) -> str:
    """Where the mean pace leads, or why no continuation is drawn (METHOD 5)."""
    outlook, scale = record.outlook, record.scale
    if outlook.value is None or outlook.low is None or outlook.high is None or outlook.end is None:
        if not outlook.reason:
            return ""
        return text.say("indicator.outlook.none", reason=text.say(f"indicator.outlook.reason.{outlook.reason}"))
    return text.say(
        "indicator.outlook.drawn",
        year=index_year_month(outlook.end)[0],
        value=scale.amount(outlook.value),
        band=scale.span(outlook.low, outlook.high),
    )


def change_rows(record: Record, text: Text) -> tuple[ChangeRow, ...]:
    """Decided target changes, the latest first; «було» is the value in force before."""
    before: dict[int, float] = {}
    found = []
    for planned in sorted(record.targets, key=lambda t: t.decided or date.min):
        if planned.decided is not None:
            old = before.get(planned.end)
            found.append(
                ChangeRow(
                    year=str(index_year_month(planned.end)[0]),
                    old=record.scale.amount(old),
                    new=record.scale.amount(planned.value),
                    decided=text.date(planned.decided),
                    act=planned.act,
                )
            )
        before[planned.end] = planned.value
    return tuple(reversed(found))


def judged_reading(record: Record) -> Reading | None:
    """The row that the judged value stands in: the one of its period, or the last of its parts."""
    end = record.result.end
    if end is None:
        return None
    ending = [r for r in record.readings if r.end == end and r.value is not None]
    spans = [r for r in ending if r.span_months == record.result.span_months]
    return next(iter(spans or ending), None)


def origin(record: Record, text: Text) -> Origin | None:
    """Workbook, sheet, cell and release of the judged number; None where there is no number."""
    reading = judged_reading(record)
    if reading is None:
        return None
    sentences = []
    if reading.sheet and reading.cell:
        sentences.append(text.say("indicator.origin.cell", goal=record.goal, sheet=reading.sheet, cell=reading.cell))
    if reading.published is not None:
        sentences.append(text.say("indicator.origin.published", day=text.date(reading.published)))
    if reading.source:
        sentences.append(text.say("indicator.origin.source", source=sentence_end(reading.source)))
    provenance = Provenance(reading.provenance) if reading.provenance else record.provenance
    sentences.append(text.say(f"indicator.origin.{provenance}"))
    return Origin(tuple(sentences), reading.source_file[:12])
