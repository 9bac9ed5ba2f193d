"""Why an indicator has its status, in words with the rule and its present numbers (METHOD 3).

The cut-offs come from the settings of the strategy; the sentences name the line of the method that applied.
"""

from kpi.model import MethodSettings, NoDataReason, Status, index_year_month
from kpi.text import Text
from kpi.views.dossier import Dossier, Pause
from kpi.views.gaps import gap_words
from kpi.views.phrases import period_words, sentence_end


def reason_sentences(dossier: Dossier, settings: MethodSettings, text: Text) -> tuple[str, ...]:
    """The sentences of the status banner: the rule first, then what else a reader must know of the value."""
    match dossier.result.status:
        case Status.SUSPENDED:
            return suspension_sentences(dossier.pause_now(), dossier, text)
        case Status.NO_DATA:
            return (*_no_data(dossier, text), *_flags(dossier, text))
    return (rule_sentence(dossier, settings, text), *_flags(dossier, text))


def rule_sentence(dossier: Dossier, settings: MethodSettings, text: Text) -> str:
    """The line of METHOD 3 that gave the status, with the cut-offs and the ratio now."""
    result = dossier.result
    if dossier.hold:
        return _hold(dossier, text)
    if result.status is Status.ACHIEVED:
        kind = "range" if dossier.range is not None else "late" if "late" in result.flags else "plain"
        return text.say(f"indicator.reason.achieved.{kind}")
    if result.status is Status.NOT_DUE:
        return text.say("indicator.reason.not_due")
    if result.progress is None or result.expected is None:
        return text.say("indicator.reason.unknown")
    return _by_way(dossier, settings, text)


def _by_way(dossier: Dossier, settings: MethodSettings, text: Text) -> str:
    """Lines 5 to 11: what p, e and their ratio say."""
    result = dossier.result
    if "partly" in result.flags or "missed" in result.flags or _over(dossier):
        return _after_deadline(dossier, settings, text)
    if result.status is Status.MOVING_AWAY:
        return _moving_away(dossier, settings, text)
    if (result.expected or 0.0) <= 0:
        return text.say("indicator.reason.nothing_expected")
    return _by_pace(dossier, settings, text)


def _over(dossier: Dossier) -> bool:
    """Whether the judged value is of the target date or later (line 5)."""
    return dossier.result.end is not None and dossier.result.end >= dossier.result.target_end


def _hold(dossier: Dossier, text: Text) -> str:
    if dossier.result.status is Status.MOVING_AWAY:
        return text.say("indicator.reason.hold.broken")
    return text.say("indicator.reason.hold.kept")


def _after_deadline(dossier: Dossier, settings: MethodSettings, text: Text) -> str:
    status, progress = dossier.result.status, dossier.result.progress or 0.0
    if status is Status.MOVING_AWAY:
        return _moving_away(dossier, settings, text)
    now = ratio(progress, settings.at_risk, text)
    key = "partly" if status is Status.AT_RISK else "missed"
    return text.say(f"indicator.reason.{key}", cut=text.percent(settings.at_risk), now=now)


def _moving_away(dossier: Dossier, settings: MethodSettings, text: Text) -> str:
    progress, expected = dossier.result.progress or 0.0, dossier.result.expected or 0.0
    delta = text.percent(settings.delta)
    if progress < -settings.delta:
        back = ratio(-progress, settings.delta, text)
        return text.say("indicator.reason.moving_away.back", delta=delta, now=back)
    planned, now = text.percent(expected), text.percent(progress)
    return text.say("indicator.reason.moving_away.below_plan", delta=delta, planned=planned, now=now)


def _by_pace(dossier: Dossier, settings: MethodSettings, text: Text) -> str:
    result = dossier.result
    progress, expected = result.progress or 0.0, result.expected or 0.0
    pace = progress / expected
    high, low = text.percent(settings.on_track), text.percent(settings.at_risk)
    if result.status is Status.ON_TRACK:
        return text.say("indicator.reason.on_track", cut=high, now=ratio(pace, settings.on_track, text))
    if result.status is Status.AT_RISK and pace < settings.at_risk:
        early = text.percent(settings.too_early)
        now = ratio(expected, settings.too_early, text)
        return text.say("indicator.reason.too_early", early=early, now=now)
    if result.status is Status.AT_RISK:
        return text.say("indicator.reason.at_risk", low=low, high=high, now=ratio(pace, settings.on_track, text))
    return text.say("indicator.reason.off_track", cut=low, now=ratio(pace, settings.at_risk, text))


def ratio(share: float, cut: float, text: Text) -> str:
    """A share as a percent, whole unless rounding would hide on which side of the cut-off it lies (94,6 % of 95 %)."""
    for decimals in range(3):
        rounded, limit = round(100 * share, decimals), round(100 * cut, decimals)
        if (rounded < limit) == (share < cut) and (rounded > limit) == (share > cut):
            return text.percent(share, decimals)
    return text.percent(share, 2)


def suspension_sentences(pause: Pause | None, dossier: Dossier, text: Text) -> tuple[str, ...]:
    """From when, why, by which act, until which review; the last value stays and is dated."""
    if pause is None:
        return (text.say("indicator.reason.suspended.plain"),)
    sentences = [text.say("indicator.reason.suspended.since", day=text.date_long(pause.since))]
    if pause.code != dossier.code:
        sentences.append(text.say("indicator.reason.suspended.whole", code=pause.code))
    if pause.reason:
        sentences.append(text.say("indicator.reason.suspended.why", reason=sentence_end(pause.reason)))
    if pause.act:
        sentences.append(text.say("indicator.reason.suspended.act", act=sentence_end(pause.act)))
    if pause.review_by is not None:
        sentences.append(text.say("indicator.reason.suspended.review", day=text.date_long(pause.review_by)))
    return tuple(sentences)


def _no_data(dossier: Dossier, text: Text) -> tuple[str, ...]:
    result, scale = dossier.result, dossier.scale
    values: dict[str, object] = {"direction": text.say(f"direction.{dossier.direction}")}
    reason = result.reason or NoDataReason.NO_OBSERVATION
    last = next((r for r in reversed(dossier.readings) if r.value is not None), None)
    values["value"] = scale.amount(result.value if result.value is not None else last.value if last else None)
    period = result.period or (last.period if last else None)
    values["period"] = period_words(period, text) if period else ""
    sentences = [text.say(f"indicator.reason.no_data.{reason}", **values)]
    latest = dossier.readings[-1] if dossier.readings else None
    if latest is not None and latest.value is None:
        why = gap_words(latest, text)
        sentences.append(text.say("indicator.reason.gap", period=period_words(latest.period, text), reason=why))
    return tuple(sentences)


def _flags(dossier: Dossier, text: Text) -> tuple[str, ...]:
    result, found = dossier.result, []
    if "stale" in result.flags and result.age_months is not None and result.reason is not NoDataReason.TOO_OLD:
        found.append(text.count("indicator.flag.stale", result.age_months))
    if "was_achieved" in result.flags and result.status is not Status.ACHIEVED:
        found.append(text.say("indicator.flag.was_achieved"))
    if "incomplete" in result.flags:
        found.append(text.say("indicator.flag.incomplete"))
    if "early" in result.flags and result.status is Status.ACHIEVED:
        found.append(text.say("indicator.flag.early", year=index_year_month(result.target_end)[0]))
    if "target_revised" in result.flags and result.first_target is not None and result.target is not None:
        if result.first_target != result.target:
            first, target = dossier.scale.amount(result.first_target), dossier.scale.amount(result.target)
            found.append(sentence_end(text.say("indicator.flag.target_revised", first=first, target=target)))
        else:
            found.append(text.say("indicator.flag.plan_revised"))
    return tuple(found)
