"""Nothing is changed quietly: alterations and forked logs are found, past releases proved offline, at little cost."""

import hashlib
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kpi.__main__ import main
from kpi.model import Release
from kpi.services.seals import content, sealing
from kpi.services.seals.checkpoint import Checkpoint
from kpi.services.seals.findings import holds
from kpi.services.seals.keys import make_key, signer
from kpi.services.seals.note import WITNESS, Signer, Verifier
from kpi.services.seals.public_log import PublicLog, public_log
from kpi.services.seals.saved import MANIFEST, check_saved, manifest, proof_files
from kpi.services.seals.sealing import ToldRelease
from kpi.services.seals.tiles import Read
from kpi.services.seals.verification import check_log, check_release
from kpi.services.seals.witness import watch
from kpi.services.seals.witnesses import Sighting, told_by
from kpi.store import Store, open_store, public_releases, read_public
from kpi.store.beside import seals
from tests.books import AUGUST, MAY, NOVEMBER, checked, hospitals, observation, plan
from tests.publishing import publish
from tests.services.seals.sealed import written
from tests.trust.promises import Reached, asked
from tests.trust.seal_alterations import Files, flipped, log_files, moved_files, packed, rewritten

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
DAYS = (MAY, AUGUST, NOVEMBER)


@dataclass(frozen=True)
class Sealed:
    """A store with three sealed releases, its key, and what it has published: the saved edition of the last one."""

    store: Store
    signer: Signer
    files: Files

    @property
    def key(self) -> Verifier:
        return self.signer.verifier


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sealed]:
    folder = tmp_path_factory.mktemp("sealed")
    with pytest.MonkeyPatch.context() as patch:
        file = folder / "seal.key"
        make_key(file, "strategy.example.org/log")
        patch.setenv("POSTUP_SEAL_KEY", str(file))
        patch.setenv("POSTUP_STORE", str(folder / "postup.sqlite"))
        store = open_store()
        publish([checked(plan()), checked(hospitals())], MAY, store=store)
        publish([checked(hospitals(observation("1.2.1", "2026-Q2", 1)))], AUGUST, store=store)
        publish([checked(hospitals(observation("1.2.1", "2026-Q3", 1)))], NOVEMBER, store=store)
        own = signer()
        assert own is not None
        pages = {"index.html": b"<h1>Progress</h1>", "files/values.csv": b"code,value\r\n1.2.1,1\r\n"}
        files = pages | proof_files(public_log(), read_public(NOVEMBER), own.verifier)
        yield Sealed(store, own, _listed(files, own))


def _listed(files: Files, own: Signer | None) -> Files:
    """With the manifest over all of them."""
    rest = {name: body for name, body in files.items() if name != MANIFEST}
    digests = [(name, hashlib.sha256(body).hexdigest()) for name, body in rest.items()]
    return rest | {MANIFEST: manifest(digests, "2022-2026", NOVEMBER, own)}


def _is_whole(files: Files, key: Verifier, seen: list[Sighting]) -> bool:
    return holds(check_saved(files, files.get, key=key, seen=seen))


def _shown(files: Files) -> Read:
    """The log among these files."""
    return lambda path: files.get(f"log/{path}")


def _watched(folder: Path, files: Files, name: str = "library.example.org") -> list[Sighting]:
    """What a witness has kept after it saw these files."""
    folder.mkdir(exist_ok=True)
    witness = Signer.new(name, WITNESS)
    (folder / "witness.vkey").write_text(str(witness.verifier), "ascii")
    assert holds(watch(_shown(files), folder, witness, NOW))
    return told_by(folder)


def test_every_alteration_is_found(sealed: Sealed, tmp_path: Path, reached: Reached) -> None:
    """By a reader who knows the key, and, of somebody who has the key too, by what a witness has seen."""
    seen = _watched(tmp_path / "witness", sealed.files)
    assert _is_whole(sealed.files, sealed.key, seen)
    chance, count = random.Random(20261130), asked("H1", "alterations") // 4
    bare = [*flipped(sealed.files, chance, count), *moved_files(sealed.files, chance, count)]
    thief = list(rewritten(sealed.files, chance, count, None, lambda files: _listed(files, None)))
    owner = list(rewritten(sealed.files, chance, count + 8, sealed.signer, lambda files: _listed(files, sealed.signer)))
    missed = [told for told, files in [*bare, *thief] if _is_whole(files, sealed.key, [])]
    missed += [told for told, files in owner if _is_whole(files, sealed.key, seen)]
    assert missed == []
    reached("H1", alterations=len(bare) + len(thief) + len(owner), missed=len(missed))


def test_two_logs_shown_to_two_readers_are_found(sealed: Sealed, tmp_path: Path, reached: Reached) -> None:
    """Both logs are signed with the community's key, and each is whole by itself."""
    forks, unnoticed = asked("H2", "forks"), []
    chance = random.Random(7)
    for number, (told, files) in enumerate(
        rewritten(sealed.files, chance, forks, sealed.signer, lambda made: _listed(made, sealed.signer))
    ):
        folder = tmp_path / str(number)
        seen = _watched(folder, sealed.files)
        reader = _is_whole(files, sealed.key, seen)
        again = watch(_shown(files), folder, Signer.new("library.example.org", WITNESS), NOW)
        if reader or holds(again):
            unnoticed.append(told)
    assert unnoticed == []
    reached("H2", forks=forks, unnoticed=len(unnoticed))


def test_any_past_release_is_proved_offline_from_public_files(
    sealed: Sealed,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    reached: Reached,
) -> None:
    """What was saved of each day is verified with the store taken away; then by the command, from an archive."""
    archives = {}
    for day in DAYS:
        files = proof_files(public_log(), read_public(day), sealed.key)
        archives[day] = {"log/" + name: body for name, body in public_log().files().items()} | files
    monkeypatch.setenv("POSTUP_STORE", str(tmp_path / "none.sqlite"))
    slowest, unproved = 0.0, []
    for day, files in archives.items():
        start = time.process_time()
        log = check_log(_shown(files), key=sealed.key)
        found = [*log.findings, *check_release(log, None, day, content.read(files["log/release.jsonl"]))]
        slowest = max(slowest, time.process_time() - start)
        if not holds(found) or "release" not in {one.key.removesuffix("_late") for one in found}:
            unproved.append(day)
    packed(tmp_path / "site.zip", sealed.files)
    assert main(["verify", str(tmp_path / "site.zip"), "--key", str(sealed.key)]) == 0
    assert "14.11.2026" in capsys.readouterr().out
    packed(tmp_path / "other.zip", sealed.files | {"index.html": b"<h1>Progress!</h1>"})
    assert main(["verify", str(tmp_path / "other.zip"), "--key", str(sealed.key)]) == 1
    assert "index.html" in capsys.readouterr().out
    assert not (tmp_path / "none.sqlite").exists()
    assert unproved == []
    reached("H3", seconds_of_a_proof=slowest, releases_unproved=len(unproved))


def test_a_seal_costs_next_to_nothing(shipped_store: object, tmp_path: Path, reached: Reached) -> None:
    """Of the shipped edition, which has all tables: a year of releases is sealed one by one."""
    assert callable(shipped_store)
    where = shipped_store(tmp_path / "shipped")
    told, dataset = public_releases(where=where)[-1], read_public(where=where)
    store, spent = open_store(str(tmp_path / "year.sqlite")), []
    for month in range(1, 13):
        release = Release(community="1", edition=told.edition, seq=month, published=date(2027, month, 14), note="")
        start = time.process_time()
        with store.writing() as connection:
            one = ToldRelease(release, lambda: content.lines_of(dataset))
            sealing.seal(connection, store.community, [one], release.published)
        spent.append(time.process_time() - start)
    with store.reading() as connection:
        entries = seals.entries(connection, store.community)
        notes = seals.checkpoints(connection, store.community)
    size = sum(map(len, entries)) + sum(map(len, notes)) + 32 * len(entries)
    assert len(entries) == 12
    # the quickest of twelve: neighbours on the processor make every other one dearer
    reached("H4", milliseconds_of_a_seal=1000 * min(spent), bytes_a_year=size)


def test_a_log_of_the_same_entries_is_the_same_log(sealed: Sealed) -> None:
    """The alterations above are made with what makes the log itself: unaltered, it gives the very bytes."""
    log: PublicLog = public_log()
    assert log.note is not None
    made = log_files(list(log.entries), sealed.signer, Checkpoint.of(log.note.text))
    assert made == {f"log/{name}": body for name, body in log.files().items()}


def test_a_saved_folder_is_verified_too(sealed: Sealed, tmp_path: Path) -> None:
    written(tmp_path / "site", sealed.files)
    assert main(["verify", str(tmp_path / "site"), "--key", str(sealed.key)]) == 0
    (tmp_path / "site" / "more.html").write_text("more", "utf-8")
    assert main(["verify", str(tmp_path / "site"), "--key", str(sealed.key)]) == 1
