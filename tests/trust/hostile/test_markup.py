"""Markup in every text field of real workbooks and forms, in a real browser, its content policy on and off: nothing
runs, nothing is fetched, no element is made, and the words stand there as they were written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from kpi.workbook.sheet.layout import layout
from tests.browser.test_dashboard import ready
from tests.services.reminders.mailserver import MailServer
from tests.trust.hostile.conftest import NAMED, staffed
from tests.trust.hostile.edition import LONGEST, cell_of, department, write
from tests.trust.hostile.payloads import packed, payloads
from tests.trust.hostile.trapped import Trap, plain, trapped
from tests.trust.promises import Reached, is_full
from tests.web.conftest import PASSWORD, Served

pytestmark = [pytest.mark.browser, pytest.mark.timeout(3600)]

#: as many rows on each sheet as there are texts of the narrower fields, or as go round all payloads
ROWS = 56 if is_full() else 6
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
#: fetched by scripts of the site, never opened as a page
_NO_PAGES = re.compile(r"/download/|\.ics|\.css|\.zip")


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A site all of whose texts are markup, that can send letters."""
    folder = tmp_path_factory.mktemp("marked")
    with MailServer() as mail, pytest.MonkeyPatch.context() as patch:
        patch.setenv("POSTUP_SMTP_URL", f"smtp://localhost:{mail.port}?tls=none")
        patch.setenv("POSTUP_SMTP_FROM", "postup@example.org")
        with staffed(folder, write(folder / "edition", ROWS)) as served:
            ask_questions(served)
            yield served


def ask_questions(served: Served) -> None:
    """Questions of readers, answered in public by an editor, all in markup."""
    reader, editor = served.client(), served.enter("editor")
    for k in range(1, 4):
        words = cell_of(
            layout("goal").sheets["observations"], layout("goal").sheets["observations"].column("comment"), k
        )
        fields = {"indicator": f"{k}.1.1", "period": "2025", "words": str(words), "bare": "yes"}
        assert reader.post("/question", data=fields).status_code == 303
        token = re.search(r'name="token" value="([^"]*)"', editor.get("/upload/questions").text)
        assert token is not None
        answer = {"number": str(k), "answer": str(words), "told": NAMED.text, "publish": "yes", "act": "answer"}
        sent = editor.post("/upload/questions", data={"token": token[1], **answer})
        assert sent.headers["location"].endswith("said=told"), sent.text


@dataclass(frozen=True)
class Shown:
    """A page and what must stand on it, "" where that is not told."""

    address: str
    words: str = ""


def public_pages(served: Served) -> list[Shown]:
    """Every page of the site map, every sheet, embed and drawing, feeds and answers of the API."""
    client = served.client()
    told = ElementTree.fromstring(client.get("/sitemap.xml").content)
    pages = [unquote_host(loc.text or "", served.address) for loc in told.iter(_SITEMAP)]
    codes = range(1, ROWS + 1)
    more = [f"/print/{name}" for name in ("overview", "decisions", "actions", "departments", "plan-health")]
    more += [f"/print/indicator/{k}.1.1" for k in codes] + [f"/print/goal/{k}.1" for k in codes]
    more += [f"/print/sector/s{k}" for k in codes] + [f"/print/department/d{k}" for k in codes]
    more += [f"/embed/{k}.1.1{q}" for k in codes for q in ("", "?lang=en")]
    more += [f"/chart/{k}.1.1.svg" for k in codes]
    more += [
        "/feed.atom",
        "/report",
        "/subscribe",
        "/help",
        "/no-such-page",
        "/oembed?url=" + quote("https://here/i/1.1.1"),
    ]
    more += [f"/question?indicator={k}.1.1" for k in codes] + [f"/i/{k}.1.1" for k in (1, 2)]
    more += [f"/api/v1/{name}?limit=500" for name in ("indicators", "goals", "observations", "progress", "strategy")]
    every = payloads() if is_full() else payloads()[::40]
    more += [f"/indicators?q={quote(one.text)}" for one in every]
    more += [f"/goal?id={quote(one.text)}" for one in every] + [f"/indicator?id={quote(one.text)}" for one in every]
    return [Shown(one, words_of(one)) for one in dict.fromkeys([*pages, *more]) if not _NO_PAGES.search(one)]


def unquote_host(address: str, site: str) -> str:
    parts = urlsplit(address)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "") if site else address


def words_of(address: str) -> str:
    """The name that an address is about, as its workbook has it."""
    if one := re.fullmatch(r"/(?:indicator\?id=|print/indicator/|embed/)(\d+)\.1\.1", address):
        return str(_cell("goal", "indicators", "name", int(one[1])))
    if one := re.fullmatch(r"/(?:goal\?id=|print/goal/)(\d+)\.1", address):
        return str(_cell("plan", "operational_goals", "name", int(one[1])))
    if one := re.fullmatch(r"/(?:sector\?id=|print/sector/)s(\d+)", address):
        return str(_cell("plan", "sectors", "name", int(one[1])))
    if one := re.fullmatch(r"/(?:department\?id=|print/department/)d(\d+)", address):
        return department(int(one[1]))
    return ""


def _cell(book: str, sheet: str, column: str, k: int) -> object:
    found = layout(book).sheets[sheet]
    return cell_of(found, found.column(column), k)


#: the pages of the fast part: all fields of a row, drawings, a sheet, an embed, what is asked in an address
FEW = {
    *("/", "/decisions", "/actions", "/sector?id=s1", "/indicator?id=1.1.1", "/department?id=d1", "/plan-health"),
    *("/print/indicator/2.1.1", "/embed/3.1.1", "/chart/4.1.1.svg", f"/indicators?q={quote(payloads()[0].text)}"),
}
DESK = (
    *("/upload", "/upload/mine", "/upload/questions", "/upload/indicator?code=1.1.1", "/upload/indicator", "/account"),
    *("/admin", "/admin/chase", "/admin/accounts", "/admin/releases", "/admin/visibility", "/admin/plan"),
    *("/admin/department?code=d1", "/admin/decisions", "/admin/subscribers", "/admin/suspensions", "/upload/project"),
)
DASHBOARD = (
    *("/dashboard/", "/dashboard/sector?id=s1&focus=1.1", "/dashboard/indicator?id=1.1.1", "/dashboard/table"),
    *(
        "/dashboard/compare?id=1.1.1&id=2.1.1",
        "/dashboard/session?slide=1",
        "/dashboard/session?slide=2",
        "/dashboard/workbook",
    ),
)


def look_at(page: Page, trap: Trap, shown: Shown) -> list[str]:
    """Open a page, look at it; what is missing on it."""
    trap.at = shown.address
    page.goto(shown.address)
    page.evaluate("() => { scrollTo(0, document.body ? document.body.scrollHeight : 0) }")
    trap.look(page, allowed="e.matches('.p-embed iframe')")
    if shown.words and plain(shown.words) not in plain(page.evaluate("() => document.documentElement.textContent")):
        return [f"{shown.address}: does not say {shown.words[:100]}"]
    return []


def chosen_pages(served: Served) -> list[Shown]:
    """All of them, or a few."""
    pages = public_pages(served)
    if is_full():
        return pages
    return [one for one in pages if one.address in FEW]


@pytest.mark.parametrize(
    "policy", [False, True] if is_full() else [False], ids=["policy off", "policy on"][: 1 + is_full()]
)
def test_nothing_of_a_text_runs_on_public_pages(
    marked: Served, chromium: Browser, reached: Reached, policy: bool
) -> None:
    with trapped(chromium, marked.address, policy=policy) as (context, trap):
        page = context.new_page()
        missing = [fault for shown in chosen_pages(marked) for fault in look_at(page, trap, shown)]
    _tell(reached, trap)
    assert not missing, "\n".join(missing)


@pytest.mark.parametrize("round_", range(1, len(packed(LONGEST))) if is_full() else [1])
def test_every_field_of_the_strategy_may_hold_every_text(
    tmp_path: Path, chromium: Browser, reached: Reached, round_: int
) -> None:
    """A field of its sheet is there but once, so each round is an edition of its own; the site above is round 0."""
    with staffed(tmp_path, write(tmp_path / "edition", 1, round_)) as served:
        with trapped(chromium, served.address, policy=False) as (context, trap):
            page = context.new_page()
            for address in ("/", "/method", "/data", "/help", "/verify", "/indicator?id=1.1.1", "/print/overview"):
                assert look_at(page, trap, Shown(address)) == []
        _tell(reached, trap)


def _tell(reached: Reached, trap: Trap) -> None:
    assert not trap.found, "\n".join(trap.found[:60])
    assert trap.pages
    reached("B1", executions=len(trap.ran), requests=len(trap.fetched), elements=len(trap.made) + len(trap.refused))


def signed_in(context: BrowserContext, login: str) -> Page:
    page = context.new_page()
    page.goto("/login")
    page.locator("[name=login]").fill(login)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/login" not in url)
    return page


#: fills the n-th form of a page with texts and sends it past the browser's own checks; false where there is none
_SEND = """([n, texts]) => {
  const forms = [...document.querySelectorAll("main form")].filter(f => f.method === "post")
  const form = forms[n]
  if (!form) return false
  let at = n
  for (const field of form.elements) {
    if (["token", "act", "number", "key", "login"].includes(field.name) || field.type === "file") continue
    if (field.tagName === "TEXTAREA" || ["text", "search", "email", "url", "tel", ""].includes(field.type)) {
      field.removeAttribute("maxlength"); field.value = texts[at++ % texts.length]
    } else if (field.tagName === "SELECT" && field.options.length > 1) field.selectedIndex = 1
  }
  form.noValidate = true
  form.requestSubmit(form.querySelector("button[name=act], button:not([type=button])"))
  return true
}"""


def send_forms(page: Page, trap: Trap, address: str, most: int) -> int:
    """Send every form of a page with markup in its fields, look at each answer; how many there were."""
    texts = [one.text for one in payloads()]
    for n in range(most):
        page.goto(address)
        trap.at = f"{address}, form {n}"
        if page.locator("main form[method=post]").count() <= n:
            return n
        with page.expect_event("load"):
            page.evaluate(_SEND, [n, texts[7 * n :] + texts])
        trap.look(page)
    return most


@pytest.mark.parametrize(
    "policy", [False, True] if is_full() else [False], ids=["policy off", "policy on"][: 1 + is_full()]
)
def test_nothing_of_a_text_runs_at_the_desk(marked: Served, chromium: Browser, reached: Reached, policy: bool) -> None:
    with trapped(chromium, marked.address, policy=policy) as (context, trap):
        page = signed_in(context, "chief")
        desk = DESK if is_full() else ("/upload", "/upload/questions", "/admin/decisions")
        for address in desk:
            assert look_at(page, trap, Shown(address)) == []
        sent = [
            send_forms(page, trap, address, most=8 if is_full() else 1)
            for address in desk
            if "upload/mine" not in address
        ]
        assert sum(sent) >= len(desk) / 3
    _tell(reached, trap)


def test_nothing_of_a_text_runs_on_the_dashboard(marked: Served, chromium: Browser, reached: Reached) -> None:
    for policy in [False, True] if is_full() else [False]:
        with trapped(chromium, marked.address, policy=policy) as (context, trap):
            page = context.new_page()
            for address in DASHBOARD if is_full() else DASHBOARD[1:2]:
                trap.at = address
                page.goto(address)
                ready(page)
                trap.look(
                    page, allowed="e.matches('[data-testid] *, .js-plotly-plot *') && !/evil|trap/.test(e.outerHTML)"
                )
        _tell(reached, trap)


def test_every_payload_stands_in_the_edition(tmp_path: Path, reached: Reached) -> None:
    said = plain(" ".join(str(cell) for cell in _all_cells()))
    there = [one for one in payloads() if plain(one.text) in said]
    assert [one.text for one in payloads() if one not in there] == []
    reached("B1", payloads=len(there))


def _all_cells() -> Iterator[object]:
    for name in ("plan", "goal"):
        for sheet in layout(name).sheets.values():
            if sheet.key != "strategy":
                rows = range(1, 1 + (len(sheet.column("field").choices) if sheet.key == "report_form" else ROWS))
                yield from (cell_of(sheet, column, k) for column in sheet.columns for k in rows)


def test_the_trap_finds_what_it_looks_for(marked: Served, chromium: Browser) -> None:
    with trapped(chromium, marked.address, policy=False) as (context, trap):
        page = context.new_page()
        page.goto("/robots.txt")
        page.evaluate("""() => {
          document.body.innerHTML = "<img src=https://evil.example/7.png onerror=trap(7)>" +
            "<a href='javascript:trap(8)'>x</a>"
        }""")
        page.wait_for_function("() => document.images[0].complete")
        page.evaluate("() => new Promise(done => setTimeout(done))")
        trap.look(page)
        assert trap.ran
        assert any("evil.example/7" in one for one in trap.fetched)
        assert len(trap.made) == 2
