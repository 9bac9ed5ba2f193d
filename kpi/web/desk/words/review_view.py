"""The preview of a draft as a page says it."""

from collections.abc import Iterator
from dataclasses import replace

from kpi.model import ACTION_FIELDS, Draft, DraftKind, DraftState, Problem
from kpi.services.publishing.assessment import Assessment
from kpi.services.publishing.checks.blockers import Blocker
from kpi.services.publishing.checks.required_actions import RequiredAction
from kpi.services.publishing.checks.required_explanations import RequiredExplanation
from kpi.services.publishing.keys import department_key, subject_of
from kpi.store.uploads import Upload
from kpi.text import Text
from kpi.views.desk.uploads import (
    ConflictLine,
    Desk,
    ExplanationField,
    OmittedDepartment,
    OmittedGoal,
    OmittedLine,
    PersonalField,
    Review,
)
from kpi.web.desk.labels import LabelIndex
from kpi.web.desk.words.change_lines import amount, change_lines, other_lines, status_lines, summary, suspension_doubts
from kpi.web.desk.words.department_words import use_words
from kpi.web.desk.words.need_words import need_words
from kpi.web.desk.words.oversight_lines import row_name
from kpi.web.desk.words.plan_lines import plan_lines
from kpi.web.desk.words.problems import problem_lines
from kpi.workbook.sheet.book_words import layout_in


def review(
    desk: Desk, found: Assessment, remarks: tuple[Problem, ...], names: LabelIndex, text: Text, *, deciding: bool
) -> Review:
    """The page; `remarks` are of a file without errors, `deciding`: the reader is not the author and may approve it."""
    draft = found.draft
    lines = change_lines(found.changes, found.statuses, found.needs, names, text, context=found.context)
    of_form = draft.kind is DraftKind.FORM and not deciding
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
        explanations=(
            *(_field(need, draft, names, text) for need in found.needs if _asks(need, draft)),
            *(one for action in found.actions for one in _action_fields(action, names, text)),
        ),
        act=draft.choices.act if found.asks_decision else None,
        blockers=blocker_words(found, text, deciding=deciding),
        second=() if deciding else _second(found, text),
        state=_state(draft, text),
        button=_button(found, text, deciding=deciding),
        locked=draft.state not in (DraftState.OPEN, DraftState.RETURNED) or bool(set(found.blockers) & _FINAL),
        deciding=deciding,
        notice="",
        left_out=_left_out(found, names, text),
        left_rows=_left_rows(found, text),
        left_departments=_left_departments(found, text),
        former=_former(found, text),
        awaited=tuple(_awaited(found, names, text)),
        early=_early(found, text),
        early_ticked=draft.choices.early,
        personal=tuple(_personal(found, names, text)),
        of_form=of_form,
    )


def blocker_words(found: Assessment, text: Text, *, deciding: bool) -> tuple[str, ...]:
    """Why it cannot be published as it is; whoever decides on it knows that it waits."""
    named = {"codes": ", ".join(found.foreign), "departments": _used(found, text)}
    told = (one for one in found.blockers if not (deciding and one is Blocker.AWAITING))
    return tuple(text.say(f"flow.blocker.{blocker}", **named) for blocker in told)


def _second(found: Assessment, text: Text) -> tuple[str, ...]:
    """Why a second person is needed."""
    return tuple(text.say("submit.second", reason=text.say(f"flow.second.{reason}")) for reason in found.second)


#: with these the file can only be mended
_FINAL = frozenset({Blocker.CLOSED, Blocker.AWAITING, Blocker.SAME_FILE, Blocker.NOTHING_NEW, Blocker.FOREIGN})


def _asks(need: RequiredExplanation, draft: Draft) -> bool:
    """Whether a field is shown: words are missing, or were given here and may be mended here."""
    return not need.explanation or need.key in draft.explanations


def _left_out(found: Assessment, names: LabelIndex, text: Text) -> tuple[OmittedGoal, ...]:
    marked = found.draft.choices.taken
    return tuple(OmittedGoal(names.goal(code, text), code in marked) for code in found.left_out)


def _left_rows(found: Assessment, text: Text) -> tuple[OmittedLine, ...]:
    """Decisions and what stands beside them, each called as the changes call it."""
    marked = found.draft.choices.taken
    rows = [OmittedLine(one.key, row_name(one.change, text), one.key in marked) for one in found.omitted.rows]
    for sheet in found.omitted.sheets:
        title = layout_in("plan", text.language).sheets[sheet.sheet].label
        words = text.count("oversight.sheet_emptied", len(sheet.rows), sheet=title)
        rows.append(OmittedLine(sheet.key, words, sheet.key in marked))
    return tuple(rows)


def _left_departments(found: Assessment, text: Text) -> tuple[OmittedDepartment, ...]:
    marked = found.draft.choices.taken
    return tuple(
        OmittedDepartment(use.code, use.name, use_words(use, text), department_key(use.code) in marked)
        for use in found.departments.left_out
    )


def _used(found: Assessment, text: Text) -> str:
    """«dep-zhkg (3 цілі, 12 показників)»: departments that are to go and answer for something."""
    return ", ".join(f"{use.code} ({use_words(use, text)})" for use in found.departments.used)


def _summary(found: Assessment, text: Text) -> str:
    parts = summary(found.changes, found.statuses, text)
    blank = found.draft.choices.unfilled
    unfilled = text.count("statements.unfilled", blank) if blank else ""
    if parts:
        return " ".join(filter(None, (text.say("submit.review.summary", parts=parts), unfilled)))
    return (
        unfilled if not found.changes.empty else " ".join(filter(None, (text.say("submit.review.nothing"), unfilled)))
    )


def _others(found: Assessment, names: LabelIndex, text: Text) -> Iterator[str]:
    if found.draft.choices.reason:
        yield text.say("departments.ground", reason=found.draft.choices.reason)
    along = {use.code: use_words(use, text) for use in found.departments.carried}
    yield from plan_lines(found.changes, names, text, along)
    yield from other_lines(found.changes, names, text)
    yield from suspension_doubts(found.changes, found.published, text)
    yield from status_lines(found.changes, found.statuses, names, text)
    for key, codes in (("opened", found.opened), ("closed", found.closed)):
        if codes:
            yield text.say(f"submit.becomes.{key}", codes=", ".join(codes))


def _former(found: Assessment, text: Text) -> str:
    """That the file was published before, where something else is in force now."""
    if found.former is None or found.receipt.release is None:
        return ""
    return text.say("statements.former", when=text.moment(found.former.at), number=found.former.seq)


def _awaited(found: Assessment, names: LabelIndex, text: Text) -> Iterator[str]:
    for one in found.awaited:
        name = names.indicator(one.code, text).name
        yield text.say("statements.awaited", code=one.code, name=name, period=text.period(one.period))


def _early(found: Assessment, text: Text) -> str:
    if not found.early:
        return ""
    told = (text.say("statements.early_value", code=v.code, period=text.period(v.period)) for v in found.early)
    return text.say("statements.early", values="; ".join(dict.fromkeys(told)))


def _personal(found: Assessment, names: LabelIndex, text: Text) -> Iterator[PersonalField]:
    rows = {one.key: row_name(one, text) for one in found.changes.oversight}
    for one in found.personal:
        code = subject_of(one.key)
        name = rows.get(one.key) or f"{code} {names.indicator(code, text).name}".strip()
        kinds = ", ".join(text.say(f"statements.personal.{kind}") for kind in one.kinds)
        label = text.say("statements.personal_label", name=name, kinds=kinds)
        yield PersonalField(one.key, label, "; ".join(f"«{words}»" for words in one.words), one.answer)


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
    name = f"{need.code} {names.indicator(need.code, text).name}".strip()
    about = [name, text.period(need.period) if need.period else "", need.breakdown]
    scale = names.scale(need.code, text, need.value, need.doubt.reference if need.doubt else None)
    why = "; ".join(need_words(need, scale, text))
    label = text.say("statements.explain", about=", ".join(filter(None, about)), why=why)
    return ExplanationField(need.key, label, draft.explanations.get(need.key, ""))


def _action_fields(action: RequiredAction, names: LabelIndex, text: Text) -> Iterator[ExplanationField]:
    """Cause, measure, day and who: the words of the form."""
    name = f"{action.code} {names.indicator(action.code, text).name}".strip()
    for part in ACTION_FIELDS:
        said = {"name": name, "period": text.period(action.period), "field": text.say(f"report.field.{part}")}
        key = "wrong_day" if part == "due" and action.wrong_day else "field"
        label = text.say(f"statements.action.{key}", **said)
        day = text.say("statements.action.day") if part == "due" else ""
        yield ExplanationField(action.key(part), label, action.texts[part], day)


def _state(draft: Draft, text: Text) -> str:
    if draft.state is DraftState.RETURNED:
        return text.say("submit.draft.comment", comment=draft.comment)
    return text.say("submit.confirm.awaiting", name=draft.name) if draft.state is DraftState.AWAITING else ""


def _button(found: Assessment, text: Text, *, deciding: bool) -> str:
    asks = bool(found.second) and not deciding
    n = sum(value.new is not None for value in found.changes.values)
    if n:
        return text.count("submit.confirm.send" if asks else "submit.confirm.publish", n)
    return text.say("submit.confirm.changes_send" if asks else "submit.confirm.changes")
