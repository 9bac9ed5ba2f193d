"""One department for administrators: merged, split or taken away, each a draft of the plan first."""

from starlette.responses import Response

from kpi.html.desk import departments as document
from kpi.model import Department, FileChoices, code_sort_key
from kpi.services.publishing.administration.department_edit import PlanChange, merge, present_uses, remove, split
from kpi.services.publishing.administration.plan_edit import plan_to_change, plan_workbook
from kpi.services.publishing.checks.department_effects import DepartmentUse
from kpi.views.common.localized_name import LocalizedName
from kpi.views.desk.departments import DepartmentPage
from kpi.web.desk.rejected_uploads import RejectedUploads
from kpi.web.desk.request import DeskRequest
from kpi.web.desk.uploads import checked_file
from kpi.web.desk.words.department_words import use_words
from kpi.workbook.folders import PLAN_FILE


def shown(asked: DeskRequest, wrong: str = "") -> Response:
    """GET /admin/department: LookupError for a code that the plan does not have; with `wrong`, what did not work."""
    text, names = asked.text, asked.names
    code = asked.query.get("code", "") or asked.given.get("code", "")
    plan, draft = plan_to_change(asked.account, today=asked.today, store=asked.store)
    listed = () if plan is None else plan.departments
    called = {one.code: LocalizedName.of(text, one.code, one.name, one.name_en) for one in listed}
    if code not in called:
        raise LookupError(code)
    uses = present_uses(asked.account, today=asked.today, store=asked.store)
    use = uses.get(code, DepartmentUse(code, called[code].name))
    view = DepartmentPage(
        name=called[code],
        wrong=wrong,
        draft=None if draft is None else draft.number,
        goals=tuple(names.goal(one, text) for one in use.goals),
        indicators=tuple(names.indicator(one, text) for one in use.indicators),
        people=use.accounts,
        others=tuple(name for other, name in called.items() if other != code),
        along=use_words(use, text),
        given=asked.given if wrong else {},
    )
    title = text.say("departments.title")
    return asked.page(title, document.body(view, asked.token, asked.context), 409 if wrong else 200)


def change(asked: DeskRequest, shelf: RejectedUploads) -> Response:
    """POST /admin/department: the changed plan as a workbook through the door, to its preview."""
    plan, draft = plan_to_change(asked.account, today=asked.today, store=asked.store)
    if plan is None:
        raise LookupError("plan")
    former = PlanChange(plan, FileChoices() if draft is None else draft.choices)
    try:
        wanted = _changed(asked, former)
    except ValueError as error:
        return shown(asked, asked.text.say(f"departments.wrong.{error}"))
    return checked_file(asked, shelf, PLAN_FILE, plan_workbook(wanted.plan), choices=wanted.choices)


def _changed(asked: DeskRequest, former: PlanChange) -> PlanChange:
    given = {name: " ".join(value.split()) for name, value in asked.given.items()}
    code, reason, act = given.get("code", ""), given.get("reason", ""), given.get("act", "")
    if not reason:
        raise ValueError("no_reason")
    if act == "merge":
        return merge(former, code, given.get("into", ""), reason)
    if act == "split":
        goals, indicators = (_ticked(given, kind) for kind in ("goal", "indicator"))
        return split(former, code, _new(given), goals=goals, indicators=indicators, reason=reason)
    if act != "remove":
        raise LookupError(act)
    return remove(former, code, reason)


def _ticked(given: dict[str, str], kind: str) -> list[str]:
    found = (name.partition(":")[2] for name in given if name.startswith(f"{kind}:"))
    return sorted(found, key=code_sort_key)


def _new(given: dict[str, str]) -> Department:
    code, name, name_en, contact = (given.get(f"new_{key}", "") for key in ("code", "name", "name_en", "contact"))
    if not code or not name:
        raise ValueError("new")
    return Department(code, name, name_en, contact)
