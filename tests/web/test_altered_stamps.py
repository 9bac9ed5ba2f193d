"""A time stamp that somebody has altered is told as altered, never as absent, wherever stamps are told."""

import base64
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import update

from kpi.__main__ import main
from kpi.services.operation.stamping import Stamping, stamping
from kpi.services.publishing.snapshot import refresh_public
from kpi.services.seals.time_stamps.stamps import Stamp
from kpi.store import open_store
from kpi.store.beside import seals
from kpi.web.protection.counters import counters
from tests.asgi import Client
from tests.services.seals.sealed import forget_snapshot, unguard
from tests.services.seals.stamp_authority import Authority

Alter = Callable[[Stamp], dict[str, str]]


def _flipped(at: int) -> Alter:
    def altered(stamp: Stamp) -> dict[str, str]:
        place = at if at >= 0 else len(stamp.answer) + at
        body = stamp.answer[:place] + bytes([stamp.answer[place] ^ 1]) + stamp.answer[place + 1 :]
        return {"answer": base64.b64encode(body).decode()}

    return altered


def _in_its_certificate(stamp: Stamp) -> dict[str, str]:
    # the kind of a key that there is not: a curve by its number
    return _flipped(stamp.answer.index(b"\x2a\x86\x48\xce\x3d\x03\x01\x07"))(stamp)


ALTERED: dict[str, Alter] = {
    "the signature": _flipped(-2),
    "a certificate": _in_its_certificate,
    "cut off": lambda stamp: {"answer": base64.b64encode(stamp.answer[:-9]).decode()},
    "no base64": lambda stamp: {"answer": "?"},
    "another checkpoint": lambda stamp: {"note": stamp.note.replace("\n", "x\n", 1)},
    "no checkpoint": lambda stamp: {"note": "nothing"},
}


@pytest.fixture(params=ALTERED)
def altered(
    request: pytest.FixtureRequest, published: None, where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """A store whose one stamp is altered, and told so to outsiders."""
    monkeypatch.setattr("kpi.clock.today", lambda: datetime.now(UTC).date())
    store = open_store(where)
    with Authority(tmp_path / "tsa").served() as tsa:
        monkeypatch.setenv("POSTUP_TIMESTAMPS", tsa.address)
        monkeypatch.setenv("POSTUP_TIMESTAMP_CERTIFICATES", str(tsa.root))
        assert main(["seal"]) == 0
        with store.writing() as connection:
            (told,) = seals.stamps(connection, store.community)
            unguard(connection, "seal_stamp")
            connection.execute(update(seals.STAMP).values(ALTERED[request.param](Stamp.of(told))))
        forget_snapshot(store)
        refresh_public(store)
        # nobody answers any more: what is told is told of what is there
        tsa.answers = False
        yield


@pytest.mark.usefixtures("altered")
def test_every_door_tells_it(
    client: Client,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = client.get("/verify", params={"lang": "en"})
    assert page.status_code == 200
    assert _tells(page.text), page.text
    assert client.get("/log/stamps").status_code == 200
    assert main(["verify"]) == 1
    assert _tells(capsys.readouterr().out)
    main(["doctor", "--json"])
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert next(one["state"] for one in found if one["check"] == "stamps") == "wrong"
    for name, value in vars(Stamping()).items():
        monkeypatch.setattr(stamping.own, name, value)
    stamping.own.ask()
    assert "\npostup_stamps_altered 1" in counters.text()
    folder = tmp_path / "site"
    assert main(["export", "--site", str(folder)]) == 0
    capsys.readouterr()
    assert main(["verify", str(folder)]) == 1
    assert _tells(capsys.readouterr().out)


def _tells(said: str) -> bool:
    """Whether a stamp is said not to be what it was."""
    words = (
        ("stamp was changed", "changed or damaged", "is of something else", "missing or are others", "no chain leads"),
        (
            "позначку змінено",
            "змінено або пошкоджено",
            "поставлена на щось інше",
            "немає або вони не ті",
            "немає ланцюжка",
        ),
    )
    return any(one in said for language in words for one in language)
