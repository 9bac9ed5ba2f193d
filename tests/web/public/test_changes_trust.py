"""Comparisons and feeds tell outsiders nothing of what is internal."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kpi import clock
from kpi.model import GoalBook, Suspension, Visibility
from kpi.store import open_store
from tests.asgi import Client
from tests.books import AUGUST, MAY, NOVEMBER, checked, hospitals, indicator, observation, plan
from tests.layers import alone, layers
from tests.publishing import publish

CANARY = "канарка-7f3a"
ADDRESSES = (
    "/changes",
    "/changes?lang=en",
    "/changes?from=2026-05-14&to=2026-11-14",
    "/changes?department=health",
    "/feed.atom",
    "/feed.atom?lang=en",
    "/feed.atom?indicator=1.2.1",
    "/feed.atom?indicator=1.2.2",
    "/feed.atom?sector=people",
)


def books(day: date, *secrets: float) -> GoalBook:
    """Goal 1.2 on a day; every secret is one more thing that happens to the internal indicator 1.2.2."""
    rows = [
        observation("1.2.2", str(2025 - n), value + day.month, comment=f"{CANARY} {day}")
        for n, value in enumerate(secrets)
    ]
    public = {AUGUST: [observation("1.2.1", "2026-Q2", 52.0)], NOVEMBER: [observation("1.2.1", "2026-Q1", 49.0)]}
    book = hospitals(*rows, *public.get(day, []))
    hidden = indicator(
        "1.2.2", name=f"{CANARY} {day}", visibility=Visibility.INTERNAL, ground=CANARY, department=CANARY
    )
    kept = tuple(i for i in book.indicators if i.code != "1.2.2")
    suspended = (
        (Suspension(code="1.2.2", since=date(2026, 1, 1), reason=CANARY, act=CANARY),) if secrets and day != MAY else ()
    )
    shown = tuple(o for o in book.observations if o.code != "1.2.2" or CANARY in o.comment)
    return replace(
        book,
        indicators=(*kept, hidden) if secrets else kept,
        observations=shown,
        suspensions=(*book.suspensions, *suspended),
    )


#: status, content, headers
Given = tuple[int, bytes, list[tuple[str, str]]]


def answers(where: Path, patch: pytest.MonkeyPatch, secrets: tuple[float, ...]) -> dict[str, Given]:
    """What outsiders get from a store of three releases."""
    alone(patch, str(where / "postup.sqlite"))
    store = open_store(str(where / "postup.sqlite"))
    for n, day in enumerate((MAY, AUGUST, NOVEMBER), 1):
        told = secrets[:n] if n < 3 else secrets
        given = [checked(books(day, *told))]
        publish([checked(plan()), *given] if day == MAY else given, day, store=store)
    client = Client(layers())
    found = {address: client.get(address) for address in ADDRESSES}
    return {a: (r.status_code, r.content, sorted(r.headers.items())) for a, r in found.items()}


@pytest.fixture
def patched(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 24))
    return monkeypatch


def test_internal_rows_change_no_byte(tmp_path: Path, patched: pytest.MonkeyPatch) -> None:
    given = []
    for n, secrets in enumerate(((), (1.5,), (3.0, 2.0, 900.0))):
        (where := tmp_path / str(n)).mkdir()
        given.append(answers(where, patched, secrets))
    for address in ADDRESSES:
        assert given[0][address] == given[1][address] == given[2][address], address
    told = str(given[0]["/changes?from=2026-05-14&to=2026-11-14"])
    assert "1.2.1" in told, "there is something to tell"
    for answer in given[2].values():
        assert CANARY.encode() not in answer[1]
    assert given[2]["/feed.atom?indicator=1.2.2"][0] == 404
