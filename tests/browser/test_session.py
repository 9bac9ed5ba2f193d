"""A secretary of the council, from the line of the last session to a Word file that is edited and printed."""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.text.paragraph import Paragraph
from playwright.sync_api import Browser, Locator, Page, expect

from kpi.opendata.report import printing
from tests.browser.conftest import Quiet
from tests.browser.test_accessible import violations
from tests.browser.test_submit import browser_of
from tests.servers import Site, running
from tests.shipped import Shipped

pytestmark = pytest.mark.browser
WIDTHS = {1366: 800, 390: 844}
#: words that a secretary adds before the file is printed
OWN = "Доповідає секретар ради"
#: days, quarters and years: no findings, so they lead nowhere
_TIMES = re.compile(r"\d{2}\.\d{2}\.\d{4}|\d{4} р\w*|\b[IV]+ кв\w*\b|\b20\d\d\b")


@pytest.fixture(scope="module")
def council(shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("council")
    shipped_store(folder)
    with running(folder) as site:
        yield site


class Clicks:
    """Counts what is pressed on the way."""

    def __init__(self) -> None:
        self.count = 0

    def press(self, target: Locator) -> None:
        target.click()
        self.count += 1


def to_the_word_file(page: Page, clicks: Clicks) -> bytes:
    """From the front page to the file, as somebody finds it who has never been here."""
    page.goto("/")
    clicks.press(page.get_by_role("link", name="Усі зміни від засідання"))
    expect(page).to_have_url(re.compile(r"/changes\?from=2026-10-29"))
    clicks.press(page.get_by_role("link", name="Звіт для сесії про ці зміни"))
    expect(page.locator("h1")).to_contain_text("Звіт для сесії")
    expect(page.locator("select[name=since]")).to_have_value("2026-10-29")
    with page.expect_download() as download:
        clicks.press(page.get_by_role("button", name="Word (.docx)"))
    return Path(download.value.path()).read_bytes()


def links_of(document: WordDocument) -> set[str]:
    return {
        relation.target_ref
        for relation in document.part.rels.values()
        if relation.reltype == RELATIONSHIP_TYPE.HYPERLINK
    }


def unlinked(paragraph: Paragraph) -> list[str]:
    """Numbers of a sentence that lead nowhere."""
    told = "".join(run.text for run in paragraph.runs)
    return re.findall(r"\d+", _TIMES.sub("", told))


def main_finding(document: WordDocument) -> list[Paragraph]:
    """The sentences below «Головне»."""
    names = [paragraph.text for paragraph in document.paragraphs]
    begin = names.index("Головне") + 1
    styles = [paragraph.style.name if paragraph.style else "" for paragraph in document.paragraphs]
    end = next(n for n in range(begin, len(names)) if (styles[n] or "").startswith("Heading"))
    return document.paragraphs[begin:end]


@pytest.mark.parametrize("width", WIDTHS)
def test_from_the_last_session_to_a_word_file(council: Site, chromium: Browser, width: int) -> None:
    quiet = Quiet(council.address)
    context = browser_of(chromium, council, viewport={"width": width, "height": WIDTHS[width]})
    page, clicks = context.new_page(), Clicks()
    quiet.watch(page)
    made = to_the_word_file(page, clicks)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    sys.stderr.write(f"\nfrom the front page to the Word file at {width} px: {clicks.count} actions\n")
    assert clicks.count <= 3
    document = Document(io.BytesIO(made))
    sentences = main_finding(document)
    assert sentences
    assert [paragraph.text for paragraph in sentences if unlinked(paragraph)] == []
    addresses = links_of(document)
    assert addresses and all(one.startswith(council.address) for one in addresses)
    answers = {one: page.request.get(one).status for one in addresses}
    assert {one: status for one, status in answers.items() if status != 200} == {}
    context.close()
    assert quiet.problems == []


def test_the_file_is_edited_and_printed(council: Site, chromium: Browser, tmp_path: Path) -> None:
    """What a secretary adds stands in it, what was there stays; LibreOffice prints it without repair."""
    context = browser_of(chromium, council, java_script_enabled=False)
    made = to_the_word_file(context.new_page(), Clicks())
    context.close()
    document = Document(io.BytesIO(made))
    main_finding(document)[0].insert_paragraph_before(OWN)
    document.tables[0].rows[1].cells[0].paragraphs[0].add_run(" (уточнено)")
    edited = io.BytesIO()
    document.save(edited)
    again = Document(io.BytesIO(edited.getvalue()))
    assert OWN in [paragraph.text for paragraph in again.paragraphs]
    assert len(again.tables) == len(document.tables)
    assert links_of(again) == links_of(document)
    printed = printing.print_document(edited.getvalue())
    assert printed.startswith(b"%PDF")
    pdfium = pytest.importorskip("pypdfium2")
    pages = [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(printed)]
    assert OWN in "".join(pages)
    assert "(уточнено)" in "".join(pages)


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1366, "light")])
def test_the_page_of_the_report_is_accessible(council: Site, chromium: Browser, width: int, scheme: str) -> None:
    context = browser_of(
        chromium, council, viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    found = {}
    for address in ("/report", "/report?since=2026-10-29&sector=urban", "/report?lang=en"):
        page.goto(address)
        found[address] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
    assert {address: rules for address, rules in found.items() if rules} == {}
