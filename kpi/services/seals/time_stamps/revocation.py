"""Certificates of a time stamp held against lists of revoked ones (CRL, RFC 5280), as a verifier hands them in.

Nobody is asked for a list: what it says is as old as the list, and that is told with it.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import cast

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPublicKeyTypes

from kpi.services.seals.time_stamps.moments import StampError, StampRefusal

_PEM = re.compile(rb"-----BEGIN X509 CRL-----.+?-----END X509 CRL-----", re.DOTALL)
#: reasons that say nothing against what the key has signed before (RFC 3161, section 4); any other does, and none too
_AFTERWARDS = {
    x509.ReasonFlags.unspecified,
    x509.ReasonFlags.affiliation_changed,
    x509.ReasonFlags.superseded,
    x509.ReasonFlags.cessation_of_operation,
}


def lists_of(data: bytes) -> list[x509.CertificateRevocationList]:
    """All lists of a file, PEM or DER; ValueError where it holds none, or one that is a part of another."""
    written = _PEM.findall(data)
    try:
        found = [x509.load_pem_x509_crl(one) for one in written] or [x509.load_der_x509_crl(data)]
        # what a list must be read by is critical: that it tells of some certificates, or of some reasons alone
        partial = any(extension.critical for one in found for extension in one.extensions)
    except (x509.DuplicateExtension, UnsupportedAlgorithm) as error:
        raise ValueError("an unreadable list") from error
    if partial:
        raise ValueError("a list of a part")
    return found


def unrevoked_until(chain: Sequence[x509.Certificate], data: Sequence[bytes], at: datetime) -> datetime | None:
    """Up to when lists say of every certificate that it was not revoked; `StampError` where one says that it was.

    chain  from the authority's certificate upwards; of the last one nobody above it could say anything
    at     the moment of the stamp: a list from before it says nothing of it
    """
    lists = [one for written in data for one in lists_of(written)]
    until = []
    for certificate, issuer in pairwise(chain):
        own = list(_issued(lists, issuer))
        if any(_is_against(one, certificate, at) for one in own):
            raise StampError(StampRefusal.REVOKED)
        until.append(max((one.last_update_utc for one in own), default=None))
    said = [one for one in until if one is not None and one >= at]
    return min(said) if said and len(said) == len(until) else None


def _issued(
    lists: Sequence[x509.CertificateRevocationList], issuer: x509.Certificate
) -> Iterator[x509.CertificateRevocationList]:
    """Those that the issuer of a certificate has signed, and may sign."""
    for one in lists:
        if one.issuer == issuer.subject and _may_list(issuer) and _has_signed(issuer, one):
            yield one


def _may_list(issuer: x509.Certificate) -> bool:
    try:
        return issuer.extensions.get_extension_for_class(x509.KeyUsage).value.crl_sign
    except x509.ExtensionNotFound:
        return True


def _has_signed(issuer: x509.Certificate, one: x509.CertificateRevocationList) -> bool:
    # a key of another kind signs nothing: TypeError
    key = cast("CertificateIssuerPublicKeyTypes", issuer.public_key())
    try:
        return one.is_signature_valid(key)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return False


def _is_against(one: x509.CertificateRevocationList, certificate: x509.Certificate, at: datetime) -> bool:
    """Whether a stamp of a moment is no good by what a list says of a certificate."""
    found = one.get_revoked_certificate_by_serial_number(certificate.serial_number)
    if found is None:
        return False
    try:
        reason = found.extensions.get_extension_for_class(x509.CRLReason).value.reason
    except x509.ExtensionNotFound:
        return True
    return reason not in _AFTERWARDS or found.revocation_date_utc <= at
