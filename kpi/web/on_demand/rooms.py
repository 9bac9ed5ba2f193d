"""The rooms of people who write something: the desk, signing in itself, how to begin, questions, letters to readers.

Imported by the first of them. Questions and subscriptions send letters, and with these comes all of publishing.
"""

from starlette.routing import BaseRoute

from kpi.web.desk import router as desk
from kpi.web.questions import routes as questions
from kpi.web.setup import routes as setup
from kpi.web.sign_in import routes as sign_in
from kpi.web.subscriptions import routes as subscriptions


def routes() -> list[BaseRoute]:
    """Every route; ValueError where the settings of the provider are wrong (`kpi.web.sign_in.routes`)."""
    return [
        *questions.routes(),
        *subscriptions.routes(),
        *setup.routes(),
        *sign_in.routes(),
        *desk.routes(sign_in.late_page),
    ]
