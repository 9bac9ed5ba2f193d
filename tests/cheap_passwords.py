"""Passwords hashed cheaply where they are not what is tested: argon2id as ever, without its 64 MB and three passes.

For the tests' own process (tests/conftest.py) and the servers that they start (tests/settled.py). What is about the
hashing itself, or how long it takes, asks for `as_in_the_product`.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from unittest.mock import patch

from argon2 import PasswordHasher

from kpi.access import passwords

#: the variable that has a server hash as the product does
NAMED = "TESTS_PASSWORDS_OF_THE_PRODUCT"
_PRODUCT = passwords._HASHER
_CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def hash_cheaply() -> None:
    """From now on, in this process; not where a test has asked for the product's hashing."""
    if NAMED not in os.environ:
        patch.object(passwords, "_HASHER", _CHEAP).start()


@contextmanager
def as_in_the_product() -> Iterator[None]:
    """Meanwhile passwords are hashed as they are in the product, by this process and by servers that are started."""
    nobody = cache(passwords._nobody.__wrapped__)
    with (
        patch.object(passwords, "_HASHER", _PRODUCT),
        patch.object(passwords, "_nobody", nobody),
        patch.dict(os.environ, {NAMED: "yes"}),
    ):
        yield
