"""What a judged row says: the value as it was typed, how it stands, doubts, what is needed besides."""

from collections.abc import Iterator
from dataclasses import replace

from kpi.model import FAR_BEHIND, Observation, Status
from kpi.services.publishing.checks.required_explanations import ExplanationReason
from kpi.services.publishing.checks.value_doubts import ValueDoubt
from kpi.services.reporting.judging import RowJudgement
from kpi.text import Text
from kpi.text.problems import message, remedy
from kpi.views.common.phrases import capitalise, sentence_end
from kpi.views.common.values import share_words
from kpi.views.desk.report import RowWord
from kpi.web.desk.labels import LabelIndex
from kpi.web.desk.words.change_lines import amount, outcome_words
from kpi.web.desk.words.need_words import doubt_words
from kpi.workbook.report_form.action_outcomes import FieldProblem

_BEHIND = FAR_BEHIND | {Status.AT_RISK}


def row_words(row: RowJudgement, names: LabelIndex, text: Text) -> tuple[RowWord, ...]:
    """The sentences of a row, what is wrong first; none for a row that states nothing."""
    return tuple(_words(row, names, text))


def _words(row: RowJudgement, names: LabelIndex, text: Text) -> Iterator[RowWord]:
    for problem in row.problems:
        yield RowWord("error", _problem(problem, text))
    stated, action = row.reading.observation, row.reading.action
    if action is not None and action.outcome is not None:
        yield RowWord("ok", outcome_words(action, text))
    if stated is None:
        return
    yield RowWord("warn" if row.measure.status in _BEHIND else "ok", _standing(row, stated, names, text))
    if row.doubt is not None:
        yield RowWord("error" if row.lacks else "warn", _doubt(row, row.doubt, stated, names, text))
    if row.running:
        yield RowWord("warn", text.say("report.running"))
    if row.lacks:
        asked = (reason for reason in row.asks if reason in (ExplanationReason.WORSE, ExplanationReason.REVISED))
        yield from (RowWord("error", _ask(row, reason, names, text)) for reason in asked)
    for action in row.unanswered:
        told = {"measure": action.measure, "due": text.date(action.due), "period": text.period(action.period)}
        yield RowWord("error", text.say("report.ask.outcome", **told))
    if row.needs_action:
        yield RowWord("error", text.say("report.ask.action"))


def _problem(problem: FieldProblem, text: Text) -> str:
    if problem.problem is None:
        return text.say(f"report.problem.{problem.reason}")
    here = replace(problem.problem, sheet=None, cell=None)
    return f"{message(here, text)} {remedy(here, text)}"


def _standing(row: RowJudgement, stated: Observation, names: LabelIndex, text: Text) -> str:
    """«42,5 % — за планом; було 41,0 % за II кв. 2026; за планом мало бути 42,0 %»."""
    parts = [_corrected(row, stated, names, text), _main(row, stated, names, text)]
    measure, scale = row.measure, names.scale(row.code, text)
    if row.before is not None and stated.value is not None:
        last = amount(row.code, row.before.value, None, names, text)
        parts.append(text.say("report.word.last", last=last, period=text.period(row.before.period)))
    if stated.value is not None and measure.limits is not None:
        parts.append(text.say("report.word.planned", planned=scale.span(*measure.limits)))
    elif stated.value is not None and measure.planned is not None:
        parts.append(text.say("report.word.planned", planned=scale.planned(measure.planned)))
    return "; ".join(part for part in parts if part)


def _corrected(row: RowJudgement, stated: Observation, names: LabelIndex, text: Text) -> str:
    old = row.standing
    if old is None or _stated(old) == _stated(stated):
        return ""
    before, after = (_amount(one, names, text) for one in (old, stated))
    return text.say("report.word.corrected", before=before, after=after)


def _amount(one: Observation, names: LabelIndex, text: Text) -> str:
    return amount(one.code, one.value, one.gap, names, text, until=one.restricted_until)


def _stated(one: Observation) -> tuple[object, ...]:
    return one.value, one.gap, one.restricted_until


def _main(row: RowJudgement, stated: Observation, names: LabelIndex, text: Text) -> str:
    if stated.value is None:
        return text.say("report.word.gap", gap=_amount(stated, names, text))
    value, measure = amount(row.code, stated.value, None, names, text), row.measure
    if measure.status is not None:
        return text.say("report.word.status", value=value, status=_lower(text.say(f"status.{measure.status}")))
    if measure.year_plan and measure.year_value is not None and measure.year_share is not None:
        share, passed = share_words(measure.year_value / measure.year_plan, text), text.percent(measure.year_share)
        return text.say("report.word.year", value=value, share=share, passed=passed)
    return value


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _doubt(row: RowJudgement, doubt: ValueDoubt, stated: Observation, names: LabelIndex, text: Text) -> str:
    """«Більш ніж на 20 % від 3 960 т за II кв. 2026. Допишіть у примітці, чому.»"""
    told = doubt_words(doubt, stated.value, names.scale(row.code, text, stated.value, doubt.reference), text)
    ask = text.say("report.ask.doubt") if row.lacks else ""
    return " ".join(filter(None, (sentence_end(capitalise(told)), ask)))


def _ask(row: RowJudgement, reason: ExplanationReason, names: LabelIndex, text: Text) -> str:
    old = row.standing if reason is ExplanationReason.REVISED else row.before
    before = _amount(old, names, text) if old is not None else ""
    return text.say(f"report.ask.{reason}", before=before)
