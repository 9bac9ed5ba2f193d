"""What to do about a text where a number is needed. A number is named only where the whole text is that number.

Kinds (words below `problem.cure`): number · scaled · negative · absent · blank · unit · many · letters · plain · words
"""

import re
from dataclasses import dataclass

from kpi.model.folding import fold
from kpi.workbook.reader.clean import TO_DIGITS, clean
from kpi.workbook.reader.numbers import as_written, shifted, written_number

_NUMBER = r"[+\u2212\u2010-\u2013-]?[0-9](?:[0-9 \u00a0\u202f\u2009]*[0-9])?(?:[.,][0-9]+)?"
_LEADING = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<rest>[^0-9].*)")
_NEGATIVE = (
    re.compile(rf"\(\s*(?P<number>{_NUMBER})\s*\)"),
    re.compile(rf"[\u2010-\u2015\u2212-]\s*(?P<number>{_NUMBER})"),
    re.compile(rf"(?P<number>{_NUMBER})\s*[\u2010-\u2015\u2212-]"),
)
_SCALES = {
    1e3: "тис|тисяч[аіу]?|тищ|thousand|k",
    1e6: "млн|мільйон(?:и|ів|а)?|mln|million",
    1e9: "млрд|мільярд(?:и|ів|а)?|bln|billion",
}
_SCALE = re.compile("|".join(rf"(?P<s{int(factor)}>{words})" for factor, words in _SCALES.items()) + r"", re.IGNORECASE)
_ABSENT = re.compile(
    r"(?<!\w)(?:немає|нема|відсутн\w*|відс|нд|невідом\w*|недоступн\w*|очіку\w+"
    r"|не\s+(?:надан|надход|надійш|збира|зібра|подан|пода|визнач|встановл|провод|провед|здійсн|обчисл|рахува|розрах"
    r"|застосов|оприлюдн|фіксу|веде|ведуть|заповн|настав|мож)\w*"
    r"|unknown|missing|none|not\s+(?:available|collected|provided|applicable|reported)|no\s+data|n\s*/\s*a|б\s*/\s*д)(?!\w)",
    re.IGNORECASE,
)
_UNIT_LIKE = re.compile(r"[^\W\d_]{1,12}\.?[²³23]?(?:[ /][^\W\d_]{1,12}\.?[²³23]?)?")
_EXPONENT = re.compile(r"[0-9][eEеЕ][+-]?[0-9]")
_NOTHING = re.compile(r"[.…?*_#\s]+|[-–—]{2,}")
_TEN = "нуль один два три чотири п’ять шість сім вісім дев’ять десять"
_TEENS = "один два три чотир п’ят шіст сім вісім дев’ят"
_TENS = "двадцять тридцять сорок п’ятдесят шістдесят сімдесят вісімдесят дев’яносто"
_HUNDREDS = "сто двісті триста чотириста п’ятсот шістсот сімсот вісімсот дев’ятсот"
_UNITS = {
    **{word: at for at, word in enumerate(_TEN.split())},
    **{"одна": 1, "одне": 1, "дві": 2},
    **{f"{stem}надцять": at for at, stem in enumerate(_TEENS.split(), start=11)},
    **{word: 10 * at for at, word in enumerate(_TENS.split(), start=2)},
    **{word: 100 * at for at, word in enumerate(_HUNDREDS.split(), start=1)},
}
_THOUSANDS = {"тисяча": 1e3, "тисячі": 1e3, "тисяч": 1e3, "мільйон": 1e6, "мільйони": 1e6, "мільйонів": 1e6}
_WORDS = {fold(word): float(number) for word, number in _UNITS.items()}
_MULTIPLES = {fold(word): number for word, number in _THOUSANDS.items()}


@dataclass(frozen=True, slots=True)
class Cure:
    """The kind of a cure, the number that it names and the unit that is needed, "" for none."""

    kind: str
    example: str = ""
    unit: str = ""


def cure_of(found: str, unit: str | None, *, percent: bool = False, blank: bool = False) -> Cure:
    """The cure of a text where a number of `unit` (None = not known) is needed.

    percent  a closing «%» belongs to the unit
    blank    the cell may be left blank without a reason: a target, a base
    """
    text = clean(found)[0]
    if _NOTHING.fullmatch(text) or _ABSENT.search(text):
        return Cure("blank" if blank else "absent")
    known = _signed(text) or _written_out(text) or _with_unit(text, unit, percent=percent)
    return known or Cure(_kind_of_rest(text))


def _signed(text: str) -> Cure | None:
    """A number in brackets or with a dash apart, which may be a minus."""
    for pattern in _NEGATIVE:
        if (match := pattern.fullmatch(text)) and (value := _value(match["number"])) is not None:
            return Cure("negative", as_written(-abs(value)))
    return None


def _written_out(text: str) -> Cure | None:
    """A number in words, or with letters among its digits."""
    said = _in_words(text)
    if said is not None:
        # with a decimal, so that the sign of fractions is seen
        return Cure("number", f"{int(said)},0")
    digits = any(c.isdigit() for c in text)
    mended = written_number(text.translate(TO_DIGITS), percent=False) if digits else ""
    return Cure("letters") if isinstance(mended, float) else None


def _with_unit(text: str, unit: str | None, *, percent: bool) -> Cure | None:
    match = _LEADING.fullmatch(text)
    value = _value(match["number"]) if match else None
    return None if match is None or value is None else _with_words(value, match["rest"].strip(), unit, percent=percent)


def _kind_of_rest(text: str) -> str:
    if not _EXPONENT.search(text) and len(re.findall(r"[0-9]+(?:[.,][0-9]+)?", text)) > 1:
        return "many"
    return "plain" if any(c.isdigit() for c in text) else "words"


def _value(text: str) -> float | None:
    value = written_number(text, percent=False)
    return value if isinstance(value, float) else None


def _with_words(value: float, rest: str, unit: str | None, *, percent: bool) -> Cure | None:
    """A number with the unit after it, or a word of scale; None for any other words."""
    if not re.match(r"[^\W\d_]|[%°№$€₴]", rest):
        return None
    own_scale, own_unit = _scale_of(unit or "")
    scale, after = _scale_of(rest)
    if scale != 1 and unit and (not fold(after) or _same(after, own_unit)):
        if scale == own_scale:
            return Cure("number", as_written(value))
        return Cure("scaled", as_written(shifted(value, scale / own_scale)))
    if scale == 1 and (_same(rest, unit or "") or (percent and fold(rest).startswith("ВІДС"))):
        return Cure("number", as_written(value))
    if scale == 1 and unit and _UNIT_LIKE.fullmatch(rest):
        return Cure("unit", unit=unit)
    return None


def _scale_of(text: str) -> tuple[float, str]:
    """«тис. грн» -> (1000, «грн»); without a word of scale (1, the text)."""
    match = re.match(rf"(?:{_SCALE.pattern})(?![^\W\d_])\.?\s*", text.strip(), re.IGNORECASE)
    if match is None:
        return 1.0, text
    name = next(key for key, found in match.groupdict().items() if found)
    return float(name[1:]), text.strip()[match.end() :]


def _same(written: str, unit: str) -> bool:
    """Whether words after a number are the unit, whole or cut by a point («ос.» of «осіб»)."""
    one, other = fold(written), fold(unit)
    if "%" in written or "%" in unit:
        return written.strip() == unit.strip()
    return bool(one) and (one == other or (written.strip().endswith(".") and other.startswith(one)))


def _in_words(text: str) -> float | None:
    """A whole number written out: «сорок дві» -> 42, «чотири тисячі» -> 4000; None for anything else."""
    total = here = 0.0
    words = [fold(word) for word in text.split()]
    least = float("inf")
    for word in words:
        if word in _MULTIPLES:
            total, here, least = total + (here or 1) * _MULTIPLES[word], 0.0, float("inf")
        elif word in _WORDS and _WORDS[word] < least:
            number = _WORDS[word]
            here += number
            least = 100 if number >= 100 else 10 if number >= 20 else 0
        else:
            return None
    return total + here if words else None
