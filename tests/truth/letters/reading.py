"""What a stranger finds wrong in a letter: another language, wrong forms, empty places, names of the inside."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from babel import Locale

from kpi.model import Language
from kpi.text import Text
from tests.truth.letters.towns import Town
from tests.truth.letters.writing import SITE, Letter

_CYRILLIC, _LATIN = re.compile(r"[А-Яа-яҐґЄєІіЇї’]+"), re.compile(r"[A-Za-z]{2,}")
#: addresses, and names of files: they are no words of a sentence
_NO_WORDS = re.compile(r"https?://\S+|\S+@\S+|\S+\.xlsx|\bExcel\b")
_BROKEN = re.compile(
    r"[.,;:!?]{2,}|\(\s*\)|«\s*»|“\s*”|(?<=\S) {2,}| [.,;:!?](?=\s|$)|— ?[.,)]|, ?[).]|: ?$(?!\n)|«[^»]*«|“[^”]*“"
)
_INSIDE = re.compile(r"[{}]|\b(?:None|nan|NaT|True|False)\b|dep-\w+|\w+_\w+|\bmayor\b")
_DEMO = re.compile(r"демо|Демонстрац|вигадан|demo|Demonstration|made up|illustrative", re.IGNORECASE)
_LATE = re.compile(
    r"минув|не подано|Прострочен|не подав|overdue|still missing|Data missing|has passed|not submitted|had been due"
)
_FORMS = {
    Language.UK: (
        ("робочий день", "робочі дні", "робочих днів"),
        ("показник", "показники", "показників"),
        ("запис", "записи", "записів"),
        ("період", "періоди", "періодів"),
        ("день", "дні", "днів"),
        ("значення", "значення", "значень"),
    ),
    Language.EN: (("working day", "working days"), ("indicator", "indicators"), ("period", "periods"), ("day", "days")),
}
_PLACES = {Language.UK: ("one", "few", "many"), Language.EN: ("one", "other")}
#: letters that tell of what has not come in time
LATE_KINDS = frozenset(
    {"after", "weekly", "chase", "escalation", "assignment_late", "assignments_overdue", "review", "news"}
)


def own_words(town: Town) -> list[str]:
    """What the town's workbooks say, the longest first."""
    plan, indicators = town.plan, town.book.indicators
    words = {name for one in plan.departments for name in (one.name, one.name_en)}
    words |= {word for one in plan.operational_goals for word in (one.code, one.name, one.name_en)}
    words |= {name for one in plan.oversight.assignments for name in (one.name, one.name_en)}
    words |= {name for one in plan.oversight.risks for name in (one.name, one.name_en)}
    words |= {name for one in plan.oversight.decisions for name in (one.name, one.name_en)}
    words |= {word for one in indicators for word in (one.code, one.name, one.name_en, one.unit, one.unit_en)}
    strategy = town.strategy
    words |= {strategy.title, strategy.title_en, strategy.contact}
    return sorted(filter(None, words), key=len, reverse=True)


def problems(letter: Letter, town: Town, text: Text) -> Iterator[str]:
    """Everything that is wrong with it."""
    # a subject may cut a name
    body = letter.plain.replace("\u00a0", " ")
    for word in own_words(town):
        body = body.replace(word, "x")
    body = _NO_WORDS.sub(" x ", body)
    yield from _found("inside", _INSIDE, body)
    yield from _found("broken", _BROKEN, letter.plain.replace("\n  • ", "\n"))
    yield from _language(body, letter, text)
    yield from _found("a wrong form", re.compile("|".join(_wrong(body, text.language)) or r"(?!)"), body)
    if not town.strategy.illustrative:
        yield from _found("illustrative", _DEMO, body + letter.subject)
    if letter.kind not in LATE_KINDS:
        yield from _found("late", _LATE, body + letter.subject)
    if len(letter.subject) > 78 or letter.subject != " ".join(letter.subject.split()):
        yield f"subject: {letter.subject!r}"
    if _lines(letter.html) != [line.strip().removeprefix("• ") for line in letter.plain.splitlines() if line.strip()]:
        yield "the bodies differ"
    for link in re.findall(r"\S*://\S*", letter.plain):
        if not link.startswith(f"{SITE}/"):
            yield f"link: {link}"


def _found(what: str, pattern: re.Pattern[str], words: str) -> Iterator[str]:
    if match := pattern.search(words):
        yield f"{what}: {words[max(match.start() - 30, 0) : match.end() + 30]!r}"


def _language(body: str, letter: Letter, text: Text) -> Iterator[str]:
    """Words of another language in ours, and dates that are written as another language writes them."""
    if text.language is Language.EN:
        cyrillic = _CYRILLIC.search(body)
        if cyrillic and cyrillic[0] != "’":
            yield from _found("no English", re.compile(re.escape(cyrillic[0])), body)
        yield from _found("a date", re.compile(r"\b\d\d?\.\d\d\.\d{4}|\d{4}-\d\d-\d\d"), body)
    else:
        said = body.replace("M. Rivers", "").replace("Name the source", "").replace("Add the act", "")
        said = re.sub(r"So it is\.|The unit was mended\.|No\. 12/7", "", said)
        yield from _found("no Ukrainian", _LATIN, re.sub(r"\b[IVX]+\b", "", said))


def _wrong(body: str, language: Language) -> Iterator[str]:
    """«2 показник»: the number with a form that it does not take."""
    for forms in _FORMS[language]:
        for match in re.finditer(rf"(?<![\d.,/])(\d+) ({'|'.join(map(re.escape, forms))})(?!\w)", body):
            place = Locale(language.cldr).plural_form(int(match[1]))
            if match[2] != forms[_PLACES[language].index(place)]:
                yield re.escape(match[0])


def _lines(html: str) -> list[str]:
    reader = _Lines()
    reader.feed(html)
    return [line for line in ("".join(part).strip() for part in reader.parts) if line]


class _Lines(HTMLParser):
    """The text of each paragraph and item of a list."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[list[str]] = []
        self._shown = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"p", "li"}:
            self.parts.append([])
            self._shown = True

    def handle_endtag(self, tag: str) -> None:
        if tag in {"p", "li"}:
            self._shown = False

    def handle_data(self, data: str) -> None:
        if self._shown:
            self.parts[-1].append(data)
