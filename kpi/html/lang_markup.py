"""Words of people on a page in the other language: marked, so that a screen reader reads them right (WCAG 3.1.2)."""

from collections.abc import Callable

from kpi.html.links import unbroken
from kpi.text import Text
from kpi.text.markup import Markup, el, esc, join
from kpi.text.scripts import foreign, in_script, runs
from kpi.views.common.localized_name import LocalizedName


def mark_language(words: str, text: Text, drawn: Callable[[str], Markup] = unbroken) -> Markup:
    """Words from a workbook, marked where their letters say that they are not in the page's language.

    drawn  makes markup of them, or of a piece
    """
    language = foreign(words, text.language, text.default)
    return el("span", drawn(words), lang=str(language)) if language else mark_languages(words, text, drawn)


def mark_name(name: str | LocalizedName, text: Text) -> Markup:
    """A name that a plan has perhaps in its own language alone (a task, an action): marked on pages of another one.

    Between two languages in Latin letters the letters need not tell: «Budynek» is Polish on an English page as well.
    """
    if isinstance(name, LocalizedName):
        return mark_name(name.name, text) if name.foreign else unbroken(name.name)
    if not text.lang or not in_script(name, text.default):
        return mark_language(name, text)
    return el("span", unbroken(name), lang=str(text.default))


def mark_languages(words: str, text: Text, drawn: Callable[[str], Markup] = unbroken) -> Markup:
    """A sentence of ours that holds words from a workbook: only these are marked.

    drawn  makes markup of a piece
    """
    pieces = runs(words, text.language, text.default)
    return join(el("span", drawn(piece), lang=str(lang)) if lang else drawn(piece) for piece, lang in pieces)


def mark_as_written(words: str, text: Text) -> Markup:
    """As `mark_languages`, where a line may end at every space: amounts, captions, footers."""
    return mark_languages(words, text, esc)
