"""A whole page of ours that is no part of the live app: signing in, an address that does not exist."""

import html
from collections.abc import Mapping

from starlette.responses import HTMLResponse

from kpi.documents.switches import switches
from kpi.model import Language
from kpi.site.cache import Finished
from kpi.text import Text
from kpi.web.assets import Assets, assets


def whole_page(assets: Assets, text: Text, title: str, main: str, switches: str = "") -> str:
    """The document around escaped HTML of its main part. `switches`: finished markup for the end of its header."""
    styles = "".join(f'<link rel="stylesheet" href="{assets.url(name)}">' for name in assets.names(".css"))
    return f"""<!DOCTYPE html>
<html lang="{text.language.value}"><head><meta charset="utf-8"><title>{html.escape(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<link rel="icon" type="image/svg+xml" href="{assets.url("mark.svg")}"><script src="{assets.url("theme.js")}"></script>
{styles}</head>
<body class="postup" lang="{text.language.value}">{_header(assets, text, switches)}
<main class="p-page" id="main">{main}</main></body></html>
"""


def document(page: Finished, text: Text) -> bytes:
    """A public page as a whole file."""
    files = assets()
    scripts = "".join(f'<script src="{files.url(name)}" defer></script>' for name in ("charts.js",))
    return f"""<!DOCTYPE html>
<html lang="{text.language.value}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
{page.head or f"<title>{html.escape(page.title)}</title>"}
<link rel="icon" type="image/svg+xml" href="{files.url("mark.svg")}"><script src="{files.url("theme.js")}"></script>
<link rel="stylesheet" href="{files.url("postup.css")}">{scripts}</head>
<body class="postup">{page.body}</body></html>
""".encode()


def missing_page(text: Text) -> bytes:
    """The whole page for an address that does not exist, where there are no data to draw a header from."""
    say = {key: html.escape(text.say(f"web.missing.{key}")) for key in ("title", "words", "home")}
    onward = f'<p><a class="p-link" href="{home_of(text)}">{say["home"]}</a></p>'
    main = f'<h1 class="p-h1">{say["title"]}</h1>\n<p class="p-lede">{say["words"]}</p>{onward}'
    return whole_page(assets(), text, text.say("web.missing.title"), main, switches("", text)).encode()


def home_of(text: Text) -> str:
    """The address of the home page in the reader's language."""
    return "/" if text.language is Language.UK else f"/?lang={text.language.value}"


def _header(assets: Assets, text: Text, switches: str) -> str:
    """The way to the site: these pages have no menu, because they are made without the data."""
    mark = f'<img src="{assets.url("mark.svg")}" width="26" height="26" alt="">'
    name, home = html.escape(text.say("web.brand")), html.escape(text.say("web.missing.home"))
    words = f"<span><b>{name}</b><small>{home}</small></span>"
    return f'<header class="p-header"><a class="p-logo" href="{home_of(text)}">{mark}{words}</a>{switches}</header>'


def private(page: str, status: int = 200, headers: Mapping[str, str] | None = None) -> HTMLResponse:
    """An answer for one reader alone. With «no-referrer» a browser would not tell whose form it was."""
    own = {"Cache-Control": "no-store", "Referrer-Policy": "same-origin"}
    return HTMLResponse(page, status, {**own, **(headers or {})})
