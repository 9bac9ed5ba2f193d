"""Who reads what: the address, the language, the release, the day."""

from dataclasses import dataclass
from datetime import date

from kpi.measure.results import Survey
from kpi.model import Basis
from kpi.site import cache
from kpi.site.addresses import Address
from kpi.text import Text
from kpi.views.board import Board
from kpi.views.histories import PARAMETER
from kpi.web.pasted import bare


@dataclass(frozen=True, slots=True)
class Reader:
    """An outsider at an address.

    release  key of what is shown (`cache.Standing.at`)
    today    the reader's day; the day of publication where a past release is shown
    site     where the site is reached, "" unknown, for permanent links
    version  the past release asked for, None = the current one
    """

    address: Address
    text: Text
    release: str
    today: date
    site: str = ""
    version: date | None = None

    @property
    def survey(self) -> Survey:
        return cache.survey(self.release, cache.PUBLIC, self.basis)

    @property
    def board(self) -> Board:
        return cache.board(self.release, cache.PUBLIC, self.text.language, self.basis)

    @property
    def basis(self) -> Basis:
        """By what the history is told, as the address chooses."""
        return Basis.of_parameter(self.parameters.get(PARAMETER, ""))

    @property
    def parameters(self) -> dict[str, str]:
        return dict(self.address.parameters)

    @property
    def id(self) -> str:
        """The code in the address without what sticks to it, "" where there is none."""
        return bare(self.parameters.get("id", ""))
