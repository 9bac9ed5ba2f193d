"""Time stamps of checkpoints by an authority that OpenSSL is: asked after the publication, verified where present."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kpi.__main__ import main
from kpi.services.operation.backups import make_backup
from kpi.services.operation.restoring import restore_backup
from kpi.services.operation.stamping import AGAIN, LONGEST, LOOK, Stamping, awaited, stamp_last
from kpi.services.publishing.snapshot import refresh_public
from kpi.services.seals.findings import ProofFinding, ProofOutcome, holds
from kpi.services.seals.leaf import Leaf
from kpi.services.seals.note import Verifier, parse
from kpi.services.seals.public_log import PublicLog, public_log
from kpi.services.seals.site_check import check_site
from kpi.services.seals.time_stamps import stamps
from kpi.services.seals.time_stamps.authority import StampAuthority, authority
from kpi.services.seals.time_stamps.moments import StampError, StampTrust
from kpi.services.seals.time_stamps.rfc3161 import Rfc3161
from kpi.services.seals.time_stamps.stamps import Stamp
from kpi.services.seals.verification import LogCheck, check_log
from kpi.store import Store, open_store
from kpi.store.beside import seals
from tests.books import AUGUST, MAY, checked, hospitals, observation, plan
from tests.publishing import publish
from tests.services.seals.sealed import keys, notes, three_releases
from tests.services.seals.stamp_authority import NAME, Authority


def _asked() -> StampAuthority:
    found = authority()
    assert found is not None
    return found


def _stamped(store: Store) -> PublicLog:
    """Three releases, the last checkpoint of which is stamped, as outsiders are told them."""
    three_releases(store)
    assert stamp_last(store, _asked())
    return public_log()


def _believed(tsa: Authority, *lists: bytes) -> StampTrust:
    return StampTrust(tsa.root.read_bytes(), lists)


def _held(log: PublicLog, tsa: Authority) -> LogCheck:
    return check_log(log.read, authority=_believed(tsa))


def _told(found: Sequence[ProofFinding], key: str) -> ProofFinding:
    return next(one for one in found if one.key == key)


def test_a_checkpoint_is_stamped_and_openssl_agrees(store: Store, key: Verifier, tsa: Authority) -> None:
    log = _stamped(store)
    (stamp,) = log.stamps
    assert stamp.note == notes(store)[-1]
    assert key.is_right(parse(stamp.note))
    assert tsa.has_stamped(parse(stamp.note).text.encode(), stamp.answer)
    found = check_site()
    assert holds(found)
    told = _told(found, "stamped")
    assert (told.values["size"], told.values["name"]) == (3, NAME)
    assert "stamp_awaited" not in keys(found, ProofOutcome.NOTED)
    assert awaited(store) is None
    assert not stamp_last(store, _asked())
    assert tsa.asked == 1


def test_each_release_says_when_it_was_first_stamped(store: Store, tsa: Authority) -> None:
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    stamp_last(store, _asked())
    publish([checked(hospitals(observation("1.2.1", "2026-Q2", 1)))], AUGUST, store=store)
    assert "stamp_awaited" in keys(check_site(), ProofOutcome.NOTED)
    assert stamps.first_over(_held(public_log(), tsa).stamped, 1) is None
    stamp_last(store, _asked())
    log = _held(public_log(), tsa)
    assert [size for size, _ in log.stamped] == [1, 2]
    assert stamps.first_over(log.stamped, 0) == log.stamped[0][1]
    assert stamps.first_over(log.stamped, 1) == log.stamped[1][1]
    assert not refresh_public(store)


def test_without_an_answer_publication_stands_and_it_is_asked_again(store: Store, tsa: Authority) -> None:
    tsa.answers = False
    three_releases(store)
    assert holds(check_site())
    assert "stamp_awaited" in keys(check_site(), ProofOutcome.NOTED)
    own = Stamping()
    assert [own.ask() for _ in range(3)] == [AGAIN, 2 * AGAIN, 4 * AGAIN]
    assert (own.waits, own.failures, own.trouble) == (True, 3, "unreachable")
    own.failures = 20
    assert own.ask() == LONGEST
    tsa.answers = True
    assert own.ask() == LOOK
    assert (own.waits, own.failures, own.trouble) == (False, 0, "")
    assert "stamped" in keys(check_site(), ProofOutcome.PROVED)


def test_without_an_authority_nobody_is_asked(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("POSTUP_TIMESTAMPS", raising=False)
    three_releases(store)
    own = Stamping()
    own.ask()
    assert (own.waits, own.failures) == (False, 0)
    assert not any("stamp" in one.key for one in check_site())


def _altered(log: PublicLog, answer: bytes) -> PublicLog:
    """The log with another answer beside its one stamped checkpoint."""
    (stamp,) = log.stamps
    return replace(log, stamps=(replace(stamp, answer=answer),))


def _flipped(answer: bytes, at: int) -> bytes:
    return answer[:at] + bytes([answer[at] ^ 1]) + answer[at + 1 :]


def test_any_byte_of_a_stamp_that_is_altered_is_told(store: Store, tsa: Authority) -> None:
    log = _stamped(store)
    answer = log.stamps[0].answer
    signed = answer.index(b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x04")
    assert keys(_held(_altered(log, _flipped(answer, len(answer) - 2)), tsa).findings) == ["stamp_altered"]
    wrong = {at: keys(_held(_altered(log, _flipped(answer, at)), tsa).findings) for at in range(signed, signed + 90)}
    assert all(len(found) == 1 for found in wrong.values()), wrong
    assert keys(_held(_altered(log, answer[:-9]), tsa).findings) == ["stamp_unreadable"]
    assert keys(_held(_altered(log, b"nothing"), tsa).findings) == ["stamp_unreadable"]


# a serial number that a flipped bit makes negative
@pytest.mark.filterwarnings("ignore::cryptography.utils.CryptographyDeprecationWarning")
@pytest.mark.parametrize("bits", [0x01, 0x80])
def test_whatever_byte_is_altered_a_stamp_holds_as_it_was_or_is_refused(tmp_path: Path, bits: int) -> None:
    tsa, text = Authority(tmp_path / "tsa"), "a checkpoint\n"
    known, answer = Rfc3161.certificates(tsa.root.read_bytes()), tsa.answer(tsa.query(text.encode()))
    right, refused = Rfc3161.moment(answer, text, known), 0
    for at, byte in enumerate(answer):
        try:
            # what no signature covers may be another: certificates that nobody needs, the order of what is there
            assert Rfc3161.moment(answer[:at] + bytes([byte ^ bits]) + answer[at + 1 :], text, known) == right
        except StampError:
            refused += 1
    assert refused > len(answer) / 2


def test_the_stamp_of_another_checkpoint_is_told(store: Store, tsa: Authority) -> None:
    log = _stamped(store)
    other = _asked().stamp(parse(notes(store)[0]).text)
    assert keys(_held(_altered(log, other), tsa).findings) == ["stamp_other"]


def test_a_stamp_whose_files_are_missing_or_others_is_told(store: Store, tsa: Authority) -> None:
    log = _stamped(store)
    (path,) = (name for name in log.files() if name.endswith(".note"))
    for body in (None, b"", notes(store)[0].encode()):
        files = log.files() | ({path: body} if body is not None else {})
        if body is None:
            del files[path]
        assert keys(check_log(files.get, authority=_believed(tsa)).findings) == ["stamp_missing"]


def test_another_authority_is_told_and_never_kept(store: Store, tsa: Authority, tmp_path: Path) -> None:
    log = _stamped(store)
    other = Authority(tmp_path / "other")
    assert keys(_held(log, other).findings) == ["stamp_authority"]
    publish([checked(hospitals(observation("1.2.1", "2026-Q3", 3)))], date(2026, 11, 20), store=store)
    with pytest.raises(StampError, match="authority"):
        stamp_last(store, StampAuthority(tsa.address, other.root.read_bytes()))
    assert len(public_log().stamps) == 1


def test_a_certificate_that_has_expired_is_told_and_its_stamp_never_kept(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kpi.clock.today", lambda: datetime.now(UTC).date())
    three_releases(store)
    with Authority(tmp_path / "old", days=(-30, -1)).served() as old:
        with pytest.raises(StampError, match="expired"):
            stamp_last(store, StampAuthority(old.address, old.root.read_bytes()))
        (note,) = notes(store)[-1:]
        answer = old.answer(old.query(parse(note).text.encode()))
        log = replace(public_log(), stamps=(Stamp(note, answer),))
        assert keys(_held(log, old).findings) == ["stamp_expired"]


def test_a_stamp_from_before_its_entries_or_of_the_future_is_told(
    store: Store, tsa: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = _stamped(store)
    at = _held(log, tsa).stamped[0][1]
    monkeypatch.setattr("kpi.clock.now", lambda: at - timedelta(minutes=6))
    assert keys(_held(log, tsa).findings) == ["stamp_future"]
    monkeypatch.setattr("kpi.clock.now", lambda: at)
    text, leaves, hashes = parse(log.stamps[0].note).text, [Leaf.of_entry(entry) for entry in log.entries], log.hashes
    for late in ({"moment": (at + timedelta(minutes=6)).isoformat()}, {"sealed": at.date() + timedelta(2)}):
        told: list[Leaf] = [*leaves[:2], replace(leaves[2], **late)]
        found = stamps.held_against(log.read, text, told, hashes, _believed(tsa))
        assert keys(found.findings) == ["stamp_early"]


def test_a_log_that_was_made_anew_does_not_fit_what_was_stamped(store: Store, tsa: Authority) -> None:
    log = _stamped(store)
    anew = replace(Leaf.of_entry(log.entries[0]), number=7).entry()
    forged = replace(log, entries=(anew, *log.entries[1:]))
    assert "stamp_forked" in keys(_held(forged, tsa).findings)


def test_a_stamp_that_was_told_outlives_a_backup(store: Store, tsa: Authority, tmp_path: Path) -> None:
    if store.path is None:
        pytest.skip("a server's database is restored into an empty one")
    now = datetime.now(UTC)
    three_releases(store)
    saved = make_backup(store, tmp_path, now)[0].file
    stamp_last(store, _asked())
    told = public_log().stamps
    restore_backup(saved, now, actor="olha", where=store.name)
    assert public_log().stamps == told
    assert tsa.asked == 1


def test_what_is_kept_is_told_back(store: Store, tsa: Authority) -> None:
    (made,) = _stamped(store).stamps
    assert Stamp.of(made.told()) == made
    again = open_store(store.name)
    with again.reading() as connection:
        assert seals.stamps(connection, again.community) == [made.told()]
    assert tsa.asked == 1


def test_the_terminal_stamps_and_says_why_not(
    store: Store, tsa: Authority, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSTUP_LANGUAGE", "en")
    three_releases(store)
    tsa.answers = False
    assert main(["seal"]) == 1
    assert _doctor(capsys) == "attention"
    tsa.answers = True
    assert main(["seal"]) == 0
    assert f"{tsa.address}" in capsys.readouterr().out
    assert main(["seal"]) == 0
    assert _doctor(capsys) == "ok"
    assert main(["verify"]) == 0
    monkeypatch.setenv("POSTUP_TIMESTAMP_CERTIFICATES", str(tsa.folder / "serial"))
    assert _doctor(capsys) == "wrong"
    assert main(["verify", "--authority", str(tsa.folder / "serial")]) == 1


def _doctor(capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    main(["doctor", "--json"])
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return str(next(one["state"] for one in found if one["check"] == "stamps"))
