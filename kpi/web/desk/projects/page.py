"""/upload/project: a project's saved record held against an action of the department; shown, and nothing kept."""

from starlette.responses import Response

from kpi.html.desk.projects import comparison as document
from kpi.measure.chain.project_differences import OwnAction
from kpi.services.reporting.project_comparison import MOST_BYTES, ProjectFileError, compared, own_actions
from kpi.views.desk.project_comparison import ProjectComparisonView, project_view
from kpi.web.desk.request import DeskRequest


def shown(asked: DeskRequest) -> Response:
    """GET /upload/project; with `action` the one that is meant."""
    return _page(asked, _own(asked), asked.query.get("action", ""))


def taken(asked: DeskRequest) -> Response:
    """POST /upload/project: the file is read and told of on the page that answers: nothing of it is stored."""
    own, chosen = _own(asked), asked.given.get("action", "")
    if not asked.content:
        return _page(asked, own, chosen, wrong=asked.text.say("project.error.no_file"))
    try:
        found = compared(asked.content[: MOST_BYTES + 1], own, next((one for one in own if _key(one) == chosen), None))
    except ProjectFileError as error:
        told = asked.text.say(f"project.error.{error.reason}", file=asked.filename, **error.values)
        return _page(asked, own, chosen, wrong=told)
    return _page(asked, own, chosen, view=project_view(found.project, found.actions, asked.text))


def _own(asked: DeskRequest) -> tuple[OwnAction, ...]:
    return own_actions(asked.account, today=asked.today, store=asked.store)


def _key(action: OwnAction) -> str:
    return f"{action.code}/{action.number}/{action.name}"


def _page(
    asked: DeskRequest,
    own: tuple[OwnAction, ...],
    chosen: str,
    *,
    wrong: str = "",
    view: ProjectComparisonView | None = None,
) -> Response:
    """The form, and what the file said; those that name a project come first."""
    text = asked.text
    listed = sorted(own, key=lambda one: not one.project)
    choices = tuple((_key(one), text.say("project.action", code=one.code, name=one.name)) for one in listed)
    main = document.body(asked.token, choices, chosen, asked.context, wrong=wrong, view=view)
    return asked.page(text.say("project.title"), main, 409 if wrong else 200)
