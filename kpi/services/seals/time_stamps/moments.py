"""What the answer of an authority says, or why it says nothing."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class StampRefusal(StrEnum):
    """Why no time stamp was to be had, or one proves nothing."""

    CERTIFICATES = "certificates"  # none by which an answer could be believed
    UNREACHABLE = "unreachable"
    UNREADABLE = "unreadable"  # no answer of RFC 3161, or one that refuses
    OTHER = "other"  # the stamp is of another text
    EXPIRED = "expired"  # a certificate did not hold at the moment of the stamp
    AUTHORITY = "authority"  # no way from its certificate to one that is known
    ALTERED = "altered"  # the signature does not hold
    REVOKED = "revoked"  # a list of its issuer says that a certificate was revoked


class StampError(ValueError):
    """There is no time stamp, or it does not hold."""

    def __init__(self, refusal: StampRefusal) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class StampedMoment:
    """When an authority saw a text; `name` of its certificate.

    unrevoked  up to when lists say that no certificate of its chain was revoked; None where they do not say it of all
    """

    at: datetime
    name: str
    unrevoked: datetime | None = None


@dataclass(frozen=True, slots=True)
class StampTrust:
    """By what time stamps are believed; nothing of it is fetched.

    certificates  of the authority (PEM); None where nobody has named any
    lists         of revoked certificates (CRL, PEM or DER), as they were handed in
    """

    certificates: bytes | None = None
    lists: tuple[bytes, ...] = ()


#: nobody is believed
UNTRUSTED = StampTrust()
