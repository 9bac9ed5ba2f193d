"""The site's fonts for the dashboard: the files that the documents' style sheet names, at their served addresses."""

import re

from kpi.web.assets import assets

_FACE = re.compile(r"@font-face\s*{([^}]*)}")
_OF_OURS = re.compile(r'url\("(/assets/[^"]+)"\)')


def font_faces() -> list[dict[str, str]]:
    """As Streamlit's setting `theme.fontFaces` takes them: family, url, weight, style, unicodeRange."""
    return [
        {
            "family": _said(rule, "font-family").strip('"'),
            "url": found[1],
            "weight": _said(rule, "font-weight"),
            "style": _said(rule, "font-style"),
            "unicodeRange": _said(rule, "unicode-range"),
        }
        for rule in _FACE.findall(assets().text("postup.css"))
        if (found := _OF_OURS.search(rule))
    ]


def _said(rule: str, name: str) -> str:
    """What a rule says of a property, "" where nothing."""
    found = re.search(rf"{name}:\s*([^;}}]+)", rule)
    return found[1].strip() if found else ""
