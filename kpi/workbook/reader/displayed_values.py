"""What a cell shows of what it holds: the number or the date as its format writes it, and whether that is the same."""

import re
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from kpi.workbook.reader.calendar import month_word, serial_date, weekday_word
from kpi.workbook.reader.grid import BLANKS, NumberFormat
from kpi.workbook.reader.number_formats import FormatToken, tokens
from kpi.workbook.reader.numbers import as_written

#: formats that only round and group
_FAITHFUL = re.compile(r"[#,]*0(?:\.[0#]+)?%?|General|@|\? ?", re.IGNORECASE)
#: words that a person reads as part of the number
_DIGITS_BEFORE, _DIGITS_AFTER = re.compile(r"[0-9][\s.,]*$"), re.compile(r"[\s.,]*[0-9]")
_MINUSES = "-−–("
_UNITS = {"days": 1440, "h": 60, "m": 1}


class DisplayedValue(NamedTuple):
    """What a cell shows. `problem`: the problem of its being something else than the cell holds, "" where it is not.

    divisor  by what the format divides: 1000 for each closing comma
    """

    text: str
    problem: str = ""
    divisor: int = 1


def shown_number(value: float, shape: NumberFormat) -> DisplayedValue:
    """A number as the section `shape` writes it: grouped by spaces, decimal comma.

    Rounding is no problem; dividing, hiding, replacing, a lost or an added sign and added digits are.
    """
    if _FAITHFUL.fullmatch(shape.code):
        return DisplayedValue(as_written(value))
    pieces = _number(shape.code)
    if pieces is None:
        return DisplayedValue(as_written(value))
    text = pieces.write(value, signless=shape.signless)
    if not any(c.isdigit() for c in text) or (not pieces.places and not pieces.general):
        return DisplayedValue(text, "number_replaced" if text.strip(BLANKS) else "number_hidden")
    if pieces.divisor > 1:
        return DisplayedValue(text, "number_scaled", pieces.divisor)
    nothing = not any(c in "123456789" for c in text)
    lost = value < 0 and not nothing and not any(sign in text for sign in _MINUSES)
    return DisplayedValue(text, "number_replaced" if lost or pieces.adds(value) else "")


def shows_text(shape: NumberFormat) -> bool:
    """Whether the section `shape` shows a text: «;;;» hides it."""
    return shape.code.strip() != "" and (shape.code == "General" or any(t.kind == "text" for t in tokens(shape.code)))


class _Number(NamedTuple):
    """A section for numbers taken apart: words before, places of digits, words after."""

    before: str
    places: str
    inside: tuple[tuple[int, str], ...]
    after: str
    decimals: str
    divisor: int
    grouped: bool
    percents: int
    general: bool

    def write(self, value: float, *, signless: bool) -> str:
        sign = "" if signless or value >= 0 else "−"
        if self.general:
            return f"{self.before}{sign}{as_written(abs(value))}{self.after}".strip(BLANKS)
        if not self.places:
            return (self.before + self.after).strip(BLANKS)
        exact = Decimal(format(abs(value), ".15g")) * 100**self.percents / self.divisor
        digits = format(exact, f".{len(self.decimals)}f")
        whole, _, part = digits.partition(".")
        least = self.places.count("0")
        whole = whole.lstrip("0").rjust(least, "0")
        while part and self.decimals[len(part) - 1] != "0" and part[-1] == "0":
            part = part[:-1]
        written = self._spread(whole) if self.inside else _grouped(whole) if self.grouped else whole
        return f"{self.before}{sign}{written}{',' + part if part else ''}{self.after}".strip(BLANKS)

    def _spread(self, whole: str) -> str:
        """The digits with the words that stand between their places, from the right."""
        for places, words in self.inside:
            at = max(len(whole) - places, 0)
            whole = f"{whole[:at]}\0{words}\0{whole[at:]}" if at or "0" in self.places else whole
        return whole.replace("\0", "")

    def adds(self, value: float) -> bool:
        """Whether words change the number that a person reads: digits or a minus beside it, words within it."""
        before = self.before.rstrip(BLANKS)
        words = any(word.strip(BLANKS) for _, word in self.inside)
        minus = value > 0 and before.endswith(("-", "−", "–"))
        return words or minus or bool(_DIGITS_BEFORE.search(self.before) or _DIGITS_AFTER.match(self.after))


def _grouped(whole: str) -> str:
    return re.sub(r"(?<=\d)(?=(?:\d{3})+$)", "\u00a0", whole)


@lru_cache(maxsize=512)
def _number(code: str) -> _Number | None:
    """The section `code` taken apart; None where it is a fraction or has an exponent, which show the number itself."""
    found = [token for token in tokens(code) if token.kind != "pad"]
    kinds = [token.kind for token in found]
    if "exponent" in kinds or "text" in kinds or ("slash" in kinds and "digit" in kinds):
        return None
    at = [n for n, kind in enumerate(kinds) if kind in {"digit", "general"}]
    if not at:
        return _Number(_words(found), "", (), "", "", 1, grouped=False, percents=0, general=False)
    first, last = at[0], at[-1]
    while last + 1 < len(found) and kinds[last + 1] in {"comma", "point"}:
        last += 1
    middle = found[first : last + 1]
    point = next((n for n, token in enumerate(middle) if token.kind == "point"), len(middle))
    whole, part = middle[:point], middle[point + 1 :]
    closing = _closing_commas(whole) + _closing_commas(part)
    places = "".join(token.text for token in whole if token.kind == "digit")
    return _Number(
        before=_words(found[:first]),
        places=places or "#",
        inside=_inside(whole),
        after=_words(found[last + 1 :]),
        decimals="".join(token.text for token in part if token.kind == "digit"),
        divisor=1000**closing,
        grouped=sum(token.kind == "comma" for token in whole) > _closing_commas(whole),
        percents=kinds.count("percent"),
        general="general" in kinds,
    )


def _closing_commas(found: list[FormatToken]) -> int:
    count = 0
    for token in reversed(found):
        if token.kind != "comma":
            break
        count += 1
    return count


def _inside(whole: list[FormatToken]) -> tuple[tuple[int, str], ...]:
    """Words between places of digits, with how many places stand after them; the rightmost first."""
    found = []
    for at, token in enumerate(whole):
        if token.kind in {"literal", "other"}:
            found.append((sum(other.kind == "digit" for other in whole[at:]), token.text))
    return tuple(sorted(found))


def _words(found: list[FormatToken]) -> str:
    """What a run of tokens without digits writes."""
    said = []
    for token in found:
        if token.kind == "bracket":
            said.append(token.text[1:].partition("-")[0] if token.text.startswith("$") else "")
        elif token.kind in {"literal", "other", "percent", "point", "comma", "slash"}:
            said.append(token.text)
    return "".join(said)


def shown_date(serial: float, code: str, *, date1904: bool) -> str | None:
    """A date or a time as the section `code` writes it; None where it is none that can be meant."""
    day = serial_date(serial, date1904=date1904)
    if day is None:
        return None
    found = tokens(code)
    minutes = int(serial * _UNITS["days"] + 1e-6)
    language = next((t.text for t in found if t.kind == "bracket" and t.text.startswith("$")), "")
    english = language.upper().endswith("09")
    letters = {token.text[0].lower() for token in found if token.kind == "day"}
    said, after_hours = [], False
    for token in found:
        piece = token.text.lower()
        if token.kind == "elapsed":
            said.append(str(minutes // _UNITS.get(piece[0], 1)))
            after_hours = piece[0] == "h"
        elif token.kind == "day" and (piece[0] in "hs" or (piece[0] == "m" and after_hours)):
            clock = timedelta(minutes=minutes % _UNITS["days"]).seconds
            number = {"h": clock // 3600, "m": clock // 60 % 60, "s": 0}[piece[0]]
            said.append(f"{number:02d}" if len(piece) > 1 else str(number))
            after_hours = piece[0] == "h"
        elif token.kind == "day":
            number = {"y": day.year, "m": day.month, "d": day.day}[piece[0]]
            number = day.weekday() if piece[0] == "d" and len(piece) > 2 else number
            said.append(_piece(piece, number, english=english, genitive="d" in letters))
        elif token.kind in {"literal", "other", "slash", "point", "comma"}:
            said.append(token.text)
    return "".join(said).strip(BLANKS)


def _piece(piece: str, number: int, *, english: bool, genitive: bool) -> str:
    """One piece of a date: day, month or year."""
    if piece[0] == "y":
        return f"{number % 100:02d}" if len(piece) < 3 else str(number)
    if piece[0] == "d" and len(piece) > 2:
        return weekday_word(number, english=english)
    if piece[0] == "m" and len(piece) > 2:
        return month_word(number, short=len(piece) == 3, english=english, genitive=genitive)
    return f"{number:02d}" if len(piece) == 2 else str(number)
