"""Numbers for Prometheus, on a port of their own that no reader reaches (POSTUP_METRICS; decision 0066).

Of requests only how many, with which class of status, in what time: no address, route or name of anybody.
"""

import socket
import threading
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

PATH, MEDIA_TYPE = "/metrics", "text/plain; version=0.0.4; charset=utf-8"
#: seconds of the classes in which answers are counted by their time
BUCKETS = (0.005, 0.025, 0.1, 0.25, 1.0, 2.5, 10.0)
_SECONDS = 10


class Counters:
    """What a process counts. Safe for threads.

    gauges  by name and meaning, asked when somebody looks
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._statuses: Counter[str] = Counter()
        self._times = [0] * (len(BUCKETS) + 1)
        self._seconds = 0.0
        self._began = time.time()
        self.gauges: dict[tuple[str, str], Callable[[], float]] = {}

    def note(self, status: int, seconds: float) -> None:
        """An answer that was given."""
        with self._lock:
            self._statuses[f"{status // 100}xx"] += 1
            self._times[bisect_left(BUCKETS, seconds)] += 1
            self._seconds += seconds

    def text(self) -> str:
        """Everything, as Prometheus reads it (text exposition format 0.0.4)."""
        with self._lock:
            statuses, times, seconds = dict(self._statuses), list(self._times), self._seconds
        lines = _head("postup_requests_total", "counter", "Answers by class of status.")
        lines += [f'postup_requests_total{{status="{name}"}} {count}' for name, count in sorted(statuses.items())]
        lines += _head("postup_request_seconds", "histogram", "Time from a request to the end of its answer.")
        for number, most in enumerate(BUCKETS):
            lines.append(f'postup_request_seconds_bucket{{le="{most:g}"}} {sum(times[: number + 1])}')
        lines += [
            f'postup_request_seconds_bucket{{le="+Inf"}} {sum(times)}',
            f"postup_request_seconds_sum {seconds:.6f}",
            f"postup_request_seconds_count {sum(times)}",
        ]
        own = {
            ("process_start_time_seconds", "When the process began."): lambda: self._began,
            ("process_resident_memory_bytes", "Memory of the process."): _memory,
        }
        for (name, meaning), ask in {**own, **self.gauges}.items():
            lines += [*_head(name, "gauge", meaning), f"{name} {ask():.15g}"]
        return "\n".join(lines) + "\n"


def _head(name: str, kind: str, meaning: str) -> list[str]:
    return [f"# HELP {name} {meaning}", f"# TYPE {name} {kind}"]


def _memory() -> float:
    """Bytes; 0 where the system does not tell it."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return 0.0
    return pages * 4096.0


def private_place(said: str) -> tuple[str, int]:
    """Address and port of `127.0.0.1:9109` or `[::1]:9109`; ValueError where it is no address of this network alone."""
    host, _, port = said.rpartition(":")
    if not port.isdecimal() or not 0 < int(port) < 1 << 16:
        raise ValueError(said)
    address = ip_address(host.removeprefix("[").removesuffix("]"))
    if not address.is_private or address.is_unspecified:
        raise ValueError(said)
    return str(address), int(port)


def tell_at(place: tuple[str, int]) -> ThreadingHTTPServer:
    """Answer at the place in a thread of its own until the process ends; OSError where the port is taken."""
    kind = type("Server", (ThreadingHTTPServer,), {"daemon_threads": True, "address_family": _family(place[0])})
    server: ThreadingHTTPServer = kind(place, _Handler)
    threading.Thread(target=server.serve_forever, name="postup-metrics", daemon=True).start()
    return server


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


class _Handler(BaseHTTPRequestHandler):
    timeout = _SECONDS

    def version_string(self) -> str:
        return "postup"

    def do_GET(self) -> None:
        found = self.path == PATH
        body = counters.text().encode() if found else b""
        self.send_response(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", MEDIA_TYPE)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_told: object) -> None:
        """Nothing: a monitor asks four times a minute."""


#: of this process
counters = Counters()
