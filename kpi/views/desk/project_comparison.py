"""A project's record beside our action in words: whose each number is, what differs, what cannot be meant."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kpi.measure.chain.project_differences import Agreement, Facet, OwnAction
from kpi.model.oversight.project_record import ProjectAim, ProjectRecord
from kpi.text import Text
from kpi.text.numbers import with_currency

_MONEY = frozenset({"planned", "spent", "contracted"})
#: shown of long lists
_MOST = 5


@dataclass(frozen=True, slots=True)
class FacetLine:
    """One thing of both sides; `differs` where people have to look."""

    label: str
    ours: str
    theirs: str
    said: str
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionComparison:
    """An action of ours against the file; `heading` names it, `summary` counts what differs."""

    heading: str
    summary: str
    lines: tuple[FacetLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectComparisonView:
    """What a file says and how our actions stand to it.

    about   the project as its register names it, and of when the record is
    none    that no action names it, "" where one does
    """

    register: str
    about: str
    none: str
    actions: tuple[ActionComparison, ...]
    aims: tuple[str, ...]
    doubts: tuple[str, ...]


def project_view(
    project: ProjectRecord, actions: Iterable[tuple[OwnAction, tuple[Facet, ...]]], text: Text
) -> ProjectComparisonView:
    """The comparison in a language."""
    told = tuple(_action(action, facets, project, text) for action, facets in actions)
    named = text.quoted(project.title) if project.title else text.say("project.no_title")
    day = text.date(project.updated) if project.updated else text.say("project.no_day")
    about = text.say("project.about", register=project.register, number=project.number, title=named, day=day)
    none = "" if told else text.say("project.none", register=project.register, number=project.number)
    return ProjectComparisonView(
        register=project.register,
        about=about,
        none=none,
        actions=told,
        aims=tuple(_aim(one, project, text) for one in project.aims[:_MOST]),
        doubts=tuple(
            text.say(f"project.doubt.{one.kind}", place=one.place, found=one.found, register=project.register)
            for one in project.doubts
        ),
    )


def _action(action: OwnAction, facets: Iterable[Facet], project: ProjectRecord, text: Text) -> ActionComparison:
    lines = tuple(_line(facet, project, action.currency, text) for facet in facets)
    differing = sum(line.differs for line in lines)
    summary = text.count("project.differing", differing) if differing else text.say("project.no_difference")
    heading = text.say("project.action", code=action.code, name=action.name)
    return ActionComparison(heading=heading, summary=summary, lines=lines)


def _line(facet: Facet, project: ProjectRecord, currency: str, text: Text) -> FacetLine:
    label = text.say(f"project.facet.{facet.name}")
    ours = _ours(facet, currency, text)
    theirs = _theirs(facet, project, text)
    words = {"label": label, "ours": ours, "theirs": theirs, "register": project.register}
    said = text.say(f"project.said.{facet.agreement}", **words)
    if facet.agreement is Agreement.DIFFERS and facet.by:
        said = f"{said} {_by(facet, currency, text)}"
    if facet.agreement is Agreement.INCOMPARABLE:
        why = "currency" if facet.name in _MONEY else "state"
        said = f"{said} {text.say(f'project.incomparable.{why}', register=project.register)}"
    return FacetLine(label, ours, theirs, said, facet.agreement is Agreement.DIFFERS)


def _ours(facet: Facet, currency: str, text: Text) -> str:
    if facet.ours is None:
        return text.say("project.missing")
    if facet.name == "state":
        return text.quoted(text.say(f"action_state.{facet.ours}"))
    return _value(facet.ours, currency, text)


def _theirs(facet: Facet, project: ProjectRecord, text: Text) -> str:
    if facet.theirs is None or facet.theirs == ():
        return text.say("project.missing")
    if facet.name == "state":
        key = f"project.status.{project.status}"
        known = text.say(key) if text.has(key) else project.status
        return text.quoted(f"{known} ({project.details})" if project.details else known)
    return _value(facet.theirs, project.currency, text)


def _value(value: object, currency: str, text: Text) -> str:
    if isinstance(value, tuple):
        more = text.say("project.more", n=len(value) - _MOST) if len(value) > _MOST else ""
        return ", ".join(map(str, value[:_MOST])) + more
    if isinstance(value, date):
        return text.date(value)
    if isinstance(value, float):
        # to the unit: rounded to millions two amounts that differ would look the same
        return with_currency(text.number(value, 0), currency, text.language)
    return str(value)


def _by(facet: Facet, currency: str, text: Text) -> str:
    """How far the file's side is from ours: money more or less, days later or earlier."""
    by = facet.by or 0.0
    if facet.name in _MONEY:
        amount = with_currency(text.number(abs(by), 0), currency, text.language)
        return text.say("project.more_money" if by > 0 else "project.less_money", amount=amount)
    return text.count("project.later" if by > 0 else "project.earlier", abs(int(by)))


def _aim(one: ProjectAim, project: ProjectRecord, text: Text) -> str:
    name = text.quoted(one.name) if one.name else text.say("project.no_title")
    base, target = text.number(one.base), text.number(one.target)
    return text.say("project.aim", register=project.register, name=name, base=base, target=target)
