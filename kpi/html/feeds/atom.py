"""What moved, release by release, as an Atom feed (RFC 4287). The same releases give the same bytes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from urllib.parse import quote, urlsplit

import pandas as pd

from kpi import __version__
from kpi.community import current
from kpi.html.components import join_with_dots
from kpi.html.feeds.entries import (
    AnsweredQuestion,
    FeedEntry,
    NewEdition,
    Subject,
    answer_entry,
    deed_entries,
    new_edition,
)
from kpi.html.lang_markup import mark_language
from kpi.html.links import address
from kpi.model import Status
from kpi.model.community_time import midnight
from kpi.text import Text
from kpi.text.markup import Child, Markup, el, esc, join
from kpi.text.terms_of_use import terms_sentence
from kpi.views.changes.comparison_text import ComparisonText
from kpi.views.changes.deeds import deeds, new_decision
from kpi.views.changes.feed_items import FeedItem, Sentence, feed_items
from kpi.views.changes.page import NO_FILTER, ChangesFilter, ReleaseChanges, build
from kpi.views.common.board import Board
from kpi.views.oversight.decision_rows import decision_rows

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
#: what XML 1.0 has no way to hold
_ILLEGAL = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
#: entries whose content depends on the feed's subject
_SCOPED = ("feed", "release")
#: lists of the page that an entry of a release counts
_COUNTED = ("corrections", "targets", "filled", "opened", "suspensions", "fields", "added", "dropped", "deeds")


def atom(
    steps: Sequence[ComparisonText],
    first: Board | None,
    subject: Subject,
    text: Text,
    site: str,
    *,
    begins: NewEdition | None = None,
    follows: NewEdition | None = None,
    answered: Sequence[AnsweredQuestion] = (),
) -> bytes:
    """The feed.

    steps    releases, each against the one before it, the latest first
    first    the first release of all, None where the feed does not go back to it
    subject  of things that the last release knows
    site     address of the site without a slash at its end
    begins   of an edition that follows another: what its first release is told as
    follows  the edition that has been published after this one
    answered  questions about numbers whose answers are public, whatever they are about
    """
    boards = [*(step.new for step in steps), *([first] if first else [])]
    entries = [entry for step in steps for entry in _of_step(step, subject, text)]
    if first and not subject.indicator:
        entries.append(new_edition(begins, "", text) if begins else _opening(first, text))
    later = [new_edition(follows, "edition", text)] if follows and subject == Subject() else []
    later += [answer_entry(one, text) for one in answered if _about(one, boards[0], subject)]
    if subject.decided:
        entries = [one for one in entries if one.kind == "decision"]
        entries += _first_decisions(first, text) if first else []
        later = []
    if later:
        entries = sorted([*entries, *later], key=lambda one: one.day, reverse=True)
    return _Written(boards[0], subject, text, site).feed(entries).encode()


def _first_decisions(first: Board, text: Text) -> Iterator[FeedEntry]:
    """What the first release of all tells of decisions: to it they are all new."""
    day = first.survey.now.known_at
    for row in decision_rows(first):
        yield from deed_entries([new_decision(row, first)], day, _moment(first), text)


def _about(one: AnsweredQuestion, board: Board, subject: Subject) -> bool:
    """Whether an answer is about something of the feed."""
    row = board.row(one.code)
    if row is None or subject.indicator not in ("", one.code):
        return False
    sector, chosen = getattr(board.sector_of(row), "code", ""), subject.chosen
    return chosen.department in ("", row.department.code) and chosen.sector in ("", sector)


def _of_step(step: ComparisonText, subject: Subject, text: Text) -> Iterator[FeedEntry]:
    """What one release tells: of itself, then of every indicator that it touches."""
    new = step.comparison.new
    if subject.indicator:
        codes: Iterable[str] = (subject.indicator,)
        told = deeds(step.old, step.new, {subject.indicator})
        yield from deed_entries(told, new, _moment(step.new), text)
    else:
        view = build(step, (), subject.chosen)
        yield _release(view, step, subject, text)
        yield from deed_entries(view.deeds, new, _moment(step.new), text)
        codes = (code for code in step.comparison.stands if code in step.comparison.touched)
        codes = [code for code in codes if _within(step, code, subject.chosen)]
    for code in codes:
        found = feed_items(step, code)
        if found is not None:
            path = _indicator(step, code, text)
            yield FeedEntry(
                identity=code,
                title=found.headline,
                day=new,
                moment=_moment(step.new),
                path=path,
                content=_told(found, text),
                kind="indicator",
            )


def _within(step: ComparisonText, code: str, chosen: ChangesFilter) -> bool:
    row = step.new.row(code) or step.old.row(code)
    board = step.new if step.new.row(code) else step.old
    if row is None:
        return chosen == NO_FILTER
    sector = getattr(board.sector_of(row), "code", "")
    return chosen.department in ("", row.department.code) and chosen.sector in ("", sector)


def _indicator(step: ComparisonText, code: str, text: Text) -> str:
    """Its page in that release; where the release does not have it any more, in the one before."""
    day = step.comparison.new if step.new.row(code) else step.comparison.old
    return address("indicator", id=code, lang=text.lang, v=day.isoformat())


def _told(found: FeedItem, text: Text) -> Markup:
    items = (el("li", _sentence(one, text)) for one in found.sentences)
    return join((el("ul", *items), el("p", found.now) if found.now else None))


def _sentence(one: Sentence, text: Text) -> Child:
    return join((one.words, mark_language(one.quoted, text)), " ")


def _release(view: ReleaseChanges, step: ComparisonText, subject: Subject, text: Text) -> FeedEntry:
    new, old = step.comparison.new, step.comparison.old
    days = {"from": old.isoformat(), "to": new.isoformat()}
    parameters = {name: value for name, value in subject.parameters.items() if name != "indicator"}
    counted = [
        f"{text.say(f'feed.counted.{name}')}: {len(getattr(view, name))}" for name in _COUNTED if getattr(view, name)
    ]
    parts = [el("p", view.lede), el("p", join_with_dots(counted)) if counted else None]
    for group in view.groups:
        parts.append(el("p", f"{group.title}: ", "; ".join(row.name.name for row in group.rows), "."))
    path = address("changes", lang=text.lang, **days, **parameters)
    return FeedEntry(
        identity="", title=view.title, day=new, moment=_moment(step.new), path=path, content=join(parts), kind="release"
    )


def _opening(first: Board, text: Text) -> FeedEntry:
    day = first.survey.now.known_at
    counts = first.counts
    if counts.total and counts[Status.SUSPENDED] == counts.total:
        words = f"{text.say('overview.headline.suspended')}."
    else:
        key = "feed.first_words" if counts.judged else "feed.first_unjudged"
        words = text.say(key, judged=counts.judged, total=counts.total, on_plan=counts.on_plan)
    title = text.say("feed.first", date=text.date(day))
    path = address("overview", lang=text.lang, v=day.isoformat())
    return FeedEntry(
        identity="", title=title, day=day, moment=_moment(first), path=path, content=el("p", words), kind="release"
    )


class _Written:
    """The feed as XML: everything that is not markup of ours is escaped."""

    def __init__(self, board: Board, subject: Subject, text: Text, site: str) -> None:
        self.board, self.subject, self.text, self.site = board, subject, text, site
        self.strategy = board.survey.dataset.strategy

    def feed(self, entries: Sequence[FeedEntry]) -> str:
        text, own = self.text, address("feed.atom", lang=self.text.lang, **self.subject.parameters)
        head = (
            el("id", self._tag(self._first_day(), "feed")),
            el("title", _clean(self._title())),
            el("subtitle", self._subtitle()),
            el("updated", _written_moment(max((e.moment for e in entries), default=_moment(self.board)))),
            el("author", el("name", _clean(self.strategy.community_in(self.text.language)))),
            el("rights", _clean(terms_sentence(self.strategy.licence, self.text))),
            el("generator", "Postup", version=__version__),
            _link("self", self.site + own, "application/atom+xml"),
            _link("alternate", self.site + self._page(), "text/html"),
        )
        body = join((*head, *map(self._entry, entries)), "\n")
        root = f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{text.language.value}">'
        return f'<?xml version="1.0" encoding="utf-8"?>\n{root}\n{body}\n</feed>\n'

    def _entry(self, entry: FeedEntry) -> Markup:
        demo = el("p", self.text.say("feed.demo")) if self.strategy.illustrative else None
        marks = [el("category", term=entry.kind), el("category", term="demo") if demo else None]
        content = join((entry.content, demo))
        return el(
            "entry",
            el("id", self._tag(entry.day, entry.identity or "release")),
            el("title", _clean(entry.title)),
            el("updated", _written_moment(entry.moment)),
            el("published", _written_moment(min(entry.moment, _begin(entry.day)))),
            _link("alternate", (entry.site or self.site) + entry.path, "text/html"),
            *marks,
            el("content", _clean(str(content)), type="html"),
        )

    def _tag(self, day: date, what: str) -> str:
        """A tag URI (RFC 4151): the same for the same thing for as long as the site stands at its address."""
        host = (urlsplit(self.site).hostname or "localhost").lower()
        host = "localhost" if ":" in host else host
        # an indicator's entry is the same in every feed; a release's tells only what is of the feed's subject
        scope = [f"{name}={value}" for name, value in self.subject.parameters.items() if what in _SCOPED]
        # two communities may share a host
        parts = (current().prefix.removeprefix("/"), self.strategy.edition, what, *scope)
        path = "/".join(quote(part, safe="=") for part in parts if part)
        return f"tag:{host},{day.isoformat()}:{path}/{self.text.language.value}"

    def _first_day(self) -> date:
        """Of the first release: the feed keeps its name when others come."""
        survey = self.board.survey
        days = survey.dataset.releases["published"].dropna()
        return survey.now.known_at if days.empty else days.min().date()

    def _page(self) -> str:
        language = self.text.lang
        if self.subject.decided:
            return address("decisions", lang=language)
        if self.subject.indicator:
            return address("indicator", id=self.subject.indicator, lang=language)
        return address("changes", lang=language, **self.subject.parameters)

    def _title(self) -> str:
        what = ", ".join(self._names())
        if not what:
            return self.text.say("feed.title", community=self.strategy.community_in(self.text.language))
        return self.text.say("feed.title_of", community=self.strategy.community_in(self.text.language), what=what)

    def _names(self) -> Iterator[str]:
        if self.subject.decided:
            yield self.text.say("decisions.feed_of")
        for node in self.board.nodes.values():
            if node.level == "sector" and node.code == self.subject.chosen.sector:
                yield node.name.name
        chosen = self.subject.chosen.department
        if chosen:
            yield next((r.department.name for r in self.board.rows if r.department.code == chosen), chosen)
        if self.subject.indicator:
            row = self.board.row(self.subject.indicator)
            yield row.name.name if row else self.subject.indicator

    def _subtitle(self) -> str:
        demo = self.text.say("feed.demo") if self.strategy.illustrative else ""
        return f"{self.text.say('feed.subtitle')} {demo}".strip()


def _moment(board: Board) -> datetime:
    """When the board's release became what it is; the begin of its day where that is not known."""
    survey = board.survey
    known = survey.dataset.releases
    said = known.loc[known["published"] == pd.Timestamp(survey.now.known_at), "moment"]
    mark_language = "" if said.empty else str(said.iloc[-1])
    return datetime.fromisoformat(mark_language) if mark_language else _begin(survey.now.known_at)


def _begin(day: date) -> datetime:
    """The day's first moment in the community's time: an entry keeps it, whatever is published on the day later."""
    return midnight(day)


def _written_moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _link(relation: str, href: str, media_type: str) -> Markup:
    return Markup(f'<link rel="{relation}" type="{media_type}" href="{esc(href)}"/>')


def _clean(words: str) -> str:
    """As plain text, without what XML cannot hold: `Markup` is content here, and is escaped once more."""
    return _ILLEGAL.sub("", str(words))
