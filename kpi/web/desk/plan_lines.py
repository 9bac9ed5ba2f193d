"""What a plan changes as sentences of the preview: parameters, departments, goals, succession."""

from collections.abc import Iterator
from datetime import date

from kpi.model import Level
from kpi.services.publishing.changes import Changes
from kpi.text import DASH, Text


def plan_lines(changes: Changes, text: Text) -> Iterator[str]:
    """A sentence each, parameters first."""
    for parameter in changes.parameters:
        name = text.say(f"plan_parameter.{parameter.name}")
        old, new = _value(parameter.old, text), _value(parameter.new, text)
        yield text.say("submit.plan.parameter", name=name, old=old, new=new)
    for one in changes.departments:
        yield text.say(f"submit.plan.department.{one.kind}", code=one.code, name=one.name)
    for node in changes.nodes:
        if node.level is not Level.STRATEGY:
            level = text.say(f"submit.plan.level.{node.level}")
            yield text.say(f"submit.plan.node.{node.kind}", level=level, code=node.code, name=node.name)
    for link in changes.successions:
        yield text.say(f"submit.plan.succession.{link.succession}", before=link.previous_code, after=link.code)


def _value(value: object, text: Text) -> str:
    if isinstance(value, bool):
        return text.say("rows.yes" if value else "rows.no")
    if isinstance(value, date):
        return text.date(value)
    if isinstance(value, float):
        return text.number(value)
    return DASH if value in (None, "") else str(value)
