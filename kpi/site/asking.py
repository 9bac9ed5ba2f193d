"""Routes for what is public: release and language asked for, answered in a thread, kept until the next release.

    asking.route("/chart/{code}.svg", chart)

`chart(asked) -> Answer | None` reads `asked.survey` and nothing else; None is a 404. Nothing heavy is imported here, so
`chart` imports what it needs when it is asked.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from anyio.to_thread import run_sync
from starlette.convertors import PathConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kpi.model import Language
from kpi.text import Text
from kpi.web.answers import READING, Answer, preflight, refused
from kpi.web.pasted import bare
from kpi.web.readiness import readiness

if TYPE_CHECKING:
    from datetime import date

    from kpi.measure.results import Survey

#: letters of a parameter that are looked at
LONGEST = 200


class _Rest(PathConvertor):
    """As `path`, and line ends too: an address with one must not fall through to another answer."""

    regex = r"[\s\S]*"


register_url_convertor("rest", _Rest())


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for.

    version   the release's day as asked for, None for the current release
    released  the release's day
    path      parameters of the path; query: those that the route knows, without `v` and `lang`
    site      where the site is reached, for permanent links
    """

    survey: "Survey" = field(repr=False, compare=False)
    text: Text
    version: "date | None"
    released: "date"
    path: tuple[tuple[str, str], ...] = ()
    query: tuple[tuple[str, str], ...] = ()
    site: str = ""

    def __getitem__(self, name: str) -> str:
        """A parameter of the path, or of the query; "" where it is not given."""
        return dict(self.query + self.path).get(name, "")


Make = Callable[[Asked], Answer | None]


def route(path: str, make: Make, *, query: tuple[str, ...] = ()) -> Route:
    """The route of what `make` makes; scripts of other sites are told that they may read it."""
    return Route(path, endpoint(make, query=query), methods=READING)


def endpoint(make: Make, *, query: tuple[str, ...] = ()) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint of a route that gives what `make` makes.

    query  parameters that matter beside `v` and `lang`; others are not looked at
    """

    async def answer(request: Request) -> Response:
        if request.method == "OPTIONS":
            return preflight()
        return await run_sync(_answer, request, make, query)

    return answer


def _answer(request: Request, make: Make, query: tuple[str, ...]) -> Response:
    if readiness.started and not readiness.wait(0):
        text = Text(language_of(request))
        return refused(text, 503, text.say("answers.loading"))
    from kpi.site.answering import answer

    return answer(request, make, query)


def language_of(request: Request) -> Language:
    return Language.asked(request.query_params.get("lang"))


def version_of(request: Request) -> str:
    """The release's day as it is written in the path or the query, "" for the current release."""
    return bare(str(request.path_params.get("version") or request.query_params.get("v", ""))[:LONGEST])
