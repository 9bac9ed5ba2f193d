"""The names of the cookies of signing in."""

#: the session; a browser that signed in before; what a form must answer; a way to the identity provider and back
SESSION, DEVICE, FORM, PROVIDER = "postup", "postup-device", "postup-form", "postup-provider"


def name_of(base: str, secure: bool) -> str:
    """A plain cookie does not count where there is TLS: another site below the same domain could have set it."""
    return f"__Host-{base}" if secure else base
