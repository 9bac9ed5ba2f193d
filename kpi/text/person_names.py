"""How people are named in Ukrainian and English texts, as patterns: a hint and never a verdict."""

import re

_UK, _UK_LOW = "А-ЯҐЄІЇ", "а-яґєії’'ʼ-"
#: a capitalised word of either language
UK_WORD = rf"[{_UK}][{_UK_LOW}]+"
EN_WORD = r"[A-ZÀ-ÖØ-ÞĀ-Ž][a-zà-öø-ÿĀ-ž]+(?:[-'][A-ZÀ-ÖØ-ÞĀ-Ž][a-zà-öø-ÿĀ-ž]+)?"
_INITIALS = rf"[{_UK}]\.\s?(?:[{_UK}]\.?)?"
_PATRONYMIC = rf"[{_UK}][{_UK_LOW}]*(?:ович|евич|євич|йович|івн|ївн|овн)[а-яіїєґ]*"
#: with initials, with a patronymic, with a title
PERSONS = (
    re.compile(rf"{UK_WORD}\s+{UK_WORD}\s+{_PATRONYMIC}"),
    re.compile(rf"{UK_WORD}(?:-{UK_WORD})?\s+{_INITIALS}(?![{_UK_LOW}])"),
    re.compile(rf"(?<![.{_UK}{_UK_LOW}]){_INITIALS}\s?{UK_WORD}"),
    re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+{EN_WORD}(?:\s+{EN_WORD})?"),
    re.compile(rf"\b{EN_WORD}\s+[A-Z]\.\s?{EN_WORD}"),
    re.compile(rf"(?<![A-Za-z.])[A-Z]\.\s?(?:[A-Z]\.\s?)?{EN_WORD}"),
    re.compile(rf"\b{EN_WORD},?\s+[A-Z]\.(?![A-Za-z])"),
)
