"""Words that look like personal data: a telephone, an e-mail, a house of a street, a full name beside health.

A hint for whoever publishes, never a verdict: patterns know no people. Ukrainian and English.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from kpi.services.publishing.checks.full_names import full_names
from kpi.text.person_names import PERSONS

KEEP, REMOVE = "keep", "remove"
_UK = "А-ЯҐЄІЇ"
_UK_LOWER = "а-яґєії’'ʼ-"
_STREET = "|".join(
    (
        *(r"вул\.", r"вулиц[яіюею]+", r"просп\.", r"проспект[уіом]*", r"бульв\.", r"бульвар[уіом]*", r"пров\."),
        *(r"провул[а-яії]+", r"пл\.", r"набережн[а-яії]+", r"узв\."),
    )
)
_HOUSE = r"(?:,?\s*(?:буд(?:инок|\.)?|б\.|№))?\s*,?\s*[0-9]{1,4}(?:\s*[-/]?\s*[А-ЯҐЄІЇа-яґєії](?![а-яґєії]))?"
_ENGLISH_STREET = r"(?:street|st|avenue|ave|road|rd|lane|boulevard|blvd)\b\.?"
_HEALTH = re.compile(
    r"хвор|діагноз|інвалід|лікуван|лікуєт|госпіталі|онколог|туберкульоз|\bВІЛ\b|вагітн|поранен|помер|психі|залежн"
    r"|інсульт|інфаркт|діабет|гепатит|епілепс|шизофрен|ампут|протезуван|аутизм|\bСНІД|алкогол|наркоман|diseas|diagnos|disab|hospitali|tubercul|\bHIV\b|pregnan|injur|wounded|cancer|\bill(?:ness)?\b"
    r"|addict|heart attack|\bstroke\b|diabet|hepatit|epilep|amput",
    re.IGNORECASE,
)


class PersonalDataKind(StrEnum):
    """Words below `statements.personal`."""

    EMAIL = "email"
    TELEPHONE = "telephone"
    ADDRESS = "address"
    HEALTH = "health"  # a full name beside words about health


_PATTERNS: Mapping[PersonalDataKind, tuple[re.Pattern[str], ...]] = MappingProxyType(
    {
        PersonalDataKind.EMAIL: (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),),
        PersonalDataKind.TELEPHONE: (
            re.compile(r"(?<![\d.,])(?:\+?38[\s-]?)?\(?0\d{2}\)?[\s-]?\d{3}[\s-]?\d{2}[\s-]?\d{2}(?![\d.,]\d|\d)"),
            re.compile(r"(?<!\d)\+\d{1,3}[\s-]?(?:\(?\d{2,4}\)?[\s-]?){2,4}\d{2,4}(?!\d)"),
            re.compile(r"(?:\bтел(?:ефон\w*|\.)?|\bмоб\.|\bphone|\btel\.?)[\s:№-]*\d[\d\s()-]{3,}\d", re.IGNORECASE),
        ),
        PersonalDataKind.ADDRESS: (
            re.compile(rf"(?:\b(?:{_STREET}))\s*(?:[{_UK}0-9][{_UK_LOWER}]*\.?\s*){{1,4}}{_HOUSE}", re.UNICODE),
            re.compile(rf"\b[0-9]{{1,4}}[A-Za-z]?\s+(?:[A-Z][a-z]+\s+){{1,3}}(?i:{_ENGLISH_STREET})"),
            re.compile(rf"\b(?:[A-Z][a-z]+\s+){{1,3}}(?i:{_ENGLISH_STREET}),?\s*[0-9]{{1,4}}\b"),
        ),
        PersonalDataKind.HEALTH: (
            *PERSONS,
            re.compile(r"\b[A-Z][a-z]+\s+[A-Z][a-z]+(?=\s+(?:is|was|has|had|died)\b)"),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class PersonalData:
    """What was found in public words. `key` names the row (`keys`); `answer` "" for none yet."""

    key: str
    kinds: tuple[PersonalDataKind, ...]
    words: tuple[str, ...]
    answer: str = ""


def find_personal_data(text: str) -> list[tuple[PersonalDataKind, str]]:
    """Each kind with the words that look like it, in the order of the kinds."""
    found: list[tuple[PersonalDataKind, str]] = []
    for kind, patterns in _PATTERNS.items():
        if kind is PersonalDataKind.HEALTH and not _HEALTH.search(text):
            continue
        for pattern in patterns:
            words = (match[0].strip(" ,;") for match in pattern.finditer(text))
            found += [(kind, one) for one in words if not any(one in other for _, other in found)]
        if kind is PersonalDataKind.HEALTH:
            found += [(kind, one) for one in full_names(text) if not any(one in other for _, other in found)]
    return found


def joined_words(texts: Iterable[str]) -> str:
    """The words of one row as one text, of which no pattern reads over an end."""
    return " | ".join(filter(None, texts))


def personal_data(texts: Iterable[tuple[str, str]], answers: Mapping[str, str]) -> tuple[PersonalData, ...]:
    """What is found in texts, by the keys of their rows.

    answers  what the author has said of a key: KEEP or REMOVE
    """
    told = []
    for key, text in texts:
        found = find_personal_data(text)
        if found:
            kinds = tuple(dict.fromkeys(kind for kind, _ in found))
            told.append(PersonalData(key, kinds, tuple(words for _, words in found), answers.get(key, "")))
    return tuple(told)


def without_personal_data(text: str, beside: str = "") -> str:
    """The text with every such word left out; a name too that stands beside words about health in another text.

    beside  all the words of its row, in `joined_words`
    """
    for _, words in find_personal_data(beside or text):
        text = text.replace(words, "")
    text = re.sub(r"\(\s*\)|«\s*»", "", text)
    text = re.sub(r"\s+([,.;:)!?])", r"\1", re.sub(r"\s{2,}", " ", text))
    text = re.sub(r"[,;:]+\s*(?=[.!?])", "", text)
    return re.sub(r"^[\s,;:]+|[\s,;:]+$", "", re.sub(r"([,;:])(?:\s*[,;:])+", r"\1", text))
