"""Pages of a strategy read its whole frames once: a city has four thousand pages, and each would scan them anew."""

import pandas as pd
import pytest

from kpi.services.published import releases
from kpi.web.addresses import every_page
from tests.asgi import Client
from tests.views.one import UK

#: pages that are asked for, of all of a kind one in so many
_ONE_IN = 4


@pytest.mark.parametrize("page", ["indicator", "goal"])
def test_of_a_page_in_a_second_language_no_frame_of_the_strategy_is_read(
    page: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    survey = releases.survey()
    addresses = [one.href for one in every_page(survey, UK) if one.page == page][::_ONE_IN]
    assert len(addresses) > 1
    # the first of a language make what its board keeps
    for address in (*addresses, *(f"{address}&lang=en" for address in addresses[::2])):
        assert client.get(address).status_code == 200
    parts = (survey, survey.now, survey.dataset)
    frames = {
        id(frame): name
        for part in parts
        for name in part.__dataclass_fields__
        if isinstance(frame := getattr(part, name), pd.DataFrame)
    }
    read, column = [], pd.DataFrame.__getitem__

    def watched(frame: pd.DataFrame, key: object) -> object:
        read.append(frames.get(id(frame)))
        return column(frame, key)

    monkeypatch.setattr(pd.DataFrame, "__getitem__", watched)
    for address in addresses[1::2]:
        assert client.get(f"{address}&lang=en").status_code == 200
    assert {name for name in read if name} == set()
