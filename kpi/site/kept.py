"""A small cache: each value is made once, by whoever asks first; the least asked for go first."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """At most `most` values by key. While one thread makes a value, others that want it wait; others go on."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}

    def peek(self, key: Hashable) -> Value | None:
        """The value of the key where it is kept; it never waits."""
        return self._values.get(key)

    def get(self, key: Hashable, make: Callable[[], Value], lasting: Callable[[Value], bool] = lambda _: True) -> Value:
        """The value of the key, made now where it is not kept. What `make` raises is kept by nobody.

        lasting  whether a value is kept
        """
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
            making = self._making.setdefault(key, Lock())
        with making:
            with self._lock:
                if key in self._values:
                    return self._values[key]
            try:
                value = make()
                with self._lock:
                    if lasting(value):
                        self._values[key] = value
                    while len(self._values) > self._most:
                        self._values.popitem(last=False)
            finally:
                # after the value is there: whoever comes between would make it once more
                with self._lock:
                    self._making.pop(key, None)
            return value

    def clear(self) -> None:
        with self._lock:
            self._values.clear()
