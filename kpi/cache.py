"""The one cache of the project: of a declared size, each value made once, the least recently used go first."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from kpi.community import current, declared

Value = TypeVar("Value")


class Cache(Generic[Value]):
    """At most `most` values by key, none for longer than `seconds`. Safe for threads.

    What is kept of one community is never found by another: each key is that of the community that is meant as well.
    All of them share the room, in which every one beside the first adds `each` values.

    weigh     how many bytes a value takes; of all together at most `heaviest`, whatever number of values that is
    """

    def __init__(
        self,
        most: int,
        seconds: float | None = None,
        *,
        each: int = 0,
        weigh: Callable[[Value], int] | None = None,
        heaviest: int = 0,
    ) -> None:
        self._most, self._seconds, self._each = most, seconds, each
        self._weigh, self._heaviest, self._weight = weigh, heaviest, 0
        self._lock = threading.Lock()
        self._values: OrderedDict[Hashable, tuple[float, Value]] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of the key, made now where it is not kept. What `make` raises is kept by nobody.

        While one thread makes a value, others that want it wait; others go on.
        """
        key = _own(key)
        with self._lock:
            found = self._found(key)
            if found is not None:
                return found[1]
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                found = self._found(key)
            if found is not None:
                return found[1]
            try:
                value = make()
                self._put(key, value)
            finally:
                # after the value is there: whoever comes between would make it once more
                with self._lock:
                    self._making.pop(key, None)
            return value

    def find(self, key: Hashable) -> Value | None:
        """The value of the key, None where none is kept."""
        with self._lock:
            found = self._found(_own(key))
            return None if found is None else found[1]

    def put(self, key: Hashable, value: Value) -> None:
        """Keep a value in place of the one that the key had."""
        self._put(_own(key), value)

    def _put(self, key: Hashable, value: Value) -> None:
        most = self._most + self._each * max(0, len(declared()) - 1)
        with self._lock:
            self._drop(key)
            if self._weigh and self._weight_of(value) > self._heaviest:
                return
            self._values[key] = (time.monotonic(), value)
            self._weight += self._weight_of(value)
            while len(self._values) > most or (self._weigh and self._weight > self._heaviest):
                self._drop(next(iter(self._values)))
        if self._seconds is not None:
            # what is too old goes even where nobody asks any more
            later = threading.Timer(self._seconds, self.sweep)
            later.daemon = True
            later.start()

    def sweep(self) -> None:
        """Drop every value that is too old."""
        with self._lock:
            self._drop_old()

    def clear(self) -> None:
        """Drop every value, of all communities."""
        with self._lock:
            self._values.clear()
            self._weight = 0

    def _found(self, key: Hashable) -> tuple[float, Value] | None:
        self._drop_old()
        if key in self._values:
            self._values.move_to_end(key)
        return self._values.get(key)

    def _drop_old(self) -> None:
        if self._seconds is None:
            return
        oldest = time.monotonic() - self._seconds
        for key in [key for key, (at, _) in self._values.items() if at <= oldest]:
            self._drop(key)

    def _drop(self, key: Hashable) -> None:
        found = self._values.pop(key, None)
        if found is not None:
            self._weight -= self._weight_of(found[1])

    def _weight_of(self, value: Value) -> int:
        return self._weigh(value) if self._weigh else 0


def _own(key: Hashable) -> Hashable:
    """The key of a value of the community that is meant."""
    return (current().key, key)
