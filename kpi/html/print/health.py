"""A department, the list of departments, «Якість плану» on paper: what their pages say."""

from kpi.html.health import department as department_document
from kpi.html.health import departments as departments_document
from kpi.html.health import plan_health as plan_health_document
from kpi.html.page_context import PageContext
from kpi.html.print.sheets import Sheets
from kpi.views.health.department import DepartmentView
from kpi.views.health.departments import DepartmentsView
from kpi.views.health.plan_health import PlanHealthView


def department(view: DepartmentView, page: PageContext) -> Sheets:
    return Sheets(view.title, (department_document.body(view, page),), ("department", view.code))


def departments(view: DepartmentsView, page: PageContext) -> Sheets:
    return Sheets(view.title, (departments_document.body(view, page),), ("departments", ""))


def plan_health(view: PlanHealthView, page: PageContext) -> Sheets:
    return Sheets(view.title, (plan_health_document.body(view, page),), ("plan-health", ""))
