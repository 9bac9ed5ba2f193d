"""Data inside Streamlit's labels and texts, which read Markdown: names from workbooks must stay text."""

import re

_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~:$<>&^=])")

#: a no-break space stays one
_SPACES = re.compile(r"[ \t\r\n\f\v]+")


def plain(words: str) -> str:
    """The words with every sign of Markdown, LaTeX, icons and colours made plain; lines stay one."""
    return _SIGNS.sub(r"\\\1", _SPACES.sub(" ", words.strip()))
