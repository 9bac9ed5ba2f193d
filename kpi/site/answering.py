"""Answers made from a public release, kept until there is another one. Runs in a thread (kpi.site.asking)."""

import logging
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from kpi.cache import Cache
from kpi.measure.results import Survey
from kpi.site import cache, published
from kpi.site.asking import LONGEST, Asked, Make, language_of, version_of
from kpi.store import NotPublishedError, UnknownReleaseError
from kpi.text import Text
from kpi.views.shell import release_day
from kpi.web.answers import Answer, refused, respond
from kpi.web.origin import site_of
from kpi.web.pasted import bare_path, onward

log = logging.getLogger(__name__)
_answers: Cache[Answer] = Cache(600)


class AbsentError(LookupError):
    """There is nothing of what was asked for."""


def answer(request: Request, make: Make, query: tuple[str, ...]) -> Response:
    """What `make` makes of the request; a sentence where that cannot be."""
    text, version = Text(language_of(request)), version_of(request)
    try:
        return respond(request, _find(asked_of(request, text, version, query), make))
    except AbsentError:
        return _absent(request, text, text.say("answers.absent"))
    except UnknownReleaseError:
        return _absent(request, text, text.say("answers.no_release", version=version))
    except NotPublishedError:
        return refused(text, 503, text.say("answers.unpublished"))
    except (cache.UnavailableError, OSError) as error:
        log.error("a public answer cannot be made", exc_info=error)
        return refused(text, 503, text.say("answers.unavailable"))


def _absent(request: Request, text: Text, sentence: str) -> Response:
    """The sentence; where something sticks to the end of the address, the address without it is tried first."""
    path = request.scope["path"]
    if (whole := bare_path(path)) != path:
        return onward(whole, request.url)
    return refused(text, 404, sentence)


def asked_of(request: Request, text: Text, version: str, query: tuple[str, ...]) -> Asked:
    """The request with the release that it is about; errors as in `survey_of`."""
    day, survey = survey_of(version)
    path = tuple((name, str(value)[:LONGEST]) for name, value in request.path_params.items() if name != "version")
    given = ((name, request.query_params.get(name, "")[:LONGEST]) for name in query)
    known = tuple((name, value) for name, value in given if value)
    return Asked(survey, text, day, release_day(survey), path, known, site_of(request))


def survey_of(version: str) -> tuple[date | None, Survey]:
    """A release by its day, None and "" for the current one.

    `UnknownReleaseError` for what is no day of a release, otherwise errors as in `kpi.site.published.survey`.
    """
    if not version:
        return None, published.survey()
    try:
        day = date.fromisoformat(version)
    except ValueError:
        raise UnknownReleaseError(version) from None
    days = [release.published for release in published.releases()]
    if day not in days or day.isoformat() != version:
        raise UnknownReleaseError(version)
    asked = published.past(day)
    return asked, published.survey(asked)


def _find(asked: Asked, make: Make) -> Answer:
    """The answer, made once. What is absent is not kept: it must not push out what is there."""

    def made() -> Answer:
        found = make(asked)
        if found is None:
            raise AbsentError
        return found

    name = f"{make.__module__}.{make.__qualname__}"
    key = (published.tag(asked.version), name, asked.text, asked.path, asked.query, asked.site)
    return _answers.get(key, made)


def clear() -> None:
    """Forget all that is kept."""
    _answers.clear()
