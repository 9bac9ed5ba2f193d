"""SVG → PNG without a browser, in a child process: the renderer holds the interpreter while it draws, and what native
code may do to a process it does to the child. Fonts are the project's own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import BoundedSemaphore

FONTS = Path(__file__).resolve().parents[1] / "figures" / "fonts"
#: pictures drawn at once, and how many more may wait: the threads are there for other readers too
AT_ONCE, QUEUE = 2, 16
#: seconds for a picture; a usual one takes 0.1 to 0.4
_LIMIT = 20
_CHILD = """
import sys, resvg_py
width, *fonts = sys.argv[1:]
sys.stdout.buffer.write(resvg_py.svg_to_bytes(svg_string=sys.stdin.buffer.read().decode(), width=int(width),
  skip_system_fonts=True, font_files=fonts, font_family="Inter", sans_serif_family="Inter", serif_family="Arsenal"))
"""
_drawing, _admitted = BoundedSemaphore(AT_ONCE), BoundedSemaphore(AT_ONCE + QUEUE)


class DrawingError(OSError):
    """The picture could not be drawn now: too many others are, or the renderer failed."""


def png(svg: str, width: int) -> bytes:
    """The drawing as a PNG of `width` px. The same drawing gives the same bytes."""
    with _place():
        command = (sys.executable, "-I", "-c", _CHILD, str(width), *sorted(str(file) for file in FONTS.glob("*.ttf")))
        try:
            done = subprocess.run(
                command, input=svg.encode(), capture_output=True, timeout=_LIMIT, check=True, env=_environment()
            )
        except subprocess.SubprocessError as error:
            raise DrawingError("the renderer failed") from error
    return done.stdout


@contextmanager
def _place() -> Iterator[None]:
    """One of the places at which pictures are drawn; whoever finds the queue full is sent away."""
    if not _admitted.acquire(blocking=False):
        raise DrawingError("too many pictures at once")
    try:
        with _drawing:
            yield
    finally:
        _admitted.release()


def _environment() -> dict[str, str]:
    """Nothing of the server's secrets."""
    return {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
