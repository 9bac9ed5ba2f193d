"""A city asked for everything, by somebody without an account and by an editor; what was logged meanwhile."""

import json
import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from kpi.store import Store
from kpi.web import release_boards, release_routes
from kpi.web.files import session_reports
from tests.asgi import Answer, Client
from tests.dashboard.conftest import on_store, opened
from tests.layers import alone, layers
from tests.trust.leaks.city import TOKEN
from tests.waiting import until

SITE = "here"
#: what is another one for each asker by design: the secret of a form, and the cookie that it must come back with
_RANDOM = re.compile(rb'(?:name="token" value="[^"]*"|postup-form=[^;]*)')


@dataclass
class Asked:
    """Answers by their addresses; what the process logged while it was asked."""

    answers: dict[str, Answer] = field(default_factory=dict)
    log: list[str] = field(default_factory=list)

    def blobs(self) -> Iterator[tuple[str, bytes]]:
        """Each answer with its status and headers, then the log."""
        yield from ((address, blob_of(answer)) for address, answer in self.answers.items())
        yield "log", "\n".join(self.log).encode()


def blob_of(answer: Answer) -> bytes:
    """All that was sent, but for what is random; the body stands first, for it says of which kind it is."""
    head = f"\n{answer.status_code} {sorted(answer.headers.items())}".encode()
    return _RANDOM.sub(b"", answer.content + head)


class _Kept(logging.Handler):
    """Keeps what is logged, with the tracebacks that it came with."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(logging.DEBUG)
        self._lines, self._form = lines, logging.Formatter("%(name)s %(message)s %(args)s")

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(self._form.format(record))


@contextmanager
def site_of(store: Store) -> Iterator[Client]:
    """The application of this process on a store, nothing kept of another one, its store looked after."""
    with pytest.MonkeyPatch.context() as patch:
        alone(patch, store.name, f"http://{SITE}")
        forget()
        client = Client(layers(), SITE)
        until(lambda: client.get("/healthz").json()["store"] == "ok", within=60)
        yield client


def forget() -> None:
    """Forget what is kept of answers, boards and surveys."""
    for kept in (release_boards, release_routes, session_reports):
        kept.clear()


def ask(store: Store, addresses: Iterable[str]) -> Asked:
    """Every address, asked without an account."""
    asked, root = Asked(), logging.getLogger()
    handler, level = _Kept(asked.log), root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        with site_of(store) as client:
            for address in addresses:
                asked.answers[address] = client.get(address)
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    return asked


def as_editor(client: Client, addresses: Iterable[str]) -> dict[str, Answer]:
    """The addresses asked with the session of the city's editor."""
    return {address: client.get(address, headers={"Cookie": f"postup={TOKEN}"}) for address in addresses}


def differing(one: Mapping[str, Answer], other: Mapping[str, Answer]) -> list[str]:
    """Addresses that were answered differently: status, headers or body."""
    return [address for address in one if blob_of(one[address]) != blob_of(other[address])]


def dashboard(store: Store, pages: Iterable[tuple[str, Mapping[str, str]]]) -> dict[str, bytes]:
    """Pages of the dashboard as the browser is sent them: every element's message, figures and tables in it."""
    with pytest.MonkeyPatch.context() as patch:
        on_store(patch, store.name)
        forget()
        return {f"{page}?{sorted(given.items())}": _sent(opened(page, **given)) for page, given in pages}


def _sent(app: Any) -> bytes:
    return b"\n".join(_elements(app._tree))


def _elements(node: Any) -> Iterator[bytes]:
    """Messages of a block and all within it, without the ids that count the runs of a process."""
    proto = getattr(node, "proto", None)
    if proto is not None and hasattr(proto, "SerializeToString"):
        yield proto.SerializeToString(deterministic=True)
        if spec := getattr(proto, "spec", ""):
            yield json.dumps(json.loads(spec), ensure_ascii=False).encode()
    for child in getattr(node, "children", {}).values():
        yield from _elements(child)
