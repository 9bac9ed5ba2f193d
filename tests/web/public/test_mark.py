"""The mark of a community on pages, in files and in the saved edition; nothing of it where the plan has none."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Unpack

import pytest
from docx import Document
from PIL import Image

from kpi.model import Language
from kpi.model.look.mark import CommunityMark, mark_of, written_picture
from kpi.services.operation.transfer import transfer
from kpi.services.publishing.differences.changes import Changes
from kpi.services.publishing.differences.plan_changes import ParameterDifference
from kpi.store import open_store, read_public
from kpi.text import Text
from kpi.web.desk.labels import LabelIndex
from kpi.web.desk.words.plan_lines import plan_lines
from kpi.workbook.reader.mark_picture import mark_picture
from tests.asgi import Client
from tests.books import AUGUST, MAY, checked, hospitals, plan
from tests.fiscal_years import CALENDAR
from tests.layers import alone, layers
from tests.marks import WHITE, WHOLE, crest, marked, plan_marked, saved
from tests.model_fields import StrategyFields
from tests.publishing import publish

Site = Callable[..., Client]


def _mark() -> CommunityMark:
    found = mark_of(marked()["mark_picture"])
    assert found is not None
    return found


MARK = _mark()
PAGES = ("/", "/goal?id=1.2", "/indicator?id=1.2.1", "/indicators", "/method", "/data", "/changes", "/departments")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    def opened(**settings: Unpack[StrategyFields]) -> Client:
        where = str(tmp_path / "postup.sqlite")
        publish([checked(plan(**settings)), checked(hospitals())], MAY, store=open_store(where))
        alone(monkeypatch, where)
        return Client(layers())

    yield opened


def source_of(page: str) -> str:
    """The address of the picture in the header; "" where there is none."""
    found = re.search(r'<img src="([^"]+)"[^>]*class="p-logo-own">', page.partition("<main")[0])
    return found[1].replace("&amp;", "&") if found else ""


@pytest.mark.parametrize("language", [Language.UK, Language.EN])
def test_it_stands_beside_the_name_on_every_page_with_its_words_and_its_room(site: Site, language: Language) -> None:
    client, words = site(**marked()), {Language.UK: "Герб громади", Language.EN: "Coat of arms"}[language]
    for where in (*PAGES, "/login", "/absent"):
        whole = client.get(f"{where}{'&' if '?' in where else '?'}lang={language}").text
        head = whole.partition("<main")[0]
        if where == "/login":
            # made without the data: the mark of the product
            assert "p-logo-own" not in head
            continue
        assert source_of(whole) == f"/{MARK.file}", where
        width, height = MARK.fitted(96, 40)
        assert f'alt="{words}" width="{width}" height="{height}"' in head
        assert "p-logo-mark" not in head
    policy = client.get("/").headers["content-security-policy"]
    assert "img-src 'self' data:" in policy


def test_its_picture_is_kept_for_good_and_nothing_else_is_answered(site: Site) -> None:
    client = site(**marked())
    answer = client.get(f"/{MARK.file}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert "immutable" in answer.headers["cache-control"]
    assert answer.content == MARK.png
    assert client.get(f"/{MARK.file}", {"If-None-Match": answer.headers["etag"]}).status_code == 304
    other = client.get("/mark/000000000000.png")
    assert (other.status_code, other.headers["cache-control"]) == (200, "no-store")


def test_without_a_mark_nothing_is_added(site: Site) -> None:
    client = site()
    for where in PAGES:
        assert "p-logo-own" not in client.get(where).text, where
    assert client.get(f"/{MARK.file}").status_code == 404
    strategy = client.get("/api/v1/strategy").json()["data"]
    assert (strategy["mark"], strategy["mark_en"], strategy["mark_picture"]) == (None, None, None)


def test_a_past_release_shows_the_mark_of_its_day(site: Site, tmp_path: Path) -> None:
    client = site(**marked())
    other = plan_marked("Знак", picture=_white())
    publish([checked(other)], AUGUST, store=open_store(str(tmp_path / "postup.sqlite")))
    now, then = source_of(client.get("/").text), source_of(client.get(f"/?v={MAY}").text)
    assert now != then
    assert then == f"/{MARK.file}?v={MAY}"
    assert client.get(then).content == MARK.png
    assert client.get(now).content != MARK.png
    assert "immutable" in client.get(now).headers["cache-control"]


def _white() -> str:
    return written_picture(mark_picture(saved(crest(ink=WHITE)), WHOLE))


def test_the_api_says_what_it_shows_and_where_it_lies(site: Site) -> None:
    client = site(**marked())
    strategy = client.get("/api/v1/strategy").json()["data"]
    assert (strategy["mark"], strategy["mark_en"]) == ("Герб громади", "Coat of arms")
    assert client.get("/" + strategy["mark_picture"].split("/", 3)[3]).content == MARK.png


def test_pictures_that_are_shared_and_reports_carry_it(site: Site) -> None:
    with_it = site(**marked())
    drawn = with_it.get("/chart/1.2.1.svg?size=share").text
    assert 'href="data:image/png;base64,' in drawn
    shared = with_it.get("/share/overview.png")
    assert shared.status_code == 200
    picture = Image.open(io.BytesIO(shared.content)).convert("RGB")
    assert picture.getpixel((56 + 33, 68 - 30)) == (20, 60, 160)
    report = Document(io.BytesIO(with_it.get("/report?format=docx").content))
    shapes = [shape._inline.docPr.get("descr") for shape in report.inline_shapes]
    assert shapes[0] == "Герб громади"
    assert MARK.png in [part.blob for part in report.part.package.iter_parts()]


def test_the_saved_edition_holds_it(site: Site, tmp_path: Path) -> None:
    client = site(**marked())
    archive = zipfile.ZipFile(io.BytesIO(client.get("/download/site.zip").content))
    name = f"files/{MARK.file}"
    assert archive.read(name) == MARK.png
    assert source_of(archive.read("index.html").decode()) == name
    assert source_of(archive.read("en/index.html").decode()) == f"../{name}"


def test_it_goes_along_to_another_store(site: Site, tmp_path: Path) -> None:
    site(**marked())
    target = open_store(str(tmp_path / "other.sqlite"))
    transfer(open_store(str(tmp_path / "postup.sqlite")), target)
    assert read_public(where=target.name).strategy.mark_picture == marked()["mark_picture"]


_NAMED = ("indicators", "goals", "departments", "units", "decimals", "statuses")


def test_a_preview_tells_another_picture_in_words(site: Site) -> None:
    text = Text(Language.UK)
    changes = Changes(parameters=(ParameterDifference("mark_picture", "", marked()["mark_picture"]),))
    (line,) = plan_lines(changes, LabelIndex(**{name: {} for name in _NAMED}, fiscal_year=CALENDAR), text)
    assert "Зображення знака" in line and MARK.tag in line
    assert marked()["mark_picture"] not in line
