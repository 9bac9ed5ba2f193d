"""The dashboard of a strategy without sectors, with operational goals alone, in a language of its own."""

from collections.abc import Iterator

import pytest

from kpi.model import Language
from kpi.store import open_store
from tests.books import MAY, checked, hospitals
from tests.dashboard.conftest import on_store, opened
from tests.publishing import publish
from tests.workbook.test_levels import flat


@pytest.fixture(scope="module", params=[True, False], ids=["strategic", "operational"])
def strategic(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[bool]:
    where = str(tmp_path_factory.mktemp("flat") / "postup.sqlite")
    plan = flat(strategic=request.param, language=Language.EN)
    publish([checked(plan), checked(hospitals())], MAY, store=open_store(where))
    with pytest.MonkeyPatch.context() as patch:
        on_store(patch, where)
        yield bool(request.param)


@pytest.mark.parametrize("page", ["overview", "sector", "indicator", "compare", "table", "session"])
@pytest.mark.usefixtures("strategic")
def test_a_page_stands_without_sectors(page: str) -> None:
    app = opened(page)
    words = " ".join(str(element.value) for element in (*app.markdown, *app.title, *app.subheader, *app.caption))
    assert "2022-2026" not in words
    if page == "overview":
        assert "As of 31 Mar 2026" in words, "in the strategy's language"
