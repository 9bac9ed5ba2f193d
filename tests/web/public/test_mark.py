"""The mark of a community on pages, in files and in the saved edition; nothing of it where the plan has none."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Unpack

import pytest
from docx import Document
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from kpi.html.community_mark import FRAME, SHEET
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

PICTURE = MSO_SHAPE_TYPE.PICTURE
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
    for where in (*PAGES, "/login", "/logout", "/help", "/absent"):
        whole = client.get(f"{where}{'&' if '?' in where else '?'}lang={language}").text
        head = whole.partition("<main")[0]
        assert source_of(whole) == f"/{MARK.file}", where
        width, height = MARK.fitted(96, 40)
        assert f'alt="{words}" width="{width}" height="{height}"' in head
        assert "p-logo-mark" not in head
    for where in ("/", "/login"):
        assert "img-src 'self' data:" in client.get(where).headers["content-security-policy"]


SHEETS = ("/print/overview", "/print/goal/1.2", "/print/indicator/1.2.1", "/print/departments", "/embed/1.2.1")


@pytest.mark.parametrize("where", SHEETS)
def test_sheets_of_paper_and_frames_have_one_beside_whose_they_are(site: Site, where: str) -> None:
    client = site(**marked())
    found = re.findall(r'<img src="([^"]+)" alt="([^"]+)" width="(\d+)" height="(\d+)" class="p-logo-own">(?=[^<])',
                       client.get(where).text)  # fmt: skip
    ((source, words, width, height),) = found
    assert source.startswith(f"/{MARK.file}") and words == "Герб громади"
    assert (int(width), int(height)) == MARK.fitted(*(FRAME if where.startswith("/embed") else SHEET))
    picture = client.get(source)
    assert picture.content == MARK.png
    # another site may show the frame, and its picture with it
    assert picture.headers["cross-origin-resource-policy"] == "cross-origin"


def test_words_in_the_strategys_language_are_marked_on_a_page_in_another(site: Site) -> None:
    client = site(**marked(words_en=""))
    for where in ("/", "/login", "/print/overview", "/embed/1.2.1"):
        assert 'alt="Герб громади" lang="uk"' in client.get(f"{where}?lang=en").text, where
        assert 'alt="Герб громади" width' in client.get(where).text, where


def test_slides_have_it_on_the_cover_with_its_words_and_in_the_corner_of_all_others(site: Site) -> None:
    deck = _slides(site(**marked()))
    first, *others = deck.slides
    pictures = [shape for shape in first.shapes if shape.shape_type == PICTURE]
    assert [shape._element.nvPicPr.cNvPr.get("descr") for shape in pictures] == ["Герб громади"]
    assert pictures[0].image.blob == MARK.png
    assert first.shapes.title.left + first.shapes.title.width < pictures[0].left
    assert first._element.get("showMasterSp") == "0"
    corner = [shape for shape in others[0].slide_layout.shapes if shape.shape_type == PICTURE]
    assert len(others) > 2 and {slide.slide_layout.name for slide in others} == {others[0].slide_layout.name}
    assert [shape.image.blob for shape in corner] == [MARK.png]
    foot = max((shape for shape in others[0].shapes if shape.has_text_frame), key=lambda shape: shape.top)
    assert foot.left + foot.width < corner[0].left
    assert corner[0].top + corner[0].height <= deck.slide_height


def _slides(client: Client) -> Any:
    return Presentation(io.BytesIO(client.get("/report?format=pptx").content))


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
    for where in (*PAGES, *SHEETS, "/login"):
        assert "p-logo-own" not in client.get(where).text, where
    deck = _slides(client)
    places = [*deck.slides[0].shapes, *deck.slides[1].slide_layout.shapes]
    assert not [shape for shape in places if shape.shape_type == PICTURE]
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
