"""A browser in which nothing of a text may run, fetch or become an element: whatever does is written down."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request, Route

#: elements and attributes that only a text taken for markup could make
_MADE = """() => {
  const evil = [
    // a decision is named by its number, quoted, in an address of ours
    "[href*='evil.example']:not([href^='/decisions?id=2'])",
    "[src*='evil.example'],[xlink\\\\:href*='evil.example'],[srcset*='evil.example']",
    "[action*='evil.example'],[data*='evil.example'],[poster*='evil.example'],[style*='evil.example'],[background]",
    "[onerror],[onload],[onfocus],[onclick],[onmouseover],[ontoggle],[onstart],[onbegin],[onanimationstart]",
    "[srcdoc],[href^='javascript:' i],[href^='data:text' i],[href^='vbscript:' i],[formaction],[popover]",
    "[contenteditable=''],iframe,object,embed,applet,marquee,portal,base,plaintext,xmp,noembed,foreignObject,x",
    "isindex,picture,track,audio,img[src$='/x'],img[src*='/trap/'],meta[http-equiv=refresh]",
  ].join(",")
  return [...document.querySelectorAll(evil)].filter(e => !(%s)).map(e => e.outerHTML.slice(0, 200))
}"""
#: a reader of what stands on a page, as it was typed: spaces of any kind are one
_SPACES = re.compile(r"[\s\u00a0\u2060\u200b]+")


def plain(text: str) -> str:
    """A text without regard to which spaces stand in it."""
    return _SPACES.sub(" ", text).strip()


@dataclass
class Trap:
    """What pages did that no text may do.

    ran      numbers of payloads that ran, and dialogs
    fetched  addresses of other sites, and of this one that only a text names
    made     elements that a text became
    refused  what the content policy had to stop
    """

    site: str
    ran: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    #: pages that were looked at
    pages: int = 0
    at: str = ""

    def see_request(self, request: Request) -> None:
        own = (self.site, self.site.replace("http", "ws", 1), "data:", "blob:", "about:")
        path = request.url.removeprefix(self.site)
        if not request.url.startswith(own) or path.startswith("/trap/") or path.rpartition("/")[2] == "x":
            self.fetched.append(f"{self.at[:120]}: {request.url[:200]}")

    def run(self, number: object) -> None:
        self.ran.append(f"{self.at[:120]}: {number}")

    def close(self, dialog: Dialog) -> None:
        self.run(dialog.message)
        dialog.dismiss()

    def hear(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.refused.append(f"{self.at[:120]}: {message.text[:200]}")

    def look(self, page: Page, *, allowed: str = "false") -> None:
        """Note what the page holds that only a text could have made.

        allowed  a JavaScript expression of what `e` may be there
        """
        self.pages += 1
        self.made += [f"{self.at[:120]}: {one}" for one in page.evaluate(_MADE % allowed)]

    @property
    def found(self) -> list[str]:
        return [*self.ran, *self.fetched, *self.made, *self.refused]


@contextmanager
def trapped(chromium: Browser, site: str, *, policy: bool) -> Iterator[tuple[BrowserContext, Trap]]:
    """A context of the browser, its content policies on or off."""
    context = chromium.new_context(
        base_url=site, locale="uk-UA", viewport={"width": 1366, "height": 900}, bypass_csp=not policy
    )
    trap = Trap(site)
    context.expose_function("trap", trap.run)
    context.on("request", trap.see_request)
    context.on("console", trap.hear)
    context.on("dialog", trap.close)
    context.route(re.compile(r"^https?://(?!localhost[:/])"), _stop)
    yield context, trap
    context.close()


def _stop(route: Route) -> None:
    """Nothing is asked of other sites; the request has been written down."""
    route.abort()
