"""The first page of the desk: what is due, drafts that wait, templates."""

from collections.abc import Iterable
from datetime import date

from kpi.model import Account, Draft, DraftKind, Period, ReportState, Role
from kpi.services.publishing.due_list import DueItem, DueList
from kpi.text import DASH, Text
from kpi.views.common.localized_name import LocalizedName
from kpi.views.desk.uploads import Desk, DraftLine, DueLine, GoalOffer, Start
from kpi.web.desk.labels import LabelIndex

_DONE = (ReportState.SUBMITTED, ReportState.SUSPENDED)


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


def _asked(due: DueList) -> list[tuple[date, Period]]:
    """Deadline and period of every report that is asked for, the earliest first."""
    items = (item for item in due.items if item.state is not ReportState.SUSPENDED)
    return sorted(
        (item.deadline, item.period) for item in items if item.deadline is not None and item.period is not None
    )


def _heading(due: DueList, text: Text) -> str:
    """The period in the heading, where all that is asked for is of one; monthly and yearly values stand together."""
    periods = {period for _, period in _asked(due)}
    if len(periods) != 1:
        return text.say("submit.heading_many")
    return text.say("submit.heading", period=text.period_long(periods.pop()))


def _term(due: DueList, text: Text) -> str:
    """«Найближчий строк — 15.12.2026 (листопад 2026).»: the next deadline with its periods, else the last passed."""
    asked = _asked(due)
    if not asked:
        return ""
    ahead = [day for day, _ in asked if day >= due.on]
    day = min(ahead) if ahead else max(day for day, _ in asked)
    periods = ", ".join(text.period(period) for period in dict.fromkeys(p for other, p in asked if other == day))
    return text.say(f"submit.term.{'next' if ahead else 'passed'}", day=text.date(day), periods=periods)


def build_start(
    top: Desk, due: DueList, drafts: Iterable[Draft], *, public: frozenset[str], names: LabelIndex, text: Text
) -> Start:
    """The whole page.

    public  codes that outsiders see: only these are links
    """
    lines = tuple(_due(item, due.on, link=item.code in public, names=names, text=text) for item in due.items)
    goals = tuple(_goal(code, due.items, names, text) for code in due.goals)
    waiting = tuple(_draft(draft, names, text) for draft in drafts if draft.kind is not DraftKind.VISIBILITY)
    return Start(desk=top, drafts=waiting, goals=goals, due=lines, notice="", editor=False)


def _goal(code: str, items: Iterable[DueItem], names: LabelIndex, text: Text) -> GoalOffer:
    own = [item for item in items if item.goal == code and item.period is not None]
    asked = [item for item in own if item.state is not ReportState.SUSPENDED]
    return GoalOffer(names.goal(code, text), sum(i.state is ReportState.SUBMITTED for i in asked), len(asked))


def _draft(draft: Draft, names: LabelIndex, text: Text) -> DraftLine:
    plan = draft.kind is DraftKind.PLAN
    return DraftLine(
        number=draft.number,
        goal=LocalizedName("", text.say("admin.waiting.plan")) if plan else names.goal(draft.subject, text),
        filename=draft.filename,
        when=text.moment(draft.changed_at),
        state=text.say(f"flow.state.{draft.state}"),
        comment=draft.comment,
    )


def _due(item: DueItem, on: date, *, link: bool, names: LabelIndex, text: Text) -> DueLine:
    last, period = DASH, ""
    if item.last_period is not None:
        last = names.scale(item.code, text, item.last_value).amount(item.last_value)
        period = text.period(item.last_period)
    return DueLine(
        name=names.indicator(item.code, text),
        link=link,
        last=last,
        last_period=period,
        state=item.state,
        overdue=item.overdue,
        detail=_detail(item, on, text),
    )


def _detail(item: DueItem, on: date, text: Text) -> str:
    if item.period is None or item.deadline is None:
        return text.say("submit.detail.later")
    period = text.period(item.period)
    if item.state is ReportState.SUSPENDED:
        return text.say("submit.detail.suspended")
    if item.gap is not None:
        return text.say("submit.detail.gap", period=period, reason=text.say(f"gap.{item.gap}"))
    if item.state in _DONE:
        return text.say("submit.detail.submitted", period=period)
    late = (on - item.deadline).days
    if late > 0:
        return text.count("submit.detail.late", late, period=period)
    return text.say("submit.detail.until", period=period, deadline=text.date(item.deadline))
