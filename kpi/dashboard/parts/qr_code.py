"""A QR code of an address, dark on light in either theme: that is what telephones read."""

import io
from functools import lru_cache

import segno

_SCALE, _BORDER = 5, 4  # px of a module; modules of quiet around the code


@lru_cache(maxsize=64)
def qr_code(address: str) -> bytes:
    """The code as PNG."""
    file = io.BytesIO()
    segno.make(address, error="m", micro=False).save(file, kind="png", scale=_SCALE, border=_BORDER)
    return file.getvalue()
