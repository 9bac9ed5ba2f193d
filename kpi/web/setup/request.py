"""One request of an administrator who sets a strategy up, and how it is answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from starlette.responses import RedirectResponse, Response

from kpi.html.desk.uploads import said
from kpi.html.links import address
from kpi.html.page_context import PageContext
from kpi.html.page_frame import render_page
from kpi.model import Account
from kpi.store import Store
from kpi.text import Text
from kpi.text.markup import Markup, el, join
from kpi.web.addresses import START
from kpi.web.assets import asset_url
from kpi.web.desk.sent_form import Form
from kpi.web.protection.private_pages import private
from kpi.web.setup.preview import Previews

#: what a redirect may say on the next page
SAID = frozenset({"stale", "kept", "missing", "changed", "discarded", "not_ready", "taken", "unread", "preview_failed"})


@dataclass(frozen=True, kw_only=True)
class SetupRequest:
    """A request.

    token  what the page's forms bring back
    name   of the page of the preview that is asked for
    """

    store: Store
    account: Account
    token: str = field(repr=False)
    text: Text
    today: date
    query: Mapping[str, str]
    previews: Previews
    name: str
    form: Form

    def with_form(self, form: Form) -> "SetupRequest":
        """The request with the fields that were sent."""
        return replace(self, form=form)

    @property
    def context(self) -> PageContext:
        """What its documents are built by."""
        return PageContext(text=self.text, address=START, reader=self.account.name, asset=asset_url)

    @property
    def notice(self) -> Markup | None:
        """What became of the last step."""
        word = self.query.get("said", "")
        return said(self.text.say(f"setup.said.{word}")) if word in SAID else None

    def page(self, title: str, body: Markup, status: int = 200, *, head: Markup | None = None) -> Response:
        """A finished page, kept by nobody and listed nowhere."""
        language = {"Content-Language": self.text.language.value}
        told = join((el("meta", name="robots", content="noindex"), head))
        whole = render_page(title, body, self.context, head=told, scripts=("said_once.js", "desk_forms.js"))
        return private(whole, status, language)

    def to(self, page: str, said: str = "") -> Response:
        """See another page: after a form the browser's «reload» sends nothing again."""
        href = address(page, lang=self.text.lang, said=said)
        return RedirectResponse(href, 303, {"Cache-Control": "no-store", "Referrer-Policy": "same-origin"})
