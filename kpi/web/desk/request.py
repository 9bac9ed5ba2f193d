"""One request of a person who is signed in, and how it is answered."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from urllib.parse import quote

from starlette.responses import RedirectResponse, Response

from kpi.html.help import help_link
from kpi.html.links import address
from kpi.html.page_context import PageContext
from kpi.html.page_frame import render_page
from kpi.model import Account, FiscalYear, fold_edition
from kpi.model.media_types import XLSX
from kpi.services.published import releases, surveys
from kpi.services.publishing.due_list import DueList, due_list
from kpi.services.publishing.editions import FormerEdition, present_edition, years_of_edition
from kpi.services.reporting.former_edition import former_edition
from kpi.services.reporting.report_context import ReportContext, report_context
from kpi.store import Store
from kpi.text import Text
from kpi.text.markup import Markup, join
from kpi.views.common import page_frame
from kpi.views.common.page_frame import Crumb
from kpi.views.desk.uploads import Desk
from kpi.web.assets import asset_url
from kpi.web.desk.due_view import build_desk
from kpi.web.desk.labels import LabelIndex, label_index

#: pages of one person are never kept; with «no-referrer» a browser would not tell whose form it was
PRIVATE = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin"}
#: what is kept of a form
CSV = "text/csv; charset=utf-8"
#: the parameter and the field that name the former edition
EDITION = "edition"
#: what a redirect may say on the next page
SAID = frozenset(
    [
        *("kept", "discarded", "sent", "compared", "undone", "stale"),
        *("replaced", "busy", "returned", "unchecked", "missing", "no_comment", "same"),
        *("restored", "as_it_was", "asked", "access", "not_ready"),
        *("filled", "nothing_filled", "typed", "blank", "withdrawn", "resumed", "anothers"),
        *("second", "letter_sent", "hidden", "reopened"),
        *("forgotten", "unread", "closed", "not_awaited", "not_approved"),
        *("wish_dropped", "hiding_stands"),
        *("answered", "told", "laid_aside"),
        *("assignment_answered", "assignment_closed", "answer_returned", "list_added", "list_removed"),
    ]
)


@dataclass(frozen=True, kw_only=True)
class DeskRequest:
    """A request.

    token   what the page's forms bring back
    query   parameters of the address; `given` fields of the form
    filename, content  the one workbook of a form; `files` those of the form that takes many, by name
    address  path and parameters of the page, for the way to its other language
    site     where the site is reached, for links that people are sent
    """

    store: Store
    account: Account
    token: str = field(repr=False)
    text: Text
    today: date
    query: Mapping[str, str]
    given: Mapping[str, str]
    filename: str = ""
    content: bytes | None = field(default=None, repr=False)
    files: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)
    address: str = "/upload"
    site: str = ""

    @cached_property
    def still_asked(self) -> FormerEdition | None:
        """The edition before the one in force, where its last values may still come."""
        with self.store.reading() as connection:
            return former_edition(connection, self.store, self.today)

    @cached_property
    def former(self) -> FormerEdition | None:
        """That edition where the address or the form names it; None of the edition in force."""
        named = self.given.get(EDITION) or self.query.get(EDITION, "")
        found = self.still_asked if named else None
        return found if found is not None and fold_edition(found.edition) == fold_edition(named) else None

    def about(self, edition: str) -> "DeskRequest":
        """The request as of an edition: what is due, what things are called."""
        return replace(self, query={**self.query, EDITION: edition}, given={})

    @property
    def edition(self) -> str:
        """The former edition that is asked about, "" of the one in force."""
        return self.former.edition if self.former else ""

    @cached_property
    def names(self) -> LabelIndex:
        return self.names_of(self.edition)

    def names_of(self, edition: str) -> LabelIndex:
        """What things are called in an edition; "" is the one in force."""
        with self.store.reading() as connection:
            present = present_edition(connection, self.store, self.today)
        return label_index(self.store, self.today, "" if edition == present else edition)

    @cached_property
    def fiscal_year(self) -> FiscalYear:
        """The years of the edition that is asked about."""
        with self.store.reading() as connection:
            named = self.edition or present_edition(connection, self.store, self.today)
            return years_of_edition(connection, self.store, named)

    @cached_property
    def due(self) -> DueList:
        return due_list(self.account, self.today, former=self.former, store=self.store)

    @property
    def report_context(self) -> ReportContext | None:
        """What the form is judged by; None before the first release."""
        return report_context(self.store, self.today, self.former)

    @cached_property
    def desk(self) -> Desk:
        desk = build_desk(self.account, self.due, self.names, self.token, self.text)
        if not self.former:
            return desk
        return replace(desk, heading=self.text.say("report.former.of", heading=desk.heading, edition=self.edition))

    @cached_property
    def public(self) -> frozenset[str]:
        """Codes that outsiders see in the edition in force: only these are links."""
        return frozenset(str(code) for code in releases.survey().dataset.indicators["code"])

    def public_of(self, edition: str) -> frozenset[str]:
        """The same for what is of an edition: another one's codes mean others on the pages that links lead to."""
        return self.public if edition == releases.survey().dataset.strategy.edition else frozenset()

    @property
    def number(self) -> int:
        """The number in the address; LookupError where there is none."""
        asked = self.query.get("number", "")
        number = number_of(asked)
        if number is None:
            raise LookupError(asked)
        return number

    @property
    def notice(self) -> str:
        said = self.query.get("said", "")
        if said not in SAID:
            return ""
        key = f"report.said.{said}"
        return self.text.say(key if self.text.has(key) else f"submit.said.{said}")

    @property
    def context(self) -> PageContext:
        """What the documents of the desk are built by."""
        return PageContext(
            text=self.text,
            address=self.address,
            reader=self.account.name,
            accent=surveys.colour(),
            asset=asset_url,
        )

    def page(
        self,
        title: str,
        body: Markup,
        status: int = 200,
        here: str = "upload",
        scripts: tuple[str, ...] = (),
        *,
        carrying: tuple[str, str] | None = None,
    ) -> Response:
        """A finished page of the desk.

        here     which entry of the navigation is the present one
        scripts  names of files of ours that this page has besides
        carrying  as in `PageContext`
        """
        around = page_frame.build(
            releases.survey(), self.text, here, crumbs=self._crumbs(title, here), today=self.today
        )
        whole, own = join((body, help_link(self.context))), ("desk_forms.js", "password.js", "said_once.js", *scripts)
        content = render_page(title, whole, replace(self.context, carrying=carrying), shell=around, scripts=own)
        return Response(content, status, PRIVATE, "text/html; charset=utf-8")

    def _crumbs(self, title: str, here: str) -> tuple[Crumb, ...]:
        """The way to the page; the first page of the desk is its own end."""
        first = self.text.say(f"shell.nav.{here}")
        return (Crumb(first),) if title == self.desk.heading else (Crumb(first, here), Crumb(title))

    def to(self, page: str, said: str = "", **parameters: str | int) -> Response:
        """See another page of the desk: after a form the browser's «reload» sends nothing again."""
        query = {name: str(value) for name, value in parameters.items()}
        href = address(page, lang=self.text.lang, said=said, **query)
        return RedirectResponse(href, 303, PRIVATE)


def number_of(written: str) -> int | None:
    """A whole number of a form or an address, of at most nine digits; None for anything else."""
    return int(written) if written.isascii() and written.isdecimal() and len(written) <= 9 else None


def day_of(written: str) -> date | None:
    """A day of a form or an address; what is none asks for nothing."""
    with suppress(ValueError):
        return date.fromisoformat(written)
    return None


def file_answer(content: bytes, filename: str, media_type: str = "") -> Response:
    """A file to keep; its name may hold any letters, and says what it is where the type is not given."""
    media_type = media_type or (CSV if filename.endswith(".csv") else XLSX)
    disposition = f"attachment; filename*=UTF-8''{quote(filename)}"
    return Response(content, 200, {**PRIVATE, "Content-Disposition": disposition}, media_type)
