"""Only an e-mail address is written to."""

import pytest

from kpi.model.contact import addresses, broken_addresses


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
        ("тел. 062 123-45-67, econ@example.org", ("econ@example.org",)),
        ("тел. 48-10-10, a@example.org; c@d.example.org", ("a@example.org", "c@d.example.org")),
        ("Іваненко І. <land@example.org>", ("land@example.org",)),
        ("«Іваненко І.», mailto:land@example.org.", ("land@example.org",)),
        ("каб. 12 (land@example.org)", ("land@example.org",)),
        ("e-mail:land@example.org/тел.1-22", ("land@example.org",)),
        ("land@example.org/zast@example.org", ("land@example.org", "zast@example.org")),
        ("каб. 5/7, land@example.org", ("land@example.org",)),
        ("land@example.org, зам@example.org", ("land@example.org",)),
        ("econ@localhost", ()),
        ("econ@10.0.0.1", ()),
        ("a@@example.org", ()),
        ("@example.org", ()),
        (".a@example.org", ()),
        ("a@-example.org", ()),
        ("a@example..org", ()),
        ("a" * 65 + "@example.org", ()),
        ("a@" + "b" * 70 + ".org", ()),
        ("econ@example.org\r\nBcc: x@example.org", ("econ@example.org", "x@example.org")),
        ("econ@example.org\nx@example.org", ("econ@example.org", "x@example.org")),
    ],
)
def test_addresses(contact: str, expected: tuple[str, ...]) -> None:
    assert addresses(contact) == expected


def test_what_looks_like_an_address_and_is_none_is_known() -> None:
    assert broken_addresses("Іваненко, тел. 1-22, land@example.org") == ()
    assert broken_addresses("освіта@example.org; land@example.org, a@localhost") == (
        "освіта@example.org",
        "a@localhost",
    )
