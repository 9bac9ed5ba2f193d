"""Nothing internal is told to outsiders (A1), and no answer hangs on anything internal (A2): every route, one city.

What is asked comes from the routes of the running application (`tests.trust.leaks.addresses`); what is searched
for stands in every text and number that an internal row may hold (`tests.trust.leaks.city`).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import pytest

from kpi.access import public_slice
from kpi.model import Language
from kpi.services.publishing.outsiders import slices
from kpi.services.publishing.snapshot import refresh_public
from kpi.store import Store, public_releases
from kpi.store.public_reader import read_public
from kpi.store.snapshot import FRAMES
from kpi.text import Text
from kpi.web import release_routes, responses
from tests.services.seals.sealed import forget_snapshot
from tests.trust.leaks import city
from tests.trust.leaks.addresses import chosen
from tests.trust.leaks.asking import Asked, as_editor, ask, blob_of, dashboard, differing, forget, site_of
from tests.trust.leaks.canaries import NUMBERS, found, latin, word
from tests.trust.leaks.city import HIDDEN, PUBLIC, RELEASES
from tests.trust.promises import Reached, asked, is_full

pytestmark = pytest.mark.timeout(7200 if is_full() else 600)
#: pages of the dashboard that every run opens; the full one opens all with filters
_FAST: tuple[tuple[str, Mapping[str, str]], ...] = (("indicator", {"id": "1.2.3"}),)
_FULL: tuple[tuple[str, Mapping[str, str]], ...] = (
    *_FAST,
    *(
        (page, given)
        for page in ("overview", "sector", "compare", "table", "session")
        for given in ({}, {"lang": "en"}, {"v": RELEASES[0].isoformat()}, {"department": "secret"}, {"goal": "2.1"})
    ),
    *(("indicator", {"id": code}) for code in (*PUBLIC, *HIDDEN)),
    *(
        ("overview", {"history": "hindsight"}),
        ("sector", {"id": "people", "focus": "1.2"}),
        ("overview", {"task": "Канарка task"}),
    ),
)
#: what is made in a process of its own or takes seconds, in the full run alone
_LONG = ("site.zip", "format=pdf", "format=pptx")


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Store]:
    """The same city with all secrets, without any, and in a full run with others."""
    folder = tmp_path_factory.mktemp("cities")
    kinds = {"full": city.full, "none": city.none} | ({"other": city.other} if is_full() else {})
    return {name: city.built(folder / name, made()) for name, made in kinds.items()}


@pytest.fixture(scope="module")
def cities(stores: dict[str, Store]) -> dict[str, Asked]:
    """Each of them, asked for everything."""
    addresses = chosen(None if is_full() else asked("A1", "answers") + 15)
    if not is_full():
        addresses = [one for one in addresses if not any(part in one for part in _LONG)]
    return {name: ask(store, addresses) for name, store in stores.items()}


@pytest.fixture(scope="module")
def screens(stores: dict[str, Store]) -> dict[str, dict[str, bytes]]:
    """Pages of the dashboard of each."""
    return {name: dashboard(store, _FULL if is_full() else _FAST) for name, store in stores.items()}


def test_no_answer_holds_a_canary(
    cities: dict[str, Asked], screens: dict[str, dict[str, bytes]], reached: Reached
) -> None:
    blobs = [*cities["full"].blobs(), *screens["full"].items()]
    hits = {address: what for address, blob in blobs if not _names_one(address) and (what := found(blob))}
    assert hits == {}
    reached("A1", answers=len(blobs), hits=len(hits))


def _names_one(address: str) -> bool:
    """Whether the asker wrote a canary into the address: that he is answered as of any other word is A2."""
    return bool(found(address.replace("+", " ").encode()))


def test_no_answer_hangs_on_what_is_internal(
    cities: dict[str, Asked], screens: dict[str, dict[str, bytes]], reached: Reached
) -> None:
    full, others = cities["full"], [asked for name, asked in cities.items() if name != "full"]
    told = [
        address
        for other in others
        for address in differing(full.answers, other.answers)
        # an append-only book keeps the hashes of what was public until it was closed: the next test
        if not re.match(r"/verify\b|/log/(?:checkpoint|tile)\b", address)
    ]
    told += [page for name, shown in screens.items() for page in shown if shown[page] != screens["full"][page]]
    assert told == []
    reached("A2", compared=(len(full.answers) + len(screens["full"])) * len(others), differing=len(told))


def test_the_book_of_releases_hangs_on_nothing_that_was_never_public(
    tmp_path_factory: pytest.TempPathFactory, reached: Reached
) -> None:
    folder = tmp_path_factory.mktemp("closed")
    kinds = {"full": city.full, "none": city.none, "other": city.other}
    cities = {name: city.built(folder / name, replace(made(), closed=True)) for name, made in kinds.items()}
    told = {name: _book_of(store) for name, store in cities.items()}
    assert len(told["full"]) >= len(RELEASES) + 4
    differing = [address for other in told.values() for address in other if other[address] != told["full"][address]]
    assert differing == []
    reached("A2", differing=len(differing))


def _book_of(store: Store) -> dict[str, bytes]:
    """By address whatever the book of releases tells."""
    with site_of(store) as client:
        size = int(client.get("/log/checkpoint").text.splitlines()[1])
        tiles = (f"/log/tile/{kind}/000.p/{size}" for kind in ("0", "entries"))
        addresses = ("/verify", "/log/checkpoint", *tiles, *(f"/log/release/{day}.jsonl" for day in RELEASES))
        answers = {address: client.get(address) for address in addresses}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {address: answer.content for address, answer in answers.items()}


def test_a_snapshot_made_anew_tells_what_grew_release_by_release(stores: dict[str, Store]) -> None:
    store = stores["full"]
    days = [one.published for one in public_releases(where=store.name)]
    before = [(public_releases(where=store.name), [read_public(day, where=store.name) for day in days])]
    assert days == list(RELEASES), "the releases of which nothing is public are not told"
    forget_snapshot(store)
    refresh_public(store)
    after = [read_public(day, where=store.name) for day in days]
    assert public_releases(where=store.name) == before[0][0]
    for old, new in zip(before[0][1], after, strict=True):
        assert old.strategy == new.strategy
        assert [name for name in FRAMES if not getattr(old, name).equals(getattr(new, name))] == []


@pytest.mark.sqlite
def test_the_file_of_the_snapshot_holds_nothing_internal(stores: dict[str, Store]) -> None:
    path = stores["full"].public_path
    assert path is not None
    assert found(path.read_bytes()) == set()


def test_what_an_editor_was_shown_is_kept_for_no_outsider(stores: dict[str, Store]) -> None:
    """Whoever comes first: the editor, with his own pages and files, or an outsider."""
    public = [one for one in chosen(130, seed=7)[:: 1 if is_full() else 5] if not any(part in one for part in _LONG)]
    inside = ["/admin", "/admin/visibility", "/admin/journal.csv", "/admin/chase", "/upload", "/upload/questions"]
    with site_of(stores["full"]) as client:
        alone = {address: client.get(address) for address in public}
        forget()
        own = as_editor(client, [*inside, *public])
        after = {address: client.get(address) for address in public}
    assert [address for address in inside if own[address].status_code != 200] == []
    assert any(found(own[address].content) for address in inside), "the editor is shown what outsiders are not"
    assert differing(alone, after) == []
    assert [address for address in public if not _names_one(address) and found(blob_of(after[address]))] == []


#: kind of an answer -> an address of it that tells of an indicator which a hole of the slice lets through
_KINDS = {
    "page of the list": "/indicators",
    "page of an indicator": "/indicator?id=1.2.77",
    "page of a goal": "/goal?id=1.2",
    "page of a past release": "/indicator?id=1.2.77&v=2026-05-14",
    "page of decisions": "/decisions",
    "page of actions": "/actions",
    "page of a department": "/departments",
    "changes": "/changes",
    "filter": "/indicators?q=1.2.77",
    "embed": "/embed/1.2.77",
    "oEmbed": "/oembed?url=http%3A%2F%2Fhere%2Fi%2F1.2.77",
    "picture": "/chart/1.2.77.svg",
    "printed sheet": "/print/indicator/1.2.77",
    "feed": "/feed.atom?indicator=1.2.77",
    "table": "/download/values.csv",
    "workbook": "/download/data.xlsx",
    "archive": "/download/data.zip",
    "file of an indicator": "/download/indicator/1.2.77.xlsx",
    "API": "/api/v1/indicators",
    "API of values": "/api/v1/observations?code=1.2.77",
    "report as Word": "/report?format=docx",
    "report as Excel": "/report?format=xlsx",
}


@pytest.fixture(scope="module")
def open_store_of_the_city(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The city whose slice has a hole: it takes every indicator for a public one."""

    def hole(dataset: Any, *rest: Any) -> Any:
        return public_slice(replace(dataset, indicators=dataset.indicators.assign(visibility="public")), *rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slices, "public_slice", hole)
        return city.built(tmp_path_factory.mktemp("hole"), city.full())


def test_a_hole_of_the_slice_is_seen_in_every_kind_of_answer(
    open_store_of_the_city: Store, stores: dict[str, Store], reached: Reached
) -> None:
    leaking = ask(open_store_of_the_city, _KINDS.values()).answers
    unseen = [kind for kind, address in _KINDS.items() if not found(blob_of(leaking[address]))]
    sound = ask(stores["none"], _KINDS.values()).answers
    equal = set(_KINDS.values()) - set(differing(leaking, sound))
    screen = dashboard(open_store_of_the_city, [("indicator", {"id": "1.2.77"})])
    unseen += [page for page, blob in screen.items() if not found(blob) & set(NUMBERS)]
    assert (unseen, equal) == ([], set())
    reached("A1", planted=len(_KINDS) + len(screen) + len(_PLANTS) + len(_FORMS), unseen=len(unseen))


#: where a careless line may put what is internal -> what is done to an answer that holds nothing
_PLANTS = {
    "a header": lambda answer: replace(answer, headers={**answer.headers, "X-Source": latin("file")}),
    "a name of a saved file": lambda answer: replace(answer, name=f"{latin('file')}.csv"),
    "a comment of a page": lambda answer: replace(answer, body=answer.body + f"<!-- {word('x')} -->".encode()),
    "a number in the middle": lambda answer: replace(answer, body=answer.body + b' data-value="73519.264"'),
}


@pytest.mark.parametrize("plant", _PLANTS)
def test_a_planted_leak_is_seen(stores: dict[str, Store], monkeypatch: pytest.MonkeyPatch, plant: str) -> None:
    made = responses.respond
    monkeypatch.setattr(release_routes, "respond", lambda request, answer: made(request, _PLANTS[plant](answer)))
    asked_for = ask(stores["none"], ["/feed.atom"])
    assert any(found(blob) for _, blob in asked_for.blobs())


def test_a_size_alone_is_seen(stores: dict[str, Store], monkeypatch: pytest.MonkeyPatch) -> None:
    """No word of it: one row more is counted, one byte is sent more."""
    sound = ask(stores["none"], ["/feed.atom"]).answers
    made = responses.respond
    monkeypatch.setattr(
        release_routes, "respond", lambda request, answer: made(request, replace(answer, body=answer.body + b"\n"))
    )
    told = ask(stores["none"], ["/feed.atom"]).answers
    assert differing(sound, told) == ["/feed.atom"]
    assert not found(blob_of(told["/feed.atom"]))


def _printed() -> Iterator[tuple[str, bytes]]:
    """Every form in which a number may be printed."""
    value = NUMBERS["value"]
    for language in Language:
        text = Text(language)
        for digits in (0, 1, 2, 3):
            yield f"{language} {digits}", text.number(value, digits).encode()
    yield "plain", f"{value}".encode()
    yield "scientific", f"{value:e}".encode()
    yield "of a spreadsheet", f"<v>{value!r}</v>".encode()
    yield "thousands", "73,5 тис. осіб".encode()
    yield "entities", b"73&nbsp;519,26"
    yield "array of Plotly", go.Figure(go.Scatter(x=[1.0, 2.0, 3.0], y=[1.5, value, 2.5])).to_json().encode()


_FORMS = dict(_printed())


@pytest.mark.parametrize("form", _FORMS)
def test_a_number_is_found_in_every_form(form: str) -> None:
    assert found(_FORMS[form]) == {"value"}
