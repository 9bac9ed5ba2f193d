"""The key under which two words are one: letter case, spaces, signs and look-alike letters make no difference."""

import unicodedata
from functools import lru_cache

_LATIN = "ABCEHIKMOPTXY"
_CYRILLIC = "АВСЕНІКМОРТХУ"
TO_CYRILLIC = str.maketrans(_LATIN + "aceiopxy", _CYRILLIC + "асеіорху")
TO_LATIN = str.maketrans(_CYRILLIC + "асеіорху", _LATIN + "aceiopxy")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The key by which headers, sheet titles, words and names of departments are compared.

    Letters and digits only, upper case, Latin letters that look Cyrillic as Cyrillic.
    """
    upper = unicodedata.normalize("NFC", text).upper().translate(TO_CYRILLIC)
    return "".join(c for c in upper if c.isalnum() and c != "ʼ")
