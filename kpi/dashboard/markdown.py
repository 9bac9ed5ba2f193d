"""Data inside Streamlit's labels and texts, which read Markdown: names from workbooks must stay text."""

import re

#: what the client makes a link of even where its signs are made plain, and where it is taken apart
_ADDRESSES = re.compile(r"(https?:)(?=//)|(\bwww)(?=\.)|(?<=[\w.+-])(@)(?=\w)", re.IGNORECASE)
#: joins two letters and is seen by nobody
_JOINER = "\u2060"
_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~:$<>&^=])")

#: a no-break space stays one
_SPACES = re.compile(r"[ \t\r\n\f\v]+")


def plain(words: str) -> str:
    """The words with every sign of Markdown, LaTeX, icons and colours made plain; lines stay one.

    Addresses of other sites and of letters become no links: the client looks for them in the text that is left when
    all signs are read, so an invisible joiner stands in each.
    """
    apart = _ADDRESSES.sub(lambda found: found[0] + _JOINER, _SPACES.sub(" ", words.strip()))
    return _SIGNS.sub(r"\\\1", apart)
