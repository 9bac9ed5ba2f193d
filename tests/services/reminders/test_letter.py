"""What a letter says and carries: both bodies, the templates, headers that no text of a workbook can add to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from io import BytesIO
from typing import Unpack

import openpyxl
import pytest

from kpi.measure.books import dataset_from_books
from kpi.model import Language, Strategy
from kpi.services.reminders.due import chase_letter, reminders
from kpi.services.reminders.letter import PreparedLetter, letter, template_of
from kpi.services.reminders.letter_body import LetterContext, goal_heading, parts
from kpi.services.reminders.paragraphs import plain
from kpi.services.reminders.working_days import Workdays
from kpi.text import Text
from tests.model_fields import StrategyFields
from tests.services.reminders.edition import DEADLINE, OPEN, books, plan

AT = datetime(2026, 10, 15, 6, 0, tzinfo=UTC)
SENDER = Address("Поступ", addr_spec="postup@example.org")
UK = Text(Language.UK)


def made(**changes: Unpack[StrategyFields]) -> EmailMessage:
    """The health department's letter as a reader's programme gets it."""
    strategy = replace(replace(plan().strategy, contact="strategy@example.org"), **changes)
    message = letter(_prepared(strategy, "https://site.example.org"), SENDER, AT, UK)
    read = message_from_bytes(message.as_bytes(), policy=default)
    assert isinstance(read, EmailMessage)
    return read


def _prepared(strategy: Strategy, site: str = "", *, former: bool = False) -> PreparedLetter:
    dataset = dataset_from_books([(book, None) for book in books()], plan())
    reminder = reminders(dataset, DEADLINE, Workdays())[0]
    about = LetterContext(strategy, DEADLINE, Workdays(), site, former)
    return PreparedLetter(reminder, template_of(reminder, dataset, books(), about, at=AT, text=UK), about)


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_plain_body_names_what_is_awaited_and_nothing_restricted() -> None:
    said = _body(made(), "plain")
    assert "Сьогодні, 15.10.2026, — останній день подання даних за III\xa0квартал 2026\xa0року" in said.replace(
        "III квартал", "III\xa0квартал"
    )
    assert "1.2.1 Ліжок <b>на</b> 10 тис., %" in said
    assert "Чекаємо на 1 показник з обмеженим доступом" in said
    assert "Подати дані: https://site.example.org/upload?row=1.2.1#row-1.2.1" in said
    assert "Демонстраційні дані" in said
    assert "анарка" not in said
    assert "1.2.2" not in said


def test_html_says_the_same_and_is_escaped() -> None:
    message = made()
    reader = _Reader()
    reader.feed(_body(message, "html"))
    assert reader.tags <= {"html", "head", "meta", "title", "body", "p", "strong", "ul", "li"}
    assert reader.attributes <= {"lang", "charset", "style"}
    for line in _body(message, "plain").splitlines():
        assert line.strip().removeprefix("• ") in reader.text


def test_headers() -> None:
    message = made()
    assert message["Subject"] == "[демо] Дані за III квартал 2026 року: строк подання — 15.10.2026"
    assert message["From"].addresses[0].display_name == "Поступ"
    assert [address.addr_spec for address in message["To"].addresses] == ["health@example.org"]
    assert message["Reply-To"].addresses[0].addr_spec == "strategy@example.org"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"] == made()["Message-ID"]
    assert message["Message-ID"] != made(edition="2027-2031")["Message-ID"]


def test_the_first_address_is_written_to_and_the_others_get_copies() -> None:
    assert made()["Cc"] is None
    strategy = plan().strategy
    prepared = _prepared(strategy)
    contact = ("infra@example.org", "zast@example.org", "third@example.org")
    both = replace(prepared, reminder=replace(prepared.reminder, contact=contact))
    message = letter(both, SENDER, AT, UK)
    assert [address.addr_spec for address in message["To"].addresses] == ["infra@example.org"]
    assert [address.addr_spec for address in message["Cc"].addresses] == ["zast@example.org", "third@example.org"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x85", "\u2028"])
def test_no_text_of_a_workbook_makes_a_header(end: str) -> None:
    injected = f"x{end}Bcc: victim@example.org{end}{end}<p>body"
    message = made(title=injected, community=injected, edition=injected)
    assert message["Bcc"] is None
    assert message["Subject"] == made()["Subject"]
    assert set(message.keys()) == set(made().keys())


def test_one_workbook_holds_all_that_is_due_of_what_is_open_alone() -> None:
    (attached,) = list(made().iter_attachments())
    assert attached.get_filename() == "demo-Значення_2026-10-15.xlsx"
    assert "таблицю «demo-Значення_2026-10-15.xlsx»" in _body(made(), "plain")
    content = attached.get_content()
    assert isinstance(content, bytes)
    sheet = openpyxl.load_workbook(BytesIO(content))["Значення"]
    codes = [sheet.cell(row, 1).value for row in range(2, sheet.max_row + 1)]
    assert codes == [OPEN]
    shown = [
        str(cell.value)
        for sheet in openpyxl.load_workbook(BytesIO(content))
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert not [value for value in shown if "анарка" in value or value in {"1.2.2", "1.2.3"}]


def test_a_real_edition_is_not_called_a_demonstration() -> None:
    message = made(illustrative=False)
    assert not message["Subject"].startswith("[демо]")
    assert "Демонстраційні" not in _body(message, "plain")
    assert [part.get_filename() for part in message.iter_attachments()] == ["Значення_2026-10-15.xlsx"]


def test_a_letter_by_hand_does_not_say_that_the_system_sent_it_itself() -> None:
    dataset = dataset_from_books([(book, None) for book in books()], plan())
    late = DEADLINE + timedelta(20)
    asked, by_itself = chase_letter(dataset, "health", late, Workdays()), reminders(dataset, DEADLINE, Workdays())[0]
    assert asked is not None
    about = LetterContext(plan().strategy, late, Workdays())
    told, usual = (plain(parts(one, about, "", UK)) for one in (asked, by_itself))
    assert "надіслано на прохання редактора" in told and "система надіслала сама" not in told
    assert "система надіслала сама" in usual and "на прохання" not in usual


@pytest.mark.parametrize(("language", "words"), [(Language.UK, "Ціль 9.9"), (Language.EN, "Goal 9.9")])
def test_a_goal_that_has_no_name_any_more_is_its_code_alone(language: Language, words: str) -> None:
    assert goal_heading("9.9", "", Text(language)) == words
    assert goal_heading("9.9", "Ліки", Text(language)) == f"{words}. Ліки"
