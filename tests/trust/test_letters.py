"""Letters: no name, title or address of a workbook, a form or a reader makes a header, a recipient or an attachment."""

import ast
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from kpi.model import GoalBook, Language, Plan
from kpi.model.contact import plain_address
from kpi.services.publishing.submission import confirm, send_back
from kpi.services.reminders.desk_letters import send_desk_letters
from kpi.services.reminders.envelope import compose
from kpi.services.reminders.paragraphs import Lines, Paragraph
from kpi.services.reminders.smtp import Mailer, sender, server
from kpi.services.reminders.working_days import Workdays
from kpi.services.subscriptions import subscribing
from kpi.services.subscriptions.letters import send_subscriptions
from kpi.settings import PACKAGE
from kpi.store import Store, open_store
from kpi.store.people import accounts, subscribers
from kpi.text import Text
from tests.books import AUGUST, MAY, checked, hospitals, observation, plan
from tests.publishing import publish
from tests.services.publishing.flow import ADMIN, EDITOR, HEAD, SPORT, UNDER_WAY, sent, valued
from tests.services.reminders.test_letter import made
from tests.shipped import NAME
from tests.trust.promises import Reached, is_full

SENDER = sender("Поступ <postup@example.org>")
UK, AT = Text(Language.UK), datetime(2026, 8, 1, 9, tzinfo=UTC)
#: line ends of every kind before a header and a body, and the same in encoded words
ENDS = (
    "\n",
    "\r\n",
    "\r",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x85",
    "\u2028",
    "\u2029",
    "\n\n",
    "\r\n\r\n",
    "\x00\n",
    "\r\x00\n",
)
HOSTILE = (
    *(f"Лікарні{end}Bcc: victim@example.org" for end in ENDS),
    *(f"x{end}Content-Type: text/html{end}{end}<b>y" for end in ENDS[:3]),
    "=?utf-8?q?a=0D=0ABcc:_victim@example.org?=",
    "=?utf-8?b?YQ0KQmNjOiB2aWN0aW1AZXhhbXBsZS5vcmc=?=",
    "=?us-ascii?q?a=0A=0Abody?= =?utf-8?q?=0D=0ATo:_victim@example.org?=",
    "=\x00?utf-8?q?a=0D=0ABcc:_victim@example.org?\x00=",
    "==??utf-8?q?a=0ABcc:_victim@example.org?=",
    "Ї" * 3000,
    "x" * 5000,
    "слово " * 900,
    "a\u202exsl.exe\u2066",
    '"a" <victim@example.org>, b',
)
#: what a letter may say of itself; nothing else makes a header
HEADERS = {
    *("From", "To", "Cc", "Reply-To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language"),
    *("List-Unsubscribe", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"),
}
#: a longer line is broken or refused on its way (RFC 5322)
LONGEST_LINE = 998


def read(message: EmailMessage) -> EmailMessage:
    """The letter as a reader's programme gets it."""
    found = message_from_bytes(message.as_bytes(), policy=default)
    assert isinstance(found, EmailMessage)
    return found


def wrong(message: EmailMessage) -> list[object]:
    """What is in a letter that was not meant: headers, addresses, line ends, attachments."""
    found, sent_out = read(message), message.as_bytes()
    people = [
        one.addr_spec for name in ("To", "Cc", "From", "Reply-To") if found[name] for one in found[name].addresses
    ]
    faults: list[object] = [name for name in found if name not in HEADERS]
    faults += [name for name in set(found.keys()) if len(found.get_all(name, [])) > 1]
    faults += [one for one in people if "victim" in one]
    faults += [text for text in map(str, found.values()) if any(sign in text for sign in "\r\n\x00\u202e\u2066")]
    faults += [line[:80] for line in sent_out.splitlines() if len(line) > LONGEST_LINE]
    faults += [part.get_filename() for part in found.iter_attachments()]
    return faults


class Post(Mailer):
    """A counter that keeps the letters."""

    def __init__(self) -> None:
        super().__init__(server("smtp://localhost:1?tls=none"))
        self.taken: list[EmailMessage] = []

    def send(self, letter: EmailMessage, from_address: str, to: Sequence[str]) -> tuple[str, ...]:
        assert all(plain_address(one) for one in (from_address, *to))
        self.taken.append(letter)
        return ()


def named(words: str) -> tuple[Plan, GoalBook]:
    """A plan and a goal in which every text that letters tell says `words`."""
    base = plan(title=words, title_en=words, community=words, approval=True)
    # an address that a contact names is written to: it is no stranger's there
    beside = words.replace("victim@example.org", "victim")
    strategy = replace(base.strategy, contact=f"{beside} a@example.org")
    told = replace(
        base,
        strategy=strategy,
        departments=tuple(replace(one, name=words, contact=f"{beside} b@example.org") for one in base.departments),
        operational_goals=tuple(replace(one, name=words) for one in base.operational_goals),
    )
    book = hospitals(corrective_actions=(UNDER_WAY,))
    return told, replace(book, indicators=tuple(replace(one, name=words, unit=words) for one in book.indicators))


def site(folder: Path, words: str) -> Store:
    store = open_store(str(folder / NAME))
    told, book = named(words)
    publish([checked(told), checked(book), checked(SPORT)], MAY, store=store)
    with store.writing() as connection:
        for one in (HEAD, EDITOR, ADMIN):
            account = replace(one, name=words, email=f"{one.login}@example.org")
            accounts.add(connection, store.community, account, "", AT)
    return store


def at_the_desk(store: Store, post: Post, words: str) -> None:
    """A submission that waits and is sent back with a reason."""

    def run() -> None:
        days, now = Workdays(), datetime.now(UTC)
        list(send_desk_letters(store, post, SENDER, UK, day=AUGUST, days=days, now=now, site="https://kpi.example.org"))

    draft = confirm(HEAD, sent(store, valued(52.0)).number, today=AUGUST, store=store).draft
    assert draft is not None
    run()
    send_back(EDITOR, draft.number, words, today=AUGUST, store=store)
    run()


def to_subscribers(store: Store, post: Post, words: str) -> None:
    """One who subscribes, confirms, and is told of a release."""
    told = named(words)[1]
    subscribing.subscribe("reader@example.org", "uk", "192.0.2.7", now=AT, store=store)
    run = {"now": AT, "site": "https://kpi.example.org"}
    send_subscriptions(store, post, SENDER, day=AUGUST, news=False, **run)  # type: ignore[arg-type]
    with store.reading() as connection:
        (one,) = subscribers.subscribers(connection, store.community)
    assert subscribing.confirm(one.key, now=AT, store=store)
    fallen = replace(told, observations=(*told.observations, observation("1.2.1", "2026-Q2", 5.0)))
    publish([checked(fallen)], AUGUST, store=store)
    send_subscriptions(store, post, SENDER, day=AUGUST + timedelta(1), news=True, **run)  # type: ignore[arg-type]


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_makes_a_header(words: str, reached: Reached) -> None:
    plain = compose(
        words,
        [Paragraph(words), Lines(words, (words,))],
        Address(_shown(words), addr_spec="a@example.org"),
        ["b@example.org"],
        UK,
        at=AT,
        identity="x",
    )
    reminder = made(title=words, community=words, edition=words)
    # of a department's letter the workbook is meant
    faults = wrong(plain) + [one for one in wrong(reminder) if one != "demo-Значення_2026-10-15.xlsx"]
    assert not faults
    reached("F4", faults=len(faults))


#: publishing takes its time: a kind each
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_no_letter_of_a_run_holds_more_than_was_meant(tmp_path: Path, reached: Reached) -> None:
    letters, faults = 0, []
    for number, words in enumerate(HOSTILE if is_full() else HOSTILE[-9:-7]):
        post, store = Post(), site(tmp_path / str(number), words)
        at_the_desk(store, post, words)
        to_subscribers(store, post, words)
        assert len(post.taken) >= 4, "waiting, sent back, to confirm, a release"
        letters += len(post.taken)
        faults += [(number, one) for letter in post.taken for one in wrong(letter)]
    assert not faults
    reached("F4", letters=letters, faults=len(faults))


def _shown(words: str) -> str:
    """As the name of a sender; Python's own refuses line ends there."""
    return words.replace("\r", " ").replace("\n", " ")


@pytest.mark.parametrize(
    "address",
    [
        *(f"a{end}Bcc:victim@example.org" for end in ENDS),
        *(f"a@example.org{end}" for end in ENDS if end.strip("\x00") == end),
        "=?utf-8?q?a=0D=0ABcc=3A_victim=40example.org?=@example.org",
        "a=?b@example.org",
        "a@example.org,victim@example.org",
        "a@example.org victim@example.org",
        "<a@example.org>",
        '"a b"@example.org',
        "a@[127.0.0.1]",
        "a" * 65 + "@example.org",
        f"a@{'b' * 64}.org",
    ],
)
def test_what_is_no_plain_address_is_written_to_by_nobody(address: str) -> None:
    assert plain_address(address) is None


def test_every_letter_has_its_headers_from_one_place_and_one_kind_has_a_workbook() -> None:
    made_by, attaching, giving, setting = set(), set(), set(), set()
    for file in sorted(PACKAGE.rglob("*.py")):
        name, source = file.relative_to(PACKAGE).as_posix(), file.read_text("utf-8")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                made_by |= {name} if called in {"EmailMessage", "MIMEText", "MIMEMultipart"} else set()
                attaching |= {name} if called in {"add_attachment", "add_related", "attach"} else set()
                giving |= {name} if called == "compose" and "workbook" in {one.arg for one in node.keywords} else set()
            if isinstance(node, ast.Assign) and isinstance(target := node.targets[0], ast.Subscript):
                header = getattr(target.slice, "value", "")
                if getattr(target.value, "id", "") in {"message", "letter"} and "EmailMessage" in source:
                    setting |= {(name, header)}
    assert made_by == {"services/reminders/envelope.py"}
    assert attaching == {"services/reminders/envelope.py"}
    assert giving == {"services/reminders/letter.py"}
    assert {(file, header) for file, header in setting if file not in made_by} == {
        ("services/reminders/letter.py", "Cc"),
        ("services/subscriptions/letters.py", "List-Unsubscribe"),
    }
