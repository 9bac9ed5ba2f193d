"""What a stranger's picture becomes before anybody sees it: decoded, cut, made small, put on a plate, written anew.

It runs in the child process that reads workbooks and nowhere else. Nothing of the file itself goes on: no metadata (a
photograph knows where it was taken), no palette, no second picture, no bytes behind the first.
"""

import io
import struct
import warnings
import zlib

from PIL import Image, ImageOps

from kpi.model.look.mark import MOST_PIXELS, PNG_SIGNATURE
from kpi.workbook.reader.pictures import MAX_MEGAPIXELS, MAX_PICTURE_BYTES, Crop, UnfitPictureError

Pixels = Image.Image

LEAST_PIXELS = 16
#: what a mark stands on: the page of paper, and for marks that are themselves as light as paper the darkest ink
PAPER, INK = (255, 255, 255), (15, 23, 30)
#: bytes above which the colours of a photograph are made fewer
_SMALL = 32_768
_COLOURS = 256
#: of the longer side, between a mark without a ground of its own and the edge of its plate
_MARGIN = 0.06
#: a ratio of lightness (WCAG) at which a shape can be told from its ground, and the share of a mark that must be told
_TOLD, _ENOUGH = 1.5, 0.2
_JPEG = b"\xff\xd8\xff"
#: what the decoders raise on damaged files
_DAMAGED = (OSError, ValueError, SyntaxError, struct.error, zlib.error, EOFError, IndexError, KeyError, TypeError)


def mark_picture(data: bytes, crop: Crop) -> bytes:
    """A PNG of our own: no side longer than `MOST_PIXELS`, without transparency; the same for what it has itself made.

    `UnfitPictureError` for other formats, too many bytes or pixels, damaged files and pictures of one colour.
    """
    if len(data) > MAX_PICTURE_BYTES:
        raise UnfitPictureError("mark_too_big")
    if not data.startswith((PNG_SIGNATURE, _JPEG)):
        raise UnfitPictureError("mark_format")
    return _written(_plated(_cut(_decoded(data), crop)))


def _decoded(data: bytes) -> Pixels:
    """The whole picture, turned as the camera says."""
    try:
        with warnings.catch_warnings():
            # the library's remark on many pixels; ours is a refusal
            warnings.simplefilter("ignore")
            opened = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
    except Image.DecompressionBombError as error:
        raise UnfitPictureError("mark_too_big") from error
    except _DAMAGED as error:
        raise UnfitPictureError("mark_damaged") from error
    if opened.width * opened.height > MAX_MEGAPIXELS * 1_000_000:
        raise UnfitPictureError("mark_too_big")
    try:
        # a camera's picture is decoded at the size that is needed
        opened.draft("RGB", (4 * MOST_PIXELS, 4 * MOST_PIXELS))
        return ImageOps.exif_transpose(opened).convert("RGBA")
    except _DAMAGED as error:
        raise UnfitPictureError("mark_damaged") from error


def _cut(whole: Pixels, crop: Crop) -> Pixels:
    """What its author shows of it, made small."""
    left, top, right, bottom = crop
    box = (
        round(whole.width * left),
        round(whole.height * top),
        round(whole.width * (1 - right)),
        round(whole.height * (1 - bottom)),
    )
    if box[2] - box[0] < LEAST_PIXELS or box[3] - box[1] < LEAST_PIXELS:
        raise UnfitPictureError("mark_blank")
    shown = whole.crop(box)
    shown.thumbnail((MOST_PIXELS, MOST_PIXELS))
    return shown


def _plated(shown: Pixels) -> Pixels:
    """Without transparency: on paper, or on ink where it would be lost on paper; with a margin, so that it stands."""
    opacity = shown.getchannel("A")
    if opacity.getextrema() == (255, 255):
        flat = shown.convert("RGB")
    else:
        told = {ground: _told(shown, ground) for ground in (PAPER, INK)}
        ground = INK if told[PAPER] < _ENOUGH and told[INK] > told[PAPER] else PAPER
        margin = round(max(shown.size) * _MARGIN)
        flat = Image.new("RGB", (shown.width + 2 * margin, shown.height + 2 * margin), ground)
        flat.paste(shown.convert("RGB"), (margin, margin), opacity)
        flat.thumbnail((MOST_PIXELS, MOST_PIXELS))
    if len(set(_pixels(flat))) == 1:
        raise UnfitPictureError("mark_blank")
    return flat


def _told(shown: Pixels, ground: tuple[int, int, int]) -> float:
    """The share of what is seen of a picture that differs from a ground, 0 to 1."""
    light = _lightness(ground)
    differs = seen = 0
    small = shown.copy()
    small.thumbnail((64, 64))
    for red, green, blue, opacity in _pixels(small):
        lighter, darker = sorted((_lightness((red, green, blue)), light), reverse=True)
        seen += opacity
        differs += opacity if (lighter + 0.05) / (darker + 0.05) >= _TOLD else 0
    return differs / seen if seen else 0.0


def _lightness(colour: tuple[int, int, int]) -> float:
    """Relative luminance, near enough to tell light from dark."""
    red, green, blue = (float((part / 255) ** 2.2) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _pixels(image: Pixels) -> list[tuple[int, ...]]:
    data, bands = image.tobytes(), len(image.getbands())
    return list(zip(*(data[band::bands] for band in range(bands)), strict=True))


def _written(flat: Pixels) -> bytes:
    """The file. A picture of few colours keeps them all, so that what was written once is written so again."""
    # pixels alone: a picture that was decoded remembers profiles and comments, and would write them again
    flat = Image.frombytes("RGB", flat.size, flat.tobytes())
    plain = _png(flat)
    if len(plain) > _SMALL and flat.getcolors(_COLOURS) is None:
        flat = flat.quantize(_COLOURS).convert("RGB")
    if flat.getcolors(_COLOURS) is None:
        return plain
    pixels = _pixels(flat)
    colours = {colour: number for number, colour in enumerate(sorted(set(pixels)))}
    counted = Image.frombytes("P", flat.size, bytes(colours[pixel] for pixel in pixels))
    counted.putpalette([part for colour in colours for part in colour])
    return _png(counted)


def _png(image: Pixels) -> bytes:
    made = io.BytesIO()
    image.save(made, "PNG", optimize=True)
    return made.getvalue()
