"""Which pages there are, and from an address to one of them. Whatever comes from a browser is checked here."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

#: page name -> its parameters; the order of the menu. The first is the home page.
PAGES: dict[str, tuple[str, ...]] = {
    "overview": (),
    "indicators": ("q", "status", "sector", "department"),
    "method": (),
    "sector": ("id",),
    "goal": ("id",),
    "indicator": ("id",),
}
HOME = next(iter(PAGES))
#: parameters of every page
COMMON = ("lang",)
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Address:
    """A page and its parameters: known names only, no empty values, each at most LONGEST characters."""

    page: str
    parameters: tuple[tuple[str, str], ...]


def paths() -> list[str]:
    """The addresses that the site answers; the home page under "/" alone."""
    return ["/", *(f"/{page}" for page in PAGES if page != HOME)]


def known(page: str, pairs: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The parameters that the page knows, in the page's order, the last value of each."""
    given = dict(pairs)
    cleaned = ((name, given.get(name, "").strip()[:LONGEST]) for name in (*PAGES[page], *COMMON))
    return tuple((name, value) for name, value in cleaned if value)


def parse(href: str) -> Address | None:
    """The page of a link of ours; None for another site's link or a page that does not exist."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return None
    page = parts.path.removeprefix("/") or HOME
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or page not in PAGES:
        return None
    return Address(page, known(page, parse_qsl(parts.query, max_num_fields=50)))
