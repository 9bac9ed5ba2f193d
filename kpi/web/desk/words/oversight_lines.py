"""What a plan changes of decisions, assignments, sessions, events, risks and alignments as sentences of the preview."""

from collections.abc import Iterable, Iterator

from kpi.model import bare_number
from kpi.services.publishing.differences.oversight_changes import OversightDifference
from kpi.text import Text
from kpi.text.decision_number import decision_number


def oversight_lines(changes: Iterable[OversightDifference], text: Text) -> Iterator[str]:
    """A sentence each: «Рішення № 21 від 26.03.2026 додається: Про дороги»."""
    for one in changes:
        about = {
            "number": decision_number(one.number, text),
            "code": bare_number(one.number),
            "decision": decision_number(one.decision, text),
            "day": text.date(one.day) if one.day else "",
            "name": one.name,
            "body": text.say(f"decision_body.{one.body}") if one.body else "",
            "document": text.say(f"alignment_document.{one.document}") if one.document else "",
        }
        called = text.say(f"oversight.row.{one.sheet}", **about)
        if one.old_state is not one.state and one.old_state is not None and one.state is not None:
            old, new = (text.say(f"assignment_state.{state}") for state in (one.old_state, one.state))
            yield text.say("oversight.state", row=called, old=old, new=new)
        elif one.name:
            yield text.say(f"oversight.named.{one.kind}", row=called, name=one.name)
        else:
            yield text.say(f"oversight.change.{one.kind}", row=called)
