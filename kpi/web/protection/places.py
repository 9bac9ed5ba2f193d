"""Places at which costly work is done: a few at once, some who wait, the others are sent away."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import BoundedSemaphore


@dataclass(frozen=True)
class Places:
    """`at_once` work, `queue` wait: a thread that waits is there for no other reader."""

    at_once: int
    queue: int
    _working: BoundedSemaphore = field(init=False, repr=False)
    _admitted: BoundedSemaphore = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_working", BoundedSemaphore(self.at_once))
        object.__setattr__(self, "_admitted", BoundedSemaphore(self.at_once + self.queue))

    @contextmanager
    def place(self, refusal: Exception) -> Iterator[None]:
        """One of the places; `refusal` is raised where the queue is full."""
        if not self._admitted.acquire(blocking=False):
            raise refusal
        try:
            with self._working:
                yield
        finally:
            self._admitted.release()
