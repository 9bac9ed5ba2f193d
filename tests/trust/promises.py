"""The promises and what a run reached of them."""

import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

#: the file that a run writes what it reached into, a line of JSON for each number
REACHED = "POSTUP_TRUST_REACHED"
#: «full» = the numbers that are promised; anything else = the part that CI runs, some of it in `make test`
EXTENT = "POSTUP_TRUST"
FILE = Path(__file__).with_name("promises.toml")


def is_full() -> bool:
    """Whether the promised numbers are asked for, not only the fast ones."""
    return os.environ.get(EXTENT) == "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """Of one number: no less than `least`, no more than `most`; `fast` stands in place of it in the fast part."""

    least: float | None = None
    most: float | None = None
    fast: float | None = None

    def asked(self, *, full: bool) -> float:
        """The number that a run is held to."""
        promised = self.least if self.least is not None else self.most
        assert promised is not None, "a bound has a number"
        return promised if full or self.fast is None else self.fast

    def holds(self, number: float, *, full: bool) -> bool:
        asked = self.asked(full=full)
        return number >= asked if self.least is not None else number <= asked

    def words(self, *, full: bool = True) -> str:
        return f"{'≥' if self.least is not None else '≤'} {self.asked(full=full):g}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """`says` in words; its numbers by name; `short` says plainly what of it is not reached, "" = all is."""

    says: str
    numbers: Mapping[str, Bound]
    short: str = ""

    @classmethod
    def of(cls, told: Mapping[str, object]) -> Self:
        numbers = told["numbers"]
        assert isinstance(numbers, dict)
        bounds = {name: Bound(**bound) for name, bound in numbers.items()}
        return cls(says=str(told["says"]), numbers=bounds, short=str(told.get("short", "")))


def promises() -> dict[str, Promise]:
    """All of them, by their names («A1»)."""
    return {name: Promise.of(told) for name, told in tomllib.loads(FILE.read_text("utf-8")).items()}


@dataclass(frozen=True, slots=True)
class Reached:
    """What a test tells of a promise: held to its bounds, and written down for the table."""

    test: str

    def __call__(self, promise: str, **numbers: float) -> None:
        bounds = promises()[promise].numbers
        full = is_full()
        for name, number in numbers.items():
            self._write(promise, name, number)
            bound = bounds[name]
            assert bound.holds(number, full=full), f"{promise}: {name} is {number:g}, not {bound.words(full=full)}"

    def _write(self, promise: str, name: str, number: float) -> None:
        if file := os.environ.get(REACHED):
            line = json.dumps({"promise": promise, "name": name, "number": number, "test": self.test})
            # one short write in append mode: workers of a run write side by side
            with Path(file).open("a", encoding="utf-8") as out:
                out.write(line + "\n")


def asked(promise: str, name: str) -> int:
    """How many a test has to go through in this run."""
    return round(promises()[promise].numbers[name].asked(full=is_full()))
