"""Former values of a kept indicator wherever it is drawn: pictures, frames, paper, as on its page; never judged."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from kpi.store import open_store
from tests import two_editions as two
from tests.asgi import Client

OLD, NEW = f"/{two.OLD}", f"/{two.NEW}"
LABEL = "за стратегією 2022–2026"


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> str:
    return two.kept_in(tmp_path_factory.mktemp("former"))


@pytest.fixture
def site(where: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    with two.site_of(where, monkeypatch) as site:
        yield site


def told(site: Client, path: str) -> str:
    found = site.get(path)
    assert found.status_code == 200, path
    return re.sub(r"[\u00a0\u202f]", " ", unescape(found.text))


DRAWN = ("/indicator?id=1.1.1", "/chart/1.1.1.svg", "/chart/1.1.1.svg?size=narrow", "/embed/1.1.1")


@pytest.mark.parametrize("path", [*DRAWN, "/print/indicator/1.1.1"])
def test_they_are_drawn_with_their_edition_and_its_divider(site: Client, path: str) -> None:
    found = told(site, path)
    assert re.search(rf"<title>[^<]*: 63 %; {LABEL}</title>", found), path
    # the divider and its words, the alternative text, the sentence above the chart
    assert 'stroke-dasharray="8 3 2 3"' in found
    label = re.search(r'<svg[^>]*aria-label="([^"]*)"', found)
    assert label is not None
    assert "За стратегією 2022–2026, без оцінки за цим планом" in found
    assert f"раніші значення — {LABEL}" in found
    assert f"значення {LABEL}" in found


def test_pixels_show_them_too(site: Client) -> None:
    """The drawing of the card holds them; a picture with them is another one than without."""
    with_them, without = site.get("/chart/1.1.1.png?size=share"), site.get("/chart/1.1.3.png?size=share")
    assert with_them.status_code == without.status_code == 200
    assert with_them.content.startswith(b"\x89PNG")


def test_paper_has_their_table_and_where_they_are_from(site: Client) -> None:
    found = told(site, "/print/indicator/1.1.1")
    assert "Значення за стратегією 2022–2026" in found
    table = found.partition("p-table-previous")[2].partition("</table>")[0]
    assert [one in table for one in ("III кв. 2026", "63 %", "50 %", "45 %")] == [True] * 4
    assert "1.2.1" in found.partition("Значення за стратегією 2022–2026")[2]


@pytest.mark.parametrize(
    "path", ["/chart/1.1.3.svg", "/embed/1.1.3", "/print/indicator/1.1.3", f"{OLD}/chart/1.2.1.svg"]
)
def test_what_is_kept_from_none_that_is_public_is_drawn_alone(site: Client, path: str) -> None:
    found = told(site, path)
    assert LABEL not in found
    assert "8 3 2 3" not in found


def test_made_up_former_values_take_the_word_documented_away(site: Client) -> None:
    """The plan of the new edition is real; of the old values some are made up, and the drawing says so."""
    found = told(site, "/chart/1.1.1.svg")
    assert ("частина з них ілюстративна" in found) or ("ДЕМО" in found)


def test_a_plan_that_has_not_begun_stands_as_of_no_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(str(tmp_path / "own.sqlite"))
    two.publish_both(store)
    with two.site_of(str(tmp_path / "own.sqlite"), monkeypatch) as early:
        for path in (
            "/chart/1.1.1.svg",
            "/embed/1.1.1",
            "/print/indicator/1.1.1",
            "/indicator?id=1.1.1",
            "/print/overview",
        ):
            found = told(early, f"{NEW}{path}")
            drawn = "".join(re.findall(r"<svg.*?</svg>", found, re.DOTALL))
            assert "станом на" not in drawn, path
            assert "станом на" not in found.partition("<main")[2].partition("</main>")[0].replace(
                "Статус у 2022–2026", ""
            ), path
        assert "станом на" in told(early, f"{OLD}/chart/1.2.1.svg")
        assert "план починається 01.01.2027" in told(early, f"{NEW}/print/indicator/1.1.1")


def test_small_lines_of_tables_stay_within_the_years_that_their_column_names(
    site: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without an axis a line can be read by its heading alone; the small charts of a goal have one, and hold both."""
    with_them = {path: told(site, f"{NEW}{path}") for path in ("/indicators", "/sector?id=people", "/goal?id=1.1")}
    store = open_store(str(tmp_path / "own.sqlite"))
    two.publish_both(store, links=())
    two.publish_first_values(store)
    with two.site_of(store.name, monkeypatch) as alone:
        for path in ("/indicators", "/sector?id=people"):
            lines = re.findall(r'<td class="p-cell-spark" data-label="З 2027 року">(.*?)</td>', with_them[path])
            assert len(lines) > 1 and any("<circle" in line for line in lines), path
            assert lines == re.findall(r'<td class="p-cell-spark"[^>]*>(.*?)</td>', told(alone, f"{NEW}{path}")), path
    assert 'stroke-dasharray="8 3 2 3"' in with_them["/goal?id=1.1"]
