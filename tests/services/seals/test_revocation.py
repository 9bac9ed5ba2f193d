"""Lists of revoked certificates (CRL) that a verifier hands in, held against stamps: made here, fetched nowhere."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ReasonFlags

from kpi.__main__ import main
from kpi.services.operation.stamping import stamp_last
from kpi.services.seals.findings import ProofOutcome, holds
from kpi.services.seals.site_check import check_site
from kpi.services.seals.time_stamps.authority import authority
from kpi.services.seals.time_stamps.moments import StampError, StampRefusal, StampTrust
from kpi.services.seals.time_stamps.rfc3161 import Rfc3161
from kpi.services.seals.time_stamps.stamps import are_lists
from kpi.store import Store
from tests.services.seals.sealed import keys, three_releases
from tests.services.seals.stamp_authority import Authority, revocation_list, revoked

TEXT, HOUR = "a checkpoint\n", timedelta(hours=1)


@pytest.fixture(scope="module")
def stamped(tmp_path_factory: pytest.TempPathFactory) -> tuple[Authority, bytes]:
    """An authority, and its answer over `TEXT`."""
    made = Authority(tmp_path_factory.mktemp("stamped") / "tsa")
    return made, made.answer(made.query(TEXT.encode()))


def _until(stamped: tuple[Authority, bytes], *lists: bytes) -> datetime | StampRefusal | None:
    """Up to when lists say that no certificate was revoked, or why the stamp is no good by them."""
    made, answer = stamped
    try:
        return Rfc3161.moment(answer, TEXT, Rfc3161.certificates(made.root.read_bytes()), lists=lists).unrevoked
    except StampError as error:
        return error.refusal


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def test_lists_of_every_issuer_say_that_nothing_was_revoked(stamped: tuple[Authority, bytes]) -> None:
    later, latest = _now() + HOUR, _now() + 2 * HOUR
    between, root = stamped[0].issuers
    lists = (revocation_list(between, latest), revocation_list(root, later))
    # what all of them say is as old as the oldest
    assert _until(stamped, *lists) == later
    assert _until(stamped, b"".join(lists)) == later
    plain = x509.load_pem_x509_crl(lists[0]).public_bytes(Encoding.DER)
    assert _until(stamped, plain, lists[1]) == later


def test_what_no_list_says_is_not_known(stamped: tuple[Authority, bytes], tmp_path: Path) -> None:
    later = _now() + HOUR
    of_own, of_between = stamped[0].lists(later)
    stranger = Authority(tmp_path / "stranger").issuers
    before = revocation_list(stamped[0].issuers[0], _now() - 2 * HOUR)
    for lists in ((), (of_own,), (of_between,), (before, of_between)):
        assert _until(stamped, *lists) is None
    # another authority of the same names has signed with other keys: it says nothing, good or bad
    forged = [revocation_list(one, later, revoked(stamped[0].own, later)) for one in stranger]
    assert _until(stamped, *forged) is None
    assert _until(stamped, *forged, of_own, of_between) == later


#: of a list of changes one says that a certificate is no longer revoked: such lists are none here
REASONS = sorted(set(ReasonFlags) - {ReasonFlags.remove_from_crl}, key=str)


@pytest.mark.parametrize("reason", [None, *REASONS])
@pytest.mark.parametrize("which", ["own", "between"])
def test_a_revoked_certificate_is_told_by_its_reason(
    stamped: tuple[Authority, bytes], which: str, reason: ReasonFlags | None
) -> None:
    made, later = stamped[0], _now() + 2 * HOUR
    certificate = made.own if which == "own" else made.between
    before, after = (revoked(certificate, at, reason) for at in (_now() - HOUR, _now() + HOUR))
    # RFC 3161, section 4: what a key signed before it was retired stays; of one that was stolen nothing does
    retired = reason in {
        ReasonFlags.unspecified,
        ReasonFlags.affiliation_changed,
        ReasonFlags.superseded,
        ReasonFlags.cessation_of_operation,
    }
    assert _until(stamped, *made.lists(later, before)) == StampRefusal.REVOKED
    assert _until(stamped, *made.lists(later, after)) == (later if retired else StampRefusal.REVOKED)


def test_a_part_of_a_list_is_none(stamped: tuple[Authority, bytes]) -> None:
    whole = stamped[0].lists(_now())[0]
    part = revocation_list(stamped[0].issuers[0], _now(), partial=True)
    assert are_lists(whole)
    assert not any(are_lists(one) for one in (part, whole + part, b"", b"nothing", stamped[0].root.read_bytes()))


def test_a_site_says_what_the_lists_say(store: Store, tsa: Authority, tmp_path: Path) -> None:
    three_releases(store)
    asked = authority()
    assert asked is not None
    stamp_last(store, asked)
    later = _now() + HOUR
    good, bad = tsa.lists(later), tsa.lists(later, revoked(tsa.own, later))
    assert "stamp_revocation" in keys(check_site(), ProofOutcome.NOTED)
    found = check_site(trusted=StampTrust(lists=good))
    assert holds(found)
    assert "stamp_unrevoked" in keys(found, ProofOutcome.PROVED)
    assert "stamp_unlisted" in keys(check_site(trusted=StampTrust(lists=good[:1])), ProofOutcome.NOTED)
    found = check_site(trusted=StampTrust(lists=bad))
    assert keys(found) == ["stamp_revoked"]
    assert not any("stamped" in one.key for one in found)


def test_the_terminal_takes_lists(
    store: Store, tsa: Authority, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    three_releases(store)
    assert main(["seal"]) == 0

    def told(*lists: bytes) -> tuple[int, str]:
        files = [tmp_path / f"{number}.crl" for number, _ in enumerate(lists)]
        for file, body in zip(files, lists, strict=True):
            file.write_bytes(body)
        capsys.readouterr()
        code = main(["verify", *(part for file in files for part in ("--revoked", str(file)))])
        said = capsys.readouterr()
        return code, said.out + said.err

    later = _now() + HOUR
    assert told()[0] == 0
    assert "Чи не відкликано сертифікат служби позначок часу, не перевірено" in told()[1]
    assert told(*tsa.lists(later))[0] == 0
    assert "жодного сертифіката служби позначок часу не відкликано" in told(*tsa.lists(later))[1]
    assert told(*tsa.lists(later, revoked(tsa.between, later)))[0] == 1
    assert "сертифікат служби відкликано" in told(*tsa.lists(later, revoked(tsa.own, later)))[1]
    assert told(b"nothing")[0] == 1
    assert "немає повного списку" in told(b"nothing")[1]
