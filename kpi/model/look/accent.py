"""The colour of a community («Колір»): one colour as #RRGGBB, from which links and the mark of both themes are derived.

It never stands for a status. Contrast is that of WCAG 2.2 (1.4.3): 4.5 to 1 against everything that text stands on.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

#: what links stand on, in the light and in the dark theme; a test holds them to `kpi.charts.tokens`
LIGHT_GROUNDS = ("#FFFFFF", "#F4F6F8", "#E9EDF1")
DARK_GROUNDS = ("#0F171E", "#18222B", "#22303B")
LEAST_CONTRAST = 4.5
_WRITTEN = re.compile(r"#?([0-9A-Fa-f]{6})")
_STEPS = 100


@dataclass(frozen=True, slots=True)
class Accent:
    """The colour as it is used on light pages and on dark ones."""

    light: str
    dark: str


def written_colour(text: str) -> str | None:
    """«#7a1f5c» as #7A1F5C; None for what is no such colour."""
    match = _WRITTEN.fullmatch(text.strip())
    return f"#{match[1].upper()}" if match else None


def contrast(one: str, other: str) -> float:
    """The ratio of two colours #RRGGBB, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def is_readable(colour: str, grounds: tuple[str, ...] = LIGHT_GROUNDS) -> bool:
    """Whether text of this colour can be read on all the grounds."""
    return all(contrast(colour, ground) >= LEAST_CONTRAST for ground in grounds)


def nearest_readable(colour: str, grounds: tuple[str, ...] = LIGHT_GROUNDS, towards: str = "#000000") -> str:
    """The colour itself where it is readable, else the first that is on the way from it towards black or white."""
    mixed = (_mixed(colour, towards, step / _STEPS) for step in range(_STEPS + 1))
    return next(one for one in mixed if is_readable(one, grounds))


@lru_cache(maxsize=64)
def accent_of(colour: str) -> Accent | None:
    """What a colour becomes in both themes; None for one that cannot be read on a light page."""
    if not is_readable(colour):
        return None
    return Accent(colour, nearest_readable(colour, DARK_GROUNDS, "#FFFFFF"))


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = (channel / 255 for channel in _channels(colour))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mixed(colour: str, towards: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(towards), strict=True)
    return "#" + "".join(f"{round(own + (other - own) * share):02X}" for own, other in pairs)
