"""/log/… and /verify through the real layers, from the published snapshot."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kpi.__main__ import main
from kpi.services.publishing.snapshot import refresh_public
from kpi.services.seals import content
from kpi.services.seals.findings import holds
from kpi.services.seals.keys import make_key
from kpi.services.seals.note import WITNESS, Verifier, parse
from kpi.services.seals.time_stamps.moments import StampTrust
from kpi.services.seals.verification import check_log, check_release
from kpi.services.seals.witness import watch, witness_key
from kpi.store import open_store
from tests.asgi import Client
from tests.books import AUGUST, MAY, checked, hospitals, observation
from tests.publishing import publish
from tests.services.seals.stamp_authority import NAME, Authority

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def _read(client: Client, path: str) -> bytes | None:
    answer = client.get(f"/log/{path}")
    return answer.content if answer.status_code == 200 else None


@pytest.fixture
def key(published: None, where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Verifier:
    """The community's key, by which what is published is signed."""
    made = make_key(tmp_path / "seal.key", "site.example.org/log")
    monkeypatch.setenv("POSTUP_SEAL_KEY", str(tmp_path / "seal.key"))
    refresh_public(open_store(where))
    return made


def test_nothing_published_yet(client: Client) -> None:
    assert client.get("/log/checkpoint").status_code == 503


def test_a_reader_proves_a_release_from_what_is_served(client: Client, key: Verifier) -> None:
    assert client.get("/log/key").text == f"{key}\n"
    log = check_log(lambda path: _read(client, path), key=key)
    told = client.get(f"/log/release/{MAY.isoformat()}.jsonl")
    assert told.headers["access-control-allow-origin"] == "*"
    found = check_release(log, None, MAY, content.read(told.content))
    assert holds([*log.findings, *found])
    assert "Показник 1.2.2" not in told.text  # internal


@pytest.mark.usefixtures("published")
def test_there_is_nothing_else_in_the_log(client: Client) -> None:
    absent = ("key", "tile/0/000", "tile/0/000.p/9", "tile/x", "release/2020-01-01.jsonl", "release/20260514.jsonl")
    assert [client.get(f"/log/{path}").status_code for path in absent] == [404] * len(absent)


def test_the_page_says_what_is_proved(client: Client, key: Verifier) -> None:
    page = client.get("/verify", params={"lang": "en"})
    assert page.status_code == 200
    assert "The release of 14 May 2026 fits what was sealed" in page.text
    assert str(key) in page.text.replace("&#43;", "+")
    assert "No witness outside the community has signed." in page.text


def test_the_page_says_what_a_witness_has_seen(
    client: Client, key: Verifier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "witnesses" / "library"
    folder.mkdir(parents=True)
    witness = witness_key(folder, "library.example.org")
    assert witness.kind == WITNESS
    assert holds(watch(lambda path: _read(client, path), folder, witness, NOW))
    monkeypatch.setenv("POSTUP_WITNESSES", str(tmp_path / "witnesses"))
    note = parse(client.get("/log/checkpoint").text)
    assert key.is_right(note)
    assert witness.verifier.is_right(note)
    assert "library.example.org" in client.get("/verify").text


def test_a_witness_refuses_another_log_and_keeps_both(
    client: Client, key: Verifier, where: str, tmp_path: Path
) -> None:
    folder = tmp_path / "witness"
    folder.mkdir()
    witness = witness_key(folder, "library.example.org")
    shown = {path: _read(client, path) for path in ("checkpoint", "key", "tile/0/000.p/1")}
    publish([checked(hospitals(observation("1.2.1", "2026-Q2", 51.0)))], AUGUST, store=open_store(where))
    assert holds(watch(lambda path: _read(client, path), folder, witness, NOW))
    found = watch(shown.get, folder, witness, NOW)
    assert [one.key for one in found] == ["last_shorter"]
    assert sorted(file.name for file in folder.iterdir()) == [
        *("2026-11-30.checkpoint", "2026-11-30.refused", "log.vkey", "witness.key", "witness.vkey")
    ]
    assert (folder / "witness.key").stat().st_mode & 0o777 == 0o600


def test_a_downloaded_file_is_known_by_its_hash(
    client: Client, key: Verifier, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = client.get("/download/values.csv").content
    digest = hashlib.sha256(body).hexdigest()
    assert "values.csv" in client.get("/verify", params={"hash": digest.upper()}).text
    other = client.get("/verify", params={"hash": "0" * 64, "lang": "en"}).text
    assert "No file of the release of 14 May 2026 has this fingerprint" in other
    (tmp_path / "mine.csv").write_bytes(body)
    assert main(["verify", str(tmp_path / "mine.csv")]) == 0
    assert "values.csv" in capsys.readouterr().out
    (tmp_path / "mine.csv").write_bytes(body + b" ")
    assert main(["verify", str(tmp_path / "mine.csv")]) == 1


@pytest.mark.parametrize("asked", ["", "x", "0" * 63, "<blink>", "0" * 200])
@pytest.mark.usefixtures("published")
def test_what_is_no_hash_is_no_file(client: Client, asked: str) -> None:
    page = client.get("/verify", params={"hash": asked})
    assert page.status_code == 200
    assert "<blink>" not in page.text
    assert ("це не SHA-256" in page.text) == bool(asked)


def test_the_commands(
    key: Verifier, where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POSTUP_STORE", where)
    assert main(["seal"]) == 0
    assert str(key) in capsys.readouterr().out
    assert main(["verify"]) == 0
    assert main(["verify", MAY.isoformat()]) == 0
    assert main(["verify", "2020-01-01"]) == 1
    assert main(["verify", "nowhere.zip"]) == 1
    assert main(["verify", "--key", "nonsense"]) == 2
    made = tmp_path / "other.key"
    assert main(["seal", "key", str(made), "--name", "other.example.org/log"]) == 0
    assert made.stat().st_mode & 0o777 == 0o600
    assert main(["seal", "key", str(made)]) == 1
    capsys.readouterr()
    # another key than the one that signed
    assert main(["verify", "--key", str(Verifier("site.example.org/log", bytes(32)))]) == 1
    assert "site.example.org/log" in capsys.readouterr().out


@pytest.fixture
def stamped(key: Verifier, where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Authority]:
    """An authority that has stamped the checkpoint."""
    monkeypatch.setattr("kpi.clock.today", lambda: datetime.now(UTC).date())
    with Authority(tmp_path / "tsa").served() as found:
        monkeypatch.setenv("POSTUP_TIMESTAMPS", found.address)
        monkeypatch.setenv("POSTUP_TIMESTAMP_CERTIFICATES", str(found.root))
        assert main(["seal"]) == 0
        yield found


def test_a_reader_verifies_a_time_stamp_from_what_is_served(client: Client, stamped: Authority) -> None:
    note = client.get("/log/checkpoint").text
    (digest,) = client.get("/log/stamps").text.split()
    answer = client.get(f"/log/stamp/{digest}.tsr")
    assert answer.headers["content-type"] == "application/timestamp-reply"
    assert stamped.has_stamped(parse(note).text.encode(), answer.content)
    assert client.get(f"/log/stamp/{digest}.note").text == note
    trusted = client.get("/log/authority").content
    assert trusted == stamped.root.read_bytes()
    log = check_log(lambda path: _read(client, path), authority=StampTrust(trusted))
    assert holds(log.findings)
    assert [size for size, _ in log.stamped] == [1]
    page = client.get("/verify", params={"lang": "en"}).text
    assert f"The time-stamping authority {NAME} saw the book" in page
    assert f"/log/stamp/{digest}.tsr" in page
    assert client.get("/log/stamp/0.tsr").status_code == 404


def test_a_saved_site_carries_its_time_stamps(
    stamped: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, archive = tmp_path / "site", tmp_path / "site.zip"
    assert main(["export", "--site", str(folder), "--zip", str(archive)]) == 0
    # offline: neither the store nor the settings of the site
    for name in ("POSTUP_TIMESTAMPS", "POSTUP_TIMESTAMP_CERTIFICATES", "POSTUP_SEAL_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("POSTUP_STORE", str(tmp_path / "none.sqlite"))
    assert _verified(capsys, archive) == (0, True)
    assert _verified(capsys, archive, "--authority", str(stamped.root)) == (0, True)
    assert _verified(capsys, archive, "--authority", str(Authority(tmp_path / "other").root)) == (1, False)
    (answer,) = folder.glob("log/stamp/*.tsr")
    answer.write_bytes(answer.read_bytes()[:-1])
    assert _verified(capsys, folder) == (1, False)


def _verified(capsys: pytest.CaptureFixture[str], what: Path, *more: str) -> tuple[int, bool]:
    """The code of `verify`, and whether it says that the time stamp holds."""
    capsys.readouterr()
    code = main(["verify", str(what), *more])
    return code, f"{NAME} бачила книгу" in capsys.readouterr().out
