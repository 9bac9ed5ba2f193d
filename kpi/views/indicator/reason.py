"""Why an indicator has its status, in words with the rule and its present numbers (METHOD 3).

The cut-offs come from the settings of the strategy; the sentences name the line of the method that applied.
"""

from kpi.model import MethodSettings, NoDataReason, Status
from kpi.text import Text
from kpi.views.common.dossier import Dossier, SuspensionSpan
from kpi.views.common.phrases import inner, joined_stops, period_words, sentence_end
from kpi.views.common.values import share_words
from kpi.views.indicator.gaps import gap_words
from kpi.views.indicator.value_table import points

#: units of one kind differ by so many times: parts and percents, грн and тис. грн, грн and млн грн
SLIPS = (100, 1_000, 1_000_000)
#: letters of a unit that is told once in a sentence
LONG_UNIT = 14
#: the pace of what is exactly as planned is 1, but for the last digits of a float
AS_PLANNED = 1e-9


def reason_sentences(dossier: Dossier, settings: MethodSettings, text: Text) -> tuple[str, ...]:
    """The sentences of the status banner: the rule first, then what else a reader must know of the value."""
    match dossier.record.status:
        case Status.SUSPENDED:
            return suspension_sentences(dossier.suspension_now(), dossier, text)
        case Status.NO_DATA:
            return (*map(joined_stops, _no_data(dossier, text)), *_flags(dossier, text))
    return (joined_stops(rule_sentence(dossier, settings, text)), *_flags(dossier, text))


def rule_sentence(dossier: Dossier, settings: MethodSettings, text: Text) -> str:
    """The line of METHOD 3 that gave the status, with the cut-offs and the ratio now."""
    record = dossier.record
    if record.hold:
        return _hold(dossier, text)
    if record.direction_only:
        return _direction(dossier, settings, text)
    if record.status is Status.ACHIEVED:
        year = record.year_words(record.target_end)
        return text.say(f"indicator.reason.achieved.{_achieved(dossier)}", year=year)
    if record.status is Status.NOT_DUE:
        return text.say("indicator.reason.not_due")
    if record.progress is None or record.expected is None:
        return text.say("indicator.reason.unknown")
    return _by_way(dossier, settings, text)


def _achieved(dossier: Dossier) -> str:
    if dossier.record.range is not None:
        return "range"
    return next((flag for flag in ("late", "early") if flag in dossier.record.flags), "plain")


def _by_way(dossier: Dossier, settings: MethodSettings, text: Text) -> str:
    """Lines 5 to 11: what p, e and their ratio say."""
    record = dossier.record
    if "partly" in record.flags or "missed" in record.flags or _over(dossier):
        return _after_deadline(dossier, settings, text)
    if record.status is Status.MOVING_AWAY:
        return _moving_away(dossier, settings, text)
    if (record.expected or 0.0) <= 0:
        return _nothing_expected(dossier, settings, text)
    return _by_pace(dossier, settings, text)


def _over(dossier: Dossier) -> bool:
    """Whether the judged value is of the target date or later (line 5)."""
    record = dossier.record
    return record.end is not None and record.end >= record.target_end


def _hold(dossier: Dossier, text: Text) -> str:
    record = dossier.record
    key = "broken" if record.status is Status.MOVING_AWAY else "kept"
    if record.range is None:
        return text.say(f"indicator.reason.hold.{key}")
    return text.say(f"indicator.reason.hold.{key}_range", span=record.scale.span(*record.range))


def _direction(dossier: Dossier, settings: MethodSettings, text: Text) -> str:
    key = {Status.AT_RISK: "same", Status.MOVING_AWAY: "worse"}.get(dossier.record.status, "better")
    direction, delta = text.say(f"rows.direction.{dossier.record.direction}"), text.percent(settings.delta)
    return text.say(f"indicator.reason.direction.{key}", direction=direction, delta=delta, **_numbers(dossier))


def _numbers(dossier: Dossier) -> dict[str, object]:
    """What every rule is told with: baseline, actual value, plan for the same date, target.

    A long unit stands once, with the plan or the target.
    """
    record, scale = dossier.record, dossier.record.scale
    amount = scale.amount if len(scale.unit) <= LONG_UNIT or scale.yes_no else scale.bare
    target = scale.amount(record.target_value) if record.range is None else scale.span(*record.range)
    return {
        "base": amount(record.baseline_value),
        "value": amount(record.value),
        "plan": scale.planned(record.planned_value),
        "target": target,
    }


def _nothing_expected(dossier: Dossier, settings: MethodSettings, text: Text) -> str:
    progress, expected = dossier.record.progress or 0.0, dossier.record.expected or 0.0
    if progress < expected:
        delta = text.percent(settings.delta)
        return text.say("indicator.reason.nothing_expected_near", delta=delta, **_numbers(dossier))
    return text.say("indicator.reason.nothing_expected", **_numbers(dossier))


def _after_deadline(dossier: Dossier, settings: MethodSettings, text: Text) -> str:
    status, progress = dossier.record.status, dossier.record.progress or 0.0
    if status is Status.MOVING_AWAY:
        return _moving_away(dossier, settings, text)
    now = share_words(progress, text, settings.at_risk)
    key = "partly" if status is Status.AT_RISK else "missed"
    return text.say(f"indicator.reason.{key}", cut=text.percent(settings.at_risk), now=now, **_numbers(dossier))


def _moving_away(dossier: Dossier, settings: MethodSettings, text: Text) -> str:
    """In the unit first: «на 62 %» of the way is easily read as 62 % of the value."""
    record, numbers = dossier.record, _numbers(dossier)
    progress, expected = record.progress or 0.0, record.expected or 0.0
    delta = text.percent(settings.delta)
    if progress < -settings.delta:
        key = "back_yes_no" if record.scale.yes_no else "back" if record.range is None else "back_range"
        apart = _apart(dossier, record.baseline_value, record.scale.decimals)
        back = share_words(-progress, text, settings.delta)
        return text.say(f"indicator.reason.moving_away.{key}", delta=delta, now=back, apart=apart, **numbers)
    planned, now = share_words(expected, text), share_words(progress, text)
    return text.say("indicator.reason.moving_away.below_plan", delta=delta, planned=planned, now=now, **numbers)


def _apart(dossier: Dossier, other: float | None, decimals: int) -> str:
    """«на 12 % нижче», «на 0,6 бала вище»: how far, and on which side of another value."""
    value, scale = dossier.record.value, dossier.record.scale
    if value is None or other is None:
        return ""
    apart = round(abs(scale.printed(value) - scale.printed(other)), decimals)
    words = scale.text.quantity(apart, points(dossier), decimals, after_by=True)
    return scale.text.say(f"indicator.reason.apart.{'below' if value < other else 'above'}", difference=words)


def _by_pace(dossier: Dossier, settings: MethodSettings, text: Text) -> str:
    record = dossier.record
    progress, expected = record.progress or 0.0, record.expected or 0.0
    pace = progress / expected
    cuts = settings.at_risk, settings.on_track
    low, high = (text.percent(cut) for cut in cuts)
    numbers = {"low": low, "high": high, "now": share_words(pace, text, *cuts), **_numbers(dossier)}
    if record.status is Status.ON_TRACK:
        return text.say(f"indicator.reason.{'ahead' if pace > 1 + AS_PLANNED else 'on_track'}", **numbers)
    if record.status is Status.AT_RISK and pace < settings.at_risk:
        early = text.percent(settings.too_early)
        now = share_words(expected, text, settings.too_early)
        return text.say("indicator.reason.too_early", early=early, now=now)
    return text.say(f"indicator.reason.{record.status}{'' if progress > 0 else '_still'}", **numbers)


def suspension_sentences(suspension: SuspensionSpan | None, dossier: Dossier, text: Text) -> tuple[str, ...]:
    """From when, why, by which act, until which review; the last value stays and is dated."""
    if suspension is None:
        return (text.say("indicator.reason.suspended.plain"),)
    sentences = [text.say("indicator.reason.suspended.since", day=text.date_long(suspension.since))]
    if suspension.code != dossier.code:
        sentences.append(text.say("indicator.reason.suspended.whole", code=suspension.code))
    if suspension.reason:
        sentences.append(text.say("indicator.reason.suspended.why", reason=inner(suspension.reason, text)))
    if suspension.act:
        sentences.append(text.say("indicator.reason.suspended.act", act=sentence_end(suspension.act)))
    if suspension.review_by is not None:
        sentences.append(text.say("indicator.reason.suspended.review", day=text.date_long(suspension.review_by)))
    return tuple(sentences)


def _no_data(dossier: Dossier, text: Text) -> tuple[str, ...]:
    record, scale = dossier.record, dossier.record.scale
    values: dict[str, object] = {"direction": text.say(f"direction.{record.direction}")}
    reason = record.reason or NoDataReason.NO_OBSERVATION
    last = dossier.last_valued
    values["value"] = scale.amount(record.value if record.value is not None else last.value if last else None)
    period = record.period or (last.period if last else None)
    values["period"] = period_words(period, text) if period else ""
    key = no_value_key(dossier) if reason is NoDataReason.NO_OBSERVATION else reason
    if reason is NoDataReason.SCALE_SUSPECT:
        key, values["times"] = _scale_key(dossier, text)
        values["plan"] = scale.planned(record.planned_value)
    if key == "none":
        key = "no_value" if record.baseline_value is None else "no_observation"
    sentences = [text.say(f"indicator.reason.no_data.{key}", **values)]
    latest = dossier.readings[-1] if dossier.readings else None
    if latest is not None and latest.value is None:
        why = gap_words(dossier, latest, text)
        sentences.append(text.say("indicator.reason.gap", period=period_words(latest.period, text), reason=why))
    return tuple(sentences)


def no_value_key(dossier: Dossier) -> str:
    """Why nothing is to be judged: `part_year`, values `before_baseline` only, or `none` at all."""
    if dossier.last_valued is None:
        return "none"
    base = dossier.record.baseline_end
    return "before_baseline" if base is not None and dossier.last_valued.end <= base else "part_year"


def _scale_key(dossier: Dossier, text: Text) -> tuple[str, str]:
    """How many times the value and its plan differ, where that is near a power of ten that units differ by."""
    value, planned = dossier.record.value or 0.0, dossier.record.planned_value or 0.0
    if value and planned:
        times = max(abs(value / planned), abs(planned / value))
        for power in SLIPS:
            if power / 2 <= times <= 2 * power:
                return "scale_suspect_times", text.number(power)
    return "scale_suspect", ""


def _flags(dossier: Dossier, text: Text) -> tuple[str, ...]:
    record, found = dossier.record, []
    if "stale" in record.flags and record.age_months is not None and record.reason is not NoDataReason.TOO_OLD:
        found.append(text.count("indicator.flag.stale", record.age_months))
    if "was_achieved" in record.flags and record.status is not Status.ACHIEVED:
        found.append(text.say("indicator.flag.was_achieved"))
    if "incomplete" in record.flags:
        found.append(text.say("indicator.flag.incomplete"))
    if "early" in record.flags and record.status is Status.ACHIEVED and record.range is not None:
        found.append(text.say("indicator.flag.early", year=record.year_words(record.target_end)))
    if "target_revised" in record.flags and record.first_target_value is not None and record.target_value is not None:
        if record.first_target_value != record.target_value:
            first, target = (
                record.scale.amount(record.first_target_value),
                record.scale.amount(record.target_value),
            )
            found.append(sentence_end(text.say("indicator.flag.target_revised", first=first, target=target)))
        else:
            found.append(text.say("indicator.flag.plan_revised"))
    return tuple(found)
