"""Who reads what: the address, the language, the release, the day."""

from dataclasses import dataclass
from datetime import date

from kpi.measure.results import Survey
from kpi.model import Basis
from kpi.services.published import surveys
from kpi.services.published.surveys import ReleaseKey
from kpi.text import Text
from kpi.views.common.board import Board
from kpi.views.common.histories import PARAMETER
from kpi.web import release_boards
from kpi.web.addresses import Address
from kpi.web.protection.pasted_addresses import bare


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest:
    """An outsider at an address.

    key      of the release that is shown
    today    the reader's day; the day of publication where a past release is shown
    site     where the site is reached, "" unknown, for permanent links
    version  the past release asked for, None = the current one
    """

    address: Address
    text: Text
    key: ReleaseKey
    today: date
    site: str = ""
    version: date | None = None

    @property
    def edition(self) -> str:
        """The edition that is shown, whether the address names it or not."""
        return self.key.edition

    @property
    def survey(self) -> Survey:
        return surveys.survey_of(self.key, self.basis)

    @property
    def board(self) -> Board:
        return release_boards.board_of(self.key, self.text.language, self.basis)

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
