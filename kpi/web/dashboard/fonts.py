"""The site's fonts for the dashboard: the files that the documents' style sheet names, at their served addresses."""

import re

from kpi.web.assets import assets

_FACE = re.compile(r"@font-face\s*{([^}]*)}")
_OF_OURS = re.compile(r'url\("(/assets/[^"]+)"\)')
#: attribute of a face in Streamlit's settings -> property of the style sheet
_ATTRIBUTES = {
    "family": "font-family",
    "weight": "font-weight",
    "style": "font-style",
    "unicodeRange": "unicode-range",
}


def font_faces() -> list[dict[str, str]]:
    """As Streamlit's setting `theme.fontFaces` takes them: url, family, weight, style, unicodeRange."""
    found = ((_OF_OURS.search(rule), _properties(rule)) for rule in _FACE.findall(assets().text("postup.css")))
    return [
        {"url": address[1]} | {name: said[key].strip('"') for name, key in _ATTRIBUTES.items()}
        for address, said in found
        if address
    ]


def _properties(rule: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in rule.split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs}
