"""The names of the cookies of signing in."""

from kpi.community import current

#: the session; a browser that signed in before; what a form must answer; a way to the identity provider and back
SESSION, DEVICE, FORM, PROVIDER = "postup", "postup-device", "postup-form", "postup-provider"


def name_of(base: str, secure: bool) -> str:
    """The cookie's name for the community that is meant: two on one host have cookies of their own.

    A plain cookie does not count where there is TLS: another site below the same domain could have set it.
    """
    own = f"{base}.{key}" if (key := current().key) else base
    return f"__Host-{own}" if secure else own
