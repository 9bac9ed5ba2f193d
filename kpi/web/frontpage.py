"""The frame of a public page's HTML: the finished document, and Streamlit's app, which loads once it can be read.

Streamlit's index.html is taken apart: its script and its styles are named to live.js, which loads them when the
reader begins to use the page; our language, styles, fonts and mark take their place.
"""

import html
import re
from dataclasses import dataclass
from pathlib import Path

from kpi.text import Text
from kpi.web.assets import Assets

#: Streamlit's browser settings. The server's address: otherwise it is tried under /indicator/ first, with two errors in
#: the console. No dialogs: they are English and lock the page; page.js tells of a lost connection. No other origin may
#: speak to the app (by default Streamlit's own hosts may).
START = """window.prerenderReady = false;
window.__streamlit = {
  BACKEND_BASE_URL: location.origin + "/",
  HOST_CONFIG: {allowedOrigins: [location.origin], useExternalAuthToken: false, blockErrorDialogs: true}
}"""


_REMARK = re.compile(r"^\s*(//.*)?\n", re.MULTILINE)
#: the style sheets of a page
STYLES = ("postup.css", "streamlit.css")


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The frame in one language."""

    before: str
    between: str

    def filled(self, head: str, body: str, version: str) -> bytes:
        """The document: escaped HTML of head and content; by `version` the live page knows whether it is the same."""
        first = f'<div id="postup-first" data-version="{html.escape(version)}">{body}</div>'
        return f'{self.before}{head}{self.between}{first}<div id="root"></div></body></html>\n'.encode()


def front_page(index: Path, assets: Assets, text: Text) -> FrontPage:
    """The frame around Streamlit's index.html; ValueError where it no longer looks as this version's does."""
    page = index.read_text(encoding="utf-8")
    script = _only(r'<script type="module" crossorigin src="\./(static/js/[\w.-]+\.js)"></script>', page)
    style = _only(r'<link rel="stylesheet" crossorigin href="\./(static/css/[\w.-]+\.css)">', page)
    _only(r'<div id="(root)"></div>', page)
    live = f'<script src="{assets.url("live.js")}" defer data-script="/{script}" data-style="/{style}"></script>'
    return FrontPage(
        f'<!DOCTYPE html>\n<html lang="{text.language.value}"><head><meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        f"{_head(assets)}<script>{first_script(assets)}</script>{live}</head>\n<body>",
    )


def first_script(assets: Assets) -> str:
    """What runs in the page before anything is painted: Streamlit's settings, then the reader's theme and order."""
    return ";\n".join([START, *(_REMARK.sub("", assets.text(name)) for name in ("theme.js", "first.js"))])


def _only(pattern: str, page: str) -> str:
    found = re.findall(pattern, page)
    if len(found) != 1:
        raise ValueError(f"index.html of this Streamlit has no {pattern}")
    return str(found[0])


def _head(assets: Assets) -> str:
    fonts = "".join(
        f'<link rel="preload" href="{assets.url(name)}" as="font" type="font/woff2" crossorigin>\n'
        for name in assets.names(".woff2")
        if not name.endswith("-other.woff2")  # fetched by pages that have such letters
    )
    # in the page itself: a reader on a slow line sees words a round trip earlier, before the fonts come
    styles = "".join(assets.text(name) for name in STYLES)
    return f"""<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#FFFFFF" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#0F171E" media="(prefers-color-scheme: dark)">
<link rel="icon" type="image/svg+xml" href="{assets.url("mark.svg")}">
{fonts}<style>{styles}</style>"""
