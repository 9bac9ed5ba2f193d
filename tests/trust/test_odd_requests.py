"""No request breaks a page: every route of the desk and every form of the site, asked what no page of ours asks, in an
empty store, in a city, in a strategy of two editions."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from kpi.store import Store, open_store
from kpi.web.desk.router import DeskRouter
from kpi.web.sign_in.routes import late_page
from tests import two_editions
from tests.asgi import Client
from tests.settled import DAY
from tests.shipped import NAME
from tests.trust.leaks import city
from tests.trust.leaks.addresses import public_routes
from tests.trust.leaks.asking import site_of
from tests.trust.leaks.people import ask_as, let_in
from tests.trust.odd_requests import OddRequest, drawn
from tests.trust.promises import Reached, asked

WHO = ("administrator", "administrator", "editor", "own", "other", "anonymous")
#: they end the sessions of those who ask
LEFT_OUT = frozenset({"/logout", "/account/sessions"})
SERVER_ERROR = 500
#: the edition of 2022 has ended, its last values are still asked for
AFTER_THE_TURN = date(2027, 1, 20)


def _empty(folder: Path) -> Store:
    return open_store(str(folder / NAME))


def _city(folder: Path) -> Store:
    return city.built(folder, city.full())


def _two_editions(folder: Path) -> Store:
    return open_store(two_editions.kept_in(folder))


@contextmanager
def standing(build: str, folder: Path) -> Iterator[Client]:
    """The site on a store, with everybody who may ask."""
    built = {"empty": _empty, "city": _city, "two editions": _two_editions}[build]
    with pytest.MonkeyPatch.context() as patch:
        for clock in ("kpi.clock.today", "kpi.web.desk.router.today"):
            patch.setattr(clock, lambda: AFTER_THE_TURN if build == "two editions" else DAY)
        store = built(folder)
        let_in(store)
        with site_of(store) as client:
            yield client


def _routes() -> list[tuple[str, str]]:
    """The desk's pages and forms, and the forms that everybody is shown."""
    desk = DeskRouter(late_page)
    found = {(method, path) for path in desk.paths() for method in desk.methods(path)}
    found |= {("POST", route.path) for route in public_routes() if "POST" in (route.methods or ())}
    return sorted((method, path) for method, path in found if path not in LEFT_OUT)


def _fault(client: Client, who: str, request: OddRequest) -> str:
    """What went wrong, "" where an answer was given."""
    try:
        answer = ask_as(client, who, request.method, request.address, dict(request.fields))
    except Exception as error:  # noqa: BLE001 (whatever it is, nobody was answered)
        return repr(error)
    return str(answer.status_code) if answer.status_code >= SERVER_ERROR else ""


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("build", ["empty", "city", "two editions"])
def test_whatever_is_asked_is_answered_in_words(build: str, tmp_path: Path, reached: Reached) -> None:
    chance = random.Random(20)
    routes, most = _routes(), asked("F3", "requests")
    faults, requests = [], 0
    with standing(build, tmp_path) as client:
        while requests < most:
            method, path = routes[requests % len(routes)]
            request, who = drawn(method, path, chance), chance.choice(WHO)
            requests += 1
            if fault := _fault(client, who, request):
                faults.append((who, request, fault))
    reached("F3", requests=requests, faults=len(faults))
    assert not faults, faults[:5]


@pytest.mark.parametrize("who", ["own", "administrator"])
@pytest.mark.parametrize("address", ["/upload/draft?number=1", "/admin/department?code=health", "/upload/template"])
def test_in_an_empty_store_a_refusal_leads_to_the_beginning(who: str, address: str, tmp_path: Path) -> None:
    with standing("empty", tmp_path) as client:
        answer = ask_as(client, who, "GET", address)
        assert (answer.status_code, answer.headers["location"]) == (303, "/start")
