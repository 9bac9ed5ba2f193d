"""Numbers as people write them: read where the meaning is certain, asked about where it is not."""

import math
import re

#: what an .xlsx holds in a number cell: an XML double, never an underscore, inf or nan
_DOUBLE = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
_SPACES = "[ \u00a0\u202f\u2009]"
#: hyphens that do not break, typographic minus and en dash right before a digit are minus signs
_SIGN = "[+\u2010-\u2013\u2212-]?"
_PLAIN = re.compile(rf"{_SIGN}(?:[0-9]+|[0-9]{{1,3}}(?:{_SPACES}[0-9]{{3}})+)(?:[.,][0-9]+)?|{_SIGN}[.,][0-9]+")
#: 1.234 and 1,234: one thousand two hundred and thirty-four, or a little more than one
_TWO_WAYS = re.compile(rf"{_SIGN}[1-9][0-9]{{0,2}}[.,][0-9]{{3}}")
_GROUPED = (
    re.compile(rf"{_SIGN}[0-9]{{1,3}}(?:\.[0-9]{{3}})+,[0-9]+"),
    re.compile(rf"{_SIGN}[0-9]{{1,3}}(?:,[0-9]{{3}})+\.[0-9]+"),
)
MAX_DIGITS = 40


def stored_number(text: str) -> float | None:
    """The number of a number cell, None where it is none or not finite."""
    bare = text.strip()
    if not _DOUBLE.fullmatch(bare):
        return None
    value = float(bare)
    return value if math.isfinite(value) else None


def written_number(text: str, *, percent: bool) -> float | str:
    """The number a text stands for, or the code of the problem: number_invalid, number_ambiguous.

    percent  whether a closing «%» may stand there
    """
    bare = text.strip()
    if percent and bare.endswith("%"):
        bare = bare[:-1].rstrip()
    if len(bare) > MAX_DIGITS:
        return "number_invalid"
    if _TWO_WAYS.fullmatch(bare):
        return "number_ambiguous"
    if any(pattern.fullmatch(bare) for pattern in _GROUPED):
        grouping = "." if bare.rindex(",") > bare.rindex(".") else ","
        bare = bare.replace(grouping, "")
    elif not _PLAIN.fullmatch(bare):
        return "number_invalid"
    digits = re.sub(_SPACES, "", bare).replace(",", ".")
    return float(re.sub("[\u2010-\u2013\u2212]", "-", digits))


def as_written(value: float) -> str:
    """A number as a person writes it in a workbook: «1254980,5»; at most the 15 digits that a workbook keeps."""
    return format(value, ".15g").replace(".", ",")


def same(first: float | None, second: float | None) -> bool:
    """Whether two entered numbers are one (a workbook keeps 15 digits)."""
    if first is None or second is None:
        return first is second
    return math.isclose(first, second, rel_tol=1e-9, abs_tol=1e-9)


def shifted(value: float, factor: float) -> float:
    """`value` times `factor` without the dust of binary fractions (0.07 shown as 7 % is 7)."""
    return float(format(value * factor, ".15g"))
