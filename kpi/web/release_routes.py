"""Routes for what is public: release and language asked for, answered in a thread, kept until the next release.

    asking.route("/chart/{code}.svg", chart)

`chart(asked) -> Answer | None` reads `asked.survey` and nothing else; None is a 404.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date

from anyio.to_thread import run_sync
from starlette.convertors import PathConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kpi.cache import Cache
from kpi.html.page_context import PageContext, PageKind
from kpi.measure.results import Survey
from kpi.model import Language, edition_prefix
from kpi.services.published import releases, surveys
from kpi.store import NotPublishedError, UnknownReleaseError
from kpi.text import Text
from kpi.views.common.board import Board
from kpi.views.common.board import board as build_board
from kpi.views.common.page_frame import release_day
from kpi.views.indicator.across_editions import across_editions
from kpi.views.indicator.page import IndicatorView
from kpi.views.indicator.page import build as build_indicator
from kpi.views.indicator.previous_series import PreviousSeries
from kpi.views.public.goal import GoalView
from kpi.views.public.goal import build as build_goal
from kpi.views.public.goal_across_editions import goal_across_editions
from kpi.web import release_boards
from kpi.web.assets import asset_url
from kpi.web.edition_paths import edition_of, site_of
from kpi.web.protection.pasted_addresses import bare
from kpi.web.readiness import readiness
from kpi.web.responses import READING, AbsentError, Answer, preflight, refused, respond
from kpi.web.visitor import file_text_of

log = logging.getLogger(__name__)
_answers: Cache[Answer] = Cache(600, weigh=lambda kept: kept.weight, heaviest=64 << 20)
#: letters of a parameter that are looked at
LONGEST = 200


class _Rest(PathConvertor):
    """As `path`, and line ends too: an address with one must not fall through to another answer."""

    regex = r"[\s\S]*"


register_url_convertor("rest", _Rest())


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRequest:
    """What is asked for.

    version   the release's day as asked for, None for the current release
    released  the release's day
    path      parameters of the path; query: those that the route knows, without `v` and `lang`
    site      where the site is reached, with the edition where the address names one; for permanent links
    edition   the edition that the address names, None where it names none
    """

    survey: Survey = field(repr=False, compare=False)
    text: Text
    version: "date | None"
    released: "date"
    path: tuple[tuple[str, str], ...] = ()
    query: tuple[tuple[str, str], ...] = ()
    site: str = ""
    edition: str | None = None

    @property
    def board(self) -> Board:
        """The goal tree and the indicators of the release in the language asked for."""
        kept = release_boards.board(self.version, self.text.language, self.edition)
        # a release may have been published since the question was asked: it is answered from the one it found
        return kept if kept.survey is self.survey else build_board(self.survey, self.text)

    def indicator(self, code: str) -> IndicatorView | None:
        """The page of an indicator with its former values; None for a code that nothing public has."""
        view = build_indicator(self.survey, code, self.text, board=self.board, site=self.site)
        if view is None:
            return None
        return across_editions(view, self.former(code), self.survey.dataset, self.text)

    def goal(self, code: str) -> GoalView | None:
        """The page of a goal, its small charts with former values; None for a code that nothing public has."""
        view = build_goal(self.survey, code, self.text, board=self.board)
        return None if view is None else goal_across_editions(view, self.former, self.survey.dataset, self.text)

    def former(self, code: str) -> PreviousSeries | None:
        """What an indicator was measured at in the edition before."""
        key = releases.key_of(self.version, self.edition)
        return release_boards.former_values(key, code, Language(self.text.language))

    @property
    def prefix(self) -> str:
        """What the addresses of the edition begin with; "" where the address names none."""
        return edition_prefix(self.edition)

    @property
    def host(self) -> str:
        """Where the site is reached, without the edition."""
        return self.site.removesuffix(self.prefix)

    def page_context(self, kind: PageKind) -> PageContext:
        """Of a sheet or an embed, which is of one release and leads on within it."""
        return PageContext(
            text=self.text,
            site=self.site,
            prefix=self.prefix,
            release=self.released,
            kind=kind,
            accent=self.survey.dataset.strategy.colour,
            asset=asset_url,
        )

    def __getitem__(self, name: str) -> str:
        """A parameter of the path, or of the query; "" where it is not given."""
        return dict(self.query + self.path).get(name, "")


Make = Callable[[ReleaseRequest], Answer | None]


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


def version_of(request: Request) -> str:
    """The release's day as it is written in the path or the query, "" for the current release."""
    return bare(str(request.path_params.get("version") or request.query_params.get("v", ""))[:LONGEST])


def _answer(request: Request, make: Make, query: tuple[str, ...]) -> Response:
    """What `make` makes of the request; a sentence where that cannot be, `AbsentError` where there is nothing."""
    text, version = file_text_of(request), version_of(request)
    if readiness.loading:
        return refused(text, 503, text.say("answers.loading"))
    try:
        return respond(request, _find(asked_of(request, text, version, query), make))
    except UnknownReleaseError:
        raise AbsentError(text.say("answers.no_release", version=version)) from None
    except NotPublishedError:
        return refused(text, 503, text.say("answers.unpublished"))
    except (surveys.UnavailableError, OSError) as error:
        log.error("a public answer cannot be made", exc_info=error)
        return refused(text, 503, text.say("answers.unavailable"))


def asked_of(request: Request, text: Text, version: str, query: tuple[str, ...]) -> ReleaseRequest:
    """The request with the release that it is about; errors as in `survey_of`."""
    edition = edition_of(request)
    day, survey = survey_of(version, edition)
    path = tuple((name, str(value)[:LONGEST]) for name, value in request.path_params.items() if name != "version")
    given = ((name, request.query_params.get(name, "")[:LONGEST]) for name in query)
    known = tuple((name, value) for name, value in given if value)
    return ReleaseRequest(
        survey=survey,
        text=text,
        version=day,
        released=release_day(survey),
        path=path,
        query=known,
        site=site_of(request),
        edition=edition,
    )


def survey_of(version: str, edition: str | None) -> tuple[date | None, Survey]:
    """A release by its day, None and "" for the current one.

    `UnknownReleaseError` for what is no day of a release, otherwise errors as in `releases.survey`.
    """
    if not version:
        return None, releases.survey(None, edition)
    try:
        day = date.fromisoformat(version)
    except ValueError:
        raise UnknownReleaseError(version) from None
    known = releases.every_release() if edition is None else releases.all_releases(edition)
    if day not in [release.published for release in known] or day.isoformat() != version:
        raise UnknownReleaseError(version)
    key = releases.key_of(day, edition)
    # None where the address without a day shows the same
    current = key.day is None and key.edition == releases.key_of(None, edition).edition
    return None if current else day, surveys.survey_of(key)


def _find(asked: ReleaseRequest, make: Make) -> Answer:
    """The answer, made once. What is absent is not kept: it must not push out what is there."""

    def made() -> Answer:
        found = make(asked)
        if found is None:
            raise AbsentError(asked.text.say("answers.absent"))
        return found

    name = f"{make.__module__}.{make.__qualname__}"
    key = (releases.key_of(asked.version, asked.edition), name, asked.text, asked.path, asked.query, asked.site)
    return _answers.get(key, made)


def clear() -> None:
    """Forget all that is kept."""
    _answers.clear()
