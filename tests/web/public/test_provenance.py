"""Where numbers come from follows the strategy: a real one is nowhere said to be made up, and an example everywhere."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest
from openpyxl import load_workbook

from kpi.model import Account, Provenance, Role
from kpi.opendata.api.endpoints import ENDPOINTS
from kpi.opendata.files import NAMES
from kpi.services.published import releases
from kpi.services.publishing import drafts, submission
from kpi.services.publishing.release_writer import former_books
from kpi.store import Store, open_store, read_public
from kpi.text import Text
from kpi.web import release_boards
from kpi.web.addresses import every_page
from kpi.web.files import pictures, raster
from tests.asgi import Client
from tests.books import checked
from tests.languages import BOTH
from tests.layers import alone, layers
from tests.publishing import publish
from tests.web.public import lettered
from tests.web.public.lettered import CODE, GOAL, OTHER, RELEASED, TODAY

HEAD = Account(id=1, login="koval", name="О. Коваль", role=Role.HEAD, departments=("land",))
MADE_UP = re.compile(
    r"ілюстратив|illustrativ|для прикладу|as an example|вигадан|made up|демо-дан|\[демо\]|демонстраційні дані"
    r"|demo-|demo data|demonstration data",
    re.IGNORECASE,
)
_STYLE = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL)
#: where fields are explained, every code that there is stands with its word, whatever the strategy says
_EXPLAINED = ("field.provenance.about", "field.baseline_provenance.about", "field.demo.about", "data.page.fields_words")
_CODES = re.compile(r"documented[^\n]{0,60}?\s*[^\n]{0,30}illustrative(</code>)?( ілюстративне| illustrative)?")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    where = str(tmp_path / "own.sqlite")
    alone(monkeypatch, where)
    release_boards.clear()
    yield open_store(where)
    release_boards.clear()


def _submitted(store: Store) -> None:
    """A head's next value, as a pre-filled template brings it: with nothing in «Походження»."""
    book = lettered.goal_book(lettered.observation(CODE, "2026-Q2", 63.5))
    found = drafts.upload(HEAD, lettered.workbook(book), f"{GOAL}.xlsx", today=TODAY, store=store)
    assert found.draft is not None, found.checked.reading.problems
    assert submission.confirm(HEAD, found.draft.number, today=TODAY, store=store).receipt is not None


def _addresses() -> list[str]:
    """Every page, file, picture that is text, embed, printed page, feed and answer of the API, in both languages."""
    pages = [page.href for language in BOTH for page in every_page(releases.survey(), Text(language))]
    code, goal = quote(CODE), quote(GOAL)
    both = [
        *(f"/download/{name}" for name in NAMES),
        *(f"/download/indicator/{code}.{ending}" for ending in ("csv", "xlsx", "bib", "ris")),
        *(f"/{at}" for at in (f"embed/{code}", f"chart/{code}.svg", "print/overview", f"print/indicator/{code}")),
        *(f"/{at}" for at in (f"print/goal/{goal}", "feed.atom", "calendar.ics")),
        *(f"/api/v1{one.path.replace('{code}', code)}" for one in ENDPOINTS),
    ]
    return [*pages, *both, *(f"{address}?lang=en" for address in both)]


def _read(name: str, body: bytes) -> str:
    """The words of an answer: of a workbook its cells and properties, of an archive its files."""
    if body[:2] != b"PK":
        return body.decode()
    if name.endswith(".xlsx"):
        book = load_workbook(io.BytesIO(body), read_only=True)
        cells = [str(v) for sheet in book for row in sheet.iter_rows(values_only=True) for v in row if v is not None]
        return "\n".join((*cells, *(str(value) for value in vars(book.properties).values())))
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return "\n".join(_read(inner, packed.read(inner)) for inner in packed.namelist())


def _without_dictionary(said: str) -> str:
    for sentence in (Text(language).say(key) for language in BOTH for key in _EXPLAINED):
        said = said.replace(sentence, "").replace(sentence.replace("\u00a0", " "), "")
    return said


def _claims(client: Client, addresses: Iterable[str]) -> Iterator[str]:
    """Answers that call something made up, with the words around it."""
    for address in addresses:
        answer = client.get(address)
        # a sheet of what the strategy does not have, a project's workbook where no action has a project
        if answer.status_code == 404 and re.match(r"/print/|/download/(dream|gisrr|spi)", address):
            continue
        assert answer.status_code == 200, address
        said = _CODES.sub("", _without_dictionary(_STYLE.sub("", _read(address.partition("?")[0], answer.content))))
        named = answer.headers.get("content-disposition", "")
        for found in MADE_UP.finditer(f"{named}\n{said}"):
            around = f"{named}\n{said}"[max(0, found.start() - 60) : found.end() + 40]
            yield f"{address}: …{around}…"


def test_nothing_public_calls_a_real_strategy_made_up(store: Store, tmp_path: Path) -> None:
    lettered.published(tmp_path / "edition", store)
    _submitted(store)
    found = list(_claims(Client(layers()), _addresses()))
    assert not found, "\n".join(found)
    assert _said(store) == {"documented"}


def test_pictures_of_a_real_strategy_have_no_mark(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lettered.published(tmp_path / "edition", store)
    drawn: list[str] = []
    with monkeypatch.context() as patch:
        patch.setattr(pictures, "png", partial(_noted, drawn, raster.png))
        client = Client(layers())
        wanted = (f"chart/{quote(CODE)}.png?size=share", f"chart/{quote(CODE)}.png", "share/overview.png")
        for path in (*wanted, "share/sector/land.png", f"share/goal/{quote(GOAL)}.png"):
            given = client.get(f"/{path}")
            assert given.status_code == 200, path
            assert not MADE_UP.search(given.headers["content-disposition"]), path
    assert len(drawn) == 5
    assert not [svg for svg in drawn if MADE_UP.search(svg)]


def _noted(drawn: list[str], draw: Callable[[str, int], bytes], svg: str, width: int) -> bytes:
    drawn.append(svg)
    return draw(svg, width)


def test_the_answer_governs_what_was_stored_under_the_former_one(store: Store, tmp_path: Path) -> None:
    """An example that becomes real, and the other way round: nothing has to be loaded again."""
    lettered.published(tmp_path / "edition", store, illustrative=True)
    assert _said(store) == {"illustrative"}
    assert list(_claims(Client(layers()), [f"/indicator?id={quote(CODE)}"]))
    publish([checked(lettered.plan())], TODAY, store=store)
    assert _said(store) == {"documented"}
    assert set(read_public(RELEASED, where=store.name).observations["provenance"]) == {"illustrative"}


def test_what_is_said_of_a_row_stands_against_the_answer(store: Store) -> None:
    real, book = lettered.plan(), lettered.goal_book()
    proposed = replace(book.indicators[0], provenance=Provenance.ILLUSTRATIVE)
    unconfirmed = replace(real.departments[0], provenance=Provenance.ILLUSTRATIVE)
    changed = replace(book, indicators=(proposed, *book.indicators[1:]))
    publish([checked(replace(real, departments=(unconfirmed,))), checked(changed)], RELEASED, store=store)
    made = read_public(where=store.name)
    assert made.indicators.set_index("code")["provenance"].to_dict() == {CODE: "illustrative", OTHER: "documented"}
    assert set(made.indicators["baseline_provenance"]) | set(made.observations["provenance"]) == {"documented"}
    assert set(made.departments["provenance"]) == {"illustrative"}


def test_what_was_not_said_stays_unsaid_in_workbooks(store: Store, tmp_path: Path) -> None:
    """The plan and the template that are handed out leave «Походження» as blank as they got it."""
    lettered.published(tmp_path / "edition", store)
    book = former_books(TODAY, store=store)[GOAL]
    assert {o.provenance for o in book.observations} | {i.provenance for i in book.indicators} == {Provenance.UNSAID}
    found = load_workbook(io.BytesIO(lettered.workbook(book)))["Спостереження"]
    heads = [cell.value for cell in found[1]]
    assert "Походження" not in heads or not any(row[heads.index("Походження")].value for row in found.iter_rows(2))


def _said(store: Store) -> set[str]:
    """Every provenance of the release that stands."""
    made = read_public(where=store.name)
    frames = (made.indicators, made.observations, made.departments)
    return set().union(*(set(f[name]) for f in frames for name in map(str, f) if name.endswith("provenance")))
