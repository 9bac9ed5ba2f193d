"""Licences of open data: machines want them by address, plan workbooks name them."""

from collections.abc import Mapping
from types import MappingProxyType

#: address by the name that plan workbooks give; another licence has only its name
LICENCE_ADDRESSES: Mapping[str, str] = MappingProxyType(
    {
        "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
        "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
        "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    }
)
