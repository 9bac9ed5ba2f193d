"""Every colour of the project, once: light and dark value by token name.

`static/postup.css` declares them as custom properties between two marks; `css_block` is that declaration and a test
keeps the file equal to it. An SVG asks for a colour with `paint`: a custom property with the light value behind it,
so that the same drawing follows the theme inside a page and still has colours where nobody declares them.
"""

from dataclasses import dataclass
from enum import StrEnum

from kpi.model import Status
from kpi.model.look.accent import Accent


class Theme(StrEnum):
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class DesignToken:
    light: str
    dark: str

    def of(self, theme: Theme) -> str:
        return self.dark if theme is Theme.DARK else self.light


TOKENS: dict[str, DesignToken] = {
    "page": DesignToken("#FFFFFF", "#0F171E"),
    "surface": DesignToken("#F4F6F8", "#18222B"),
    "surface-2": DesignToken("#E9EDF1", "#22303B"),
    "ink": DesignToken("#13202B", "#E9EEF2"),
    "ink-2": DesignToken("#43525E", "#B4C0CA"),
    "ink-3": DesignToken("#5F6C77", "#94A3AF"),
    "link": DesignToken("#0B5A8A", "#7CC0EE"),
    "control": DesignToken("#7E8B96", "#6B7A86"),
    "line": DesignToken("#D7DEE4", "#2C3A46"),
    "achieved": DesignToken("#0B3A63", "#B5D8F7"),
    "achieved-text": DesignToken("#0B3A63", "#B5D8F7"),
    "achieved-on": DesignToken("#FFFFFF", "#0F171E"),
    "on_track": DesignToken("#1E7AB8", "#5FB2EA"),
    "on_track-text": DesignToken("#166496", "#7CC0EE"),
    "on_track-on": DesignToken("#FFFFFF", "#0F171E"),
    "at_risk": DesignToken("#F0A93B", "#EFAA3E"),
    "at_risk-line": DesignToken("#8A5000", "#EFAA3E"),
    "at_risk-text": DesignToken("#8A5000", "#F2B95F"),
    "at_risk-on": DesignToken("#3D2400", "#0F171E"),
    "off_track": DesignToken("#AD1237", "#FF7A86"),
    "off_track-text": DesignToken("#A01033", "#FF929B"),
    "off_track-on": DesignToken("#FFFFFF", "#0F171E"),
    "grey": DesignToken("#5F6C77", "#9BA9B4"),
    "grey-text": DesignToken("#55616B", "#A9B6C0"),
    "not_due-bed": DesignToken("#E9EDF1", "#22303B"),
    "zone-risk": DesignToken("#FCEFD8", "#382C12"),
    "zone-off": DesignToken("#F4D3DB", "#411C27"),
    "zone-risk-calm": DesignToken("#FCEFD8", "#2A2414"),
    "zone-off-calm": DesignToken("#F4D3DB", "#2E1A22"),
    "forecast": DesignToken("#13202B1F", "#E9EEF226"),
    "share-area": DesignToken("#E3EFF7", "#16303F"),
    "heat-0": DesignToken("#EEF4F9", "#16232E"),
    "heat-1": DesignToken("#CFE2F1", "#1B364B"),
    "heat-2": DesignToken("#9CC5E3", "#225273"),
    "heat-3": DesignToken("#1E7AB8", "#4A9BD1"),
    "heat-4": DesignToken("#0B3A63", "#B5D8F7"),
    "heat-0-ink": DesignToken("#13202B", "#E9EEF2"),
    "heat-1-ink": DesignToken("#13202B", "#E9EEF2"),
    "heat-2-ink": DesignToken("#13202B", "#E9EEF2"),
    "heat-3-ink": DesignToken("#FFFFFF", "#0F171E"),
    "heat-4-ink": DesignToken("#FFFFFF", "#0F171E"),
}


@dataclass(frozen=True, slots=True)
class StatusTokens:
    """Token names of a status: fill, outline of the fill, text on the page, text on the fill."""

    fill: str
    line: str
    text: str
    on: str


_GREY = StatusTokens("grey", "grey", "grey-text", "ink")
_OFF = StatusTokens("off_track", "off_track", "off_track-text", "off_track-on")

STATUS_TOKENS: dict[Status, StatusTokens] = {
    Status.ACHIEVED: StatusTokens("achieved", "achieved", "achieved-text", "achieved-on"),
    Status.ON_TRACK: StatusTokens("on_track", "on_track", "on_track-text", "on_track-on"),
    Status.AT_RISK: StatusTokens("at_risk", "at_risk-line", "at_risk-text", "at_risk-on"),
    Status.OFF_TRACK: _OFF,
    Status.MOVING_AWAY: _OFF,
    Status.NO_DATA: _GREY,
    Status.SUSPENDED: _GREY,
    Status.NOT_DUE: _GREY,
}

#: Statuses drawn with a solid colour; the others are outlines and patterns.
COLOURED = frozenset({Status.ACHIEVED, Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK, Status.MOVING_AWAY})


def paint(token: str) -> str:
    """CSS value of a token for SVG: `var(--p-ink,#13202B)`."""
    return f"var(--p-{token},{TOKENS[token].light})"


def colour(token: str, theme: Theme) -> str:
    """Plain hex value of a token in a theme, for Plotly and for files."""
    return TOKENS[token].of(theme)


def accent_css(accent: Accent) -> str:
    """The style sheet that gives links and the mark the colour of a community; statuses keep theirs."""
    plain = f"--p-link: {accent.light}; --p-brand: {accent.light}; --p-brand-text: {accent.light};"
    pair = f"light-dark({accent.light}, {accent.dark})"
    both = f"--p-link: {pair}; --p-brand: {pair}; --p-brand-text: {pair};"
    of_pages = ".postup:not(.p-grey)"
    return f"{of_pages} {{ {plain} }}\n@supports (color: light-dark(#000, #fff)) {{ {of_pages} {{ {both} }} }}\n"


def _status_rules() -> list[str]:
    rules = []
    for status, names in STATUS_TOKENS.items():
        pairs = (("s", names.fill), ("s-line", names.line), ("s-text", names.text), ("s-on", names.on))
        body = " ".join(f"--p-{key}: var(--p-{name});" for key, name in pairs)
        rules.append(f".postup .p-is-{status.value} {{ {body} }}")
    return rules


def css_block() -> str:
    """The declaration of all tokens: light values first, `light-dark()` where the browser knows it, status classes.

    Two rule sets because a custom property takes any text: an old browser would keep an unknown `light-dark()`.
    """
    light = [f"  --p-{name}: {token.light};" for name, token in TOKENS.items()]
    both = [f"    --p-{name}: light-dark({token.light}, {token.dark});" for name, token in TOKENS.items()]
    return "\n".join(
        [
            ".postup {",
            *light,
            "}",
            "@supports (color: light-dark(#000, #fff)) {",
            "  .postup {",
            *both,
            "  }",
            "}",
            *_status_rules(),
        ]
    )
