"""The settings of a strategy as people write them (layouts/settings.toml): language, money, year, time, working days.

Each reader takes the text of a cell and gives the value of `Strategy`, None where it cannot be one.
"""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kpi.model import Language
from kpi.model.folding import TO_LATIN, fold
from kpi.model.web_address import host_of
from kpi.settings import PACKAGE
from kpi.workbook.reader.calendar import month_words

_NUMBER = re.compile(r"(\d{1,2})(?:[.,]0)?")
_ISO_DAYS = re.compile(r"[1-7]{1,7}")
_KATOTTG, _EDRPOU = re.compile(r"UA[0-9]{17}"), re.compile(r"[0-9]{8}")
_DASH, _COMMA = re.compile(r"\s*[-–—]\s*"), re.compile(r"\s*[,;]\s*")
#: «Europe/Kyiv», «America/Argentina/Salta»: a place of the IANA database, no path
_PLACE = re.compile(r"[A-Za-z]+(?:/[A-Za-z0-9_+-]+){1,2}|UTC")


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((PACKAGE / "workbook/layouts/settings.toml").read_text(encoding="utf-8"))


def language(text: str) -> Language | None:
    """«uk», «українська», «English», «po polsku»."""
    return next((language for language in Language if _among(text, language.names)), None)


def currency(text: str) -> str | None:
    """«UAH», «гривня»."""
    known = _words()["currencies"]
    code = text.strip().upper()
    if code in known["codes"].split():
        return code
    return next((code for code, words in known["names"].items() if _among(text, words)), None)


def languages(text: str) -> tuple[Language, ...] | None:
    """«українська, English»: the languages of the pages, each once."""
    named = [language(piece) for piece in _COMMA.split(text.strip()) if piece]
    return tuple(dict.fromkeys(filter(None, named))) if named and all(named) else None


def _among(text: str, words: Sequence[str]) -> bool:
    return _key(text) in map(_key, words)


def _key(text: str) -> str:
    """Letters alone, of one case; a sign of money is its own."""
    return fold(text) or text.strip()


def first_month(text: str) -> int | None:
    """«7», «липень», «July»."""
    months = month_words()
    if match := _NUMBER.fullmatch(text.strip()):
        return int(match[1]) if 1 <= int(match[1]) <= len(months) else None
    return next((number for number, words in enumerate(months, start=1) if _among(text, words)), None)


def time_zone(text: str) -> str | None:
    """«Europe/Kyiv»: a name of the IANA database."""
    name = text.strip()
    if not _PLACE.fullmatch(name):
        return None
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, OSError):
        return None


def working_days(text: str) -> str | None:
    """«пн–пт», «Sunday – Thursday», «пн, вт, чт», «12345»: the days of ISO 8601, ascending."""
    if _ISO_DAYS.fullmatch(text.strip()):
        return "".join(sorted(set(text.strip())))
    days: set[int] = set()
    for piece in _COMMA.split(text.strip()):
        first, *more = (_weekday(end) for end in _DASH.split(piece))
        last = more[-1] if more else first
        if first is None or last is None or len(more) > 1:
            return None
        days |= {(first - 1 + step) % 7 + 1 for step in range((last - first) % 7 + 1)}
    return "".join(map(str, sorted(days)))


def _weekday(text: str) -> int | None:
    known = (language.typed("days") for language in Language if language.typed("days"))
    words = enumerate(zip(*known, strict=True), start=1)
    return next((day for day, of in words if any(_among(text, one.split()) for one in of)), None)


def katottg(text: str) -> str | None:
    """«UA14120190010055742»: a code of the state's list of territories; look-alike letters are Latin ones."""
    code = re.sub(r"\s", "", text).upper().translate(TO_LATIN)
    return code if _KATOTTG.fullmatch(code) else None


def edrpou(text: str) -> str | None:
    """«04053216»: a code of the state's register of bodies, with its leading zeros."""
    code = re.sub(r"\s", "", text)
    return code if _EDRPOU.fullmatch(code) else None


def link_hosts(text: str) -> str | None:
    """«krm.gov.ua; https://zakon.rada.gov.ua/»: the hosts that links may lead to, apart by a space, each once."""
    hosts = [host_of(piece) for piece in re.findall(r"[^;,\s]+", text)]
    return " ".join(dict.fromkeys(hosts)) if hosts and all(hosts) else None


def day_words(days: str, language: Language) -> str:
    """«пн, вт, ср»: what `working_days` reads."""
    names = next(known for one in language.chain if (known := one.typed("days")))
    return ", ".join(names[int(day) - 1].split()[0] for day in days)


#: parameter -> how its cell is read, and what it may be
SETTINGS: Mapping[str, tuple[Callable[[str], object], str]] = {
    "language": (language, " / ".join(Language)),
    "said_languages": (languages, ", ".join(Language)),
    "currency": (currency, "UAH, USD, EUR (ISO 4217)"),
    "first_month": (first_month, "1–12"),
    "time_zone": (time_zone, "Europe/Kyiv, America/Chicago (IANA)"),
    "working_days": (working_days, "пн–пт / Mon–Fri"),
    "katottg": (katottg, "UA14120190010055742 (UA + 17)"),
    "edrpou": (edrpou, "04053216 (8, 0…)"),
    "link_hosts": (link_hosts, "example.gov.ua; zakon.rada.gov.ua"),
}
