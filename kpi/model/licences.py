"""Licences of open data: the name that a plan gives, the address for machines, what a page may say of the terms."""

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

#: address by the licence's own name; another licence has only the name that the plan gives it
_ADDRESSES: Mapping[str, str] = MappingProxyType(
    {
        "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
        "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
        "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    }
)


class LicenceTerms(StrEnum):
    """What a page may say of the terms of use without having read the licence.

    OTHER   a licence that is only named: its name is all that is known
    UNSAID  the plan names none, and silence gives nobody a right
    """

    ATTRIBUTION = "attribution"
    SHARE_ALIKE = "share_alike"
    PUBLIC_DOMAIN = "public_domain"
    OTHER = "other"
    UNSAID = "unsaid"


_TERMS: Mapping[str, LicenceTerms] = MappingProxyType(
    {
        "CC BY 4.0": LicenceTerms.ATTRIBUTION,
        "CC BY-SA 4.0": LicenceTerms.SHARE_ALIKE,
        "CC0 1.0": LicenceTerms.PUBLIC_DOMAIN,
    }
)


def _own_name(licence: str) -> str:
    """«cc-by 4.0» is «CC BY 4.0»."""
    return next((name for name in _ADDRESSES if _letters(name) == _letters(licence)), licence)


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9.]", "", name.lower())


def terms_of(licence: str) -> LicenceTerms:
    """The terms of a licence by the name that the plan gives, "" where it names none."""
    return _TERMS.get(_own_name(licence), LicenceTerms.OTHER) if licence else LicenceTerms.UNSAID


def licence_address(licence: str) -> str:
    """Where the licence can be read, "" where the name tells no address."""
    return _ADDRESSES.get(_own_name(licence), "")
