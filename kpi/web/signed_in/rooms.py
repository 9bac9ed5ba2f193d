"""The rooms of people who sign in: the desk, signing in itself, and how to begin. Imported by the first of them."""

from starlette.routing import BaseRoute

from kpi.web.desk import router as desk
from kpi.web.setup import routes as setup
from kpi.web.sign_in import routes as sign_in


def routes() -> list[BaseRoute]:
    """Every route; ValueError where the settings of the provider are wrong (`kpi.web.sign_in.routes`)."""
    return [*setup.routes(), *sign_in.routes(), *desk.routes(sign_in.late_page)]
