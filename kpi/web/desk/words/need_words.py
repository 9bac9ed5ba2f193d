"""Why a change has to be explained, by its rule and with the number that it is compared with."""

from collections.abc import Iterator

from kpi.services.publishing.checks.required_explanations import ExplanationReason, RequiredExplanation
from kpi.services.publishing.checks.value_doubts import DoubtKind, ValueDoubt
from kpi.text import Text
from kpi.views.common.values import UnitScale

#: the weightiest first: what may be a slip comes before what is only worse
ORDER = (
    *(ExplanationReason.SCALE, ExplanationReason.FALLING, ExplanationReason.NEGATIVE, ExplanationReason.BOUNDS),
    *(ExplanationReason.WORSE, ExplanationReason.REVISED, ExplanationReason.GAP, ExplanationReason.JUMP),
)
_TIMES = {1: "ten", 2: "hundred", 3: "thousand", 6: "million"}


def need_words(need: RequiredExplanation, scale: UnitScale, text: Text) -> Iterator[str]:
    """Each reason in words, the weightiest first: «більш ніж на 20 % від 3 960 т за II кв. 2026»."""
    for reason in sorted(need.reasons, key=ORDER.index):
        if need.doubt is not None and reason.value == need.doubt.kind.value:
            yield doubt_words(need.doubt, need.value, scale, text)
        elif reason is ExplanationReason.WORSE and need.status is not None and need.status.before is not None:
            before, after = (text.say(f"status.{one}") for one in (need.status.before, need.status.after))
            yield text.say("statements.need.worse", before=before, after=after)
        else:
            key = f"flow.need.{reason}"
            yield text.say(key) if need.period is None else text.of_year(key, need.period.fiscal_year)


def doubt_words(doubt: ValueDoubt, value: float | None, scale: UnitScale, text: Text) -> str:
    """Why a value is perhaps a slip, with the number that it is held against."""
    said = {"value": scale.amount(value), "reference": scale.amount(doubt.reference)}
    if doubt.period is not None:
        said["reference"] = text.say("statements.of_period", amount=said["reference"], period=text.period(doubt.period))
    elif doubt.reference is not None:
        said["reference"] = text.say("statements.of_plan", amount=said["reference"])
    if doubt.kind is not DoubtKind.SCALE:
        if doubt.period is not None:
            return text.of_year(f"statements.need.{doubt.kind}", doubt.period.fiscal_year, **said)
        return text.say(f"statements.need.{doubt.kind}", **said)
    side = "more" if doubt.power > 0 else "less"
    times = text.say(f"statements.times.{_TIMES[abs(doubt.power)]}")
    return text.say(f"statements.need.scale_{side}", times=times, **said)
