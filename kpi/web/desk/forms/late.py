"""Forms whose session has ended: shown again to their author, who says whether they are followed.

Of values a row is put back into the department's draft (`kpi.web.desk.report.form_page`); any other form is shown in
its words and sent by its author once more. Nothing is done by signing in.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from starlette.responses import Response

from kpi.html.desk import sign_in as document
from kpi.html.forms import CARRIED, LANGUAGE
from kpi.web.desk.forms.carried import REPORT, CarriedForm, pack, unpack
from kpi.web.desk.report import form_page
from kpi.web.desk.request import DeskRequest

Handlers = Mapping[tuple[str, str], Callable[[DeskRequest], Response]]
#: where a page sends the form that it carries
AGAIN = "/upload/again"


def resumed(asked: DeskRequest) -> Response:
    """To somebody who has just signed in on a page that carried a form; of another person's nothing is shown."""
    form = unpack(asked.given.get(CARRIED, ""))
    if form is None:
        return asked.to("upload")
    if form.login != asked.account.login:
        return asked.to("upload", said="anothers")
    return form_page.resumed(asked, form.fields) if form.path == REPORT else _shown(asked, form, 200)


def stale(asked: DeskRequest, address: str) -> Response:
    """POST of a page of an earlier session: what was written, and the button that brings it back or sends it."""
    carried = pack(address, asked.given)
    form = unpack(carried)
    if form is None:
        return asked.to("upload", said="stale")
    if form.login != asked.account.login:
        return asked.to("upload", said="anothers")
    return _shown(replace(asked, given={CARRIED: carried}), form, 403)


def followed(asked: DeskRequest, handlers: Handlers) -> Response:
    """POST /upload/again: the form is sent by its author once more, as it was."""
    form = unpack(asked.given.get(CARRIED, ""))
    if form is None or form.login != asked.account.login:
        return resumed(asked)
    if asked.given.get("act") == LANGUAGE:
        return _shown(asked, form, 403)
    handler = handlers.get(("POST", form.path))
    if form.path == REPORT or handler is None:
        return resumed(asked)
    return handler(replace(asked, given=form.fields, query=form.query))


def _shown(asked: DeskRequest, form: CarriedForm, status: int) -> Response:
    kind = "report" if form.path == REPORT else "form"
    body = document.late_form(kind, form.worded, asked.given[CARRIED], asked.token, asked.context)
    return asked.page(asked.text.say("report.stale.title"), body, status, carrying=(document.STALE, AGAIN))
