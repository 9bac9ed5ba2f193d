"""Sheets as PDF and embeds in a page of another site, in Debian's Chromium."""

import io
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Literal

import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, Page, Response

from kpi.html.embed import embed_code
from tests.browser.conftest import Quiet
from tests.browser.test_accessible import AXE
from tests.servers import Site

pytestmark = pytest.mark.browser
A4 = (595, 842)  # points
#: address -> pages; None = as many as it takes
SHEETS = {
    "/print/overview": 2,
    "/print/overview?lang=en": 2,
    "/print/indicator/1.1.1": 2,
    "/print/indicator/1.2.3?lang=en": 2,  # fifty-eight months
    "/print/indicator/8.3.4": 2,
    "/print/goal/1.1": None,
    "/print/sector/economy": None,
    "/print/departments": None,
    "/print/department/dep-zhkg": None,
    "/print/plan-health": None,
}
_HOST = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,">
<title>Another site</title>
<body style="margin:0"><iframe src="{src}" title="chart" width="100%" height="520" style="border:0" {more}></iframe>
<script>window.told = []; addEventListener("message", e => {{ told.push(e.data);
document.querySelector("iframe").height = e.data.height; }})</script>"""


def pdf_of(page: Page, address: str) -> pypdfium2.PdfDocument:
    page.goto(address)
    page.evaluate("document.fonts.ready")
    return pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=False)))


def words_of(pdf: pypdfium2.PdfDocument) -> list[str]:
    """The text of each page with plain blanks."""
    return [" ".join(sheet.get_textpage().get_text_range().split()) for sheet in pdf]


@pytest.mark.parametrize("address", list(SHEETS))
def test_sheets_are_a4_with_head_number_and_demo_mark_on_every_page(page: Page, address: str) -> None:
    pdf = pdf_of(page, address)
    assert len(pdf) == (SHEETS[address] or len(pdf))
    english = "lang=en" in address
    for number, (sheet, words) in enumerate(zip(pdf, words_of(pdf), strict=True), 1):
        assert tuple(round(side) for side in sheet.get_size()) == A4
        assert f"{number} / {len(pdf)}" in words
        assert ("version 14 Nov 2026" if english else "версія 14.11.2026") in words
        # a letter of the slanted mark may be read with a line that it crosses
        assert ("EMO DATA" if english else "ЕМО-ДАНІ") in words
    assert f"{'Permanent address' if english else 'Постійна адреса'}: http://localhost" in words_of(pdf)[-1]


def test_a_sheet_says_what_the_page_says(page: Page) -> None:
    page.goto("/print/overview")
    heading = page.locator("h1").inner_text().replace("\n", " ").replace("\xa0", " ")
    legend = page.locator(".p-legend li").all_text_contents()
    first = words_of(pdf_of(page, "/print/overview"))[0]
    assert heading in first
    for item in legend:
        assert " ".join(item.split()) in first
    page.goto("/print/indicator/1.1.1")
    rows = page.locator(".p-table-data tbody th").all_text_contents()
    last = words_of(pdf_of(page, "/print/indicator/1.1.1"))[-1]
    assert all(" ".join(row.split()) in last for row in rows)


def test_colours_are_kept_and_greys_are_grey(page: Page) -> None:
    """Printed as people print: without «background graphics»."""

    def chroma(address: str) -> int:
        """How many pixels of the first page have a colour."""
        shown = pdf_of(page, address)[0].render(scale=0.6).to_pil().convert("RGB")
        return sum(max(pixel) - min(pixel) > 60 for pixel in shown.get_flattened_data())

    assert chroma("/print/overview") > 2000
    assert chroma("/print/overview?grey=1") == 0


def test_no_piece_of_a_bar_is_blank(page: Page) -> None:
    page.goto("/print/overview")
    pieces = page.locator(".p-seg:is(.p-is-off_track, .p-is-moving_away)").all()
    assert len(pieces) > 4
    for piece in pieces:
        shown = Image.open(io.BytesIO(piece.screenshot())).convert("RGB")
        reds_and_greens = (shown.getchannel(band).tobytes() for band in "RG")
        assert any(red > 150 and green < 60 for red, green in zip(*reds_and_greens, strict=True))


def test_on_the_screen_a_sheet_can_be_printed_and_left(page: Page) -> None:
    page.goto("/print/indicator/1.1.1?lang=en")
    page.evaluate("window.print = () => { window.printed = true; }")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed")
    page.get_by_role("link", name="In greyscale").click()
    assert "grey=1" in page.url
    assert page.get_by_role("link", name="In colour").is_visible()
    assert "/indicator?id=1.1.1" in str(page.get_by_role("link", name="Back to the page").get_attribute("href"))


class Elsewhere:
    """Another site: a server of its own, with one page."""

    def __init__(self) -> None:
        self.page = ""

        class Handler(BaseHTTPRequestHandler):
            def do_GET(handler) -> None:  # noqa: N805
                handler.send_response(200)
                handler.send_header("Content-Type", "text/html; charset=utf-8")
                handler.end_headers()
                handler.wfile.write(self.page.encode())

            def log_message(handler, format: str, *args: object) -> None:  # noqa: N805
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    other = Elsewhere()
    thread = Thread(target=other.server.serve_forever, daemon=True)
    thread.start()
    yield other
    other.server.shutdown()
    thread.join()


def test_a_goal_of_a_sector_is_not_parted_from_its_first_table(page: Page) -> None:
    told = words_of(pdf_of(page, "/print/sector/urban"))
    for goal, first in (("4 Сучасна міська мобільність", "4.1"), ("6 Зелене й чисте місто", "6.1")):
        where = [words for words in told if goal in words]
        assert len(where) == 1
        assert first in where[0].split(goal)[1]


def test_the_source_is_in_view_in_a_frame_that_is_too_low(site: Site, chromium: Browser, elsewhere: Elsewhere) -> None:
    elsewhere.page = _HOST.format(src=f"{site.address}/embed/4.1.4", more='sandbox=""')
    opened = chromium.new_page(viewport={"width": 400, "height": 700})
    opened.goto(elsewhere.address)
    foot = opened.frames[-1].locator(".p-embed-foot a >> nth=0")
    foot.wait_for()
    box = foot.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 520
    opened.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "without"])
@pytest.mark.parametrize("width", [320, 374, 600, 900])
def test_the_offered_code_shows_the_whole_chart(
    site: Site, chromium: Browser, elsewhere: Elsewhere, width: int, scripts: bool
) -> None:
    code = embed_code(f"{site.address}/embed/1.2.2", "chart")
    elsewhere.page = f'<!DOCTYPE html><html lang="en"><title>x</title><body style="margin:0">{code}'
    context = chromium.new_context(
        locale="uk-UA", viewport={"width": width, "height": 900}, java_script_enabled=scripts
    )
    opened = context.new_page()
    opened.goto(elsewhere.address)
    frame = opened.frames[-1]
    frame.locator(".p-embed-foot").wait_for()
    if scripts:
        opened.wait_for_function("document.querySelector('iframe').height !== '820'")
    given = opened.locator("iframe").bounding_box()
    foot, last = frame.locator(".p-embed-foot").bounding_box(), frame.locator(".p-source").bounding_box()
    assert given is not None
    assert foot is not None
    assert last is not None
    assert last["y"] + last["height"] <= foot["y"]  # the foot sticks: it must not stand on the source
    assert foot["y"] + foot["height"] <= given["height"]
    assert not scripts or given["height"] - foot["y"] - foot["height"] < 20
    context.close()


@pytest.mark.parametrize("width", [320, 800])
@pytest.mark.parametrize("more", ["", 'sandbox="allow-scripts allow-popups"'], ids=["plain", "sandboxed"])
def test_another_site_shows_the_chart(
    site: Site, chromium: Browser, elsewhere: Elsewhere, width: int, more: str
) -> None:
    elsewhere.page = _HOST.format(src=f"{site.address}/embed/1.2.3?theme=light", more=more)
    context = chromium.new_context(locale="uk-UA", viewport={"width": width, "height": 700})
    opened = context.new_page()
    quiet = Quiet(site.address)
    taken: list[str] = []
    sizes: list[Response] = []
    opened.on("console", quiet.hear)
    opened.on("requestfinished", lambda r: taken.append(r.url))
    opened.on("response", lambda r: sizes.append(r) if r.url.startswith(site.address) else None)
    opened.goto(elsewhere.address)
    opened.wait_for_function("window.told.length > 0 && document.querySelector('iframe').height > 400")
    frame = opened.frames[-1]
    frame.wait_for_function("() => document.fonts.status === 'loaded'")
    opened.wait_for_function("told.at(-1).height === Number(document.querySelector('iframe').height)")
    assert {(told["postup"], told["code"]) for told in opened.evaluate("told")} == {("height", "1.2.3")}
    assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert frame.evaluate("document.documentElement.scrollHeight <= innerHeight + 1")
    assert frame.evaluate("[...document.fonts].filter(f => f.status === 'loaded').length") >= 3
    shown = [name for name in ("embed", "narrow") if frame.locator(f".p-chart-{name}").is_visible()]
    assert shown == ["narrow" if width == 320 else "embed"]
    smallest = frame.evaluate(_SMALLEST, f".p-chart-{shown[0]}")
    assert smallest >= 11.9
    assert quiet.problems == []
    assert sum(len(answer.body()) for answer in sizes) <= 150_000, "with fonts, not compressed"
    assert all("set-cookie" not in answer.headers for answer in sizes)
    assert context.cookies() == []
    assert all(url.startswith((site.address, elsewhere.address)) for url in taken)
    context.close()


#: height in px of the smallest letters of a drawing
_SMALLEST = """(chosen) => { const drawn = document.querySelector(chosen);
  const scale = drawn.getBoundingClientRect().width / drawn.viewBox.baseVal.width;
  const sizes = [...drawn.querySelectorAll("text")].map(t => parseFloat(getComputedStyle(t).fontSize));
  return Math.min(...sizes) * scale; }"""


def _note(problems: list[str], message: ConsoleMessage) -> None:
    problems.append(message.text)


def test_nothing_else_can_be_framed(site: Site, chromium: Browser, elsewhere: Elsewhere) -> None:
    for path in ("/", "/print/overview", "/indicator?id=1.1.1"):
        elsewhere.page = _HOST.format(src=f"{site.address}{path}", more="")
        opened = chromium.new_page()
        problems: list[str] = []
        opened.on("console", partial(_note, problems))
        with opened.expect_console_message(lambda message: "frame-ancestors" in message.text):
            opened.goto(elsewhere.address)
        assert any("frame-ancestors" in problem for problem in problems), path
        opened.close()


def test_the_embed_follows_the_reader_s_theme(site: Site, chromium: Browser) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    cases: tuple[tuple[Literal["dark", "light"], str, str], ...] = (
        ("dark", "", "rgb(15, 23, 30)"),
        ("light", "", "rgb(255, 255, 255)"),
        ("dark", "?theme=auto", "rgb(15, 23, 30)"),
        ("dark", "?theme=light", "rgb(255, 255, 255)"),
        ("light", "?theme=dark", "rgb(15, 23, 30)"),
    )
    for scheme, asked, seen in cases:
        context = chromium.new_context(locale="uk-UA", color_scheme=scheme)
        opened = context.new_page()
        opened.goto(f"{site.address}/embed/1.1.1{asked}")
        assert opened.evaluate(ground) == seen, (scheme, asked)
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_sheets_and_embeds_have_no_violation(site: Site, chromium: Browser, scheme: Any) -> None:
    assert AXE.exists(), "axe-core is fetched by `make test` (npm ci in tests/browser)"
    # straight into the browser: the policy of embeds lets no other script in
    context = chromium.new_context(locale="uk-UA", base_url=site.address, color_scheme=scheme, bypass_csp=True)
    page, found = context.new_page(), {}
    for address in ("/embed/1.1.1", "/embed/1.2.3?lang=en", "/print/overview", "/print/indicator/1.1.1", *_OTHERS):
        page.goto(address)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found[address] = [
            f"{rule['id']}: {node['html'][:160]}" for rule in result["violations"] for node in rule["nodes"][:3]
        ]
    context.close()
    assert {address: rules for address, rules in found.items() if rules} == {}


_OTHERS = ("/print/goal/1.1?grey=1", "/print/sector/economy?lang=en")
