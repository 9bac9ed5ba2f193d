"""The unit that stands in a name: behind its last comma, or in brackets at its end."""

import re

from kpi.workbook.init.vocabulary import capitals, words

MAX_UNIT = 50
_IN_BRACKETS = re.compile(r"^(?P<name>.*\S)\s*[(\[](?P<unit>[^()\[\]]{1,50})[)\]]$", re.DOTALL)


def ends_with_unit(name: str) -> bool:
    """Whether a name ends with brackets, or with a unit behind a comma."""
    return name.endswith((")", "]")) or bool(split_unit(name, in_names=False)[1])


def split_unit(name: str, *, in_names: bool) -> tuple[str, str]:
    """The name without the unit behind its last comma or in brackets at its end; "" where there is none."""
    brackets = _IN_BRACKETS.match(name)
    if brackets is not None and (_is_unit(brackets["unit"]) or (in_names and len(brackets["unit"].split()) < 5)):
        return brackets["name"], brackets["unit"].strip()
    head, comma, tail = name.rpartition(",")
    tail = tail.strip()
    if comma and head.strip() and len(tail) <= MAX_UNIT and (_is_unit(tail) or (in_names and len(tail.split()) < 5)):
        return head.strip(), tail
    return name, ""


def _is_unit(text: str) -> bool:
    first = next(iter(re.findall(r"[^\s.,/]+", capitals(text))), "")
    known = words("units", "words")
    return (
        first in known
        or any(len(word) > 3 and first.startswith(word) for word in known)
        or first[:1] in {"%", "$", "°"}
    )
