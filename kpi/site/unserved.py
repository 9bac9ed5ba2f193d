"""A page without a server: what led to one and has lost its address is not drawn as if it could be pressed."""

import re

_TAG = r"<a\b(?![^>]*\shref=)(?P<about>[^>]*)>"
_DEAD = re.compile(_TAG + r"(?P<words>(?:(?!</a>).)*)</a>", re.DOTALL)
#: a list item or a line that is nothing but such a link
_ALONE = re.compile(r'<(?P<box>li|p|div)(?: class="p-session")?>\s*' + _DEAD.pattern + r"\s*</(?P=box)>", re.DOTALL)
#: links side by side that are named by a label: Excel · ZIP
_LABELLED = re.compile(
    r"(?: · )?" + _TAG.replace("[^>]*)>", r"[^>]*aria-label=[^>]*)>") + r"(?:(?!</a>).)*</a>", re.DOTALL
)
_COPY = re.compile(r"<button\b[^>]*\sdata-copy\b[^>]*>.*?</button>", re.DOTALL)
_FEED = re.compile(r"<link\b(?![^>]*\shref=)[^>]*>")


def without_controls(markup: str) -> str:
    """The markup without links that lead nowhere and without buttons that need the scripts of the site.

    A link in a sentence or a table leaves its words; a button, an entry of a menu, a file leave nothing.
    """
    for pattern in (_FEED, _COPY, _ALONE, _LABELLED):
        markup = pattern.sub("", markup)
    return _DEAD.sub(lambda link: "" if 'class="p-button"' in link["about"] else link["words"], markup)
