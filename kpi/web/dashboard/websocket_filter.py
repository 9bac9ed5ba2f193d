"""What a browser may say to Streamlit through its socket: reruns, stopping, uploads' addresses; the rest is dropped."""

from collections.abc import Iterator

#: fields of streamlit.proto.BackMsg that the site has a use for. Not among them: clear_cache (5) empties everybody's
#: cache, load_git_info (12) reads the repository, set_run_on_save (6), two messages of Streamlit's own tests (14, 15)
ALLOWED = frozenset({7, 11, 16, 17, 19})
#: bytes of one message: clicks and addresses; files come by HTTP
LARGEST = 1 << 20
_VARINT, _FIXED64, _LENGTH, _FIXED32 = 0, 1, 2, 5


def allowed(message: bytes) -> bool:
    """Whether every field of a message is one that we let through. ValueError for what is no message."""
    return all(number in ALLOWED for number in fields(message))


def fields(message: bytes) -> Iterator[int]:
    """Numbers of the outermost fields of a protobuf message; ValueError where it is torn or no such message."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        yield key >> 3
        kind = key & 7
        if kind == _VARINT:
            _, at = _varint(message, at)
        elif kind == _LENGTH:
            length, at = _varint(message, at)
            at += length
        elif kind in {_FIXED32, _FIXED64}:
            at += 4 if kind == _FIXED32 else 8
        else:
            raise ValueError("not a message")
        if at > len(message):
            raise ValueError("the message is torn")


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if at >= len(message):
            raise ValueError("the message is torn")
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
    raise ValueError("not a number")
