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
    """

    def __init__(self, most: int, seconds: float | None = None, *, each: int = 0) -> None:
        self._most, self._seconds, self._each = most, seconds, each
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
            self._values.pop(key, None)
            self._values[key] = (time.monotonic(), value)
            while len(self._values) > most:
                self._values.popitem(last=False)
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
            del self._values[key]


def _own(key: Hashable) -> Hashable:
    """The key of a value of the community that is meant."""
    return (current().key, key)
