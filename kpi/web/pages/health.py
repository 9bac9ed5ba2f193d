"""«Підрозділ», the list of departments, «Якість плану»."""

from kpi.html.health import department as department_document
from kpi.html.health import departments as departments_document
from kpi.html.health import plan_health as plan_health_document
from kpi.html.page_context import PageContext
from kpi.views.common.page_frame import Crumb
from kpi.views.health import department as department_view
from kpi.views.health import departments as departments_view
from kpi.views.health import plan_health as plan_health_view
from kpi.web.pages.page_request import PageRequest
from kpi.web.pages.page_shell import Content


def departments(reader: PageRequest, page: PageContext) -> Content:
    """Підрозділи: хто за що відповідає, у порядку плану."""
    view = departments_view.build(reader.board)
    here = (Crumb(page.say("health.departments.name")),)
    return Content(finding=view.title, body=departments_document.body(view, page), crumbs=here)


def department(reader: PageRequest, page: PageContext) -> Content:
    """Підрозділ: за що відповідає, чи подає вчасно, що стало з обіцяним і дорученим."""
    view = department_view.build(reader.board, reader.id)
    if view is None:
        heading = page.say("health.department.none.heading")
        return Content(finding=heading, body=department_document.unknown(page), known=False)
    crumbs = (
        Crumb(page.say("health.departments.name"), "departments"),
        Crumb(view.name.name, foreign=view.name.foreign),
    )
    return Content(finding=view.title, body=department_document.body(view, page), crumbs=crumbs)


def plan_health(reader: PageRequest, page: PageContext) -> Content:
    """Якість плану: чого не вказано, чого вимагають цілі, який перегляд прострочено."""
    view = plan_health_view.build(reader.board)
    here = (Crumb(page.say("health.plan.name")),)
    body = plan_health_document.body(view, page)
    return Content(finding=view.title, body=body, crumbs=here, description=page.say("health.plan.lede"))
