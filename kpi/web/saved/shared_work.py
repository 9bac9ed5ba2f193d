"""The work of a large export, divided among processes: a page takes the processor, and a city has thousands of them."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Protocol, TypeVar

#: pages that are worth a process of their own, which first reads the release again
_WORTH = 1000

Item = TypeVar("Item")
Result = TypeVar("Result")


class Share(Protocol):
    """Call `task(part, *given)` for each part of the items; all parts together are the items, in no order."""

    def __call__(self, task: Callable[..., Result], items: Sequence[Item], /, *given: object) -> list[Result]: ...


@contextmanager
def shared(pages: int) -> Iterator[Share]:
    """How the work of an export of so many pages is divided; by nobody where they are few or there is one processor."""
    processes = min(os.cpu_count() or 1, 1 + pages // _WORTH)
    if processes == 1:
        yield lambda task, items, *given: [task(items, *given)]
        return
    # a process forked from this one would hold its connections to the store
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:

        def share(task: Callable[..., Result], items: Sequence[Item], /, *given: object) -> list[Result]:
            parts = [items[at::processes] for at in range(processes)]
            return [one.result() for one in [pool.submit(task, part, *given) for part in parts]]

        yield share
