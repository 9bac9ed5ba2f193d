"""The letters: one that asks whether an address is meant, and one after a release to whoever wants it; each once."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from urllib.parse import urlencode

from kpi.measure.dataset import Dataset
from kpi.model import Language
from kpi.model.contact import addresses
from kpi.services.reminders.envelope import compose
from kpi.services.reminders.paragraphs import Lines, Paragraph, Part
from kpi.services.reminders.smtp import Mailer, MailError
from kpi.services.subscriptions.news import DueAssignment, ReleaseNews, release_news
from kpi.services.subscriptions.subscribing import forget_unconfirmed_in
from kpi.store import Store, audit, read_public
from kpi.store.people import subscribers as kept
from kpi.store.people.subscribers import Subscriber, SubscriberState
from kpi.store.public_reader import public_releases
from kpi.text import Text
from kpi.text.decision_number import decision_number

#: lines of one list; more are counted
MOST_LINES = 20


def send_subscriptions(
    store: Store, post: Mailer, sender: Address, *, day: date, now: datetime, site: str, news: bool
) -> int:
    """Send what is to go and has not; how many letters went. Without the site's address there is nothing to link.

    news  also the letters after a release: once a day, of releases of the days before, so that a day is one letter
    """
    if not site:
        return 0
    with store.writing() as connection:
        forget_unconfirmed_in(connection, store.community, now)
    with store.reading() as connection:
        found = kept.subscribers(connection, store.community)
    run = _Run(store=store, post=post, sender=sender, day=day, now=now, site=site.rstrip("/"))
    sent = sum(run.ask(one) for one in found if one.state is SubscriberState.NEW)
    told = sum(run.tell(one) for one in found if one.state is SubscriberState.CONFIRMED) if news else 0
    if sent or told:
        with store.writing() as connection:
            detail = {"kind": "release_news" if told else "subscription", "letters": sent + told}
            audit.record(connection, store.community, actor="", action="letter", detail=detail, at=now)
    return sent + told


@dataclass(eq=False, kw_only=True)
class _Run:
    """One run: what the releases say is made once for all who were told the same before."""

    store: Store
    post: Mailer
    sender: Address
    day: date
    now: datetime
    site: str
    _datasets: dict[str, Dataset] = field(default_factory=dict)
    _news: dict[str, ReleaseNews] = field(default_factory=dict)
    _closed: bool = False

    def ask(self, one: Subscriber) -> bool:
        """Whether the letter that asks went."""
        dataset = self._dataset("")
        text = self._text(one, dataset)
        link = self._link("subscribe/confirm", text, key=one.key)
        parts = (
            Paragraph(text.say("remind.hello")),
            Paragraph(text.say("subscribe.letter.ask", title=self._title(dataset, text))),
            Paragraph(link),
            Paragraph(text.say("subscribe.letter.ignore")),
        )
        said = {"state": str(SubscriberState.ASKED)}
        return self._send(one, text.say("subscribe.letter.ask_subject"), parts, text, said=said, about="ask")

    def tell(self, one: Subscriber) -> bool:
        """Whether a letter of what came since the last one went; where nothing came none does."""
        last = self._last
        if not last or one.told >= last:
            return False
        if one.told not in self._news:
            before = self._dataset(one.told) if one.told else None
            self._news[one.told] = release_news(before, self._dataset(last), self.day)
        news = self._news[one.told].within(one.codes.split())
        if news.empty:
            return False
        text = self._text(one, self._dataset(last))
        parts = tuple(self._parts(one, news, text))
        subject = text.say("subscribe.letter.subject", day=text.date(date.fromisoformat(last)))
        if self._dataset(last).strategy.illustrative:
            subject = text.say("remind.subject.demo", subject=subject)
        return self._send(one, subject, parts, text, said={"told": last}, about=last)

    @property
    def _last(self) -> str:
        """The day of the last release before today, "" for none."""
        days = [one.published for one in public_releases(where=self.store.name) if one.published < self.day]
        return days[-1].isoformat() if days else ""

    def _dataset(self, day: str) -> Dataset:
        """A public release; the present one for ""."""
        if day not in self._datasets:
            asked = date.fromisoformat(day) if day else None
            self._datasets[day] = read_public(asked, where=self.store.name)
        return self._datasets[day]

    def _title(self, dataset: Dataset, text: Text) -> str:
        return dataset.strategy.title_in(text.language)

    def _parts(self, one: Subscriber, news: ReleaseNews, text: Text) -> Iterator[Part]:
        dataset = self._dataset(self._last)
        if dataset.strategy.illustrative:
            yield Paragraph(text.say("remind.demo"))
        yield Paragraph(text.say("subscribe.letter.about", title=self._title(dataset, text)))
        yield from news_lines(news, text)
        yield Paragraph(text.say("subscribe.letter.read", address=self._link("changes", text)))
        yield Paragraph(text.say("subscribe.letter.leave", address=self._leave(one, text)))

    def _text(self, one: Subscriber, dataset: Dataset) -> Text:
        """The words of a letter; addresses name their language where the site opens in another."""
        return Text(Language(one.language), dataset.strategy.language)

    def _link(self, page: str, text: Text, **parameters: str) -> str:
        query = urlencode(parameters | ({"lang": text.lang} if text.lang else {}))
        return f"{self.site}/{page}?{query}" if query else f"{self.site}/{page}"

    def _leave(self, one: Subscriber, text: Text) -> str:
        return self._link("subscribe/leave", text, key=one.key)

    def _send(
        self, one: Subscriber, subject: str, parts: Sequence[Part], text: Text, *, said: dict[str, str], about: str
    ) -> bool:
        if self._closed:
            return False
        with self.store.writing() as connection:
            if not kept.claim(connection, self.store.community, one, **said):
                return False
        message = self._message(one, subject, parts, text, about)
        try:
            self.post.send(message, self.sender.addr_spec, [one.address])
        except MailError as error:
            # another run tries again
            self._closed = error.whole
            stood = {"state": str(one.state), "told": one.told}
            with self.store.writing() as connection:
                kept.change(connection, self.store.community, one.key, **stood)
            return False
        return True

    def _message(self, one: Subscriber, subject: str, parts: Sequence[Part], text: Text, about: str) -> EmailMessage:
        contact = addresses(self._dataset("").strategy.contact)
        identity = hashlib.sha256(f"{one.key}@{about}".encode()).hexdigest()[:32]
        message = compose(
            subject, parts, self.sender, [one.address], text, at=self.now, identity=identity, reply_to=contact
        )
        message["List-Unsubscribe"] = f"<{self._leave(one, text)}>"
        return message


def news_lines(news: ReleaseNews, text: Text) -> Iterator[Part]:
    """The three lists, each where there is something in it."""
    worse = [
        text.say(
            "subscribe.letter.worse_line",
            code=one.code,
            name=text.named(one.name, one.name_en),
            before=text.say(f"status.{one.before}"),
            after=text.say(f"status.{one.after}"),
        )
        for one in news.worse
    ]
    decided = [
        text.say(
            "subscribe.letter.decided_line",
            number=decision_number(one.number, text),
            day=text.date(one.day),
            name=text.named(one.name, one.name_en),
        )
        for one in news.decided
    ]
    due = [
        text.count("subscribe.letter.late_line", one.late, **_told(one, text))
        if one.late
        else text.say("subscribe.letter.due_line", **_told(one, text))
        for one in news.due
    ]
    for key, lines in (("worse", worse), ("decided", decided), ("due", due)):
        if lines:
            yield Lines(text.say(f"subscribe.letter.{key}"), _cut(lines, text))


def _told(one: DueAssignment, text: Text) -> dict[str, str]:
    name, department = text.named(one.name, one.name_en), text.named(one.department, one.department_en)
    return {"name": name, "department": department, "day": text.date(one.due)}


def _cut(lines: Sequence[str], text: Text) -> tuple[str, ...]:
    more = len(lines) - MOST_LINES
    return (*lines[:MOST_LINES], text.count("subscribe.letter.more", more)) if more > 0 else tuple(lines)
