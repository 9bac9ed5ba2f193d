"""What a plan changes as sentences of the preview: parameters, departments, goals, succession."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from kpi.model import USUAL_FORM, Level, code_sort_key, form_of
from kpi.model.contact import addresses
from kpi.model.look.mark import mark_of
from kpi.services.publishing.differences.changes import Changes
from kpi.services.publishing.differences.plan_changes import ChangeKind, DepartmentDifference, ResponsibilityChange
from kpi.text import DASH, Text
from kpi.web.desk.labels import LabelIndex
from kpi.web.desk.words.oversight_lines import oversight_lines


def plan_lines(
    changes: Changes, names: LabelIndex, text: Text, along: Mapping[str, str] = MappingProxyType({})
) -> Iterator[str]:
    """A sentence each, parameters first.

    along  what goes along with a department that is renamed or merged, in words, by its code
    """
    for parameter in changes.parameters:
        name = text.say(f"plan_parameter.{parameter.name}")
        read = _READ.get(parameter.name, _value)
        old, new = read(parameter.old, text), read(parameter.new, text)
        yield text.say("submit.plan.parameter", name=name, old=old, new=new)
    for one in changes.departments:
        yield from _department(one, along.get(one.code, ""), names, text)
    yield from _responsibilities(changes, names, text)
    for node in changes.nodes:
        if node.level is not Level.STRATEGY:
            level = text.say(f"submit.plan.level.{node.level}")
            yield text.say(f"submit.plan.node.{node.kind}", level=level, code=node.code, name=node.name)
    for link in changes.successions:
        yield text.say(f"submit.plan.succession.{link.succession}", before=link.previous_code, after=link.code)
    yield from oversight_lines(changes.oversight, text, names)


def _department(one: DepartmentDifference, along: str, names: LabelIndex, text: Text) -> Iterator[str]:
    if one.renamed:
        yield text.say("departments.change.renamed", code=one.code, old=one.old_name, name=one.name)
        if along:
            yield text.say("departments.change.stays", along=along)
    elif one.successor:
        into = names.department(one.successor, text)
        yield text.say("departments.change.merged", code=one.code, name=one.name, into=into.code, other=into.name)
        if along:
            yield text.say("departments.change.moves", along=along)
    elif not one.reached_otherwise or one.kind is not ChangeKind.REVISED:
        yield text.say(f"submit.plan.department.{one.kind}", code=one.code, name=one.name)
    if one.reached_otherwise and one.kind is ChangeKind.REVISED:
        old, new = one.old_contact or DASH, one.contact or DASH
        yield text.say("departments.change.contact", code=one.code, old=old, new=new)
    if one.kind is not ChangeKind.REMOVED and not addresses(one.contact):
        yield text.say("departments.change.no_address", code=one.code)


def _responsibilities(changes: Changes, names: LabelIndex, text: Text) -> Iterator[str]:
    """A sentence for each pair of departments between which goals and indicators move."""
    # a department that the plan brings is not known yet
    called = {one.code: one.name for one in changes.departments}
    pairs: dict[tuple[str, str], list[ResponsibilityChange]] = {}
    for change in changes.responsibilities:
        pairs.setdefault((change.before, change.after), []).append(change)
    for (before, after), moved in pairs.items():
        old, new = (called.get(code) or names.department(code, text).name or code or DASH for code in (before, after))
        for key, own in (("goals", True), ("indicators", False)):
            codes = [change.code for change in moved if (change.level is not None) is own]
            if codes:
                listed = ", ".join(sorted(codes, key=code_sort_key))
                yield text.say(f"departments.change.{key}", old=old, new=new, codes=listed)


def _form(value: object, text: Text) -> str:
    """The headings of the official form, as the report prints them."""
    columns = form_of(str(value or "")) or USUAL_FORM
    return ", ".join(column.title or text.say(f"session_report.field.{column.field}") for column in columns)


def _value(value: object, text: Text) -> str:
    if isinstance(value, bool):
        return text.say("rows.yes" if value else "rows.no")
    if isinstance(value, date):
        return text.date(value)
    if isinstance(value, float):
        return text.number(value)
    return DASH if value in (None, "") else str(value)


def _picture(value: object, text: Text) -> str:
    """The picture of the mark: its size, and what tells it from another."""
    mark = mark_of(str(value or ""))
    if mark is None:
        return DASH
    return text.say("submit.plan.picture", width=mark.width, height=mark.height, tag=mark.tag)


_READ: Mapping[str, Callable[[object, Text], str]] = {"report_form": _form, "mark_picture": _picture}
