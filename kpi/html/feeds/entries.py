"""What the entries of a feed are, and the one that tells of a new edition of the strategy."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from kpi.html.lang_markup import mark_language
from kpi.html.links import address
from kpi.model.community_time import midnight
from kpi.text import Text
from kpi.text.markup import Markup, el, join
from kpi.views.beside.answers import PublicAnswer
from kpi.views.changes.deeds import Deed
from kpi.views.changes.page import NO_FILTER, ChangesFilter

#: what `only` of an address may ask for
ONLY_DECISIONS = "decisions"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a feed is about: everything, a sector, a department or one indicator, and the address that tells it.

    decided  of it decisions and their assignments alone
    """

    chosen: ChangesFilter = NO_FILTER
    indicator: str = ""
    decided: bool = False

    @property
    def parameters(self) -> dict[str, str]:
        found = {"sector": self.chosen.sector, "department": self.chosen.department, "indicator": self.indicator}
        found["only"] = ONLY_DECISIONS if self.decided else ""
        return {name: value for name, value in found.items() if value}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredQuestion:
    """A question whose answer is public; `mark` tells those of one indicator apart and never changes."""

    code: str
    mark: str
    day: date
    answer: PublicAnswer


def answer_entry(found: AnsweredQuestion, text: Text) -> FeedEntry:
    """What was asked and what was answered, with the way to the number."""
    said = found.answer
    mended = el("p", text.say("question.mended"), " ", mark_language(said.mended, text)) if said.mended else None
    parts = (
        el("p", said.about),
        el("blockquote", mark_language(said.question, text)),
        el("p", mark_language(said.answer, text)),
        mended,
    )
    return FeedEntry(
        identity=f"answer-{found.code}-{found.mark}",
        title=text.say("question.feed.title", code=found.code),
        day=found.day,
        moment=midnight(found.day),
        path=address("indicator", id=found.code, lang=text.lang),
        content=join(parts),
        kind="answer",
    )


def deed_entries(found: Sequence[Deed], day: date, moment: datetime, text: Text) -> Iterator[FeedEntry]:
    """One for each decision and each indicator whose corrective actions changed, with what a release says of it."""
    for (page, code), group in groupby(found, key=lambda deed: (deed.page, deed.id)):
        told = list(group)
        items = (el("li", mark_language(deed.words, text)) for deed in told)
        of_decision = page == "decisions"
        title = told[0].name.name
        yield FeedEntry(
            identity=f"{'decision' if of_decision else 'action'}-{code}",
            title=text.say("deeds.feed.decision" if of_decision else "deeds.feed.action", name=title),
            day=day,
            moment=moment,
            path=address(page, id=code, lang=text.lang),
            content=el("ul", *items),
            kind="decision" if of_decision else "action",
        )


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
