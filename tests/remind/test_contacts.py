"""Only an e-mail address is written to."""

import pytest

from kpi.remind.contacts import addresses


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        ("econ@example.org", ("econ@example.org",)),
        ("  a.b+c@x-y.gov.ua ; d@example.org, a.b+c@x-y.gov.ua", ("a.b+c@x-y.gov.ua", "d@example.org")),
        ("освіта@example.org", ()),
        ("пошта@громада.укр", ()),
        ("mail@громада.укр", ("mail@xn--80aahf2bln.xn--j1amh",)),
        ("", ()),
        ("тел. 062 123-45-67", ()),
        ("тел. 062 123-45-67, econ@example.org", ()),
        ("Іваненко <econ@example.org>", ()),
        ("econ@localhost", ()),
        ("econ@10.0.0.1", ()),
        ("a@@example.org", ()),
        ("@example.org", ()),
        (".a@example.org", ()),
        ("a@-example.org", ()),
        ("a@example..org", ()),
        ("a" * 65 + "@example.org", ()),
        ("a@" + "b" * 70 + ".org", ()),
        ("econ@example.org\r\nBcc: x@example.org", ()),
        ("econ@example.org\nx@example.org", ("econ@example.org", "x@example.org")),
    ],
)
def test_addresses(contact: str, expected: tuple[str, ...]) -> None:
    assert addresses(contact) == expected
