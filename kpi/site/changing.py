"""Changes: which two releases an address asks for, and their comparison, kept."""

from dataclasses import dataclass, replace
from datetime import date

from kpi.cache import Cache
from kpi.documents import changes as document
from kpi.documents.notice import notice
from kpi.documents.page_context import PageContext
from kpi.model import Language
from kpi.site import cache, published
from kpi.site.addresses import feed_of
from kpi.site.finish import Content
from kpi.site.reader import Reader
from kpi.text import Text
from kpi.text.markup import join
from kpi.views import unknown_filters
from kpi.views.between import Between
from kpi.views.comparison import Comparison, compare
from kpi.views.release_changes import Choice, Filter, build
from kpi.views.shell import Way

_comparisons: Cache[Comparison] = Cache(32)


@dataclass(frozen=True, slots=True)
class Asked:
    """Two releases, the earlier first; None where there is no such release (`unknown` is what was asked for)."""

    old: date | None
    new: date | None
    unknown: str = ""


def days(version: date | None = None) -> tuple[date, ...]:
    """The releases that may be compared with each other, the latest first: those of the last one's edition.

    version  leave out what was published after this day
    """
    releases = [one for one in published.releases() if version is None or one.published <= version]
    return tuple(sorted({r.published for r in releases if r.edition == releases[-1].edition}, reverse=True))


def asked(since: str, until: str, known: tuple[date, ...]) -> Asked:
    """The releases of an address; without them the last one and the one before it. Given in any order."""
    found = []
    for words in (since, until):
        day = _day(words)
        if words and day not in known:
            return Asked(None, None, words)
        found.append(day)
    new = found[1] or known[0]
    old = found[0] or next((day for day in known if day < new), None)
    return Asked(new, old) if old and old > new else Asked(old, new)


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words) if len(words) == 10 else None
    except ValueError:
        return None


def comparison(old: date, new: date) -> Comparison:
    """What differs between two releases; errors as in `kpi.site.published.survey`."""
    key = (cache.standing().release, old, new)
    return _comparisons.get(key, lambda: compare(published.survey(old), published.survey(new)))


def between(old: date, new: date, language: Language) -> Between:
    """The same in words."""
    return Between(comparison(old, new), published.board(old, language), published.board(new, language))


def changes(reader: Reader, page: PageContext) -> Content:
    """Зміни: що змінилося між двома випусками, що виправлено."""
    text, parameters, known = reader.text, reader.parameters, days(reader.version)
    here = (Way(text.say("page.changes")),)
    wanted = asked(parameters.get("from", ""), parameters.get("to", ""), known)
    choice = Choice(known, wanted.old, wanted.new)
    if wanted.unknown:
        title, words = text.say("changes.title.unknown", date=_said(wanted.unknown, text)), "changes.unknown.words"
        nothing = document.without(title, text.say(words), choice, page)
        return Content(finding=title, body=nothing, crumbs=here, known=False)
    if wanted.old is None or wanted.new is None or wanted.old == wanted.new:
        title = text.say(f"changes.title.{'first' if wanted.old is None else 'same'}", date=text.date(wanted.new))
        return Content(finding=title, body=document.without(title, "", choice, page), crumbs=here)
    chosen = Filter(parameters.get("sector", ""), parameters.get("department", ""))
    view = build(between(wanted.old, wanted.new, text.language), known, chosen)
    feed = feed_of("changes", {"sector": view.choice.chosen.sector, "department": view.choice.chosen.department}, text)
    # what is told of a past release leads to that release
    of_past = reader.version is None and wanted.new != known[0]
    told = document.told(view, replace(page, release=wanted.new) if of_past else page, feed)
    sectors, departments = ([named.code for named in names] for names in (view.choice.sectors, view.choice.departments))
    unknown = unknown_filters.words({**parameters, "status": ""}, sectors, departments, text)
    body = join((notice(unknown), document.opening(view, page), told))
    return Content(finding=view.title, body=body, crumbs=here, description=view.lede)


def _said(words: str, text: Text) -> str:
    day = _day(words)
    return text.date(day) if day else f"«{words}»"
