"""The answers that every strategy begins with, proposed from what stands in the tables."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kpi.model import NAMES_BESIDE, USUAL_LANGUAGE, FiscalYear, Language
from kpi.workbook.init.table.header import Spread, find_header
from kpi.workbook.init.table.tables import SourceFile
from kpi.workbook.init.vocabulary import Holds

_YEARS = re.compile(r"(20\d{2})\s*[-–—]\s*(20\d{2})")
_COMMUNITY = re.compile(
    r"(?P<name>[А-ЯҐЄІЇ][\w’'-]+(?:ої|а))\s+(?P<kind>(?:(?:сільськ|селищн|міськ)\w+\s+)?(?:територіальн\w+\s+)?громад[аи])\b"
)
#: «Додаток 3 до Стратегії …», «План заходів зі Стратегії …» stay words of the paper
_ATTACHED = re.compile(r"^Додаток\s*(?:№\s*)?\d*\s*до\s+", re.IGNORECASE)
_LATIN, _CYRILLIC = re.compile("[A-Za-z]"), re.compile("[А-Яа-яҐґЄєІіЇї]")


#: before anybody has said in which month years begin: which year a header names does not depend on it
_YEARS_ASKED = FiscalYear(1)


def proposed_answers(files: Sequence[SourceFile]) -> dict[str, object]:
    """Title, community, years and language as the tables let one guess them; what is not there is left out."""
    covers = [text for file in files for sheet in file.sheets for text in _cover(Spread(sheet, _YEARS_ASKED))]
    found: dict[str, object] = {"language": language_of(files).value}
    title = max((text for text in covers if "тратег" in text or "trateg" in text), key=len, default="")
    if title:
        found["title"] = _as_title(title)
    named = next((match for text in covers if (match := _COMMUNITY.search(text))), None)
    if named:
        found["community"] = _nominative(named[0])
    years = _years(files, covers)
    if years:
        found |= {"first_year": years[0], "last_year": years[1]}
    return found


def _as_title(text: str) -> str:
    """A title without the words of the paper that it stands on: «Додаток 3 до Стратегії …»."""
    bare = _ATTACHED.sub("", text).strip()
    bare = re.sub(r"^Стратегії\b", "Стратегія", bare)
    return bare[:1].upper() + bare[1:]


def _nominative(name: str) -> str:
    """«Вільхівської територіальної громади» as the community is called: «Вільхівська територіальна громада»."""
    *adjectives, noun = name.split()
    if not noun.casefold().startswith("громади"):
        return name
    return " ".join([*(re.sub("ої$", "а", one) for one in adjectives), "громада"])


def _cover(spread: Spread) -> Iterator[str]:
    header = find_header(spread)
    last = header.first if header else 20
    for row in sorted(spread.sheet.rows):
        if row >= last:
            return
        yield from (text for cell in spread.sheet.rows[row].values() if (text := spread.text(cell)))


def _years(files: Sequence[SourceFile], covers: Sequence[str]) -> tuple[int, int] | None:
    stated = Counter(match.groups() for text in covers for match in _YEARS.finditer(text))
    if stated:
        first, last = stated.most_common(1)[0][0]
        return int(first), int(last)
    headers = [
        header for file in files for sheet in file.sheets if (header := find_header(Spread(sheet, _YEARS_ASKED)))
    ]
    years = {c.period.year for header in headers for c in header.of(Holds.TARGET) if c.period}
    return (min(years), max(years)) if years else None


def language_of(files: Sequence[SourceFile]) -> Language:
    """The language of the words of the tables."""
    sheets = [sheet for file in files for sheet in file.sheets]
    text = " ".join(cell.text for sheet in sheets for row in sheet.rows.values() for cell in row.values())
    if len(_CYRILLIC.findall(text)) >= len(_LATIN.findall(text)):
        return USUAL_LANGUAGE
    # of the languages in Latin letters the one whose own letters stand there, else the one that has no others
    capitals = Counter(text.upper())
    own = {one: sum(map(capitals.__getitem__, one.letters)) for one in Language if one.script == "latin"}
    most = max(own, key=own.__getitem__)
    return most if own[most] else NAMES_BESIDE
