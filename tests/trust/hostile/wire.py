"""One request as bytes on the wire: nothing of its address is put right before it is sent."""

import socket
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit


class Wire(NamedTuple):
    """An answer: 0 and nothing where the connection was closed without one."""

    status: int
    head: bytes
    body: bytes


def ask(site: str, target: str, method: str = "GET", headers: Mapping[str, str] | None = None) -> Wire:
    """What the site answers; its body as it came, packed bodies are not asked for."""
    parts = urlsplit(site)
    more = "".join(f"{name}: {value}\r\n" for name, value in (headers or {}).items())
    line = f"{method} {target} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n{more}\r\n"
    with socket.create_connection((parts.hostname or "", parts.port or 80), timeout=60) as to:
        to.sendall(line.encode("utf-8", "surrogateescape"))
        said = b""
        while piece := to.recv(1 << 16):
            said += piece
    head, _, body = said.partition(b"\r\n\r\n")
    words = head.split(b" ", 2)
    return Wire(int(words[1]) if len(words) > 1 and words[1].isdigit() else 0, head, body)
