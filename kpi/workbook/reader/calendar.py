"""Years, parts of a year and dates as people write them."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kpi.model import Language
from kpi.model.community_time import zone_name

FIRST_YEAR, LAST_YEAR = 1990, 2100


def part_words(name: str) -> tuple[str, ...]:
    """Words of further languages for a part of a year or a year (`typed` of their folders), the longest first."""
    found = (word.lower() for language in Language for word in language.typed(name))
    return tuple(sorted(set(found), key=len, reverse=True))


_OF_YEAR = "|".join(map(re.escape, ("рік", "року", *part_words("year"))))
_YEAR = re.compile(rf"([0-9]{{4}})(?:[ \u00a0]*(?:{_OF_YEAR}|р\.?))?", re.IGNORECASE)
_MORE_PARTS = "|".join(map(re.escape, (*part_words("quarter"), *part_words("half"))))
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_PART = re.compile(
    r"(?P<number>[0-9]{1,2}|[IІ]{1,3}|[IІ]V)(?:[ -]*(?:й|ий|ше|ге|е|є|а|я))?[ .]*"
    rf"(?P<word>кв(?:\.|артал)?|півр(?:\.|іччя)?|півріч\.|м\.|міс(?:\.|яць)?|(?:{_MORE_PARTS})\.?)?[ ]*"
    rf"(?:(?P<year>[0-9]{{4}})[ ]*(?:{_OF_YEAR}|р\.?)?)?",
    re.IGNORECASE,
)
_MONTHS = (
    ("січень", "січня", "січ"),
    ("лютий", "лютого", "лют"),
    ("березень", "березня", "бер"),
    ("квітень", "квітня", "кві", "квіт"),
    ("травень", "травня", "тра", "трав"),
    ("червень", "червня", "чер", "черв"),
    ("липень", "липня", "лип"),
    ("серпень", "серпня", "сер", "серп"),
    ("вересень", "вересня", "вер"),
    ("жовтень", "жовтня", "жов", "жовт"),
    ("листопад", "листопада", "лис", "лист"),
    ("грудень", "грудня", "гру", "груд"),
)
_ENGLISH_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
#: of further languages, in the same order
_MORE_MONTHS = tuple(zip(*filter(None, (language.typed("months") for language in Language)), strict=True)) or ((),) * 12
_MONTH_OF = {
    name: number
    for number, (names, english, more) in enumerate(zip(_MONTHS, _ENGLISH_MONTHS, _MORE_MONTHS, strict=True), start=1)
    for name in (*names, english, english[:3], *" ".join(more).split())
}
#: «Q3», «Q3 2026», «H1»: as English workbooks write parts of a year
_ENGLISH_PART = re.compile(r"(?P<letter>[QH])[ ]?(?P<number>[1-4])(?:[ ]+(?P<year>[0-9]{4}))?", re.IGNORECASE)
_LETTERS = {"кв": "Q", "півр": "H"}
#: how words of a part of a year begin
_STEMS = {"кв": ("кв", *part_words("quarter")), "півр": ("півр", *part_words("half"))}
_MONTH = re.compile(
    r"(?:(?P<number>[0-9]{1,2})|(?P<name>[^\W\d_]+)\.?)"
    rf"(?:[ ./-]*(?P<year>[0-9]{{4}})[ ]*(?:{_OF_YEAR}|р\.?)?)?"
)
_TIME = r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,][0-9]{1,9})?)?"
_DAY = re.compile(rf"([0-9]{{1,2}})[./]([0-9]{{1,2}})[./]([0-9]{{4}})(?:[ ]*(?:{_OF_YEAR}|р\.?))?(?:,?[ ]+{_TIME})?")
_ZONE = r"[ ]?(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?"
_ISO = re.compile(rf"([0-9]{{4}})-([0-9]{{2}})-([0-9]{{2}})(?:[T ]{_TIME}{_ZONE})?Z?")
_LONG = re.compile(rf"([0-9]{{1,2}}) ([^\W\d_]+) ([0-9]{{4}})(?: (?:{_OF_YEAR}|р\.?))?")


def written_year(text: str) -> int | None:
    """«2023», «2023 рік», «2023 р.»; None for anything else."""
    match = _YEAR.fullmatch(text)
    return int(match[1]) if match else None


def written_part(text: str, word: str, most: int) -> tuple[int, int | None] | None:
    """A half-year or quarter: «1», «I», «І кв.», «I кв. 2023» -> (1, 2023 or None); None for anything else.

    word  «кв» or «півр»: another word refuses
    most  2 or 4
    """
    if (english := _ENGLISH_PART.fullmatch(text)) and english["letter"].upper() == _LETTERS[word]:
        number = int(english["number"])
        return (number, int(english["year"]) if english["year"] else None) if number <= most else None
    match = _PART.fullmatch(text)
    if match is None or not (match["word"] or word).lower().startswith(_STEMS[word]):
        return None
    roman = match["number"].upper().replace("І", "I")
    number = int(roman) if roman.isdigit() else _ROMAN[roman]
    return (number, int(match["year"]) if match["year"] else None) if 1 <= number <= most else None


def written_month(text: str) -> tuple[int, int | None] | None:
    """«7», «07», «липень», «лип.», «липень 2023», «07.2023» -> (7, 2023 or None); None for anything else."""
    match = _MONTH.fullmatch(text.lower())
    if match is None:
        return None
    number = int(match["number"]) if match["number"] else _MONTH_OF.get(match["name"], 0)
    return (number, int(match["year"]) if match["year"] else None) if 1 <= number <= 12 else None


def month_words() -> list[list[str]]:
    """The words of January, February …, in all languages."""
    return [[word for word, number in _MONTH_OF.items() if number == month] for month in range(1, 13)]


class CellMoment(NamedTuple):
    """A date that was written with a time, or as Excel's number.

    zoned  it was written in a time zone, and `day` is the strategy's
    time   «23:59:17» of the day before, where that was taken for the midnight after it
    """

    day: date
    zoned: bool = False
    time: str = ""


def written_date(text: str) -> date | None:
    """«31.12.2026», «31.12.2026 р.», «2026-12-31», «31 грудня 2026 року»; None for anything else."""
    moment = written_moment(text)
    return moment.day if moment else None


def written_moment(text: str) -> CellMoment | None:
    """The day of a date that may have a time and a zone: «2022-12-31T22:00:00Z» is 01.01.2023 in Kyiv.

    None where this is no date.
    """
    if match := _DAY.fullmatch(text):
        day, month, year = (int(group) for group in match.groups()[:3])
    elif match := _ISO.fullmatch(text):
        year, month, day = (int(group) for group in match.groups()[:3])
    elif match := _LONG.fullmatch(text.lower()):
        found = _date(int(match[3]), _MONTH_OF.get(match[2], 0), int(match[1]))
        return CellMoment(found) if found else None
    else:
        return None
    found = _date(year, month, day)
    return _moment(found, match.groupdict()) if found else None


def _moment(day: date, parts: dict[str, str | None]) -> CellMoment | None:
    if parts["hour"] is None or parts["minute"] is None:
        return CellMoment(day)
    hour, minute, second = int(parts["hour"]), int(parts["minute"]), int(parts["second"] or 0)
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and minute + second):
        return None
    at = datetime.combine(day, time(), UTC) + timedelta(hours=hour, minutes=minute, seconds=second)
    zone = parts.get("zone")
    if not zone:
        return _to_midnight(at)
    if _zone() is None:
        return None
    return _to_midnight((at - _offset(zone)).astimezone(_zone()))._replace(zoned=True)


def _to_midnight(at: datetime) -> CellMoment:
    """The day of a moment. Some programs write midnight as a few seconds before it (a zone's offset before 1924, cut to
    minutes): nobody types 23:59:17, so that is the next day. 23:59 and 23:59:59 are what people write for the end of a
    day, and stay in it.
    """
    if (at.hour, at.minute) == (23, 59) and at.second not in {0, 59}:
        return CellMoment(at.date() + timedelta(1), time=f"{at:%H:%M:%S}")
    return CellMoment(at.date())


def _offset(zone: str) -> timedelta:
    if zone == "Z":
        return timedelta()
    offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    return -offset if zone[0] == "-" else offset


def _zone() -> ZoneInfo | None:
    """The strategy's zone, None on a machine without a database of zones: then such a date is told, not read."""
    try:
        return ZoneInfo(zone_name())
    except ZoneInfoNotFoundError:
        return None


def _date(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


_SECONDS = 24 * 60 * 60
_EPOCH_1904, _EPOCH, _LAST_SERIAL = date(1904, 1, 1), date(1899, 12, 30), 2_958_465


def serial_moment(serial: float, *, date1904: bool) -> CellMoment | None:
    """The moment of Excel's serial number in either system; None outside the years that can be meant."""
    if not 0 <= serial < _LAST_SERIAL - (1462 if date1904 else 0):
        return None
    days, seconds = divmod(round(serial * _SECONDS), _SECONDS)
    # Excel counts 29 February 1900, which never was
    start = _EPOCH_1904 if date1904 else _EPOCH + timedelta(days < 60)
    return _to_midnight(datetime.combine(start, time(), UTC) + timedelta(days, seconds))


def serial_date(serial: float, *, date1904: bool) -> date | None:
    """The day of `serial_moment`."""
    moment = serial_moment(serial, date1904=date1904)
    return moment.day if moment else None


def serial_of(day: date, *, date1904: bool) -> int:
    """Excel's serial number of a day after February 1900."""
    return (day - (_EPOCH_1904 if date1904 else _EPOCH)).days


_ENGLISH = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def month_word(number: int, *, short: bool, english: bool, genitive: bool) -> str:
    """The name of a month as a date format writes it: «липень», beside a day «липня», short «лип»."""
    if english:
        return _ENGLISH[number - 1][:3] if short else _ENGLISH[number - 1]
    return _MONTHS[number - 1][2 if short else int(genitive)]


_WEEKDAYS = ("понеділок", "вівторок", "середа", "четвер", "п’ятниця", "субота", "неділя")
_ENGLISH_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def weekday_word(number: int, *, english: bool) -> str:
    """The name of a day of the week, 0 for Monday."""
    return (_ENGLISH_WEEKDAYS if english else _WEEKDAYS)[number]
