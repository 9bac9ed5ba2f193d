"""Every route of the application, those that it imports when they are asked for among them."""

from starlette.routing import BaseRoute

from kpi.web.application import routes
from kpi.web.on_demand.routes_on_demand import RoutesOnDemand


def every_route() -> list[BaseRoute]:
    """In the order in which they are looked through, the dashboard's mount last."""
    return [inner for route in routes() for inner in (route.routes if isinstance(route, RoutesOnDemand) else [route])]
