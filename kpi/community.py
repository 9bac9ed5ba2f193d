"""Which community is meant, where one process serves several: set where a request, a run or a command begins.

A process that was told of none serves one, which has no name. A process that was told of several (`declare`) answers
for nobody where nobody was named: `current` raises, so that what was forgotten fails and shows nobody's data.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar, Token, copy_context
from dataclasses import dataclass, field
from typing import Generic, ParamSpec, TypeVar

Value = TypeVar("Value")
Parameters = ParamSpec("Parameters")


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """A community of this process.

    key        its name in the file of communities, on the command line and in its cookies; "" of the only one
    host       the host that is its own, with a port where one is named; "" where its addresses have a prefix
    prefix     what all its addresses begin with, "/hromada"; "" where it has a host
    rows       by which key its rows are kept in the store
    variables  its own settings by the names of the environment's; they go before those
    population, counted_on  how many people live there, and the ISO date of that; None and "" where nobody said it
    """

    key: str = ""
    host: str = ""
    prefix: str = ""
    rows: str = "1"
    variables: Mapping[str, str] = field(default_factory=dict, hash=False, repr=False)
    population: int | None = None
    counted_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """The page over all communities of a process, where there is one.

    name, name_en  what the region is called; "" where nobody said it
    host, prefix   as of a community; without either it answers "/" of every host that is no community's
    address        where it is reached, with its prefix; "" where nobody said it
    language       of the page and of its files, as the catalogue codes it; "" where nobody said it
    """

    name: str = ""
    name_en: str = ""
    host: str = ""
    prefix: str = ""
    address: str = ""
    language: str = ""


#: of a process that serves one community
ONLY = Community()


class NoCommunityError(RuntimeError):
    """Something was asked for that belongs to a community, and none was named: a fault of ours."""


_declared: dict[str, Community] = {}
_region: list[Region] = []
_current: ContextVar[Community | None] = ContextVar("community", default=None)


def declare(communities: Mapping[str, Community], region: Region | None = None) -> None:
    """Say which communities this process serves, by key, and the page over them; none: the one without a name."""
    _declared.clear()
    _declared.update(communities)
    _region[:] = [region] if region else []


def region() -> Region | None:
    """The page over all of them; None where there is none."""
    return _region[0] if _region else None


def declared() -> tuple[Community, ...]:
    """The communities that were declared, in their order; () where there is the one without a name."""
    return tuple(_declared.values())


def named(key: str) -> Community:
    """The community of a key; `NoCommunityError` where none is called so."""
    try:
        return _declared[key]
    except KeyError:
        raise NoCommunityError("no community of that name") from None


def current() -> Community:
    """The community that is meant; `NoCommunityError` where there are several and none was named."""
    found = _current.get()
    if found is not None:
        return found
    if _declared:
        raise NoCommunityError("no community was named")
    return ONLY


def enter(community: Community) -> Token[Community | None]:
    """From now on, in this task or thread, this community is meant."""
    return _current.set(community)


@contextmanager
def entered(community: Community) -> Iterator[None]:
    """Within the block this community is meant."""
    token = _current.set(community)
    try:
        yield
    finally:
        _current.reset(token)


def bound(call: Callable[Parameters, Value]) -> Callable[Parameters, Value]:
    """`call` for another thread, where the community stays the one that is meant here."""
    context = copy_context()

    def run(*args: Parameters.args, **options: Parameters.kwargs) -> Value:
        return context.run(call, *args, **options)

    return run


class PerCommunity(Generic[Value]):
    """A value of each community, made when it is first asked for."""

    def __init__(self, make: Callable[[], Value]) -> None:
        self._make = make
        self._values: dict[str, Value] = {}

    @property
    def own(self) -> Value:
        """Of the community that is meant."""
        # two threads may both make the first one: one of them stays
        key = current().key
        return self._values[key] if key in self._values else self._values.setdefault(key, self._make())

    def clear(self) -> None:
        """Forget those of all communities."""
        self._values.clear()
