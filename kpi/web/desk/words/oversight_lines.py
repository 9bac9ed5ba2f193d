"""What a plan changes of decisions, assignments, sessions, events, risks and alignments as sentences of the preview."""

from collections.abc import Iterable, Iterator

from kpi.model import bare_number
from kpi.services.publishing.differences.oversight_changes import OversightDifference
from kpi.text import Text
from kpi.text.decision_number import decision_number


def oversight_lines(changes: Iterable[OversightDifference], text: Text) -> Iterator[str]:
    """A sentence each: «Рішення № 21 від 26.03.2026 (рада) — додається: Про дороги»."""
    for one in changes:
        called = _called(one, text)
        if one.old_state is not one.state and one.old_state is not None and one.state is not None:
            old, new = (text.say(f"assignment_state.{state}") for state in (one.old_state, one.state))
            yield text.say("oversight.state", row=called, old=old, new=new)
        elif one.name:
            yield text.say(f"oversight.named.{one.kind}", row=called, name=one.name)
        else:
            yield text.say(f"oversight.change.{one.kind}", row=called)


def row_name(one: OversightDifference, text: Text) -> str:
    """«Рішення № 21 від 26.03.2026 (рада): Про дороги»."""
    return f"{_called(one, text)}: {one.name}" if one.name else _called(one, text)


def _called(one: OversightDifference, text: Text) -> str:
    return text.say(
        f"oversight.row.{one.sheet}",
        number=decision_number(one.number, text),
        code=bare_number(one.number),
        decision=decision_number(one.decision, text),
        day=text.date(one.day) if one.day else "",
        body=text.say(f"decision_body.{one.body}") if one.body else "",
        document=text.say(f"alignment_document.{one.document}") if one.document else "",
    )
