"""Words of people on a page in the other language: marked, so that a screen reader reads them right (WCAG 3.1.2)."""

import re

from kpi.documents.html import Child, Html, el, esc
from kpi.model import Language
from kpi.text import Text

_CYRILLIC = re.compile(r"[А-Яа-яҐґЄєІіЇї]")


def written(words: str, text: Text, content: Child = None) -> Html:
    """Words from a workbook; on an English page those in Cyrillic are marked as Ukrainian.

    content  the same words already made into markup, where they hold links
    """
    shown = esc(words) if content is None else esc(content)
    if text.language is Language.UK or not _CYRILLIC.search(words):
        return shown
    return el("span", shown, lang=str(Language.UK))
