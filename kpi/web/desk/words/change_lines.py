"""From what an upload changes to the lines of a table: was, will be, plan, difference, status, words needed."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from kpi.measure.comparison import StatusChange
from kpi.model import ActionOutcome, CorrectiveAction, GapReason, Status, code_sort_key
from kpi.services.publishing.checks.required_explanations import RequiredExplanation
from kpi.services.publishing.checks.value_context import ValueContext
from kpi.services.publishing.differences.changes import Changes
from kpi.services.publishing.differences.facts import (
    DefinitionChange,
    SuspensionDifference,
    TargetDifference,
    ValueChange,
)
from kpi.services.publishing.differences.plan_changes import ChangeKind
from kpi.text import DASH, Text
from kpi.text.definitions import field_name, field_value
from kpi.views.common.values import UnitScale
from kpi.views.desk.uploads import ChangeLine
from kpi.web.desk.labels import LabelIndex
from kpi.web.desk.words.money_lines import effect_words, money_lines
from kpi.web.desk.words.need_words import need_words

_NO_CONTEXT: Mapping[str, ValueContext] = {}
#: columns of an observation whose change the value's own cells show
_SHOWN = frozenset({"value", "gap", "restricted_until"})


def change_lines(
    changes: Changes,
    statuses: Iterable[StatusChange],
    needs: Iterable[RequiredExplanation],
    names: LabelIndex,
    text: Text,
    *,
    context: Mapping[str, ValueContext] = _NO_CONTEXT,
) -> tuple[ChangeLine, ...]:
    """A line for each value, by code, period and breakdown; the status stands at the last total of each indicator.

    context  what each value stands beside, by its key
    """
    wanted = {need.key: need for need in needs}
    moved = {change.code: change for change in statuses}
    ordered = sorted(changes.values, key=lambda v: (code_sort_key(v.code), v.period.end, v.breakdown))
    last = {value.code: value.key for value in ordered if not value.breakdown}
    lines = []
    for value in ordered:
        before, after = None, None
        if last.get(value.code) == value.key:
            before, after = _status(value.code, moved, names)
        beside = (wanted.get(value.key), context.get(value.key))
        lines.append(_line(value, (before, after), beside, names, text))
    return tuple(lines)


def value_sentences(changes: Changes, names: LabelIndex, text: Text) -> Iterator[str]:
    """«6.2.3, III кв. 2026: 480 → 470», a sentence for each value, ordered like `change_lines`."""
    for line in change_lines(changes, (), (), names, text):
        period = text.say("submit.review.part", period=line.period, part=line.breakdown)
        said = period if line.breakdown else line.period
        yield text.say("editor.value", code=line.name.code, period=said, old=line.before, new=line.after)


def _status(code: str, moved: Mapping[str, StatusChange], names: LabelIndex) -> tuple[Status | None, Status | None]:
    if code in moved:
        return moved[code].before, moved[code].after
    standing = names.statuses.get(code)
    return standing, standing


def _line(
    value: ValueChange,
    statuses: tuple[Status | None, Status | None],
    beside: tuple[RequiredExplanation | None, ValueContext | None],
    names: LabelIndex,
    text: Text,
) -> ChangeLine:
    need, context = beside
    last = context.last if context is not None else None
    stood = value.old if value.kind is not ChangeKind.NEW else last.value if last is not None else None
    reference = need.doubt.reference if need is not None and need.doubt is not None else None
    scale = names.scale(value.code, text, value.old, value.new, stood, reference)
    fresh = value.kind is ChangeKind.NEW
    return ChangeLine(
        name=names.indicator(value.code, text),
        period=text.period(value.period),
        breakdown=value.breakdown,
        before=text.say("submit.review.new")
        if fresh
        else _said(scale, value.old, value.old_gap, text, value.old_until),
        after=text.say("submit.review.removed")
        if value.kind is ChangeKind.REMOVED
        else _said(scale, value.new, value.new_gap, text, value.new_until),
        difference=scale.difference_words(scale.difference(value.new, stood)),
        status_before=statuses[0],
        status_after=statuses[1],
        need="; ".join(need_words(need, scale, text)) if need else "",
        done=bool(need and need.explanation),
        last=_last(context, scale, text) if fresh else "",
        planned=_planned(context, scale, text),
        notes=tuple(_notes(value, text)),
        explanation=need.explanation if need else "",
        key=value.key,
    )


def _last(context: ValueContext | None, scale: UnitScale, text: Text) -> str:
    """«останнє: 3 960 т за II кв. 2026»."""
    if context is None or context.last is None:
        return ""
    amount = scale.amount(context.last.value)
    return text.say("statements.last", amount=amount, period=text.period(context.last.period))


def _planned(context: ValueContext | None, scale: UnitScale, text: Text) -> str:
    """The plan of the date, of a part of a year that of the whole; the limits of a range to stay in."""
    if context is None:
        return ""
    if context.planned is None:
        return DASH if context.limits is None else scale.span(*context.limits)
    words = scale.planned(context.planned)
    return text.say("statements.plan_of_year", amount=words) if context.whole_year else words


def _notes(value: ValueChange, text: Text) -> Iterator[str]:
    """What else of the row becomes another; of a row whose value stays, that it does."""
    rest = [name for name in value.fields if name not in _SHOWN]
    if value.kind is not ChangeKind.REVISED or not rest:
        return
    if value.moved:
        rest = [name for name in rest if name != "comment"]
    else:
        yield text.say("statements.value_stays")
    for name in rest:
        if name == "comment":
            yield text.say("statements.comment_changes", old=value.old_comment or DASH, new=value.comment or DASH)
        else:
            yield text.say(f"statements.value_field.{name}")


def amount(
    code: str,
    value: float | None,
    gap: GapReason | None,
    names: LabelIndex,
    text: Text,
    *,
    until: date | None = None,
) -> str:
    """A value with its unit, or why there is none; `until` which day a value is restricted."""
    return _said(names.scale(code, text, value), value, gap, text, until)


def _said(scale: UnitScale, value: float | None, gap: GapReason | None, text: Text, until: date | None = None) -> str:
    if value is not None:
        return scale.amount(value)
    if gap is GapReason.RESTRICTED and until is not None:
        return text.say("trajectory.gap.restricted_until", day=text.date(until))
    return text.say(f"gap.{gap}") if gap else DASH


def status_lines(changes: Changes, statuses: Iterable[StatusChange], names: LabelIndex, text: Text) -> Iterator[str]:
    """Statuses that change without a value of the indicator, a sentence each."""
    shown = {value.code for value in changes.values if not value.breakdown}
    for change in statuses:
        if change.code not in shown and change.before is not None:
            before, after = (text.say(f"status.{status}") for status in (change.before, change.after))
            name = names.indicator(change.code, text).name
            yield text.say("statements.status", code=change.code, name=name, before=before, after=after)


def other_lines(changes: Changes, names: LabelIndex, text: Text) -> Iterator[str]:
    """What changes besides values, a sentence each."""
    for target in changes.targets:
        yield _target(target, names, text)
    for suspension in changes.suspensions:
        yield _suspension(suspension, text)
    for extension in changes.extensions:
        key = "removed" if extension.kind is ChangeKind.REMOVED else "granted"
        said = {"code": extension.code, "period": text.period(extension.period), "reason": extension.reason}
        yield text.say(f"editor.extension.{key}", day=text.date(extension.deadline), **said)
    for move in changes.visibility:
        after = text.say(f"visibility.{move.after}")
        if move.before is None:
            yield text.say("submit.other.visibility_new", code=move.code, after=after)
        else:
            before = text.say(f"visibility.{move.before}")
            yield text.say("submit.other.visibility", code=move.code, before=before, after=after)
    fresh = {move.code for move in changes.visibility if move.before is None}
    for definition in changes.definitions:
        if definition.kind is not ChangeKind.NEW or definition.code not in fresh:
            yield from _definition(definition, text)
    yield from _corrective_actions(changes, names, text)
    if changes.fresh_actions:
        yield text.count("submit.other.actions", len(changes.fresh_actions))
    yield from money_lines(changes.money, names.fiscal_year, text)


def _corrective_actions(changes: Changes, names: LabelIndex, text: Text) -> Iterator[str]:
    """What is done about values that are far behind."""
    for one in changes.corrective_actions:
        action, period = one.action, text.period(one.action.period)
        if one.kind is ChangeKind.REMOVED:
            yield text.say("report.action_gone", code=action.code, period=period)
        elif action.outcome is not None:
            words, was = outcome_words(action, text), one.before.due if one.before else action.due
            keys = {"code": action.code, "period": period, "words": words, "measure": action.measure}
            moved = action.outcome is ActionOutcome.MOVED
            yield text.say(f"report.outcome_line.{'moved' if moved else 'closed'}", was=text.date(was), **keys)
        else:
            if one.before is not None and one.before.outcome is not None:
                yield text.say("report.outcome_line.back", code=action.code, period=period)
            # the sentence has full stops of its own
            told = {name: getattr(action, name).rstrip(". ") for name in ("cause", "measure")}
            told |= {"code": action.code, "responsible": action.responsible, "due": text.date(action.due)}
            line = text.say("report.action_line", period=period, **told)
            yield " ".join((line, *effect_words(action, names.scale(action.code, text, action.expected_value), text)))


def outcome_words(action: CorrectiveAction, text: Text) -> str:
    """«виконано 10.11.2026: акт № 5», «перенесено на 01.06.2027: новий тендер», «скасовано: втратив потребу»."""
    day = action.due if action.outcome is ActionOutcome.MOVED else action.outcome_day
    said = text.say(f"report.outcome.told_{action.outcome}", day=text.date(day) if day else "")
    return f"{said}: {action.outcome_reason}" if action.outcome_reason else said


def _definition(move: DefinitionChange, text: Text) -> Iterator[str]:
    """Each field of a definition, before and after."""
    if move.kind is not ChangeKind.REVISED:
        yield text.say(f"submit.definition.{move.kind}", code=move.code)
    for name, before, after in move.fields:
        old, new = (field_value(name, value, text) for value in (before, after))
        yield text.say("statements.definition", code=move.code, field=field_name(name, text), old=old, new=new)


def _target(move: TargetDifference, names: LabelIndex, text: Text) -> str:
    scale = names.scale(move.code, text, move.old, move.new)
    old, new, year = scale.amount(move.old), scale.amount(move.new), text.year(move.year, names.fiscal_year)
    key = "target" if move.act else "target_new"
    if move.kind is ChangeKind.REMOVED:
        key = "target_back" if move.act else "target_removed"
    return text.say(f"submit.other.{key}", code=move.code, year=year, old=old, new=new, act=move.act)


def _suspension(move: SuspensionDifference, text: Text) -> str:
    since = text.date(move.since)
    if move.kind is ChangeKind.REMOVED:
        return text.say("submit.other.suspension_removed", code=move.code, since=since)
    said = {"code": move.code, "since": since, "reason": move.reason, "act": move.act or DASH}
    if move.until is None:
        return text.say("submit.other.suspension", **said)
    return text.say("submit.other.suspension_until", until=text.date(move.until), **said)


def suspension_doubts(changes: Changes, today: date, text: Text) -> Iterator[str]:
    """What a suspension that begins or ends does to the past, and a day of review that has passed."""
    for move in changes.suspensions:
        if move.kind is ChangeKind.NEW and move.since < today:
            yield text.say("statements.suspension_past", code=move.code, since=text.date(move.since))
        if move.kind is not ChangeKind.REMOVED and move.review_by is not None and move.review_by < today:
            yield text.say("statements.review_past", code=move.code, day=text.date(move.review_by))


def summary(changes: Changes, statuses: Iterable[StatusChange], text: Text) -> str:
    """«11 нових значень, 2 виправлення, 1 зміна статусу»; "" where nothing of that kind changes. A gap is no value."""
    new = sum(value.kind is ChangeKind.NEW for value in changes.values)
    gaps = sum(value.kind is ChangeKind.NEW and value.new is None for value in changes.values)
    stays = sum(value.kind is ChangeKind.REVISED and not value.moved for value in changes.values)
    counts = {
        "new": new - gaps,
        "gaps": gaps,
        "revised": len(changes.values) - new - stays,
        "stays": stays,
        "statuses": sum(1 for change in statuses if change.before is not None),
    }
    return ", ".join(text.count(f"submit.count.{name}", n) for name, n in counts.items() if n)
