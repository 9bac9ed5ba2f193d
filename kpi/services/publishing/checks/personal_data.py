"""Words that look like personal data: a telephone, an e-mail, a house of a street, a full name beside health.

A hint for whoever publishes, never a verdict: patterns know no people. Ukrainian and English.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from kpi.model import Action, Draft, GoalBook
from kpi.services.publishing.keys import code_of, observation_key, row_key
from kpi.services.publishing.uploaded_workbook import CheckedWorkbook, with_book
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
    r"|інсульт|інфаркт|diseas|diagnos|disab|hospitali|tubercul|\bHIV\b|pregnan|injur|wounded|cancer|\bill(?:ness)?\b"
    r"|addict",
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
    return found


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


def without_personal_data(text: str) -> str:
    """The text with every such word left out."""
    for _, words in find_personal_data(text):
        text = text.replace(words, "")
    text = re.sub(r"\(\s*\)|«\s*»", "", text)
    text = re.sub(r"\s+([,.;:)!?])", r"\1", re.sub(r"\s{2,}", " ", text))
    text = re.sub(r"[,;:]+\s*(?=[.!?])", "", text)
    return re.sub(r"^[\s,;:]+|[\s,;:]+$", "", re.sub(r"([,;:])(?:\s*[,;:])+", r"\1", text))


def reasons(draft: Draft) -> dict[str, str]:
    """The explanations that no row can hold, by the code of the indicator, as everybody will read them."""
    answers = draft.choices.answers
    own = {key: text for key, text in draft.explanations.items() if key == code_of(key)}
    return {key: without_personal_data(text) if answers.get(key) == REMOVE else text for key, text in own.items()}


def action_key(action: Action) -> str:
    """The key of an action's words."""
    return f"{row_key(action.code)}#{action.name}"


def remove_answered(checked: CheckedWorkbook, answers: Mapping[str, str]) -> CheckedWorkbook:
    """The same file without the words that its author wants removed."""
    book = checked.reading.goal_book
    gone = {key for key, answer in answers.items() if answer == REMOVE}
    if book is None or not gone:
        return checked
    return with_book(checked, _removed(book, gone))


def _removed(book: GoalBook, gone: set[str]) -> GoalBook:
    observations = tuple(
        replace(row, comment=without_personal_data(row.comment)) if observation_key(row) in gone else row
        for row in book.observations
    )
    actions = tuple(
        replace(row, comment=without_personal_data(row.comment)) if action_key(row) in gone else row
        for row in book.actions
    )
    return replace(book, observations=observations, actions=actions)
