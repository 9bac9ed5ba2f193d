"""Comparisons of two published releases: which two an address means, what differs between them, kept."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from kpi.cache import Cache
from kpi.model import Language
from kpi.services.published import releases, surveys
from kpi.services.published.successions import EditionStep, told
from kpi.views.changes.comparison import Comparison, compare
from kpi.views.changes.comparison_text import ComparisonText
from kpi.web import release_boards

_comparisons: Cache[Comparison] = Cache(32)


@dataclass(frozen=True, slots=True)
class ReleasePair:
    """Two releases, the earlier first; None where there is no such release (`unknown` is what was asked for)."""

    old: date | None
    new: date | None
    unknown: str = ""


def days(version: date | None, edition: str | None) -> tuple[date, ...]:
    """The releases that may be compared with each other, the latest first: those of one edition.

    version  leave out what was published after this day
    """
    named = releases.key_of(version, edition).edition
    known = {one.published for one in releases.all_releases(named) if version is None or one.published <= version}
    return tuple(sorted(known, reverse=True))


def pair_of(since: str, until: str, known: tuple[date, ...]) -> ReleasePair:
    """The releases of an address; without them the last one and the one before it. Given in any order."""
    found = []
    for words in (since, until):
        day = day_of(words)
        if words and day not in known:
            return ReleasePair(None, None, words)
        found.append(day)
    new = found[1] or known[0]
    old = found[0] or next((day for day in known if day < new), None)
    return ReleasePair(new, old) if old and old > new else ReleasePair(old, new)


def former_days(step: EditionStep, version: date | None, known: tuple[date, ...]) -> tuple[date, ...]:
    """The releases of the edition `step.old`, the latest first; a day that both editions have means this one's own."""
    return tuple(day for day in days(version, step.old.edition) if day not in known)


def across(
    step: EditionStep, former: tuple[date, ...], known: tuple[date, ...], asked: Collection[date | None]
) -> EditionStep | None:
    """The two releases where one of the edition before is asked for, in any order; None for any other pair.

    former, known  of the two editions; where no other day is asked, the last one of this edition
    """
    old, own = ([day for day in asked if day in listed] for listed in (former, known))
    if len(old) != 1 or len(old) + len(own) < len(asked):
        return None
    keys = releases.key_of(old[0], step.old.edition), releases.key_of(own[0] if own else known[0], step.new.edition)
    return told(EditionStep(*keys))


def onward(step: EditionStep, known: tuple[date, ...], asked: Collection[date | None]) -> EditionStep | None:
    """The two releases where one of the edition after is asked for, in any order; None for any other pair.

    known  of the edition that is asked, the latest first; where no day of it is named, the last one
    """
    later = former_days(EditionStep(step.new, step.old), step.new.day, known)
    new, own = ([day for day in asked if day in listed] for listed in (later, known))
    if len(new) != 1 or len(new) + len(own) < len(asked):
        return None
    keys = releases.key_of(own[0] if own else known[0], step.old.edition), releases.key_of(new[0], step.new.edition)
    return told(EditionStep(*keys))


def day_of(words: str) -> date | None:
    """A day as addresses write it, 2026-11-14; None for anything else."""
    try:
        return date.fromisoformat(words) if len(words) == 10 else None
    except ValueError:
        return None


def comparison(old: date, new: date, edition: str | None) -> Comparison:
    """What differs between two releases of an edition; errors as in `kpi.services.published.releases.survey`."""
    keys = tuple(releases.key_of(day, edition) for day in (old, new))
    return _comparisons.get(keys, lambda: compare(*map(surveys.survey_of, keys)))


def between(old: date, new: date, language: Language, edition: str | None) -> ComparisonText:
    """The same in words."""
    boards = (release_boards.board(day, language, edition) for day in (old, new))
    return ComparisonText(comparison(old, new, edition), *boards)
