"""RFC 3161 by `rfc3161-client`: what an authority is asked, and whether its answer holds.

An answer (`TimeStampResp`, DER) is kept as it came, certificates included, so that `openssl ts -verify` reads it too.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import httpx2
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from kpi.services.seals.time_stamps.moments import StampedMoment, StampError, StampRefusal
from kpi.services.seals.time_stamps.revocation import lists_of, unrevoked_until

_CERTIFICATES = 0xA0
#: seconds for an answer, bytes of one
_PATIENCE, _LARGEST = 10.0, 1 << 16
#: what reading an answer raises whose bytes somebody has altered
_MALFORMED = (ValueError, LookupError, UnsupportedAlgorithm, x509.InvalidVersion)
_HEAD = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}


class Rfc3161:
    """What the protocol does with texts and answers as bytes."""

    @staticmethod
    def certificates(pem: bytes) -> list[x509.Certificate]:
        """Of an authority, from a file of them; ValueError for what holds none."""
        return x509.load_pem_x509_certificates(pem)

    @staticmethod
    def lists(data: bytes) -> int:
        """How many lists of revoked certificates a file holds; ValueError for one that holds none to be used."""
        return len(lists_of(data))

    @staticmethod
    def ask(address: str, text: str, known: Sequence[x509.Certificate]) -> bytes:
        """An authority's answer over a text, which holds; `StampError`."""
        asked = TimestampRequestBuilder().data(text.encode()).hash_algorithm(HashAlgorithm.SHA256).build()
        answer = _sent(address, asked.as_bytes())
        Rfc3161.moment(answer, text, known, asked.nonce)
        return answer

    @staticmethod
    def moment(
        answer: bytes,
        text: str,
        known: Sequence[x509.Certificate],
        nonce: int | None = None,
        lists: Sequence[bytes] = (),
    ) -> StampedMoment:
        """When the authority saw the text; `StampError`, whatever the answer's bytes are.

        known  certificates that are trusted: the root, and what the answer may lack between it and the authority
        nonce  of the request, where the answer has just come
        lists  of revoked certificates
        """
        try:
            return _moment(answer, text, known, nonce, lists)
        except StampError:
            raise
        except _MALFORMED as error:
            raise StampError(StampRefusal.UNREADABLE) from error


def _moment(
    answer: bytes, text: str, known: Sequence[x509.Certificate], nonce: int | None, lists: Sequence[bytes]
) -> StampedMoment:
    read = decode_timestamp_response(_in_order(answer))
    told = read.tst_info
    if told.message_imprint.message != hashlib.sha256(text.encode()).digest():
        raise StampError(StampRefusal.OTHER)
    own = [x509.load_der_x509_certificate(one) for one in read.signed_data.certificates]
    chain = list(_chain(_signer(read, [*own, *known]), [*own, *known]))
    try:
        builder = VerifierBuilder(roots=list(known), nonce=nonce, tsa_certificate=None if own else chain[0])
        builder.build().verify_message(read, text.encode())
    except (VerificationError, ValueError) as error:
        raise StampError(_refusal(chain, known, told.gen_time)) from error
    return StampedMoment(told.gen_time, _name(chain[0]), unrevoked_until(chain, lists, told.gen_time))


def _sent(address: str, query: bytes) -> bytes:
    """No more than an answer has is read, and no other address is gone to."""
    try:
        with httpx2.stream("POST", address, content=query, headers=_HEAD, timeout=_PATIENCE) as told:
            told.raise_for_status()
            body = b""
            for part in told.iter_bytes():
                body += part
                if len(body) > _LARGEST:
                    raise StampError(StampRefusal.UNREADABLE)
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise StampError(StampRefusal.UNREACHABLE) from error
    return body


def _signer(read: TimeStampResponse, among: Iterable[x509.Certificate]) -> x509.Certificate:
    named = [(one.issuer, one.serial_number) for one in read.signed_data.signer_infos]
    found = next((one for one in among if (one.issuer, one.serial_number) in named), None)
    if found is None:
        raise StampError(StampRefusal.AUTHORITY)
    return found


def _chain(first: x509.Certificate, among: Sequence[x509.Certificate]) -> Iterator[x509.Certificate]:
    """From the authority's certificate upwards, each issued by the next."""
    yield first
    last, left = first, [one for one in among if one != first]
    while issuer := next((one for one in left if _has_issued(one, last)), None):
        yield issuer
        last, left = issuer, [one for one in left if one != issuer]


def _has_issued(one: x509.Certificate, other: x509.Certificate) -> bool:
    try:
        other.verify_directly_issued_by(one)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _refusal(chain: Sequence[x509.Certificate], known: Sequence[x509.Certificate], at: datetime) -> StampRefusal:
    if not any(one in known for one in chain):
        return StampRefusal.AUTHORITY
    if any(not one.not_valid_before_utc <= at <= one.not_valid_after_utc for one in chain):
        return StampRefusal.EXPIRED
    return StampRefusal.ALTERED


def _name(certificate: x509.Certificate) -> str:
    names = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return str(names[0].value) if names else certificate.subject.rfc4514_string()


def _in_order(answer: bytes) -> bytes:
    """The answer with its certificates in the order of DER, which signatures do not cover.

    OpenSSL, and with it many authorities, leaves them in the order in which they were named; the library refuses that.
    """
    token = list(_elements(answer, *_inside(answer, 0)))[1]
    signed = list(_elements(answer, *_inside(answer, token[0])))[1]
    for start, end in _elements(answer, *_inside(answer, _inside(answer, signed[0])[0])):
        if answer[start] == _CERTIFICATES:
            first, last = _inside(answer, start)
            parts = sorted(answer[begin:until] for begin, until in _elements(answer, first, last))
            return answer[:first] + b"".join(parts) + answer[end:]
    return answer


def _elements(data: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where each element of DER begins and ends."""
    while start < end:
        until = _inside(data, start)[1]
        if until > end:
            raise ValueError("an element ends outside")
        yield start, until
        start = until


def _inside(data: bytes, at: int) -> tuple[int, int]:
    """Where the content of an element begins and ends; IndexError where the data are cut off."""
    size, first = data[at + 1], at + 2
    if size > 0x80:
        first += size & 0x7F
        size = int.from_bytes(data[at + 2 : first])
    return first, first + size
