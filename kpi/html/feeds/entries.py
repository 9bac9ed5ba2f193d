"""What the entries of a feed are, and the one that tells of a new edition of the strategy."""

from dataclasses import dataclass
from datetime import date, datetime

from kpi.model.community_time import midnight
from kpi.text import Text
from kpi.text.markup import Markup, el


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEdition:
    """An edition that follows another, told as one entry: by its first release.

    name    the edition in words, `in_force` the day from which it is the one in force
    counts  sentences of what became of the goals, () where its plan does not say
    path    below `site`
    """

    name: str
    in_force: date
    day: date
    moment: datetime | None
    counts: tuple[str, ...]
    path: str
    site: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """`path` is the address within the site; `kind` says what it is, for programs.

    moment  when the release of `day` became what it is: a second publication of a day changes the day's entries
    site    where the path is, "" where it is that of the feed
    """

    identity: str
    title: str
    day: date
    moment: datetime
    path: str
    content: Markup
    kind: str
    site: str = ""


def new_edition(found: NewEdition, identity: str, text: Text) -> FeedEntry:
    """One entry, whatever it takes over: not an entry for each goal that came or went."""
    return FeedEntry(
        identity=identity,
        title=text.say("succession.feed.title", edition=found.name, day=text.date(found.in_force)),
        day=found.day,
        moment=found.moment or midnight(found.day),
        path=found.path,
        content=el("p", " ".join((text.say("succession.feed.words"), *found.counts))),
        kind="release",
        site=found.site,
    )
