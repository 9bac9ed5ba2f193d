"""The plan for administrators: its workbook, the terms of submitting, departments. Each change is a draft first."""

from collections.abc import Mapping
from dataclasses import replace

from starlette.responses import Response

from kpi.html.desk import planning as document
from kpi.model import Department, Plan, Provenance, Strategy
from kpi.model.contact import addresses
from kpi.services.publishing.administration.department_edit import check_names, present_uses
from kpi.services.publishing.administration.plan_edit import plan_to_change, plan_workbook, with_department
from kpi.views.desk.planning import DepartmentForm, Planning, TermField
from kpi.web.desk.rejected_uploads import RejectedUploads
from kpi.web.desk.request import DeskRequest, file_answer
from kpi.web.desk.uploads import checked_file
from kpi.web.desk.words.department_words import use_words
from kpi.workbook.folders import PLAN_FILE

#: the parameters of the form, the one for all first
TERMS = (
    "deadline_days",
    "deadline_days_month",
    "deadline_days_quarter",
    "deadline_days_half_year",
    "deadline_days_year",
)
_MOST_DAYS = 366
#: what the form of a department holds besides its tick
_TYPED = ("code", "name", "name_en", "contact")


def shown(asked: DeskRequest, wrong: str = "") -> Response:
    """GET /admin/plan; with `wrong`, what a form could not do."""
    plan, draft = plan_to_change(asked.account, today=asked.today, store=asked.store)
    given = asked.given if wrong else {}
    strategy = plan.strategy if plan else None
    view = Planning(
        notice=asked.notice,
        wrong=wrong,
        draft=None if draft is None else draft.number,
        known=plan is not None,
        terms=() if strategy is None else tuple(_term(name, strategy, given) for name in TERMS),
        approval=strategy is not None and strategy.approval,
        departments=() if plan is None else _forms(asked, plan),
        new=_new(given),
    )
    title = asked.text.say("planning.title")
    return asked.page(title, document.body(view, asked.desk, asked.context), 409 if wrong else 200)


def _term(name: str, strategy: Strategy, given: Mapping[str, str]) -> TermField:
    value = getattr(strategy, name)
    stands = "" if value is None else str(value)
    usual = None if name == TERMS[0] else strategy.deadline_days
    return TermField(name, given.get(name, stands), "" if usual is None else str(usual))


def _new(given: Mapping[str, str]) -> DepartmentForm:
    code, name, name_en, contact = (given.get(key, "") for key in _TYPED)
    return DepartmentForm(code=code, name=name, name_en=name_en, contact=contact, confirmed=True)


def _forms(asked: DeskRequest, plan: Plan) -> tuple[DepartmentForm, ...]:
    uses = present_uses(asked.account, today=asked.today, store=asked.store)
    return tuple(
        DepartmentForm(
            code=one.code,
            name=one.name,
            name_en=one.name_en,
            contact=one.contact,
            confirmed=(one.provenance or plan.strategy.usual_provenance) is Provenance.DOCUMENTED,
            along=use_words(uses[one.code], asked.text) if one.code in uses else "",
            reachable=bool(addresses(one.contact)),
        )
        for one in plan.departments
    )


def workbook(asked: DeskRequest) -> Response:
    """GET /admin/plan.xlsx: the plan as the page has it; LookupError where there is none."""
    plan, _ = plan_to_change(asked.account, today=asked.today, store=asked.store)
    if plan is None:
        raise LookupError("plan")
    return file_answer(plan_workbook(plan), PLAN_FILE)


def change(asked: DeskRequest, shelf: RejectedUploads) -> Response:
    """POST /admin/plan: the changed plan as a workbook through the door, to its preview."""
    plan, draft = plan_to_change(asked.account, today=asked.today, store=asked.store)
    if plan is None:
        raise LookupError("plan")
    try:
        wanted = _with_terms(asked, plan) if asked.given.get("act") == "terms" else _with_department(asked, plan)
    except ValueError as error:
        return shown(asked, asked.text.say(f"planning.wrong.{error}"))
    if wanted == plan:
        return asked.to("admin/plan", said="as_it_was")
    choices = None if draft is None else draft.choices
    return checked_file(asked, shelf, PLAN_FILE, plan_workbook(wanted), choices=choices)


def _with_terms(asked: DeskRequest, plan: Plan) -> Plan:
    values: dict[str, int | None] = {}
    for name in TERMS:
        typed = asked.given.get(name, "").strip()
        if typed and not (typed.isascii() and typed.isdecimal() and int(typed[:9]) <= _MOST_DAYS):
            raise ValueError("days")
        values[name] = int(typed) if typed else None
    approval = asked.given.get("approval") == "yes"
    return replace(plan, strategy=replace(plan.strategy, **values, approval=approval))  # type: ignore[arg-type]


def _with_department(asked: DeskRequest, plan: Plan) -> Plan:
    typed = {name: " ".join(asked.given.get(name, "").split()) for name in _TYPED}
    if not typed["code"] or not typed["name"]:
        raise ValueError("department")
    provenance = _provenance(plan, typed["code"], confirmed=asked.given.get("confirmed") == "yes")
    department = Department(**typed, provenance=provenance)
    check_names(plan, department, fresh=asked.given.get("act") == "add")
    return with_department(plan, department)


def _provenance(plan: Plan, code: str, *, confirmed: bool) -> Provenance:
    """What the form says of the name; what the strategy says anyway stays unsaid, so that its answer governs later."""
    said = Provenance.DOCUMENTED if confirmed else Provenance.ILLUSTRATIVE
    usual = plan.strategy.usual_provenance
    former = next((one.provenance for one in plan.departments if one.code == code), Provenance.UNSAID)
    if (former or usual) is said:
        return former
    return Provenance.UNSAID if said is usual else said
