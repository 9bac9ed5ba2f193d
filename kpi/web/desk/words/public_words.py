"""What a submission says beside its numbers: the decision, explanations and comments, for who decides on it."""

from collections.abc import Iterator

from kpi.services.publishing import keys
from kpi.services.publishing.assessment import Assessment
from kpi.text import Text
from kpi.web.desk.labels import LabelIndex


def public_words(found: Assessment, names: LabelIndex, text: Text) -> tuple[tuple[str, str], ...]:
    """What each is about, and the words: the decision, then the explanations, then comments that are new."""
    told = dict(_explanations(found, names, text))
    for value in found.changes.values:
        about = _about(value.key, names, text)
        if value.fresh_comment and told.get(about) != value.fresh_comment:
            told.setdefault(about, value.fresh_comment)
    decision = ((text.say("editor.receipt.decision"), found.draft.choices.act),) if found.draft.choices.act else ()
    return (*decision, *told.items())


def _explanations(found: Assessment, names: LabelIndex, text: Text) -> Iterator[tuple[str, str]]:
    for key, words in found.draft.explanations.items():
        # a corrective action is told among the changes
        if not keys.action_field_of(key)[1]:
            yield _about(key, names, text), words


def _about(key: str, names: LabelIndex, text: Text) -> str:
    """«6.2.3 Назва, III кв. 2026»."""
    code, period, breakdown = keys.parse(key, None)
    name = f"{code} {names.indicator(code, text).name}".strip()
    if period is None:
        return name
    said = text.period(period)
    if breakdown:
        said = text.say("submit.review.part", period=said, part=breakdown)
    return f"{name}, {said}"
