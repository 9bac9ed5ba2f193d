"""Where what a report says can be checked: pages of the release that it is made of, which never change."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlencode

from kpi.views.indicator.citation import address_of

_HOME = "overview"


@dataclass(frozen=True, slots=True)
class Addresses:
    """`site` ends without a slash, "" where nobody said where the site is reached; `prefix` of the edition."""

    site: str
    prefix: str
    edition: str
    version: date
    lang: str

    def page(self, name: str, **parameters: str) -> str:
        """The address of a page of the release: «https://…/sector?id=economy&v=2026-11-14»."""
        given = {key: value for key, value in parameters.items() if value}
        if self.lang:
            given["lang"] = self.lang
        given["v"] = self.version.isoformat()
        path = "/" if name == _HOME else f"/{name}"
        return f"{self.site}{self.prefix}{path}?{urlencode(given, quote_via=quote, safe=',')}"

    def indicator(self, code: str) -> str:
        """The permanent address of an indicator in the release."""
        return address_of(self.site, self.edition, code, self.version)
