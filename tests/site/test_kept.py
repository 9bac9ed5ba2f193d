"""The small cache: once a key, few at a time, no error kept."""

from threading import Barrier, Thread

import pytest

from kpi.site.kept import Kept


def test_a_value_is_made_once_by_many_threads() -> None:
    kept: Kept[object] = Kept(2)
    made: list[object] = []
    gate = Barrier(8)

    def make() -> object:
        made.append(object())
        return made[-1]

    def ask() -> None:
        gate.wait()
        kept.get("a", make)

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1


def test_the_least_asked_for_goes_first() -> None:
    kept: Kept[int] = Kept(2)
    for key in ("a", "b"):
        kept.get(key, lambda: 1)
    kept.get("a", lambda: 2)
    kept.get("c", lambda: 3)
    assert kept.get("a", lambda: 4) == 1
    assert kept.get("b", lambda: 5) == 5


def test_an_error_is_not_kept() -> None:
    kept: Kept[int] = Kept(2)

    def fail() -> int:
        raise OSError

    with pytest.raises(OSError):
        kept.get("a", fail)
    assert kept.get("a", lambda: 1) == 1
