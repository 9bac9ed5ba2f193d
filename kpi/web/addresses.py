"""Which pages there are, and from an address to one of them. Whatever comes from a browser is checked here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from kpi.html.links import address
from kpi.measure.health.departments import departments_named
from kpi.measure.results import Survey
from kpi.model import Level
from kpi.text import Text
from kpi.views.actions.page import pages_of as action_pages
from kpi.views.common.histories import PARAMETER
from kpi.views.health.department_code import department_code
from kpi.views.list_pages import ListPages
from kpi.views.oversight.decision_rows import code_of
from kpi.views.oversight.page import pages_of

#: page name -> its parameters; the order of the menu. The first is the home page.
PAGES: dict[str, tuple[str, ...]] = {
    "overview": (PARAMETER,),
    "indicators": ("q", "status", "sector", "department", "page"),
    "changes": ("from", "to", "sector", "department", "page"),
    "decisions": ("id", "body", "department", "state", "page"),
    "actions": ("sector", "goal", "state", "source", "year", "page"),
    "data": (),
    "method": (),
    "sector": ("id", PARAMETER),
    "goal": ("id", PARAMETER),
    "indicator": ("id", PARAMETER),
    "departments": (),
    "department": ("id",),
    "plan-health": (),
    "succession": ("page",),
    "report": ("as_of", "since", "sector"),
    "verify": ("hash",),
}
#: the page that stands only where one edition of the strategy follows another
SUCCESSION = "succession"
#: the page that stands where decisions are kept: each of them has an address of its own
DECISIONS = "decisions"
#: the page that stands only where actions are entered
ACTIONS = "actions"
#: the page that hands out what a server makes: no file stands for it in the saved edition
REPORT = "report"
HOME = next(iter(PAGES))
#: parameters of every page: the language, and the day a past release was published
COMMON = ("lang", "v")
LONGEST = 200
#: the address of each page, and which it is
_BY_PATH = {"/" if page == HOME else f"/{page}": page for page in PAGES}
#: parameters of an address that are looked at
_MOST_PARAMETERS = 50
#: pages that have a picture of their own by code, beside the indicators'
_PICTURED = ("sector", "goal")
#: how to begin, while nothing has been published
START = "/start"
#: addresses that are nobody's reading: forms, sessions, the app's own, and what would be made anew for each asker
CLOSED = (
    *("/upload", "/admin", "/login", "/logout", "/account", "/question", "/subscribe", "/_stcore/"),
    "/download/site.zip",
    "/report?format=",
)


@dataclass(frozen=True, slots=True)
class Address:
    """A page and its parameters: known names only, no empty values, each at most LONGEST characters.

    edition  the edition that the address names, None where it names none
    """

    page: str
    parameters: tuple[tuple[str, str], ...]
    edition: str | None = None

    @property
    def href(self) -> str:
        """The address as our own links write it, without the edition."""
        path = "/" if self.page == HOME else f"/{self.page}"
        return f"{path}?{urlencode(self.parameters, quote_via=quote, safe=',')}" if self.parameters else path


def language_parameter(text: Text) -> tuple[tuple[str, str], ...]:
    """The parameter that keeps a reader's language; none for the one that the site opens in."""
    return (("lang", text.lang),) if text.lang else ()


def paths() -> list[str]:
    """The addresses that the site answers; the home page under "/" alone."""
    return list(_BY_PATH)


def known(page: str, pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The parameters that the page knows, in the order given, the last value of each."""
    cleaned = {name: value.strip()[:LONGEST] for name, value in pairs if name in PAGES[page] or name in COMMON}
    return tuple((name, value) for name, value in cleaned.items() if value)


def parse(href: str) -> Address | None:
    """The page of a link of ours; None for another site's link or a page that does not exist."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return None
    if parts.scheme or parts.netloc:
        return None
    return at(parts.path, parts.query)


def at(path: str, query: str, edition: str | None = None) -> Address | None:
    """The page at a path, with what its query says; None where there is none."""
    page = _BY_PATH.get(path)
    return None if page is None else Address(page, known(page, _pairs(query)) if query else (), edition)


def _pairs(query: str) -> list[tuple[str, str]]:
    """The parameters; none of so many as no page of ours sends."""
    try:
        return parse_qsl(query, max_num_fields=_MOST_PARAMETERS)
    except ValueError:
        return []


def feed_of(page: str, parameters: Mapping[str, str], text: Text) -> str:
    """The address of the feed that tells what a page shows: of its sector, department or indicator, else of all.

    page        its name in PAGES
    parameters  of its address
    """
    chosen = {name: parameters.get(name, "") for name in ("sector", "department")}
    if page in ("sector", "indicator"):
        chosen = {page: parameters.get("id", "")}
    if page == DECISIONS:
        chosen = {"only": DECISIONS}
    return address("feed.atom", lang=text.lang, **chosen)


def sharing_address(page: str, code: str, text: Text, version: str | None = None) -> str:
    """The picture that a page is shared with (1200 × 630); the overview's where the page has none of its own."""
    if page == "indicator" and code:
        return address(f"chart/{code}.png", size="share", lang=text.lang, v=version)
    path = f"share/{page}/{code}.png" if page in _PICTURED and code else "share/overview.png"
    return address(path, lang=text.lang, v=version)


def every_page(survey: Survey, text: Text, *, succession: int = 0) -> list[Address]:
    """Every page with every code it can have, in one language; of a list in pages each of them.

    succession  pages of what became of the goals; 0 where no edition beside says it
    """
    nodes = survey.dataset.nodes
    of: dict[str, Iterable[object]] = {
        "sector": nodes.loc[nodes["level"] == Level.SECTOR, "code"],
        "goal": nodes.loc[nodes["level"] == Level.OPERATIONAL_GOAL, "code"],
        "indicator": survey.dataset.indicators["code"],
        "department": [department_code(word) for word in departments_named(survey.dataset)],
        DECISIONS: _decisions(survey),
    }
    absent = {REPORT} | ({SUCCESSION} if not succession else set())
    absent |= {ACTIONS} if survey.dataset.actions.empty else set()
    language = language_parameter(text)
    listed = ListPages.of(len(survey.dataset.indicators), 1).last
    return [
        *(
            Address(page, (*((("id", str(code)),) if code else ()), *language))
            for page in PAGES
            if page not in absent
            for code in of.get(page, [""])
        ),
        *(Address("indicators", (("page", str(number)), *language)) for number in range(2, listed + 1)),
        *(Address(SUCCESSION, (("page", str(number)), *language)) for number in range(2, succession + 1)),
        *(Address(DECISIONS, (("page", str(number)), *language)) for number in range(2, _decision_pages(survey) + 1)),
        *(Address(ACTIONS, (("page", str(number)), *language)) for number in range(2, _action_pages(survey) + 1)),
    ]


def _decisions(survey: Survey) -> list[str]:
    """The list itself and every decision; nothing where none is kept."""
    rows = survey.dataset.decisions
    codes = [code_of(day.date(), str(number)) for day, number in zip(rows["day"], rows["number"], strict=True)]
    return ["", *codes] if codes else []


def _action_pages(survey: Survey) -> int:
    return action_pages(len(survey.dataset.actions)).last


def _decision_pages(survey: Survey) -> int:
    return pages_of(len(survey.dataset.decisions)).last
