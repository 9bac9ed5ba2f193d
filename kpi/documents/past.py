"""A page of a past release leads on within that release: every link of it that has versions names the day."""

import re
from datetime import date

#: addresses that have no versions: signing in, the desk, the site's own files
_APART = r"login|logout|account|upload|admin|assets|api|feed|calendar|healthz"
_LINK = re.compile(rf'(href|src|srcset|action)="(/(?!(?:{_APART})\b)[^"#]*)(#[^"]*)?"')
#: an address that names its release itself
_OWN = re.compile(r"[?;]v=|^/download/\d{4}-\d\d-\d\d/")


def within(body: str, version: date) -> str:
    """Escaped HTML with `v=` in every such link."""

    def named(match: re.Match[str]) -> str:
        name, path, anchor = match.groups(default="")
        if _OWN.search(path):
            return match[0]
        joined = "&amp;" if "?" in path else "?"
        return f'{name}="{path}{joined}v={version.isoformat()}{anchor}"'

    return _LINK.sub(named, body)
