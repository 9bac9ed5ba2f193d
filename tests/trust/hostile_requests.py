"""A client that means harm: `python -m tests.trust.hostile_requests ADDRESS COUNT [--as ADDRESS]` sends a site COUNT
requests of which none is like another, sixteen at once, and prints the statuses that it was answered with.

Names of hosts, days of releases, languages, searches, codes, copies that it claims to have, forms, pictures: whatever a
server might keep by. Seeded, so that a run can be repeated.
"""

import argparse
import asyncio
import json
import string
import sys
from collections import Counter
from collections.abc import Callable
from random import Random
from urllib.parse import quote

import httpx2

AT_ONCE = 16
SEED = 1407
#: as the address of a machine that a proxy tells (RFC 5737)
ADDRESS = "203.0.113.9"
_SIGNS = string.ascii_letters + "їєґ '\"<>&%$#!;()="
_PAGES = ("/", "/indicators", "/indicator?id=1.1.1", "/goal?id=1.1", "/sector?id=1", "/changes", "/method", "/data")
_FILES = ("/download/values.csv", "/download/data.xlsx", "/download/datapackage.json", "/feed.atom", "/calendar.ics")
_CODES = ("1.1.1", "1.2.1", "2.1.1", "3.1.1")

Request = tuple[str, str, dict[str, str], bytes]


def _words(random: Random, most: int) -> str:
    return quote("".join(random.choices(_SIGNS, k=random.randint(1, most))))


def _day(random: Random) -> str:
    return f"20{random.randint(10, 40)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"


def _host(random: Random) -> dict[str, str]:
    return {"Host": f"h{random.getrandbits(64):x}.example.org"}


def _with(path: str, more: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}{more}"


def _get(path: str, headers: dict[str, str] | None = None) -> Request:
    return "GET", path, headers or {}, b""


#: kinds of requests, each of which is of its own every time
KINDS: tuple[Callable[[Random], Request], ...] = (
    lambda r: _get(f"/indicators?q={_words(r, 150)}"),
    lambda r: _get(_with(r.choice(_PAGES), f"v={_day(r)}")),
    lambda r: _get(_with(r.choice(_PAGES), f"lang={_words(r, 12)}&{_words(r, 9)}={_words(r, 90)}")),
    lambda r: _get(r.choice(_PAGES), _host(r)),
    lambda r: _get(r.choice(_FILES), _host(r)),
    lambda r: _get(f"/chart/{r.choice(_CODES)}.svg?theme={_words(r, 20)}&size={_words(r, 20)}"),
    lambda r: _get(f"/chart/{_words(r, 30)}.png"),
    lambda r: _get(f"/embed/{r.choice(_CODES)}?theme={_words(r, 9)}", _host(r)),
    lambda r: _get(f"/i/{_words(r, 60)}"),
    lambda r: _get(f"/oembed?url={_words(r, 150)}&maxwidth={r.getrandbits(40)}"),
    lambda r: _get(f"/api/v1/indicators?q={_words(r, 150)}"),
    lambda r: _get(f"/api/v1/{_words(r, 60)}"),
    lambda r: _get(f"/download/{_day(r)}/{_words(r, 30)}"),
    lambda r: _get(f"/print/indicator/{_words(r, 20)}"),
    lambda r: _get(f"/{_words(r, 200)}"),
    lambda r: _get(
        "/", {"Accept-Language": _words(r, 400), "If-None-Match": ",".join(_words(r, 60) for _ in range(40))}
    ),
    lambda r: _get("/", {"Cookie": "; ".join(f"{_words(r, 9)}={_words(r, 90)}" for _ in range(20))}),
    lambda r: _get("/?" + "&".join(f"{_words(r, 6)}={_words(r, 6)}" for _ in range(600))),
    lambda r: _get(f"/changes?from={_day(r)}&to={_day(r)}&sector={_words(r, 20)}"),
    lambda r: _get(f"/report?format=xlsx&as_of={_day(r)}&sector={_words(r, 20)}"),
    lambda r: ("POST", "/login", {}, f"login={_words(r, 40)}&password={_words(r, 40)}&token=x".encode()),
    lambda r: ("POST", "/question", {}, f"code={_words(r, 20)}&text={_words(r, 900)}".encode()),
    lambda r: ("POST", "/upload", {}, r.randbytes(2000)),
    lambda r: ("PUT", f"/dashboard/_stcore/upload_file/{r.getrandbits(64):x}/f", {}, r.randbytes(2000)),
)


def requests(count: int, seed: int = SEED) -> list[Request]:
    """So many requests, every kind as often as the others."""
    random = Random(seed)
    return [KINDS[number % len(KINDS)](random) for number in range(count)]


async def flood(address: str, count: int, of: str, seed: int = SEED) -> Counter[int]:
    """Send them, and count the statuses; 0 where a connection was cut."""
    waiting, statuses = iter(requests(count, seed)), Counter[int]()
    headers = {"X-Forwarded-For": of, "Origin": address}

    async def send() -> None:
        async with httpx2.AsyncClient(base_url=address, headers=headers, timeout=120, trust_env=False) as client:
            for method, path, own, body in waiting:
                try:
                    answer = await client.request(method, path, headers=own, content=body or None)
                    statuses[answer.status_code] += 1
                except httpx2.TransportError:
                    statuses[0] += 1

    await asyncio.gather(*(send() for _ in range(AT_ONCE)))
    return statuses


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("count", type=int)
    parser.add_argument("--as", dest="of", default=ADDRESS)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    sys.stdout.write(json.dumps(asyncio.run(flood(given.address, given.count, given.of, given.seed))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
