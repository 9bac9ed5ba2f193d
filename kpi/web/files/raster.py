"""SVG → PNG without a browser, in a child process: the renderer holds the interpreter while it draws, and what native
code may do to a process it does to the child. Fonts are the project's own; a letter that they do not have is drawn as a
hollow square, for a renderer would leave it out."""

import os
import re
import subprocess
import sys
import unicodedata
from functools import cache

from kpi.settings import PACKAGE
from kpi.web.protection.places import Places

FONTS = PACKAGE / "charts" / "fonts"
#: pictures drawn at once, and how many more may wait: the threads are there for other readers too
PLACES = Places(at_once=2, queue=16)
#: seconds for a picture; a usual one takes 0.1 to 0.4
_LIMIT = 20
_CHILD = """
import sys, resvg_py
width, *fonts = sys.argv[1:]
sys.stdout.buffer.write(resvg_py.svg_to_bytes(svg_string=sys.stdin.buffer.read().decode(), width=int(width),
  skip_system_fonts=True, font_files=fonts, font_family="Inter", sans_serif_family="Inter", serif_family="Arsenal"))
"""


class DrawingError(OSError):
    """The picture could not be drawn now: too many others are, or the renderer failed."""


_OUTSIDE = re.compile(r"[^\t\n\x20-\x7e]")
_MISSING = "\u25a1"


@cache
def letters() -> frozenset[str]:
    """All that the fonts of pictures can draw (tools/make_fonts.py)."""
    runs = (line.split("-") for line in (FONTS / "letters.txt").read_text(encoding="ascii").split())
    return frozenset(chr(code) for low, high in runs for code in range(int(low, 16), int(high, 16) + 1))


def legible(svg: str) -> str:
    """The drawing in letters that pictures have: composed, taken apart, or a hollow square."""
    return _OUTSIDE.sub(_drawable, unicodedata.normalize("NFC", svg))


def _drawable(match: re.Match[str]) -> str:
    sign = match[0]
    if sign in letters():
        return sign
    if unicodedata.category(sign) == "Cf" or "VARIATION SELECTOR" in unicodedata.name(sign, ""):
        return ""  # says how others are joined and has no form of its own
    parts = unicodedata.normalize("NFKD", sign)
    return parts if parts and all(part in letters() for part in parts) else _MISSING


def png(svg: str, width: int) -> bytes:
    """The drawing as a PNG of `width` px. The same drawing gives the same bytes."""
    with PLACES.place(DrawingError("too many pictures at once")):
        command = (sys.executable, "-I", "-c", _CHILD, str(width), *sorted(str(file) for file in FONTS.glob("*.ttf")))
        try:
            done = subprocess.run(
                command,
                input=legible(svg).encode(),
                capture_output=True,
                timeout=_LIMIT,
                check=True,
                env=_environment(),
            )
        except subprocess.SubprocessError as error:
            raise DrawingError("the renderer failed") from error
    return done.stdout


def _environment() -> dict[str, str]:
    """Nothing of the server's secrets."""
    return {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
