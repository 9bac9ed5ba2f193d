"""From what an upload changes to the lines of a table: was, will be, difference, status, whether words are needed."""

from collections.abc import Iterable, Iterator, Mapping

from kpi.measure.comparison import StatusChange
from kpi.model import GapReason, Status, code_sort_key
from kpi.services.publishing.changes import ChangeKind, Changes, SuspensionDifference, ValueChange
from kpi.services.publishing.required_explanations import RequiredExplanation
from kpi.text import DASH, Text
from kpi.views.common.values import UnitScale
from kpi.views.desk.uploads import ChangeLine
from kpi.web.desk.labels import LabelIndex


def change_lines(
    changes: Changes,
    statuses: Iterable[StatusChange],
    needs: Iterable[RequiredExplanation],
    names: LabelIndex,
    text: Text,
) -> tuple[ChangeLine, ...]:
    """A line for each value, by code, period and breakdown; the status stands at the last total of each indicator."""
    wanted = {need.key: need for need in needs}
    moved = {change.code: change for change in statuses}
    ordered = sorted(changes.values, key=lambda v: (code_sort_key(v.code), v.period.end, v.breakdown))
    last = {value.code: value.key for value in ordered if not value.breakdown}
    lines = []
    for value in ordered:
        before, after = None, None
        if last.get(value.code) == value.key:
            before, after = _status(value.code, moved, names)
        lines.append(_line(value, (before, after), wanted.get(value.key), names, text))
    return tuple(lines)


def _status(code: str, moved: Mapping[str, StatusChange], names: LabelIndex) -> tuple[Status | None, Status | None]:
    if code in moved:
        return moved[code].before, moved[code].after
    standing = names.statuses.get(code)
    return standing, standing


def _line(
    value: ValueChange,
    statuses: tuple[Status | None, Status | None],
    need: RequiredExplanation | None,
    names: LabelIndex,
    text: Text,
) -> ChangeLine:
    scale = names.scale(value.code, text, value.old, value.new)
    fresh = value.kind is ChangeKind.NEW
    return ChangeLine(
        name=names.indicator(value.code, text),
        period=text.period(value.period),
        breakdown=value.breakdown,
        before=text.say("submit.review.new") if fresh else _said(scale, value.old, value.old_gap, text),
        after=text.say("submit.review.removed")
        if value.kind is ChangeKind.REMOVED
        else _said(scale, value.new, value.new_gap, text),
        difference=DASH if fresh else scale.difference_words(scale.difference(value.new, value.old)),
        status_before=statuses[0],
        status_after=statuses[1],
        need="; ".join(text.say(f"flow.need.{reason}") for reason in need.reasons) if need else "",
        done=bool(need and need.explanation),
        key=value.key,
    )


def amount(code: str, value: float | None, gap: GapReason | None, names: LabelIndex, text: Text) -> str:
    """A value with its unit, or why there is none."""
    return _said(names.scale(code, text, value), value, gap, text)


def _said(scale: UnitScale, value: float | None, gap: GapReason | None, text: Text) -> str:
    if value is not None:
        return scale.amount(value)
    return text.say(f"gap.{gap}") if gap else DASH


def other_lines(changes: Changes, names: LabelIndex, text: Text) -> Iterator[str]:
    """What changes besides values, a sentence each."""
    for target in changes.targets:
        scale = names.scale(target.code, text, target.old, target.new)
        old, new = scale.amount(target.old), scale.amount(target.new)
        key = "submit.other.target" if target.act else "submit.other.target_new"
        yield text.say(key, code=target.code, year=target.year, old=old, new=new, act=target.act)
    for suspension in changes.suspensions:
        yield _suspension(suspension, text)
    for move in changes.visibility:
        after = text.say(f"visibility.{move.after}")
        if move.before is None:
            yield text.say("submit.other.visibility_new", code=move.code, after=after)
        else:
            before = text.say(f"visibility.{move.before}")
            yield text.say("submit.other.visibility", code=move.code, before=before, after=after)
    fresh = {move.code for move in changes.visibility if move.before is None}
    for definition in changes.definitions:
        if definition.kind is ChangeKind.NEW and definition.code in fresh:
            continue
        yield text.say(f"submit.definition.{definition.kind}", code=definition.code)
    for one in changes.corrective_actions:
        action, period = one.action, text.period(one.action.period)
        if one.kind is ChangeKind.REMOVED:
            yield text.say("report.action_gone", code=action.code, period=period)
        else:
            told = {name: getattr(action, name) for name in ("code", "cause", "measure", "responsible")}
            yield text.say("report.action_line", period=period, due=text.date(action.due), **told)
    if changes.actions:
        yield text.count("submit.other.actions", changes.actions)


def _suspension(move: SuspensionDifference, text: Text) -> str:
    since = text.date(move.since)
    if move.kind is ChangeKind.REMOVED:
        return text.say("submit.other.suspension_removed", code=move.code, since=since)
    said = {"code": move.code, "since": since, "reason": move.reason, "act": move.act or DASH}
    if move.until is None:
        return text.say("submit.other.suspension", **said)
    return text.say("submit.other.suspension_until", until=text.date(move.until), **said)


def summary(changes: Changes, statuses: Iterable[StatusChange], text: Text) -> str:
    """«11 нових значень, 2 виправлення, 1 зміна статусу»; "" where nothing of that kind changes."""
    new = sum(value.kind is ChangeKind.NEW for value in changes.values)
    counts = {
        "new": new,
        "revised": len(changes.values) - new,
        "statuses": sum(1 for change in statuses if change.before is not None),
    }
    return ", ".join(text.count(f"submit.count.{name}", n) for name, n in counts.items() if n)
