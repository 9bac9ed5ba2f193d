"""/report: a page with one form that needs no script, and the same files for everybody, made one at a time."""

import io
import re
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import pytest
from docx import Document

from kpi.model import Language
from kpi.opendata.report import printing
from kpi.opendata.report.formats import MEDIA_TYPES, ReportFormat
from kpi.text import Text
from kpi.views.report.blocks import SessionReport
from kpi.web.files import session_reports
from tests.asgi import Answer, Client

UK = Text(Language.UK)
#: not printed here: tests/opendata/report/test_pdf.py does that
MADE = (ReportFormat.DOCX, ReportFormat.PPTX, ReportFormat.XLSX)


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    session_reports.clear()
    yield
    session_reports.clear()


def words_of(answer: Answer) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(answer.content)).paragraphs]


def test_the_page_says_what_the_report_will_say_and_offers_each_format(client: Client) -> None:
    page = client.get("/report").text
    headline = re.search(r"<h1[^>]*>(.*?)</h1>", client.get("/").text)
    assert headline is not None and unescape(re.sub("<[^>]+>", "", headline[1])) in unescape(
        re.sub("<[^>]+>", "", page)
    )
    buttons = re.findall(r'<button[^>]*name="format"[^>]*>', page)
    offered = [found[1] for button in buttons if (found := re.search(r'value="(\w+)"', button))]
    assert set(offered) == {kind.value for kind in ReportFormat if kind is not ReportFormat.PDF or printing.available()}
    assert '<form method="get" action="/report"' in page
    for name in ("since", "as_of", "sector"):
        assert f'<select name="{name}"' in page
    assert '<option value="2026-10-29" selected' in page and '<option value="2026-11-14" selected' in page


@pytest.mark.parametrize("kind", MADE)
def test_each_format_is_a_file_of_its_kind(client: Client, kind: ReportFormat) -> None:
    answer = client.get(f"/report?format={kind}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == MEDIA_TYPES[kind]
    assert answer.headers["content-disposition"] == f'attachment; filename="demo-report-2026-11-14.{kind}"'
    again = client.get(f"/report?format={kind}", {"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_the_releases_and_the_sector_of_the_address_are_those_of_the_file(client: Client) -> None:
    answer = client.get("/report?format=docx&as_of=2026-09-01&since=2026-06-01&sector=urban&lang=en")
    told = words_of(answer)
    assert "Data release: 14 Aug 2026" in [re.sub(r",.*", "", words) for words in told]
    assert any("Compared with the release of 14 May 2026" in words for words in told)
    assert any(words.startswith("Urban improvement and ecology") for words in told)
    assert not any(words == "Економіка" for words in told)
    assert 'filename="demo-report-urban-2026-08-14.docx"' in answer.headers["content-disposition"]


def test_a_past_release_is_reported_as_it_was(client: Client) -> None:
    told = words_of(client.get("/report?format=docx&v=2026-05-14"))
    assert any("Випуск даних: 14.05.2026" in words for words in told)
    assert not any("Порівняно" in words for words in told)
    assert "Звіт для сесії ради: дані станом на 31.03.2026" in client.get("/report?v=2026-05-14").text


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("format=doc", 404, UK.say("session_report.no_format", formats="docx, pdf, pptx, xlsx")),
        ("format=docx&as_of=2020-01-01", 404, UK.say("answers.no_release", version="2020-01-01")),
        ("format=docx&as_of=yesterday", 404, UK.say("answers.no_release", version="yesterday")),
        ("format=docx&v=2026-11-13&as_of=x", 404, UK.say("answers.no_release", version="x")),
        (
            "format=docx&sector=nowhere",
            404,
            "Сектора з таким кодом немає. Є: economy, urban, health, culture_education.",
        ),
    ],
)
def test_what_cannot_be_made_is_told(client: Client, query: str, status: int, sentence: str) -> None:
    answer = client.get(f"/report?{query}", {"Accept-Language": "uk"})
    assert (answer.status_code, answer.text.strip()) == (status, sentence)


def test_a_day_before_the_first_release_has_no_page(client: Client) -> None:
    answer = client.get("/report?as_of=2020-01-01")
    assert answer.status_code == 404 and "Випуску даних від 2020-01-01 немає" in answer.text


def test_an_unknown_sector_of_the_page_is_left_out(client: Client) -> None:
    assert client.get("/report?sector=nowhere").status_code == 200


def test_without_libreoffice_there_is_no_pdf_and_a_sentence(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "_PROGRAMME", "no-such-programme")
    answer = client.get("/report?format=pdf")
    assert (answer.status_code, answer.text.strip()) == (501, UK.say("session_report.no_pdf"))
    page = client.get("/report?sector=health").text
    assert 'value="pdf"' not in page and UK.say("session_report.no_pdf") in unescape(page)


def test_reports_are_made_one_at_a_time_and_a_crowd_is_told_to_come_back(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of as many askers as may wait and two more, two are sent away, and none is made beside another."""
    open_, making, most = threading.Event(), [0], [0]
    entered = threading.Semaphore(0)

    def slow(report: SessionReport, kind: ReportFormat, draw: object) -> bytes:
        making[0] += 1
        most[0] = max(most[0], making[0])
        entered.release()
        assert open_.wait(60)
        making[0] -= 1
        return b"file"

    monkeypatch.setattr(session_reports, "report_file", slow)
    room = session_reports.PLACES.at_once + session_reports.PLACES.queue
    sectors = ("", "&sector=economy", "&sector=urban", "&sector=health", "&sector=culture_education")
    addresses = [f"/report?format={kind}{sector}" for sector in sectors for kind in ("docx", "xlsx")][: room + 2]
    with ThreadPoolExecutor(len(addresses)) as pool:
        waiting = [pool.submit(client.get, address) for address in addresses]
        assert entered.acquire(timeout=60)
        until = time.monotonic() + 60
        while sum(one.done() for one in waiting) < 2 and time.monotonic() < until:
            threading.Event().wait(0.05)
        open_.set()
        codes = sorted(one.result(60).status_code for one in waiting)
    assert codes == [200] * room + [503] * 2
    assert most[0] == session_reports.PLACES.at_once
    refused = next(one.result() for one in waiting if one.result().status_code == 503)
    assert refused.headers["retry-after"] and refused.headers["cache-control"] == "no-store"


def test_the_way_to_it_is_on_every_page_and_from_a_comparison(client: Client) -> None:
    assert '<a href="/report">' in client.get("/method").text
    page = unescape(client.get("/changes?from=2026-05-14&to=2026-08-14&sector=urban").text)
    assert 'href="/report?sector=urban&since=2026-05-14&as_of=2026-08-14"' in page


def test_crawlers_are_kept_from_the_files(client: Client) -> None:
    assert "Disallow: /report?format=" in client.get("/robots.txt").text
