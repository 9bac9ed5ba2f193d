"""The names of the cookies of signing in."""

from kpi.access.cookies import SESSION, name_of


def test_a_cookie_of_a_secure_site_is_of_its_host_alone() -> None:
    assert name_of(SESSION, secure=True) == f"__Host-{SESSION}"
    assert name_of(SESSION, secure=False) == SESSION
