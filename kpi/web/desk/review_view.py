"""The preview of a draft as a page says it."""

from collections.abc import Iterator
from dataclasses import replace

from kpi.model import Draft, DraftKind, DraftState, Problem
from kpi.services.publishing.assessment import Assessment, Blocker
from kpi.services.publishing.required_explanations import ExplanationReason, RequiredExplanation
from kpi.store.uploads import Upload
from kpi.text import Text
from kpi.views.desk.uploads import ConflictLine, Desk, ExplanationField, OmittedGoal, Review
from kpi.web.desk.change_lines import amount, change_lines, other_lines, summary
from kpi.web.desk.labels import LabelIndex
from kpi.web.desk.plan_lines import plan_lines
from kpi.web.desk.problems import problem_lines

#: reasons for words, the weightiest first: the field's label says one
_REASONS = (ExplanationReason.WORSE, ExplanationReason.REVISED, ExplanationReason.JUMP)


def review(
    desk: Desk, found: Assessment, remarks: tuple[Problem, ...], names: LabelIndex, text: Text, *, deciding: bool
) -> Review:
    """The page.

    remarks   of the file; it has no errors
    deciding  the reader is not the author and may approve it
    """
    draft = found.draft
    lines = change_lines(found.changes, found.statuses, found.needs, names, text)
    of_form = draft.kind is DraftKind.FORM and not deciding
    locked = draft.state not in (DraftState.OPEN, DraftState.RETURNED) or bool(set(found.blockers) & _FINAL)
    return Review(
        desk=desk,
        number=draft.number,
        seq=found.seq,
        filename=draft.filename,
        summary=_summary(found, text),
        remarks=problem_lines(remarks, names, text),
        lines=tuple(replace(line, fix=line.key) for line in lines) if of_form else lines,
        others=tuple(_others(found, names, text)),
        conflict=_conflict_words(found, text),
        conflicts=tuple(_conflicts(found, names, text)),
        explanations=tuple(_field(need, draft, names, text) for need in found.needs if _asks(need, draft)),
        act=draft.choices.act if found.changes.tree_moves else None,
        blockers=tuple(
            text.say(f"flow.blocker.{blocker}", codes=", ".join(found.foreign)) for blocker in found.blockers
        ),
        second=()
        if deciding
        else tuple(text.say("submit.second", reason=text.say(f"flow.second.{reason}")) for reason in found.second),
        state=_state(draft, text),
        button=_button(found, text, deciding=deciding),
        locked=locked,
        deciding=deciding,
        notice="",
        left_out=_left_out(found, names, text),
        of_form=of_form,
    )


#: with these the file can only be mended
_FINAL = frozenset({Blocker.CLOSED, Blocker.AWAITING, Blocker.SAME_FILE, Blocker.NOTHING_NEW, Blocker.FOREIGN})


def _asks(need: RequiredExplanation, draft: Draft) -> bool:
    """Whether a field is shown: words are missing, or were given here and may be mended here."""
    return not need.explanation or need.key in draft.explanations


def _left_out(found: Assessment, names: LabelIndex, text: Text) -> tuple[OmittedGoal, ...]:
    marked = found.draft.choices.taken
    return tuple(OmittedGoal(names.goal(code, text), code in marked) for code in found.left_out)


def _summary(found: Assessment, text: Text) -> str:
    parts = summary(found.changes, found.statuses, text)
    if parts:
        return text.say("submit.review.summary", parts=parts)
    return "" if not found.changes.empty else text.say("submit.review.nothing")


def _others(found: Assessment, names: LabelIndex, text: Text) -> Iterator[str]:
    yield from plan_lines(found.changes, text)
    yield from other_lines(found.changes, names, text)
    for key, codes in (("opened", found.opened), ("closed", found.closed)):
        if codes:
            yield text.say(f"submit.becomes.{key}", codes=", ".join(codes))


def _conflict_words(found: Assessment, text: Text) -> str:
    if not found.conflicts:
        return ""
    last = max((conflict.by for conflict in found.conflicts), key=lambda upload: upload.seq)
    n = sum(conflict.by.seq == last.seq for conflict in found.conflicts)
    return text.count("submit.conflict.who", n, who=who(last, text), when=text.moment(last.at))


def who(upload: Upload, text: Text) -> str:
    """Who published: a person, or the files that were loaded at the server."""
    return upload.name or upload.login or text.say("submit.conflict.loaded")


def _conflicts(found: Assessment, names: LabelIndex, text: Text) -> Iterator[ConflictLine]:
    for one in found.conflicts:
        yield ConflictLine(
            names.indicator(one.code, text),
            text.period(one.period) if one.period else "",
            amount(one.code, one.standing, None, names, text),
            amount(one.code, one.own, None, names, text),
            text.say("submit.conflict.by", who=who(one.by, text), when=text.moment(one.by.at)),
        )


def _field(need: RequiredExplanation, draft: Draft, names: LabelIndex, text: Text) -> ExplanationField:
    reason = next(reason for reason in _REASONS if reason in need.reasons)
    name = f"{need.code} {names.indicator(need.code, text).name}".strip()
    period = text.period(need.period) if need.period else ""
    if need.breakdown:
        period = text.say("submit.review.part", period=period, part=need.breakdown)
    return ExplanationField(
        need.key, text.say(f"submit.explain.{reason}", name=name, period=period), draft.explanations.get(need.key, "")
    )


def _state(draft: Draft, text: Text) -> str:
    if draft.state is DraftState.RETURNED:
        return text.say("submit.draft.comment", comment=draft.comment)
    return text.say("submit.confirm.awaiting", name=draft.name) if draft.state is DraftState.AWAITING else ""


def _button(found: Assessment, text: Text, *, deciding: bool) -> str:
    asks = bool(found.second) and not deciding
    n = len(found.changes.values)
    if n:
        return text.count("submit.confirm.send" if asks else "submit.confirm.publish", n)
    return text.say("submit.confirm.changes_send" if asks else "submit.confirm.changes")
