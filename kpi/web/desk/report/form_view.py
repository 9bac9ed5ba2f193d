"""From the rows of the form to its lines: names, what was, what is planned, what was typed, what it means."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from kpi.model import ACTION_FIELDS, FAR_BEHIND, CorrectiveAction, Observation, Period, TypedFields, TypedRow
from kpi.model.community_time import local
from kpi.services.publishing.keys import row_key
from kpi.services.reporting.form import FormRow, OpenActionRow, ReportForm, Urgency
from kpi.services.reporting.judging import RowJudgement, judge_rows
from kpi.services.reporting.report_context import ReportContext
from kpi.text import DASH, Text
from kpi.text.numbers import decimal_sign
from kpi.views.common.localized_name import LocalizedName
from kpi.views.desk.report import ActionLine, FormLine, RowWord
from kpi.web.desk.labels import LabelIndex
from kpi.web.desk.report.row_words import row_words
from kpi.web.desk.words.change_lines import amount
from kpi.workbook.reader.numbers import as_written

#: no rows of one's own beside the department's
NOTHING: Mapping[str, TypedFields] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class FormLines:
    """Lines of the rows with fields, and of those without."""

    asked: tuple[FormLine, ...]
    submitted: tuple[FormLine, ...]
    unasked: tuple[tuple[LocalizedName, str], ...]
    actions: tuple[ActionLine, ...]

    @property
    def filled(self) -> int:
        """How many rows state something that is not published."""
        rows = [(line.version, line.fields) for line in (*self.asked, *self.submitted)]
        rows += [(line.version, line.fields) for line in self.actions]
        return sum(version > 0 and not fields.is_blank for version, fields in rows)


def form_lines(
    form: ReportForm,
    context: ReportContext,
    names: LabelIndex,
    text: Text,
    *,
    here: str = "",
    mine: Mapping[str, TypedFields] = NOTHING,
) -> FormLines:
    """The lines.

    here  the code (or key) of the row at which the reader stands
    mine  by key what the reader has typed into rows in which a colleague has typed something else meanwhile
    """
    kept = [row.typed for row in form.rows if row.typed] + [row.typed for row in form.actions if row.typed]
    typed = [(row.code, row.period, row.fields) for row in kept]
    judged = {(one.code, one.period): one for one in judge_rows(context, typed)}
    maker = _LineMaker(names, text, judged, _first_codes(form), context.today)
    open_rows = [(row, row.period) for row in form.rows if row.is_open and row.period is not None]
    lines = [(row.urgency, _with_mine(maker.line(row, period, here), row, mine, text)) for row, period in open_rows]
    return FormLines(
        tuple(line for urgency, line in lines if urgency is not Urgency.SUBMITTED),
        tuple(line for urgency, line in lines if urgency is Urgency.SUBMITTED),
        tuple((names.indicator(row.code, text), _why_not(row, text)) for row in form.of(Urgency.NOT_ASKED)),
        tuple(maker.action_line(row, mine) for row in form.actions),
    )


def _with_mine(line: FormLine, row: FormRow, mine: Mapping[str, TypedFields], text: Text) -> FormLine:
    """The line with the reader's own words in its fields, and what the colleague has: sent again, they stand."""
    if line.key not in mine or row.typed is None:
        return line
    told = RowWord("error", collision_words(row.typed, text))
    return replace(line, fields=mine[line.key], words=(told, *line.words))


def collision_words(row: TypedRow, text: Text) -> str:
    """«І. Бондаренко о 14:05 набрав(ла) інше: 480.»"""
    return text.say("report.collision", name=row.name, time=text.time(row.at), value=typed_words(row.fields, text))


def typed_words(fields: TypedFields, text: Text) -> str:
    """What the fields of a row say: the value as typed, else the reason of its absence or what became of an action."""
    if fields.value:
        return fields.value
    if fields.tells_outcome_alone and fields.outcome:
        return text.say(f"report.outcome.{fields.outcome}")
    if fields.restricted_until:
        return text.say("trajectory.gap.restricted_until", day=fields.restricted_until)
    return text.say(f"gap.{fields.gap}") if fields.gap else text.say("report.blank")


def _first_codes(form: ReportForm) -> Mapping[str, Period]:
    """The period of the first row of each indicator: links that name the indicator alone lead there."""
    found: dict[str, Period] = {}
    for row in form.rows:
        if row.period is not None:
            found.setdefault(row.code, row.period)
    return found


def _why_not(row: FormRow, text: Text) -> str:
    return text.say("report.row.suspended" if row.suspended else "report.row.later")


def published_fields(standing: Observation | None, text: Text) -> TypedFields:
    """What the fields of a row hold where nobody has typed: the published value, ready to be corrected.

    The number as the reader's language writes it, without thousands; the form reads either sign.
    """
    if standing is None:
        return TypedFields()
    if standing.value is None:
        until = f"{standing.restricted_until:%d.%m.%Y}" if standing.restricted_until else ""
        return TypedFields(gap=str(standing.gap or ""), restricted_until=until)
    return TypedFields(value=as_written(standing.value).replace(",", decimal_sign(text.language)))


@dataclass(frozen=True, slots=True)
class _LineMaker:
    names: LabelIndex
    text: Text
    judged: Mapping[tuple[str, Period], RowJudgement]
    first: Mapping[str, Period]
    today: date

    def line(self, row: FormRow, period: Period, here: str) -> FormLine:
        text, names = self.text, self.names
        key = row_key(row.code, period)
        name, judged = names.indicator(row.code, text), self.judged.get((row.code, period))
        base = published_fields(row.standing, text) if row.urgency is Urgency.SUBMITTED else TypedFields()
        words = row_words(judged, names, text) if judged else self._standing_words(row)
        last, planned, of_year = self._last(row), self._planned(row), self._is_of_year(row)
        return FormLine(
            key=key,
            anchor=f"row-{row.code}" if self.first[row.code] == period else f"row-{key}",
            name=name,
            unit=names.scale(row.code, text).unit,
            period=text.period(period),
            label=self._label(row, period, last, planned),
            term=self._term(row),
            late=row.urgency is Urgency.OVERDUE,
            notes=tuple(self._notes(row)),
            last=last,
            last_period=text.period(row.last.period) if row.last else "",
            planned=planned,
            of_year=of_year,
            fields=row.typed.fields if row.typed else base,
            base=base.value,
            base_gap=base.gap,
            base_until=base.restricted_until,
            version=row.typed.version if row.typed else 0,
            words=words,
            submitted=row.urgency is Urgency.SUBMITTED,
            opened=judged is not None and (judged.needs_action or _has_action(judged)),
            corrected=row.typed is not None and row.urgency is Urgency.SUBMITTED,
            problems=problems_of(judged),
            action=self._action(row.own_action, row.typed) if row.own_action else None,
            here=here in (key, row.code) and (here == key or self.first[row.code] == period),
        )

    def action_line(self, row: OpenActionRow, mine: Mapping[str, TypedFields]) -> ActionLine:
        """The line of an action whose period has no row; `mine` as in `form_lines`."""
        line, found = self._action(row.action, row.typed), self.judged.get((row.action.code, row.action.period))
        said = row_words(found, self.names, self.text) if found else ()
        notes = () if row.typed is None else (self._typed(row.typed),)
        if row.awaiting:
            notes = (self.text.say("report.row.awaiting", name=row.awaiting), *notes)
        if row.typed is not None and line.key in mine:
            told = RowWord("error", collision_words(row.typed, self.text))
            line, said = replace(line, fields=mine[line.key]), (told, *said)
        version = row.typed.version if row.typed else 0
        return replace(line, notes=notes, version=version, said=said, problems=problems_of(found))

    def _action(self, action: CorrectiveAction, typed: TypedRow | None) -> ActionLine:
        text, key = self.text, row_key(action.code, action.period)
        told = {"measure": action.measure, "responsible": action.responsible, "due": text.date(action.due)}
        past = (self.today - action.due).days
        return ActionLine(
            key=key,
            name=self.names.indicator(action.code, text),
            period=text.period(action.period),
            words=text.say("report.row.open_action", **told),
            late=text.count("report.row.action_late", past) if past > 0 else "",
            fields=typed.fields if typed else TypedFields(),
            problems=problems_of(self.judged.get((action.code, action.period))),
        )

    def _standing_words(self, row: FormRow) -> tuple[RowWord, ...]:
        """How a published value stands."""
        if row.urgency is not Urgency.SUBMITTED or row.measure is None or row.measure.status is None:
            return ()
        behind = row.measure.status in FAR_BEHIND
        return (RowWord("plain" if not behind else "warn", self.text.say(f"status.{row.measure.status}")),)

    def _last(self, row: FormRow) -> str:
        return amount(row.code, row.last.value, None, self.names, self.text) if row.last else DASH

    def _is_of_year(self, row: FormRow) -> bool:
        return row.measure is not None and row.measure.planned is None and row.measure.year_plan is not None

    def _planned(self, row: FormRow) -> str:
        if row.measure is None:
            return DASH
        scale = self.names.scale(row.code, self.text)
        if row.measure.limits is not None:
            return scale.span(*row.measure.limits)
        planned = row.measure.year_plan if self._is_of_year(row) else row.measure.planned
        return scale.planned(planned) if planned is not None else DASH

    def _label(self, row: FormRow, period: Period, last: str, planned: str) -> str:
        say, scale = self.text.say, self.names.scale(row.code, self.text)
        was = say("report.row.label_last", last=last) if row.last else say("report.row.label_no_last")
        key = "label_no_plan" if planned == DASH else "label_year" if self._is_of_year(row) else "label_planned"
        told = {
            "name": self.names.indicator(row.code, self.text).name,
            "period": self.text.period_long(period),
            "last": was,
            "planned": say(f"report.row.{key}", planned=planned),
        }
        return say("report.row.label", unit=scale.unit, **told) if scale.unit else say("report.row.label_bare", **told)

    def _term(self, row: FormRow) -> str:
        if row.deadline is None or row.urgency is Urgency.SUBMITTED:
            return ""
        day = self.text.date(row.deadline)
        if row.urgency is Urgency.OVERDUE:
            return self.text.count("report.row.late", row.late_days, deadline=day)
        return self.text.say("report.row.until", deadline=day)

    def _typed(self, row: TypedRow) -> str:
        at = local(row.at)
        when = f"{self.text.time(at)}, {self.text.date(at.date())}"
        return self.text.say("report.row.typed", name=row.name, when=when)

    def _notes(self, row: FormRow) -> Collection[str]:
        say, found = self.text.say, []
        if row.awaiting:
            found.append(say("report.row.awaiting", name=row.awaiting))
        if row.typed is not None:
            found.append(self._typed(row.typed))
            if row.typed.origin:
                found.append(say("report.row.origin", origin=row.typed.origin))
        if row.open_action is not None and row.open_action is not row.own_action:
            action = row.open_action
            told = {"measure": action.measure, "responsible": action.responsible, "due": self.text.date(action.due)}
            found.append(say("report.row.open_action", **told))
        return found


def _has_action(judged: RowJudgement) -> bool:
    action = judged.reading.action
    return (action is not None and action.outcome is None) or any(
        problem.field in ACTION_FIELDS for problem in judged.problems
    )


def problems_of(judged: RowJudgement | None) -> frozenset[str]:
    """Names of the fields that cannot be published as they are."""
    if judged is None:
        return frozenset()
    found = {problem.field for problem in judged.problems}
    if judged.lacks:
        found.add("comment")
    if judged.needs_action:
        found.update(ACTION_FIELDS)
    return frozenset(found)
