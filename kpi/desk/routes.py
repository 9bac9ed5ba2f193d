"""The routes of the desk, by their paths. Nothing heavy is imported before one is asked."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

if TYPE_CHECKING:
    from kpi.desk.answering import Answering
    from kpi.desk.asked import Around

PATHS = {
    "/upload": ["GET", "POST"],
    "/upload/file": ["GET"],
    "/upload/as-read": ["POST"],
    "/upload/marked": ["GET"],
    "/upload/template": ["GET"],
    "/upload/draft": ["GET", "POST"],
    "/upload/compared": ["POST"],
    "/upload/discard": ["POST"],
    "/upload/receipt": ["GET"],
    "/upload/undo": ["POST"],
    "/upload/decide": ["POST"],
    "/admin": ["GET"],
    "/admin/journal.csv": ["GET"],
    "/admin/accounts": ["GET", "POST"],
    "/admin/releases": ["GET", "POST"],
    "/admin/visibility": ["GET", "POST"],
    "/admin/plan": ["GET", "POST"],
    "/admin/plan.xlsx": ["GET"],
    "/admin/suspensions": ["GET", "POST"],
}


def desk_routes(around: "Callable[[], Around]") -> list[Route]:
    """`around` is asked when the first request comes."""

    @cache
    def made() -> "Answering":
        from kpi.desk.answering import Answering

        return Answering(around())

    async def answer(request: Request) -> Response:
        answering = await run_sync(made)
        return await answering.answer(request)

    return [Route(path, answer, methods=methods) for path, methods in PATHS.items()]
