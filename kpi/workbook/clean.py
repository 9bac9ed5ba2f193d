"""Text from workbooks is data: one cleaning function at the door, one folding to compare words by."""

import re
import unicodedata
from functools import lru_cache

#: Control and format characters, surrogates, non-characters: they have no place in a name or a comment.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
#: Of these only the invisible ones of everyday typing go without a word.
_QUIET = frozenset("\u00ad\u200b\ufeff\u2060")
_LATIN = "ABCEHIKMOPTXY"
_CYRILLIC = "АВСЕНІКМОРТХУ"
TO_CYRILLIC = str.maketrans(_LATIN + "aceiopxy", _CYRILLIC + "асеіорху")
TO_LATIN = str.maketrans(_CYRILLIC + "асеіорху", _LATIN + "aceiopxy")
#: letters that are taken for digits
TO_DIGITS = str.maketrans("OoОоЗзІіIil|", "000033111111")


def clean(text: str, *, lines: bool = False) -> tuple[str, bool]:
    """Text in NFC without unwanted characters, spaces collapsed (line breaks kept where `lines`).

    Returns the text and whether characters were taken out that a person should hear of.
    """
    told = False
    if not text.isascii() or not text.isprintable():
        text = unicodedata.normalize("NFC", text)
        unwanted = set(_UNWANTED.findall(text))
        if unwanted:
            told = not unwanted <= _QUIET
            text = _UNWANTED.sub("", text)
    if lines and ("\n" in text or "\r" in text):
        kept = [" ".join(line.split()) for line in text.splitlines()]
        return "\n".join(kept).strip("\n"), told
    return " ".join(text.split()), told


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The key by which headers, sheet titles and words are compared.

    Letters and digits only, upper case, Latin letters that look Cyrillic as Cyrillic.
    """
    upper = unicodedata.normalize("NFC", text).upper().translate(TO_CYRILLIC)
    return "".join(c for c in upper if c.isalnum() and c != "ʼ")
