"""What the site itself answers, asked without a socket: the files of the saved edition and of a preview."""

import asyncio
from collections.abc import Iterable
from urllib.parse import urlsplit

from httpx2 import ASGITransport, AsyncClient

from kpi.settings import site_address
from kpi.web.application import create_site

#: requests to the site at a time
_AT_ONCE = 4


def fetch(prefix: str, wanted: Iterable[str]) -> dict[str, bytes | None]:
    """What the site answers below the prefix of an edition, by address without it, asked without a socket."""
    return asyncio.run(_asked(prefix, list(wanted)))


async def _asked(prefix: str, wanted: list[str]) -> dict[str, bytes | None]:

    app, at = create_site(), urlsplit(site_address() or "http://localhost")
    base = f"{at.scheme}://{at.netloc}"
    turn = asyncio.Semaphore(_AT_ONCE)

    # nothing travels: what would be compressed would be unpacked at once
    plain = {"Accept-Encoding": "identity"}
    async with AsyncClient(transport=ASGITransport(app=app), base_url=base, headers=plain) as client:

        async def one(address: str) -> tuple[str, bytes | None]:
            async with turn:
                answer = await client.get(prefix + address)
            return address, answer.content if answer.is_success else None

        return dict(await asyncio.gather(*map(one, wanted)))
