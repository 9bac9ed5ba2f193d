"""Atom feeds of what moved, release by release (RFC 4287).

/feed.atom[?sector=|department=|indicator=|only=decisions][&lang=en].
"""

import hashlib
from datetime import date
from itertools import pairwise

from starlette.routing import Route

from kpi.html.feeds.atom import MEDIA_TYPE, atom
from kpi.html.feeds.entries import ONLY_DECISIONS, AnsweredQuestion, NewEdition, Subject
from kpi.html.links import address
from kpi.model import Level, edition_prefix
from kpi.services.published import releases, surveys
from kpi.services.published.beside import public_answers
from kpi.services.published.successions import step_into, step_out_of
from kpi.services.published.surveys import ReleaseKey
from kpi.views.beside.answers import answers
from kpi.views.changes.page import ChangesFilter
from kpi.views.succession import page as succession
from kpi.views.succession.crosswalk import Crosswalk
from kpi.web import release_boards, release_comparison
from kpi.web.release_routes import ReleaseRequest, route
from kpi.web.responses import Answer

PATH = "/feed.atom"
#: the latest releases that a feed goes back to: two years of quarters
MOST = 8


def routes() -> list[Route]:
    """Nothing heavy is imported before a feed is asked for."""
    return [route(PATH, feed, query=("sector", "department", "indicator", "only"))]


def feed(asked: ReleaseRequest) -> Answer | None:
    """What moved up to the release asked for; None where nothing public has the code."""

    subject, language = _subject(asked), asked.text.language
    if subject is None:
        return None
    edition = asked.survey.dataset.strategy.edition
    days = release_comparison.days(asked.released, edition)[: MOST + 1]
    steps = [release_comparison.between(old, new, language, edition) for new, old in pairwise(days)]
    first = release_boards.board(days[-1], language, edition)
    key = releases.key_of(asked.version, edition)
    told = {"begins": _edition(key, asked), "follows": _edition(_after(key), asked)}
    answered = _answered(asked, key)
    opening = first if len(days) <= MOST else None
    body = atom(steps[:MOST], opening, subject, asked.text, asked.site, answered=answered, **told)
    return Answer(body=body, media_type=MEDIA_TYPE, modified=asked.released, language=language, foreign=True)


def _answered(asked: ReleaseRequest, key: ReleaseKey) -> tuple[AnsweredQuestion, ...]:
    """The public answers of the edition, by the day of each; none of them in the feed of a past release."""
    if asked.version is not None:
        return ()
    items = [one for one in public_answers(key) if one["edition"] == key.edition]
    found = []
    for one in items:
        (said,) = answers((one,), key.edition, one["code"], asked.survey.fiscal_year, asked.text)
        day = date.fromisoformat(one["answered"])
        # the question as it was asked about is never another one
        mark = hashlib.sha256(f"{one['asked']} {one['period']} {one['told_words']}".encode()).hexdigest()[:12]
        found.append(AnsweredQuestion(code=one["code"], mark=mark, day=day, answer=said))
    return tuple(found)


def _after(key: ReleaseKey) -> ReleaseKey | None:
    step = step_out_of(key)
    return None if step is None else step.new


def _edition(key: ReleaseKey | None, asked: ReleaseRequest) -> NewEdition | None:
    """An edition that says what became of the goals of the one before it, by its first release; None for another."""
    step = None if key is None else step_into(key)
    if key is None or step is None:
        return None
    first = releases.all_releases(key.edition)[0]
    view = succession.build(Crosswalk(*(release_boards.board_of(k, asked.text.language) for k in (step.old, step.new))))
    return NewEdition(
        name=view.new,
        in_force=surveys.survey_of(key).dataset.strategy.begins,
        day=first.published,
        moment=first.moment,
        counts=view.counts,
        path=address("succession", lang=asked.text.lang),
        site=f"{asked.site.removesuffix(edition_prefix(asked.edition))}{edition_prefix(key.edition)}",
    )


def _subject(asked: ReleaseRequest) -> Subject | None:
    """None where a code is unknown."""

    board = asked.board
    sector, department, indicator = (asked[name] for name in ("sector", "department", "indicator"))
    known = (
        not sector or board.node(Level.SECTOR, sector) is not None,
        not department or any(row.department.code == department for row in board.rows),
        not indicator or board.row(indicator) is not None,
        asked["only"] in ("", ONLY_DECISIONS),
    )
    decided = asked["only"] == ONLY_DECISIONS
    return Subject(ChangesFilter(sector, department), indicator, decided) if all(known) else None
