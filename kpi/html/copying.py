"""Numbers of tables as a spreadsheet takes them from the clipboard: 13450,5 and -5,2, not «13 450,5» and «−5,2».

What is seen stays: groups of digits stand apart by a margin, the minus is drawn in the place of a plain hyphen
(`p-digits`, `p-minus` of postup.css). U+202F and U+2212 would make texts of the numbers.
"""

import re

from kpi.text.markup import Markup

_CELL = re.compile(r"(<(td|dd)\b[^>]*>)(.*?)(</\2>)", re.DOTALL)
#: what is no text: drawings whole, and tags
_MARKUP = re.compile(r"(<svg\b.*?</svg>|<[^>]+>)", re.DOTALL)
_GROUP = re.compile(r"(?<=\d)\u202f(\d{3})(?!\d)")
_MINUS = re.compile(r"\u2212(?=\d)")


def copyable(markup: str) -> Markup:
    """Finished markup with the numbers in cells of tables and lists of facts so written."""
    return Markup(_CELL.sub(lambda cell: f"{cell[1]}{_numbers(cell[3])}{cell[4]}", markup))


def _numbers(content: str) -> str:
    if "\u202f" not in content and "\u2212" not in content:
        return content
    parts = _MARKUP.split(content)
    # every second part is markup
    parts[::2] = map(_plain, parts[::2])
    return "".join(parts)


def _plain(words: str) -> str:
    grouped = _GROUP.sub(r'<span class="p-digits">\1</span>', words)
    return _MINUS.sub('<span class="p-minus">-</span>', grouped)
