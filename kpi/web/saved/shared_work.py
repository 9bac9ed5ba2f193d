"""The work of a large export, divided among processes: a page takes the processor, and a city has thousands of them."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Protocol, TypeVar

#: pages that are worth a process of their own, which first reads the release again
_WORTH = 1000
#: pages of one part of the work: whoever is ready takes the next part, and nobody waits long for the last
_PART = 20

Item = TypeVar("Item")
Result = TypeVar("Result")


class Share(Protocol):
    """Call `task(part, *given)` for each part of the items, which lie beside each other; of all parts in no order."""

    def __call__(self, task: Callable[..., Result], items: Sequence[Item], /, *given: object) -> list[Result]: ...


@contextmanager
def shared(pages: int) -> Iterator[Share]:
    """How the work of an export of so many pages is divided; by nobody where they are few or there is one processor.

    This process, which has read the release already, takes parts too: it begins while the others are still reading.
    """
    processes = min(os.cpu_count() or 1, 1 + pages // _WORTH)
    if processes == 1:
        yield lambda task, items, *given: [task(items, *given)]
        return
    # a process forked from this one would hold its connections to the store
    with ProcessPoolExecutor(processes - 1, mp_context=get_context("spawn")) as pool:

        def share(task: Callable[..., Result], items: Sequence[Item], /, *given: object) -> list[Result]:
            parts = [items[at : at + _PART] for at in range(0, len(items), _PART)]
            begun = [(part, pool.submit(task, part, *given)) for part in parts]
            # from the end, until what is left has been begun by others
            own = [task(part, *given) for part, one in reversed(begun) if one.cancel()]
            return own + [one.result() for _, one in begun if not one.cancelled()]

        yield share
