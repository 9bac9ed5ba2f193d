"""Text from workbooks is data: one cleaning function at the door, one folding to compare words by."""

import re
import unicodedata
from functools import lru_cache

from kpi.model.folding import TO_CYRILLIC

#: Control and format characters, surrogates, non-characters: they have no place in a name or a comment.
_UNWANTED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
#: Of these only the invisible ones of everyday typing go without a word.
_QUIET = frozenset("\u00ad\u200b\ufeff\u2060")
#: signs that tell one label from another
_SIGNS = frozenset("<>≤≥+=%±&#№*/\x01\x02\x03")
_DASH_BETWEEN = re.compile(r"(?<=[0-9])\s*[-\u2010-\u2015\u2212]\s*(?=[0-9])")
_POINT_BETWEEN = re.compile(r"(?<=[0-9])[.,](?=[0-9])")
_SPACE_BETWEEN = re.compile(r"(?<=[0-9])\s+(?=[0-9])")
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


def without_hidden(text: str) -> tuple[str, bool]:
    """The text without invisible signs and bidirectional marks, spaces kept; whether there were any."""
    bare = _UNWANTED.sub("", text)
    return bare, bare != text


@lru_cache(maxsize=4096)
def label_key(text: str) -> str:
    """The key under which two labels of parts or names of indicators are one.

    Signs and digits are kept: «<18» is not «18+», «1–4» is not «14». Case, spaces, apostrophes, quotes, commas and
    look-alike letters make no difference.
    """
    upper = unicodedata.normalize("NFC", text).upper().translate(TO_CYRILLIC)
    for written, sign in (("<=", "≤"), (">=", "≥"), ("⩽", "≤"), ("⩾", "≥")):
        upper = upper.replace(written, sign)
    # a dash, a point or a space between digits tells them apart; elsewhere it is only punctuation
    for between, mark in ((_DASH_BETWEEN, "\x01"), (_POINT_BETWEEN, "\x02"), (_SPACE_BETWEEN, "\x03")):
        upper = between.sub(mark, upper)
    return "".join(c for c in upper if (c.isalnum() and c != "ʼ") or c in _SIGNS)
