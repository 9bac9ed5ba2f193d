"""The way of a page, walked: from the route to the answer, the rooms that its whole passes through."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from kpi.measure.results import Survey
from kpi.model import Language
from kpi.services.published.surveys import CurrentRelease
from kpi.text import Text
from kpi.text.markup import Markup
from kpi.views.common.board import Board
from kpi.views.common.page_frame import Shell
from kpi.views.indicator.page import IndicatorView
from kpi.views.public.overview import OverviewView
from kpi.web import release_boards
from kpi.web.addresses import Address
from kpi.web.pages import routes
from kpi.web.readiness import readiness
from kpi.web.responses import Answer
from tests.layers import alone
from tests.shipped import Shipped

KPI = str(Path(__file__).resolve().parents[2] / "kpi") + "/"
#: what a page is on its way; of HTML only what holds the headline
WHOLE = (CurrentRelease, Survey, Board, OverviewView, IndicatorView, Shell, Answer)
MOST_STAYS = 8


def is_whole(value: object) -> bool:
    return isinstance(value, WHOLE) or (isinstance(value, Markup) and "<h1" in value)


class Walk:
    """The rooms in which the page, or what it is made from, was made or first asked for; neighbours are one stay."""

    def __init__(self) -> None:
        self.stays: list[str] = []
        self._seen: list[object] = []

    def __call__(self, frame: FrameType, event: str, value: Any) -> None:
        file = frame.f_code.co_filename
        if event != "return" or not file.startswith(KPI) or not is_whole(value):
            return
        if not any(value is seen for seen in self._seen):
            self._seen.append(value)
            room = file.removeprefix(KPI).split("/")[0].removesuffix(".py")
            if room not in ("text", "cache") and self.stays[-1:] != [room]:
                self.stays.append(room)


@pytest.fixture
def published(shipped_store: Shipped, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A site whose data are loaded, as it is for every reader but the first."""
    alone(monkeypatch, shipped_store(tmp_path))
    release_boards.clear()
    readiness.start(release_boards.warm)
    assert readiness.wait(60)
    yield
    release_boards.clear()


@pytest.mark.parametrize(
    "address", [Address("overview", ()), Address("indicator", (("id", "1.1.1"),))], ids=lambda address: address.page
)
@pytest.mark.usefixtures("published")
def test_the_way_of_a_page_is_short(address: Address) -> None:
    walk = Walk()
    before = sys.getprofile()
    sys.setprofile(walk)
    try:
        answer = routes._make(
            address, "https://site.example.org", Text(Language.UK)
        )  # the route's own work, in this thread
    finally:
        sys.setprofile(before)
    assert answer.status == 200
    way = ["web", *walk.stays]
    # the overview tells what changed since a session: the release of that day is measured when it is first asked for
    earlier = ["measure"] if address.page == "overview" else []
    assert way == ["web", "services", *earlier, "views", "html", "web"]
    assert len(way) <= MOST_STAYS
