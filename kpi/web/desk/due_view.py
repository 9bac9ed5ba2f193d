"""The top of the desk's pages, and what stands on the first one beside the form: drafts, templates."""

from collections.abc import Callable, Iterable

from kpi.model import Account, Draft, DraftKind, ReportState, Role
from kpi.services.publishing.due_list import DueItem, DueList
from kpi.text import Text
from kpi.views.common.localized_name import LocalizedName
from kpi.views.desk.uploads import Desk, DraftLine, GoalOffer
from kpi.web.desk.labels import LabelIndex


def build_desk(account: Account, due: DueList, names: LabelIndex, token: str, text: Text) -> Desk:
    """The top of the pages."""
    lede = text.say("submit.lede_none")
    if due.expected:
        lede = text.count("submit.lede", due.expected, submitted=due.submitted, term=_term(due, text))
    who = text.say("submit.who.all")
    if account.role is Role.HEAD:
        until = {term.department: text.date(term.until) for term in account.acting}
        who = " · ".join(_department(code, until.get(code, ""), names, text) for code in account.departments)
    return Desk(who, _heading(due, text), lede, token)


def _department(code: str, until: str, names: LabelIndex, text: Text) -> str:
    """Its name, and until when the account stands in for its head."""
    name = names.department(code, text).name or code
    return text.say("departments.acting.until", department=name, day=until) if until else name


def _heading(due: DueList, text: Text) -> str:
    """The period in the heading, where all that is asked for is of one; monthly and yearly values stand together."""
    asked = (item for item in due.items if item.state is not ReportState.SUSPENDED)
    periods = {item.period for item in asked if item.period is not None}
    if len(periods) != 1:
        return text.say("submit.heading_many")
    return text.say("submit.heading", period=text.period_long(periods.pop()))


def _term(due: DueList, text: Text) -> str:
    """«Найближчий строк — 15.12.2026 (листопад 2026).»: the next deadline of what is awaited, else the last passed."""
    asked = due.awaited
    if not asked:
        return ""
    ahead = [day for day, _ in asked if day >= due.on]
    day = min(ahead) if ahead else max(day for day, _ in asked)
    periods = ", ".join(text.period(period) for period in dict.fromkeys(p for other, p in asked if other == day))
    return text.say(f"submit.term.{'next' if ahead else 'passed'}", day=text.date(day), periods=periods)


def goal_offers(due: DueList, names: LabelIndex, text: Text) -> tuple[GoalOffer, ...]:
    """The goals whose workbooks may be taken."""
    return tuple(_goal(code, due.items, names, text) for code in due.goals)


def draft_lines(drafts: Iterable[Draft], names: Callable[[str], LabelIndex], text: Text) -> tuple[DraftLine, ...]:
    """The account's drafts that may still be published; `names` of their editions."""
    return tuple(
        _draft(draft, names(draft.edition), text) for draft in drafts if draft.kind is not DraftKind.VISIBILITY
    )


def _goal(code: str, items: Iterable[DueItem], names: LabelIndex, text: Text) -> GoalOffer:
    own = [item for item in items if item.goal == code and item.period is not None]
    asked = [item for item in own if item.state is not ReportState.SUSPENDED]
    return GoalOffer(names.goal(code, text), sum(i.state is ReportState.SUBMITTED for i in asked), len(asked))


def draft_name(draft: Draft, names: LabelIndex, text: Text) -> LocalizedName:
    """What a draft is of: its goal, the plan, values of the form."""
    if draft.kind is DraftKind.PLAN:
        return LocalizedName("", text.say("admin.waiting.plan"))
    if draft.kind is DraftKind.FORM:
        return LocalizedName("", text.say("report.draft.name"))
    return names.goal(draft.subject, text)


def _draft(draft: Draft, names: LabelIndex, text: Text) -> DraftLine:
    when = text.moment(draft.changed_at)
    of_form = draft.kind is DraftKind.FORM
    return DraftLine(
        number=draft.number,
        goal=draft_name(draft, names, text),
        file=text.say("report.draft.kept", when=when)
        if of_form
        else text.say("submit.draft.file", file=draft.filename, when=when),
        state=text.say(f"flow.state.{draft.state}"),
        comment=draft.comment,
    )
