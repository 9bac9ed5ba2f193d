"""The deadlines of the plan as a calendar that people subscribe to (iCalendar: RFC 5545, RFC 7986).

One all-day event a deadline, from a year before the last release on: what is longer past is no use to a subscriber. The
text depends on the dataset alone, so a release gives the same bytes until the next. Of what the plan names no term for
there is no deadline.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

import pandas as pd

from kpi import __version__
from kpi.html.links import address
from kpi.measure.dataset import Dataset
from kpi.measure.deadlines import deadlines, departments_of
from kpi.model import NAMES_BESIDE, code_sort_key
from kpi.text import Text

#: octets of a line without its end
_LONGEST = 75
#: so many years before the last release the deadlines begin
BACK = 1
#: indicators that a description names; the rest are counted
_NAMED = 40


class UnknownDepartmentError(LookupError):
    """No department of that code has an indicator in the dataset."""


def feed(dataset: Dataset, text: Text, department: str = "", site: str = "") -> bytes:
    """The calendar of all deadlines, or of one department's; `UnknownDepartmentError` for a code that has none.

    dataset     cut to the audience: outsiders are given the public one
    department  code of «Підрозділи», or the name that goal workbooks use
    site        the site's address for links, "" where it is not known
    """
    owners = departments_of(dataset)
    if department and department not in set(owners):
        raise UnknownDepartmentError(department)
    due = deadlines(dataset)
    due = due[due["deadline"] >= pd.Timestamp(_last_day(dataset)) - pd.DateOffset(years=BACK)]
    if department:
        due = due[due["code"].map(owners) == department]
    lines = [*_head(dataset, text, department), *_events(dataset, due, (text, department, site)), "END:VCALENDAR"]
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def _head(dataset: Dataset, text: Text, department: str) -> Iterator[str]:
    name = text.say("calendar.name", community=dataset.strategy.community_in(text.language))
    if department:
        name = text.say("calendar.name_of", name=name, department=_department(dataset, text, department))
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Postup//Postup {__version__}//{text.language.upper()}")
    yield from ("CALSCALE:GREGORIAN", "METHOD:PUBLISH")
    yield f"UID:{_uid(dataset, department)}"
    yield from (f"NAME:{escaped(name)}", f"X-WR-CALNAME:{escaped(name)}")
    yield f"LAST-MODIFIED:{_stamp(dataset)}"
    yield from ("REFRESH-INTERVAL;VALUE=DURATION:P1D", "X-PUBLISHED-TTL:P1D")
    if dataset.strategy.illustrative:
        yield f"DESCRIPTION:{escaped(text.say('calendar.demo'))}"


def _events(dataset: Dataset, due: pd.DataFrame, shown: tuple[Text, str, str]) -> Iterator[str]:
    names = dict(zip(dataset.indicators["code"], _names(dataset, shown[0]), strict=True))
    ordered = due.sort_values(["closed", "span_months", "end"])
    for (closed, _), rows in ordered.groupby(["closed", "deadline"], sort=True):
        yield from _event(dataset, int(str(closed)), rows, names, shown)


def _event(
    dataset: Dataset, closed: int, rows: pd.DataFrame, names: dict[str, str], shown: tuple[Text, str, str]
) -> Iterator[str]:
    """One deadline. Its UID is made of the month that the term begins with: a changed term moves the event.

    Where a frequency has a term of its own, its shortest period is in the UID too: one month may begin several terms.
    """
    text, department, site = shown
    day = rows["deadline"].iloc[0].date()
    pairs = rows[["end", "span_months"]].drop_duplicates()
    periods = [dataset.strategy.fiscal_year.ending(int(end), int(span)) for end, span in pairs.itertuples(index=False)]
    stamp, shortest = _stamp(dataset), int(rows["span_months"].min())
    usual = dataset.strategy.term_days(shortest) == dataset.strategy.deadline_days
    named = f"{department} {closed}" if usual else f"{department} {closed} {shortest}"
    yield from ("BEGIN:VEVENT", f"UID:{_uid(dataset, named)}")
    yield from (f"DTSTAMP:{stamp}", f"LAST-MODIFIED:{stamp}")
    yield from (f"DTSTART;VALUE=DATE:{day:%Y%m%d}", f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}")
    listed = ", ".join(text.period(period) for period in periods)
    yield f"SUMMARY:{escaped(text.say('calendar.summary', periods=listed))}"
    yield f"DESCRIPTION:{escaped(_description(dataset, rows, names, text))}"
    if site:
        yield f"URL:{site}{address('indicators', lang=text.lang, department=department)}"
    yield from (f"CATEGORIES:{escaped(text.say('calendar.category'))}", "TRANSP:TRANSPARENT", "CLASS:PUBLIC")
    yield "END:VEVENT"


def _description(dataset: Dataset, rows: pd.DataFrame, names: dict[str, str], text: Text) -> str:
    codes = sorted(set(rows["code"]), key=code_sort_key)
    lines = [text.count("calendar.indicators", len(codes))]
    lines += [f"{code} {names[code]}" for code in codes[:_NAMED]]
    if len(codes) > _NAMED:
        lines.append(text.count("calendar.more", len(codes) - _NAMED))
    if dataset.strategy.illustrative:
        lines.append(text.say("calendar.demo"))
    return "\n".join(lines)


def _names(dataset: Dataset, text: Text) -> Sequence[str]:
    own, english = dataset.indicators["name"], dataset.indicators["name_en"]
    return list(english.where(english != "", own) if text.language is NAMES_BESIDE else own)


def _department(dataset: Dataset, text: Text, code: str) -> str:
    frame = dataset.departments
    own = frame[frame["code"] == code]
    if own.empty:
        return code
    return text.named(str(own["name"].iloc[0]), str(own["name_en"].iloc[0]))


def _uid(dataset: Dataset, of: str) -> str:
    """The same for the same thing in every release and language, and of no other community's."""
    strategy = dataset.strategy
    return str(uuid5(NAMESPACE_URL, f"postup {strategy.community} {strategy.edition} deadline {of}"))


def _stamp(dataset: Dataset) -> str:
    """When what the calendar says came to be: the last release; midnight in UTC, for a release is a day."""
    return f"{_last_day(dataset):%Y%m%d}T000000Z"


def _last_day(dataset: Dataset) -> date:
    """Of the last release; where there is none, the first of the strategy."""
    last = dataset.releases["published"].max()
    return dataset.strategy.first_day if pd.isna(last) else last.date()


def escaped(value: str) -> str:
    """A TEXT value (RFC 5545, 3.3.11); control characters that cannot stand in one are left out."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    for sign in ("\\", ";", ","):
        value = value.replace(sign, f"\\{sign}")
    kept = "".join(c for c in value if c in "\n\t" or (ord(c) >= 32 and ord(c) != 127))
    return kept.replace("\n", "\\n")


def folded(line: str) -> str:
    """A content line in pieces of at most 75 octets, no character cut in two (RFC 5545, 3.1)."""
    pieces, piece, room = [], "", _LONGEST
    for character in line:
        size = len(character.encode())
        if size > room:
            pieces.append(piece)
            piece, room = "", _LONGEST - 1  # the space that a continuation begins with
        piece += character
        room -= size
    return "\r\n ".join([*pieces, piece])
