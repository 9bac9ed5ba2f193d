"""From what an upload changes to the lines of a table: was, will be, difference, status, whether words are needed."""

from collections.abc import Iterable, Iterator, Mapping

from kpi.measure.comparison import StatusChange
from kpi.model import GapReason, Status, code_sort_key
from kpi.services.publishing.changes import (
    ChangeKind,
    Changes,
    SuspensionDifference,
    TargetDifference,
    ValueChange,
)
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
        if definition.kind is ChangeKind.NEW and definition.code in fresh:
            continue
        yield text.say(f"submit.definition.{definition.kind}", code=definition.code)
    if changes.actions:
        yield text.count("submit.other.actions", changes.actions)


def _target(move: TargetDifference, names: LabelIndex, text: Text) -> str:
    scale = names.scale(move.code, text, move.old, move.new)
    old, new = scale.amount(move.old), scale.amount(move.new)
    key = "target" if move.act else "target_new"
    if move.kind is ChangeKind.REMOVED:
        key = "target_back" if move.act else "target_removed"
    return text.say(f"submit.other.{key}", code=move.code, year=move.year, old=old, new=new, act=move.act)


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
